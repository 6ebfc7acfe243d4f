"""The LoRA loop: its loss against a plain reference, resuming, padding, and leaving everything else alone."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lloco_desktop.backbone.base import Backbone, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import LearningError
from lloco_desktop.learning.batches import group
from lloco_desktop.learning.examples import Example, Span
from lloco_desktop.learning.gradients import Gradients
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.learning.training import NAME, Trained, learning_rate, rehearse, train
from lloco_desktop.model_files.formats import LoraShape, SummaryPositions
from lloco_desktop.study import MaterialKind
from tests.tiny_backbone import byte_tokenizer, write_tiny_backbone

TEXTS = {
    "a": "The harbour master of Kestrel Bay is Ann Lee, who came there in 1987.",
    "b": "A gallon of lamp oil costs four crowns at the market.",
    "c": "Bees sleep.",
    "d": "The bridge over the Alder was closed for repairs after the flood of the third of May.",
}
T = TypeVar("T")
NO_DROPOUT = LoraShape(rank=4, alpha=8, dropout=0.0)


def settings(**changes: object) -> LearningSettings:
    base = LearningSettings(
        shape=NO_DROPOUT, batch=3, epochs=3, learning_rate=1e-2, kl_top=5, kl_agreement=0, checkpoint_every=2
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=["pooled", "spaced", "autocompressor"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "autocompressor":
        golden = Path(__file__).parent.parent / "golden" / "autocompressor-tiny"
        copied = Path(shutil.copytree(golden, tmp_path_factory.mktemp("golden") / "autocompressor"))
        byte_tokenizer().save_pretrained(copied)
        return copied
    positions = SummaryPositions.SPACED if request.param == "spaced" else SummaryPositions.CONTIGUOUS
    return write_tiny_backbone(tmp_path_factory.mktemp("tiny") / request.param, positions=positions)


@pytest.fixture
def backbone(folder: Path) -> Backbone:
    """With its final norm scaled up: a random decoder finds all tokens alike, and KL would be nothing."""
    loaded = load_backbone(folder, dtype="fp32")
    loaded.decoder.base_model.norm.weight.data.mul_(12)
    return loaded


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """Two threads wait for each other longer than such small matrices take."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


class Shelf:
    """Summaries of `TEXTS`, counted as they are fetched."""

    def __init__(self, backbone: Backbone) -> None:
        self.fetched = 0
        self._made = {
            key: backbone.compress([backbone.encode(text)], [None])[0] for key, text in TEXTS.items()
        }

    def __call__(self, keys: Sequence[str]) -> Mapping[str, Tensor]:
        self.fetched += len(keys)
        return {key: self._made[key] for key in keys}


def example(question: str, answer: str, *keys: str, **changes: object) -> Example:
    spans = tuple(Span((key,), len(TEXTS[key])) for key in keys)
    made = Example(MaterialKind.QUESTION, question, answer, spans, teacher=(TEXTS[keys[0]],))
    return replace(made, **changes)  # type: ignore[arg-type]


EXAMPLES = [
    example("Who is the harbour master?", "Ann Lee", "a", "b"),
    example("What does oil cost?", "four crowns a gallon, that is", "b"),
    example("What do bees do?", "sleep", "c", "a", "d", passages=(TEXTS["c"],)),
    example("Why was the bridge closed?", "for repairs", "d", "c"),
    example("When did she come?", "1987", "a", teacher=()),
    example("What is a fjord?", "an inlet", "b", kind=MaterialKind.OFF_TOPIC),
]


def reference(backbone: Backbone, one: Example, shelf: Shelf, top: int) -> tuple[float, float]:
    """Cross-entropy and KL of one example by itself, from whole logits, without any of our batching."""

    def logits(parts: PromptParts) -> tuple[Tensor, Tensor]:
        prompt = backbone.assemble(parts)
        ids = torch.tensor(backbone.answer_tokens(one.answer))
        words = backbone.decoder.get_input_embeddings()(ids)
        rows = torch.cat([prompt.embeddings[0], words])[None]
        positions = torch.cat([prompt.positions[0], prompt.next_position + torch.arange(len(ids))])[None]
        out = backbone.decoder(
            inputs_embeds=rows, position_ids=positions, attention_mask=torch.ones(rows.shape[:2])
        )
        return out.logits[0, prompt.length - 1 : -1].double(), ids

    with torch.no_grad():
        backbone.adapters.activate(None)
        mine, ids = logits(one.student_parts(shelf(one.keys)))
        entropy = -mine.log_softmax(-1)[torch.arange(len(ids)), ids].mean()
        if one.kind is MaterialKind.OFF_TOPIC:
            theirs = mine
        elif one.teacher:
            theirs, _ = logits(PromptParts((), one.teacher, one.question))
        else:
            return float(entropy), 0.0
        divergence = torch.zeros((), dtype=torch.float64)
        for wanted, made in zip(theirs.softmax(-1), mine.softmax(-1), strict=True):
            kept = wanted.argsort(descending=True)[:top]
            for token in kept:
                divergence += wanted[token] * (wanted[token] / made[token]).log()
            left, made_left = 1 - wanted[kept].sum(), 1 - made[kept].sum()
            divergence += left * (left / made_left).log()
        divergence /= len(ids)
    return float(entropy), float(divergence)


def finish(events: Generator[object, None, T]) -> T:
    """What a generator comes to."""
    while True:
        try:
            next(events)
        except StopIteration as ended:
            result: T = ended.value
            return result


def run(
    backbone: Backbone, chosen: LearningSettings, folder: Path, stop: int | None = None, **more: object
) -> tuple[list[LossPoint], Trained | None]:
    """Train, at most up to a number of steps; then the generator is closed."""
    events = train(backbone, EXAMPLES, Shelf(backbone), chosen, folder, **more)  # type: ignore[arg-type]
    points: list[LossPoint] = []
    while True:
        try:
            event = next(events)
        except StopIteration as ended:
            return points, ended.value
        if isinstance(event, LossPoint):
            points.append(event)
            if event.step == stop:
                events.close()
                return points, None


def test_the_first_loss_is_that_of_a_plain_reference(backbone: Backbone, tmp_path: Path) -> None:
    chosen = settings(batch=len(EXAMPLES), kl_weight=0.4)
    points, _ = run(backbone, chosen, tmp_path, stop=1)
    parts = [reference(backbone, one, Shelf(backbone), chosen.kl_top) for one in EXAMPLES]
    entropies, divergences = zip(*parts, strict=True)
    assert points[0].cross_entropy == pytest.approx(sum(entropies) / len(parts), rel=1e-4)
    assert points[0].kl == pytest.approx(sum(divergences) / len(parts), rel=1e-3, abs=1e-6)
    weights = [0.4, 0.4, 0.4, 0.4, 0.0, 1.0]
    whole = sum(
        (1 - w) * ce + w * kl for w, ce, kl in zip(weights, entropies, divergences, strict=True)
    ) / len(parts)
    assert points[0].loss == pytest.approx(whole, rel=1e-4)


def test_a_teacher_that_would_answer_otherwise_teaches_nothing(backbone: Backbone, tmp_path: Path) -> None:
    chosen = settings(batch=len(EXAMPLES), kl_agreement=0.5)
    points, _ = run(backbone, chosen, tmp_path, stop=1)  # a random decoder never agrees
    entropies = [reference(backbone, one, Shelf(backbone), chosen.kl_top)[0] for one in EXAMPLES]
    assert points[0].kl == pytest.approx(0, abs=1e-6)
    assert points[0].loss == pytest.approx(sum(entropies[:-1]) / len(EXAMPLES), rel=1e-4)  # the last anchors


def test_what_has_no_teacher_or_keeps_the_decoder_as_it_is(backbone: Backbone, tmp_path: Path) -> None:
    anchor = [one for one in EXAMPLES if one.kind is MaterialKind.OFF_TOPIC]
    points = [
        event
        for event in train(backbone, anchor, Shelf(backbone), settings(epochs=2), tmp_path)
        if isinstance(event, LossPoint)
    ]
    assert abs(points[0].loss) < 1e-5  # the decoder agrees with itself


@pytest.mark.parametrize("rows", [1, 120, 4096])
def test_a_batch_has_the_gradients_of_its_rows(backbone: Backbone, rows: int) -> None:
    def gradients(most_rows: int, parts: Sequence[Sequence[int]]) -> list[Tensor]:
        shape_run = Gradients(backbone, EXAMPLES, Shelf(backbone), settings(), most_rows, False, "probe")
        backbone.adapters.add("probe", NO_DROPOUT, seed=5)
        state = {key: value + 0.02 for key, value in backbone.adapters.state("probe").items()}
        backbone.adapters.restore("probe", state)
        for part in parts:
            list(shape_run.of(part, step=0))
        found = [
            weight.grad.clone() for weight in backbone.adapters.parameters("probe") if weight.grad is not None
        ]
        backbone.adapters.drop("probe")
        return found

    everything = range(len(EXAMPLES))
    together = gradients(rows, [list(everything)])
    alone = gradients(4096, [[index] for index in everything])
    assert len(together) == len(alone) > 0
    for one, other in zip(together, alone, strict=True):
        torch.testing.assert_close(one, other / len(EXAMPLES), rtol=2e-3, atol=2e-6)


def test_gradients_are_the_same_when_activations_are_computed_again(backbone: Backbone) -> None:
    found = []
    for again in (False, True):
        probe = Gradients(backbone, EXAMPLES, Shelf(backbone), settings(), 4096, again, "probe")
        backbone.adapters.add("probe", LoraShape(rank=4, dropout=0.3), seed=5)
        state = {key: value + 0.02 for key, value in backbone.adapters.state("probe").items()}
        backbone.adapters.restore("probe", state)
        list(probe.of([0, 1, 2], step=3))
        found.append([weight.grad for weight in backbone.adapters.parameters("probe")])
        backbone.adapters.drop("probe")
    for one, other in zip(*found, strict=True):
        assert one is not None
        torch.testing.assert_close(one, other)


@pytest.mark.parametrize("stop", [1, 2, 3, 5])
def test_a_run_resumes_to_the_same_losses(backbone: Backbone, tmp_path: Path, stop: int) -> None:
    chosen = settings(shape=LoraShape(rank=4, dropout=0.2), epochs=4)  # dropout draws are part of it
    whole, trained = run(backbone, chosen, tmp_path / "whole")
    weights = backbone.adapters.state(NAME)
    first, _ = run(backbone, chosen, tmp_path / "cut", stop=stop)
    second, again = run(backbone, chosen, tmp_path / "cut")
    assert trained is not None
    assert again is not None
    assert second[0].step == stop // 2 * 2 + 1  # the last checkpoint
    assert [*first[: second[0].step - 1], *second] == whole
    assert again.losses == trained.losses
    for key, tensor in backbone.adapters.state(NAME).items():
        assert torch.equal(tensor, weights[key]), key


def test_another_run_does_not_resume_from_this_one(backbone: Backbone, tmp_path: Path) -> None:
    run(backbone, settings(), tmp_path, stop=4)
    points, _ = run(backbone, settings(seed=1), tmp_path, stop=1)
    assert points[0].step == 1


def test_a_damaged_checkpoint_is_begun_again(backbone: Backbone, tmp_path: Path) -> None:
    run(backbone, settings(), tmp_path, stop=4)
    file = tmp_path / "training.safetensors"
    file.write_bytes(file.read_bytes()[:200])
    points, _ = run(backbone, settings(), tmp_path, stop=1)
    assert points[0].step == 1


def test_questions_in_between_change_nothing(backbone: Backbone, tmp_path: Path) -> None:
    whole, _ = run(backbone, settings(), tmp_path / "quiet")
    shelf = Shelf(backbone)
    prompt = backbone.assemble(EXAMPLES[0].student_parts(shelf(EXAMPLES[0].keys)))
    plain = "".join(backbone.generate(prompt, 4))
    points = []
    for event in train(backbone, EXAMPLES, shelf, settings(), tmp_path / "busy"):
        assert "".join(backbone.generate(prompt, 4)) == plain
        backbone.embed(["a question"])
        if isinstance(event, LossPoint):
            points.append(event)
    assert points == whole


def test_only_the_adapter_changes_and_summaries_stay(backbone: Backbone, tmp_path: Path) -> None:
    before = {key: tensor.clone() for key, tensor in Shelf(backbone)(tuple(TEXTS)).items()}
    base = {key: value.clone() for key, value in backbone.decoder.named_parameters()}
    points, _ = run(backbone, settings(batch=6, epochs=30, kl_weight=0.2), tmp_path)
    assert points[-1].loss < 0.8 * points[0].loss
    for key, tensor in Shelf(backbone)(tuple(TEXTS)).items():
        assert torch.equal(tensor, before[key])
    for key, tensor in backbone.decoder.named_parameters():
        if "lora_" not in key:
            assert torch.equal(tensor, base[key.replace(".base_layer", "")])
            assert tensor.grad is None
    assert backbone.adapters.active is None


def test_learning_goes_on_from_an_adapter(backbone: Backbone, tmp_path: Path) -> None:
    long, _ = run(backbone, settings(batch=6, epochs=8), tmp_path / "first")
    backbone.adapters.save(NAME, tmp_path / "version1")
    more, _ = run(backbone, settings(batch=6), tmp_path / "second", stop=1, start=tmp_path / "version1")
    assert more[0].loss < long[0].loss


def test_a_deadline_fits_the_steps_to_it(backbone: Backbone, tmp_path: Path) -> None:
    ticks = itertools.count(step=10.0)
    _, trained = run(
        backbone, settings(epochs=400), tmp_path, deadline=200.0, clock=lambda: float(next(ticks))
    )
    assert trained is not None
    assert 1 <= trained.steps < 20


def test_what_does_not_fit_the_window_is_left_out(tmp_path: Path) -> None:
    backbone = load_backbone(write_tiny_backbone(tmp_path / "narrow", decoder_window=160), dtype="fp32")
    shelf = Shelf(backbone)
    long = example("Why? " * 60, "for repairs", "d")
    trained = finish(train(backbone, [EXAMPLES[4], long], shelf, settings(batch=2), tmp_path / "run"))
    assert trained.left_out == 1
    with pytest.raises(LearningError, match="window"):
        list(train(backbone, [long], shelf, settings(), tmp_path / "other"))


def test_a_loss_that_is_no_number_ends_the_run(backbone: Backbone, tmp_path: Path) -> None:
    shelf = Shelf(backbone)
    backbone.decoder.get_output_embeddings().weight.data.fill_(float("nan"))
    with pytest.raises(LearningError, match="no longer a number"):
        list(train(backbone, EXAMPLES, shelf, settings(), tmp_path))


def test_nothing_to_learn_from_is_said(backbone: Backbone, tmp_path: Path) -> None:
    with pytest.raises(LearningError, match="nothing to learn from"):
        list(train(backbone, [], Shelf(backbone), settings(), tmp_path))


def test_rehearsing_leaves_nothing_behind(backbone: Backbone) -> None:
    found = finish(rehearse(backbone, EXAMPLES, Shelf(backbone), settings()))
    assert found.steps == 6
    assert found.seconds_per_example > 0
    assert backbone.adapters.names == ()


@given(st.lists(st.integers(1, 50), max_size=40), st.integers(1, 200))
def test_groups_hold_everything_once_within_their_rows(lengths: list[int], most: int) -> None:
    groups = group(lengths, most)
    assert sorted(itertools.chain(*groups)) == list(range(len(lengths)))
    for one in groups:
        longest = max(lengths[index] for index in one)
        assert len(one) == 1 or longest * len(one) <= most


def test_the_learning_rate_warms_up_and_falls_to_nothing() -> None:
    chosen = LearningSettings(learning_rate=0.5, warmup=0.1)
    rates = [learning_rate(chosen, 256, step, 100) for step in range(100)]
    assert rates[0] == pytest.approx(0.05)
    assert max(rates) == rates[9] == rates[10] == pytest.approx(0.5)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.001
