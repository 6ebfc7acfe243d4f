"""The first screen, the sample library, and what a chat says before its first question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.sample import is_sample, questions
from lloco_desktop.ui.services import DocumentState
from lloco_desktop.ui.user_guide import guide_file

LEFT = Qt.MouseButton.LeftButton


def sample_row(fakes: Any) -> Any:
    return replace(fakes.row("guide-en.pdf", DocumentState.SEARCHABLE), path=guide_file())


def test_an_empty_window_says_what_it_is_and_what_to_do(open_window: Any, fakes: Any) -> None:
    window = open_window(fakes.services()).window
    assert window.middle.currentWidget() is window.first_run
    assert window.first_run.files.hasFocus()
    for button in (window.first_run.files, window.first_run.folder, window.first_run.sample):
        assert button.isVisible()


def test_the_sample_is_one_click(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    desk = open_window(fakes.services())
    window = desk.window
    qtbot.mouseClick(window.first_run.sample, LEFT)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert [library.name for library in desk.services.libraries()] == ["User guide"]
    assert [paths for _library, paths, _password in desk.services.imported] == [[guide_file()]]
    assert window.middle.currentWidget() is window.room
    assert window.room.tab is Tab.CHAT


def test_the_sample_offers_questions_and_asks_the_one_that_is_clicked(
    qtbot: QtBot, open_window: Any, fakes: Any
) -> None:
    services = fakes.services()
    library = services.create_library("Whatever it is called").id
    services.rows[library] = [sample_row(fakes)]
    desk = open_window(services)
    beginning = desk.window.chat.beginning
    qtbot.waitUntil(lambda: beginning.buttons[0].isVisible())
    assert [button.text() for button in beginning.buttons] == list(questions())
    qtbot.mouseClick(beginning.buttons[1], LEFT)
    qtbot.waitUntil(lambda: bool(services.asked))
    assert services.asked[0].question.text == questions()[1]
    assert not beginning.isVisible()


def test_other_libraries_offer_none(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    services = fakes.services()
    for name, rows in (("A", [sample_row(fakes)]), ("B", [fakes.row("lease.pdf")])):
        services.rows[services.create_library(name).id] = rows
    desk = open_window(services)
    beginning = desk.window.chat.beginning
    qtbot.waitUntil(lambda: beginning.buttons[0].isVisible())
    panel = desk.window.libraries
    panel.view.setCurrentIndex(panel.model.index(1))
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert not beginning.buttons[0].isVisible()


def test_a_second_sample_has_another_name(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    services = fakes.services()
    services.create_library("user guide")
    desk = open_window(services)
    desk.window.intake.try_sample()
    desk.window.intake.try_sample()  # twice is once
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert sorted(library.name for library in services.libraries()) == ["User guide 2", "user guide"]


def test_the_guide_is_told_from_other_documents() -> None:
    assert guide_file().is_file()
    assert is_sample(guide_file())
    assert not is_sample(Path("/papers/guide-en.pdf"))


def test_an_import_that_could_not_begin_is_said_where_it_was_wanted(
    open_window: Any, fakes: Any, tmp_path: Path
) -> None:
    window = open_window(fakes.services()).window
    window.importing.failed.emit("There is no space left. Nothing was imported. Free some space.")
    assert window.first_run.problem.isVisible()
    assert "no space" in window.first_run.problem.text()


def test_an_empty_library_has_its_own_words(open_window: Any, fakes: Any) -> None:
    services = fakes.services()
    services.create_library("Empty")
    window = open_window(services).window
    assert window.middle.currentWidget() is window.room
    assert window.chat.no_documents.title.text() == "“Empty” is empty"


@pytest.mark.parametrize(
    ("kind", "words"), [(JobKind.IMPORT, "on their way"), (JobKind.SUMMARISE, "You can ask already")]
)
def test_what_can_be_asked_already_says_so(
    qtbot: QtBot, desk: Any, fakes: Any, kind: JobKind, words: str
) -> None:
    library = desk.window.libraries.current().id
    beginning = desk.window.chat.beginning
    assert not beginning.state.isVisible()
    job = fakes.job(1, library, kind=kind)
    desk.services.listener(fakes.work(job))
    qtbot.waitUntil(lambda: words in beginning.state.text())
    assert beginning.state.isVisible()
    desk.services.listener(fakes.work(replace(job, state=JobState.DONE)))
    qtbot.waitUntil(lambda: not beginning.state.isVisible())


def test_the_first_documents_are_being_read(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    services = fakes.services()
    library = services.create_library("New").id
    desk = open_window(services)
    desk.services.listener(fakes.work(fakes.job(1, library)))
    title = desk.window.chat.no_documents.title
    qtbot.waitUntil(lambda: title.text() == "Reading your documents…")
