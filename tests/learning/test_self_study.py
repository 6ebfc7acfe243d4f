"""Self-study: items chunk by chunk, the same for the same seed, stopped and gone on with at any chunk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lloco_desktop.backbone.base import PromptParts
from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS, OWN_WIDTH
from lloco_desktop.learning.asking import ASK
from lloco_desktop.learning.audit import fault
from lloco_desktop.learning.chunks import cut_chunks
from lloco_desktop.learning.mixing import MEASURED, form_shares, mix
from lloco_desktop.learning.off_topic import off_topic_text, off_topic_texts
from lloco_desktop.learning.self_study import NO_PROSE, Made, seconds_to_study, study
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.progress import Progress
from lloco_desktop.study import Chunk, MaterialKind, Split, StudyItem
from tests.fakes import FakeBackbone, fake_info
from tests.learning.texts import BEAMS, BEES, document, library

SETTINGS = LearningSettings(items_per_thousand_tokens=100)


def chunks_of_library() -> list[Chunk]:
    return cut_chunks(library(), 200)


def splits_of(chunks: Sequence[Chunk]) -> list[Split]:
    return [Split.HELD_OUT if at == 1 else Split.TRAIN for at in range(len(chunks))]


def studied(
    backbone: FakeBackbone,
    settings: LearningSettings = SETTINGS,
    deadline: Callable[[], bool] = lambda: False,
    done: Sequence[int] = (),
    chunks: Sequence[Chunk] = (),
) -> list[Made]:
    chunks = chunks or chunks_of_library()
    events = study(backbone, chunks, splits_of(chunks), settings, deadline, done)
    return [event for event in events if isinstance(event, Made)]


@dataclass
class Interviewer:
    """Asks and answers as a decoder that follows instructions would, by what the passage holds."""

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # by a word of the passage
    wrong: bool = False  # whether it answers otherwise when asked again

    def __call__(self, parts: PromptParts) -> str:
        passage = parts.passages[0]
        pairs = [pair for word, pairs in self.pairs.items() if word in passage for pair in pairs]
        if parts.question.startswith("Write "):
            return "\n".join(f"{n}. Q: {q} | A: {a}" for n, (q, a) in enumerate(pairs, 1))
        if parts.question.startswith("Summarise"):
            return "The colony needs 15 kilograms of stores in winter."
        if self.wrong:
            return "sugar syrup"
        return next((answer for question, answer in pairs if question == parts.question), NOT_IN_DOCUMENTS)


def capable(interviewer: Interviewer) -> FakeBackbone:
    info = replace(fake_info(), width=OWN_WIDTH)
    return FakeBackbone(interviewer, info=info)


def test_every_chunk_is_accounted_for_and_every_item_is_true() -> None:
    chunks = chunks_of_library()
    made = studied(FakeBackbone("nonsense"))
    assert sorted(one.chunk for one in made) == list(range(6))
    items = [item for one in made for item in one.items]
    assert len(items) >= 12
    for item in items:
        assert item.chunk is not None
        assert item.split is splits_of(chunks)[item.chunk]
        assert item.reads == ()
        assert fault(item.question, item.answer, chunks[item.chunk].text, chunks[item.chunk].title) is None
    assert any("?" in item.question and "____" not in item.question for item in items)
    references = next(one for one in made if one.chunk == 5)
    assert (references.items, references.dropped.get(NO_PROSE)) == ((), 1)


def test_held_out_chunks_are_asked_for_short_answers_only() -> None:
    items = [item for one in studied(FakeBackbone("nonsense")) for item in one.items]
    assert {item.kind for item in items if item.split is Split.HELD_OUT} == {MaterialKind.RECALL}


def test_items_are_in_proportion_to_length_and_never_too_many() -> None:
    few = studied(FakeBackbone("nonsense"), LearningSettings(items_per_thousand_tokens=20))
    assert 1 <= sum(len(one.items) for one in few) <= 6
    capped = LearningSettings(items_per_thousand_tokens=1000, most_items=3)
    assert 1 <= sum(len(one.items) for one in studied(FakeBackbone("nonsense"), capped)) <= 3


def test_the_same_seed_gives_the_same_and_another_seed_another() -> None:
    assert studied(FakeBackbone("nonsense")) == studied(FakeBackbone("nonsense"))
    assert studied(FakeBackbone("nonsense")) != studied(FakeBackbone("nonsense"), replace(SETTINGS, seed=1))


def test_a_stopped_run_goes_on_to_the_same_items() -> None:
    whole = studied(FakeBackbone("nonsense"))
    for stopped in range(len(whole)):
        done = [one.chunk for one in whole[:stopped]]
        assert whole[:stopped] + studied(FakeBackbone("nonsense"), done=done) == whole


def test_a_deadline_leaves_what_was_made() -> None:
    looks = iter(range(1000))
    whole = studied(FakeBackbone("nonsense"))
    made = studied(FakeBackbone("nonsense"), deadline=lambda: next(looks) >= 8)
    assert 0 < len(made) < len(whole)
    assert [one.chunk for one in made] == [one.chunk for one in whole[: len(made)]]
    assert studied(FakeBackbone("nonsense"), deadline=lambda: True) == []


def test_a_decoder_that_asks_badly_is_not_asked_for_long() -> None:
    passages = tuple(
        f"The station of line {at} was opened in the year {1900 + at}. It has {at + 3} platforms, and the"
        f" trains of company number {at} have called at it for a long time."
        for at in range(60)
    )
    chunks = cut_chunks([document(1, "Stations", passages)], 200)
    backbone = FakeBackbone("What is the figure or value?")
    made = studied(backbone, chunks=chunks)
    asked = [parts for parts in backbone.asked if parts.question == ASK]
    assert 1 <= len(asked) <= 12
    assert not any(item.kind is MaterialKind.QUESTION for one in made for item in one.items)
    assert sum((Counter(one.dropped) for one in made), Counter())["a question that is not about its text"] > 0


PAIRS = {
    "Wintering": [
        ("What is fed to the colony in October?", "sugar syrup"),
        ("How many kilograms does the colony need?", "16 kilograms"),
    ],
    "Honey bees": [("Who decoded the waggle dance of bees?", "Karl von Frisch")],
    "Summary": [("Who created the BeamBending course?", "Alfredo Carella")],
    "Teaching": [("How many sessions has the training course?", "8")],
    "Installing": [("What does the manual of the package describe?", "every function")],
}


def test_a_capable_decoder_asks_answers_and_summarises() -> None:
    made = studied(capable(Interviewer(PAIRS)), replace(SETTINGS, items_per_thousand_tokens=300))
    items = [item for one in made for item in one.items]
    asked = {item.question: item.answer for item in items if item.kind is MaterialKind.QUESTION}
    assert asked["What is fed to the colony in October?"] == "sugar syrup"
    assert "16 kilograms" not in asked.values()
    dropped = sum((Counter(one.dropped) for one in made), Counter())
    assert dropped["a number that is not in the text"] >= 1
    summaries = [item for item in items if item.kind is MaterialKind.SUMMARY and item.chunk == 4]
    assert [item.answer for item in summaries] == ["The colony needs 15 kilograms of stores in winter."]


def test_an_answer_that_is_not_given_twice_is_dropped() -> None:
    made = studied(capable(Interviewer(PAIRS, wrong=True)))
    assert not any(
        item.kind is MaterialKind.QUESTION for one in made for item in one.items if item.chunk != 4
    )


def test_it_stops_between_two_words_of_the_decoder() -> None:
    backbone = FakeBackbone("What is the waggle dance of the bees about in all that time?")
    chunks = chunks_of_library()
    events = study(backbone, chunks, splits_of(chunks), SETTINGS, lambda: False)
    for event in events:
        assert isinstance(event, Progress)
        if backbone.given:
            break
    events.close()
    assert backbone.closed
    assert len(backbone.given) <= 2


def test_the_time_that_it_takes_is_told_from_a_trial() -> None:
    chunks = chunks_of_library()
    ticks = iter(range(1000))
    steps = seconds_to_study(FakeBackbone("no"), chunks, SETTINGS, lambda: False, lambda: float(next(ticks)))
    while True:
        try:
            assert isinstance(next(steps), Progress)
        except StopIteration as end:
            seconds = end.value
            break
    assert seconds == 3.0


def test_a_library_of_one_document_needs_no_titles() -> None:
    chunks = cut_chunks([document(1, "BeamBending", BEAMS)], 200)
    assert not any(
        'In "' in item.question for one in studied(FakeBackbone("no"), chunks=chunks) for item in one.items
    )


# --- mixing ----------------------------------------------------------------------------------


def many_items(count: int) -> tuple[list[StudyItem], list[Chunk]]:
    passages = tuple(
        f"The station of town{at} was opened by mayor{at} in the year {1500 + at}." for at in range(count)
    )
    chunks = cut_chunks([document(1, "Stations", passages)], 100)
    splits = [Split.HELD_OUT if at % 5 == 0 else Split.TRAIN for at in range(count)]
    items = [
        StudyItem(MaterialKind.RECALL, splits[at], f"Who opened the station of town{at}?", f"mayor{at}", at)
        for at in range(count)
    ]
    return items, chunks


def test_mixed_shares() -> None:
    items, chunks = many_items(1000)
    settings = LearningSettings(off_topic=0.03, unanswerable=0.05)
    mixed = mix(items, chunks, settings)
    kinds = Counter((item.split, item.kind) for item in mixed)
    trained = sum(count for (split, _), count in kinds.items() if split is Split.TRAIN)
    assert kinds[Split.TRAIN, MaterialKind.RECALL] == 800
    assert abs(kinds[Split.TRAIN, MaterialKind.OFF_TOPIC] / trained - 0.03) < 0.002
    assert abs(kinds[Split.TRAIN, MaterialKind.UNANSWERABLE] / trained - 0.05) < 0.002
    assert kinds[Split.HELD_OUT, MaterialKind.OFF_TOPIC] == MEASURED
    assert kinds[Split.HELD_OUT, MaterialKind.UNANSWERABLE] == MEASURED
    assert mixed == mix(items, chunks, settings)
    assert [item for item in mixed if item.kind is MaterialKind.RECALL] != items  # shuffled


def test_unanswerable_items_say_which_chunk_to_keep_away() -> None:
    items, chunks = many_items(100)
    for item in mix(items, chunks, LearningSettings()):
        if item.kind is MaterialKind.UNANSWERABLE:
            assert item.answer == NOT_IN_DOCUMENTS
            assert item.chunk is not None
            assert items[item.chunk].question == item.question
            assert items[item.chunk].split is item.split


def test_what_another_chunk_answers_too_is_not_unanswerable() -> None:
    items, chunks = many_items(40)
    twice = [replace(chunks[at % 20], first_passage=at, last_passage=at) for at in range(40)]
    mixed = mix(items[:20], twice, LearningSettings())
    assert not any(item.kind is MaterialKind.UNANSWERABLE for item in mixed)


def test_nothing_is_mixed_into_training_where_the_share_is_none() -> None:
    items, chunks = many_items(50)
    mixed = mix(items, chunks, LearningSettings(off_topic=0.0, unanswerable=0.0))
    assert {item.kind for item in mixed if item.split is Split.TRAIN} == {MaterialKind.RECALL}
    assert MaterialKind.OFF_TOPIC in {item.kind for item in mixed if item.split is Split.HELD_OUT}


def test_shares_add_up() -> None:
    for split in Split:
        for able in (True, False):
            assert abs(sum(form_shares(split, capable=able).values()) - 1) < 1e-9


# --- off-topic texts -------------------------------------------------------------------------


def test_shipped_texts_are_short_true_and_apart() -> None:
    texts = off_topic_texts()
    assert len(texts) == 200
    assert len({one.text for one in texts}) == len({one.question for one in texts}) == 200
    assert Counter(one.split for one in texts) == {Split.TRAIN: 100, Split.HELD_OUT: 100}
    for one in texts:
        assert len(one.text.split()) <= 120
        assert fault(one.question, one.answer, one.text) is None, one
    assert off_topic_text(texts[7].question) == texts[7].text
    assert off_topic_text("Who is that?") is None


def test_every_shipped_text_names_its_source() -> None:
    from lloco_desktop.learning.off_topic import off_topic_file

    rows = [json.loads(line) for line in off_topic_file().read_text(encoding="utf-8").splitlines()]
    assert {row["licence"] for row in rows} == {"CC0 1.0", "CC BY 4.0"}
    assert all(row["source"] for row in rows)
    note = off_topic_file().with_suffix(".md").read_text(encoding="utf-8")
    for licence in ("CC0 1.0", "CC BY 4.0"):
        assert f"| {sum(row['licence'] == licence for row in rows)} |" in note


def test_pages_of_another_language_are_studied_too() -> None:
    told = "Der Bahnhof von Stadt{0} wurde im Jahr {1} von einem Kaufmann gebaut und hat heute {2} Gleise."
    german = tuple(told.format(at, 1900 + at, at + 3) for at in range(6))
    made = studied(FakeBackbone("nein"), chunks=cut_chunks([document(1, "Bahnhöfe", german)], 200))
    assert sum(len(one.items) for one in made) >= 6
    assert all(BEES[0][:10] not in item.question for one in made for item in one.items)
