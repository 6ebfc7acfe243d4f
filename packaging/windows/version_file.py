"""Writes what Windows shows of a program's version, in the form that PyInstaller reads.

python packaging/windows/version_file.py build/version.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lloco_desktop import __version__

TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('FileDescription', 'LLoCO Desktop'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'lloco-desktop'),
      StringStruct('LegalCopyright', 'AGPL-3.0-or-later'),
      StringStruct('ProductName', 'LLoCO Desktop'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""


def main() -> int:
    """Write it."""
    numbers = tuple((*map(int, re.findall(r"\d+", __version__)[:4]), 0, 0, 0, 0)[:4])
    Path(sys.argv[1]).write_text(TEXT.format(numbers=numbers, version=__version__), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
