from __future__ import annotations

import json
from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput
from lloco_desktop.evaluation.finding import keyword_rankings, read_collection, recalls
from lloco_desktop.evaluation.needles import Needle, hide
from lloco_desktop.evaluation.tasks import Case, Outcome, read_cases, score


def write(path: Path) -> Path:
    rows = [
        {"text": "Alder sits by the sea.", "qas": [{"q": "Where is Alder?", "a": ["by the sea"]}]},
        {"text": "Bergen makes copper wire.", "qas": [{"q": "What does Bergen make?", "a": ["copper wire"]},
                                                     {"q": "Who leads it?", "a": []}]},
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_scores_by_hand() -> None:
    answerable = Case("q", ("copper wire",), "p")
    unanswerable = Case("q", (), "p")
    scores = score(
        [
            Outcome(answerable, "Copper wire."),
            Outcome(answerable, "wire"),  # F1 2/3
            Outcome(answerable, "Not in the documents"),
            Outcome(unanswerable, "not in the documents"),
            Outcome(unanswerable, "copper"),
        ]
    )
    assert scores.f1 == pytest.approx(100 * (1 + 2 / 3) / 3)
    assert scores.exact_match == pytest.approx(100 / 3)
    assert scores.refused_unanswerable == pytest.approx(50)
    assert scores.refused_answerable == pytest.approx(100 / 3)


def test_cases_are_the_same_for_a_seed_and_bad_files_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl")
    assert read_cases(path, others=1) == read_cases(path, others=1)
    assert len(read_cases(path, limit=2)) == 2
    with pytest.raises(BadInput, match=r"missing\.jsonl"):
        read_cases(tmp_path / "missing.jsonl")
    with pytest.raises(BadInput, match="no questions"):
        read_cases(path, words=1)


def test_keyword_recall_uses_the_workspace_index(tmp_path: Path) -> None:
    collection = read_collection([write(tmp_path / "set.jsonl")])
    assert len(collection.questions) == 2
    rankings = keyword_rankings(collection, tmp_path / "workspace")
    assert recalls(rankings, collection)["recall@1"] == 100


def test_a_needle_is_hidden_at_its_depth() -> None:
    book = " ".join(f"Sentence number {i} stands here." for i in range(200))
    needle = Needle("The magic number is 7.", "What is the magic number?", "7")
    first, last = hide(book, needle, 500, 0.0), hide(book, needle, 500, 1.0)
    assert first[0].startswith(needle.sentence)
    assert last[-1].endswith(needle.sentence)
