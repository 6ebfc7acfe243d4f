"""Newer versions: asked once, at a quiet moment, told in a line, looked up on the About page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import FileStatus, LibraryId
from lloco_desktop.settings import Settings, Updates
from lloco_desktop.ui.services import BackboneStatus, Readiness
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.ui.update_notice import UpdateNotice
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.updates import Looked, Outcome, UpdateDesk
from tests.ui.update_fakes import FakeUpdates, make_news
from tests.update_server import UpdateServer

Start = Callable[[], UpdateNotice]


@pytest.fixture
def updates(services: Any) -> FakeUpdates:
    services.updates.answer = Updates.NOT_ASKED
    return services.updates


@pytest.fixture
def start(desk: Any) -> Iterator[Start]:
    """What the application makes for each run; the test lets time pass with `look_round`."""
    made: list[UpdateNotice] = []

    def make() -> UpdateNotice:
        made.append(UpdateNotice(desk.window, desk.services, desk.window))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()))
    return addresses


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# --- the question ----------------------------------------------------------------------------


@pytest.mark.parametrize(("yes", "answer"), [(True, Updates.ON), (False, Updates.OFF)])
def test_it_asks_once_and_takes_the_answer(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start, yes: bool, answer: Updates
) -> None:
    updates.asks = True
    notice, ours = desk.window.notice, start()
    assert updates.starts == 1
    assert notice.isHidden(), "not in the first moments"
    ours.look_round()
    assert "May LLoCO look once a week" in notice.text.text()
    assert "example.org" in notice.text.text()
    assert [one.text() for one in (notice.more_button, notice.other_button)] == ["Yes", "No"]
    ours.look_round()
    assert updates.asked == 1, "what stands is not asked again"
    click(qtbot, notice.more_button if yes else notice.other_button)
    assert updates.answer is answer
    assert notice.isHidden()
    ours.look_round()
    assert notice.isHidden()
    assert updates.looks == []


def test_put_away_is_no_answer(qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start) -> None:
    updates.asks = True
    ours = start()
    ours.look_round()
    updates.asks = False  # as after the second time
    click(qtbot, desk.window.notice.close_button)
    ours.look_round()
    assert desk.window.notice.isHidden()
    assert updates.answer is Updates.NOT_ASKED


def test_by_keyboard(qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start) -> None:
    updates.asks = True
    start().look_round()
    notice = desk.window.notice
    notice.more_button.setFocus()
    qtbot.keyClick(notice.more_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is notice.other_button
    qtbot.keyClick(notice.other_button, Qt.Key.Key_Space)
    assert updates.answer is Updates.OFF
    assert QApplication.focusWidget() is desk.window.room.main_control()


def test_nothing_is_asked_while_anything_else_is_shown(
    desk: Any, updates: FakeUpdates, start: Start, services: Any
) -> None:
    updates.asks = True
    window, ours = desk.window, start()
    window.notice.show_problem("Something else.")
    ours.look_round()
    assert window.notice.text.text() == "Something else."
    window.notice.begin(LibraryId(1))
    window.show_settings(Section.GENERAL)
    ours.look_round()
    window.leave_settings()
    services.status = BackboneStatus(Readiness.LOADING, "small")
    ours.look_round()
    assert updates.asked == 0
    services.status = BackboneStatus(Readiness.READY, "small")
    ours.look_round()
    assert updates.asked == 1


def test_what_takes_its_place_only_delays_it(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start, fakes: Any
) -> None:
    updates.asks = True
    ours, notice = start(), desk.window.notice
    ours.look_round()
    question = notice.text.text()
    notice.hear(fakes.file(Path("/papers/lease.pdf"), LibraryId(1), FileStatus.DUPLICATE))
    assert notice.text.text() == f"“lease.pdf” is already in this library. {question}"
    assert not notice.other_button.isHidden()
    notice.show_line("An import came to something.")
    assert notice.other_button.isHidden()
    notice.begin(LibraryId(1))
    ours.look_round()
    assert notice.text.text() == question
    assert updates.asked == 1
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)  # another language
    qtbot.waitUntil(desk.window.room.isVisible)
    ours.look_round()
    assert desk.window.notice.text.text() == question
    assert updates.asked == 1


def test_answered_in_the_settings_it_is_gone(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start
) -> None:
    updates.asks = True
    ours = start()
    ours.look_round()
    desk.window.show_settings(Section.ABOUT)
    click(qtbot, desk.window.settings.part(Section.ABOUT).updates.switch)
    assert updates.answer is Updates.ON
    assert desk.window.notice.isHidden()
    desk.window.leave_settings()
    ours.look_round()
    assert desk.window.notice.isHidden()


def test_an_answer_that_cannot_be_saved_is_said(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start
) -> None:
    updates.asks, updates.refuses = True, "The settings cannot be saved."
    start().look_round()
    click(qtbot, desk.window.notice.more_button)
    assert desk.window.notice.text.text() == "The settings cannot be saved."


def test_a_build_that_names_no_place_does_nothing(desk: Any, updates: FakeUpdates, start: Start) -> None:
    updates.host, updates.asks, updates.due = "", True, True
    ours = start()
    assert updates.starts == 0
    assert not ours._timer.isActive()


# --- the news --------------------------------------------------------------------------------


def test_news_is_one_line_with_its_page(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start, opened: list[str]
) -> None:
    updates.due = True
    ours, notice = start(), desk.window.notice
    ours.look_round()
    ours.look_round()
    assert len(updates.looks) == 1
    assert notice.isHidden()
    updates.looks[0](make_news(needs={"en": "macOS 14"}))
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.text() == "Version 0.2.0 is there: Larger backbones. It needs: macOS 14."
    assert opened == []
    click(qtbot, notice.more_button)
    assert opened == ["https://example.org/lloco/0.2.0"]
    assert notice.isHidden()
    ours.look_round()
    assert notice.isHidden()


def test_news_waits_for_a_quiet_moment_and_is_told_once(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start, opened: list[str]
) -> None:
    updates.due = True
    ours, notice = start(), desk.window.notice
    ours.look_round()
    notice.show_line("Something else.")
    updates.looks[0](make_news())
    qtbot.waitUntil(lambda: ours._news is not None)
    assert notice.text.text() == "Something else."
    notice.begin(LibraryId(1))
    ours.look_round()
    assert "0.2.0" in notice.text.text()
    click(qtbot, notice.close_button)
    ours.look_round()
    assert notice.isHidden()
    assert opened == []


@pytest.mark.parametrize("outcome", [Outcome.NEWEST, Outcome.SILENT, Outcome.REFUSED])
def test_everything_else_says_nothing(
    qtbot: QtBot, desk: Any, updates: FakeUpdates, start: Start, outcome: Outcome
) -> None:
    updates.due = True
    ours = start()
    ours.look_round()
    updates.looks[0](Looked(outcome))
    qtbot.waitUntil(lambda: not ours._looking)
    assert desk.window.notice.isHidden()


def test_a_look_that_ends_after_the_window_is_dropped(desk: Any, updates: FakeUpdates, start: Start) -> None:
    updates.due = True
    ours = start()
    ours.look_round()
    ours.close()
    updates.looks[0](make_news())
    assert desk.window.notice.isHidden()


# --- the About page --------------------------------------------------------------------------


@pytest.fixture
def row(desk: Any, qtbot: QtBot, updates: FakeUpdates) -> Any:
    desk.window.show_settings(Section.ABOUT)
    qtbot.waitUntil(lambda: not desk.background.busy)
    return desk.window.settings.part(Section.ABOUT).updates


def test_it_is_off_until_it_is_switched_on(qtbot: QtBot, row: Any, updates: FakeUpdates) -> None:
    assert not row.switch.isChecked()
    assert row.last.text() == "It was never looked up."
    assert "example.org" in row.hint.text()
    click(qtbot, row.switch)
    assert updates.answer is Updates.ON
    qtbot.keyClick(row.switch, Qt.Key.Key_Space)
    assert updates.answer is Updates.OFF
    assert updates.looks == []


def test_a_switch_that_cannot_be_saved_stays(qtbot: QtBot, row: Any, updates: FakeUpdates) -> None:
    updates.refuses = "The settings cannot be saved."
    click(qtbot, row.switch)
    assert not row.switch.isChecked()
    assert row.problem.text() == "The settings cannot be saved."


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (make_news(), "Version 0.2.0 is there: Larger backbones."),
        (Looked(Outcome.NEWEST), "There is no newer version."),
        (Looked(Outcome.SILENT), "There was no answer. Check the connection"),
        (Looked(Outcome.REFUSED), "not one that can be trusted"),
    ],
)
def test_looking_now_says_what_came_of_it(
    qtbot: QtBot, row: Any, updates: FakeUpdates, opened: list[str], found: Looked, said: str
) -> None:
    row.look_button.setFocus()
    qtbot.keyClick(row.look_button, Qt.Key.Key_Space)
    assert row.outcome.text() == "Looking…"
    assert not row.look_button.isEnabled()
    assert row.last.text().startswith("Looked up last: ")
    updates.looks[0](found)
    qtbot.waitUntil(row.look_button.isEnabled)
    assert said in row.outcome.text()
    assert row.page_button.isVisible() is (found.release is not None)
    assert updates.answer is Updates.NOT_ASKED, "once is no answer for every week"
    if found.release is not None:
        click(qtbot, row.page_button)
    assert opened == ([found.release.page] if found.release is not None else [])


def test_a_build_that_names_no_place_says_so(desk: Any, qtbot: QtBot, updates: FakeUpdates) -> None:
    updates.host = ""
    desk.window.show_settings(Section.ABOUT)
    row = desk.window.settings.part(Section.ABOUT).updates
    assert "names no place to look" in row.hint.text()
    assert [one.isVisible() for one in (row.switch, row.look_button, row.last)] == [False] * 3


def test_a_page_that_is_gone_hears_nothing(desk: Any, qtbot: QtBot, row: Any, updates: FakeUpdates) -> None:
    row.look()
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    qtbot.waitUntil(lambda: not desk.background.busy)
    QApplication.processEvents()
    updates.looks[0](make_news())


# --- all of it -------------------------------------------------------------------------------


def test_from_the_question_to_the_news(qtbot: QtBot, desk: Any, start: Start, tmp_path: Path) -> None:
    """The window over what really looks, at a server on this machine."""
    server = UpdateServer()
    server.publish(version="99.0")
    desk.services.updates = UpdateDesk(Preferences(Settings()), tmp_path, server.source)
    notice = desk.window.notice
    first = start()
    first.look_round()
    assert notice.isHidden(), "not at the very first start"
    first.close()
    second = start()
    second.look_round()
    assert "127.0.0.1" in notice.text.text()
    assert server.asked == []
    click(qtbot, notice.more_button)
    second.look_round()
    qtbot.waitUntil(notice.isVisible, timeout=20_000)
    assert notice.text.text() == "Version 99.0 is there: Larger backbones."
    server.close()
