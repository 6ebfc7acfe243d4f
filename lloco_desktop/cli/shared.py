"""What the commands share: opening the services, naming libraries, and printing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lloco_desktop.domain import LibraryId
from lloco_desktop.settings import Places, Settings
from lloco_desktop.workflows.services import Services

FAILED, STOPPED, BUG = 1, 130, 70  # exit statuses; argparse itself uses 2


def open_services(arguments: argparse.Namespace, *, writable: bool = False) -> Services:
    """The services over the workspace that the arguments name; only writers keep others out."""
    places = Places.of_user()
    settings = Settings.load(places.settings_file)
    if getattr(arguments, "ocr", False):
        settings = replace(settings, ocr=True)
    folder = getattr(arguments, "workspace", None) or settings.workspace_in(places)
    backbone = getattr(arguments, "backbone", None)
    return Services.open(folder, settings, places, writable=writable, backbone=backbone)


def library_ids(services: Services, names: Sequence[str]) -> tuple[LibraryId, ...]:
    """The libraries of these names. Raises `BadInput` for a name that there is not."""
    return tuple(services.library_named(name).id for name in names)


def printable(path: Path) -> str:
    """A path as text that any terminal and JSON reader takes, also for names that are not Unicode."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def print_rows(rows: Sequence[dict[str, Any]], as_json: bool, line: Callable[[dict[str, Any]], str]) -> None:
    """Rows as one JSON array, or as one line each."""
    if as_json:
        print_json(list(rows))
        return
    for row in rows:
        print(line(row))


def print_json(value: Any) -> None:
    """One line of JSON."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
