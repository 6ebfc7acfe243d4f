"""How much of what the material has: shares of its forms, and of questions that its text does not answer."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.learning.finder import Finder
from lloco_desktop.learning.off_topic import OffTopic, off_topic_texts
from lloco_desktop.learning.recall import Form
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import Chunk, MaterialKind, Split, StudyItem

MEASURED = 60  # off-topic and unanswerable questions each that are held out, where there are so many

# What a chunk's items are drawn by, as far as it offers a form. Questions as people ask them come first;
# exact recall keeps names and numbers, which summaries lose first (SimpleCC, arXiv 2510.20797).
_SHARES = {
    Form.ASKED: 0.65, Form.DECODER: 0.12, Form.CLOZE: 0.10, Form.QUOTE: 0.05, Form.NEXT: 0.03,
    Form.SUMMARY: 0.05,
}  # fmt: skip
_CAPABLE = {
    Form.ASKED: 0.25, Form.DECODER: 0.50, Form.CLOZE: 0.08, Form.QUOTE: 0.05, Form.NEXT: 0.04,
    Form.SUMMARY: 0.08,
}  # fmt: skip
# F1 says little of long answers, and a blank is nothing that people ask.
_MEASURED = {Form.ASKED: 0.80, Form.DECODER: 0.12, Form.CLOZE: 0.06, Form.QUOTE: 0.02}
_MEASURED_CAPABLE = {Form.ASKED: 0.35, Form.DECODER: 0.60, Form.CLOZE: 0.04, Form.QUOTE: 0.01}


def form_shares(split: Split, *, capable: bool) -> Mapping[Form, float]:
    """The share of each form of item, for chunks of a split; `capable` decoders ask more of them."""
    if split is Split.HELD_OUT:
        return _MEASURED_CAPABLE if capable else _MEASURED
    return _CAPABLE if capable else _SHARES


def mix(items: Sequence[StudyItem], chunks: Sequence[Chunk], settings: LearningSettings) -> list[StudyItem]:
    """The items with OFF_TOPIC and UNANSWERABLE ones added to both splits, in an order of the seed's.

    Of the training examples, `settings.off_topic` and `settings.unanswerable` are such (as far as there are
    that many, and none where a share is 0); of each, about MEASURED are held out. An unanswerable item is a
    question of its `chunk`, the text of which must be kept away when it is asked; its answer is
    NOT_IN_DOCUMENTS. Off-topic items have no chunk: `off_topic.off_topic_text` has their text.
    """
    rng = random.Random(f"mix {settings.seed}")  # noqa: S311 - not for secrets
    finder = Finder([chunk.text for chunk in chunks])
    given = {item.question for item in items}
    off_topic = [one for one in off_topic_texts() if one.question not in given]
    mixed = list(items)
    for split in Split:
        own = [item for item in items if item.split is split]
        if not own:
            continue
        rest = 1 - settings.off_topic - settings.unanswerable
        wanted = {
            kind: _wanted(split, share, len(own), rest)
            for kind, share in (
                (MaterialKind.OFF_TOPIC, settings.off_topic),
                (MaterialKind.UNANSWERABLE, settings.unanswerable),
            )
        }
        mixed += _off_topic(off_topic, split, wanted[MaterialKind.OFF_TOPIC], rng)
        there = sum(item.kind is MaterialKind.UNANSWERABLE for item in own)  # the user's own
        mixed += _unanswerable(own, finder, wanted[MaterialKind.UNANSWERABLE] - there, rng)
    return rng.sample(mixed, len(mixed))


def _wanted(split: Split, share: float, count: int, rest: float) -> int:
    if split is Split.HELD_OUT:
        return MEASURED
    if not share:
        return 0
    return max(1, round(count * share / max(rest, 0.1)))


def _off_topic(texts: Sequence[OffTopic], split: Split, count: int, rng: random.Random) -> list[StudyItem]:
    of_split = [one for one in texts if one.split is split]
    drawn = rng.sample(of_split, min(count, len(of_split)))
    return [StudyItem(MaterialKind.OFF_TOPIC, split, one.question, one.answer, None) for one in drawn]


_NATURAL = frozenset((MaterialKind.OWN, MaterialKind.QUESTION, MaterialKind.RECALL))


def _unanswerable(
    items: Sequence[StudyItem], finder: Finder, count: int, rng: random.Random
) -> list[StudyItem]:
    """Questions of these items as they are to be answered where their text is kept away."""
    asked = [item for item in items if item.kind in _NATURAL and item.chunk is not None]
    # as people ask them first: a blank to fill in is known by its form to be one
    asked = sorted(rng.sample(asked, len(asked)), key=lambda item: not _is_question(item.question))
    made: list[StudyItem] = []
    for item in asked:
        if len(made) >= count:
            break
        if not _answered_elsewhere(item, finder):
            made.append(
                StudyItem(MaterialKind.UNANSWERABLE, item.split, item.question, NOT_IN_DOCUMENTS, item.chunk)
            )
    return made


def _is_question(question: str) -> bool:
    return question.endswith("?") and "____" not in question and '"' not in question[12:]


def _answered_elsewhere(item: StudyItem, finder: Finder) -> bool:
    """Whether another chunk may well hold the answer too."""
    assert item.chunk is not None
    others = [index for index, _ in finder.best(item.question, limit=6) if index != item.chunk]
    return any(
        finder.share(item.answer, other) >= 0.8 and finder.share(item.question, other) >= 0.6
        for other in others
    )
