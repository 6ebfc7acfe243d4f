"""Ratio and expansion, from the setting to what an answer says that was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import Answer, Question, Scope
from lloco_desktop.settings import BackboneChoice, Device, Places, Precision, Settings
from lloco_desktop.workflows.events import Answered
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.services import Services
from lloco_desktop.workflows.switching import switch_cost
from tests.pdfs import BEES, LEASE, write_pdf
from tests.tiny_backbone import write_tiny_backbone
from tests.workflows.conftest import import_all

CHOICE = BackboneChoice("several", Device.CPU, Precision.FP32)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    write_tiny_backbone(tmp_path / "backbones" / "several", ratio=4, ratios=(4, 8, 16))
    settings = Settings(extra_backbones=(tmp_path / "backbones",), answer_tokens=8).choosing(CHOICE)
    with Services.open(tmp_path / "workspace", Preferences(settings), Places.of_user()) as opened:
        pdfs = [write_pdf(tmp_path / f"{n}.pdf", [text * 3]) for n, text in enumerate((LEASE, BEES))]
        import_all(opened, *pdfs)
        yield opened


def choose(services: Services, ratio: int) -> None:
    """Turn the dial, and wait for the summaries."""
    ended: list[Exception | None] = []
    assert services.use_backbone(replace(CHOICE, ratio=ratio), ended.append).wait(60)
    assert ended == [None]
    services.wait_for_all()


def ask(services: Services) -> Answer:
    question = Question("What is the monthly rent?", scope=Scope.WHOLE)
    (answer,) = [one.answer for one in services.answer(question) if isinstance(one, Answered)]
    return answer


def test_every_ratio_reads_its_own_summaries_and_all_are_kept(services: Services) -> None:
    read: dict[int, Answer] = {}
    for ratio in (4, 16, 8, 4, 16):
        cost = switch_cost(services, replace(CHOICE, ratio=ratio))
        assert cost.without_summaries == (0 if ratio in read or not read else 2)
        choose(services, ratio)
        answer = ask(services)
        each = answer.tokens.source / answer.tokens.summaries
        assert 0.7 * ratio <= each <= ratio, "a segment's last summary may stand for fewer tokens"
        if ratio in read:
            assert answer.tokens == read[ratio].tokens
        read[ratio] = answer
    assert read[4].tokens.summaries > read[8].tokens.summaries > read[16].tokens.summaries
    kept = services.workspace.summaries.backbones()
    assert len(kept) == 3
    assert all(services.workspace.summaries.size_of(one) for one in kept)


def test_an_answer_says_whether_passages_were_read_as_text(services: Services) -> None:
    beside = ask(services)
    assert beside.expanded_passages == 1
    assert beside.tokens.expanded > 0
    services.preferences.change(expansion=False)
    alone = ask(services)
    assert (alone.expanded_passages, alone.tokens.expanded) == (0, 0)
    assert alone.tokens.summaries > 0
    assert (alone.device, alone.precision) == ("cpu", "fp32")
