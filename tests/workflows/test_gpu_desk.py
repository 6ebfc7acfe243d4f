"""The job that brings the GPU support: begun, held, gone on with, failed, and what is said of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput
from lloco_desktop.gpu_runtime.driver import Driver
from lloco_desktop.gpu_runtime.installing import RuntimeState
from lloco_desktop.gpu_runtime.listing import LIST, as_text
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.jobs.runner import JobEvent, Runner
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.gpu_desk import GpuDesk
from tests.gpu_runtime.fixtures import FakeTrial, runtime_of, server_of, tiny_wheels, write_pack
from tests.hub.server import HubServer

PATIENCE = 60.0


@dataclass
class Office:
    """A desk with its runner, on a workspace."""

    desk: GpuDesk
    runner: Runner
    workspace: Workspace
    trial: FakeTrial
    events: list[JobEvent] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, event: JobEvent) -> None:
        with self.heard:
            self.events.append(event)
            self.heard.notify_all()

    def wait_for_bytes(self) -> None:
        def some(event: JobEvent) -> bool:
            return isinstance(event.event, Progress) and event.event.done > 50_000

        with self.heard:
            assert self.heard.wait_for(lambda: any(map(some, self.events)), PATIENCE)

    def ended(self, job: Job) -> Job:
        assert self.runner.wait([job.id], PATIENCE)
        found = self.workspace.jobs.get(job.id)
        assert found is not None
        return found


@pytest.fixture
def server() -> Iterator[HubServer]:
    with server_of(tiny_wheels()) as made:
        yield made


@pytest.fixture
def office(server: HubServer, tmp_path: Path) -> Iterator[Office]:
    listed = tmp_path / "list.json"
    listed.write_text(as_text([runtime_of(tiny_wheels(), server.store_address)]))
    places = Places(tmp_path, tmp_path, tmp_path)
    with Workspace.open(tmp_path / "workspace") as workspace:
        offices: list[Office] = []
        trial = FakeTrial()
        desk = GpuDesk(
            places,
            lambda: offices[0].runner,
            workspace.jobs.all,
            environ={LIST: str(listed)},
            driver=lambda: Driver("580.65.06"),
            trial=trial,
        )
        runner = Runner(workspace.jobs, {JobKind.GPU_RUNTIME: desk.run}, lambda event: offices[0].hear(event))
        offices.append(Office(desk, runner, workspace, trial))
        runner.start()
        yield offices[0]
        runner.shutdown(10)


def test_it_is_brought_in_the_lane_of_the_network(office: Office) -> None:
    before = office.desk.support()
    assert (before.state, before.is_offered, before.active) == (RuntimeState.ABSENT, True, False)
    job = office.desk.get()
    assert job.lane is Lane.NETWORK
    assert office.ended(job).state is JobState.DONE
    after = office.desk.support()
    assert (after.state, after.job, after.problem) == (RuntimeState.HERE, None, None)


def test_held_it_stops_and_goes_on_from_there(office: Office, server: HubServer) -> None:
    server.rate = 200_000
    job = office.desk.get()
    office.wait_for_bytes()
    office.runner.pause(job.id)
    with pytest.raises(BadInput, match="Cancel that first"):
        office.desk.remove()
    server.rate = None
    assert office.desk.get().id == job.id  # asked for twice is meant once
    assert office.ended(job).state is JobState.DONE


def test_what_does_not_work_fails_with_a_sentence_and_is_tried_again(office: Office) -> None:
    office.trial.problem = "PyTorch with CUDA does not work here (ImportError: no)."
    failed = office.ended(office.desk.get())
    assert failed.state is JobState.FAILED
    assert failed.reason is not None
    assert "goes on computing on the processor" in failed.reason
    support = office.desk.support()
    assert (support.state, support.reason) == (RuntimeState.UNUSABLE, office.trial.problem)
    office.trial.problem = None
    assert office.ended(office.desk.get()).state is JobState.DONE
    assert office.desk.support().problem is None


def test_it_comes_from_a_pack(office: Office, server: HubServer, tmp_path: Path) -> None:
    runtime = office.desk.support().runtime
    assert runtime is not None
    parts = write_pack(tmp_path / "pack", runtime, tiny_wheels())
    with pytest.raises(BadInput, match="no pack"):
        office.desk.get(tmp_path / "list.json")
    assert office.ended(office.desk.get(parts[1])).state is JobState.DONE
    assert not server.log


def test_removed_it_is_gone(office: Office) -> None:
    office.ended(office.desk.get())
    office.desk.remove()
    assert office.desk.support().state is RuntimeState.ABSENT


def test_from_source_there_is_nothing_to_get(tmp_path: Path, office: Office) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    desk = GpuDesk(places, lambda: office.runner, list, environ={}, driver=lambda: Driver("580.1"))
    assert not desk.support().is_offered
    with pytest.raises(BadInput, match="computes with the PyTorch that is installed there"):
        desk.get()
