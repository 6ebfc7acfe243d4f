"""The backbones that can be got: where they lie, what they take, and under which terms. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.backbone.shape import BackboneShape


@dataclass(frozen=True, slots=True)
class PresetFile:
    """One file of a repository."""

    path: str  # within the repository, with "/"
    size: int | None  # bytes; None where only the hub knows
    sha256: str | None = None  # None: the hub's own, at the revision


@dataclass(frozen=True, slots=True)
class Terms:
    """The licence of a backbone."""

    name: str  # "Llama 2 Community License"
    address: str  # of its text
    accept: str  # the sentence that a user must accept before anything is downloaded; "" where none has to be


@dataclass(frozen=True, slots=True)
class PublishedAdapter:
    """An adapter that was published for a backbone."""

    name: str  # "quality"
    repository: str
    revision: str
    files: tuple[PresetFile, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """A backbone that is known by name."""

    key: str  # "llama2-7b-lloco"; the name of its folder, too
    title: str
    about: str  # one or two sentences for people
    repository: str | None  # None: bundled
    revision: str  # a commit, or a branch whose commit is fixed by the lock file when it is first downloaded
    files: tuple[PresetFile, ...]
    terms: Terms
    gated: bool  # the hub wants a token
    languages: tuple[str, ...]
    shape: BackboneShape
    adapters: tuple[PublishedAdapter, ...] = ()

    @property
    def size(self) -> int | None:
        """Bytes of all files; None where only the hub knows."""
        sizes = [file.size for file in self.files]
        return sum(size for size in sizes if size is not None) if None not in sizes else None
