"""What the workspace takes on the disk, by kind, and what of it can be cleared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store import upkeep
from lloco_desktop.store.workspace import ADAPTERS, Workspace
from lloco_desktop.workflows.events import Clearing, Usage


def usage(workspace: Workspace, logs: Path, keep: str | None) -> Usage:
    """Measure; `keep` is the fingerprint in use. Reads the whole file, which may take seconds."""
    sizes = workspace.sizes()
    copies = [_size(path) for path in upkeep.backups(workspace.folder)]
    log_files = {path: _size(path) for path in logs.iterdir()} if logs.is_dir() else {}
    learned = sizes.learning + folder_size(workspace.folder / ADAPTERS)
    wal = sum(_size(path) for path in workspace.folder.glob("workspace.sqlite-*"))
    parts = (sizes.documents + wal, sizes.summaries, sizes.vectors, sizes.conversations, learned)
    return Usage(
        workspace.folder,
        *parts,
        backups=sum(copies),
        logs=sum(log_files.values()),
        unused=sizes.free,
        total=sum(parts) + sizes.free + sum(copies),
        free=shutil.disk_usage(workspace.folder).free,
        clearable={
            Clearing.BACKUPS: sum(copies[:-1]),
            Clearing.OTHER_SUMMARIES: sum(map(workspace.summaries.size_of, _not_in_use(workspace, keep))),
            Clearing.LOGS: sum(size for path, size in log_files.items() if _is_old_log(path)),
        },
    )


def clear(workspace: Workspace, logs: Path, keep: str | None, what: Clearing) -> Iterator[Progress]:
    """Remove it, one piece after the other; closing this leaves the rest."""
    match what:
        case Clearing.BACKUPS:
            yield from _unlink(upkeep.backups(workspace.folder)[:-1])
        case Clearing.LOGS:
            yield from _unlink([path for path in logs.iterdir() if _is_old_log(path)])
        case Clearing.OTHER_SUMMARIES:
            others = _not_in_use(workspace, keep)
            for done, backbone in enumerate(others):
                yield Progress(say("Removing summaries"), done, len(others), "steps")
                with workspace.transaction():
                    workspace.summaries.forget(backbone)
                    for space in workspace.vectors.spaces():
                        if space.embedder == backbone:
                            workspace.vectors.remove(space.embedder, space.width)


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder, each once; 0 where there is none."""
    if not folder.is_dir():
        return 0
    return sum(_size(path) for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _unlink(paths: list[Path]) -> Iterator[Progress]:
    for done, path in enumerate(paths):
        yield Progress(say("Removing files"), done, len(paths), "files")
        with suppress(OSError):  # it is counted again, and still there
            path.unlink(missing_ok=True)


def _not_in_use(workspace: Workspace, keep: str | None) -> list[str]:
    """Backbones whose summaries nobody reads now: not the one in use, nor one that is being learned with."""
    if keep is None:  # without a backbone in use nothing says which of them will be wanted
        return []
    wanted = {keep}
    for library in workspace.libraries.all():
        wanted |= {run.backbone for run in workspace.runs.unfinished(library.id)}
    return [one for one in workspace.summaries.backbones() if one not in wanted]


def _is_old_log(path: Path) -> bool:
    """The ones that are being written to stay."""
    return path.name.startswith("lloco.log.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
