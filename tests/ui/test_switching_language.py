"""The whole application changes its language while it is in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.app import Application
from lloco_desktop.settings import Places
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.language import ENGLISH, Language
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import DocumentState
from lloco_desktop.ui.settings.general_section import GeneralSection
from lloco_desktop.ui.settings.preferences import Section
from tests.ui.conftest import put_away

PAPERS = sorted((Path(__file__).parents[1] / "data" / "papers").glob("*.pdf"))


@pytest.fixture
def application(qapp: QApplication, qtbot: QtBot, theme: Theme, language: Language) -> Iterator[Application]:
    """An application without a backbone, in English, importing one paper."""
    places = Places.of_user()
    places.settings_file.parent.mkdir(parents=True, exist_ok=True)
    places.settings_file.write_text('{"backbone": "none", "language": "en"}', encoding="utf-8")
    made = Application(qapp, places, places.workspace, PAPERS[:1])
    made.start()
    model = lambda: made.window.documents.model  # noqa: E731  (the page is another one after a switch)
    qtbot.waitUntil(lambda: made.window.is_filled, timeout=20_000)
    qtbot.waitUntil(
        lambda: model().rowCount() == 1 and model().row(0).state is DocumentState.SEARCHABLE, timeout=60_000
    )
    yield made
    made.language.use(ENGLISH)
    put_away(made)
    language.code = ""
    language.use(ENGLISH)


def choose(qtbot: QtBot, application: Application, name: str) -> None:
    """Choose a language on the settings page, as a user does."""
    application.window.show_settings(Section.GENERAL)
    general = application.window.settings.part(Section.GENERAL)
    assert isinstance(general, GeneralSection)
    button = next(one for one in general.language.widget.buttons if one.text() == name)
    with qtbot.waitSignal(application.language.changed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not application.background.busy)


def test_all_stays_but_the_words(qtbot: QtBot, application: Application) -> None:
    application.window.go_to(Tab.CHAT)
    qtbot.keyClicks(application.window.chat.composer.box, "What is live coding")
    application.window.go_to(Tab.DOCUMENTS)
    library = application.window.libraries.current()
    choose(qtbot, application, "简体中文")
    window = application.window
    assert window.tabs.tabText(Tab.DOCUMENTS) == "文档"
    assert window.settings.isVisible()
    window.leave_settings()
    assert window.room.tab is Tab.DOCUMENTS
    assert library is not None
    assert window.libraries.current() is not None
    assert window.libraries.current().id == library.id
    window.go_to(Tab.CHAT)
    qtbot.waitUntil(lambda: window.chat.composer.box.toPlainText() == "What is live coding")
    assert '"language": "zh_CN"' in Places.of_user().settings_file.read_text(encoding="utf-8")
    choose(qtbot, application, "English")
    assert application.window.tabs.tabText(Tab.DOCUMENTS) == "Documents"


def test_an_answer_under_way_comes_into_the_new_window(qtbot: QtBot, application: Application) -> None:
    application.window.go_to(Tab.CHAT)
    application.window.chat.composer.quotes.setChecked(True)
    application.window.chat.ask("What is participatory live coding?")
    choose(qtbot, application, "简体中文")
    transcript = application.window.chat.transcript
    qtbot.waitUntil(
        lambda: bool(transcript.turns) and transcript.turns[-1].answer is not None, timeout=60_000
    )
    assert transcript.turns[-1].answer.citations
