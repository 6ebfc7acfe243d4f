"""Makes a Debian package of a finished bundle, without root.

    python packaging/linux/make_deb.py dist/lloco-desktop dist

The application lies in /usr/lib/lloco-desktop with Qt's libraries as files of their own, so that they can be
replaced (LGPL). Needs dpkg-deb.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from lloco_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
NAME = "lloco-desktop"
LIB = Path("usr/lib") / NAME
MAINTAINER = "The LLoCO Desktop developers <maintainers@lloco.invalid>"
# What the bundle takes from the system: graphics and fonts have to fit it, all else is in the bundle.
DEPENDS = "libc6 (>= 2.36), libegl1, libgl1, libfontconfig1, libfreetype6, libx11-6, libx11-xcb1, libxcb1"
RECOMMENDS = "fonts-noto-core | fonts-dejavu-core, fonts-noto-cjk, xdg-utils"
SUGGESTS = "tesseract-ocr"
DESCRIPTION = """Ask questions of your own PDFs, on your own machine
 LLoCO Desktop reads PDF files once, keeps short summaries of them in a local
 file, and answers questions with quotes that open the page they come from.
 Nothing that is imported or asked leaves the machine.
 .
 "Learn this library" trains a small adapter for a library of documents, and
 uses it only where answers measurably became better."""
COPYRIGHT = f"""\
LLoCO Desktop is free software under the GNU Affero General Public License 3.0 or later, which follows.
The terms of everything that comes with it are in /{LIB}/_internal/THIRD_PARTY_NOTICES.txt.

"""
OVERRIDES = """\
# A bundle brings its own Python, Qt and torch: it runs on systems that have none of them, or others.
lloco-desktop: embedded-library
lloco-desktop: unstripped-binary-or-object
lloco-desktop: shared-library-lacks-prerequisites
lloco-desktop: custom-library-search-path
lloco-desktop: library-not-linked-against-libc
lloco-desktop: executable-stack-in-shared-library
lloco-desktop: package-contains-documentation-outside-usr-share-doc
lloco-desktop: extra-license-file
lloco-desktop: sharedobject-in-library-directory-missing-soname
# Sources of torch that it reads as text; nobody runs them.
lloco-desktop: wrong-path-for-interpreter *
lloco-desktop: unusual-interpreter *
"""
POSTRM = """\
#!/bin/sh
set -e
if [ "$1" = remove ]; then
    echo "Your libraries stay in ~/.local/share/lloco-desktop; remove that folder if you do not want them."
fi
"""


def main() -> int:
    """Write the package and print its path."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    machine = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    architecture = machine.stdout.strip()
    given.target.mkdir(parents=True, exist_ok=True)
    package: Path = given.target / f"{NAME}_{__version__}-1_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=given.target) as folder:
        root = Path(folder) / "package"
        _lay_out(root, given.bundle)
        _control(root, architecture)
        os.umask(0o022)
        options = ["--root-owner-group", "-Zxz", "-z3"]
        subprocess.run(["dpkg-deb", *options, "--build", str(root), str(package)], check=True)
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


def _lay_out(root: Path, bundle: Path) -> None:
    shutil.copytree(bundle, root / LIB, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    for program in (NAME, "lloco"):
        (root / "usr/bin" / program).symlink_to(Path("../lib") / NAME / program)
    share = root / "usr/share"
    _put(ROOT / "resources" / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _put(ROOT / "resources" / "lloco-library.xml", share / "mime/packages/lloco-library.xml")
    _put(ROOT / "resources" / "app.svg", share / f"icons/hicolor/scalable/apps/{NAME}.svg")
    for icon in (ROOT / "build" / "icons").glob("*.png"):
        _put(icon, share / f"icons/hicolor/{icon.stem}x{icon.stem}/apps/{NAME}.png")
    described = _filled(ROOT / "packaging/linux/lloco-desktop.metainfo.xml")
    _write(share / "metainfo/org.lloco.desktop.metainfo.xml", described)
    for page in (NAME, "lloco"):
        _zip(_filled(ROOT / "packaging/linux/lloco.1"), share / f"man/man1/{page}.1.gz")
    documents = share / "doc" / NAME
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    _write(documents / "copyright", COPYRIGHT + licence)
    entry = f"{NAME} ({__version__}-1) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- {MAINTAINER}"
    _zip(f"{entry}  {_moment():%a, %d %b %Y %H:%M:%S %z}\n", documents / "changelog.Debian.gz")
    _zip((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), documents / "changelog.gz")
    _write(share / "lintian/overrides" / NAME, OVERRIDES)
    _set_modes(root)


def _control(root: Path, architecture: str) -> None:
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and not file.is_symlink()]
    sums = "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )
    size = sum(file.stat().st_size for file in files) // 1024
    fields = {
        "Package": NAME,
        "Version": f"{__version__}-1",
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": DEPENDS,
        "Recommends": RECOMMENDS,
        "Suggests": SUGGESTS,
        "Section": "text",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    control = root / "DEBIAN"
    _write(control / "control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    _write(control / "md5sums", sums)
    _write(control / "postrm", POSTRM)
    control.chmod(0o755)
    (control / "postrm").chmod(0o755)


def _set_modes(root: Path) -> None:
    """As Debian wants them: programs may be run, libraries and data may be read."""
    for path in root.rglob("*"):
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)


def _is_program(path: Path) -> bool:
    if ".so" in path.name or path.suffix == ".py" or not os.access(path, os.X_OK):
        return False
    with path.open("rb") as file:
        return file.read(4).startswith((b"\x7fELF", b"#!"))


def _moment() -> datetime:
    """The time of the release where it is named, so that a build can be repeated."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(named), UTC) if named else datetime.now(UTC)


def _filled(source: Path) -> str:
    text = source.read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__).replace("@DATE@", f"{_moment():%Y-%m-%d}")


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _zip(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
