"""What must not be imported: the window and quick commands wait for no torch."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(module: str, *unwanted: str) -> set[str]:
    """Which of the unwanted modules a fresh interpreter holds after importing one of ours."""
    script = f"import sys, {module}; print(*[name for name in {unwanted!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module", ["lloco_desktop.app", "lloco_desktop.cli", "lloco_desktop.workflows.services"]
)
def test_starting_imports_no_torch(module: str) -> None:
    assert loaded_by(module, "torch", "transformers", "pymupdf") == set()


def test_the_command_line_imports_no_qt() -> None:
    assert loaded_by("lloco_desktop.cli", "PySide6") == set()
