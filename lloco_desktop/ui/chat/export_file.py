"""Asking where conversations are to be exported to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lloco_desktop.ui.chat.conversations import Format
from lloco_desktop.ui.kit import words

translate = QCoreApplication.translate


def choose_file(owner: QWidget, title: str) -> Path | None:
    """A file for conversations called `title`; its ending says the format."""
    kinds = (translate("export", "Markdown (*.md)"), translate("export", "JSON (*.json)"))
    path, kind = QFileDialog.getSaveFileName(
        owner.window(),
        translate("export", "Export conversations"),
        str(Path.home() / f"{file_name(title)}{Format.MARKDOWN.value}"),
        ";;".join(kinds),
    )
    if not path:
        return None
    return with_ending(Path(path), Format.JSON if kind == kinds[1] else Format.MARKDOWN)


def file_name(title: str) -> str:
    """A title as a file can be called everywhere."""
    kept = "".join(" " if one in '<>:"/\\|?*' or ord(one) < 32 else one for one in title)
    return words.elided(kept, 60).strip(" .…") or "conversation"


def with_ending(file: Path, wanted: Format) -> Path:
    """The file with the ending of the wanted format, unless it has one of ours already."""
    known = [one.value for one in Format]
    return file if file.suffix.casefold() in known else file.with_name(file.name + wanted.value)
