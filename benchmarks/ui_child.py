"""The real application, driven by the window's benchmark in a process of its own.

Each scenario is a plain function that lets the window run until something has happened. The last line it
prints is what it measured, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from benchmarks.ui_workspace import ASKED, LARGE
from lloco_desktop import app as composition
from lloco_desktop.domain import Library
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.settings import Places
from lloco_desktop.ui.learn.learning import LearnWish
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import Readiness

TICK_MS = 5
FRAME = 1 / 60
FRAMES = 300
QUESTIONS = (
    "How were the lessons taught?",
    "What do learners need to know before they begin?",
    "Which tools does the course use, and why?",
)


class Gaps:
    """A timer of the window's own thread, and the gaps between its ticks by what was going on."""

    def __init__(self) -> None:
        self._phase = ""
        self._gaps: dict[str, list[float]] = {}
        self._own: dict[str, float] = {}  # most that the window's thread itself computed in one gap
        self._last = self._computed = 0.0
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @contextmanager
    def during(self, phase: str) -> Iterator[None]:
        """Count what happens within as this."""
        self._phase, self._last, self._computed = phase, time.perf_counter(), time.thread_time()
        self._timer.start()
        yield
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        self._gaps.setdefault(self._phase, []).append(1000 * (now - self._last) - TICK_MS)
        own = 1000 * (computed - self._computed)
        self._own[self._phase] = max(own, self._own.get(self._phase, 0.0))
        self._last, self._computed = now, computed

    def rows(self) -> list[dict[str, Any]]:
        """One line for each phase."""
        return [
            {
                "what": phase,
                "seconds": sum(gaps) / 1000 + len(gaps) * TICK_MS / 1000,
                "longest stall ms": max(gaps),
                "own code ms": self._own[phase],
                "99.9 % under ms": sorted(gaps)[min(int(len(gaps) * 0.999), len(gaps) - 1)],
                "stalls over 50 ms": sum(gap > 50 for gap in gaps),
            }
            for phase, gaps in self._gaps.items()
        ]


class Run:
    """The application, started."""

    def __init__(self, begun: float) -> None:
        self.begun = begun
        self.qt = QApplication([])
        places = Places.of_user()
        self.application = composition.Application(self.qt, places, places.workspace)
        self.window = self.application.window

    def start(self) -> None:
        """Show the window."""
        self.application.start()

    def until(self, happened: Callable[[], object], seconds: float = 120.0) -> bool:
        """Let the window run until something has happened; whether it has."""
        end = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > end:
                return False
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, TICK_MS)
        return True

    def rest(self, seconds: float) -> None:
        """Let the window run for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end, seconds + 1)

    @property
    def is_filled(self) -> bool:
        """Whether the libraries are shown."""
        return self.window.is_filled

    def wait_for_backbone(self) -> None:
        """Until it is loaded, or there is none."""
        self.until(lambda: self.services.backbone().readiness is not Readiness.LOADING)

    @property
    def services(self) -> Any:
        """What the window stands on."""
        return self.application._services

    def show(self, name: str, tab: Tab) -> Library:
        """Show a library and one of its pages."""
        library = next(one for one in self.services.libraries() if one.name == name)
        self.window.libraries.refresh(select=library.id)
        self.window.room.go_to(tab)
        self.until(lambda: not self.application.background.busy, 30)
        return library

    def working(self, kind: JobKind) -> bool:
        """Whether a job of a kind is unfinished."""
        return any(job.kind is kind for job in self.services.jobs())

    def close(self, found: object) -> None:
        """Close the window as a user does, and end the process as the application does."""
        print(json.dumps({"found": found, "closed": time.monotonic()}), flush=True)
        self.application.closed.connect(self.qt.quit, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(0, self.window.close)
        self.qt.exec()
        if not self.application.stopped_cleanly:
            os._exit(0)
        sys.exit(0)


# --- scenarios ------------------------------------------------------------------------------


def start(run: Run) -> object:
    """Seconds from the beginning of the process to the window, and to the libraries."""
    times: dict[str, float] = {}

    def look() -> bool:
        handle = run.window.windowHandle()
        if "window" not in times and handle is not None and handle.isExposed():
            times["window"] = time.monotonic() - run.begun
        if run.is_filled:
            times["libraries"] = time.monotonic() - run.begun
            times.setdefault("window", times["libraries"])
        return run.is_filled

    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    timer.start()
    run.start()
    run.until(look)
    return times


def answer(run: Run) -> object:
    """Seconds from the beginning of the process to the first words of an answer, and to its end."""
    times: dict[str, float] = {}

    def seen(name: str) -> None:
        times.setdefault(name, time.monotonic() - run.begun)

    run.start()
    run.until(lambda: run.is_filled)
    run.show(ASKED, Tab.CHAT)
    asked: list[Any] = []
    run.application.answers.begun.connect(asked.append)
    seen("asked")
    run.window.chat.ask(QUESTIONS[0])
    run.until(lambda: asked)
    asked[0].grew.connect(lambda _text: seen("first words"))
    asked[0].ended.connect(lambda _answer: seen("whole answer"))
    run.until(lambda: "whole answer" in times)
    times.setdefault("first words", times["whole answer"])
    return times


def stalls(run: Run) -> object:
    """How long the window stands still while all kinds of work go on."""
    gaps = Gaps()
    with gaps.during("opening"):
        run.start()
        run.until(lambda: run.is_filled)
        run.show(LARGE, Tab.DOCUMENTS)
    with gaps.during("loading the backbone"):
        run.wait_for_backbone()
    with gaps.during("importing"):
        folder = Path(os.environ["LLOCO_HOME"]) / "import"
        run.window.importing.add([folder], run.window.libraries.current())
        run.until(lambda: run.working(JobKind.IMPORT), 10)
        run.until(lambda: not run.working(JobKind.IMPORT))
    with gaps.during("summarising"):
        run.until(lambda: not run.working(JobKind.SUMMARISE), 20)
    for job in run.services.jobs():
        run.services.cancel(job.id)
    with gaps.during("opening the chat"):
        run.show(ASKED, Tab.CHAT)
        run.until(lambda: not run.window.chat.transcript.is_building)
    with gaps.during("answering"):
        for question in QUESTIONS:
            run.window.chat.ask(question)
            run.rest(0.2)
            run.until(lambda: not run.application.answers.busy(), 60)
    with gaps.during("learning"):
        library = run.show(ASKED, Tab.LEARN)
        run.services.learning.begin(library.id, LearnWish(minutes=5))
        run.rest(25)
    return gaps.rows()


def scroll(run: Run) -> object:
    """How long frames take while the table, the chat and a long document are scrolled."""
    run.start()
    run.until(lambda: run.is_filled)
    run.wait_for_backbone()
    rows = []
    run.show(LARGE, Tab.DOCUMENTS)
    run.until(lambda: run.window.documents.table.verticalScrollBar().maximum() > 0)
    rows.append(_frames(run, "documents table", run.window.documents.table))
    run.show(ASKED, Tab.CHAT)
    transcript = run.window.chat.transcript
    run.until(lambda: not transcript.is_building and transcript.turns)
    while not transcript.earlier_button.isHidden():
        transcript.show_earlier()
        run.until(lambda: not transcript.is_building)
        run.rest(0.05)
    rows.append(_frames(run, f"chat of {2 * len(transcript.turns)} messages", transcript))
    viewer = run.window.viewer
    viewer.show_document(Path(os.environ["LLOCO_HOME"]) / "long.pdf", "A long document")
    run.until(lambda: viewer.canvas.page_count > 0)
    rows.append(_frames(run, f"document of {viewer.canvas.page_count:,} pages", viewer.canvas))
    return rows


def _frames(run: Run, what: str, area: QAbstractScrollArea) -> dict[str, Any]:
    """Scroll down as a wheel does, a tenth of the view a frame, each frame when the one before is due."""
    bar, times = area.verticalScrollBar(), []
    step = max(area.viewport().height() // 10, 1)
    bar.setValue(0)
    run.rest(0.3)
    for _frame in range(FRAMES):
        begun = time.perf_counter()
        bar.setValue((bar.value() + step) % max(bar.maximum(), 1))
        area.viewport().repaint()  # now, and not when the platform asks for it
        run.qt.processEvents()
        times.append(time.perf_counter() - begun)
        run.rest(max(FRAME - times[-1], 0))
    ordered = sorted(times)
    return {
        "what": f"scrolling: {what}",
        "worst frame ms": 1000 * ordered[-1],
        "99 % under ms": 1000 * ordered[int(0.99 * len(ordered))],
        "median ms": 1000 * ordered[len(ordered) // 2],
        "frames over 16.7 ms": sum(frame > FRAME for frame in times),
    }


def close_importing(run: Run) -> object:
    """Close in the middle of an import."""
    run.start()
    run.until(lambda: run.is_filled)
    run.show(LARGE, Tab.DOCUMENTS)
    run.wait_for_backbone()
    run.window.importing.add([Path(os.environ["LLOCO_HOME"]) / "import"], run.window.libraries.current())
    run.until(lambda: run.working(JobKind.IMPORT), 10)
    run.rest(1)
    return {}


def close_learning(run: Run) -> object:
    """Close while a library is being learned, an answer is waited for and pages are drawn."""
    run.start()
    run.until(lambda: run.is_filled)
    run.wait_for_backbone()
    library = run.show(ASKED, Tab.CHAT)
    run.services.learning.begin(library.id, LearnWish(minutes=5))
    run.window.viewer.show_document(Path(os.environ["LLOCO_HOME"]) / "long.pdf", "A long document")
    run.rest(4)
    run.window.chat.ask(QUESTIONS[0])
    run.rest(0.1)
    return {}


SCENARIOS: dict[str, Callable[[Run], object]] = {
    one.__name__: one for one in (start, answer, stalls, scroll, close_importing, close_learning)
}


def main() -> None:
    scenario, begun = sys.argv[1:]
    run = Run(float(begun))
    run.close(SCENARIOS[scenario](run))


if __name__ == "__main__":
    main()
