"""Backbones that can be got, in memory: what was asked for is remembered, the test says what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lloco_desktop.domain import JobId
from lloco_desktop.errors import LlocoError
from lloco_desktop.fitting.shape import BackboneShape, ModelShape
from lloco_desktop.fitting.verdict import Fit, Verdict
from lloco_desktop.hub.presets import Preset, PresetFile, PublishedAdapter, Terms
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.model_files.formats import BackboneFormat
from lloco_desktop.settings import Precision
from lloco_desktop.ui.settings.hub import Pickles
from lloco_desktop.workflows.hub_desk import Offer, OfferState

GB = 1_000_000_000
SHAPE = BackboneShape(
    BackboneFormat.AUTOCOMPRESSOR,
    ModelShape(6_738_000_000, 262_000_000, 32, 4096, 11008, 32, 32, 128, 32_000),
    None,
    0,
    1536,
    4096,
    (30.7,),
)
ACCEPT = "I accept the terms of the 7."


def make_fit(precision: Precision = Precision.NF4, verdict: Verdict = Verdict.FITS, **more: Any) -> Fit:
    """Half of a GPU's memory."""
    fit = Fit(
        "cuda:0", "9", precision, verdict, 4 * GB, 12 * GB, 4096, 125_000, True, f"1 {precision.value}."
    )
    return replace(fit, **more)


def make_preset(key: str = "llama", **more: Any) -> Preset:
    """Seven billion numbers with a licence that has to be accepted."""
    preset = Preset(
        key,
        f"7 {key}",
        "8 7.",
        f"5/{key}",
        "main",
        (PresetFile("pytorch_model-00001-of-00001.bin", 13 * GB),),
        Terms("Llama 2", "https://7.org/7", ACCEPT),
        gated=False,
        languages=("en",),
        shape=SHAPE,
        adapters=(
            PublishedAdapter("quality", "5/6", "main", (PresetFile("adapter_model.safetensors", GB // 10),)),
            PublishedAdapter("qmsum", "5/7", "main", (PresetFile("adapter_model.safetensors", GB // 10),)),
        ),
    )
    return replace(preset, **more)


def make_offer(key: str = "llama", state: OfferState = OfferState.ABSENT, **more: Any) -> Offer:
    """What can be got, and fits."""
    fits = (
        make_fit(Precision.BF16, Verdict.TOO_LARGE),
        make_fit(Precision.INT8, Verdict.TIGHT),
        make_fit(Precision.NF4),
    )
    offer = Offer(
        make_preset(key),
        state,
        Path("/data/backbones") / key,
        13 * GB,
        fits[2],
        fits,
        job=JobId(70) if state is OfferState.COMING else None,
        problem=None,
        free_disk=90 * GB,
        originals=0,
        come=4 * GB if state is OfferState.INCOMPLETE else 0,
    )
    return replace(offer, **more)


def make_download(
    key: str = "llama",
    state: JobState = JobState.RUNNING,
    kind: JobKind = JobKind.DOWNLOAD,
    reason: str | None = None,
) -> Job:
    """The job that brings it."""
    payload = (
        {"preset": key, "adapters": [], "keep": False}
        if kind is JobKind.DOWNLOAD
        else {"folder": f"/data/backbones/{key}"}
    )
    return Job(JobId(70), kind, kind.lane, state, payload, 1, reason, datetime(2026, 1, 1, tzinfo=UTC))


@dataclass
class FakeHub:
    """Stands for `HubServices`; `refuses` is the sentence with which everything is refused."""

    listed: list[Offer] = field(default_factory=list)
    fitting: tuple[Fit, ...] = (make_fit(Precision.FP32, Verdict.FITS), make_fit(Precision.BF16))
    in_pickles: dict[Path, Pickles] = field(default_factory=dict)
    token: str | None = None
    refuses: str | None = None
    got: list[tuple[str, bool, bool, tuple[str, ...]]] = field(default_factory=list)
    converted: list[tuple[Path, bool]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    released: int = 0

    def offers(self) -> list[Offer]:
        return list(self.listed)

    def fits(self, folder: Path) -> tuple[Fit, ...]:
        self._check()
        return self.fitting

    def pickles(self, folder: Path) -> Pickles:
        return self.in_pickles.get(folder, Pickles())

    def get(
        self, key: str, *, terms_accepted: bool, keep_originals: bool = False, adapters: Sequence[str] = ()
    ) -> Job:
        self._check()
        self.got.append((key, terms_accepted, keep_originals, tuple(adapters)))
        self.become(key, OfferState.COMING, job=JobId(70))
        return make_download(key)

    def convert(self, folder: Path, *, keep: bool) -> Job:
        self._check()
        self.converted.append((folder, keep))
        return make_download(folder.name, kind=JobKind.CONVERT)

    def remove(self, key: str) -> None:
        self._check()
        self.removed.append(key)
        self.become(key, OfferState.ABSENT)

    def has_token(self) -> bool:
        return self.token is not None

    def keep_token(self, text: str | None) -> None:
        self._check()
        self.token = text

    def release(self) -> None:
        self.released += 1

    def become(self, key: str, state: OfferState, **more: Any) -> None:
        """What has come of an offer."""
        more = {"job": None, **more}
        self.listed = [
            replace(one, state=state, **more) if one.preset.key == key else one for one in self.listed
        ]

    def _check(self) -> None:
        if self.refuses is not None:
            raise LlocoError(self.refuses)


__all__ = ["ACCEPT", "FakeHub", "make_download", "make_fit", "make_offer", "make_preset"]
