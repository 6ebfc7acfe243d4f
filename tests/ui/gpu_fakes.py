"""The GPU support in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lloco_desktop.domain import JobId
from lloco_desktop.errors import LlocoError
from lloco_desktop.gpu_runtime.driver import Driver
from lloco_desktop.gpu_runtime.installing import RuntimeState
from lloco_desktop.gpu_runtime.listing import Runtime, Wheel
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.workflows.gpu_desk import GpuSupport

GB = 10**9
WHEELS = (
    Wheel("torch", "2.13.0", "torch.whl", "https://x/torch.whl", GB, 2 * GB, "0" * 64),
    Wheel("nvidia-cublas", "13.1", "cublas.whl", "https://x/cublas.whl", GB, 3 * GB, "1" * 64),
)
RUNTIME = Runtime("2.13.0", "13.0", 580, "cp311", "linux_x86_64", WHEELS)


def make_support(state: RuntimeState = RuntimeState.ABSENT, **more: Any) -> GpuSupport:
    """On a machine with a driver."""
    support = GpuSupport(RUNTIME, state, active=False, driver=Driver("580.65.06"), free_disk=100 * GB)
    return replace(support, **more)


def make_gpu_job(state: JobState = JobState.RUNNING, reason: str | None = None) -> Job:
    """The job that brings it."""
    kind = JobKind.GPU_RUNTIME
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return Job(JobId(80), kind, kind.lane, state, {"pack": ""}, 1, reason, created)


@dataclass
class FakeGpu:
    """Stands for `GpuServices`; `refuses` is the sentence with which everything is refused."""

    now: GpuSupport = field(
        default_factory=lambda: GpuSupport(None, RuntimeState.ABSENT, active=False, driver=None)
    )
    refuses: str | None = None
    got: list[Path | None] = field(default_factory=list)
    removed: int = 0

    def support(self) -> GpuSupport:
        return self.now

    def get(self, pack: Path | None = None) -> Job:
        if self.refuses is not None:
            raise LlocoError(self.refuses)
        self.got.append(pack)
        job = make_gpu_job()
        self.now = replace(self.now, job=job.id)
        return job

    def remove(self) -> None:
        self.removed += 1
        self.now = replace(self.now, state=RuntimeState.LEAVING)
