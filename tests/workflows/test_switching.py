"""Another backbone while the application runs, with real services and tiny backbones."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import AnswerKind, Question, SummaryPrecision
from lloco_desktop.errors import BackboneMissing, LearningError, LlocoError
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.settings import BackboneChoice, Device, Places, Precision, Settings
from lloco_desktop.workflows.events import Answered
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.services import Services
from lloco_desktop.workflows.switching import SwitchCost, switch_cost
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.tiny_backbone import write_tiny_backbone
from tests.workflows.conftest import import_all

CHOICE = BackboneChoice("tiny", Device.CPU, Precision.FP32)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("backbones")
    write_tiny_backbone(place / "tiny")
    write_tiny_backbone(place / "other", seed=1, ratio=4, ratios=(4, 8, 16))
    damaged = write_tiny_backbone(place / "damaged", seed=2)
    weights = damaged / "decoder" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])
    return place


@pytest.fixture
def services(tmp_path: Path, folders: Path) -> Iterator[Services]:
    settings = Settings(extra_backbones=(folders,), answer_tokens=8).choosing(CHOICE)
    preferences = Preferences(settings, tmp_path / "settings.json")
    with Services.open(tmp_path / "workspace", preferences, Places.of_user()) as opened:
        pdfs = [
            write_pdf(tmp_path / f"{name}.pdf", [text]) for name, text in (("lease", LEASE), ("bees", BEES))
        ]
        import_all(opened, *pdfs)
        yield opened


def use(services: Services, choice: BackboneChoice) -> Exception | None:
    """Change and wait."""
    ended: list[Exception | None] = []
    assert services.use_backbone(choice, ended.append).wait(60)
    return ended[0]


def summaries(services: Services, fingerprint: str) -> int:
    return sum(one.done for one in services.workspace.segments.counts(fingerprint).values())


def fingerprint(services: Services) -> str:
    assert services.models.fingerprint is not None
    return services.models.fingerprint


def test_what_a_change_costs(services: Services) -> None:
    assert switch_cost(services, CHOICE) == SwitchCost(2, 0, same=True)
    assert switch_cost(services, replace(CHOICE, backbone="other")) == SwitchCost(2, 2)
    assert switch_cost(services, replace(CHOICE, precision=Precision.BF16)) == SwitchCost(2, 0)
    assert "damaged" in str(switch_cost(services, replace(CHOICE, backbone="damaged")).problem)
    assert "no-such" in str(switch_cost(services, replace(CHOICE, backbone="no-such")).problem)


def test_another_backbone_makes_its_own_summaries_and_the_old_ones_stay(
    services: Services, tmp_path: Path
) -> None:
    before = fingerprint(services)
    assert summaries(services, before) > 0
    assert use(services, replace(CHOICE, backbone="other")) is None
    after = fingerprint(services)
    assert after != before
    services.wait_for_all()
    assert summaries(services, after) > 0
    assert summaries(services, before) > 0
    assert Settings.load(tmp_path / "settings.json").backbone == "other"
    answers = [one for one in services.answer(Question("What is the rent?")) if isinstance(one, Answered)]
    assert answers[0].answer.backbone == "other" or answers[0].answer.kind is AnswerKind.QUOTED
    assert switch_cost(services, CHOICE) == SwitchCost(2, 0), "going back costs nothing"


def test_another_ratio_is_other_summaries(services: Services) -> None:
    assert use(services, replace(CHOICE, backbone="other")) is None
    services.wait_for_all()
    own = fingerprint(services)
    assert switch_cost(services, replace(CHOICE, backbone="other", ratio=16)).without_summaries == 2
    assert use(services, replace(CHOICE, backbone="other", ratio=16)) is None
    services.wait_for_all()
    assert services.models.info is not None
    assert services.models.info.tokens_per_summary == 16
    assert fingerprint(services) == f"{own}-16x"
    assert use(services, replace(CHOICE, ratio=16)) is None
    assert services.models.info is not None
    assert services.models.info.tokens_per_summary == 8, "a backbone without that ratio keeps its own"


def test_the_same_ratio_before_and_after_loading(services: Services) -> None:
    """What is not loaded yet is known by the same name as when it is."""
    services.models.replace(replace(CHOICE, backbone="other", ratio=8))
    waiting = services.models.fingerprint
    services.models.get()
    assert services.models.fingerprint == waiting


def test_a_backbone_that_cannot_be_loaded_leaves_the_present_one(services: Services, tmp_path: Path) -> None:
    before = fingerprint(services)
    assert isinstance(use(services, replace(CHOICE, backbone="no-such")), BackboneMissing)
    assert isinstance(use(services, replace(CHOICE, device=Device.CUDA)), LlocoError)
    assert isinstance(use(services, replace(CHOICE, backbone="damaged")), LlocoError)
    assert fingerprint(services) == before
    assert services.models.info is not None
    assert services.settings.choice == CHOICE
    assert (
        not (tmp_path / "settings.json").exists()
        or Settings.load(tmp_path / "settings.json").choice == CHOICE
    )


def test_a_change_between_two_steps_of_summarising(services: Services, tmp_path: Path) -> None:
    """What is being summarised goes on with the new backbone, and nothing of the old one's is lost."""
    reached = threading.Event()
    go_on = threading.Event()

    def hold(event: object) -> None:
        job = event.job  # type: ignore[attr-defined]
        if job.kind is JobKind.SUMMARISE and event.event is not None and not reached.is_set():  # type: ignore[attr-defined]
            reached.set()
            go_on.wait(30)

    services.listen(hold)
    library = services.library_named("papers")
    services.import_files(library.id, [write_pdf(tmp_path / "storm.pdf", [STORM * 8] * 3)])
    assert reached.wait(60)
    ended: list[Exception | None] = []
    change = services.use_backbone(replace(CHOICE, backbone="other"), ended.append)
    go_on.set()
    assert change.wait(60)
    assert ended == [None]
    services.wait_for_all()
    whole = services.workspace.segments.counts(fingerprint(services))
    assert len(whole) == 3
    assert all(one.done == one.total for one in whole.values())
    states = {job.state for job in services.workspace.jobs.all() if job.kind is JobKind.SUMMARISE}
    assert states == {JobState.DONE}


def pretend_learning(services: Services) -> int:
    """A paused learning job, as it waits while its library is being learned."""
    library = services.library_named("papers")
    job = services.workspace.jobs.create(JobKind.LEARN, JobKind.LEARN.lane, {"library": library.id, "run": 1})
    services.workspace.jobs.update(job.id, JobState.PAUSED)
    return job.id


def reopened(services: Services, tmp_path: Path) -> Services:
    """The same workspace and settings at the next start."""
    services.close()
    file = tmp_path / "settings.json"
    preferences = Preferences(Settings.load(file) if file.exists() else services.settings, file)
    return Services.open(tmp_path / "workspace", preferences, Places.of_user())


def test_while_a_library_is_learned_nothing_changes(services: Services, tmp_path: Path) -> None:
    pretend_learning(services)
    with reopened(services, tmp_path) as again:
        other = replace(CHOICE, backbone="other")
        assert switch_cost(again, other).learning == ("papers",)
        assert isinstance(use(again, other), LearningError)
        assert again.settings.choice == CHOICE


def test_a_change_waits_for_the_end_of_learning(services: Services, tmp_path: Path) -> None:
    job = pretend_learning(services)
    other = replace(CHOICE, backbone="other")
    with reopened(services, tmp_path) as again:
        again.preferences.change(waiting=other)
        again.runner.cancel(job)  # its end
        assert again.runner.wait([job], 30)
        wait_until(lambda: again.settings.choice == other)
        assert again.settings.waiting is None


def test_a_change_that_waited_is_made_at_the_next_start(services: Services, tmp_path: Path) -> None:
    services.preferences.change(waiting=replace(CHOICE, backbone="other"))
    with reopened(services, tmp_path) as again:
        assert again.models.wanted == "other"
        assert json.loads((tmp_path / "settings.json").read_text())["waiting"] is None


def wait_until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Look until it is so; the change is urgent work that a listener began."""
    done = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        done.wait(0.05)
    raise AssertionError("it did not come to that")


# --- settings that count at once -----------------------------------------------------------------


def test_settings_count_from_the_next_question_and_import_on(services: Services, tmp_path: Path) -> None:
    def expanded() -> int:
        events = list(services.answer(Question("What is the monthly rent of the tenant?")))
        return next(one.answer.tokens.expanded for one in events if isinstance(one, Answered))

    assert expanded() > 0
    services.preferences.change(expansion=False)
    assert expanded() == 0
    services.preferences.change(summary_precision=SummaryPrecision.INT8)
    import_all(services, write_pdf(tmp_path / "storm.pdf", [STORM]))
    keys = [
        segment.key
        for document in services.workspace.documents.all()
        for segment in services.workspace.segments.of_document(document.id, fingerprint(services))
    ]
    kinds = {one.precision for one in services.workspace.summaries.get(keys).values()}
    assert kinds == {SummaryPrecision.FP16, SummaryPrecision.INT8}, "those there are stay as they are"
