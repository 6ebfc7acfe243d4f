"""Shows a file where the user's other programs are: in its own application, or in the file manager.

On Linux file managers answer on the session bus (org.freedesktop.FileManager1), and select the file; where
none does, its folder is opened. `Opener` is what the page needs; tests give one that remembers.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from lloco_desktop.ui.background import Background

SERVICE, PLACE = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
SYSTEM: str = sys.platform
BUS_MS = 3000  # that a file manager may take to answer; it may have to be started

log = logging.getLogger(__name__)


class Opener(Protocol):
    """Other programs that show files."""

    def open_file(self, path: Path) -> None:
        """Open a file in the application that the user has for it."""
        ...

    def reveal(self, paths: list[Path]) -> None:
        """Show files selected in the file manager."""
        ...


class SystemOpener(QObject):
    """The programs of this desktop."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def open_file(self, path: Path) -> None:
        """By the desktop's own choice of program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def reveal(self, paths: list[Path]) -> None:
        """In a thread: a file manager may have to be started."""
        self._background.run(self, lambda: show_in_file_manager(paths), self._shown)

    def _shown(self, left: list[Path]) -> None:
        for folder in left:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_in_file_manager(paths: list[Path]) -> list[Path]:
    """Select the files in the file manager; returns the folders that are left to be opened otherwise."""
    folders = list(dict.fromkeys(_nearest(path.parent) for path in paths))
    try:
        if SYSTEM == "darwin":
            subprocess.run(["open", "-R", *map(str, paths)], check=True, timeout=BUS_MS / 1000)
        elif SYSTEM == "win32":
            for path in paths[:5]:  # a window each; explorer's exit status means nothing
                subprocess.run(f'explorer /select,"{path}"', check=False, timeout=BUS_MS / 1000)
        else:
            return [] if _ask_bus(paths) else folders
    except (OSError, subprocess.SubprocessError):
        log.info("the file manager did not show the file", exc_info=True)
        return folders
    return []


def _ask_bus(paths: list[Path]) -> bool:
    """Ask whatever file manager is on the session bus."""
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:  # some builds of Qt come without it
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(SERVICE, PLACE, SERVICE, "ShowItems")
    addresses = [bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode() for path in paths]
    message.setArguments([addresses, ""])
    answer = bus.call(message, QDBus.CallMode.Block, BUS_MS)
    return answer.type() == QDBusMessage.MessageType.ReplyMessage


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that is there: the file may be gone with its folder."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
