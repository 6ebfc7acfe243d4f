"""The page viewer: the right page, the passage marked, and only what is looked at is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import Box
from lloco_desktop.ui.viewer.page_canvas import PageCanvas, _marker_lines
from lloco_desktop.ui.viewer.page_source import PageSource
from lloco_desktop.ui.viewer.page_viewer import PageViewer

PATH = Path("/papers/Lease 2024.pdf")


@pytest.fixture
def renderer(fakes: Any) -> Any:
    return fakes.renderer(pages=12)


@pytest.fixture
def source(qtbot: QtBot, renderer: Any) -> Iterator[PageSource]:
    made = PageSource(lambda: renderer)
    yield made
    made.close()
    qtbot.waitUntil(lambda: renderer.closed or made._thread is None)


@pytest.fixture
def viewer(qtbot: QtBot, theme: Any, source: PageSource) -> PageViewer:
    made = PageViewer(source)
    qtbot.addWidget(made)
    made.resize(480, 700)
    made.show()
    return made


def test_a_citation_opens_its_page_and_is_marked(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    citation = fakes.citation(page=4)
    viewer.show_citations([citation], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)
    assert viewer.canvas.marked() == citation.boxes
    assert viewer.page_label.text() == "p. 4 of 12"
    assert viewer.title.full_text() == "Lease 2024"


def test_the_marker_is_seen_on_the_page(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    viewer.show_citations([fakes.citation(page=4)], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)

    def colours() -> set[str]:
        image = viewer.canvas.viewport().grab().toImage()
        middle = image.width() // 2
        return {image.pixelColor(middle, y).name() for y in range(image.height())}

    qtbot.waitUntil(lambda: {"#ffffff", QColor("#FFE27A").name()} <= colours())


def test_a_citation_that_cannot_be_placed_marks_nothing(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    from dataclasses import replace

    viewer.show_citations([replace(fakes.citation(page=7), boxes=())], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 7)
    assert viewer.canvas.marked() == ()


def test_stepping_through_citations(qtbot: QtBot, viewer: PageViewer, fakes: Any) -> None:
    viewer.show_citations([fakes.citation(page=4), fakes.citation(page=9), fakes.citation(title="Annex")], 0)
    qtbot.waitUntil(lambda: viewer.canvas.page == 4)
    assert viewer.position.text() == "1 of 3 citations"
    assert not viewer.previous.isEnabled()
    viewer.next.click()
    assert viewer.canvas.page == 9
    qtbot.keyClick(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: viewer.title.full_text() == "Annex" and viewer.canvas.page == 4)
    assert not viewer.next.isEnabled()


def test_only_what_is_looked_at_is_rendered(
    qtbot: QtBot, viewer: PageViewer, renderer: Any, fakes: Any
) -> None:
    viewer.show_citations([fakes.citation(page=6)], 0)
    qtbot.waitUntil(lambda: any(page == 6 for _path, page, _zoom in renderer.rendered))
    assert {page for _path, page, _zoom in renderer.rendered} <= {1, 2, 4, 5, 6, 7, 8}


def test_rendered_pages_are_kept(qtbot: QtBot, source: PageSource, renderer: Any) -> None:
    with qtbot.waitSignal(source.rendered):
        source.want(PATH, [1], 1.0)
    with qtbot.waitSignal(source.rendered) as rendered:
        source.want(PATH, [1, 2], 1.0)
    assert rendered.args[0].page == 2
    assert [page for _path, page, _zoom in renderer.rendered] == [1, 2]
    assert source.pixmap(PATH, 1, 1.0) is not None
    assert source.any_pixmap(PATH, 1) is not None
    assert source.pixmap(PATH, 1, 2.0) is None


def test_a_locked_file_asks_for_its_password(qtbot: QtBot, viewer: PageViewer, renderer: Any) -> None:
    renderer.locked[PATH] = "secret"
    viewer.show_document(PATH, "Lease 2024")
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.lock)
    qtbot.keyClicks(viewer.password, "wrong")
    qtbot.keyClick(viewer.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in viewer.lock.text.text())
    viewer.password.setText("secret")
    viewer.show_button.click()
    qtbot.waitUntil(lambda: viewer.canvas.page_count == 12)
    assert viewer.stack.currentWidget() is viewer.canvas


def test_escape_closes(qtbot: QtBot, viewer: PageViewer) -> None:
    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_zoom_keeps_the_place(qtbot: QtBot, theme: Any, source: PageSource) -> None:
    canvas = PageCanvas(source)
    qtbot.addWidget(canvas)
    canvas.resize(480, 700)
    canvas.show()
    canvas.show_document(PATH, [(595.0, 842.0)] * 5000)
    canvas.go_to(2500)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        qtbot.keyClick(canvas, key)
        assert canvas.page == 2500
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.page == 5000
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.page == 1


def test_the_marker_is_one_stroke_a_line() -> None:
    boxes = [Box(1, 72, 100, 200, 112), Box(1, 205, 100, 300, 112), Box(1, 72, 111, 260, 123)]
    first, second = _marker_lines(boxes)
    assert (first.left(), first.right()) == (70.5, 301.5)
    assert first.bottom() <= second.top()
