"""The questions that an adapter is judged by, answered without and with it, and the comparison."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from lloco_desktop.learning.examples import Example
from lloco_desktop.learning.judging import Answered, answer_examples, compare, own_score
from lloco_desktop.learning.report import Comparison, Measured, Score, Shown
from lloco_desktop.progress import Progress
from lloco_desktop.store.study import StoredItem
from lloco_desktop.study import MaterialKind, RunState, Split
from lloco_desktop.workflows.learning_examples import ExampleBook, SummariesGone
from lloco_desktop.workflows.learning_run import BEFORE_SHARE, Run, dice

TOKENS = 64  # of an answer at most, however many the settings allow: what is asked for is short
SHOWN = 12  # of the held-out questions, in the report

_SETS = {
    MaterialKind.OWN: Measured.HELD_OUT,
    MaterialKind.QUESTION: Measured.HELD_OUT,
    MaterialKind.RECALL: Measured.HELD_OUT,
    MaterialKind.OFF_TOPIC: Measured.OFF_TOPIC,
    MaterialKind.UNANSWERABLE: Measured.UNANSWERABLE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to measure by."""

    measured: Measured
    stored: StoredItem
    example: Example


def chosen(run: Run, book: ExampleBook) -> list[Asked]:
    """What to measure by: held-out questions as people ask them, the user's own first; the sets mixed.

    Summaries and continuations are left out, which nobody asks for. The order depends on nothing but the seed
    and the items' numbers, so that stopping after some of them leaves a fair sample.
    """
    sets: dict[Measured, list[StoredItem]] = {measured: [] for measured in Measured}
    for stored in run.workspace.study.items(run.id):
        measured = _SETS.get(stored.item.kind)
        if measured is not None and stored.item.split is Split.HELD_OUT and stored.item.reads:
            sets[measured].append(stored)

    def drawn(stored: StoredItem) -> tuple[bool, float]:
        chance = dice(run.settings.seed, "asked", stored.number)
        return stored.item.kind is not MaterialKind.OWN, chance.random()

    found: list[tuple[float, Asked]] = []
    for measured, items in sets.items():
        kept = sorted(items, key=drawn)[: run.most[measured]]
        for at, stored in enumerate(kept):
            example = book.example(stored)
            if example is not None:
                found.append(((at + 0.5) / len(kept), Asked(measured, stored, example)))
    return [asked for _, asked in sorted(found, key=lambda one: (one[0], one[1].stored.number))]


def answer_before(run: Run) -> Generator[Progress, None, None]:
    """Let the backbone alone answer, as far as the given time goes, and store each answer."""
    yield from _answer(run, RunState.BEFORE, None)


def answer_after(run: Run, adapter: str) -> Generator[Progress, None, None]:
    """Let it answer with the adapter what it answered without, and store each answer."""
    yield from _answer(run, RunState.AFTER, adapter)


def _answer(run: Run, stage: RunState, adapter: str | None) -> Generator[Progress, None, None]:
    while True:
        run.check_there()
        book = ExampleBook(run)
        left = [asked for asked in chosen(run, book) if _is_left(asked.stored, stage)]
        if not left:
            return
        try:
            yield from _answer_these(run, stage, adapter, book, left)
        except SummariesGone:
            if run.documents() == book.documents:
                raise
        if run.documents() == book.documents:
            return
        # A document was removed: what was asked about it is gone, the others are asked without it.


def _is_left(stored: StoredItem, stage: RunState) -> bool:
    if stage is RunState.BEFORE:
        return stored.before is None
    return stored.before is not None and stored.after is None


def _answer_these(
    run: Run, stage: RunState, adapter: str | None, book: ExampleBook, left: Sequence[Asked]
) -> Generator[Progress, None, None]:
    """Answer until all are, time is up, or a document was removed."""
    study = run.workspace.study
    examples = [asked.example for asked in left]
    tokens = min(TOKENS, run.answer_tokens)
    with closing(answer_examples(run.backbone, examples, book.summaries, adapter, tokens)) as events:
        for event in events:
            if isinstance(event, Answered):
                keep = study.set_before if stage is RunState.BEFORE else study.set_after
                with run.workspace.transaction():
                    keep(run.id, left[event.index].stored.number, event.text)
                    run.store(stage)
                continue
            yield event
            run.check_there()
            if run.documents() != book.documents:
                return
            limit = None if run.budget is None else BEFORE_SHARE * run.budget
            if stage is RunState.BEFORE and limit is not None and run.spent_on(stage) > limit:
                return


@dataclass(frozen=True, slots=True)
class Judged:
    """How the answers with the adapter compare."""

    comparisons: tuple[Comparison, ...]
    shown: tuple[Shown, ...]
    own: Score  # on the user's own held-out questions, with the adapter


def judge(run: Run) -> Judged:
    """Compare what was answered both without and with the adapter, set by set."""
    asked = [one for one in chosen(run, ExampleBook(run)) if one.stored.after is not None]
    comparisons = []
    for measured in Measured:
        items = [one.stored for one in asked if one.measured is measured]
        if items:
            wanted = [one.item.answer for one in items]
            before, after = ([text or "" for text in texts] for texts in _answers(items))
            chunks = [one.item.chunk for one in items]
            comparisons.append(compare(measured, wanted, before, after, run.settings.seed, chunks))
    held_out = [one for one in asked if one.measured is Measured.HELD_OUT]
    shown = tuple(
        Shown(
            one.stored.item.question, one.stored.item.answer, one.stored.before or "", one.stored.after or ""
        )
        for one in held_out[:SHOWN]
    )
    answers = [one.stored.after or "" for one in held_out]
    return Judged(
        tuple(comparisons), shown, own_score([one.example for one in held_out], answers, run.settings.seed)
    )


def _answers(items: Sequence[StoredItem]) -> tuple[list[str | None], list[str | None]]:
    return [one.before for one in items], [one.after for one in items]
