"""Every control of the real window, in all its states: named, reached by Tab, and seen to be focused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lloco_desktop.jobs.job import JobState
from lloco_desktop.ui.library_room import Tab
from tests.ui.states import STATES, Scene, chat_answered, first_run, shortcuts, viewer

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)


# --- the states of the window ----------------------------------------------------------------


def searching(scene: Scene) -> Any:
    desk = viewer(scene)
    desk.window.viewer.start_search()
    return desk


def naming(scene: Scene) -> Any:
    desk = scene.at(Tab.CHAT)
    desk.window.libraries.start_creating()
    return desk


def noticed(scene: Scene) -> Any:
    desk = scene.at(Tab.DOCUMENTS)
    desk.window.notice.offer("Something that is good to know.", "More of it", lambda: None)
    return desk


class Windows(QObject):
    """Watches for controls that are shown before they have a place: a flash, and the keyboard is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_new = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_new and watched.windowType() is Qt.WindowType.Window and not isinstance(watched, QMainWindow):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def scene(qtbot: QtBot, services: Any, fakes: Any, open_window: Any) -> Scene:
    return Scene(qtbot, services, fakes, open_window)


ALL = [*(state for state in STATES if state is not shortcuts), searching, naming, noticed]


@pytest.fixture(params=ALL, ids=lambda state: state.__name__)
def shown(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, scene: Scene) -> Iterator[Any]:
    """The window in one of its states."""
    windows = Windows()
    qapp.installEventFilter(windows)
    desk = request.param(scene)
    desk.window.resize(1280, 800)
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    scene.settle(desk)
    qapp.removeEventFilter(windows)
    assert windows.seen == []
    return desk


# --- what is looked at -----------------------------------------------------------------------


def controls(root: QWidget) -> Iterator[QWidget]:
    """What can be used now."""
    for one in root.findChildren(QWidget):
        inner = isinstance(one.parentWidget(), QAbstractSpinBox | QComboBox | QLineEdit)
        interactive = isinstance(one, INTERACTIVE) and not isinstance(one, QScrollBar)
        empty = isinstance(one, QAbstractItemView) and not (one.model() and one.model().rowCount())
        if interactive and not inner and not empty and one.isVisibleTo(root) and one.isEnabled():
            yield one


def called(one: QWidget) -> str:
    where = " < ".join(type(up).__name__ for up in ancestors(one))
    text = getattr(one, "text", str)
    return f"{where} {one.accessibleName() or (text() if callable(text) else '')!r}"


def ancestors(one: QWidget) -> Iterator[QWidget]:
    up: QWidget | None = one
    while up is not None and not up.isWindow():
        yield up
        up = up.parentWidget()


def spoken(one: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(one)
    return str(interface.text(QAccessible.Text.Name)).strip() if interface is not None else ""


def tabbed() -> list[QWidget]:
    """What Tab reaches, in its order, round to where it began."""
    order: list[QWidget] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        assert now is not None
        if now in order:
            return order[order.index(now) :]
        order.append(now)
        for _link in range(20 if isinstance(now, QTextBrowser) else 1):
            if QApplication.focusWidget() is now:
                QTest.keyClick(now, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not now, f"Tab does not leave {called(now)}"
    raise AssertionError("Tab does not come round")


# --- names -----------------------------------------------------------------------------------


def test_every_control_has_a_name_and_its_turn(shown: Any) -> None:
    assert_named(shown.window)
    assert_in_order(shown.window)


def assert_named(window: QWidget) -> None:
    nameless = [called(one) for one in controls(window) if not spoken(one)]
    assert nameless == []
    silent = [
        called(one)
        for one in controls(window)
        if isinstance(one, QAbstractButton) and not one.text().strip() and not one.toolTip().strip()
    ]
    assert silent == [], "an icon alone says nothing"
    assert dumb_rows(window) == []


def dumb_rows(window: QWidget) -> list[str]:
    dumb = []
    for view in controls(window):
        if isinstance(view, QAbstractItemView):
            for row in range(min(view.model().rowCount(), 5)):
                index = view.model().index(row, 0)
                text = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
                if not str(text or "").strip():
                    dumb.append(f"{called(view)} row {row}")
    return dumb


# --- Tab -------------------------------------------------------------------------------------


def is_reached(one: QWidget, order: list[QWidget]) -> bool:
    if one in order or any(one.isAncestorOf(other) for other in order):
        return True
    # Of exclusive choices the chosen one is reached; the arrows lead to the others.
    group = one.group() if isinstance(one, QAbstractButton) else None
    siblings = group.buttons() if group is not None else []
    if isinstance(one, QRadioButton) and group is None and one.autoExclusive() and one.parentWidget():
        siblings = one.parentWidget().findChildren(QRadioButton)
    return any(other in order for other in siblings)


def assert_in_order(window: Any) -> None:
    """Tab reaches every control, one column after the other, and goes down the left one."""
    window.side.help.setFocus()
    order = tabbed()
    missed = [
        called(one)
        for one in controls(window)
        if not is_reached(one, order) and not isinstance(one, QHeaderView)  # sorting is in the table's menu
    ]
    assert missed == []
    columns = (window.side, window.middle, window.viewer)
    places = [next((n for n, column in enumerate(columns) if column.isAncestorOf(one)), -1) for one in order]
    runs = [place for place, _ in groupby(places)]
    if len(runs) > 1 and runs[0] == runs[-1]:
        runs.pop()  # it began in the middle of a column
    assert runs[1:] + runs[:1] == sorted(runs) or runs == sorted(runs), [called(one) for one in order]
    side = [one for one in order if window.side.isAncestorOf(one)]
    tops = [one.mapTo(window, QPoint(0, 0)).y() for one in side]
    back = [called(side[n]) for n in range(1, len(side)) if tops[n] + side[n].height() <= tops[n - 1]]
    assert len(back) <= 1, f"only once round: {back}"


# --- focus is seen ---------------------------------------------------------------------------


def picture(one: QWidget) -> QImage:
    return one.grab().toImage()


def test_focus_is_seen_on_every_control_in_both_themes(shown: Any, theme: Any) -> None:
    unseen = [*unfocused(shown.window, theme, dark=False), *unfocused(shown.window, theme, dark=True)]
    theme.prefer(None)
    assert sorted(set(unseen)) == []


def unfocused(window: Any, theme: Any, *, dark: bool) -> Iterator[str]:
    """Controls that look the same with the keyboard as without."""
    theme.prefer(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    window.side.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for one in controls(window):
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, QTextEdit | QPlainTextEdit):
            continue  # a text shows its cursor
        window.side.setFocus(Qt.FocusReason.TabFocusReason)
        before = picture(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as keys do
        if one.hasFocus() and picture(one) == before:
            yield called(one)


# --- what is said by itself ------------------------------------------------------------------


def test_an_answer_is_announced(scene: Scene, qtbot: QtBot) -> None:
    desk = chat_answered(scene)
    qtbot.waitUntil(lambda: desk.window.announcements.last.startswith("Answer: Three months"))


def test_an_import_that_ended_is_announced(qtbot: QtBot, desk: Any, fakes: Any) -> None:
    job = fakes.job(1, desk.window.libraries.current().id)
    desk.services.listener(fakes.work(job))
    desk.services.listener(fakes.work(replace(job, state=JobState.DONE)))
    qtbot.waitUntil(lambda: desk.window.announcements.last == "The import has ended.")


def test_tab_begins_the_first_screen_with_what_to_do(qtbot: QtBot, scene: Scene) -> None:
    window = first_run(scene).window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    page = window.first_run
    page.files.setFocus()
    assert tabbed()[:3] == [page.files, page.folder, page.sample]
