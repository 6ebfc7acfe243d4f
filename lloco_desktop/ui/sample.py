"""The sample library: our own user guide, and questions that it answers well."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import Library
from lloco_desktop.errors import BadInput
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.user_guide import guide_file

translate = QCoreApplication.translate


def questions() -> tuple[str, str, str]:
    """To be tried; each was tried on the guide with the backbone that comes along, and without one."""
    return (
        translate("sample", "Does the application need an internet connection?"),
        translate("sample", "Where do the sources in an answer come from?"),
        translate("sample", "Are my PDF files deleted when I delete a library?"),
    )


def is_sample(document: Path) -> bool:
    """Whether a document is the user guide, in any language."""
    guide = guide_file()
    return document.parent == guide.parent and document.name.startswith("guide-")


def make_sample(services: Services) -> Library:
    """A new library with the user guide in it. Raises `LlocoError` where that cannot be."""
    library = _new_library(services, translate("sample", "User guide"))
    services.import_files(library.id, [guide_file()])
    return library


def _new_library(services: Services, name: str) -> Library:
    taken = {library.name.casefold() for library in services.libraries()}
    for number in itertools.count(2):
        if name.casefold() not in taken:
            return services.create_library(name)
        name = translate("sample", "User guide {n}").format(n=number)
    raise BadInput(name)  # counting does not end
