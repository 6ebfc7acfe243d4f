"""The memory and the disk that learning takes, from shapes, beside what the machine has."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.model_memory import step_memory, step_that_fits
from lloco_desktop.errors import LearningError
from lloco_desktop.fitting.memory import free_memory
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import least_rows
from lloco_desktop.sentences import say
from lloco_desktop.sizes import size
from lloco_desktop.workflows.learning_run import Run

COPIES = (
    10  # of an adapter: with two moments, twice while a checkpoint is replaced; the result, twice likewise
)
PER_ITEM = 2_000  # bytes of one item with its answers and keys, in the workspace and its log
PER_TOKEN = 12  # bytes of the chunks' text and the log


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes that learning takes, and that there are."""

    disk: int
    memory: int  # of the device that computes, above what the backbone takes already
    free_disk: int
    free_memory: int  # `memory` itself where the system does not say

    @property
    def problem(self) -> str | None:
        """One sentence if there is too little."""
        if self.disk > self.free_disk:
            return say(
                "Learning takes about {needed} of disk space, and {free} are free. Nothing was begun; "
                "free some space beside the workspace.",
                needed=size(self.disk),
                free=size(self.free_disk),
            )
        if self.memory > self.free_memory:
            return say(
                "Learning takes about {needed} of memory, and {free} are free. Nothing was begun; "
                "close other programs, or learn with fewer rows at once.",
                needed=size(self.memory),
                free=size(self.free_memory),
            )
        return None


def needs(
    backbone: Backbone,
    settings: LearningSettings,
    folder: Path,
    tokens: int,
    items: int,
    peak: int | None = None,
) -> Needs:
    """What learning a library of that size takes; `peak` is the memory that was measured, where it was."""
    decoder, shape = backbone.decoder, settings.shape_for(backbone.info.width)
    rows, again = step_that_fits(decoder, shape, settings.rows, least_rows(backbone.info))
    step = step_memory(decoder, shape, rows, checkpointing=again)
    disk = step.adapter * COPIES + items * PER_ITEM + tokens * PER_TOKEN
    memory = step.added if peak is None else peak
    free = free_memory(decoder.device)
    return Needs(disk, memory, shutil.disk_usage(folder).free, memory if free is None else free)


def check_room(run: Run) -> None:
    """Raise `LearningError` before anything is begun for which disk or memory cannot suffice."""
    counts = run.workspace.segments.counts(run.backbone.info.fingerprint, run.library)
    tokens = sum(one.tokens_total for one in counts.values())
    found = needs(
        run.backbone,
        run.settings,
        run.workspace.folder,
        tokens,
        items_for(tokens, run.settings),
        # what a GPU really takes is tried out by the rehearsal, which has smaller batches to fall back on
        peak=0 if run.backbone.decoder.device.type == "cuda" else None,
    )
    if found.problem:
        raise LearningError(found.problem)


def items_for(tokens: int, settings: LearningSettings, own: int = 0) -> int:
    """About how many items a library of so many tokens gives."""
    made = min(settings.most_items, round(settings.items_per_thousand_tokens * tokens / 1000))
    return own + (max(1, made) if settings.self_study else 0)
