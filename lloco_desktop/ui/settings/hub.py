"""What the settings page needs for backbones that can be got, in the window's words. Imports no torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lloco_desktop.fitting.verdict import Fit
from lloco_desktop.jobs.job import Job

if TYPE_CHECKING:
    from lloco_desktop.workflows.hub_desk import Offer  # imports the store, which must not be waited for


@dataclass(frozen=True, slots=True)
class Pickles:
    """Weights in a form that could carry programs."""

    size: int = 0  # bytes
    converted: bool = False  # they were written anew before, and were kept beside that


class HubServices(Protocol):
    """Backbones to get, and what getting them needs. Every method but `release` is slow."""

    def offers(self) -> list[Offer]:
        """Each backbone that is known by name, with its state here."""
        ...

    def fits(self, folder: Path) -> tuple[Fit, ...]:
        """How an installed backbone fits in each precision. Raises `LlocoError`."""
        ...

    def pickles(self, folder: Path) -> Pickles:
        """What in a backbone's folder could be written anew as safetensors, or was and can be deleted."""
        ...

    def get(
        self,
        key: str,
        *,
        terms_accepted: bool,
        keep_originals: bool = False,
        adapters: Sequence[str] = (),
    ) -> Job:
        """Begin to get one, or go on with it. Raises `LlocoError` where it cannot begin."""
        ...

    def convert(self, folder: Path, *, keep: bool) -> Job:
        """Begin to write a folder's pickles anew, and to delete them unless they are to be kept.

        Those that were written anew before are only deleted. Raises `LlocoError`.
        """
        ...

    def remove(self, key: str) -> None:
        """Remove what was downloaded. Raises `LlocoError` for one that is in use."""
        ...

    def has_token(self) -> bool:
        """Whether a token for the hub is kept."""
        ...

    def keep_token(self, text: str | None) -> None:
        """Keep a token in the system's keyring, or forget it. Raises `LlocoError` where there is none."""
        ...

    def release(self) -> None:
        """Let go of the loaded backbone; the next question loads it again. Raises `LlocoError` at work."""
        ...
