from __future__ import annotations

import importlib.util
from importlib.resources import files
from pathlib import Path

import pytest

from lloco_desktop.pretraining.config import Config, read_config

_SPEC = importlib.util.spec_from_file_location("pretraining_corpus", Path(__file__).with_name("corpus.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
corpus = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(corpus)


@pytest.fixture(scope="session")
def tiny() -> Config:
    return read_config(Path(str(files("lloco_desktop.pretraining") / "configs" / "tiny.toml")))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = corpus.write_data(tmp_path_factory.mktemp("data"))
    return folder


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory, data: Path, tiny: Config) -> Path:
    """A work folder with tokenizer and shards; tests copy what they change."""
    from lloco_desktop.pretraining import stages

    folder = tmp_path_factory.mktemp("work")
    stages.tokenizer(tiny, data, folder)
    stages.shards(tiny, data, folder)
    return folder
