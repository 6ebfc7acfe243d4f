"""Conversations that take turns: what each has read is still there, within the budget, and never mixed up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import Backbone, MemorySpan, Prompt, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.prefixes import MOST
from lloco_desktop.errors import OutOfMemory
from tests.tiny_backbone import byte_tokenizer, write_tiny_backbone

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"

BRIDGE = "The bridge was closed in May because of a crack in its third arch. " * 6
HARBOUR = "The harbour of the town takes ships of forty metres since it was dredged. " * 6
Reading = PooledBackbone | AutoCompressorBackbone


@pytest.fixture
def backbone(tmp_path: Path) -> PooledBackbone:
    loaded = load_backbone(write_tiny_backbone(tmp_path / "tiny"), device="cpu", dtype="fp32")
    assert isinstance(loaded, PooledBackbone)
    loaded.decoder.base_model.norm.weight.data.mul_(12)  # a random decoder finds all tokens alike
    return loaded


def ask(backbone: Backbone, text: str, question: str) -> Prompt:
    (summaries,) = backbone.compress([backbone.encode(text)], [None])
    return backbone.assemble(PromptParts((MemorySpan(summaries, len(text)),), (), question))


def ids(backbone: Reading, prompt: Prompt, count: int = 10) -> list[int]:
    return [token for token in backbone.reader.tokens(prompt, count, ignore_end=True) if token is not None]


def fresh(backbone: Reading, prompt: Prompt) -> list[int]:
    """As if nothing had been asked before."""
    held, backbone.reader.prefixes.held = backbone.reader.prefixes.held, []
    made = ids(backbone, prompt)
    backbone.reader.prefixes.held = held
    return made


@torch.inference_mode()
def slowly(backbone: Reading, prompt: Prompt, count: int = 10) -> list[int]:
    """Greedy tokens by a plain loop that reads everything anew for each: no cache at all."""
    decoder, rows = backbone.decoder, prompt.embeddings
    positions, made = prompt.positions[0].tolist(), []
    for _ in range(count):
        logits = decoder(
            inputs_embeds=rows,
            attention_mask=torch.ones(rows.shape[:2], dtype=torch.long),
            position_ids=torch.tensor([positions]),
            use_cache=False,
        ).logits
        made.append(int(logits[0, -1].argmax()))
        rows = torch.cat([rows, decoder.get_input_embeddings()(torch.tensor([[made[-1]]]))], dim=1)
        positions.append(positions[-1] + 1)
    return made


def test_two_conversations_that_take_turns_read_only_what_is_new(backbone: PooledBackbone) -> None:
    for turn, question in enumerate(("Why?", "When was that?", "Since when?", "How long?")):
        for text in (BRIDGE, HARBOUR):
            prompt = ask(backbone, text, question)
            expected = fresh(backbone, prompt)
            assert ids(backbone, prompt) == expected == slowly(backbone, prompt)
            if turn:
                assert backbone.reader.rows_reused >= prompt.prefix_length > 30
    assert len(backbone.reader.prefixes.held) == 2, "a follow-up takes the place of what it follows"


def test_the_golden_autocompressor_answers_the_same_however_it_was_asked(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOLDEN, tmp_path / "golden"))
    byte_tokenizer().save_pretrained(folder)
    backbone = load_backbone(folder, device="cpu", dtype="fp32")
    assert isinstance(backbone, AutoCompressorBackbone)
    vocabulary = backbone.decoder.config.vocab_size
    (one,) = backbone.compress([[token % vocabulary for token in range(40)]], [None])
    (two,) = backbone.compress([[3 * token % vocabulary for token in range(40)]], [None])
    prompts = [
        backbone.prompt_of(summaries, torch.tensor(words) % vocabulary)
        for words in ([5, 6, 7], [5, 9], [11, 12, 13, 14])
        for summaries in (one, two)
    ]
    for prompt in prompts:
        assert ids(backbone, prompt) == fresh(backbone, prompt) == slowly(backbone, prompt)
    assert len(backbone.reader.prefixes.held) == 2


def test_a_budget_that_is_too_small_for_two_holds_one(backbone: PooledBackbone) -> None:
    backbone.reader.prefixes.budget = lambda: 1
    prompts = [ask(backbone, text, question) for question in ("Why?", "When?") for text in (BRIDGE, HARBOUR)]
    expected = [fresh(backbone, prompt) for prompt in prompts]
    for prompt, tokens in zip(prompts, expected, strict=True):
        assert ids(backbone, prompt) == tokens
        assert len(backbone.reader.prefixes.held) == 1


def test_what_was_not_used_for_longest_goes_first(backbone: PooledBackbone) -> None:
    prefixes = backbone.reader.prefixes
    bridge, harbour, third = (
        ask(backbone, text, "Why?") for text in (BRIDGE, HARBOUR, "Quite another text. " * 20)
    )
    ids(backbone, bridge)
    each = prefixes.held[0].taken()
    prefixes.budget = lambda: round(2.6 * each)
    ids(backbone, harbour)
    ids(backbone, bridge)
    ids(backbone, third)
    assert len(prefixes.held) == 2
    ids(backbone, bridge)
    assert backbone.reader.rows_reused == bridge.length - 1
    ids(backbone, harbour)
    assert backbone.reader.rows_reused < harbour.prefix_length


def test_there_is_an_end_to_how_many_are_held(backbone: PooledBackbone) -> None:
    for number in range(MOST + 3):
        ids(backbone, ask(backbone, f"Text of number {number}, and of no other. " * (8 + number), "Why?"), 2)
    assert len(backbone.reader.prefixes.held) == MOST


def test_two_answers_at_once_do_not_disturb_each_other(backbone: PooledBackbone) -> None:
    first, second = ask(backbone, BRIDGE, "Why was it closed?"), ask(backbone, BRIDGE, "When?")
    expected = fresh(backbone, first), fresh(backbone, second)
    one = backbone.reader.tokens(first, 10, ignore_end=True)
    other = backbone.reader.tokens(second, 10, ignore_end=True)
    made: tuple[list[int], list[int]] = ([], [])
    for tokens in zip(one, other, strict=True):
        for place, token in enumerate(tokens):
            if token is not None:
                made[place].append(token)
    assert made == expected


class ShortOfMemory(torch.nn.Module):
    """A decoder on a device that is full as long as other prompts are held, at its second step."""

    def __init__(self, model: torch.nn.Module, is_full: object) -> None:
        super().__init__()
        self.model = model
        self.config = model.config
        self.device = model.device
        self.is_full = is_full

    def get_input_embeddings(self) -> object:
        return self.model.get_input_embeddings()

    def forward(self, **given: object) -> object:
        made = self.model(**given)  # the cache has the step in it when memory runs out
        if self.is_full():  # type: ignore[operator]
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return made


def test_other_prompts_make_way_where_memory_runs_out(backbone: PooledBackbone) -> None:
    reader = backbone.reader
    bridge, harbour = ask(backbone, BRIDGE, "Why?"), ask(backbone, HARBOUR, "Why?")
    expected = fresh(backbone, harbour)
    ids(backbone, bridge)
    whole = reader._model
    reader._model = ShortOfMemory(whole, lambda: len(reader.prefixes.held) > 1)  # type: ignore[assignment]
    assert ids(backbone, harbour) == expected
    assert len(reader.prefixes.held) == 1
    reader._model = ShortOfMemory(whole, lambda: True)  # type: ignore[assignment]
    with pytest.raises(OutOfMemory):
        ids(backbone, harbour)
    reader._model = whole
    assert ids(backbone, harbour) == expected


def test_compressing_that_runs_out_of_memory_lets_go_of_prompts(
    backbone: PooledBackbone, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids(backbone, ask(backbone, BRIDGE, "Why?"))
    assert backbone.reader.prefixes.held

    def full(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr(backbone.model, "latents", full)
    with pytest.raises(OutOfMemory):
        backbone.compress([[1, 2, 3]])
    assert backbone.reader.prefixes.held == []


def test_learning_has_the_memory_for_itself(backbone: PooledBackbone) -> None:
    from lloco_desktop.model_files.formats import LoraShape

    ids(backbone, ask(backbone, BRIDGE, "Why?"))
    backbone.adapters.add("learning", LoraShape())
    backbone.adapters.activate("learning", training=True)
    assert backbone.reader.prefixes.held == []
