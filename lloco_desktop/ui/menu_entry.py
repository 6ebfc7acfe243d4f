"""The entry in the application menu of a Linux desktop, for those who run the application from its source.

`lloco-desktop --install-menu-entry` writes files under the user's own data folder, as the freedesktop.org
specifications say: the entry, the icon in the usual sizes, and the type of `.lloco` files. The application is
then offered under "Open with" for PDFs; it does not become what opens them by default.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from lloco_desktop.settings import project_root, resources

NAME = "lloco-desktop"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
INSTALL, REMOVE = "--install-menu-entry", "--remove-menu-entry"
CACHES = (  # what makes desktops look again; a desktop that lacks one does not need it
    ("update-desktop-database", "applications"),
    ("update-mime-database", "mime"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)


def data_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Where a user's own entries lie."""
    named = environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def files_in(home: Path) -> dict[str, Path]:
    """Every file that an entry consists of."""
    icons = home / "icons" / "hicolor"
    places = {str(size): icons / f"{size}x{size}" / "apps" / f"{NAME}.png" for size in SIZES}
    return {
        "entry": home / "applications" / f"{NAME}.desktop",
        "type": home / "mime" / "packages" / "lloco-library.xml",
        "icon": icons / "scalable" / "apps" / f"{NAME}.svg",
        **places,
    }


def install(home: Path) -> list[Path]:
    """Write the entry; returns the files."""
    places = files_in(home)
    for place in places.values():
        place.parent.mkdir(parents=True, exist_ok=True)
    places["entry"].write_text(entry(_command()), encoding="utf-8")
    shutil.copyfile(resources() / "lloco-library.xml", places["type"])
    shutil.copyfile(resources() / "app.svg", places["icon"])
    for size in SIZES:
        picture(size).save(str(places[str(size)]))
    _refresh(home)
    return list(places.values())


def remove(home: Path) -> list[Path]:
    """Take the entry away again; returns what was there."""
    gone = [place for place in files_in(home).values() if place.exists()]
    for place in gone:
        place.unlink()
    _refresh(home)
    return gone


def entry(command: str) -> str:
    """The desktop file, starting the application as it was started now."""
    text = (resources() / f"{NAME}.desktop").read_text(encoding="utf-8")
    return re.sub(r"(?m)^Exec=.*$", lambda _found: f"Exec={command} %F", text)


def _command() -> str:
    if getattr(sys, "frozen", False):
        return quoted(sys.executable)
    script = Path(sys.executable).with_name(NAME)
    if script.is_file() and os.access(script, os.X_OK):
        return quoted(str(script))
    # Run from a checkout that is not installed: Python has to be told where it lies.
    return f"env {quoted(f'PYTHONPATH={project_root()}')} {quoted(sys.executable)} -m lloco_desktop"


def quoted(argument: str) -> str:
    """One argument of an `Exec` line, as its specification wants it."""
    if re.fullmatch(r"[\w@./=:+-]+", argument, re.ASCII):
        return argument.replace("%", "%%")
    escaped = re.sub(r'(["`$\\])', r"\\\1", argument).replace("\\", "\\\\").replace("%", "%%")
    return f'"{escaped}"'


def picture(size: int) -> QImage:
    """The application's icon, so many pixels wide."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(resources() / "app.svg")).render(painter)
    painter.end()
    return image


def _refresh(home: Path) -> None:
    for program, folder in CACHES:
        found = shutil.which(program)
        if found is not None and (home / folder).is_dir():
            subprocess.run([found, str(home / folder)], check=False, capture_output=True, timeout=60)


def main(action: str) -> int:
    """Run one of the two; returns the exit status."""
    if not sys.platform.startswith("linux"):
        sys.stderr.write("Menu entries are for Linux; the installer makes them on other systems.\n")
        return 1
    try:
        changed = install(data_home()) if action == INSTALL else remove(data_home())
    except OSError as error:
        sys.stderr.write(f"The menu entry could not be changed: {error}.\n")
        return 1
    said = "Written" if action == INSTALL else "Removed"
    sys.stdout.write("".join(f"{said}: {path}\n" for path in changed) or "There was no menu entry.\n")
    return 0
