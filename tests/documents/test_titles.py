"""Titles from metadata, from the first page, from the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.documents.titles import document_title, sane_title
from lloco_desktop.domain import Block, Box, Line, Page


@pytest.mark.parametrize(
    "title",
    [
        "Harbours of the Mediterranean",
        "FAIR_Bioinfo: a turnkey training course",
        "코로나-19 관련 보험약관상 재해보험금",
        "On the Word “Document” - and Others",
        "C++ in 24 Hours",
    ],
)
def test_sane_titles(title):
    assert sane_title(title, "/x/file.pdf") == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "a",
        "123456",
        "Untitled",
        "untitled-2",
        "Microsoft Word - AVE2008 Report.doc",
        "Microsoft PowerPoint - ODL 3q16 update 241116.pptx",
        "PowerPoint Presentation",
        "Presentation1",
        "p020-dutot.dvi",
        "paper_final_v3",
        "report",
        "REPORT",
        "C:\\Users\\me\\letter",
        "http://example.org/x",
        "scan0012",
        "无标题文档",
        "\x00\x01",
        "x" * 400,
    ],
)
def test_titles_that_nobody_gave(title):
    assert sane_title(title, "/x/report.pdf") is None


def test_titles_are_tidied():
    assert sane_title(" The \n  e\ufb03cient\x07 harbour ", "/x/y.pdf") == "The efficient harbour"


def block(text: str, y: float, size: float, bold: bool = False) -> Block:
    lines, start = [], 0
    for n, line in enumerate(text.split("\n")):
        lines.append(
            Line(start, start + len(line), Box(1, 50, y + 1.2 * size * n, 400, y + 1.2 * size * n + size))
        )
        start += len(line) + 1
    return Block(1, text, tuple(lines), size=size, bold=bold)


def page(*blocks: Block) -> Page:
    return Page(1, 600, 800, blocks)


BODY = block("A long paragraph of ordinary text, which goes on and on.\n" * 6, 300, 10)
PATH = Path("/books/annual_report-2024.pdf")


def test_metadata_comes_first():
    assert document_title("Given", [page(block("Large", 50, 30), BODY)], PATH) == "Given"


def test_the_largest_text_over_its_lines():
    title = block("Harbours of the Medi-\nterranean", 60, 20)
    assert (
        document_title(None, [page(block("Vol. 3", 20, 9), title, BODY)], PATH)
        == "Harbours of the Mediterranean"
    )


def test_blocks_of_one_size_belong_together():
    blocks = (block("Harbours and", 60, 20), block("Lighthouses ∗", 84, 20), BODY)
    assert document_title(None, [page(*blocks)], PATH) == "Harbours and Lighthouses"


def test_stamps_numbers_and_paragraphs_are_no_titles():
    stamp = Block(1, "arXiv:2404.07979v1 [cs.CL]", (Line(0, 26, Box(1, 10, 200, 30, 600)),), size=20)
    number = block("2024", 30, 40)
    assert document_title(None, [page(stamp, number, block("The Title", 80, 16), BODY)], PATH) == "The Title"


def test_a_bold_first_line_where_all_text_has_one_size():
    assert (
        document_title(None, [page(block("Minutes of the Meeting", 60, 10, bold=True), BODY)], PATH)
        == "Minutes of the Meeting"
    )


def test_the_first_page_with_text():
    assert document_title(None, [page(), page(block("Second", 60, 20), BODY)], PATH) == "Second"


def test_the_files_name_is_last():
    assert document_title(None, [page(BODY)], PATH) == "annual report-2024"
    assert document_title(None, [], Path("/x/two\nlines.PDF")) == "two lines"
