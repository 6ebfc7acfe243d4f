"""The backbone leaves the memory on demand, and when nobody has asked for a while."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lloco_desktop.domain import Question
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.workflows.events import Answered
from lloco_desktop.workflows.idling import IdleWatch
from lloco_desktop.workflows.models import ModelState
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.conftest import Open, import_all

PATIENCE = 30.0


@dataclass
class Room:
    """A clock that stands still, and a backbone that is loaded or not."""

    now: float = 1000.0
    minutes: int = 5
    loaded: bool = True
    released: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def watch(self) -> IdleWatch:
        return IdleWatch(lambda: self.minutes, lambda: self.loaded, self.release, lambda: self.now)

    def release(self) -> None:
        self.loaded = False
        self.released.release()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def watch(room: Room) -> Iterator[IdleWatch]:
    made = room.watch()
    yield made
    made.close()


def test_the_time_counts_from_the_last_use(room: Room, watch: IdleWatch) -> None:
    assert watch.left() == 300
    room.now += 299
    assert watch.left() == 1
    watch.touch()
    assert watch.left() == 300
    room.now += 1000
    assert watch.left() == 0


@pytest.mark.parametrize(("minutes", "loaded"), [(0, True), (5, False)])
def test_without_a_limit_or_a_loaded_backbone_nothing_is_waited_for(minutes: int, loaded: bool) -> None:
    assert Room(minutes=minutes, loaded=loaded).watch().left() is None


def test_what_nobody_uses_is_released_once(room: Room, watch: IdleWatch) -> None:
    room.now += 301
    watch.start()
    assert room.released.acquire(timeout=PATIENCE)
    assert not room.loaded
    watch.touch()
    assert not room.released.acquire(timeout=0)


def test_a_new_limit_counts_at_once(room: Room, watch: IdleWatch) -> None:
    room.minutes = 0
    watch.start()
    room.now += 301
    room.minutes = 5
    watch.look_again()
    assert room.released.acquire(timeout=PATIENCE)


def test_what_is_loaded_later_is_watched_from_its_first_use_on(room: Room, watch: IdleWatch) -> None:
    room.loaded = False
    watch.start()
    room.loaded = True
    watch.touch()
    room.now += 301
    watch.look_again()
    assert room.released.acquire(timeout=PATIENCE)


def ask(services: Services) -> list[object]:
    events: list[object] = []
    assert services.ask(Question("When does the lease end?"), events.append, lambda _error: None).wait(60)
    return events


def release(services: Services) -> Exception | None:
    ended: list[Exception | None] = []
    assert services.release(ended.append).wait(60)
    return ended[0]


def test_a_released_backbone_is_loaded_again_by_the_next_question(
    open_services: Open, tmp_path: Path
) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "bees.pdf", [LEASE, BEES]))
    before = services.models.fingerprint
    counts = services.summary_counts()
    assert release(services) is None
    assert services.models.state is ModelState.NOT_LOADED
    assert services.models.fingerprint == before
    assert services.summary_counts() == counts
    (answer,) = [event.answer for event in ask(services) if isinstance(event, Answered)]
    assert answer.tokens.prompt > 0
    assert services.models.state is ModelState.READY


def test_idle_services_release_what_is_loaded_but_not_while_somebody_comes_between(
    open_services: Open, tmp_path: Path
) -> None:
    services = open_services(unload_after=1)
    import_all(services, write_pdf(tmp_path / "bees.pdf", [LEASE, BEES]))
    ask(services)
    idle = services._idle
    assert services.models.state is ModelState.READY
    hold = threading.Event()

    def question() -> Iterator[object]:
        assert hold.wait(PATIENCE)
        idle.touch()
        yield None

    urgent = services.runner.urgent(question, lambda _event: None, lambda _error: None)
    idle.watch._release()  # asked for while the question has the lane
    hold.set()
    assert urgent.wait(PATIENCE)
    done = services.runner.urgent(lambda: iter(()), lambda _event: None, lambda _error: None)
    assert done.wait(PATIENCE)
    assert services.models.state is ModelState.READY
    idle.watch._release()
    done = services.runner.urgent(lambda: iter(()), lambda _event: None, lambda _error: None)
    assert done.wait(PATIENCE)
    assert services.models.state is ModelState.NOT_LOADED


def test_a_backbone_at_work_stays(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "bees.pdf", [LEASE, BEES]))
    library = services.library_named("papers").id
    refused: list[str] = []
    ended: list[Exception | None] = []

    def at_work() -> Iterator[object]:
        services.release(ended.append)  # behind this, and before the job
        services.runner.submit(JobKind.SUMMARISE, {"library": library})
        try:
            services.release(ended.append)
        except LlocoError as error:
            refused.append(str(error))
        yield None

    services.runner.urgent(at_work, lambda _event: None, lambda _error: None).wait(PATIENCE)
    services.wait_for_all()
    done = services.runner.urgent(lambda: iter(()), lambda _event: None, lambda _error: None)
    assert done.wait(PATIENCE)
    (error,) = ended
    assert isinstance(error, LlocoError)
    assert refused == [str(error)]
    assert "at work" in str(error)
    assert services.models.state is ModelState.READY


def test_a_paused_job_lets_go_of_the_backbone_and_goes_on_later(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "bees.pdf", [LEASE, BEES]))
    library = services.library_named("papers").id
    paused = threading.Event()

    def heard(event: JobEvent) -> None:
        if event.event is None and event.job.state is JobState.PAUSED:
            paused.set()

    services.listen(heard)
    hold = threading.Event()

    def wait() -> Iterator[object]:
        assert hold.wait(PATIENCE)
        yield None

    services.runner.urgent(wait, lambda _event: None, lambda _error: None)
    job = services.runner.submit(JobKind.SUMMARISE, {"library": library})
    services.runner.pause(job.id)
    hold.set()
    assert paused.wait(PATIENCE)
    assert release(services) is None
    assert services.models.state is ModelState.NOT_LOADED
    services.runner.resume(job.id)
    assert services.runner.wait([job.id], PATIENCE)
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.DONE
