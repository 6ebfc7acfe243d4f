"""The original's format: histories, batches over documents, prompts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from lloco_desktop.backbone.autocompressor import Accumulation, AutoCompressorBackbone
from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BackboneDamaged
from tests.tiny_backbone import byte_tokenizer

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"
EXPECTED = load_file(GOLDEN / "expected.safetensors")
CONTEXT = EXPECTED["context_ids"][0].tolist()


def load(folder: Path, accumulation: Accumulation = Accumulation.WINDOW) -> AutoCompressorBackbone:
    backbone = load_backbone(folder, device="cpu", dtype="fp32", accumulation=accumulation)
    assert isinstance(backbone, AutoCompressorBackbone)
    return backbone


@pytest.fixture(scope="module")
def backbone() -> AutoCompressorBackbone:
    return load(GOLDEN)


@pytest.fixture
def reading(tmp_path: Path) -> AutoCompressorBackbone:
    """The golden checkpoint with a tokenizer beside it, as published ones have."""
    folder = Path(shutil.copytree(GOLDEN, tmp_path / "with-tokenizer"))
    byte_tokenizer().save_pretrained(folder)
    return load(folder)


def test_what_it_says_of_itself(backbone: AutoCompressorBackbone) -> None:
    assert backbone.history == 3
    assert load(GOLDEN, Accumulation.PAPER).history is None
    assert (backbone.info.encoder_window, backbone.info.width) == (1536, 64)
    assert backbone.info.tokens_per_summary == 1536 / 8
    assert backbone.info.positions_per_summary == 1
    assert load(GOLDEN, Accumulation.PAPER).info.fingerprint == f"{backbone.info.fingerprint}-paper"


def test_a_batch_over_documents_equals_its_rows(backbone: AutoCompressorBackbone) -> None:
    segments = [CONTEXT[:64], CONTEXT[64:100], CONTEXT[100:101], CONTEXT[:64]]
    histories = [None, torch.randn(8, 64), torch.randn(24, 64), torch.randn(16, 64)]
    together = backbone.compress(segments, histories)
    for made, segment, history in zip(together, segments, histories, strict=True):
        assert made.shape == (8, 64)
        assert torch.allclose(made, backbone.compress([segment], [history])[0], atol=1e-5)


def test_documents_in_step_equal_the_golden_one(backbone: AutoCompressorBackbone) -> None:
    """Two documents at once, one of them the golden one: round by round as `compression` does it."""
    other = CONTEXT[::-1]
    mine: list[torch.Tensor] = []
    theirs: list[torch.Tensor] = []
    for start in range(0, 200, 64):
        segments = [other[start : start + 50], CONTEXT[start : start + 64]]
        histories = [torch.cat(theirs[-3:]) if theirs else None, torch.cat(mine[-3:]) if mine else None]
        made = backbone.compress(segments, histories)
        theirs.append(made[0])
        mine.append(made[1])
    assert torch.allclose(torch.cat(mine), EXPECTED["summary_all_segments"][0], atol=1e-4)


def test_without_a_tokenizer_text_is_refused(backbone: AutoCompressorBackbone) -> None:
    for use in (backbone.encode, backbone.count_prompt_tokens, lambda text: backbone.embed([text])):
        with pytest.raises(BackboneDamaged, match="has no tokenizer"):
            use("text")


def test_the_prompt_is_summaries_then_text(reading: AutoCompressorBackbone) -> None:
    one, two = torch.randn(8, 64), torch.randn(16, 64)
    parts = PromptParts((MemorySpan(one, 64), MemorySpan(two, 128)), ("Alpha.",), "Who?", "Read. Question: ")
    prompt = reading.assemble(parts)
    ids = reading.encode("Alpha.\n\nRead. Question: Who?\nAnswer:")
    assert torch.equal(prompt.embeddings[0, :24], torch.cat([one, two]))
    words = reading.model.llama.get_input_embeddings()(torch.tensor(ids))
    assert torch.equal(prompt.embeddings[0, 24:], words)
    assert prompt.positions.tolist() == [list(range(24 + len(ids)))]
    assert (prompt.summaries, prompt.source_tokens, prompt.prefix_length) == (24, 192, 24)
    first = "".join(reading.generate(prompt, 10))
    assert "".join(reading.generate(prompt, 10)) == first


def test_vectors_are_made_of_any_length(reading: AutoCompressorBackbone) -> None:
    vectors = reading.embed(["short", "long " * 400])
    assert vectors.shape == (2, 64)
    assert vectors.norm(dim=1).tolist() == pytest.approx([1, 1])
