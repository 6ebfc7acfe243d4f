"""The GPU support of a bundle that computes on the processor: what is there, and the job that brings it.

    desk.support()              # what there is to say about it
    desk.get()                  # download it, or go on with that
    desk.get(pack)              # take it from an offline pack
    desk.remove()

What it consists of, and how it comes, stands in `lloco_desktop/gpu_runtime/`. Imports no torch.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from lloco_desktop.domain import JobId
from lloco_desktop.errors import BadInput, DownloadError
from lloco_desktop.gpu_runtime.activation import FOLDER, Edition, active, platform_tag, python_tag
from lloco_desktop.gpu_runtime.driver import Driver, find_driver
from lloco_desktop.gpu_runtime.installing import Installed, RuntimeState, Site, install, others, remove, tidy
from lloco_desktop.gpu_runtime.listing import LIST, Runtime, list_file, read_list, runtime_for
from lloco_desktop.gpu_runtime.packs import find_parts
from lloco_desktop.gpu_runtime.trying import Try, try_out
from lloco_desktop.hub.fetching import free_bytes
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import Runner
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.settings import Places

PACK = "pack"  # in a job's payload: a file or folder; "" for the network


@dataclass(frozen=True, slots=True)
class GpuSupport:
    """How it stands on this machine."""

    runtime: Runtime | None  # None: this edition has nothing to get
    state: RuntimeState
    active: bool  # this process computes with it
    driver: Driver | None
    come: int = 0  # bytes of the download that are here
    reason: str = ""  # why what is here cannot be used
    free_disk: int = 0  # bytes, where it goes
    job: JobId | None = None  # the unfinished one that brings it
    problem: str | None = None  # why the last try failed
    has_old: bool = False  # one of another version is here, which cannot be used

    @property
    def is_offered(self) -> bool:
        """Whether it makes sense to speak of it: there is a driver, or some of it is here."""
        return self.runtime is not None and (
            self.driver is not None
            or self.state is not RuntimeState.ABSENT
            or self.job is not None
            or self.has_old
        )

    @property
    def has_old_driver(self) -> bool:
        """Whether NVIDIA's driver is too old for it."""
        return (
            self.runtime is not None
            and self.driver is not None
            and not self.driver.is_new_enough(self.runtime.driver)
        )


class GpuDesk:
    """Gets and removes the GPU support. Every method may be called from any thread."""

    def __init__(
        self,
        places: Places,
        runner: Callable[[], Runner],
        jobs: Callable[[], list[Job]],
        *,
        environ: Mapping[str, str] = os.environ,
        driver: Callable[[], Driver | None] = find_driver,
        trial: Try = try_out,
    ) -> None:
        self._places = places
        self._runner = runner
        self._jobs = jobs  # every recorded one, oldest first
        self._environ = environ
        self._driver = driver
        self._trial = trial

    def support(self) -> GpuSupport:
        """How it stands. Slow: asks the disk, and the driver. Raises `BadInput` for a list without sense."""
        found = support(self._places, self._environ, self._driver)
        every = [job for job in self._jobs() if job.kind is JobKind.GPU_RUNTIME]
        last = every[-1] if every else None
        failed = last is not None and last.state is JobState.FAILED and found.state is not RuntimeState.HERE
        going_on = self._going_on()
        return replace(
            found,
            job=going_on.id if going_on is not None else None,
            problem=last.reason if last is not None and failed else None,
        )

    def get(self, pack: Path | None = None) -> Job:
        """Begin to bring it, or go on with that. Raises `BadInput` for a pack that does not fit."""
        site = site_of(self._places, self._environ)
        if pack is not None:
            pack = pack.expanduser().absolute()
            find_parts(pack, site.runtime)
        going_on = self._going_on()
        if going_on is not None:
            self._runner().resume(going_on.id)
            return going_on
        return self._runner().submit(JobKind.GPU_RUNTIME, {PACK: str(pack or "")})

    def remove(self) -> None:
        """Remove it, or what has come of it. Raises `BadInput` while a job brings it."""
        if self._going_on() is not None:
            raise BadInput(say("The GPU support is being downloaded. Cancel that first."))
        remove(site_of(self._places, self._environ), in_use=_is_used(self._places))

    def tidy(self) -> None:
        """Finish a removal that waited for the end of the process that used it."""
        tidy(self._places.data / FOLDER, active(self._places))

    def run(self, job: Job) -> Iterator[Progress | Installed]:
        """The work of `get`, in the network's lane."""
        named = str(job.payload.get(PACK, ""))
        site = site_of(self._places, self._environ)
        yield Progress(say("Looking at the GPU support"), 0, 0, "bytes")
        yield from bring(site, Path(named) if named else None, self._trial)

    def _going_on(self) -> Job | None:
        return next((job for job in self._runner().unfinished() if job.kind is JobKind.GPU_RUNTIME), None)


# --- for the command line, too, which needs no workspace ---------------------------------------------


def own_edition(environ: Mapping[str, str] = os.environ) -> Edition | None:
    """What a runtime has to fit. From source there is none, unless a list is named: then it is the list's."""
    bundled = Edition.of_bundle()
    if bundled is not None or not environ.get(LIST):
        return bundled
    here = (python_tag(), platform_tag())
    listed = (one.edition for one in read_list(list_file(environ)))
    return next((one for one in listed if (one.python, one.platform) == here), None)


def support(
    places: Places,
    environ: Mapping[str, str] = os.environ,
    driver: Callable[[], Driver | None] = find_driver,
) -> GpuSupport:
    """How it stands, without jobs. Raises `BadInput` for a list without sense."""
    runtime = runtime_for(own_edition(environ), read_list(list_file(environ)))
    root = places.data / FOLDER
    if runtime is None:
        return GpuSupport(None, RuntimeState.ABSENT, active=False, driver=driver())
    site = Site(root, runtime)
    return GpuSupport(
        runtime,
        site.state(),
        active=active(places) == site.final,
        driver=driver(),
        come=site.come(),
        reason=site.why_unusable(),
        free_disk=free_bytes(root),
        has_old=bool(others(site)),
    )


def site_of(places: Places, environ: Mapping[str, str] = os.environ) -> Site:
    """Where it goes. Raises `BadInput` where there is nothing for this edition."""
    runtime = runtime_for(own_edition(environ), read_list(list_file(environ)))
    if runtime is None:
        raise BadInput(
            say(
                "There is no GPU support to get for this edition of the application. Started from its "
                "source, it computes with the PyTorch that is installed there."
            )
        )
    return Site(places.data / FOLDER, runtime)


def bring(site: Site, pack: Path | None, trial: Try = try_out) -> Iterator[Progress | Installed]:
    """All of it; what came whole and does not work is a `DownloadError` that says so."""
    with closing(install(site, pack=pack, trial=trial)) as steps:
        for event in steps:
            if isinstance(event, Installed) and event.problem is not None:
                raise DownloadError(
                    say(
                        "{problem} It is not used: the application goes on computing on the processor.",
                        problem=event.problem,
                    )
                )
            yield event


def _is_used(places: Places) -> bool:
    return active(places) is not None and "torch" in sys.modules
