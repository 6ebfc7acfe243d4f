"""First stage of learning: chunks of the library's text, and questions with answers about them.

`documents -> chunks -> train / held-out -> the user's own questions + self-study, chunk by chunk -> mixed`.
Stored chunk by chunk: a run that was stopped goes on with the chunks that are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import replace

from lloco_desktop.domain import DocumentId, LibraryId, RunId
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.audit import Duplicates
from lloco_desktop.learning.chunks import DocumentText, cut_chunks, split_chunks
from lloco_desktop.learning.mixing import mix
from lloco_desktop.learning.own_questions import OwnQuestion, place_questions
from lloco_desktop.learning.report import Material
from lloco_desktop.learning.self_study import Made, study
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say, to_say
from lloco_desktop.store.study import StudyChunk
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Chunk, MaterialKind, RunState, Split
from lloco_desktop.workflows.learning_run import STUDY_SHARE, Run

CHUNK_TOKENS = 512  # of the encoder, at most: what the teacher reads as text beside a question
ASKED_TWICE = to_say("a question asked already")
NO_PLACE = to_say("a question of yours that no text of the library is about")
OWN = (MaterialKind.OWN, MaterialKind.UNANSWERABLE)
TOO_SOON = to_say("No question could be made in the time given. Nothing was changed; allow more minutes.")
NO_QUESTIONS = to_say(
    "No questions could be made from this library, so there is nothing to learn from."
    " Nothing was changed; add documents with running text, or questions of your own."
)
_GONE = Chunk(DocumentId(0), "", "", 0, -1, "", 0)  # keeps the place of a removed document's chunk


def make_material(run: Run) -> Generator[Progress, None, None]:
    """Store the run's chunks and items, unless that is done. Raises `LearningError`."""
    if run.report.material is not None:
        return
    chunks = run.workspace.study.chunks(run.id)
    if not chunks:
        yield Progress(say("Reading the library"), 0, 0, "")
        _cut(run)
        chunks = run.workspace.study.chunks(run.id)
    if run.settings.self_study:
        yield from _study(run, chunks)
    _finish(run)


def document_texts(
    workspace: Workspace, library: LibraryId, fingerprint: str
) -> Generator[DocumentText, None, None]:
    """The documents of a library whose summaries are finished, one after the other."""
    counts = workspace.segments.counts(fingerprint, library)
    for document in workspace.documents.all(library):
        count = counts.get(document.id)
        if document.complete and count and count.done == count.total:
            yield DocumentText(
                document.id,
                document.title,
                workspace.segments.of_document(document.id, fingerprint),
                workspace.passages.of_document(document.id),
            )


def _cut(run: Run) -> None:
    """Cut, split and store the chunks, and the user's own questions with them."""
    workspace = run.workspace
    chunks: list[Chunk] = []
    documents = 0
    fingerprint = run.backbone.info.fingerprint
    for text in document_texts(workspace, run.library, fingerprint):  # one in memory at a time
        chunks += cut_chunks([text], CHUNK_TOKENS)
        documents += 1
    questions = [OwnQuestion(**question) for question in workspace.runs.questions(run.id)]
    names = {int(one.id): (one.path.name, one.path.stem) for one in workspace.documents.all(run.library)}
    placed = place_questions(questions, chunks, [Split.TRAIN] * len(chunks), names)
    asked = {item.chunk for item in placed.items if item.chunk is not None}
    if questions and not placed.items and not run.settings.self_study:
        raise LearningError(
            say(
                "None of your questions is about a text of this library, and self-study is switched off. "
                "Nothing was changed."
            )
        )
    splits = split_chunks(chunks, run.settings.held_out, run.settings.seed, asked)
    splits = _as_before(run, chunks, splits)
    items = [replace(item, split=splits[item.chunk]) for item in placed.items if item.chunk is not None]
    with workspace.transaction():
        run.check_there()
        there = {one.id for one in workspace.documents.all(run.library)}
        if not {chunk.document for chunk in chunks} <= there:
            raise LearningError(
                say(
                    "A document was removed at the moment at which learning began. Nothing was changed; "
                    "begin again."
                )
            )
        workspace.study.put_chunks(run.id, chunks, splits)
        workspace.study.replace(run.id, items)
        tokens = sum(chunk.tokens for chunk in chunks)
        run.store(RunState.MATERIAL, documents=documents, tokens=tokens)


def _as_before(run: Run, chunks: Sequence[Chunk], splits: Sequence[Split]) -> list[Split]:
    """What an adapter was trained on cannot measure the one that is learned on from it.

    Where it is not known which text that was (an imported adapter), its documents only train.
    """
    start = run.workspace.runs.start(run.id)
    adapter = run.workspace.adapters.find(start) if start is not None else None
    if adapter is None:
        return list(splits)
    before = run.workspace.runs.of_adapter(adapter.id)
    known = _splits_of(run.workspace, before.id) if before is not None else {}
    read = {
        one.id for one in run.workspace.documents.all(run.library) if one.sha256 in adapter.origin.documents
    }
    result = []
    for chunk, split in zip(chunks, splits, strict=True):
        if chunk.document in read:
            place = (chunk.document, chunk.first_passage, chunk.last_passage)
            split = known.get(place, Split.TRAIN)
        result.append(split)
    if Split.HELD_OUT not in result:
        raise LearningError(
            say(
                "It is not known which pages version {version} learned from, so nothing would be left to "
                "measure by. Nothing was changed; learn afresh instead.",
                version=adapter.version,
            )
        )
    return result


def _splits_of(workspace: Workspace, run: RunId) -> dict[tuple[DocumentId, int, int], Split]:
    return {
        (one.chunk.document, one.chunk.first_passage, one.chunk.last_passage): one.split
        for one in workspace.study.chunks(run)
    }


def _study(run: Run, stored: Sequence[StudyChunk]) -> Generator[Progress, None, None]:
    """Let the library study itself where it has not yet, and store what comes of each chunk."""
    chunks, splits, done = _in_place(stored)
    for event in study(run.backbone, chunks, splits, run.settings, lambda: run.past(STUDY_SHARE), done):
        if isinstance(event, Made):
            with run.workspace.transaction():
                run.check_there()
                run.workspace.study.add(run.id, event.chunk, event.items, event.dropped)
                run.store(RunState.MATERIAL)
        else:
            yield event


def _in_place(stored: Sequence[StudyChunk]) -> tuple[list[Chunk], list[Split], set[int]]:
    """Chunks by their number, with gaps for removed ones, which count as done."""
    size = max((one.number for one in stored), default=-1) + 1
    chunks, splits = [_GONE] * size, [Split.TRAIN] * size
    done = set(range(size))
    for one in stored:
        chunks[one.number], splits[one.number] = one.chunk, one.split
        if not one.studied:
            done.discard(one.number)
    return chunks, splits, done


def _finish(run: Run) -> None:
    """Leave out what was asked twice, mix in what keeps an adapter sane, and store the whole in its order."""
    workspace = run.workspace
    stored = workspace.study.chunks(run.id)
    chunks, _, _ = _in_place(stored)
    dropped: Counter[str] = Counter()
    for one in stored:
        dropped.update(one.dropped)
    found = [one.item for one in workspace.study.items(run.id)]
    own = [item for item in found if item.kind in OWN]  # before mixing, nothing else is unanswerable
    missing = len(workspace.runs.questions(run.id)) - len(own)
    if missing:
        dropped[NO_PLACE] = missing
    items, known = [], Duplicates()
    for item in sorted(found, key=lambda one: (one not in own, -1 if one.chunk is None else one.chunk)):
        if known.add(item.question, item.answer):
            items.append(item)
        else:
            dropped[ASKED_TWICE] += 1
    if not any(item.split is Split.TRAIN for item in items):
        raise LearningError(say(TOO_SOON if run.past(STUDY_SHARE) else NO_QUESTIONS))
    mixed = mix(items, chunks, run.settings)
    kept = Counter(item.kind.value for item in mixed)
    material = Material(
        chunks=len(stored),
        chunks_held_out=sum(one.split is Split.HELD_OUT for one in stored),
        kept=dict(kept),
        dropped=dict(dropped),
        own=sum(item in own for item in mixed),
    )
    with workspace.transaction():
        run.check_there()
        workspace.study.replace(run.id, mixed)
        run.store(RunState.MATERIAL, material=material)
