"""The list that ships, and lists that make no sense; the driver that decides whether it is offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput
from lloco_desktop.gpu_runtime.driver import Driver, find_driver
from lloco_desktop.gpu_runtime.listing import as_text, list_file, parse, read_list, runtime_for
from tests.gpu_runtime.fixtures import runtime_of, tiny_wheels

ROOT = Path(__file__).parents[2]


def test_the_list_that_ships_is_for_the_torch_that_ships() -> None:
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split() if "==" in line)
    runtimes = read_list(list_file({}))
    assert runtimes, "packaging/gpu_runtime.py list"
    for runtime in runtimes:
        assert runtime.torch == pinned["torch"]
        versions = {one.name: one.version for one in runtime.wheels}
        assert versions["torch"].partition("+")[0] == pinned["torch"]
        assert versions["bitsandbytes"] == pinned["bitsandbytes"]
        assert not {"numpy", "sympy", "transformers"} & set(versions)  # which the bundle has
        assert all(one.url.startswith("https://") and one.unpacked > 0 for one in runtime.wheels)
        assert max(one.size for one in runtime.wheels) < 1_900_000_000  # of one part of a pack


def test_a_list_is_read_as_it_was_written() -> None:
    runtime = runtime_of(tiny_wheels())
    assert parse(as_text([runtime]).encode()) == (runtime,)
    assert runtime.key == "9.1-cu130"
    assert runtime_for(runtime.edition, [runtime]) is runtime
    assert runtime_for(None, [runtime]) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("file", "../x.whl"), ("file", "a/b.whl"), ("sha256", "abc"), ("size", "much"), ("file", None)],
)
def test_a_list_that_makes_no_sense_is_refused(tmp_path: Path, name: str, value: object) -> None:
    raw = json.loads(as_text([runtime_of(tiny_wheels())]))
    raw["runtimes"][0]["wheels"][0][name] = value
    if value is None:
        del raw["runtimes"][0]["wheels"][0][name]
    file = tmp_path / "list.json"
    file.write_text(json.dumps(raw))
    with pytest.raises(BadInput, match=r"list\.json"):
        read_list(file)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27\nGCC 12.2.0\n", "580.65.06"),
        ("NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86  Release\n", "570.86"),
        ("something else", ""),
    ],
)
def test_the_driver_says_its_version(tmp_path: Path, text: str, version: str) -> None:
    proc = tmp_path / "version"
    proc.write_text(text)
    assert find_driver(proc, "no-such-program") == Driver(version)


def test_without_a_driver_there_is_none(tmp_path: Path) -> None:
    assert find_driver(tmp_path / "version", "no-such-program") is None


def test_a_driver_is_compared_by_its_main_version() -> None:
    assert Driver("580.65.06").is_new_enough(580)
    assert not Driver("535.183.01").is_new_enough(580)
    assert Driver("").is_new_enough(580)
