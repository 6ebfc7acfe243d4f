"""The page viewer by mouse and keys: the right page, the passage marked, found, selected and copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import Box
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers
from lloco_desktop.ui.viewer.originals import Original
from lloco_desktop.ui.viewer.page_painting import strokes
from lloco_desktop.ui.viewer.page_scroller import Fit
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer
from tests.ui.viewer_fakes import LEFT as LEFT_EDGE
from tests.ui.viewer_fakes import LETTER, LINE, TOP, FakeOriginals, FakeRenderer

PATH = Path("/papers/Lease 2024.pdf")
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def renderer() -> FakeRenderer:
    return FakeRenderer(pages=12)


@pytest.fixture
def source(qtbot: QtBot, renderer: FakeRenderer) -> Iterator[PageSource]:
    made = PageSource(lambda: renderer)
    yield made
    made.close()
    qtbot.waitUntil(lambda: renderer.closed or made.worker.thread is None)


@pytest.fixture
def originals() -> FakeOriginals:
    return FakeOriginals()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def viewer(
    qtbot: QtBot, theme: Any, source: PageSource, originals: FakeOriginals, background: Background
) -> PageViewer:
    made = PageViewer(source, originals, background)
    qtbot.addWidget(made)
    made.resize(480, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def reading(qtbot: QtBot, viewer: PageViewer) -> PageViewer:
    """The viewer with the words of the first pages there."""
    viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: viewer.canvas.words(1) is not None)
    viewer.canvas.setFocus()
    return viewer


@pytest.fixture
def spot(reading: PageViewer) -> Callable[..., QPoint]:
    """Where a letter of a line of a fake page lies in the view."""

    def find(line: int, letter: float, page: int = 1) -> QPoint:
        x, y = LEFT_EDGE + LETTER * (letter + 0.5), TOP + LINE * line + 6
        return reading.canvas.rect_of(Box(page, x, y, x, y)).topLeft()

    return find


def wheel(canvas: Any, at: QPointF, delta: int, modifiers: Qt.KeyboardModifier) -> None:
    view = canvas.viewport()
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


# --- citations ------------------------------------------------------------------------------


def test_a_citation_opens_its_page_and_is_marked(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    citation = fakes.citation(page=4)
    viewer.show_citations([citation], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)
    assert viewer.canvas.marked() == citation.boxes
    assert viewer.foot.page.edit.text() == "4"
    assert viewer.foot.page.after.text() == "of 12"
    assert viewer.bar.title.full_text() == "Lease 2024"
    assert viewer.citations.note.text() == ""


def test_the_marker_is_seen_on_the_page(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    viewer.show_citations([fakes.citation(page=4)], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)

    def colours() -> set[str]:
        image = viewer.canvas.viewport().grab().toImage()
        middle = image.width() // 2
        return {image.pixelColor(middle, y).name() for y in range(image.height())}

    qtbot.waitUntil(lambda: QColor("#FFE27A").name() in colours())


def test_a_passage_without_a_place_is_not_marked_but_told(
    qtbot: QtBot, viewer: PageViewer, fakes: Any
) -> None:
    viewer.show_citations([replace(fakes.citation(page=5), boxes=())], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 5)
    assert viewer.canvas.marked() == ()
    assert viewer.citations.note.text() == "The passage could not be placed on this page."


def test_steps_through_the_citations_of_an_answer(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    citations = [fakes.citation(1, 4), fakes.citation(2, 9), fakes.citation(3, 4, "Annex")]
    viewer.show_citations(citations, 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)
    assert not viewer.citations.previous.isEnabled()
    qtbot.mouseClick(viewer.citations.next, LEFT)
    qtbot.waitUntil(lambda: viewer.canvas.page == 9)
    assert viewer.citations.position.text() == "2 of 3 citations"
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: viewer.bar.title.full_text() == "Annex" and viewer.canvas.page == 4)
    assert not viewer.citations.next.isEnabled()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: viewer.bar.title.full_text() == "Lease 2024" and viewer.canvas.page == 9)


def test_a_changed_file_is_told_and_only_what_still_stands_there_is_marked(
    qtbot: QtBot, viewer: PageViewer, originals: FakeOriginals, renderer: FakeRenderer, fakes: Any
) -> None:
    renderer.lines[4] = ("Something else altogether", "is on this page now.")
    there = (Box(5, LEFT_EDGE, TOP, 400, TOP + 2 * LINE),)
    moved = replace(fakes.citation(1, 4), boxes=(Box(4, LEFT_EDGE, TOP, 400, TOP + 2 * LINE),))
    stays = replace(
        fakes.citation(2, 5), boxes=there, quote="The tenant may end the lease with three months' notice."
    )
    originals.states[moved.path] = Original.CHANGED
    viewer.show_citations([moved, stays], 0)
    qtbot.waitUntil(lambda: "not there any more" in viewer.citations.note.text())
    assert viewer.canvas.marked() == ()
    viewer.step(1)
    qtbot.waitUntil(lambda: viewer.canvas.words(5) is not None)
    assert [box.y0 for box in viewer.canvas.marked()] == [TOP, TOP + LINE]
    assert viewer.citations.note.text().startswith("This file changed since it was imported. Import it again")


def test_only_the_words_that_were_cited_are_marked(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    lines = (Box(4, LEFT_EDGE, TOP, 400, TOP + 12), Box(4, LEFT_EDGE, TOP + LINE, 400, TOP + LINE + 12))
    citation = replace(fakes.citation(page=4), boxes=lines, quote="end the lease with three months")
    viewer.show_citations([citation], 0)
    qtbot.waitUntil(lambda: viewer.canvas.words(4) is not None)
    first, second = viewer.canvas.marked()
    assert (first.x0, second.x0) == (LEFT_EDGE + 15 * LETTER, LEFT_EDGE)
    assert second.x1 == LEFT_EDGE + 18 * LETTER


def test_a_file_that_has_gone_says_so(
    qtbot: QtBot, viewer: PageViewer, renderer: FakeRenderer, fakes: Any
) -> None:
    citation = fakes.citation()
    renderer.gone.add(citation.path)
    viewer.show_citations([citation], 0)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.message)
    assert "not there any more" in viewer.message.text.text()


def test_a_damaged_page_does_not_hide_the_others(
    qtbot: QtBot, viewer: PageViewer, renderer: FakeRenderer, source: PageSource
) -> None:
    renderer.damaged.add(1)
    viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: source.problem(PATH, 1) != "")
    qtbot.waitUntil(lambda: any(page == 2 for _path, page, _zoom in renderer.rendered))
    assert viewer.stack.currentWidget() is viewer.canvas


def test_a_locked_file_asks_for_its_password(
    qtbot: QtBot, viewer: PageViewer, renderer: FakeRenderer
) -> None:
    renderer.locked[PATH] = "secret"
    viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.lock)
    qtbot.keyClicks(viewer.lock.password, "wrong")
    qtbot.keyClick(viewer.lock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in viewer.lock.text.text())
    viewer.lock.password.setText("secret")
    viewer.lock.show_button.click()
    qtbot.waitUntil(lambda: viewer.canvas.page_count == 12)
    assert viewer.stack.currentWidget() is viewer.canvas


# --- pages and zoom -------------------------------------------------------------------------


def test_only_what_is_looked_at_is_rendered(
    qtbot: QtBot, viewer: PageViewer, renderer: FakeRenderer, fakes: Any
) -> None:
    viewer.show_citations([fakes.citation(page=6)], 0)
    qtbot.waitUntil(lambda: any(page == 6 for _path, page, _zoom in renderer.rendered))
    assert {page for _path, page, _zoom in renderer.rendered} <= {1, 2, 3, 4, 5, 6, 7, 8, 9}


def test_rendered_pages_are_kept(qtbot: QtBot, source: PageSource, renderer: FakeRenderer) -> None:
    with qtbot.waitSignal(source.rendered):
        source.want(PATH, [1], 1.0)
    with qtbot.waitSignal(source.rendered) as rendered:
        source.want(PATH, [1, 2], 1.0)
    assert rendered.args[0].page == 2
    assert [page for _path, page, _zoom in renderer.rendered] == [1, 2]
    assert source.pixmap(PATH, 1, 1.0) is not None
    assert source.any_pixmap(PATH, 1) is not None
    assert source.pixmap(PATH, 1, 2.0) is None


def test_a_page_number_is_typed(qtbot: QtBot, reading: PageViewer) -> None:
    field = reading.foot.page.edit
    qtbot.mouseDClick(field, LEFT)
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert reading.canvas.page == 7
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert reading.canvas.page == 12
    qtbot.keyClicks(field, "3")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "12"
    assert reading.isVisible()


def test_keys_turn_pages(qtbot: QtBot, reading: PageViewer) -> None:
    canvas = reading.canvas
    for key, page in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_End, 12),
        (Qt.Key.Key_Home, 1),
    ):
        qtbot.keyClick(canvas, key)
        assert canvas.page == page
    for _press in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.page > 1


def test_zoom_keeps_the_place(qtbot: QtBot, reading: PageViewer) -> None:
    canvas = reading.canvas
    canvas.show_document(PATH, [(595.0, 842.0)] * 5000)
    canvas.go_to(2500)
    for key, modifiers in (
        (Qt.Key.Key_Plus, NONE),
        (Qt.Key.Key_Plus, CONTROL),
        (Qt.Key.Key_Minus, CONTROL),
        (Qt.Key.Key_0, CONTROL),
    ):
        qtbot.keyClick(canvas, key, modifiers)
        assert canvas.page == 2500
    assert canvas.fit is Fit.WIDTH


def test_the_wheel_zooms_at_the_pointer(qtbot: QtBot, reading: PageViewer) -> None:
    canvas = reading.canvas
    canvas.go_to(5)
    at = QPointF(300, 400)
    before = canvas.spot_at(at)
    for _step in range(4):
        wheel(canvas, at, 120, CONTROL)
    after = canvas.spot_at(at)
    assert canvas.fit is Fit.NOTHING
    assert reading.foot.zoom.text() != "71%"
    assert (after.page, pytest.approx(after.x, abs=2), pytest.approx(after.y, abs=2)) == (
        before.page,
        before.x,
        before.y,
    )


def test_whole_pages_fit(qtbot: QtBot, reading: PageViewer) -> None:
    qtbot.mouseClick(reading.foot.page_button, LEFT)
    canvas = reading.canvas
    page = canvas.rect_of(Box(1, 0, 0, 595, 842))
    assert page.height() <= canvas.viewport().height()
    assert reading.foot.page_button.isChecked()
    qtbot.mouseClick(reading.foot.width_button, LEFT)
    assert canvas.rect_of(Box(1, 0, 0, 595, 842)).width() == pytest.approx(
        canvas.viewport().width() - 32, abs=2
    )


# --- searching ------------------------------------------------------------------------------


def test_a_text_is_found_while_it_is_typed(qtbot: QtBot, reading: PageViewer, renderer: FakeRenderer) -> None:
    renderer.lines[3] = ("An apple a day",)
    renderer.lines[8] = ("Apple and apples",)
    qtbot.keyClick(reading.canvas, Qt.Key.Key_F, CONTROL)
    bar = reading.find_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.field, "APPLE")
    qtbot.waitUntil(lambda: bar.told.text() == "1 of 3")
    assert reading.canvas.page == 3
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reading.canvas.page == 8)
    assert bar.told.text() == "2 of 3"
    qtbot.keyClick(bar.field, Qt.Key.Key_F3)
    assert bar.told.text() == "3 of 3"
    qtbot.keyClick(bar.field, Qt.Key.Key_F3)  # after the last comes the first
    assert bar.told.text() == "1 of 3"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert bar.told.text() == "3 of 3"


def test_a_search_begins_at_the_page_that_is_read(
    qtbot: QtBot, reading: PageViewer, renderer: FakeRenderer
) -> None:
    reading.canvas.go_to(6)
    reading.start_search()
    qtbot.keyClicks(reading.find_bar.field, "lease")
    qtbot.waitUntil(lambda: reading.find_bar.told.text() == "6 of 12")
    assert [page for _text, page in renderer.looked] == [*range(6, 13), *range(1, 6)]


def test_what_is_not_there_is_told(qtbot: QtBot, reading: PageViewer) -> None:
    reading.start_search()
    qtbot.keyClicks(reading.find_bar.field, "zebra")
    qtbot.waitUntil(lambda: reading.find_bar.told.text() == "Not found")
    assert not reading.find_bar.next.isEnabled()


def test_a_search_is_stopped_by_closing_it(qtbot: QtBot, reading: PageViewer, renderer: FakeRenderer) -> None:
    renderer.pages, renderer.at_once = 5000, 1
    reading.canvas.show_document(PATH, [(595.0, 842.0)] * 5000)
    reading.start_search()
    qtbot.keyClicks(reading.find_bar.field, "zebra")
    qtbot.waitUntil(lambda: len(renderer.looked) > 5)
    qtbot.keyClick(reading.find_bar.field, Qt.Key.Key_Escape)
    assert not reading.canvas.search.running
    looked = len(renderer.looked)
    with qtbot.waitSignal(reading._source.rendered):
        reading.canvas.go_to(2500)  # what the worker does after it has heard
    assert len(renderer.looked) <= looked + 5 < 4000


def test_escape_ends_the_search_first_and_the_viewer_second(qtbot: QtBot, reading: PageViewer) -> None:
    reading.start_search()
    reading.canvas.setFocus()
    qtbot.keyClick(reading.canvas, Qt.Key.Key_Escape)
    assert not reading.find_bar.isVisible()
    assert reading.isVisible()
    with qtbot.waitSignal(reading.closed):
        qtbot.keyClick(reading.canvas, Qt.Key.Key_Escape)
    assert not reading.isVisible()


# --- selecting ------------------------------------------------------------------------------


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_words_are_selected_by_dragging_and_copied(
    qtbot: QtBot, reading: PageViewer, spot: Callable[..., QPoint]
) -> None:
    view = reading.canvas.viewport()
    qtbot.mousePress(view, LEFT, NONE, spot(0, 4))
    qtbot.mouseMove(view, spot(0, 9))
    qtbot.mouseMove(view, spot(1, 2))
    qtbot.mouseRelease(view, LEFT, NONE, spot(1, 2))
    qtbot.keyClick(reading.canvas, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "tenant may end the lease with"
    assert reading.offer.isVisible()


def test_a_double_click_selects_a_word_and_a_third_the_line(
    qtbot: QtBot, reading: PageViewer, spot: Callable[..., QPoint]
) -> None:
    view, at = reading.canvas.viewport(), spot(1, 7)
    qtbot.mouseClick(view, LEFT, NONE, at)
    qtbot.mouseDClick(view, LEFT, NONE, at)
    qtbot.keyClick(reading.canvas, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "three"
    qtbot.mouseClick(view, LEFT, NONE, at)
    qtbot.keyClick(reading.canvas, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "with three months' notice."


def test_a_click_elsewhere_selects_nothing(
    qtbot: QtBot, reading: PageViewer, spot: Callable[..., QPoint]
) -> None:
    view = reading.canvas.viewport()
    qtbot.mouseDClick(view, LEFT, NONE, spot(0, 5))
    assert not reading.canvas.selection.is_empty
    qtbot.mouseRelease(view, LEFT, NONE, spot(0, 5))
    far = spot(0, 5) + QPoint(0, 200)
    qtbot.mouseClick(view, LEFT, NONE, far)
    assert reading.canvas.selection.is_empty
    assert not reading.offer.isVisible()


def test_shift_goes_on_to_another_page(
    qtbot: QtBot, reading: PageViewer, spot: Callable[..., QPoint]
) -> None:
    reading.canvas.fit_page()
    reading.resize(480, 1200)
    view = reading.canvas.viewport()
    reading.canvas.zoom_by(-1)
    qtbot.waitUntil(lambda: reading.canvas.words(2) is not None)
    qtbot.mouseDClick(view, LEFT, NONE, spot(1, 18))
    qtbot.mouseRelease(view, LEFT, NONE, spot(1, 18))
    qtbot.mouseClick(view, LEFT, SHIFT, spot(0, 5, page=2))
    qtbot.keyClick(reading.canvas, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "notice.\n\nThe tenant"


def test_the_page_is_selected_with_pages_that_have_not_come(
    qtbot: QtBot, reading: PageViewer, source: PageSource
) -> None:
    qtbot.keyClick(reading.canvas, Qt.Key.Key_A, CONTROL)
    selection = reading.canvas.selection
    assert selection.bounds() == ((1, 0), (1, 9))
    selection.extend(9, 1)
    assert reading.canvas.words(5) is None
    QGuiApplication.clipboard().clear()
    reading.copier.copy()
    qtbot.waitUntil(lambda: clipboard() != "")
    assert clipboard().count("with three months' notice.") == 8
    assert clipboard().endswith("\n\nThe tenant")


def test_a_question_begins_with_what_is_selected(
    qtbot: QtBot, reading: PageViewer, spot: Callable[..., QPoint]
) -> None:
    view = reading.canvas.viewport()
    qtbot.mouseDClick(view, LEFT, NONE, spot(0, 5))
    qtbot.mouseRelease(view, LEFT, NONE, spot(0, 5))
    with qtbot.waitSignal(reading.ask_wanted) as asked:
        qtbot.mouseClick(reading.offer.ask_button, LEFT)
    assert asked.args == ["tenant"]


# --- marks ----------------------------------------------------------------------------------


def test_the_marker_is_one_stroke_a_line() -> None:
    boxes = [Box(1, 72, 100, 200, 112), Box(1, 205, 100, 300, 112), Box(1, 72, 111, 260, 123)]
    first, second = strokes(boxes)
    assert (first.left(), first.right()) == (70.5, 301.5)
    assert first.bottom() <= second.top()


# --- in the window --------------------------------------------------------------------------


def test_selected_words_begin_a_question_in_the_window(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    window.viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: window.viewer.canvas.words(1) is not None)
    box = window.chat.composer.box
    box.setPlainText("What does it cost?")
    qtbot.keyClick(window.viewer.canvas, Qt.Key.Key_A, CONTROL)
    window.viewer.offer.ask_button.click()
    assert box.toPlainText().startswith("“The tenant may end the lease with three months' notice.”\nWhat")
    assert box.hasFocus() or not window.isActiveWindow()


def test_escape_in_the_window_ends_the_search_first(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    window.viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: window.viewer.canvas.page_count == 12)
    window.viewer.start_search()
    window.libraries.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.viewer.find_bar.isVisible()
    assert window.viewer.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.viewer.isVisible()


def test_all_of_it_survives_being_built_anew(qtbot: QtBot, desk: Any) -> None:
    """Another language builds the window again over the same pages."""
    for _time in range(2):
        desk.window.viewer.show_document(PATH, "Lease 2024")
        qtbot.waitUntil(lambda: desk.window.viewer.canvas.words(1) is not None)
        desk.window.viewer.start_search()
        desk.window.viewer.find_bar.field.setText("lease")
        qtbot.waitUntil(lambda: desk.window.viewer.canvas.search.count == 12)
        answers = Answers(desk.services, desk.background, desk.window)
        desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages, answers)
