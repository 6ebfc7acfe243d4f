"""The user's own questions: every form of file, every way to be wrong, and finding their text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.errors import BadInput
from lloco_desktop.learning.chunks import cut_chunks
from lloco_desktop.learning.own_questions import OwnQuestion, Placed, place_questions, read_questions
from lloco_desktop.study import MaterialKind, Split
from tests.learning.texts import library


def written(folder: Path, content: str | bytes, name: str = "qa.jsonl") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_json_lines_with_blank_lines_and_windows_ends(tmp_path: Path) -> None:
    rows = [
        {"question": "Who decoded it?", "answer": "Karl von Frisch", "document": "bees.pdf"},
        {"question": "How many  workers?", "answer": 40000},
        {"question": "Who won the cup?", "answer": None},
        {"question": "And the league?", "answer": ""},
    ]
    text = "\ufeff" + "\r\n\r\n".join(json.dumps(row) for row in rows) + "\r\n"
    assert read_questions(written(tmp_path, text)) == [
        OwnQuestion("Who decoded it?", "Karl von Frisch", "bees.pdf", 1),
        OwnQuestion("How many workers?", "40000", None, 3),
        OwnQuestion("Who won the cup?", NOT_IN_DOCUMENTS, None, 5),
        OwnQuestion("And the league?", NOT_IN_DOCUMENTS, None, 7),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_with_any_separator_and_quoted_newlines(tmp_path: Path, separator: str) -> None:
    rows = [["Document", "Question", "Answer"], ["", '"Who\ndecoded it?"', '"Karl, von; Frisch"']]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    found = read_questions(written(tmp_path, text, "qa.csv"))
    assert found == [OwnQuestion("Who decoded it?", "Karl, von; Frisch", None, 2)]


def test_every_bad_line_is_named_and_nothing_is_half_used(tmp_path: Path) -> None:
    lines = ['{"question": "Fine?", "answer": "yes"}', "{broken", "[1]", '{"question": "No answer?"}']
    lines += ['{"answer": "No question"}', '{"question": ["a"], "answer": "b"}']
    with pytest.raises(BadInput) as error:
        read_questions(written(tmp_path, "\n".join(lines)))
    said = str(error.value)
    assert "line 2: not JSON" in said
    assert "line 3: not a JSON object" in said
    assert "line 4: no answer" in said
    assert "line 5: no question" in said
    assert "line 6: the question is not a text" in said
    assert "nothing of the file was used" in said
    assert "line 1:" not in said


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"line 9: not JSON.*and 22 more lines"):
        read_questions(written(tmp_path, '{"question": "Fine?", "answer": "yes"}\n' + "{no\n" * 30))


def test_rows_of_another_width_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3: 3 columns instead of 2"):
        read_questions(written(tmp_path, "question,answer\nWho?,Frisch\nWho, then?,Frisch\n", "qa.csv"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        ("question;answer\nWer?;Bär".encode("latin-1"), r"not UTF-8 text \(line 2\)"),
        (b"ask,reply\nWho?,Frisch", 'needs a first line.*"question"'),
        (b"question,answer\n\n", "no questions"),
        (b'question,answer\n"Who?,Frisch\n', "line 2: not a row of a table"),
        (b"\0\0\0", "not a text file"),
    ],
)  # fmt: skip
def test_files_that_are_none(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_questions(written(tmp_path, content, "qa.csv"))


def test_a_missing_file_and_one_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_questions(tmp_path / "none.csv")
    large = tmp_path / "large.jsonl"
    with large.open("wb") as file:
        file.truncate(65 * 1024**2)
    with pytest.raises(BadInput, match="65 MB"):
        read_questions(large)


def place(question: str, answer: str, document: str | None = None) -> Placed:
    chunks = cut_chunks(library(), 200)
    splits = [Split.HELD_OUT if at == 3 else Split.TRAIN for at in range(len(chunks))]
    asked = OwnQuestion(question, answer, document, 1)
    return place_questions([asked], chunks, splits, {1: ("beams.pdf",), 2: ("bees.pdf",)})


def test_a_question_finds_the_text_that_holds_its_answer() -> None:
    placed = place("Who worked out the waggle dance?", "von Frisch did")
    assert [(item.chunk, item.kind, item.split) for item in placed.items] == [
        (3, MaterialKind.OWN, Split.HELD_OUT)
    ]


def test_a_bare_yes_is_placed_by_its_question() -> None:
    assert [item.chunk for item in place("Do the sessions last 90 minutes?", "yes").items] == [1]


@pytest.mark.parametrize(
    "name", ["bees.pdf", "BEES", "How bees live", "bees live", "C:\\Documents\\bees.pdf"]
)
def test_a_document_may_be_named_by_title_or_file(name: str) -> None:
    placed = place("What is done because of the package?", "sugar syrup is fed", name)
    assert [item.chunk for item in placed.items] == [4]


def test_what_has_no_place_is_given_back() -> None:
    nowhere = place("Which team won the football cup?", "Werder Bremen")
    unknown = place("Who decoded the waggle dance?", "von Frisch", "wasps.pdf")
    assert nowhere.items == () == unknown.items
    assert [one.line for one in (*nowhere.unplaced, *unknown.unplaced)] == [1, 1]


def test_a_question_without_answer_keeps_the_nearest_text_away() -> None:
    (item,) = place("What do bees eat in October on Mars?", NOT_IN_DOCUMENTS).items
    assert (item.kind, item.chunk, item.answer) == (MaterialKind.UNANSWERABLE, 4, NOT_IN_DOCUMENTS)
