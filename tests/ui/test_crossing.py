"""From other threads into the window: mailbox, background calls, job bridge, one answer's stream."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import LibraryId, Question
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answer_stream import AnswerStream
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.workflows.events import Answered, Piece


def test_a_chatty_worker_wakes_the_window_rarely(qtbot: QtBot) -> None:
    batches: list[list[object]] = []
    box = Mailbox(50)
    box.delivered.connect(batches.append)
    worker = threading.Thread(target=lambda: [box.post(number) for number in range(5000)])
    worker.start()
    qtbot.waitUntil(lambda: sum(len(batch) for batch in batches) == 5000)
    worker.join()
    assert [item for batch in batches for item in batch] == list(range(5000))
    assert len(batches) < 50


def test_items_arrive_on_the_thread_of_the_mailbox(qtbot: QtBot) -> None:
    threads: list[QThread] = []
    box = Mailbox(0)
    box.delivered.connect(lambda _items: threads.append(QThread.currentThread()))
    threading.Thread(target=lambda: box.post(1)).start()
    qtbot.waitUntil(lambda: len(threads) == 1)
    assert threads == [box.thread()]


def test_only_the_newest_of_a_name_is_delivered(qtbot: QtBot) -> None:
    got: list[object] = []
    box = Mailbox(0, key=lambda item: item[0] if isinstance(item, tuple) else None)
    box.delivered.connect(got.extend)
    for item in (("a", 1), "kept", ("b", 1), ("a", 2), "kept"):
        box.post(item)
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["kept", ("b", 1), ("a", 2), "kept"]


def test_a_closed_mailbox_is_silent(qtbot: QtBot) -> None:
    got: list[object] = []
    box = Mailbox(0)
    box.delivered.connect(got.extend)
    box.post(1)
    box.close()
    box.post(2)
    other = Mailbox(0)
    with qtbot.waitSignal(other.delivered):
        other.post("later")
    assert got == []


def test_background_calls_back_on_the_window_thread(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    seen: list[tuple[int, bool]] = []
    window_thread = threading.get_ident()
    background.run(
        owner, threading.get_ident, lambda ran: seen.append((ran, threading.get_ident() == window_thread))
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != window_thread
    assert seen[0][1]
    background.close()


def test_background_hands_over_what_the_user_may_know(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    told: list[str] = []

    def work() -> None:
        raise BadInput("That name is taken.")

    background.run(owner, work, lambda _none: told.append("done"), lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["That name is taken."]
    background.close()


def test_a_bug_in_the_background_reaches_the_hook(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    with qtbot.captureExceptions() as caught:
        background.run(owner, lambda: 1 / 0, lambda _none: None)  # type: ignore[arg-type, return-value]
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    background.close()


def test_the_bridge_keeps_the_newest_word_of_each_job(qtbot: QtBot, fakes: Any) -> None:
    bridge = JobBridge(interval=20)
    seen: list[Any] = []
    bridge.work.connect(seen.append)
    job = fakes.job(1, LibraryId(1))
    for done in range(100):
        bridge.post(fakes.work(job, Progress("Reading", done, 100, "pages")))
        bridge.post(fakes.work(job, Progress("Reading", done // 10, 10, "files")))
    bridge.post(fakes.work(fakes.job(1, LibraryId(1), JobState.DONE)))
    qtbot.waitUntil(lambda: bool(seen))
    assert [(one.progress.done, one.progress.unit) for one in seen[:2]] == [(99, "pages"), (9, "files")]
    assert seen[-1].job.state is JobState.DONE
    bridge.close()


@pytest.fixture
def stream(qtbot: QtBot, services: Any) -> Any:
    made = AnswerStream()
    made.begin(services, Question("Why?"))
    return made


def test_a_stream_grows_and_ends_once(qtbot: QtBot, services: Any, stream: AnswerStream, fakes: Any) -> None:
    texts: list[str] = []
    stream.grew.connect(texts.append)
    asked = services.asked[0]
    with qtbot.waitSignal(stream.answered), qtbot.assertNotEmitted(stream.stopped):
        for word in ("Three ", "months", "."):
            asked.event(Piece(word))
        asked.event(Answered(fakes.answer()))
        asked.done(None)
    assert texts[-1] == "Three months."
    assert len(texts) < 3


def test_a_stopped_stream_hears_nothing_more(qtbot: QtBot, services: Any, stream: AnswerStream) -> None:
    asked = services.asked[0]
    with qtbot.waitSignal(stream.grew):
        asked.event(Piece("Three"))
    with qtbot.waitSignal(stream.stopped):
        stream.stop()
    assert asked.cancelled
    asked.event(Piece(" months"))
    assert stream.text == "Three"


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (BadInput("The question is empty."), "The question is empty."),
        (RuntimeError("x"), "The answer could not"),
    ],
)
def test_a_failed_stream_says_one_sentence(
    qtbot: QtBot, services: Any, stream: AnswerStream, error: Exception, begins: str
) -> None:
    with qtbot.waitSignal(stream.failed) as failed:
        services.asked[0].done(error)
    assert failed.args[0].startswith(begins)
    assert "Traceback" not in failed.args[0]


def test_calls_that_return_nothing_leave_none_alone(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 took a reference from None with each: a window lived for a minute."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _turn in range(2000):
        timer.start(10_000)
        timer.stop()
    assert sys.getrefcount(None) > before - 100
