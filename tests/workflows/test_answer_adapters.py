"""Answering with what was learned: the right library's adapter reads, and a bad one is done without."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.answering.routing import NOT_LEARNED
from lloco_desktop.answering.support import OWN_QUESTIONS, TRUSTED_F1
from lloco_desktop.domain import Answer, AnswerKind, Question, Scope
from lloco_desktop.model_files.formats import LoraShape, PooledConfig
from lloco_desktop.workflows.adapters_in_use import KEPT, in_memory
from lloco_desktop.workflows.answer_question import SWITCHED_OFF, UNSUPPORTED, UNSURE
from lloco_desktop.workflows.events import Answered, Piece
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.adapters import give_adapter
from tests.workflows.conftest import Open, import_all

RENT = "What is the monthly rent of the lease?"
LIGHTHOUSE = "Who built the first Eddystone lighthouse?"


@pytest.fixture
def services(open_services: Open, tmp_path: Path) -> Services:
    opened = open_services()
    import_all(opened, write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease"), library="home")
    import_all(opened, write_pdf(tmp_path / "storm.pdf", [STORM, STORM], title="Storm"), library="history")
    return opened


def ask(services: Services, text: str = RENT, **parts: object) -> tuple[str, Answer]:
    """What the decoder said, and the answer that came of it."""
    events = list(services.answer(Question(text, **parts)))  # type: ignore[arg-type]
    said = "".join(event.text for event in events if isinstance(event, Piece))
    (answered,) = [event for event in events if isinstance(event, Answered)]
    return said, answered.answer


def test_the_librarys_adapter_reads_and_is_named(services: Services) -> None:
    alone, before = ask(services)
    assert (before.adapter, before.adapter_reason) == (None, None)
    give_adapter(services, services.library_named("home"))
    learned, answer = ask(services)
    assert learned != alone
    assert answer.adapter == "home, version 1"
    assert "from its library" in (answer.adapter_reason or "")
    assert answer.tokens.summaries > 0
    assert answer.note == UNSUPPORTED
    assert ask(services)[0] == learned


def test_each_question_goes_to_its_librarys_adapter(services: Services) -> None:
    give_adapter(services, services.library_named("home"), seed=1)
    give_adapter(services, services.library_named("history"), seed=2)
    assert ask(services, RENT)[1].adapter == "home, version 1"
    assert ask(services, LIGHTHOUSE)[1].adapter == "history, version 1"
    assert ask(services, RENT)[1].adapter == "home, version 1"


def test_switched_off_means_the_backbone_alone(services: Services) -> None:
    alone, _ = ask(services)
    home = services.library_named("home")
    made = give_adapter(services, home)
    said, answer = ask(services, adapter=False)
    assert said == alone
    assert (answer.adapter, answer.adapter_reason) == (None, SWITCHED_OFF)
    ask(services)  # it is in memory now
    assert ask(services, adapter=False)[0] == alone
    services.use_adapter(home.id, None)
    assert ask(services)[0] == alone
    services.use_adapter(home.id, made.id)
    assert ask(services)[0] != alone


def test_a_library_that_has_not_learned_is_read_alone(services: Services) -> None:
    alone, _ = ask(services, LIGHTHOUSE)
    give_adapter(services, services.library_named("home"))
    said, answer = ask(services, LIGHTHOUSE)
    assert said == alone
    assert (answer.adapter, answer.adapter_reason) == (None, NOT_LEARNED)


def test_whole_documents_are_read_with_their_adapter_whatever_is_asked(services: Services) -> None:
    home = services.library_named("home")
    give_adapter(services, home)
    broad = "What would you say is the general drift of the notice?"
    assert ask(services, broad, libraries=(home.id,))[1].kind is AnswerKind.NOT_FOUND
    _, answer = ask(services, broad, libraries=(home.id,), scope=Scope.WHOLE)
    assert answer.adapter == "home, version 1"


def test_an_adapter_of_another_backbone_is_never_offered(services: Services) -> None:
    alone, _ = ask(services)
    give_adapter(services, services.library_named("home"), backbone="another")
    said, answer = ask(services)
    assert said == alone
    assert (answer.adapter, answer.adapter_reason) == (None, None)


@pytest.mark.parametrize("damage", ["gone", "cut short", "another backbone's"])
def test_a_bad_adapter_is_done_without_and_said(services: Services, damage: str) -> None:
    alone, _ = ask(services)
    made = give_adapter(services, services.library_named("home"))
    folder = services.workspace.adapters.path(made)
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "cut short":
        weights = folder / "adapter_model.safetensors"
        weights.write_bytes(weights.read_bytes()[:100])
    else:
        origin = folder / "origin.json"
        origin.write_text(origin.read_text().replace(made.backbone, "another"))
    said, answer = ask(services)
    assert said == alone
    assert answer.adapter is None
    assert "home, version 1 was not used" in (answer.note or "")
    assert answer.found


def test_only_a_few_stay_in_memory(services: Services) -> None:
    home, backbone = services.library_named("home"), services.models.get()
    made = [give_adapter(services, home, seed=seed) for seed in range(1, KEPT + 3)]
    for adapter in made:
        name = in_memory(backbone, services.workspace.adapters.path(adapter), adapter)
        assert name in backbone.adapters.names
        assert len(backbone.adapters.names) <= KEPT
    backbone.adapters.add("learning", LoraShape(rank=2))
    in_memory(backbone, services.workspace.adapters.path(made[0]), made[0])
    assert "learning" in backbone.adapters.names  # somebody else's is left alone
    backbone.adapters.drop("learning")


# --- trust -----------------------------------------------------------------------------------


@pytest.fixture
def poor(open_services: Open, tmp_path: Path, tiny_folder: Path) -> Services:
    """A backbone that was measured to be mostly wrong."""
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "poor"))
    replace(PooledConfig.read(folder), held_out_f1=TRUSTED_F1 - 1).write(folder)
    opened = open_services(backbone=str(folder))
    import_all(opened, write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease"), library="home")
    return opened


def is_believed(services: Services) -> bool:
    """Whether the decoder's words would stand alone if they were supported."""
    said, answer = ask(services, scope=Scope.WHOLE)
    assert answer.kind is AnswerKind.QUOTED  # a random one is never supported
    assert answer.adapter == "home, version 1"
    assert answer.note in (UNSURE, UNSUPPORTED)
    assert answer.note == UNSUPPORTED or not said
    return answer.note == UNSUPPORTED


@pytest.mark.parametrize(
    ("scores", "trusted"),
    [
        ({"own": {"questions": OWN_QUESTIONS, "f1_after": TRUSTED_F1}}, True),
        ({"own": {"questions": OWN_QUESTIONS - 1, "f1_after": 99.0}}, False),
        ({"held_out": {"questions": 200, "f1_before": 1.0, "f1_after": 99.0}}, False),
    ],
)
def test_a_poor_backbone_is_trusted_with_an_adapter_that_people_tried(
    poor: Services, scores: dict[str, object], trusted: bool
) -> None:
    give_adapter(poor, poor.library_named("home"), scores=scores)
    assert is_believed(poor) is trusted


def test_trust_ends_with_the_documents_that_were_learned(poor: Services, tmp_path: Path) -> None:
    scores = {"own": {"questions": 200, "f1_after": 99.0}}
    give_adapter(poor, poor.library_named("home"), scores=scores)
    assert is_believed(poor)
    import_all(poor, write_pdf(tmp_path / "storm.pdf", [STORM, STORM], title="Storm"), library="home")
    assert not is_believed(poor)
