"""Writes THIRD_PARTY_NOTICES.txt into a finished bundle: the terms of everything that is in it.

    python packaging/notices.py dist/lloco-desktop

Python packages come with their own texts. Libraries that PyInstaller took from the system that it ran on are
looked up in that system's package database (Debian's, where the Linux bundle is made). A part without a text
ends the build: notices are complete, or there is no bundle.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from lloco_desktop.settings import bundled_backbones
from lloco_desktop.ui.settings.licences import third_party

RULE = "=" * 100
COMMON = Path("/usr/share/common-licenses")  # what Debian's copyright files refer to
NAME = "THIRD_PARTY_NOTICES.txt"


def main() -> int:
    """Write the file; exit status 1 names the parts without a text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path, help="the folder that PyInstaller made")
    bundle: Path = parser.parse_args().bundle
    inside = bundle / "_internal"
    parts = [*_packages(), _python(), *_system_libraries(inside), _backbone()]
    bare = [title for title, text in parts if not text.strip()]
    if bare:
        print("Without the text of their terms:", ", ".join(bare), file=sys.stderr)
        return 1
    listed = "\n".join(f"  {title}" for title, _text in parts)
    sections = (f"{RULE}\n{title}\n{RULE}\n\n{text.strip()}\n" for title, text in parts)
    whole = f"LLoCO Desktop is made of, or comes with, these parts:\n\n{listed}\n\n" + "\n".join(sections)
    (inside / NAME).write_text(whole, encoding="utf-8")
    print(f"{inside / NAME}: {len(parts)} parts, {len(whole):,} characters")
    return 0


def _packages() -> Iterator[tuple[str, str]]:
    for one in third_party():
        yield f"{one.name} {one.version} ({one.terms})", one.text


def _python() -> tuple[str, str]:
    standard = Path(sysconfig.get_path("stdlib"))
    places = [folder / "LICENSE.txt" for folder in (standard, standard.parent, Path(sys.base_prefix))]
    debian = Path(f"/usr/share/doc/python{sys.version_info.major}.{sys.version_info.minor}/copyright")
    text = next((place.read_text(encoding="utf-8") for place in (*places, debian) if place.is_file()), "")
    return f"Python {platform.python_version()} (PSF-2.0)", text


def _system_libraries(inside: Path) -> Iterator[tuple[str, str]]:
    """By Debian package: the shared libraries at the top of the bundle that belong to one."""
    if not sys.platform.startswith("linux"):
        return
    known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    paths = dict(re.findall(r"^\s*(\S+) .*=> (\S+)$", known, re.MULTILINE))
    owners: dict[str, list[str]] = {}
    for file in sorted(inside.glob("lib*.so*")):
        if file.is_symlink() or file.name.startswith("libpython"):
            continue
        owner = _owner(paths.get(file.name))
        owners.setdefault(owner, []).append(file.name)
    for owner, files in owners.items():
        text = Path(f"/usr/share/doc/{owner}/copyright") if owner else None
        title = f"{owner or 'of no known package'} ({', '.join(files)})"
        yield title, _with_common(text.read_text(encoding="utf-8")) if text and text.is_file() else ""


def _owner(path: str | None) -> str:
    for wanted in (path, str(Path(path).resolve())) if path else ():
        found = subprocess.run(["dpkg-query", "-S", str(wanted)], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return found.stdout.partition(":")[0]
    return ""


def _with_common(text: str) -> str:
    """A copyright file with the licences that it only points at."""
    named = sorted(set(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text)))
    whole = [(COMMON / name).read_text(encoding="utf-8") for name in named if (COMMON / name).is_file()]
    return "\n\n".join((text, *whole))


def _backbone() -> tuple[str, str]:
    card = bundled_backbones() / "small" / "README.md"
    return "The backbone models/small, with the data that it was trained on", card.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
