"""The lock file of a downloaded folder: which commit it is, and what each file was checked to be."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lloco_desktop.hub.listing import UnsafePath, check_paths

LOCK = "lloco.lock.json"
VERSION = 1

log = logging.getLogger(__name__)


class LockedFile(NamedTuple):
    """What a file was when it was checked."""

    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """Where a folder comes from. Written when all of it is here."""

    repository: str
    revision: str  # as it was asked for
    commit: str  # what that was
    files: Mapping[str, LockedFile]  # by path
    terms: str = ""  # the licence that was accepted


def read_lock(folder: Path) -> Lock | None:
    """The lock of a folder; None without one, or with one that makes no sense."""
    try:
        data = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise ValueError(data["version"])
        files = {
            str(path): LockedFile(int(entry["size"]), str(entry["sha256"]))
            for path, entry in data["files"].items()
        }
        check_paths(tuple(files))
        return Lock(
            str(data["repository"]), str(data["revision"]), str(data["commit"]), files, str(data["terms"])
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UnsafePath) as error:
        log.warning("the lock file of %s cannot be used: %r", folder.name, error)
        return None


def write_lock(folder: Path, lock: Lock) -> None:
    """Write it in one step, so that a kill leaves the old one, the new one or none."""
    data = {
        "version": VERSION,
        "repository": lock.repository,
        "revision": lock.revision,
        "commit": lock.commit,
        "terms": lock.terms,
        "files": {path: {"size": file.size, "sha256": file.sha256} for path, file in lock.files.items()},
    }
    new = folder / f"{LOCK}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(data, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / LOCK)
