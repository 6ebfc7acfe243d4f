"""The panel with a cited passage: over chips and numbers, by mouse and by keys, never out of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lloco_desktop.ui.chat.citation_chips import CitationChips, show_on_hover
from lloco_desktop.ui.chat.citation_popover import LONGEST, CitationPopover
from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.quoting import cut

LONG = "The tenant may end the lease with three months' notice. " * 30


@pytest.fixture
def room(qtbot: QtBot, theme: Any, fakes: Any) -> QWidget:
    """A window with a field, an answer and its chips."""
    citations = (fakes.citation(1, 4), replace(fakes.citation(2, 9, "Annex"), quote=LONG))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    column = QVBoxLayout(window)
    field, prose, chips = QLineEdit(), Prose(), CitationChips(citations)
    field.setObjectName("field")
    prose.set_markdown("𝑛 is three months [1]. See the annex [2].", len(citations))
    show_on_hover(prose, citations)
    for widget in (field, prose, chips):
        column.addWidget(widget)
    column.addStretch()
    window.show()
    qtbot.waitExposed(window)
    field.setFocus()
    return window


def chips(room: QWidget) -> list[TextButton]:
    found = room.findChild(CitationChips)
    assert found is not None
    return found.findChildren(TextButton)


def move_to(qtbot: QtBot, widget: QWidget, point: QPoint | None = None) -> None:
    qtbot.mouseMove(widget, QPoint(2, 2))
    qtbot.mouseMove(widget, point or widget.rect().center())


def test_pointing_at_a_chip_shows_its_passage(qtbot: QtBot, room: QWidget) -> None:
    popover = CitationPopover.of(room)
    move_to(qtbot, chips(room)[0])
    qtbot.waitUntil(popover.isVisible)
    assert popover.quote.text() == "Three months' notice is needed."
    assert popover.title.full_text() == "Lease 2024"
    assert popover.place.text() == "Page 4"
    move_to(qtbot, room, QPoint(5, 395))
    qtbot.waitUntil(lambda: not popover.isVisible())


def test_the_keyboard_shows_it_and_escape_hides_it(qtbot: QtBot, room: QWidget) -> None:
    popover = CitationPopover.of(room)
    first, second = chips(room)
    for _tab in range(8):  # the numbers in the answer are stops on the way
        qtbot.keyClick(room.window().focusWidget(), Qt.Key.Key_Tab)
        if first.hasFocus():
            break
    assert first.hasFocus()
    qtbot.waitUntil(popover.isVisible)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert popover.title.full_text() == "Annex"
    qtbot.keyClick(second, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not popover.isVisible())
    assert room.isVisible()
    assert first.accessibleDescription() == "Three months' notice is needed."


def test_a_number_in_the_answer_shows_it_too(qtbot: QtBot, room: QWidget) -> None:
    prose = room.findChild(Prose)
    assert prose is not None
    view = prose.viewport()
    found = {
        prose.anchorAt(QPoint(x, y)): QPoint(x, y)
        for y in range(0, view.height(), 3)
        for x in range(0, view.width(), 3)
    }
    assert set(found) == {"", "cite:1", "cite:2"}
    numbers = []
    prose.hovered.connect(numbers.append)
    qtbot.mouseMove(view, found["cite:2"] + QPoint(-2, 0))
    qtbot.mouseMove(view, found["cite:2"])
    qtbot.waitUntil(lambda: 2 in numbers)
    assert prose.rect_at(found["cite:2"]).contains(found["cite:2"])
    assert prose.rect_at(found["cite:2"]).width() < 40


@pytest.mark.parametrize("size", [(240, 180), (500, 400), (900, 250)])
def test_it_never_leaves_the_window(qtbot: QtBot, room: QWidget, size: tuple[int, int]) -> None:
    room.resize(*size)
    popover = CitationPopover.of(room)
    for chip in chips(room):
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(popover.isVisible)
        assert popover.width() < size[0]
        assert room.rect().contains(popover.geometry().topLeft())
        assert popover.geometry().right() <= size[0]


def test_a_long_quote_is_cut_at_a_sentence(qtbot: QtBot, room: QWidget) -> None:
    chips(room)[1].setFocus(Qt.FocusReason.TabFocusReason)
    popover = CitationPopover.of(room)
    qtbot.waitUntil(popover.isVisible)
    assert popover.quote.text().endswith("notice. …")
    assert len(popover.quote.text()) <= LONGEST + 2


def test_choosing_a_chip_hides_it(qtbot: QtBot, room: QWidget) -> None:
    chip, popover = chips(room)[0], CitationPopover.of(room)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(popover.isVisible)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not popover.isVisible())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.  And\nflat.", "Short. And flat."),
        ("One two three. Four five six. Seven eight", "One two three. Four five six. …"),
        (
            "一二三四五六七八。九十一二三四五六七。一二三四五六七八九十一二三四五六",
            "一二三四五六七八。九十一二三四五六七。 …",
        ),
        ("A single sentence that does not end before it is cut", "A single sentence that does not…"),
        ("x" * 60, "x" * 34 + "…"),
    ],
)
def test_cutting(text: str, shown: str) -> None:
    assert cut(text, 35) == shown or len(text) <= 35
