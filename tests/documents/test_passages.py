"""Pages to passages: paragraphs over breaks, whole sentences, headings, the map to lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lloco_desktop.documents.paragraphs import Role, paragraphs_of
from lloco_desktop.documents.passages import LONGEST, cut_passages
from lloco_desktop.documents.tokens import estimate_tokens
from lloco_desktop.domain import Block, BlockKind, Box, Line, Page, PassageDraft

WIDE = "a line of the paragraph that fills the column"


def block(
    text: str,
    page: int = 1,
    x: float = 50,
    y: float = 300,
    size: float = 10,
    bold: bool = False,
    kind: BlockKind = BlockKind.PROSE,
) -> Block:
    lines, start = [], 0
    for n, line in enumerate(text.split("\n")):
        top = y + 1.2 * size * n
        lines.append(Line(start, start + len(line), Box(page, x, top, x + 6 * len(line), top + size)))
        start += len(line) + 1
    return Block(page, text, tuple(lines), kind, size, bold)


def page(number: int, *blocks: Block) -> Page:
    return Page(number, 600, 800, blocks)


def prose(sentences: int, word: str = "word", start: int = 0) -> str:
    return "\n".join(
        f"Sentence {n} has the {word} and a few others in it." for n in range(start, start + sentences)
    )


def cut(*pages: Page, target: int = 150) -> list[PassageDraft]:
    return cut_passages(pages, target)


def check_map(pages: list[Page], passages: list[PassageDraft]) -> None:
    """Every character that is not white stands in the box of a line that has it."""
    source = {line.box: b.text[line.start : line.end] for p in pages for b in p.blocks for line in b.lines}
    for passage in passages:
        end = 0
        for line in passage.lines:
            assert line.start >= end, "lines are in text order"
            assert not passage.text[end : line.start].strip()
            assert passage.text[line.start : line.end].strip() in source[line.box]
            end = line.end
        assert not passage.text[end:].strip()


def test_passages_have_about_the_target_and_whole_sentences():
    passages = cut(page(1, block(prose(60))))
    assert 4 < len(passages) < 10
    assert all(75 < p.tokens <= 150 * LONGEST for p in passages[:-1])
    assert all(p.text.startswith("Sentence") and p.text.endswith(".") for p in passages)
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(p.tokens == estimate_tokens(p.text) for p in passages)


def test_paragraphs_are_parted_by_newlines():
    (passage,) = cut(page(1, block("The first one.", y=100), block("The second one.", y=130)))
    assert passage.text == "The first one.\nThe second one."


def test_a_heading_stays_with_what_follows():
    pages = [
        page(1, block(prose(12), y=60), block("2 Methods", y=300, size=14), block(prose(20, "method"), y=330))
    ]
    starts = [p.text for p in cut(*pages) if "2 Methods" in p.text]
    assert len(starts) == 1
    assert starts[0].startswith("2 Methods\nSentence 0 has the method")


def test_a_new_section_begins_a_new_passage():
    pages = [
        page(1, block(prose(5), y=60), block("Results", y=200, bold=True), block(prose(5, "result"), y=230))
    ]
    assert [p.text.split("\n")[0][:10] for p in cut(*pages)] == ["Sentence 0", "Results"]


def test_a_sentence_over_a_page_break_is_whole():
    pages = [
        page(1, block(f"{WIDE}\n{WIDE}\nand the sentence is not", y=700)),
        page(2, block("finished here. It ends.", page=2, y=60)),
    ]
    (passage,) = cut(*pages)
    assert "the sentence is not finished here. It ends." in passage.text
    assert [line.box.page for line in passage.lines] == [1, 1, 1, 2]
    assert [box.page for box in passage_boxes(passage, "not finished")] == [1, 2]


def passage_boxes(passage: PassageDraft, words: str) -> list[Box]:
    start = passage.text.index(words)
    return [line.box for line in passage.lines if line.start < start + len(words) and line.end > start]


def test_a_word_broken_over_a_column_is_whole():
    pages = [page(1, block(f"{WIDE}\na word is bro-", y=700), block("ken in two.", x=310, y=60))]
    (passage,) = cut(*pages)
    assert passage.text.endswith("a word is broken in two.")
    assert len(passage_boxes(passage, "broken")) == 2
    check_map(pages, [passage])


def test_a_footnote_between_the_parts_comes_after_them():
    pages = [
        page(
            1,
            block(f"{WIDE}\n{WIDE}\nthe sentence is not", y=600),
            block("1) A note of the author.", y=760, size=7),
        ),
        page(2, block("finished here.", page=2, y=60)),
    ]
    paragraphs = paragraphs_of(pages)
    assert [p.role for p in paragraphs] == [Role.BODY, Role.ITEM]
    assert paragraphs[0].text.endswith("the sentence is not finished here.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{WIDE}\nIt ends here.", "and this is lower case but new."),
        (f"{WIDE}\na short line", "A new sentence with a capital."),
    ],
)
def test_what_does_not_go_on_stays_apart(before, after):
    pages = [page(1, block(before, y=700)), page(2, block(after, page=2, y=60))]
    assert len(paragraphs_of(pages)) == 2


def test_rows_of_a_table_stay_rows():
    rows = "\n".join(f"name {n}  value {n}" for n in range(5))
    (passage,) = cut(page(1, block(rows, kind=BlockKind.ROWS)))
    assert passage.text == rows
    assert len(passage.lines) == 5


def test_references_stay_whole_lines_of_their_own():
    blocks = [
        block(f"Author, A. ({2000 + n}). A title. Journal, {n}. doi:10.1/{n}", y=60 + 14 * n)
        for n in range(6)
    ]
    (passage,) = cut(page(1, *blocks))
    assert passage.text.split("\n") == [b.text for b in blocks]


def test_an_over_long_sentence_is_split_at_clauses():
    text = "\n".join(f"the clause number {n} of a sentence without an end," for n in range(60))
    passages = cut(page(1, block(text)))
    assert len(passages) > 3
    assert all(p.tokens <= 150 * LONGEST for p in passages)
    assert all(p.text.endswith(",") for p in passages)


def test_text_without_any_place_to_split():
    (first, *_rest) = passages = cut(page(1, block("x" * 9000)))
    assert "".join(p.text for p in passages) == "x" * 9000
    assert first.tokens <= 150 * LONGEST


def test_a_tiny_rest_joins_the_passage_before():
    passages = cut(page(1, block(prose(11), y=60), block("The end.", y=400)))
    assert passages[-1].text.endswith("The end.")
    assert passages[-1].tokens > 20


def test_no_text():
    assert cut() == cut(page(1)) == cut(page(1, block("   "))) == []


def test_a_target_that_makes_no_sense():
    with pytest.raises(ValueError, match="target_tokens"):
        cut(page(1), target=0)


TEXT = (
    st.text(alphabet="abc de.,-中文。!?\u00adא1", min_size=1, max_size=60)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
BLOCKS = st.builds(
    lambda lines, size, bold, rows, y: ("\n".join(lines), size, bold, rows, y),
    st.lists(TEXT, min_size=1, max_size=6),
    st.sampled_from([8.0, 10.0, 10.0, 14.0]),
    st.booleans(),
    st.booleans(),
    st.integers(0, 700),
)


@settings(deadline=None)
@given(st.lists(st.lists(BLOCKS, max_size=5), max_size=4), st.integers(5, 200))
def test_nothing_is_lost_and_every_character_has_its_place(made, target):
    pages = [
        page(
            number,
            *(
                block(text, number, 50 + 13 * n, y, size, bold, BlockKind.ROWS if rows else BlockKind.PROSE)
                for n, (text, size, bold, rows, y) in enumerate(blocks)
            ),
        )
        for number, blocks in enumerate(made, 1)
    ]
    passages = cut_passages(pages[:1], target)  # one page: no furniture is dropped
    source = [char for b in (pages[0].blocks if pages else ()) for char in b.text if char not in " \n-\u00ad"]
    kept = [char for p in passages for char in p.text if char not in " \n-\u00ad"]
    assert sorted(source) == sorted(kept)
    check_map(pages[:1], passages)
    for passage in cut_passages(pages, target):
        assert passage.text.strip() == passage.text != ""
        assert passage.lines
        assert passage.lines[0].start == 0


def test_a_paper_start_to_end(read_pages, papers):
    """What a reader of passages must find in a real article."""
    pages = read_pages(papers / "10.21105.jose.00049.pdf")
    passages = cut_passages(pages)
    whole = "\n".join(p.text for p in passages)
    assert passages[0].text.startswith(
        "A graduate student-led participatory live-coding quantitative methods course in R:"
    )
    assert "Luke W. Johnston, Madeleine Bonsma-Fisher, Joel Ostblom" in whole  # marks gone, hyphen kept
    assert "a semester long course and designed to leverage participatory live-coding techniques" in whole
    assert "Creative Commons Attribution 4.0 International License" in whole  # from the margin, mended
    assert "gives students a clear expectation of what they should learn" in whole
    assert "3  Introduction to  tidyverse exploratory data analysis" in whole  # a row of a table
    assert "https://CRAN.R-project.org/package=MuMIn" in whole  # broken over lines
    assert whole.count("Johnston et al., (2019). A graduate student-led") == 0  # the footer of every page
    assert max(p.tokens for p in passages) <= 225
    assert sum(p.tokens for p in passages) / len(passages) > 90
    check_map_of_real(passages)


def check_map_of_real(passages: list[PassageDraft]) -> None:
    for passage in passages:
        covered = set()
        for line in passage.lines:
            covered.update(range(line.start, line.end))
            assert line.box.x1 > line.box.x0
        assert all(char.isspace() for n, char in enumerate(passage.text) if n not in covered)
