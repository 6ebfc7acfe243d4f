"""Backbones that can be got: what is offered, what is here, and the jobs that bring and convert them.

    desk.offers()                                  # what there is, and how it fits this machine (slow)
    desk.get("llama2-7b-lloco", terms_accepted=True, adapters=("quality",))
    desk.convert(folder, keep=False)               # a folder with pickles, to safetensors
    desk.remove("llama2-7b-lloco")

The work itself stands in `getting_backbones.py`; nothing here imports torch or the hub's client but the
methods that say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lloco_desktop.backbone.fitting import Fit
from lloco_desktop.domain import JobId
from lloco_desktop.hub.presets import Preset
from lloco_desktop.jobs.job import Job
from lloco_desktop.jobs.runner import Runner
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.workflows.events import BackboneArrived
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.preferences import Preferences


class OfferState(Enum):
    """How much of a backbone is on this machine."""

    ABSENT = "absent"
    COMING = "coming"  # a job is bringing it, or waits to, or is paused
    INCOMPLETE = "incomplete"  # some of it has come, and nothing is going on: getting it goes on from there
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Offer:
    """One preset on this machine."""

    preset: Preset
    state: OfferState
    folder: Path  # where it lies, or will
    size: int | None  # bytes: on the disk where it is here, else of the download; None where only the hub knows
    fit: Fit  # the best of `fits`
    fits: tuple[Fit, ...]  # one for each precision, on the best device
    job: JobId | None  # the unfinished one that brings it
    problem: str | None  # one sentence: why the last try failed, or what is here cannot be used
    free_disk: int  # bytes, where it goes
    originals: int  # bytes of pickles that were kept beside the safetensors, or wait to be converted
    come: int = 0  # bytes of an incomplete download that are here
    adapters: tuple[str, ...] = ()  # names of published adapters that are here
    recommended: bool = False  # the best that this machine can hold
    in_use: bool = False


class HubDesk:
    """Gets, converts and removes backbones. Every method may be called from any thread."""

    def __init__(
        self,
        places: Places,
        models: Models,
        preferences: Preferences,
        runner: Callable[[], Runner],
        presets: Path | None = None,
    ) -> None:
        self._places = places
        self._models = models
        self._preferences = preferences
        self._runner = runner
        self._presets_file = presets

    # --- asking --------------------------------------------------------------------------

    def presets(self) -> tuple[Preset, ...]:
        """Every backbone that is known by name. Raises `BadInput` where their file makes no sense."""
        raise NotImplementedError

    def offers(self) -> list[Offer]:
        """Each preset with its state and how it fits. Slow: imports torch and asks the devices."""
        raise NotImplementedError

    def fits(self, folder: Path) -> tuple[Fit, ...]:
        """How a backbone's folder fits in each precision. Slow. Raises a `BackboneError`."""
        raise NotImplementedError

    def pickles(self, folder: Path) -> int:
        """Bytes of pickles in a backbone's folder, which `convert` would write anew as safetensors."""
        raise NotImplementedError

    # --- beginning -----------------------------------------------------------------------

    def get(
        self,
        key: str,
        *,
        terms_accepted: bool,
        keep_originals: bool = False,
        adapters: Sequence[str] = (),
    ) -> Job:
        """Begin to get a backbone, or go on with it; one that is here gets the adapters it lacks.

        Raises `BadInput` for a key or adapter that there is not, `DownloadRefused` where its terms have to be
        accepted and are not.
        """
        raise NotImplementedError

    def convert(self, folder: Path, *, keep: bool) -> Job:
        """Begin to write a folder's pickles anew as safetensors; `keep`: the pickles stay beside them.

        Raises `BadInput` if there are none.
        """
        raise NotImplementedError

    def remove(self, key: str) -> None:
        """Remove a downloaded backbone with its adapters, or what has come of one.

        What libraries have, their summaries and what was learned, stays. Raises `BadInput` for one that is
        bundled, in use, or being downloaded.
        """
        raise NotImplementedError

    # --- doing ---------------------------------------------------------------------------

    def run(self, job: Job) -> Iterator[Progress | BackboneArrived]:
        """The work of `get`, in the network's lane."""
        raise NotImplementedError

    def run_convert(self, job: Job) -> Iterator[Progress | BackboneArrived]:
        """The work of `convert`."""
        raise NotImplementedError
