"""`lloco backbone check`: equal to the originals, whatever the sizes; every difference is seen."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from lloco_desktop.backbone.checking import check_backbone
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.model_files.formats import EncoderMask, Pooling, SummaryPositions
from tests.backbone import reference
from tests.tiny_backbone import byte_tokenizer, tiny_model

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
TEXT = "The kettle was 3 years old; the kettle's owner, Zoë, was 41. " * 5


@pytest.mark.parametrize(
    ("name", "tensors"),
    [
        (
            "autocompressor-tiny",
            {
                "summary_one_segment",
                "summary_all_segments",
                "prompt_logits",
                "generated_ids",
                "answer_loss",
            },
        ),
        (
            "pooled-tiny",
            {"memory_token_ids", "latents", "projected", "input_ids", "logits", "generated_ids"},
        ),
    ],
)
def test_the_golden_checkpoints_are_equal(name: str, tensors: set[str]) -> None:
    checks = {check.name: check for check in check_backbone(GOLDEN / name)}
    assert set(checks) == tensors
    assert all(check.ok for check in checks.values()), checks
    assert max(check.difference for check in checks.values()) < 2e-5


def write_case(folder: Path, pooling: Pooling, mask: EncoderMask, positions: SummaryPositions) -> None:
    """A checkpoint of other sizes than the golden ones, with what the slow way computes from it."""
    model = tiny_model(window=48, ratio=6, pooling=pooling, mask=mask, positions=positions, overlap=8, seed=3)
    tokenizer = byte_tokenizer()
    model.save_folder(folder, tokenizer, tokenizer)
    question = "<|memory_end|>\n\nHow old?<|im_end|>\n<|im_start|>assistant\n"
    prompt = f"<|im_start|>user\n<|memory_start|>{TEXT}{question}"
    memory = tokenizer.encode(TEXT, add_special_tokens=False)
    with torch.inference_mode():
        latents = reference.latents(model, memory)
        summaries = reference.projected(model, latents)
        head = tokenizer.encode("<|im_start|>user\n<|memory_start|>")
        tail = tokenizer.encode(question)
        ids = [*head, *[tokenizer.convert_tokens_to_ids("<|memory|>")] * len(latents), *tail]
        step = 6 if positions is SummaryPositions.SPACED else 1
        first = len(head)
        after = first + len(latents) * step
        places = [
            *range(first),
            *range(first, after, step),
            *range(after, after + len(tail)),
        ]
        embed = model.decoder.get_input_embeddings()
        rows = torch.cat([embed(torch.tensor(head)), summaries, embed(torch.tensor(tail))])
        logits = reference.logits(model, rows, places)
        generated = reference.greedy(model, rows, places, 12)
    expected = {
        "memory_token_ids": torch.tensor(memory),
        "latents": latents.clone(),
        "projected": summaries.clone(),
        "input_ids": torch.tensor([ids]),
        "logits": logits[None].clone(),
        "generated_ids": torch.tensor([generated]),
    }
    save_file(expected, folder / "expected.safetensors")
    (folder / "case.json").write_text(json.dumps({"memory": TEXT, "prompt": prompt}))


@pytest.mark.parametrize("pooling", Pooling)
@pytest.mark.parametrize("mask", EncoderMask)
@pytest.mark.parametrize("positions", SummaryPositions)
def test_other_sizes_and_variants_are_equal_too(
    tmp_path: Path, pooling: Pooling, mask: EncoderMask, positions: SummaryPositions
) -> None:
    write_case(tmp_path, pooling, mask, positions)
    checks = list(check_backbone(tmp_path))
    assert len(checks) == 6
    assert all(check.ok for check in checks), checks


def changed(tmp_path: Path, name: str, **tensors: torch.Tensor | None) -> Path:
    """A golden folder whose expectations are changed; None removes a tensor."""
    folder = tmp_path / name
    shutil.copytree(GOLDEN / name, folder)
    expected = load_file(folder / "expected.safetensors") | tensors
    save_file(
        {key: value for key, value in expected.items() if value is not None}, folder / "expected.safetensors"
    )
    return folder


def failing(folder: Path) -> dict[str, float]:
    return {check.name: check.difference for check in check_backbone(folder) if not check.ok}


def test_a_difference_is_seen_where_it_is(tmp_path: Path) -> None:
    latents = load_file(GOLDEN / "pooled-tiny" / "expected.safetensors")["latents"]
    latents[3, 4] += 3e-4
    assert failing(changed(tmp_path, "pooled-tiny", latents=latents)) == {
        "latents": pytest.approx(3e-4, rel=0.05)
    }


def test_not_a_number_is_a_difference(tmp_path: Path) -> None:
    logits = load_file(GOLDEN / "pooled-tiny" / "expected.safetensors")["logits"]
    logits[0, 0, 0] = math.nan
    assert set(failing(changed(tmp_path, "pooled-tiny", logits=logits))) == {"logits"}


def test_a_missing_or_mis_shaped_tensor_fails(tmp_path: Path) -> None:
    folder = changed(tmp_path, "pooled-tiny", latents=None, projected=torch.zeros(93, 63))
    assert failing(folder) == {"latents": math.inf, "projected": math.inf}


def test_a_missing_input_fails(tmp_path: Path) -> None:
    lost = failing(changed(tmp_path, "autocompressor-tiny", prompt_ids=None))
    assert set(lost) == {"prompt_logits", "generated_ids", "answer_loss"}


def test_a_changed_weight_is_seen(tmp_path: Path) -> None:
    folder = changed(tmp_path, "pooled-tiny")
    weights = load_file(folder / "encoder" / "model.safetensors")
    weights["norm.weight"] = weights["norm.weight"] + 0.01
    save_file(weights, folder / "encoder" / "model.safetensors", {"format": "pt"})
    assert {"latents", "projected", "logits"} <= set(failing(folder))


def test_without_expectations_it_only_loads(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    tiny_model().save_folder(folder, byte_tokenizer(), byte_tokenizer())
    assert list(check_backbone(folder)) == []


def test_truncated_expectations_are_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "pooled-tiny")
    data = (folder / "expected.safetensors").read_bytes()
    (folder / "expected.safetensors").write_bytes(data[: len(data) // 2])
    with pytest.raises(BackboneDamaged, match="truncated"):
        list(check_backbone(folder))


def test_a_checkpoint_that_does_not_accumulate(tmp_path: Path) -> None:
    """Each segment sees the summaries of the one before it only, and the last ones are what is read."""
    folder = changed(tmp_path, "autocompressor-tiny")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"accumulate_summary": False}))
    checks = {check.name: check for check in check_backbone(folder)}
    assert checks["summary_one_segment"].ok
    assert "shape [1, 8, 64]" in checks["summary_all_segments"].detail
    assert load_backbone(folder, device="cpu").history == 1
