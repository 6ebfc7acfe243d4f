"""Why a file of weights is not read, in a sentence. Torch-free: a parent says what its child met."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.sentences import say


class Why(Enum):
    """Why a pickle is not read, or not written anew."""

    DAMAGED = "damaged"
    MORE_THAN_TENSORS = "more than tensors"
    ODD_NUMBERS = "odd numbers"


class PickleRefused(Exception):
    """A pickle is not read; a child process sends `why` to its parent, which says `refusal`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def damaged(path: Path) -> BackboneDamaged:
    """The refusal of a file that is cut short or is something else."""
    return BackboneDamaged(
        say(
            "The backbone file {name} is truncated or damaged; nothing was loaded. Copy or download "
            "the backbone again.",
            name=short_name(path),
        )
    )


def refusal(path: Path, why: Why) -> BackboneDamaged:
    """The sentence about a pickle that is not read."""
    if why is Why.DAMAGED:
        return damaged(path)
    if why is Why.ODD_NUMBERS:
        return BackboneDamaged(
            say(
                "The backbone file {name} holds numbers of a kind that safetensors files cannot hold. It was "
                "not converted and stays as it is.",
                name=short_name(path),
            )
        )
    return BackboneDamaged(
        say(
            "The backbone file {name} holds more than tensors and was not opened, because it could "
            "run code; use a safetensors copy of the backbone.",
            name=short_name(path),
        )
    )


def short_name(path: Path) -> str:
    """A file and its folder: which of several shards of encoder and decoder it is."""
    return f"{path.parent.name}/{path.name}"
