from __future__ import annotations

import itertools
import json
import struct
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BadInput
from lloco_desktop.evaluation.__main__ import UNFINISHED, main
from lloco_desktop.evaluation.card import Measured, Wanted, make_card, plan
from lloco_desktop.evaluation.heat_map import draw_needles
from lloco_desktop.evaluation.needles import Found
from lloco_desktop.evaluation.passages import SHOWN, Finder, cut, sentences_of, shorten
from lloco_desktop.evaluation.tasks import Case
from tests.checkpoints import write_autocompressor
from tests.tiny_backbone import write_tiny_backbone

STORY = " ".join(f"On day {day} the miller of Alder carried sack {day} to the mill." for day in range(60))
CHEAP = ("finding", "repeat", "speed")
KEY = "The silver key lay under the old bell of Bergen."


def write_rows(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def asked(text: str, *questions: tuple[str, list[str]]) -> dict[str, Any]:
    return {"text": text, "qas": [{"q": question, "a": answers} for question, answers in questions]}


@pytest.fixture(scope="module")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_backbone(tmp_path_factory.mktemp("backbones") / "tiny", ratio=8, ratios=(8, 16))


@pytest.fixture
def wanted(tmp_path: Path, backbone: Path) -> Wanted:
    data = tmp_path / "data"
    data.mkdir()
    write_rows(
        data / "squad_val.jsonl",
        asked("Alder sits by the sea.", ("Where is Alder?", ["by the sea"])),
        asked("Bergen makes copper wire.", ("Who leads Bergen?", [])),
    )
    write_rows(data / "nq_oracle_val.jsonl", asked("Rain fell in May.", ("When did rain fall?", ["May"])))
    write_rows(data / "fairytaleqa_val.jsonl", asked(STORY, ("Who carried sack 7?", ["the miller"])))
    write_rows(data / "needle_haystack.jsonl", {"text": STORY})
    return Wanted(backbone, data, tmp_path / "out", limit=0, lengths=(50,))


def measured(
    wanted: Wanted, minutes: float | None = None, clock: Callable[[], float] = time.monotonic
) -> tuple[list[Measured], dict[str, Any]]:
    events, generator = [], make_card(wanted, minutes, clock)
    while True:
        try:
            events.append(next(generator))
        except StopIteration as end:
            return events, end.value


def on_disk(wanted: Wanted) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((wanted.out / "card.json").read_text(encoding="utf-8"))
    return card


def test_the_whole_card_of_a_backbone_with_two_ratios(wanted: Wanted, tmp_path: Path) -> None:
    extra = write_rows(tmp_path / "odd_facts.jsonl", asked("The fox is 7.", ("How old is the fox?", ["7"])))
    wanted = replace(wanted, also=(extra,), command="python -m lloco_desktop.evaluation card")
    events, card = measured(wanted)
    sets = ("squad_val", "nq_oracle_val", "fairytaleqa_val")
    shown = ("text", "summaries/8x", "expanded/8x", "summaries/16x")
    own = {f"qa/odd_facts/{one}" for one in shown[:3]}
    rest = {"finding", "needle/50", "repeat/8x", "repeat/16x", "speed"}
    assert set(card["parts"]) == {f"qa/{name}/{one}" for name in sets for one in shown} | own | rest
    assert [event.name for event in events] == list(card["parts"])
    assert on_disk(wanted) == card
    assert not card["not_measured"]
    squad = card["parts"]["qa/squad_val/text"]
    assert (squad["questions"], squad["answerable"], squad["replaced"]) == (2, 1, 0)
    assert card["parts"]["qa/fairytaleqa_val/summaries/16x"]["replaced"] == 1
    assert card["parts"]["finding"]["recall"]["keyword"]["recall@1"] == 100
    assert len(card["parts"]["needle/50"]["found"]) == 10
    assert card["parts"]["speed"]["rows"] > card["parts"]["speed"]["summaries"] > 0

    text = (wanted.out / "card.md").read_text(encoding="utf-8")
    assert (
        "| from text | from 8x summaries | from 16x summaries | 8x summaries and the passage as text |"
        in text
    )
    assert "| `odd_facts` | 1 |" in text
    assert "1 of 1 questions of `fairytaleqa_val`" in text
    assert "](needles.png)" in text
    assert "Not measured" not in text
    for path in (wanted.out / "card.json", wanted.out / "card.md"):  # no place of this machine
        assert str(tmp_path) not in path.read_text(encoding="utf-8")


def test_a_card_goes_on_where_it_was_stopped(wanted: Wanted) -> None:
    wanted = replace(wanted, parts=CHEAP)
    stopped = make_card(wanted)
    first = [next(stopped).name for _ in range(2)]
    stopped.close()
    there = on_disk(wanted)
    assert list(there["parts"]) == first == ["finding", "repeat/8x"]

    there["parts"]["repeat/8x"]["token_accuracy"] = 12.75  # what nobody would measure
    (wanted.out / "card.json").write_text(json.dumps(there), encoding="utf-8")
    events, card = measured(wanted)
    assert [event.name for event in events] == ["repeat/16x", "speed"]
    assert card["parts"]["repeat/8x"]["token_accuracy"] == 12.75
    assert "12.8% from 8x summaries" in (wanted.out / "card.md").read_text(encoding="utf-8")
    assert measured(wanted)[0] == []


def test_what_a_changed_file_says_is_measured_again(wanted: Wanted) -> None:
    wanted = replace(wanted, parts=CHEAP)
    measured(wanted)
    path = wanted.data / "nq_oracle_val.jsonl"
    write_rows(path, asked("Snow fell in June.", ("When did snow fall?", ["June"])))
    assert [event.name for event in measured(wanted)[0]] == ["finding"]


def test_a_folder_keeps_the_card_of_one_backbone_and_one_limit(wanted: Wanted, tmp_path: Path) -> None:
    wanted = replace(wanted, parts=("finding",))
    measured(wanted)
    before = on_disk(wanted)
    other = write_tiny_backbone(tmp_path / "other", seed=1)
    for changed in (replace(wanted, limit=5), replace(wanted, backbone=other)):
        with pytest.raises(BadInput, match="another backbone"):
            measured(changed)
    assert on_disk(wanted) == before


def test_no_part_is_begun_when_the_minutes_are_over(wanted: Wanted) -> None:
    wanted = replace(wanted, parts=CHEAP)
    ticks = itertools.count(0, 30)
    events, card = measured(wanted, minutes=2, clock=lambda: next(ticks))
    names = [part.name for part in plan(wanted)]
    assert 0 < len(events) < len(names)
    assert list(card["not_measured"]) == names[len(events) :]
    assert f"* `{names[-1]}`: no time was left" in (wanted.out / "card.md").read_text(encoding="utf-8")
    assert [event.name for event in measured(wanted)[0]] == names[len(events) :]


def test_a_part_that_fails_costs_no_other(wanted: Wanted) -> None:
    write_rows(wanted.data / "squad_val.jsonl", asked(STORY, ("Who carried sack 7?", ["the miller"])))
    wanted = replace(wanted, parts=CHEAP)
    events, card = measured(wanted)
    assert [event.name for event in events if event.failed] == list(card["not_measured"])
    assert set(card["not_measured"]) == {"repeat/8x", "repeat/16x"}
    assert "no short enough paragraphs" in card["not_measured"]["repeat/8x"]
    assert set(card["parts"]) == {"finding", "speed"}


def test_files_that_are_missing_or_of_one_name_are_said_before_anything_is_measured(wanted: Wanted) -> None:
    (wanted.data / "nq_oracle_val.jsonl").unlink()
    with pytest.raises(BadInput, match=r"nq_oracle_val\.jsonl"):
        measured(wanted)
    with pytest.raises(BadInput, match="same name"):
        measured(replace(wanted, also=(wanted.data / "squad_val.jsonl",)))


def test_the_card_of_an_autocompressor_has_no_ratios(wanted: Wanted, tmp_path: Path) -> None:
    folder = write_autocompressor(tmp_path / "llama")
    wanted = replace(wanted, backbone=folder, parts=("repeat", "speed"))
    _, card = measured(wanted)
    assert set(card["parts"]) == {"repeat/own", "speed"}
    assert "% from summaries." in (wanted.out / "card.md").read_text(encoding="utf-8")


def test_the_command_line_makes_a_card_and_says_what_is_missing(
    wanted: Wanted, capsys: pytest.CaptureFixture[str]
) -> None:
    values = [
        "card",
        "--backbone",
        str(wanted.backbone),
        "--data",
        str(wanted.data),
        "--out",
        str(wanted.out),
    ]
    values += ["--limit", "1", "--parts", "finding"]
    assert main([*values, "--minutes", "0"]) == UNFINISHED
    assert "not measured: finding" in capsys.readouterr().err
    assert main(values) == 0
    text = (wanted.out / "card.md").read_text(encoding="utf-8")
    assert "card --backbone tiny --data EVALDIR --out FOLDER --limit 1" in text
    assert main([*values, "--limit", "2"]) == 1


def test_the_other_tasks_print_json(wanted: Wanted, capsys: pytest.CaptureFixture[str]) -> None:
    backbone = ["--backbone", str(wanted.backbone)]
    squad, books = str(wanted.data / "squad_val.jsonl"), str(wanted.data / "needle_haystack.jsonl")

    def said(*values: str) -> dict[str, Any]:
        assert main([*values, *backbone]) == 0
        result: dict[str, Any] = json.loads(capsys.readouterr().out)
        return result

    story = str(wanted.data / "fairytaleqa_val.jsonl")
    assert said("qa", story, "--longest", "100", "--shown", "expanded", "--ratio", "16")["questions"] == 1
    assert said("finding", squad, "--dense-weights", "0.5")["fused, dense 0.5"]["recall@20"] == 100
    assert said("repeat", squad, "--words", "80")["texts"] == 2
    assert len(said("needle", books, "--lengths", "50")["found"]) == 10


def test_a_long_paragraph_is_replaced_by_what_the_question_is_about(backbone: Path) -> None:
    sentences = sentences_of(STORY)
    sentences.insert(30, KEY)
    finder = Finder(load_backbone(backbone, device="cpu"))
    case = Case("What lay under the old bell of Bergen?", ("silver key",), " ".join(sentences), (STORY,))
    short = shorten(finder, case, 150)
    passages = short.paragraph.split("\n\n")
    assert len(passages) == SHOWN
    assert any(KEY in passage for passage in passages)
    order = [cut(sentences).index(passage) for passage in passages]
    assert order == sorted(order)
    assert len(short.others[0]) < len(STORY)
    assert shorten(finder, case, 10_000) == case
    few = replace(case, paragraph=STORY[:600], others=())
    assert shorten(finder, few, 10) == few


def test_the_heat_map_is_a_picture(tmp_path: Path) -> None:
    found = [
        Found(tokens, depth / 9, retrieved=depth != 4, answered=depth > 5)
        for tokens in (1000, 4000)
        for depth in range(10)
    ]
    path = tmp_path / "needles.png"
    assert draw_needles(found, "A needle in a book: tiny", path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", data[16:24])
    assert width > 300
    assert height > 300
