"""The report as JSON and in sentences."""

from __future__ import annotations

import json

import pytest

from lloco_desktop.learning.report import (
    Comparison,
    Decision,
    Interval,
    LossPoint,
    Material,
    Measured,
    Report,
    Score,
    Shown,
)
from lloco_desktop.learning.telling import sentences

SCORE = Score(143, Interval(12.04, 9.5, 15.0), Interval(3.0, 1.0, 6.0))
AFTER = Score(143, Interval(31.0, 27.0, 35.4), Interval(11.0, 7.0, 16.0))
REFUSED = Score(60, Interval(30.0, 18.0, 42.0), Interval(30.0, 18.0, 42.0))
FULL = Report(
    documents=2,
    tokens=41_230,
    material=Material(
        chunks=30,
        chunks_held_out=6,
        kept={"own": 0, "question": 320, "recall": 81, "off_topic": 12},
        dropped={"a number that is not in the text": 14, "almost the same as another": 1},
        own=0,
    ),
    losses=(LossPoint(1, 4.2, 4.0, 4.4), LossPoint(2, 2.1, 2.0, 2.2)),
    comparisons=(
        Comparison(Measured.HELD_OUT, SCORE, AFTER, Interval(18.96, 14.0, 24.0)),
        Comparison(Measured.UNANSWERABLE, REFUSED, REFUSED, Interval(0.0, 0.0, 0.0)),
    ),
    shown=(Shown("Who?", "Ada Thorne", "nobody", "Ada Thorne"),),
    decision=Decision(True, "Better on 143 held-out questions."),
    seconds={"material": 30.0, "training": 90.5},
    steps=2,
    examples_per_second=3.25,
)


@pytest.mark.parametrize("report", [FULL, Report(1, 900), Report(1, 900, steps=4)])
def test_a_report_survives_json(report: Report) -> None:
    assert Report.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_what_a_newer_version_adds_is_left_out() -> None:
    raw = FULL.as_json() | {"weather": "fine"}
    raw["material"] = dict(raw["material"], colour="green")
    raw["losses"][0]["gradient"] = 1.0
    raw["comparisons"][0]["before"]["rouge"] = 0.5
    assert Report.from_json(json.loads(json.dumps(raw))) == FULL


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"documents": 1},
        {"documents": 1, "tokens": 2, "material": {"chunks": 1}},
        {"documents": 1, "tokens": 2, "losses": [7]},
        {"documents": 1, "tokens": 2, "comparisons": [{"measured": "luck"}]},
        {"documents": 1, "tokens": 2, "decision": "yes"},
        [],
        None,
    ],
)
def test_what_is_no_report_is_a_value_error(raw: object) -> None:
    with pytest.raises(ValueError, match="report"):
        Report.from_json(raw)  # type: ignore[arg-type]


def test_a_set_is_found_by_its_name() -> None:
    found = FULL.comparison(Measured.HELD_OUT)
    assert found is not None
    assert found.after == AFTER
    assert FULL.comparison(Measured.OFF_TOPIC) is None


def test_the_report_in_sentences() -> None:
    assert sentences(FULL) == [
        "Learned from 2 documents, 41,230 tokens of text.",
        "30 parts of the text were used, 6 of them only to measure by.",
        "Kept 413 items of material: 320 questions, 81 names, numbers and quotations to recall,"
        " 12 about other things.",
        "Dropped 15: a number that is not in the text (14); almost the same as another (1).",
        "Trained 2 steps, loss 4.200 to 2.100, 3.25 examples a second; 120 seconds in all.",
        "Held-out questions about this library (143): F1 12.0 (9.5 to 15.0) before, 31.0 (27.0 to 35.4)"
        " after; gain +19.0 (+14.0 to +24.0). Exact match 3.0 before, 11.0 after.",
        "Questions that the documents do not answer, share refused (60): 30.0 (18.0 to 42.0) before,"
        " 30.0 (18.0 to 42.0) after; gain +0.0 (+0.0 to +0.0).",
        "Better on 143 held-out questions.",
    ]
    assert sentences(Report(1, 900)) == ["Learned from 1 document, 900 tokens of text."]
