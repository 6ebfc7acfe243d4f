"""Where the user guide lies: a PDF that is made from `resources/guide` and comes with the application."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from lloco_desktop.settings import resources


def guide_file() -> Path:
    """The guide in the language of the window."""
    # A translator of the window's words names the guide of that language, so that both always agree.
    name = QCoreApplication.translate("guide", "guide-en.pdf")
    return resources() / "guide" / name
