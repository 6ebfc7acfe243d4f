"""Reading a prompt and answering: the prefix cache, stopping, limits."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.reading import ROWS_PER_STEP
from lloco_desktop.errors import BadInput, OutOfMemory
from lloco_desktop.model_files.formats import SummaryPositions
from tests.backbone import reference
from tests.tiny_backbone import write_tiny_backbone

TEXT = "A contract was signed in Kraków by 17 people. " * 12


@pytest.fixture(params=SummaryPositions)
def backbone(request: pytest.FixtureRequest, tmp_path: Path) -> PooledBackbone:
    return load(write_tiny_backbone(tmp_path / "tiny", positions=request.param))


def load(folder: Path) -> PooledBackbone:
    backbone = load_backbone(folder, device="cpu", dtype="fp32")
    assert isinstance(backbone, PooledBackbone)
    return backbone


def ask(backbone: PooledBackbone, question: str, *passages: str, spans: int = 2) -> Prompt:
    (summaries,) = backbone.compress([backbone.encode(TEXT)])
    memory = tuple(MemorySpan(summaries.float(), len(TEXT)) for _ in range(spans))
    return backbone.assemble(PromptParts(memory, passages, question))


def ids(backbone: PooledBackbone, prompt: Prompt, count: int = 12) -> list[int]:
    return [token for token in backbone.reader.tokens(prompt, count, ignore_end=True) if token is not None]


def held(backbone: PooledBackbone) -> list[int]:
    """Rows of each cache that is held, the one used last at the end."""
    return [one.cache.get_seq_length() for one in backbone.reader.prefixes.held]


@torch.inference_mode()
def test_greedy_tokens_equal_the_slow_way(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Who signed?")
    slow = reference.greedy(backbone.model, prompt.embeddings[0], prompt.positions[0].tolist(), 8)
    assert ids(backbone, prompt, 8) == slow


def test_a_follow_up_reads_only_what_is_new_and_answers_the_same(backbone: PooledBackbone) -> None:
    first = ask(backbone, "Who signed the contract?")
    second = ask(backbone, "Where was it?")
    fresh = []
    for prompt in (first, second):
        backbone.reader.forget()
        fresh.append(ids(backbone, prompt))
        assert backbone.reader.rows_reused == 0
    backbone.reader.forget()
    assert ids(backbone, first) == fresh[0]
    assert ids(backbone, second) == fresh[1]
    assert backbone.reader.rows_reused >= second.prefix_length > 60
    assert ids(backbone, second) == fresh[1]
    assert backbone.reader.rows_reused == second.length - 1
    assert ids(backbone, first) == fresh[0]


def test_other_documents_share_nothing_but_the_opening(backbone: PooledBackbone) -> None:
    ids(backbone, ask(backbone, "Who?"))
    (other,) = backbone.compress([backbone.encode("quite another text " * 20)])
    prompt = backbone.assemble(PromptParts((MemorySpan(other, 10),), (), "Who?"))
    expected = ids(backbone, prompt)
    assert backbone.reader.rows_reused < 12
    backbone.reader.forget()
    assert ids(backbone, prompt) == expected


def test_stopping_early_harms_nothing(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Who signed the contract?", "passage " * 200)
    assert prompt.length > ROWS_PER_STEP
    expected = ids(backbone, prompt)
    for pieces in (1, 2, 5):
        backbone.reader.forget()
        stream = backbone.generate(prompt, 50)
        for _ in range(pieces):
            next(stream)
        stream.close()
        assert list(stream) == []
        assert ids(backbone, prompt) == expected
        assert backbone.reader.rows_reused > 0


def test_a_long_prompt_can_be_stopped_before_it_is_read(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Who?", "passage " * 200)
    stream = backbone.generate(prompt, 50)
    assert next(stream) == ""
    stream.close()
    assert held(backbone) == [ROWS_PER_STEP]


def test_an_answer_joins_to_what_its_tokens_say(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Who signed the contract?")
    text = "".join(backbone.generate(prompt, 40))
    made = [token for token in backbone.reader.tokens(prompt, 40) if token is not None]
    assert text == backbone._decoder.decode(made).replace("�", "")


def test_the_end_token_ends_the_answer(backbone: PooledBackbone) -> None:
    prompt = ask(backbone, "Who?")
    made = ids(backbone, prompt, 6)
    backbone.reader._end_ids = {made[3]}
    first = made.index(made[3])
    assert [token for token in backbone.reader.tokens(prompt, 6) if token is not None] == made[:first]


def test_a_prompt_longer_than_the_decoder_is_refused(tmp_path: Path) -> None:
    backbone = load(write_tiny_backbone(tmp_path / "tiny", decoder_window=64))
    with pytest.raises(BadInput, match="reads 64"):
        list(backbone.generate(ask(backbone, "Who?"), 5))


def test_an_answer_never_runs_over_the_window(tmp_path: Path) -> None:
    backbone = load(write_tiny_backbone(tmp_path / "tiny", decoder_window=192))
    prompt = ask(backbone, "Who?")
    backbone.reader._end_ids = set()
    list(backbone.generate(prompt, 10_000))
    assert held(backbone)[0] <= 192


class FullMemory(torch.nn.Module):
    """A decoder on a device that has no memory left."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.config = model.config

    def forward(self, **_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.")


def test_running_out_of_memory_is_said_and_survived(tmp_path: Path) -> None:
    backbone = load(write_tiny_backbone(tmp_path / "tiny"))
    prompt = ask(backbone, "Who?")
    whole = backbone.reader._model
    backbone.reader._model = FullMemory(whole)  # type: ignore[assignment]
    with pytest.raises(OutOfMemory, match="not enough memory"):
        list(backbone.generate(prompt, 5))
    backbone.reader._model = whole
    assert "".join(backbone.generate(prompt, 5)) is not None


def test_gradients_stay_on_for_the_caller_between_pieces(tmp_path: Path) -> None:
    backbone = load(write_tiny_backbone(tmp_path / "tiny"))
    for _ in backbone.generate(ask(backbone, "Who?"), 3):
        assert torch.is_grad_enabled()
        assert not torch.is_inference_mode_enabled()
