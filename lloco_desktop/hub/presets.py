"""The backbones that can be got: where they lie, what they take, and under which terms. Torch-free."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BadInput
from lloco_desktop.fitting.shape import BackboneShape, ModelShape
from lloco_desktop.hub.preset_words import said
from lloco_desktop.model_files.formats import BackboneFormat
from lloco_desktop.sentences import say
from lloco_desktop.settings import resources

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")  # of a preset or an adapter: also that of its folder
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_REVISION = re.compile(r"[A-Za-z0-9][\w./-]{0,127}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PresetFile:
    """One file of a repository, or all of one kind in a folder."""

    path: str  # within the repository, with "/"; "*" is any name, where only the hub knows which there are
    size: int | None  # bytes; None where only the hub knows
    sha256: str | None = None  # None: the hub's own, at the revision
    about: int | None = None  # bytes, rounded: for people, and to say early that a disk is too small
    optional: bool = False  # may be missing

    @property
    def expected(self) -> int | None:
        """Bytes, at least about."""
        return self.about if self.size is None else self.size

    def means(self, path: str) -> bool:
        """Whether a file of the repository is this one, or one of these; "*" stays within its folder."""
        return path.count("/") == self.path.count("/") and fnmatchcase(path, self.path)


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
        """Bytes of all files, about, where their sizes were found rounded; None where only the hub knows."""
        return sum(file.expected or 0 for file in self.files) or None


def expand(files: Sequence[PresetFile], listed: Iterable[str]) -> tuple[dict[str, PresetFile], list[str]]:
    """Which of the files that a hub lists are wanted, and the paths that are wanted and not listed."""
    names = sorted(listed)
    found = {
        name: file
        for file in reversed(files)  # the first that means a file counts
        for name in names
        if file.means(name)
    }
    lost = [file.path for file in files if not file.optional and not any(map(file.means, names))]
    return dict(sorted(found.items())), lost


def read_presets(file: Path | None = None) -> tuple[Preset, ...]:
    """The presets of a file, in its order; without one, those that the application comes with.

    Raises BadInput in one sentence for a file that is missing or makes no sense.
    """
    path = resources() / "presets.toml" if file is None else file
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        presets = tuple(_preset(_whole(values, raw)) for values in raw["preset"])
        if len({preset.key for preset in presets}) < len(presets):
            raise ValueError("two of one key")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise BadInput(
            say("The list of backbones {path} cannot be used: {why}.", path=path.name, why=why)
        ) from error
    return presets


def _whole(values: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """A table with what the one that it is `like` has."""
    common = raw["like"][values["like"]] if "like" in values else {}
    return {**common, **{key: value for key, value in values.items() if key != "like"}} | {"_raw": raw}


def _preset(values: dict[str, Any]) -> Preset:
    raw = values.pop("_raw")
    take = _taker(values)
    repository = take("repository", str, None)
    files, adapters = take("file", list, []), take("adapter", list, [])
    preset = Preset(
        key=_matching(_NAME, take("key", str)),
        title=take("title", str),
        about=said(take("about", str)),
        repository=None if repository is None else _matching(_REPOSITORY, repository),
        revision=_matching(_REVISION, take("revision", str, "main")),
        files=tuple(_file(one) for one in files),
        terms=_terms(take("terms", dict)),
        gated=take("gated", bool, False),
        languages=tuple(str(code) for code in take("languages", list)),
        shape=_shape(take("shape", dict), take("ratios", list)),
        adapters=tuple(_adapter(_whole(one, raw)) for one in adapters),
    )
    _nothing_left(values, preset.key)
    if (preset.repository is None) == bool(preset.files):
        raise ValueError(f"{preset.key} has files without a repository, or a repository without files")
    return preset


def _adapter(values: dict[str, Any]) -> PublishedAdapter:
    values.pop("_raw")
    take = _taker(values)
    adapter = PublishedAdapter(
        name=_matching(_NAME, take("name", str)),
        repository=_matching(_REPOSITORY, take("repository", str)),
        revision=_matching(_REVISION, take("revision", str, "main")),
        files=tuple(_file(one) for one in take("file", list)),
    )
    _nothing_left(values, adapter.name)
    return adapter


def _file(values: Mapping[str, Any]) -> PresetFile:
    values = dict(values)
    take = _taker(values)
    path = take("path", str)
    if any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path or ":" in path:
        raise ValueError(f"{path!r} is no path within a repository")
    sha256 = take("sha256", str, None)
    sizes = (take("size", int, None), take("about", int, None))
    if any(size is not None and size < 0 for size in sizes):
        raise ValueError(f"{path} has a size below zero")
    file = PresetFile(
        path,
        sizes[0],
        None if sha256 is None else _matching(_SHA256, sha256),
        sizes[1],
        take("optional", bool, False),
    )
    _nothing_left(values, path)
    return file


def _terms(values: Mapping[str, Any]) -> Terms:
    values = dict(values)
    take = _taker(values)
    terms = Terms(take("name", str), take("address", str, ""), said(take("accept", str, "")))
    _nothing_left(values, "terms")
    return terms


def _shape(values: Mapping[str, Any], ratios: Sequence[Any]) -> BackboneShape:
    values = dict(values)
    take = _taker(values)
    encoder = take("encoder", dict, None)
    shape = BackboneShape(
        format=BackboneFormat(take("format", str)),
        decoder=_model(take("decoder", dict)),
        encoder=None if encoder is None else _model(encoder),
        projector_parameters=take("projector_parameters", int),
        encoder_window=_positive(take("encoder_window", int)),
        decoder_window=_positive(take("decoder_window", int)),
        ratios=tuple(sorted(float(_positive(ratio)) for ratio in ratios)),
        spaced=take("spaced", bool, False),
    )
    _nothing_left(values, "shape")
    if not shape.ratios:
        raise ValueError("a backbone without a ratio")
    return shape


def _model(values: Mapping[str, Any]) -> ModelShape:
    """Its keys are the fields of ModelShape; a key too many or too few is a TypeError."""
    return ModelShape(**{key: _positive(value) for key, value in values.items()})


# --- small checks ------------------------------------------------------------------------------------

_REQUIRED = object()


def _taker(values: dict[str, Any]) -> Callable[..., Any]:
    """Takes a key of a type out of a table; what is left at the end is unknown."""

    def take(key: str, kind: type, default: Any = _REQUIRED) -> Any:
        if key not in values and default is not _REQUIRED:
            return default
        value = values.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise TypeError(f"{key} is no {kind.__name__}")
        return value

    return take


def _nothing_left(values: Mapping[str, Any], owner: str) -> None:
    if values:
        raise ValueError(f"{owner} has {min(values)}, which means nothing")


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text) or ".." in text:
        raise ValueError(f"{text!r} is no name that can be used")
    return text


def _positive(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"{value!r} is no number above zero")
    return value
