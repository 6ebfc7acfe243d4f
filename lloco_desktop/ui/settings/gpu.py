"""What the settings page needs for the GPU support of a bundle. Imports no torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lloco_desktop.jobs.job import Job

if TYPE_CHECKING:
    from lloco_desktop.workflows.gpu_desk import GpuSupport


class GpuServices(Protocol):
    """What computing on a GPU takes. Every method is slow."""

    def support(self) -> GpuSupport:
        """How it stands here. Raises `LlocoError`."""
        ...

    def get(self, pack: Path | None = None) -> Job:
        """Begin to bring it, or go on with that. Raises `LlocoError` where it cannot begin."""
        ...

    def remove(self) -> None:
        """Remove it, or what has come of it. Raises `LlocoError` while a job brings it."""
        ...
