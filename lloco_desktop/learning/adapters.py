"""An adapter's folder: peft's two files, and beside them where it comes from and how it was judged.

    adapter_config.json  adapter_model.safetensors  origin.json  report.json

A folder is written beside its place and then renamed, so one that is there is whole. Published adapters have
peft's files alone and are taken as they are, if their layers fit.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lloco_desktop.backbone.base import BackboneFormat, BackboneInfo
from lloco_desktop.backbone.lora import AdapterRack, check_fit, linear_sizes
from lloco_desktop.backbone.weights import empty_causal_lm
from lloco_desktop.errors import AdapterMismatch, BadInput, LearningError
from lloco_desktop.learning.report import Measured, Report
from lloco_desktop.model_files.adapter_files import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    damaged,
    read_adapter,
)
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.sentences import say
from lloco_desktop.study import AdapterOrigin, StudyItem

ORIGIN_FILE = "origin.json"
REPORT_FILE = "report.json"
README_FILE = "README.md"
FILES = (CONFIG_FILE, WEIGHTS_FILE, ORIGIN_FILE, REPORT_FILE)


def write_folder(rack: AdapterRack, name: str, folder: Path, origin: AdapterOrigin, report: Report) -> int:
    """Write the adapter `name` of a rack into `folder`, which must not exist; gives its bytes.

    Raises LearningError, and leaves nothing, if the disk is full or read-only.
    """
    assert not folder.exists(), folder
    draft = _draft(folder)
    try:
        shutil.rmtree(draft, ignore_errors=True)  # of a process that ended while writing
        rack.save(name, draft)
        _write_json(draft / ORIGIN_FILE, asdict(origin))
        _write_json(draft / REPORT_FILE, report.as_json())
        size = _to_disk(draft)
        draft.rename(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise LearningError(
            say(
                "What was learned could not be written ({reason}). Nothing that existed was changed; "
                "free some space and learn again.",
                reason=error.strerror or error,
            )
        ) from error
    return size


def read_origin(folder: Path) -> AdapterOrigin | None:
    """Where an adapter comes from; None if its folder does not say, as published ones do not.

    What a newer version adds is left out. Raises AdapterDamaged if it cannot be read.
    """
    raw = _read_json(folder, ORIGIN_FILE)
    if raw is None:
        return None
    known = {one.name for one in fields(AdapterOrigin)}
    odd = damaged(folder, say("its {origin_file} does not say where it comes from", origin_file=ORIGIN_FILE))
    try:
        origin = AdapterOrigin(**{name: value for name, value in raw.items() if name in known})
        documents = tuple(origin.documents)
    except TypeError as error:
        raise odd from error
    texts = (origin.backbone, origin.backbone_name, origin.material, origin.created, origin.application)
    tables = (origin.settings, origin.scores)
    if not (
        all(isinstance(one, str) for one in (*texts, *documents))
        and all(isinstance(one, dict) for one in tables)
        and type(origin.seed) is int
        and isinstance(origin.parent, str | None)
    ):
        raise odd
    return replace(origin, documents=documents)


def read_report(folder: Path) -> Report | None:
    """How an adapter was judged; None if its folder does not say. Raises AdapterDamaged."""
    raw = _read_json(folder, REPORT_FILE)
    if raw is None:
        return None
    try:
        return Report.from_json(raw)
    except ValueError as error:
        raise damaged(
            folder, say("its {report_file} is no report of a learning run", report_file=REPORT_FILE)
        ) from error


def check_folder(folder: Path, info: BackboneInfo) -> AdapterOrigin | None:
    """Where an adapter comes from, after a look at all of it. Only its shape is asked if it does not say.

    Raises AdapterDamaged, and AdapterMismatch if it was made for another backbone than this one.
    """
    shape, tensors = read_adapter(folder)
    origin = read_origin(folder)
    read_report(folder)
    if origin is not None and origin.backbone != info.fingerprint:
        loaded = (
            say("{name} as it is now", name=info.name) if origin.backbone_name == info.name else info.name
        )
        raise AdapterMismatch(
            say(
                "The adapter in {folder} was learned with the backbone {backbone_name} and does not fit "
                "{loaded}. Nothing was changed; answers go on without it.",
                folder=folder.name,
                backbone_name=origin.backbone_name,
                loaded=loaded,
            )
        )
    decoder = info.folder / "decoder" if info.format is BackboneFormat.POOLED else info.folder
    if (decoder / "config.json").is_file():
        check_fit(_sizes(decoder, (decoder / "config.json").stat().st_mtime_ns), shape, tensors, folder.name)
    return origin


def export_folder(folder: Path, target: Path) -> None:
    """Copy an adapter to `target`, with a README.md on what it is and how peft loads it.

    Raises AdapterDamaged if it is not whole, BadInput if there is something at `target` already, or nothing
    can be written there; nothing is left there then.
    """
    shape, _ = read_adapter(folder)
    origin, report = read_origin(folder), read_report(folder)
    if target.exists() or target.is_symlink():
        raise BadInput(
            say(
                "There is something at {target} already. Nothing was exported; choose another place.",
                target=target,
            )
        )
    draft = _draft(target)
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for name in FILES:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, draft / name)
        (draft / README_FILE).write_text(_readme(shape, origin, report), encoding="utf-8")
        _to_disk(draft)
        draft.rename(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise BadInput(
            say(
                "The adapter could not be written to {target} ({reason}). Nothing was exported; choose "
                "another place.",
                target=target,
                reason=error.strerror or error,
            )
        ) from error


def document_digest(items: Iterable[StudyItem]) -> str:
    """A hash of study items, in their order: equal material has equal ones."""
    digest = hashlib.sha256()
    for item in items:
        values = {**asdict(item), "kind": item.kind.value, "split": item.split.value}
        digest.update(json.dumps(values, sort_keys=True, ensure_ascii=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _sizes(decoder: Path, modified: int) -> dict[str, tuple[int, int]]:
    del modified  # part of the cache's key only
    return linear_sizes(empty_causal_lm(decoder))


def _draft(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.partial")


def _read_json(folder: Path, name: str) -> dict[str, Any] | None:
    path = folder / name
    if not path.exists():
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(folder, say("its {name} cannot be read", name=name)) from error
    if not isinstance(raw, dict):
        raise damaged(folder, say("its {name} cannot be read", name=name))
    return raw


def _write_json(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _to_disk(folder: Path) -> int:
    """Wait until a folder's files are on the disk, not only in its cache; gives their bytes."""
    size = 0
    for path in sorted(folder.iterdir()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            size += os.fstat(file.fileno()).st_size
    with suppress(OSError):  # a folder cannot be opened everywhere
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return size


README = """# An adapter of LLoCO Desktop

LoRA weights (rank {rank}, alpha {alpha}, on {targets}) in peft's format, learned from a library of documents
for the decoder of one backbone: {backbone}. With them that decoder reads the summary embeddings of those
documents better than without.

{judged}

What a model has learned from documents it can repeat: pass this folder on as you would pass on the documents.

## Using it

In LLoCO Desktop, with the same backbone:

    lloco adapters import --library NAME FOLDER

With peft, on the decoder alone (`BACKBONE` is the backbone's folder{inside}; summary embeddings go before the
question as `inputs_embeds`):

    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    decoder = AutoModelForCausalLM.from_pretrained("BACKBONE")
    decoder = PeftModel.from_pretrained(decoder, "FOLDER")

`origin.json` says what it was made from (documents by their SHA-256 alone), `report.json` how it was judged.
"""


def _readme(shape: LoraShape, origin: AdapterOrigin | None, report: Report | None) -> str:
    backbone = "it does not say which"
    if origin is not None:
        backbone = f"{origin.backbone_name}, fingerprint {origin.backbone}"
    held_out = report.comparison(Measured.HELD_OUT) if report is not None else None
    judged = "It came without a report of how it was judged."
    if report is not None and report.decision is not None:
        judged = report.decision.reason
        if held_out is not None:
            judged = (
                f"F1 on {held_out.before.questions} questions about text that was held out:"
                f" {held_out.before.f1.mean:.1f} without it, {held_out.after.f1.mean:.1f} with it. {judged}"
            )
    return README.format(
        rank=shape.rank,
        alpha=shape.alpha,
        targets=", ".join(shape.targets),
        backbone=backbone,
        judged=judged,
        inside=", or `decoder` inside it",
    )
