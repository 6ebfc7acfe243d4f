"""Finding backbone folders without importing torch, and telling one from another.

Also folders that cannot be used are listed, with their problem in one sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lloco_desktop.errors import BackboneDamaged, BackboneError, BackboneMissing
from lloco_desktop.model_files.formats import (
    MODEL_CONFIG,
    BackboneFormat,
    PooledConfig,
    detect_format,
    read_json,
)
from lloco_desktop.model_files.headers import check_whole
from lloco_desktop.sentences import say
from lloco_desktop.settings import Precision

WHOLE_FILE = 64 * 2**20  # bytes up to which a file goes into the fingerprint whole
SAMPLES = 64  # of SAMPLE_SIZE from a larger one, evenly spread: a 13 GB file would take half a minute
SAMPLE_SIZE = 64 * 2**10
WEIGHT_SUFFIXES = (".safetensors", ".bin")
READ_SUFFIXES = (*WEIGHT_SUFFIXES, ".json", ".model", ".txt", ".jinja")
IDENTITY = "lloco.identity.json"  # of a folder whose weights were written anew, unchanged, in another format
NOT_READ = (  # beside a backbone, no part of it
    "expected.safetensors",
    "case.json",
    "generation_config.json",
    "lloco.lock.json",
    IDENTITY,
)
SINGLE_FILES = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class FoundBackbone:
    """A folder that is, or tries to be, a backbone."""

    name: str
    folder: Path
    format: BackboneFormat | None
    fingerprint: str | None
    size: int  # bytes of its weights
    problem: str | None  # one sentence, None where it can be loaded


def find_backbones(folders: Iterable[Path]) -> list[FoundBackbone]:
    """The backbones in these folders: each may be one itself, or hold them one level down.

    Sorted as the folders are given, then by name; a folder is listed once.
    """
    found: dict[Path, FoundBackbone] = {}
    for place in folders:
        for folder in _candidates(place):
            found.setdefault(folder, describe(folder))
    return list(found.values())


def describe(folder: Path) -> FoundBackbone:
    """What lies in one folder; never raises a LlocoError."""
    files = _files(folder)
    size = sum(path.stat().st_size for path in files if path.suffix in WEIGHT_SUFFIXES)
    kind = None
    try:
        kind = detect_format(folder)
        parts = [folder / "encoder", folder / "decoder"] if kind is BackboneFormat.POOLED else [folder]
        if kind is BackboneFormat.POOLED:
            PooledConfig.read(folder)
            if not (folder / "adapter" / "adapter.safetensors").is_file():
                raise BackboneDamaged(
                    say(
                        "The backbone file adapter/adapter.safetensors of {folder} is missing.",
                        folder=folder.name,
                    )
                )
        for part in parts:
            for shard in shard_paths(part):
                check_length(shard)
        identity = fingerprint(folder)
    except BackboneError as error:
        return FoundBackbone(folder.name, folder, kind, None, size, str(error))
    except OSError as error:
        return FoundBackbone(
            folder.name,
            folder,
            kind,
            None,
            size,
            say("{folder} cannot be read: {reason}.", folder=folder, reason=error.strerror),
        )
    return FoundBackbone(folder.name, folder, kind, identity, size, None)


def shard_paths(folder: Path) -> list[Path]:
    """The weight files of an ordinary model folder, safetensors before pickles.

    Raises BackboneDamaged if a shard that an index names is not there, BackboneMissing if there are none.
    """
    for name in SINGLE_FILES:
        index = folder / f"{name}.index.json"
        if index.is_file():
            named = read_json(index).get("weight_map")
            if not isinstance(named, dict) or not named:
                raise BackboneDamaged(
                    say(
                        "The backbone file {folder}/{index} names no weights.",
                        folder=folder.name,
                        index=index.name,
                    )
                )
            shards = [folder / shard for shard in sorted({str(shard) for shard in named.values()})]
            for shard in shards:
                if shard.parent != folder or not shard.is_file():
                    raise BackboneDamaged(
                        say(
                            "The backbone file {folder}/{shard} is missing; nothing was loaded. Copy or "
                            "download the backbone again.",
                            folder=folder.name,
                            shard=shard.name,
                        )
                    )
            return shards
        if (folder / name).is_file():
            return [folder / name]
    raise BackboneMissing(
        say("There are no weights in {folder}: no model.safetensors and no pytorch_model.bin.", folder=folder)
    )


def check_length(shard: Path) -> None:
    """Raise BackboneDamaged if a safetensors file is shorter than its own header says."""
    if shard.suffix == ".safetensors":
        check_whole(shard)


def fingerprint(folder: Path) -> str:
    """A short name for exactly this backbone: settings, tokenizers and weights all count, its place does not.

    Files over 64 MiB count with their size and samples spread over them. Weights that were only written in
    another format keep the name from before (`keep_identity`), as long as nothing else changes.
    """
    own = _fingerprint(folder)
    try:
        known = json.loads((folder / IDENTITY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return own
    before = known.get(own) if isinstance(known, dict) else None
    return before if isinstance(before, str) else own


def keep_identity(folder: Path, before: str) -> None:
    """Let a folder whose weights were written anew, unchanged, go by its fingerprint from before."""
    (folder / IDENTITY).write_text(json.dumps({_fingerprint(folder): before}) + "\n", encoding="utf-8")


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        status = path.stat()
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(_digest(path, status.st_size, status.st_mtime_ns))
    return digest.hexdigest()[:16]


def summaries_key(
    identity: str, kind: BackboneFormat | None, precision: Precision, ratio: int | None = None
) -> str:
    """What the summaries of a backbone are stored under, given its fingerprint and how it is loaded.

    An AutoCompressor in 4 or 8 bits makes other summaries: its encoder and its decoder are the same weights.
    So does a pooled backbone at another `ratio` than its own.
    """
    if ratio is not None:
        return f"{identity}-{ratio}x"
    packed = precision in (Precision.INT8, Precision.NF4)
    other = kind is BackboneFormat.AUTOCOMPRESSOR and packed
    return f"{identity}-{precision.value}" if other else identity


@lru_cache(maxsize=512)
def _digest(path: Path, size: int, modified: int) -> bytes:
    del modified  # part of the cache's key only
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        if size <= WHOLE_FILE:
            while block := file.read(2**20):
                digest.update(block)
        else:
            for sample in range(SAMPLES):
                file.seek((size - SAMPLE_SIZE) * sample // (SAMPLES - 1))
                digest.update(file.read(SAMPLE_SIZE))
    return digest.digest()


def _files(folder: Path) -> list[Path]:
    """The files that make up a backbone, in a fixed order."""
    parts = (folder, folder / "encoder", folder / "decoder", folder / "adapter")
    return sorted(
        path
        for part in parts
        if part.is_dir()
        for path in part.iterdir()
        if path.suffix in READ_SUFFIXES and path.name not in NOT_READ and path.is_file()
    )


def _candidates(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        return
    if _looks_like_one(place):
        yield place
        return
    try:
        folders = sorted(place.iterdir())
    except OSError:
        return
    yield from (folder for folder in folders if _looks_like_one(folder))


def _looks_like_one(folder: Path) -> bool:
    return (folder / MODEL_CONFIG).is_file() or (folder / "config.json").is_file()
