"""Backbones that can be got: what is offered, what is here, and the jobs that bring and convert them.

    desk.offers()                                  # what there is, and how it fits this machine (slow)
    desk.get("llama2-7b-lloco", terms_accepted=True, adapters=("quality",))
    desk.convert(folder, keep=False)               # a folder with pickles, to safetensors
    desk.remove("llama2-7b-lloco")

The work itself stands in `getting_backbones.py`; nothing but the methods that say so imports torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from lloco_desktop.domain import JobId
from lloco_desktop.errors import BadInput, DownloadRefused, LlocoError
from lloco_desktop.fitting.verdict import Fit, Verdict
from lloco_desktop.hub.converting import convert, has_pickles
from lloco_desktop.hub.fetching import free_bytes
from lloco_desktop.hub.presets import Preset, read_presets
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import Runner
from lloco_desktop.model_files.finding import describe, fingerprint, keep_identity
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Places, bundled_backbones
from lloco_desktop.workflows.events import BackboneArrived
from lloco_desktop.workflows.getting_backbones import (
    ADAPTERS,
    COMING,
    Getting,
    Site,
    clear,
    get_backbone,
    pickled,
    remove_backbone,
    size_of,
)
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
    size: int | None  # bytes: on the disk where it is here, else of the download; None: only the hub knows
    fit: Fit  # how it would compute if nothing is chosen, or the best of `fits`
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
        jobs: Callable[[], list[Job]],
    ) -> None:
        self._root = places.backbones
        self._models = models
        self._preferences = preferences
        self._runner = runner
        self._jobs = jobs  # every recorded one, oldest first

    # --- asking --------------------------------------------------------------------------

    def presets(self) -> tuple[Preset, ...]:
        """Every backbone that is known by name. Raises `BadInput` where their file makes no sense."""
        return known_presets()

    def preset(self, key: str) -> Preset:
        """The preset of that name. Raises `BadInput` naming those that there are."""
        return preset_named(key, self.presets())

    def offers(self) -> list[Offer]:
        """Each preset with its state and how it fits. Slow: imports torch and asks the devices."""
        from lloco_desktop.fitting.verdict import fit, fits, propose
        from lloco_desktop.workflows.room import machine_now

        presets, machine = self.presets(), machine_now(self._models)
        best, _fit = propose(machine, {preset.key: preset.shape for preset in presets})
        going_on = self._going_on()
        failed = self._failures()
        chosen = self._models.chosen
        offers = []
        for preset in presets:
            every = fits(preset.shape, machine)
            offers.append(
                self._offer(
                    preset,
                    best_of(fit(preset.shape, machine, BackboneChoice()), every),
                    every,
                    going_on.get(preset.key),
                    failed.get(preset.key),
                    recommended=preset.key == best,
                    used=chosen.folder if chosen is not None else None,
                )
            )
        return offers

    def fits(self, folder: Path) -> tuple[Fit, ...]:
        """How a backbone's folder fits in each precision. Slow. Raises a `BackboneError`."""
        from lloco_desktop.fitting.shape import shape_of
        from lloco_desktop.fitting.verdict import fits
        from lloco_desktop.workflows.room import machine_now

        return fits(shape_of(folder), machine_now(self._models))

    def pickles(self, folder: Path) -> int:
        """Bytes of pickles in a backbone's folder, which `convert` would write anew as safetensors."""
        return pickled(folder)

    def _offer(
        self,
        preset: Preset,
        fit: Fit,
        fits: tuple[Fit, ...],
        job: JobId | None,
        failure: str | None,
        *,
        recommended: bool,
        used: Path | None,
    ) -> Offer:
        site = self._site(preset)
        names = [adapter.name for adapter in preset.adapters]
        here = site.final.is_dir() and not (job is not None and site.coming.is_dir())
        come = size_of(site.coming) if site.coming.is_dir() else 0
        problem = describe(site.final).problem if here else failure
        if here:
            state = OfferState.HERE
        elif job is not None:
            state = OfferState.COMING
        else:
            state = OfferState.INCOMPLETE if come else OfferState.ABSENT
        return Offer(
            preset=preset,
            state=state,
            folder=site.final,
            size=size_of(site.final) if here else preset.size,
            fit=fit,
            fits=fits,
            job=job,
            problem=problem if problem is not None else failure,
            free_disk=free_bytes(self._root),
            originals=pickled(site.final if here else site.coming),
            come=come,
            adapters=site.adapters_here(names) if here else (),
            recommended=recommended,
            in_use=here and used == site.final,
        )

    def _site(self, preset: Preset) -> Site:
        return site_of(preset, self._root)

    def _going_on(self) -> dict[str, JobId]:
        """The unfinished job of each key."""
        return {
            str(job.payload["preset"]): job.id
            for job in reversed(self._runner().unfinished())
            if job.kind is JobKind.DOWNLOAD
        }

    def _failures(self) -> dict[str, str]:
        """Why the last download of each key failed, where it did."""
        last = {str(job.payload["preset"]): job for job in self._jobs() if job.kind is JobKind.DOWNLOAD}
        return {key: job.reason for key, job in last.items() if job.state is JobState.FAILED and job.reason}

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
        getting = self._getting(key, adapters, keep_originals)
        check_terms(getting.preset, terms_accepted)
        wanted = sorted({adapter.name for adapter in getting.adapters})
        runner = self._runner()
        for job in runner.unfinished():  # asked for twice is meant once
            same = job.kind is JobKind.DOWNLOAD and job.payload["preset"] == key
            if same and set(wanted) <= set(job.payload[ADAPTERS]):
                runner.resume(job.id)
                return job
        payload = {"preset": key, ADAPTERS: wanted, "keep": keep_originals}
        return runner.submit(JobKind.DOWNLOAD, payload)

    def convert(self, folder: Path, *, keep: bool) -> Job:
        """Begin to write a folder's pickles anew as safetensors; `keep`: the pickles stay beside them.

        Raises `BadInput` if there are none, a `BackboneError` if it is no backbone.
        """
        folder = folder.expanduser().absolute()
        if not has_pickles(folder):
            raise BadInput(say("{folder} has no pickles, so there is nothing to convert.", folder=folder))
        payload = {"folder": str(folder), "keep": keep, "identity": fingerprint(folder)}
        return self._runner().submit(JobKind.CONVERT, payload)

    def remove(self, key: str) -> None:
        """Remove a downloaded backbone with its adapters, or what has come of one.

        What libraries have, their summaries and what was learned, stays. Raises `BadInput` for one that is
        bundled, in use, or being downloaded.
        """
        preset = self.preset(key)
        if preset.repository is None:
            raise BadInput(say("{name} belongs to the application and stays.", name=preset.title))
        if key in self._going_on():
            raise BadInput(say("{name} is being downloaded. Cancel that first.", name=preset.title))
        site, chosen, waiting = self._site(preset), self._models.chosen, self._preferences.now.waiting
        soon = waiting is not None and waiting.backbone in (key, str(site.final))
        if soon or (chosen is not None and chosen.folder == site.final):
            raise BadInput(say("{name} is in use. Use another backbone first.", name=preset.title))
        remove_backbone(site)

    def tidy(self) -> None:
        """Clear away what a process left that was killed while it removed a backbone."""
        for place in (self._root / COMING).glob("*.gone"):
            with suppress(LlocoError):  # another process is at it
                clear(Site(self._root, place.stem))

    # --- doing ---------------------------------------------------------------------------

    def run(self, job: Job) -> Iterator[Progress | BackboneArrived]:
        """The work of `get`, in the network's lane."""
        payload = job.payload
        getting = self._getting(str(payload["preset"]), payload[ADAPTERS], bool(payload["keep"]))
        getting = replace(getting, token=token_for(getting.preset))
        yield Progress(say("Looking at {name}", name=getting.preset.title), 0, 0, "bytes")
        with closing(get_backbone(getting, self._site(getting.preset))) as steps:
            yield from steps

    def run_convert(self, job: Job) -> Iterator[Progress | BackboneArrived]:
        """The work of `convert`."""
        folder = Path(str(job.payload["folder"]))
        yield from convert_folder(folder, str(job.payload["identity"]), keep=bool(job.payload["keep"]))

    def _getting(self, key: str, adapters: Sequence[str], keep: bool) -> Getting:
        return order(self.preset(key), adapters, keep=keep, endpoint=self._preferences.now.hub_endpoint)


# --- for the command line, too, which gets backbones without a workspace ----------------------------


def known_presets() -> tuple[Preset, ...]:
    """The backbones that are known by name. Raises `BadInput` where their file makes no sense."""
    return read_presets()


def preset_named(key: str, presets: Sequence[Preset]) -> Preset:
    """The preset of that name. Raises `BadInput` naming those that there are."""
    for preset in presets:
        if preset.key == key:
            return preset
    names = ", ".join(preset.key for preset in presets)
    raise BadInput(say("There is no backbone {key} to get. There are: {names}.", key=key, names=names))


def site_of(preset: Preset, root: Path) -> Site:
    """Where a preset's backbone lies; `root` is the user's own place for backbones."""
    return Site(bundled_backbones() if preset.repository is None else root, preset.key, preset.title)


def best_of(automatic: Fit, fits: Sequence[Fit]) -> Fit:
    """What is chosen automatically, if that loads; else the first that fits best, in the given order."""
    order = [Verdict.FITS, Verdict.TIGHT, Verdict.SPILLS, Verdict.TOO_LARGE]
    return automatic if automatic.loads else min(fits, key=lambda fit: order.index(fit.verdict))


def check_terms(preset: Preset, accepted: bool) -> None:
    """Raise `DownloadRefused` where terms have to be accepted first."""
    if preset.terms.accept and not accepted:
        raise DownloadRefused(
            say(
                "{name} comes under the {terms} ({address}), which has to be accepted first. Nothing was "
                "downloaded.",
                name=preset.title,
                terms=preset.terms.name,
                address=preset.terms.address,
            )
        )


def order(preset: Preset, adapters: Sequence[str], *, keep: bool, endpoint: str) -> Getting:
    """What is to be brought, without a token. Raises `BadInput` for unknown adapters."""
    if preset.repository is None:
        raise BadInput(say("{name} came with the application and is here already.", name=preset.title))
    known = {adapter.name: adapter for adapter in preset.adapters}
    if adapters and not known:
        raise BadInput(say("No adapters were published for {name}.", name=preset.title))
    for name in adapters:
        if name not in known:
            raise BadInput(
                say(
                    "There is no adapter {adapter} for {name}. There are: {names}.",
                    adapter=name,
                    name=preset.title,
                    names=", ".join(known),
                )
            )
    wanted = tuple(known[name] for name in dict.fromkeys(adapters))
    return Getting(preset, wanted, keep, endpoint)


def token_for(preset: Preset) -> str | None:
    """The token that is kept, if any. Raises `BadInput` where one is needed and the keyring does not open."""
    from lloco_desktop.hub.token import read_token

    try:
        return read_token()
    except BadInput:
        if preset.gated:
            raise
        return None


def convert_folder(folder: Path, identity: str, *, keep: bool) -> Iterator[Progress | BackboneArrived]:
    """Write a folder's pickles anew, and let it go by its name from before: its summaries stay its own."""
    if has_pickles(folder):
        with closing(convert(folder, keep=keep)) as steps:
            yield from steps
    keep_identity(folder, identity)
    yield BackboneArrived(folder)
