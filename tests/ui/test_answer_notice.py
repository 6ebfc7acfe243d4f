"""The line under the question box: a backbone that does not know the language of the documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytestqt.qtbot import QtBot

from lloco_desktop.domain import LibraryId
from lloco_desktop.ui.services import BackboneSeen, BackboneStatus, Readiness

CONTRACTS = LibraryId(1)


def _hear(desk: Any, status: BackboneStatus) -> None:
    desk.services.status = status
    desk.services.listener(BackboneSeen(status))


def test_it_is_said_where_the_backbone_does_not_know_the_language(qtbot: QtBot, desk: Any) -> None:
    notice = desk.window.chat.notice
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert notice.isHidden()
    desk.services.foreign.add(CONTRACTS)
    _hear(desk, BackboneStatus(Readiness.LOADING, "small"))
    qtbot.waitUntil(lambda: "is being loaded" in notice.text())
    _hear(desk, BackboneStatus(Readiness.READY, "small"))
    qtbot.waitUntil(lambda: notice.text().startswith("small does not know the language"))
    assert notice.isVisible()


def test_another_library_is_looked_at_anew(qtbot: QtBot, desk: Any) -> None:
    notice = desk.window.chat.notice
    desk.services.foreign.add(CONTRACTS)
    _hear(desk, BackboneStatus(Readiness.READY, "small"))
    qtbot.waitUntil(lambda: not notice.isHidden())
    other = desk.services.create_library("Papers")
    desk.window.libraries.refresh(select=other.id)
    assert notice.isHidden()


def test_a_few_more_documents_are_no_other_language(qtbot: QtBot, desk: Any) -> None:
    library, notice = desk.window.libraries.current(), desk.window.chat.about_answers
    notice.set_library(replace(library, documents=100))
    qtbot.waitUntil(lambda: not desk.background.busy)
    desk.services.foreign.add(CONTRACTS)
    notice.set_library(replace(library, documents=110))
    assert not desk.background.busy
    notice.set_library(replace(library, documents=111))
    qtbot.waitUntil(lambda: not notice.label.isHidden())
