"""Following folders: what is new or changed in a watched folder is imported by itself.

A sweep looks at every file of a library's folders by size and time of writing, and into those only that it
has not dealt with in that version. So it is cheap for ten thousand files, finds what came while the
application was closed, and needs no notice from the system, which network drives do not give. What was dealt
with stays so whatever came of it: a file that is locked, or that the user removed, is not imported again.

Nothing is ever removed because a file or a folder is not there: the drive may be unplugged.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lloco_desktop.documents.files import sha256_of
from lloco_desktop.domain import Document, FolderId, FolderState, LibraryId, WatchedFolder
from lloco_desktop.errors import BadInput, DocumentUnreadable
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.watched import SeenFile
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import FolderLooked
from lloco_desktop.workflows.walking import FoundFile, Walk, walk

SETTLED = 3.0  # seconds that a file must have been left alone before it is read
PATIENCE = 600.0  # seconds after which an empty file counts as left, not as being begun
MOST_WATCHED = 512  # folders that a watcher is set on; systems allow few thousand for all programs together

log = logging.getLogger(__name__)


@dataclass
class WatchDesk:
    """Folders of libraries, and what looking at them needs. Its methods may be called from any thread."""

    workspace: Workspace
    submit: Callable[[LibraryId, list[Path]], object]  # begins an import
    unfinished: Callable[[], list[Job]]
    clock: Callable[[], float] = time.time
    _first_seen: dict[str, tuple[int, int, float]] = field(
        default_factory=dict
    )  # of files still being written

    def follow(self, library: LibraryId, folder: Path) -> WatchedFolder:
        """Follow a folder from the next sweep on. Raises `BadInput` if it is none."""
        path = folder.expanduser().absolute()
        if not path.is_dir():
            raise BadInput(
                say("{path} is not a folder, so it cannot be watched. Choose a folder.", path=path)
            )
        own = self.workspace.folder.resolve()
        if own == path.resolve() or own in path.resolve().parents:
            raise BadInput(
                say("{path} belongs to the application's own workspace. Choose another folder.", path=path)
            )
        return self.workspace.watched.follow(library, path)

    def unfollow(self, folder: FolderId) -> None:
        """Follow a folder no more; its documents stay."""
        self.workspace.watched.unfollow(folder)

    def run(self, job: Job) -> Iterator[object]:
        """Sweep the folders of one library: yields `Progress` and, for each folder, `FolderLooked`.

        The job's payload holds `library` (its id).
        """
        self.workspace.jobs.forget_ended(JobKind.SWEEP)
        yield from _Sweep(self, LibraryId(int(job.payload["library"]))).run()

    def is_settled(self, file: FoundFile) -> bool:
        """Whether a file has been left alone for a while: it is not being written or downloaded now."""
        now = self.clock()
        quiet = now - file.modified / 1e9
        if file.busy or (file.size == 0 and quiet < PATIENCE):
            return False
        if quiet >= SETTLED:
            self._first_seen.pop(file.path, None)
            return True
        # Written just now, or by a clock that is ahead of ours: then what counts is that it stays the same.
        size, modified, since = self._first_seen.get(file.path, (-1, -1, now))
        if (size, modified) != (file.size, file.modified):
            self._first_seen[file.path] = (file.size, file.modified, now)
            return False
        return now - since >= SETTLED


@dataclass(frozen=True, slots=True)
class Pending:
    """What unfinished imports are going to read."""

    files: frozenset[str]
    roots: tuple[str, ...]  # files and folders of imports that have not begun

    def __contains__(self, path: str) -> bool:
        return path in self.files or any(
            path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in self.roots
        )


def pending(workspace: Workspace, jobs: Iterable[Job], library: LibraryId) -> Pending:
    """What the unfinished ones of these jobs are going to import into a library."""
    files: set[str] = set()
    roots: list[str] = []
    for job in jobs:
        if job.kind is not JobKind.IMPORT or job.payload.get("library") != library:
            continue
        noted = workspace.imports.of_job(job.id)
        files.update(str(file.path) for file in noted if not file.status.is_final)
        if not noted:
            roots += job.payload["paths"]
    return Pending(frozenset(files), tuple(roots))


class _Sweep:
    """One look at the folders of one library."""

    def __init__(self, desk: WatchDesk, library: LibraryId) -> None:
        self._desk = desk
        self._library = library
        workspace = desk.workspace
        self._watched = workspace.watched
        self._known = workspace.watched.files(library)
        complete = [document for document in workspace.documents.all(library) if document.complete]
        self._documents = {str(document.path): document for document in complete}
        self._by_size: dict[int, list[Document]] = {}
        for document in complete:
            self._by_size.setdefault(document.size, []).append(document)
        self._pending = pending(workspace, desk.unfinished(), library)
        self._decided: set[str] = set()  # files may be in two followed folders, one within the other

    def run(self) -> Iterator[object]:
        """Look at every folder; what is to be imported is begun folder by folder."""
        for folder in self._watched.folders(self._library):
            found = yield from self._walk(folder)
            if found is None or self._is_emptied(folder, found):
                state = FolderState.EMPTY if found is not None else _why_closed(folder.path)
                self._watched.looked(folder.id, state)
                yield self._looked(folder)
                continue
            wanted, waiting = self._decide(found.files)
            if wanted:
                self._desk.submit(self._library, [Path(file.path) for file in wanted])
                self._note(wanted)
                log.info("%d files of a watched folder are imported", len(wanted))
            self._look_for_gone(folder, found)
            self._watched.looked(folder.id, FolderState.FINE, len(found.files))
            watch = tuple(Path(path) for path in found.folders[:MOST_WATCHED])
            yield self._looked(folder, len(wanted), waiting, watch, len(found.folders) > MOST_WATCHED)

    def _walk(self, folder: WatchedFolder) -> Generator[Progress, None, Walk | None]:
        """What the folder holds; None if it cannot be entered."""
        found = Walk()
        text = say("Looking at {folder}", folder=folder.path.name)
        for _step in walk(folder.path, found):
            yield Progress(text, len(found.files), 0, "files")
        return None if str(folder.path) in found.closed else found

    def _is_emptied(self, folder: WatchedFolder, found: Walk) -> bool:
        """Whether a folder that held documents holds nothing at all, as the place of a drive that is gone."""
        return not found.entries and any(self._inside(folder, self._documents))

    def _looked(
        self,
        folder: WatchedFolder,
        found: int = 0,
        waiting: int = 0,
        watch: tuple[Path, ...] = (),
        more: bool = False,
    ) -> FolderLooked:
        now = next((one for one in self._watched.folders(self._library) if one.id == folder.id), folder)
        return FolderLooked(now, found, waiting, watch, more)

    # --- files that are there ------------------------------------------------------------

    def _decide(self, files: Sequence[FoundFile]) -> tuple[list[FoundFile], int]:
        """The files to import, and how many are still being written."""
        wanted: list[FoundFile] = []
        dealt: list[FoundFile] = []
        waiting = 0
        for file in files:
            if file.path in self._decided:
                continue
            self._decided.add(file.path)
            if self._is_dealt_with(file):
                continue
            if file.path in self._pending:
                dealt.append(file)
            elif not self._desk.is_settled(file):
                waiting += 1
            else:
                try:
                    (wanted if self._is_new(file) else dealt).append(file)
                except DocumentUnreadable:  # it went away, or another program has it for itself
                    waiting += 1
        self._note(dealt)
        return wanted, waiting

    def _is_dealt_with(self, file: FoundFile) -> bool:
        seen = self._known.get(file.path)
        if seen is None or (seen.size, seen.modified) != (file.size, file.modified):
            return False
        if seen.gone:
            self._note([file])
        return True

    def _is_new(self, file: FoundFile) -> bool:
        """Whether the bytes are others than the library has; a file that was moved is found again by them."""
        path = Path(file.path)
        document = self._documents.get(file.path)
        if document is not None and (document.size, document.modified) == (file.size, file.modified):
            return False
        alike = self._by_size.get(file.size, [])
        if not alike:
            return True
        digest = sha256_of(path)
        for known in alike:
            if known.sha256 != digest:
                continue
            if known is document or not known.path.exists():
                self._desk.workspace.documents.move(known.id, path, file.modified)
                self._documents.pop(str(known.path), None)
                self._documents[file.path] = known
                return False
            return document is not None  # it became a copy: then its import removes what it was before
        return True

    def _note(self, files: Iterable[FoundFile]) -> None:
        self._watched.note(self._library, [SeenFile(file.path, file.size, file.modified) for file in files])

    # --- files that are not --------------------------------------------------------------

    def _look_for_gone(self, folder: WatchedFolder, found: Walk) -> None:
        """Remember which documents' files are gone, and forget files that no document was made of."""
        present = {file.path for file in found.files}
        closed = tuple(path + os.sep for path in found.closed)
        candidates = set(self._inside(folder, self._known)) | set(self._inside(folder, self._documents))
        gone = [
            path
            for path in candidates - present
            if not (closed and path.startswith(closed)) and not os.path.lexists(path)
        ]
        lost = [self._documents[path] for path in gone if path in self._documents]
        self._watched.note(
            self._library,
            [
                SeenFile(str(one.path), one.size, one.modified or 0, gone=True)
                for one in lost
                if not (str(one.path) in self._known and self._known[str(one.path)].gone)
            ],
        )
        kept = {str(one.path) for one in lost}
        self._watched.forget_files(self._library, [path for path in gone if path not in kept])

    def _inside(self, folder: WatchedFolder, paths: Iterable[str]) -> Iterator[str]:
        within = str(folder.path).rstrip(os.sep) + os.sep
        return (path for path in paths if path.startswith(within))


def _why_closed(folder: Path) -> FolderState:
    """Why a folder cannot be entered."""
    try:
        os.scandir(folder).close()
    except PermissionError:
        return FolderState.FORBIDDEN
    except OSError:
        return FolderState.MISSING
    return FolderState.MISSING  # it came back this very moment: the next look finds it
