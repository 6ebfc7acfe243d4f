"""Writes the application's icon in the forms that installers want, from resources/app.svg.

    python packaging/icons.py build

makes `build/icons/<size>.png`, `build/lloco-desktop.ico` (Windows) and, where macOS's iconutil is,
`build/lloco-desktop.icns`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from lloco_desktop.ui.menu_entry import SIZES, picture

ICNS = {16: "16x16", 32: "16x16@2x", 64: "32x32@2x", 128: "128x128", 256: "128x128@2x", 512: "256x256@2x"}


def main() -> int:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    _application = QGuiApplication([])
    (folder / "icons").mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        picture(size).save(str(folder / "icons" / f"{size}.png"))
    picture(256).save(str(folder / "lloco-desktop.ico"))
    if shutil.which("iconutil"):
        named = folder / "lloco-desktop.iconset"
        named.mkdir(exist_ok=True)
        for size, name in ICNS.items():
            picture(size).save(str(named / f"icon_{name}.png"))
        subprocess.run(["iconutil", "-c", "icns", str(named)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
