"""What a start of the window is asked to do, known before anything heavy is loaded."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lloco_desktop.settings import Places
from lloco_desktop.ui.single_instance import Doorstep, hand_over


def parser() -> argparse.ArgumentParser:
    """The window's arguments."""
    made = argparse.ArgumentParser(prog="lloco-desktop", description="Ask questions of your own PDFs.")
    made.add_argument("--workspace", type=Path, metavar="DIR", help="where documents and summaries are kept")
    made.add_argument("files", nargs="*", type=Path, metavar="PDF", help="files or folders to import")
    return made


def handed_over(argv: Sequence[str]) -> bool:
    """Whether a window that runs already took what was asked, so that this start has nothing left to do."""
    asked = parser().parse_args(argv)
    return hand_over(Doorstep(Places.of_user().data, asked.workspace), asked.files)


def start_again() -> None:
    """Start the window once more, as a process of its own: with the settings' workspace, and no files."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable] if frozen else [sys.executable, "-m", "lloco_desktop"]
    subprocess.Popen(command, start_new_session=True, close_fds=True)
