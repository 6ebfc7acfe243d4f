"""The GPU support in the settings: offered where it makes sense, got, held, stopped, removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from lloco_desktop.gpu_runtime.driver import Driver
from lloco_desktop.gpu_runtime.installing import RuntimeState
from lloco_desktop.jobs.job import JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.services import WorkSeen
from lloco_desktop.ui.settings.preferences import Section
from tests.ui.gpu_fakes import GB, make_gpu_job, make_support


@pytest.fixture
def part(desk: Any, services: Any, qtbot: QtBot) -> Any:
    services.gpu.now = make_support()
    desk.window.resize(1180, 2400)
    desk.window.show_settings(Section.BACKBONES)
    settled(qtbot, desk)
    return desk.window.settings.part(Section.BACKBONES).computing.gpu


def settled(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy)


def show(part: Any, qtbot: QtBot, desk: Any, **more: Any) -> None:
    desk.services.gpu.now = make_support(**more)
    part.refresh()
    settled(qtbot, desk)


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    assert button.isEnabled()
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_it_takes_is_said_before(part: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(part.isVisible)
    said = part.row.hint.text()
    assert "computes on the processor" in said
    assert "2.0 GB to download" in said
    assert "5.0 GB on the disk" in said
    assert "PyTorch 2.13.0 with CUDA 13.0" in said
    assert part.get_button.isVisible()
    assert not part.remove_button.isVisible()
    click(qtbot, part.details_button)
    assert part.details.isVisible()


@pytest.mark.parametrize("lacking", [{"runtime": None}, {"driver": None}])
def test_it_is_not_spoken_of_where_it_makes_no_sense(
    part: Any, qtbot: QtBot, desk: Any, lacking: dict[str, None]
) -> None:
    show(part, qtbot, desk, **lacking)
    assert not part.isVisible()


def test_what_is_here_is_shown_even_without_a_driver(part: Any, qtbot: QtBot, desk: Any) -> None:
    show(part, qtbot, desk, state=RuntimeState.HERE, driver=None)
    assert part.isVisible()


def test_an_old_driver_is_told(part: Any, qtbot: QtBot, desk: Any) -> None:
    show(part, qtbot, desk, driver=Driver("535.183.01"))
    assert "needs NVIDIA's driver 580" in part.row.problem.text()
    assert "535.183.01" in part.row.problem.text()


def test_it_is_got_with_progress_held_and_cancelled(
    part: Any, qtbot: QtBot, desk: Any, services: Any
) -> None:
    click(qtbot, part.get_button)
    settled(qtbot, desk)
    assert services.gpu.got == [None]
    assert part.strip.isVisible()
    assert not part.get_button.isVisible()
    progress = Progress("Downloading torch", GB, 2 * GB, "bytes")
    desk.bridge.post(WorkSeen(make_gpu_job(), progress))
    qtbot.waitUntil(lambda: "1.0 GB" in part.strip.text.text())
    click(qtbot, part.strip.pause_button)
    click(qtbot, part.strip.cancel_button)
    assert [what for what, _ in services.calls] == ["pause", "cancel"]


def test_when_it_has_come_the_next_start_uses_it(part: Any, qtbot: QtBot, desk: Any, services: Any) -> None:
    desk.bridge.post(WorkSeen(make_gpu_job()))
    qtbot.waitUntil(part.strip.isVisible)
    services.gpu.now = make_support(RuntimeState.HERE, come=2 * GB)
    desk.bridge.post(WorkSeen(make_gpu_job(JobState.DONE)))
    qtbot.waitUntil(lambda: "next start" in part.row.hint.text())
    assert not part.strip.isVisible()
    assert not part.get_button.isVisible()
    assert part.remove_button.isVisible()
    assert "next start" in desk.window.notice.text.text()


def test_what_failed_is_said_and_can_be_gone_on_with(
    part: Any, qtbot: QtBot, desk: Any, services: Any
) -> None:
    services.gpu.now = make_support(RuntimeState.INCOMPLETE, come=GB, problem="The connection broke.")
    desk.bridge.post(WorkSeen(make_gpu_job(JobState.FAILED, "The connection broke.")))
    qtbot.waitUntil(lambda: part.row.problem.text() == "The connection broke.")
    assert "1.0 GB of 2.0 GB" in part.row.hint.text()
    assert part.get_button.text() == "Go on"


def test_what_does_not_work_is_said_with_its_reason(part: Any, qtbot: QtBot, desk: Any) -> None:
    show(part, qtbot, desk, state=RuntimeState.UNUSABLE, reason="It ended its process.")
    assert part.row.problem.text() == "It ended its process."
    assert part.get_button.text() == "Try again"
    assert part.remove_button.isVisible()


def test_one_of_an_earlier_version_can_be_removed(part: Any, qtbot: QtBot, desk: Any) -> None:
    show(part, qtbot, desk, has_old=True)
    assert "earlier version" in part.row.problem.text()
    assert part.remove_button.isVisible()
    assert part.get_button.text() == "Get"


def test_a_pack_is_taken_and_a_wrong_one_refused(part: Any, qtbot: QtBot, desk: Any, services: Any) -> None:
    services.gpu.refuses = "That is no pack."
    part.take(Path("/media/x.tar"))
    qtbot.waitUntil(lambda: part.row.problem.text() == "That is no pack.")
    assert part.get_button.isEnabled()
    services.gpu.refuses = None
    part.take(Path("/media/pack.1-of-2.tar"))
    settled(qtbot, desk)
    assert services.gpu.got == [Path("/media/pack.1-of-2.tar")]


def test_removing_is_asked_about(
    part: Any, qtbot: QtBot, desk: Any, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(part, qtbot, desk, state=RuntimeState.HERE, active=True, come=2 * GB)
    assert "is in use" in part.row.hint.text()
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.informativeText())
        next(one for one in box.buttons() if one.text() == "Remove").click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    click(qtbot, part.remove_button)
    settled(qtbot, desk)
    assert "2.0 GB would have to be downloaded again" in asked[0]
    assert services.gpu.removed == 1
    assert "next start" in part.row.hint.text()
    assert part.get_button.text() == "Keep it"


def test_a_job_that_goes_on_is_shown_when_the_page_is_opened(
    part: Any, qtbot: QtBot, desk: Any, services: Any
) -> None:
    job = make_gpu_job(JobState.PAUSED)
    services.unfinished = [job]
    services.gpu.now = replace(make_support(RuntimeState.INCOMPLETE), job=job.id)
    part.refresh()
    qtbot.waitUntil(part.strip.isVisible)
    assert part.strip.pause_button.text() == "Go on"
