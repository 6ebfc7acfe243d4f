"""What backbones that can be got are called, where only their key is at hand."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath

from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import Job, JobKind


@cache
def _titles() -> dict[str, str]:
    from lloco_desktop.workflows.hub_desk import known_presets  # nobody waits for it at the start

    try:
        return {preset.key: preset.title for preset in known_presets() if preset.repository is not None}
    except LlocoError:  # it is said where they are offered
        return {}


def title_of(key: str) -> str:
    """The name for people of one that is downloaded; others are called as their folder is."""
    return _titles().get(key, key)


def subject_of(job: Job) -> str:
    """The backbone that a download or a conversion is about."""
    if job.kind is JobKind.DOWNLOAD:
        return title_of(str(job.payload.get("preset", "")))
    return title_of(PurePath(str(job.payload.get("folder", ""))).name)
