"""The terms of the packages that the application is made of, from what they installed with themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import PurePosixPath

from lloco_desktop.settings import APP_NAME, project_root, resources
from lloco_desktop.ui.settings.preferences import Licence

DIRECT = (  # as pyproject.toml has them: a frozen application may lack its own metadata
    "PySide6-Essentials",
    "accelerate",
    "apsw",
    "bitsandbytes",
    "cryptography",
    "filelock",
    "httpx2",
    "huggingface_hub",
    "keyring",
    "numpy",
    "nvidia-ml-py",
    "peft",
    "platformdirs",
    "pymupdf",
    "safetensors",
    "sentencex",
    "sqlite-vec",
    "tokenizers",
    "torch",
    "tqdm",
    "transformers",
)
OURS = {  # packages that bring no text of their terms, and where we keep it
    "nvidia-ml-py": ("nvidia-ml-py",),
    "pyside6-essentials": ("lgpl-3.0", "gpl-3.0"),
    "sentencex": ("sentencex",),
    "shiboken6": ("lgpl-3.0", "gpl-3.0"),
    "sqlite-vec": ("sqlite-vec",),
    "tokenizers": ("apache-2.0",),
}
SAME_AS_OURS = "pymupdf"  # whose terms are those of the application
NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
LONGEST_LINE = 60  # of the terms; some packages write their whole licence there
PREFIX = "License :: OSI Approved :: "


def third_party() -> list[Licence]:
    """What the application needs, directly or not, by name; what is installed beside it is left out."""
    found: dict[str, Licence] = {}
    waiting = [APP_NAME, *DIRECT]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or an extra that was not asked for
        found[key] = _licence(package)
        waiting += [_name_of(need) for need in package.requires or () if "extra ==" not in need]
    found.pop(_key(APP_NAME), None)
    return [found[key] for key in sorted(found)]


def _licence(package: metadata.Distribution) -> Licence:
    said = package.metadata
    terms = _first(said.get_all("License-Expression")) or _classified(said.get_all("Classifier") or [])
    terms = terms or _first(said.get_all("License")).strip().partition("\n")[0]
    texts = "\n\n".join((*_texts(package), *_kept(_key(said["Name"]))))
    return Licence(said["Name"], package.version, terms[:LONGEST_LINE] or "see its text", texts)


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


def _classified(classifiers: list[str]) -> str:
    return ", ".join(one.removeprefix(PREFIX) for one in classifiers if one.startswith(PREFIX))


def _texts(package: metadata.Distribution) -> Iterator[str]:
    for file in package.files or ():
        is_info = any(part.endswith((".dist-info", ".egg-info")) for part in file.parts)
        if is_info and PurePosixPath(file).name.upper().startswith(NAMES):
            try:
                yield file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                continue


def _kept(key: str) -> Iterator[str]:
    for name in OURS.get(key, ()):
        yield (resources() / "licences" / f"{name}.txt").read_text(encoding="utf-8").strip()
    if key == SAME_AS_OURS:
        yield (project_root() / "LICENSE").read_text(encoding="utf-8").strip()


def _name_of(requirement: str) -> str:
    for mark in "<>=!~;[( ":
        requirement = requirement.partition(mark)[0]
    return requirement


def _key(name: str) -> str:
    return name.replace("_", "-").replace(".", "-").casefold()
