"""The window's `HubServices` over the use cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lloco_desktop.errors import BackboneError
from lloco_desktop.fitting.verdict import Fit
from lloco_desktop.jobs.job import Job
from lloco_desktop.model_files.finding import shard_paths
from lloco_desktop.ui.settings.hub import Pickles
from lloco_desktop.workflows.hub_desk import Offer
from lloco_desktop.workflows.services import Services as Workflows

SAFE = ".safetensors"


class LiveHub:
    """Adapts what can be got to what the window shows."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows

    def offers(self) -> list[Offer]:
        """As the disk and the devices are now."""
        return self._workflows.hub.offers()

    def fits(self, folder: Path) -> tuple[Fit, ...]:
        """By the shape of what lies there."""
        return self._workflows.hub.fits(folder)

    def pickles(self, folder: Path) -> Pickles:
        """By the names of its files."""
        size = self._workflows.hub.pickles(folder)
        parts = [part for part in (folder, folder / "encoder", folder / "decoder") if _weights(part)]
        return Pickles(size, bool(size) and all(_weights(part) == {SAFE} for part in parts))

    def get(
        self,
        key: str,
        *,
        terms_accepted: bool,
        keep_originals: bool = False,
        adapters: Sequence[str] = (),
    ) -> Job:
        """In the network's lane."""
        return self._workflows.hub.get(
            key, terms_accepted=terms_accepted, keep_originals=keep_originals, adapters=adapters
        )

    def convert(self, folder: Path, *, keep: bool) -> Job:
        """In the lane of files."""
        return self._workflows.hub.convert(folder, keep=keep)

    def remove(self, key: str) -> None:
        """From the disk."""
        self._workflows.hub.remove(key)

    def has_token(self) -> bool:
        """Asked of the keyring, which is imported only now."""
        from lloco_desktop.hub.token import read_token

        return read_token() is not None

    def keep_token(self, text: str | None) -> None:
        """Into the keyring, or out of it."""
        from lloco_desktop.hub.token import forget_token, keep_token

        if text is None:
            forget_token()
        else:
            keep_token(text)

    def release(self) -> None:
        """In the model lane, between two steps of what runs there."""
        self._workflows.release()


def _weights(part: Path) -> set[str]:
    """The kinds of the files that would be loaded."""
    try:
        return {path.suffix for path in shard_paths(part)}
    except BackboneError:
        return set()
