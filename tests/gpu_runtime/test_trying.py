"""A runtime is imported in a child first; whatever happens there, one sentence comes of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from lloco_desktop.gpu_runtime.trying import Trial, try_out
from lloco_desktop.progress import Progress
from tests.gpu_runtime.fixtures import runtime_of, tiny_wheels

# As much of torch as the trial asks for.
GOOD = """
class version: cuda = "13.0"
__version__ = "9.1+cu130"
class Ones:
    def __matmul__(self, other): return self
    def sum(self): return 512.0
def ones(*size, device): return Ones()
class cuda:
    is_available = staticmethod(lambda: True)
    device_count = staticmethod(lambda: 1)
    get_device_name = staticmethod(lambda index: "Look-alike 100")
"""


def outcome(folder: Path, torch: str, *needed: str, seconds: float = 60.0) -> Trial:
    (folder / "torch").mkdir(parents=True)
    (folder / "torch/__init__.py").write_text(torch)
    steps: Generator[Progress, None, Trial] = try_out(
        folder, runtime_of(tiny_wheels()), needed=needed, seconds=seconds
    )
    found: list[Trial] = []

    def follow() -> Iterator[Progress]:
        found.append((yield from steps))

    assert all(isinstance(event, Progress) for event in follow())
    return found[0]


def test_what_computes_is_named(tmp_path: Path) -> None:
    assert outcome(tmp_path, GOOD) == Trial(None, ("Look-alike 100",))
    assert list(tmp_path.rglob("*.pyc"))


@pytest.mark.parametrize(
    ("torch", "words"),
    [
        ("raise ImportError('libcudart.so.13: cannot open')", "ImportError: libcudart.so.13"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("import os; os._exit(7)", "ended its process"),
        (GOOD.replace("9.1", "9.2"), "torch is 9.2"),
        (GOOD.replace('"13.0"', "None"), "CUDA None"),
        (GOOD.replace("512.0", "511.0"), "does not compute rightly"),
    ],
)
def test_what_does_not_work_is_said(tmp_path: Path, torch: str, words: str) -> None:
    problem = outcome(tmp_path, torch).problem
    assert problem is not None
    assert words in problem


def test_a_package_beside_it_that_fails_counts_too(tmp_path: Path) -> None:
    problem = outcome(tmp_path, GOOD, "no_such_package").problem
    assert problem is not None
    assert "no_such_package" in problem


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    problem = outcome(tmp_path, "import time; time.sleep(600)", seconds=1.0).problem
    assert problem is not None
    assert "could not be loaded within" in problem
