"""Writes the backbone folder that ships: bf16 shards, tokenizers, settings, the list of SHA-256."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import torch
from tokenizers import Tokenizer

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining.config import Shape
from lloco_desktop.pretraining.tokenizing import as_transformers

SUMS = "SHA256SUMS"


def export_backbone(
    model: PooledModel, tokenizer: Tokenizer, shape: Shape, out: Path, card: Path | None = None
) -> None:
    """Write the folder beside its place and move it there, so that a half-written one is never seen.

    A README.md that is already there is kept unless `card` names another. The model is turned to bf16.
    """
    if card is not None and not card.is_file():
        raise BadInput(f"There is no model card {card}.")
    beside = out.with_name(out.name + ".writing")
    shutil.rmtree(beside, ignore_errors=True)
    wrapped = as_transformers(tokenizer, shape.max_positions)
    model.to(torch.bfloat16).save_folder(beside, wrapped, wrapped)
    readme = card or out / "README.md"
    if readme.is_file():
        shutil.copyfile(readme, beside / "README.md")
    write_sums(beside)
    shutil.rmtree(out, ignore_errors=True)
    beside.replace(out)


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS` over every file of a backbone folder but itself and the model card."""
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name not in (SUMS, "README.md"):
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n")
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
