"""Brings a backbone from the model hub: fetched and verified, converted, checked, put in its place.

    <backbones>/.coming/<key>/      while it comes; never listed, since it is no backbone yet
    <backbones>/<key>/              whole; its published adapters in adapters/<name>/
    <backbones>/.coming/<key>.lock  held by the process that works on it
    <backbones>/.coming/<key>.gone  what is being removed

Each step leaves what the next one needs on the disk and finds out by looking what was done already, so that
a kill at any moment costs no more than the file that was being written: the lock file of the download comes
when all of it is verified, conversion replaces the pickles at its end, and one rename shows the backbone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import filelock

from lloco_desktop.errors import BadInput, DownloadDamaged, DownloadError
from lloco_desktop.hub.converting import PICKLES, convert, has_pickles
from lloco_desktop.hub.fetching import Listed, Wanted, fetch, free_bytes
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.hub.presets import Preset, PublishedAdapter
from lloco_desktop.model_files.finding import describe
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.sizes import size
from lloco_desktop.workflows.events import BackboneArrived

COMING = ".coming"  # below the folder of backbones
ADAPTERS = "adapters"  # below a backbone
ROOM_LEFT = 256 * 2**20  # bytes that conversion leaves free


@dataclass(frozen=True, slots=True)
class Site:
    """Where one backbone lies, and where it comes together."""

    root: Path  # the folder of the user's backbones
    key: str
    title: str = ""  # for people

    @property
    def name(self) -> str:
        """As it is spoken of."""
        return self.title or self.key

    @property
    def final(self) -> Path:
        """Where it lies when it is whole."""
        return self.root / self.key

    @property
    def coming(self) -> Path:
        """Where it comes together; for one that is whole, where further adapters do."""
        return self.root / COMING / self.key

    @property
    def gone(self) -> Path:
        """Where it is being removed from."""
        return self.root / COMING / f"{self.key}.gone"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from working on it. Raises `DownloadError` if one does."""
        self.coming.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.coming.with_name(f"{self.key}.lock"), timeout=0, thread_local=False)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise DownloadError(
                say(
                    "{name} is being downloaded by another window or command. Wait for that one.",
                    name=self.name,
                )
            ) from error
        try:
            yield
        finally:
            lock.release()

    def adapters_here(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of the adapters that lie beside the backbone, whole."""
        return tuple(name for name in names if read_lock(self.final / ADAPTERS / name) is not None)


@dataclass(frozen=True, slots=True)
class Getting:
    """What is to be brought, and how."""

    preset: Preset
    adapters: tuple[PublishedAdapter, ...] = ()
    keep_originals: bool = False  # pickles stay beside what they were converted to
    endpoint: str = ""  # of a mirror
    token: str | None = None
    free: Callable[[Path], int] = free_bytes


def is_usable(folder: Path) -> bool:
    """Whether a backbone lies there that can be loaded, as far as can be seen without loading it."""
    return folder.is_dir() and describe(folder).problem is None


def pickled(folder: Path) -> int:
    """Bytes of the pickles in a backbone's folder, those that were converted and kept included."""
    parts = (folder, folder / "encoder", folder / "decoder")
    return sum(path.stat().st_size for part in parts for path in part.glob(PICKLES))


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def get_backbone(getting: Getting, site: Site) -> Generator[Progress | BackboneArrived, None, None]:
    """Bring a backbone with the adapters that are wished for, or only these where it is here.

    Closing it keeps what has come. Raises a `DownloadError`; `BadInput` where something else lies in its
    place; a `BackboneError` for what came whole and yet cannot be used or converted.
    """
    with site.alone():
        here = is_usable(site.final)
        if not here:
            _make_way(site)
        yield from _fetch(getting, site, here)
        if not here:
            yield from _convert(getting, site)
            _check(site)
            site.coming.replace(site.final)
        _place_adapters(getting, site)
    yield BackboneArrived(site.final)


def remove_backbone(site: Site) -> None:
    """Remove a backbone, or what has come of it. Raises `DownloadError` while another process brings it."""
    with site.alone():
        forget(site.gone)
        for folder in (site.final, site.coming):
            if folder.exists():
                folder.replace(site.gone)  # at once: half a backbone is never listed
                forget(site.gone)


def clear(site: Site) -> None:
    """Finish a removal that was broken off. Raises `DownloadError` while another process is at it."""
    with site.alone():
        forget(site.gone)


def forget(folder: Path) -> None:
    """Remove a folder with what is in it, if it is there. Raises `DownloadError` where that cannot be."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise DownloadError(
            say(
                "{folder} could not be removed whole ({why}). Close what uses it, then remove it again.",
                folder=folder,
                why=error.strerror or error,
            )
        ) from error


def _make_way(site: Site) -> None:
    """A download that was whole and is damaged is mended; a folder of somebody else's stays."""
    if not site.final.exists():
        return
    if read_lock(site.final) is None:
        raise BadInput(
            say(
                "{folder} holds something else than {name}. Nothing was downloaded; move that folder away.",
                folder=site.final,
                name=site.name,
            )
        )
    forget(site.coming)
    site.final.replace(site.coming)
    for lock in site.coming.glob("*.lock.json"):  # not whole any more: every file is looked at again
        lock.unlink()


# --- fetching ----------------------------------------------------------------------------------


def _fetch(getting: Getting, site: Site, here: bool) -> Generator[Progress, None, None]:
    preset = getting.preset
    assert preset.repository is not None  # a bundled backbone is never got
    wanted: list[Wanted] = []
    if not here and read_lock(site.coming) is None:
        wanted.append(Wanted(preset.repository, preset.revision, preset.files, site.coming))
    for adapter in getting.adapters:
        folder = site.coming / ADAPTERS / adapter.name
        there = site.final / ADAPTERS / adapter.name
        if read_lock(folder) is None and read_lock(there) is None:
            wanted.append(Wanted(adapter.repository, adapter.revision, adapter.files, folder))
    if not wanted:
        return
    steps = fetch(
        wanted,
        endpoint=getting.endpoint,
        token=getting.token,
        free=getting.free,
        terms=preset.terms.name,
    )
    with closing(steps):
        for event in steps:
            if isinstance(event, Listed):
                _require_room(getting, site, event.missing, _pickles_in(event, site))
            else:
                yield event


def _pickles_in(listed: Listed, site: Site) -> int:
    return sum(
        file.size
        for listing in listed.listings
        if listing.folder == site.coming
        for file in listing.files
        if PurePosixPath(file.path).match(PICKLES)
    )


# --- converting --------------------------------------------------------------------------------


def _require_room(getting: Getting, site: Site, missing: int, pickles: int) -> None:
    """Raise `DownloadError` where what is still to come and its conversion do not fit the disk."""
    need = missing + pickles + (ROOM_LEFT if pickles else 0)
    free = getting.free(site.coming)
    if pickles and need > free:
        raise DownloadError(
            say(
                "{name} needs {need} in {folder} while it is converted, where {free} are free. What has come "
                "is kept; free some space, then go on.",
                name=getting.preset.title,
                need=size(need),
                folder=site.root,
                free=size(free),
            )
        )


def _convert(getting: Getting, site: Site) -> Generator[Progress, None, None]:
    if not has_pickles(site.coming):
        return
    _require_room(getting, site, 0, pickled(site.coming))
    with closing(convert(site.coming, keep=getting.keep_originals)) as steps:
        yield from steps


def _check(site: Site) -> None:
    """Raise `DownloadDamaged` where what came is no backbone that can be loaded."""
    problem = describe(site.coming).problem
    if problem is not None:
        raise DownloadDamaged(
            say("What was downloaded is whole, but cannot be used: {problem}", problem=problem)
        )


def _place_adapters(getting: Getting, site: Site) -> None:
    """Put the adapters of a backbone that is in its place beside it."""
    for adapter in getting.adapters:
        coming, final = site.coming / ADAPTERS / adapter.name, site.final / ADAPTERS / adapter.name
        if coming.is_dir() and read_lock(final) is None:
            forget(final)
            final.parent.mkdir(exist_ok=True)
            coming.replace(final)
    for folder in (site.coming / ADAPTERS, site.coming):
        if folder.is_dir() and not any(folder.iterdir()):  # others of them may have come in part
            folder.rmdir()
