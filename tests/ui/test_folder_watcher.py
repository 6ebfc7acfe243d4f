"""Notices of the real system for real folders, and when folders are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import FolderId, LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.folder_watcher import FolderWatcher
from lloco_desktop.ui.documents.opening import show_in_file_manager
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.workflows.events import FolderLooked
from tests.ui.intake_fakes import FakeIntake

PAPERS = LibraryId(4)


@pytest.fixture
def parts(qtbot: QtBot) -> Any:
    """A watcher over a library in memory."""
    intake, background, bridge = FakeIntake(), Background(), JobBridge(interval=0)
    watcher = FolderWatcher(intake, background, bridge)
    yield watcher, intake, bridge
    bridge.close()
    background.close()


def look(parts: Any, folder: Path, *watch: Path, **more: Any) -> None:
    _watcher, intake, bridge = parts
    followed = intake.folders(PAPERS) or [intake.follow(PAPERS, folder)]
    bridge.post(FolderLooked(followed[0], watch=(folder, *watch), **more))


def test_a_new_file_in_a_sub_folder_is_noticed(qtbot: QtBot, parts: Any, tmp_path: Path) -> None:
    watcher, intake, _bridge = parts
    deep = tmp_path / "deep"
    deep.mkdir()
    look(parts, tmp_path, deep)
    qtbot.waitUntil(lambda: watcher.directories() == {str(tmp_path), str(deep)})
    (deep / "a.pdf").touch()
    qtbot.waitUntil(lambda: intake.looks == [PAPERS])


def test_a_file_that_is_being_written_is_looked_at_again(qtbot: QtBot, parts: Any, tmp_path: Path) -> None:
    look(parts, tmp_path, waiting=1)
    qtbot.waitUntil(lambda: parts[1].looks == [PAPERS], timeout=8000)


def test_too_many_folders_are_swept_and_not_watched(
    qtbot: QtBot, parts: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watcher, _intake, _bridge = parts
    with caplog.at_level("INFO"):
        look(parts, tmp_path, more=True)
        qtbot.waitUntil(lambda: "too many folders" in caplog.text)
    assert watcher.directories() == set()


def test_a_folder_that_is_followed_no_more_is_not_watched(qtbot: QtBot, parts: Any, tmp_path: Path) -> None:
    watcher, intake, _bridge = parts
    look(parts, tmp_path)
    qtbot.waitUntil(lambda: bool(watcher.directories()))
    intake.unfollow(FolderId(1))
    watcher.forget(FolderId(1))
    assert watcher.directories() == set()


def test_looking_begins_at_once(qtbot: QtBot, parts: Any) -> None:
    watcher, intake, _bridge = parts
    watcher.start()
    qtbot.waitUntil(lambda: intake.looks == [None])


def test_without_a_file_manager_the_folder_is_left_to_open(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    gone = tmp_path / "gone" / "a.pdf"
    assert show_in_file_manager([gone, tmp_path / "b.pdf"]) == [tmp_path]
