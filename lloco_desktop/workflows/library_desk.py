"""Libraries as files, as jobs: what the window and the command line ask for, and what a crash left of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.domain import JobId, LibraryId
from lloco_desktop.errors import BadInput, LibraryFileError
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.jobs.runner import Runner
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.parcel import Weight
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn
from lloco_desktop.workflows.library_archive import DOCUMENTS, Manifest, read_manifest
from lloco_desktop.workflows.library_drafts import (
    INCOMING,
    OUTGOING,
    OWN_DOCUMENTS,
    ExportDrafts,
    IntakeDrafts,
    forget,
    left_over,
)
from lloco_desktop.workflows.library_file import ExportOptions, export_library, take_in_library


@dataclass(frozen=True, slots=True)
class Offer:
    """What a library's file holds, as it says itself; nothing of it has been checked yet."""

    file: Path
    name: str
    documents: int
    conversations: int
    adapters: int
    size: int  # bytes of the file
    files: int  # PDFs in it
    files_size: int


class LibraryDesk:
    """Exports and takes in the libraries of one workspace."""

    def __init__(self, workspace: Workspace, runner: Callable[[], Runner]) -> None:
        self._workspace = workspace
        self._runner = runner

    @property
    def own_documents(self) -> Path:
        """Where the PDFs of libraries that came as files go, unless the user chooses a place."""
        return self._workspace.folder.absolute().parent / OWN_DOCUMENTS

    # --- asking --------------------------------------------------------------------------

    def weigh(self, library: LibraryId) -> Weight:
        """What an export would hold. Slow. Raises `BadInput` if the library is gone."""
        self._workspace.libraries.by_id(library)
        return self._workspace.weigh(library)

    def look(self, file: Path) -> Offer:
        """What a library's file says it holds. Raises `LibraryFileError` if it is none."""
        manifest = read_manifest(file)
        return _offer(file, manifest)

    def export(self, library: LibraryId, file: Path, options: ExportOptions) -> Job:
        """Begin to write a library to a file, in the place of one that is there.

        Raises `BadInput` if the library is gone, or nothing can be written there.
        """
        self._workspace.libraries.by_id(library)
        target = _target(file)
        return self._runner().submit(
            JobKind.EXPORT,
            {
                "library": library,
                "file": str(target),
                "documents": options.documents,
                "conversations": options.conversations,
            },
        )

    def export_here(
        self, library: LibraryId, file: Path, options: ExportOptions
    ) -> Iterator[Progress | LibraryExported]:
        """Export in this thread and without a job, also while another process writes the workspace."""
        target = _target(file)
        drafts = ExportDrafts(target.with_name(f".{target.name}.{os.getpid()}"), target)
        return export_library(self._workspace, library, target, options, drafts)

    def take_in(self, file: Path, documents: Path | None = None) -> Job:
        """Begin to make a library of a file; its PDFs go into a new folder of `documents`.

        Raises `LibraryFileError` for what can be seen at once.
        """
        source = file.expanduser().absolute()
        self.look(source)
        place = (documents or self.own_documents).expanduser().absolute()
        payload = {"file": str(source), "documents": str(place)}
        for job in self._runner().unfinished():  # asked for twice is meant once
            if job.kind is JobKind.TAKE_IN and job.payload == payload:
                return job
        return self._runner().submit(JobKind.TAKE_IN, payload)

    # --- doing ---------------------------------------------------------------------------

    def run_export(self, job: Job) -> Iterator[Progress | LibraryExported]:
        """The work of an export."""
        options = ExportOptions(bool(job.payload["documents"]), bool(job.payload["conversations"]))
        library, file = LibraryId(int(job.payload["library"])), Path(job.payload["file"])
        drafts = ExportDrafts(self._folder(OUTGOING, job.id), file)
        yield from export_library(self._workspace, library, file, options, drafts)

    def run_take_in(self, job: Job) -> Iterator[Progress | LibraryTakenIn]:
        """The work of an intake."""
        file, drafts = Path(job.payload["file"]), self._intake_drafts(job)
        yield from take_in_library(self._workspace, file, drafts, job.id)

    def ended(self, job: Job) -> None:
        """Clear away the drafts of an intake, and all that it stored if it did not come to its end."""
        if job.kind is not JobKind.TAKE_IN or not job.state.is_final:
            return
        drafts = self._intake_drafts(job)
        shown = drafts.filled(self._workspace.libraries.reserved().values()) is not None
        self._workspace.discard_intake(job.id)
        drafts.remove(kept=shown)

    def tidy(self) -> None:
        """Clear away what killed processes left whose jobs do not go on. Before jobs run."""
        workspace = self._workspace
        going_on = {job.id for job in workspace.jobs.unfinished()}
        found = left_over(workspace.folder)
        for number in found[OUTGOING]:
            if JobId(number) not in going_on:
                forget(self._folder(OUTGOING, JobId(number)))
        for number in found[INCOMING]:
            job = workspace.jobs.get(JobId(number))
            if job is None:
                forget(self._folder(INCOMING, JobId(number)))
            elif job.state.is_final:
                self.ended(job)
        for reserved in workspace.libraries.reserved():
            if reserved not in going_on:
                workspace.discard_intake(reserved)

    # --- how libraries stand -------------------------------------------------------------

    def summarised(self, fingerprint: str) -> dict[LibraryId, float]:
        """How much of each library's text has summaries for a backbone, 0 to 1. Slow."""
        return self._workspace.segments.shares(fingerprint)

    def _intake_drafts(self, job: Job) -> IntakeDrafts:
        return IntakeDrafts(self._folder(INCOMING, job.id), Path(job.payload["documents"]))

    def _folder(self, kind: str, job: JobId) -> Path:
        return self._workspace.folder / kind / str(job)


def _target(file: Path) -> Path:
    """Where an export goes. Raises `BadInput` if nothing can be written there."""
    target = file.expanduser().absolute()
    if not target.parent.is_dir() or target.is_dir():
        raise BadInput(
            say("There is no folder {folder} to write to. Choose another place.", folder=target.parent)
        )
    return target


def _offer(file: Path, manifest: Manifest) -> Offer:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise LibraryFileError(say("{name} cannot be read. Nothing was imported.", name=file.name)) from error
    files = manifest.below(DOCUMENTS)
    return Offer(
        file,
        manifest.name,
        manifest.documents,
        manifest.conversations,
        manifest.counts.get("adapters", 0),
        size,
        len(files),
        sum(member.size for member in files.values()),
    )
