"""What the viewer is made of, without windows: where pages stand, in which order they are searched, what
passages are exactly, and whether files are still what was imported."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from lloco_desktop.documents.page_text import PageText, TextLine, Word
from lloco_desktop.domain import Box, DocumentId
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui.viewer.live_originals import LiveOriginals
from lloco_desktop.ui.viewer.originals import Original
from lloco_desktop.ui.viewer.page_layout import GAP, MARGIN, PageLayout, usual_size
from lloco_desktop.ui.viewer.page_selection import nearest_word, run_at, word_at
from lloco_desktop.ui.viewer.page_worker import SearchWish
from lloco_desktop.ui.viewer.placing import exact_boxes
from tests.ui.viewer_fakes import LEFT, LETTER, LINE, TOP, page_of

PATH = Path("/papers/a.pdf")

# --- pages ------------------------------------------------------------------------------------


def test_pages_stand_below_each_other_and_in_the_middle() -> None:
    layout = PageLayout([(600.0, 800.0), (300.0, 400.0)], 0.5, view_width=400)
    assert layout.rect(0) == (50.0, GAP, 300.0, 400.0)
    assert layout.rect(1) == (125.0, 2 * GAP + 400.0, 150.0, 200.0)
    assert layout.height == 3 * GAP + 600
    assert list(layout.between(0, 100)) == [0]
    assert list(layout.between(300, 500)) == [0, 1]


def test_a_page_wider_than_the_view_has_margins() -> None:
    layout = PageLayout([(600.0, 800.0)], 1.0, view_width=400)
    assert layout.width == 600 + 2 * MARGIN


@pytest.mark.parametrize(("x", "y"), [(60, 20), (100, 500), (200, 780)])
def test_a_spot_is_where_it_was_found(x: float, y: float) -> None:
    layout = PageLayout([(600.0, 800.0)] * 3, 0.5, 400)
    assert layout.point(layout.spot(x, y)) == pytest.approx((x, y))


def test_one_poster_does_not_make_all_pages_small() -> None:
    assert usual_size([(595, 842), (3000, 2000), (595.02, 842)]) == (595, 842)
    assert usual_size([]) == (612.0, 792.0)


@pytest.mark.parametrize(("pages", "start"), [(1, 1), (10, 1), (10, 5), (10, 10)])
@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_every_page_is_searched_once_from_the_start_on(pages: int, start: int, at_once: int) -> None:
    wish = SearchWish(1, PATH, "x", pages, start)
    looked: list[int] = []
    last = None
    while (span := wish.after(last)) is not None:
        last = min(span[0] + at_once - 1, span[1])
        looked.extend(range(span[0], last + 1))
    assert looked == [*range(start, pages + 1), *range(1, start)]


# --- words ------------------------------------------------------------------------------------


def test_points_and_words() -> None:
    text = page_of(1, "one two three", "four five")
    assert word_at(text, LEFT + 1, TOP + 5) == 0
    assert word_at(text, LEFT + 1, TOP + 300) is None
    assert nearest_word(text, LEFT + 300, TOP + 5) == 2
    assert nearest_word(text, LEFT - 50, TOP + LINE + 500) == 3
    assert nearest_word(PageText(1), 0, 0) is None


def test_a_run_of_ideographs_ends_at_a_sign() -> None:
    words = tuple(Word(sign, 10.0 * at, 0, 10.0 * at + 10, 10) for at, sign in enumerate("机器学习，很好"))
    text = PageText(1, words, (TextLine(0, len(words)),))
    assert run_at(text, 2) == (0, 3)
    assert run_at(text, 4) == (4, 4)
    assert run_at(text, 6) == (5, 6)


LINES = ("the tenant may end the lea-", "se with three months' notice. Then he goes")
BOXES = (Box(1, LEFT, TOP, 500, TOP + 12), Box(1, LEFT, TOP + LINE, 500, TOP + LINE + 12))


def test_a_passage_is_exactly_its_words() -> None:
    found = exact_boxes([page_of(1, *LINES)], BOXES, "may end the lease with three months’ notice.")
    assert found is not None
    assert [(box.x0, box.y0) for box in found] == [(LEFT + 11 * LETTER, TOP), (LEFT, TOP + LINE)]
    assert found[1].x1 == LEFT + LETTER * len("se with three months' notice.")


def test_what_stands_elsewhere_or_nowhere_has_no_place() -> None:
    assert exact_boxes([page_of(1, *LINES)], BOXES, "the landlord may do as he likes") is None
    assert exact_boxes([page_of(1, *LINES)], BOXES[:1], "with three months' notice") is None
    assert exact_boxes([page_of(1, *LINES)], BOXES, " . ") is None


def test_a_note_mark_within_a_passage_does_not_hide_it() -> None:
    lines = ("the tenant may end the lease 3 with", "three months of notice in writing before he goes")
    quote = "the tenant may end the lease with three months of notice in writing"
    found = exact_boxes([page_of(1, *lines)], BOXES, quote)
    assert found is not None
    assert found[1].x1 == LEFT + LETTER * len("three months of notice in writing")


# --- originals --------------------------------------------------------------------------------


def test_originals(tmp_path: Path) -> None:
    file = tmp_path / "lease.pdf"
    file.write_bytes(b"%PDF-1.7 as it was")
    from lloco_desktop.documents.files import sha256_of

    with Workspace.open(tmp_path / "workspace") as workspace:
        library = workspace.libraries.create("Contracts").id
        document = workspace.documents.add(library, file, "Lease", sha256_of(file), file.stat().st_size)
        originals = LiveOriginals(cast("Any", SimpleNamespace(workspace=workspace)))
        assert originals.state(document, file) is Original.SAME
        file.write_bytes(b"%PDF-1.7 as it is.")  # as long as before
        assert originals.state(document, file) is Original.CHANGED
        file.write_bytes(b"%PDF-1.7 longer than it was")
        assert originals.state(document, file) is Original.CHANGED
        file.unlink()
        assert originals.state(document, file) is Original.GONE
        assert originals.state(DocumentId(99), file) is Original.FORGOTTEN
