"""Drawing tokens: the probabilities of a plain softmax, the seed, and answers that differ."""

from __future__ import annotations

import math

import pytest
import torch

from lloco_desktop.backbone.sampling import Sampling
from tests.backbone.test_reading import ask, ids, load
from tests.tiny_backbone import write_tiny_backbone


def softmax(logits: list[float], temperature: float) -> list[float]:
    weights = [math.exp(one / temperature) for one in logits]
    return [weight / sum(weights) for weight in weights]


@pytest.mark.parametrize("temperature", [0.3, 0.7, 1.0, 2.0])
def test_the_probabilities_are_those_of_a_softmax(temperature: float) -> None:
    logits = [2.0, -1.0, 0.5, 1.75, 0.0]
    drawn = Sampling(1, temperature, top_p=1.0).chooser().probabilities(torch.tensor(logits))
    assert drawn.tolist() == pytest.approx(softmax(logits, temperature), abs=1e-9)


def test_the_tail_is_cut_off_and_the_rest_made_whole() -> None:
    logits = [3.0, 2.0, 1.0, 0.0]
    whole = softmax(logits, 1.0)  # 0.64, 0.24, 0.09, 0.03
    drawn = Sampling(1, 1.0, top_p=0.8).chooser().probabilities(torch.tensor(logits))
    kept = whole[0] + whole[1]
    assert drawn.tolist() == pytest.approx([whole[0] / kept, whole[1] / kept, 0.0, 0.0])
    only = Sampling(1, 1.0, top_p=1e-6).chooser().probabilities(torch.tensor(logits))
    assert only.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_tokens_come_as_often_as_they_are_probable() -> None:
    logits = torch.tensor([1.0, 0.0, -1.0])
    chooser = Sampling(7, 1.0, top_p=1.0).chooser()
    draws = [chooser.choose(logits) for _ in range(4000)]
    for token, wanted in enumerate(softmax(logits.tolist(), 1.0)):
        error = math.sqrt(wanted * (1 - wanted) / len(draws))
        assert abs(draws.count(token) / len(draws) - wanted) < 4 * error


def test_a_seed_gives_the_same_answer_again_and_another_one_another(tmp_path) -> None:
    backbone = load(write_tiny_backbone(tmp_path / "tiny"))
    prompt = ask(backbone, "Who signed?")

    def answer(sampling: Sampling | None) -> list[int | None]:
        tokens = backbone.reader.tokens(prompt, 12, ignore_end=True, sampling=sampling)
        return [token for token in tokens if token is not None]

    drawn = [answer(Sampling(seed)) for seed in range(4)]
    assert answer(Sampling(2)) == drawn[2]
    assert len({tuple(one) for one in drawn}) > 1
    assert answer(None) == ids(backbone, prompt)
    assert answer(Sampling(3, temperature=1e-4)) == ids(backbone, prompt)
    text = "".join(backbone.generate(prompt, 12, sampling=Sampling(1)))
    assert text == "".join(backbone.generate(prompt, 12, sampling=Sampling(1)))
