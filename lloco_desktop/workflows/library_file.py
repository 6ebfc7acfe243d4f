"""A library as one file, `*.lloco`: months of indexing can be kept, moved and passed on.

The format, version 1, is a ZIP archive with these members and no others:

    manifest.json           format, the application's version, the library's name, rows by table, and the size
                            and SHA-256 of every other member
    library.sqlite          documents with their pages, passages, segments, summaries and vectors; the records
                            of what was learned; conversations, if they were wished for (`store/parcel.py`)
    adapters/<id>/<file>    the files of each adapter, by its identifier in library.sqlite
    documents/<sha256>.pdf  the PDFs themselves, if they were wished for

Exporting builds both, library.sqlite and the archive, as drafts, and gives the archive its name when it is
whole. Taking one in checks all of it before anything is stored (`library_archive.py`,
`store/parcel_check.py`), stores documents out of sight, and shows the library, with everything else, in one
transaction. Stopped anywhere, an export leaves nothing, and an intake goes on; cancelled or failed, that
leaves nothing either.

Both are generators of `Progress`, in bytes, which end with `LibraryExported` or `LibraryTakenIn`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lloco_desktop import __version__
from lloco_desktop.documents.files import sha256_of
from lloco_desktop.domain import Document, DocumentId, JobId, Library, LibraryId
from lloco_desktop.errors import DocumentError, LibraryFileError
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.parcel import ParcelWriter
from lloco_desktop.store.parcel_check import damaged, prepare_parcel
from lloco_desktop.store.parcel_intake import Intake
from lloco_desktop.store.verify_learning import FILES as ADAPTER_FILES
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows import library_archive as archive
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn
from lloco_desktop.workflows.library_archive import ArchiveWriter, Manifest, read_manifest, unpack
from lloco_desktop.workflows.library_drafts import ExportDrafts, IntakeDrafts, file_names, require_space

DOCUMENTS_AT_ONCE = 4  # in one transaction, while others wait to write; fewer where they are long
PASSAGES_AT_ONCE = 256
STORE_GROWS = 1.4  # a database beside the bytes in it
INDEXED = 2.2  # what taking in adds to the workspace beside library.sqlite, word indexes and log included


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What goes into the file beside what the application made of the documents."""

    documents: bool = False  # the PDFs themselves
    conversations: bool = False


# --- out -----------------------------------------------------------------------------------------


def export_library(
    workspace: Workspace,
    library: LibraryId,
    file: Path,
    options: ExportOptions,
    drafts: ExportDrafts,
) -> Iterator[Progress | LibraryExported]:
    """Write a library to a file, in the place of one that is there.

    Raises `BadInput` if the library is gone, `LibraryFileError` if there is no room or the place cannot be
    written to. Whatever happens, the file is there whole, or as it was.
    """
    found = workspace.libraries.by_id(library)
    weight = workspace.weigh(library)
    copies = weight.files if options.documents else 0
    store = round(weight.store * STORE_GROWS)
    meter = Meter(2 * store + weight.learned + 2 * copies, "bytes")
    label = say("Exporting {library}", library=found.name)
    try:
        require_space((drafts.folder, store), (file.parent, weight.store + weight.learned + copies))
        drafts.begin()
        with workspace.parcel(library, drafts.store) as parcel:
            counts = yield from _fill(parcel, options, meter, store, label)
        with ArchiveWriter(drafts.archive, file) as target:
            work = _pack(workspace, found, target, drafts, options)
            meter.total = meter.done + drafts.store.stat().st_size + weight.learned + 2 * copies
            left_out = yield from _metered(work, meter, label)
            created = datetime.now(UTC).isoformat(timespec="seconds")
            size = target.finish(found.name, __version__, created, counts)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        drafts.remove()
    yield LibraryExported(found, file, size, len(left_out))


def _fill(
    parcel: ParcelWriter, options: ExportOptions, meter: Meter, size: int, label: str
) -> Generator[Progress, None, dict[str, int]]:
    documents = parcel.begin()
    for at in range(0, len(documents), DOCUMENTS_AT_ONCE):
        portion: Sequence[DocumentId] = documents[at : at + DOCUMENTS_AT_ONCE]
        parcel.add_documents(portion)
        meter.advance(size * len(portion) / len(documents))
        yield meter.progress(label)
    parcel.add_learned()
    if options.conversations:
        parcel.add_conversations()
    yield meter.progress(label)
    return parcel.finish()


def _pack(
    workspace: Workspace,
    library: Library,
    target: ArchiveWriter,
    drafts: ExportDrafts,
    options: ExportOptions,
) -> Generator[int, None, list[Document]]:
    """Put everything into the archive; gives the documents whose PDFs are not there as they were."""
    yield from target.add(drafts.store, archive.STORE, compress=True)
    for adapter in workspace.adapters.of_library(library.id):
        if any(not (workspace.adapters.path(adapter) / name).is_file() for name in ADAPTER_FILES):
            raise LibraryFileError(
                say(
                    "Version {n} of what was learned lacks files, so nothing was exported. Delete that "
                    "version, then export again.",
                    n=adapter.version,
                )
            )
        for path in sorted(workspace.adapters.path(adapter).iterdir()):
            name = f"{archive.ADAPTERS}/{adapter.id}/{path.name}"
            if path.is_file() and archive.is_allowed(name):
                yield from target.add(path, name, compress=False)
    left_out: list[Document] = []
    for document in workspace.documents.all(library.id) if options.documents else []:
        if not document.complete:
            continue
        yield document.size  # it is read twice: a file that has changed is not that document's
        if _is_unchanged(document):
            name = f"{archive.DOCUMENTS}/{document.sha256}.pdf"
            yield from target.add(document.path, name, compress=False)
        else:
            left_out.append(document)
    return left_out


def _is_unchanged(document: Document) -> bool:
    try:
        return sha256_of(document.path) == document.sha256
    except DocumentError:
        return False


# --- in ------------------------------------------------------------------------------------------


def take_in_library(
    workspace: Workspace, file: Path, drafts: IntakeDrafts, job: JobId
) -> Iterator[Progress | LibraryTakenIn]:
    """Make a library of a file; `drafts` know where its PDFs go, if it holds any.

    The job is recorded as done together with the library; whoever ran it clears the drafts away. Raises
    `LibraryFileDamaged`, `LibraryFileError` if there is no room or a newer version wrote it, `BadInput` if
    its PDFs cannot be put there.
    """
    label = say("Importing {file}", file=file.name)
    yield Progress(label, 0, 0, "bytes")
    done = drafts.filled(workspace.libraries.reserved().values())
    if done is not None:
        yield _taken(workspace, done)
        return
    manifest = read_manifest(file)
    store = manifest.members[archive.STORE].size
    learned, copies = manifest.bytes_below(archive.ADAPTERS), manifest.bytes_below(archive.DOCUMENTS)
    meter = Meter(2 * store + learned + copies, "bytes")
    try:
        require_space((workspace.folder, round((1 + INDEXED) * store) + learned), (drafts.documents, copies))
        drafts.begin(manifest.name, bool(copies))
        yield from _metered(unpack(file, manifest, drafts.members(manifest)), meter, label)
        for _step in prepare_parcel(drafts.store, drafts.folder):
            yield meter.progress(label)
        with workspace.intake(drafts.store, job) as intake:
            drafts.fill(intake.library)
            yield from _take(workspace, intake, file, manifest, drafts, meter, label)
    except OSError as error:
        raise _unreadable(file, error) from error
    yield _taken(workspace, intake.library)


def _take(
    workspace: Workspace,
    intake: Intake,
    file: Path,
    manifest: Manifest,
    drafts: IntakeDrafts,
    meter: Meter,
    label: str,
) -> Iterator[Progress]:
    names, folders = file_names(intake.documents), _folders(intake, manifest)
    carried = {name.removesuffix(".pdf") for name in manifest.below(archive.DOCUMENTS)}
    paths = {
        one.sha256: drafts.final / names[one.sha256] for one in intake.documents if one.sha256 in carried
    }
    share = manifest.members[archive.STORE].size / max(len(intake.documents), 1)
    for batch in _batches(intake.documents):
        intake.add(batch, paths)
        meter.advance(share * len(batch))
        yield meter.progress(label)
    members = {f"{archive.DOCUMENTS}/{sha256}.pdf": drafts.partial / names[sha256] for sha256 in paths}
    yield from _metered(unpack(file, manifest, members), meter, label)
    drafts.place_adapters(workspace.adapters.root, folders)
    drafts.place_documents()
    intake.reveal(folders, paths)


def _folders(intake: Intake, manifest: Manifest) -> dict[int, tuple[str, int]]:
    """The new folder of each adapter and the bytes in it, by its identifier in the file."""
    found: dict[int, tuple[str, int]] = {}
    for adapter in intake.adapters:
        members = manifest.below(f"{archive.ADAPTERS}/{adapter.id}")
        if missing := [name for name in ADAPTER_FILES if name not in members]:
            raise damaged(say("what was learned lacks {file}", file=missing[0]))
        size = sum(member.size for member in members.values())
        found[adapter.id] = (f"taken-{intake.library}-{adapter.version}", size)
    return found


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        passages = sum(one.passages for one in batch)
        if len(batch) >= DOCUMENTS_AT_ONCE or passages >= PASSAGES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _taken(workspace: Workspace, library: LibraryId) -> LibraryTakenIn:
    gone = sum(not document.path.is_file() for document in workspace.documents.all(library))
    return LibraryTakenIn(workspace.libraries.by_id(library), gone)


# --- both ----------------------------------------------------------------------------------------


def _metered(
    work: Generator[int, None, list[Document]] | Iterator[int], meter: Meter, label: str
) -> Generator[Progress, None, list[Document]]:
    """Count the bytes that some work yields, and give what it returns."""
    steps = iter(work)
    while True:
        try:
            meter.advance(next(steps))
        except StopIteration as end:
            return end.value or []
        yield meter.progress(label)


def _unwritable(file: Path, error: OSError) -> LibraryFileError:
    return LibraryFileError(
        say(
            "{file} could not be written ({why}). Nothing was left there and the library is as it was; "
            "choose another place, or free some space.",
            file=file.name,
            why=error.strerror or error,
        )
    )


def _unreadable(file: Path, error: OSError) -> LibraryFileError:
    return LibraryFileError(
        say(
            "{file} could not be imported ({why}). Nothing of it was kept; see that it can be read and that "
            "there is space, then import it again.",
            file=file.name,
            why=error.strerror or error,
        )
    )
