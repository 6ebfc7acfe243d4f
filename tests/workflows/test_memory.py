"""Running out of memory is one sentence that proposes what fits, and what comes next works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.domain import Answer, AnswerKind, LibraryId, Question
from lloco_desktop.errors import BackboneTooLarge, LlocoError, OutOfMemory
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.settings import BackboneChoice, Device, Precision, Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import Answered, Searched
from lloco_desktop.workflows.learning_plan import LearnOptions
from lloco_desktop.workflows.memory_advice import Moment
from lloco_desktop.workflows.models import ModelState
from lloco_desktop.workflows.services import Services
from tests.checkpoints import write_lclm
from tests.workflows.conftest import import_all
from tests.workflows.learning import QUICK, write_library
from tests.workflows.scarce import ScarceModels

CHOICE = BackboneChoice("large", Device.CPU, Precision.FP32)
QUESTION = "How many clocks does the museum in Lisbon hold?"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("backbones")
    write_lclm(place / "large", width=256)
    write_lclm(place / "little", width=128)
    return place


@pytest.fixture
def models(folders: Path) -> ScarceModels:
    return ScarceModels([folders], CHOICE)


@pytest.fixture
def services(tmp_path: Path, folders: Path, models: ScarceModels) -> Iterator[Services]:
    settings = Settings(extra_backbones=(folders,), answer_tokens=8).choosing(CHOICE)
    with Services(Workspace.open(tmp_path / "workspace"), settings, models, writable=True) as opened:
        yield opened


def ask(services: Services) -> tuple[Answer, int]:
    """A question in the model lane, as the window asks: the answer, and how often it was searched."""
    events: list[object] = []
    ended: list[Exception | None] = []
    assert services.ask(Question(QUESTION), events.append, ended.append).wait(60)
    assert ended == [None]
    (answer,) = [event.answer for event in events if isinstance(event, Answered)]
    return answer, sum(isinstance(event, Searched) for event in events)


def is_read(answer: Answer) -> bool:
    """Whether the decoder has read for this answer, and written."""
    return answer.tokens.prompt > 0 and answer.tokens.answer > 0


def proposes(sentence: str | None) -> bool:
    """Whether a sentence proposes something that is smaller than fp32 of the large backbone."""
    assert sentence is not None
    assert sentence.count(". ") <= 1
    return "in 16 bits it fits" in sentence or "in 8 bits it fits" in sentence or "in 4 bits" in sentence


def ended(services: Services, kind: JobKind) -> Job:
    services.wait_for_all()
    return [job for job in services.workspace.jobs.all() if job.kind is kind][-1]


def test_out_of_memory_while_loading_gives_quotes_with_a_proposal_and_the_next_question_loads(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    models.short_of = {Moment.LOADING}
    import_all(services, *write_library(tmp_path))
    failed = ended(services, JobKind.SUMMARISE)
    assert failed.state is JobState.FAILED
    assert proposes(failed.reason)
    answer, searched = ask(services)
    assert answer.kind is AnswerKind.QUOTED
    assert searched == 1
    assert proposes(answer.note)
    assert models.state is ModelState.FAILED
    assert models.reason in (answer.note or "")
    models.short_of = set()
    ask(services)
    assert models.state is ModelState.READY
    assert ended(services, JobKind.SUMMARISE).state is JobState.DONE  # begun by itself, since it can be now
    assert is_read(ask(services)[0])


def test_out_of_memory_while_compressing_ends_the_summaries_with_a_proposal_and_they_go_on_later(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    models.short_of = {Moment.SUMMARISING}
    import_all(services, *write_library(tmp_path))
    failed = ended(services, JobKind.SUMMARISE)
    assert failed.state is JobState.FAILED
    assert proposes(failed.reason)
    models.short_of = set()
    services.summarise_all()
    assert ended(services, JobKind.SUMMARISE).state is JobState.DONE
    counts = services.summary_counts()
    assert counts
    assert all(one.done == one.total for one in counts.values())


def test_out_of_memory_while_answering_gives_quotes_with_a_proposal_and_the_next_question_is_answered(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    import_all(services, *write_library(tmp_path))
    models.short_of = {Moment.ANSWERING}
    answer, searched = ask(services)
    assert models.failures > 0
    assert answer.kind is AnswerKind.QUOTED
    assert answer.citations
    assert searched == 1
    assert proposes(answer.note)
    assert not is_read(answer)
    models.short_of = set()
    assert is_read(ask(services)[0])  # the decoder read and wrote


def test_out_of_memory_while_the_question_is_embedded_is_no_different(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    import_all(services, *write_library(tmp_path))
    models.short_of = {Moment.SUMMARISING}  # the encoder reads questions too
    answer, searched = ask(services)
    assert answer.kind is AnswerKind.QUOTED
    assert searched == 1
    assert proposes(answer.note)
    models.short_of = set()
    assert is_read(ask(services)[0])


def test_out_of_memory_in_a_learning_step_ends_the_run_with_a_proposal_and_questions_are_answered(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    import_all(services, *write_library(tmp_path))
    library = services.library_named("papers")
    models.short_of = {Moment.LEARNING}
    services.learn(LibraryId(library.id), LearnOptions(replace(QUICK, epochs=0.3)))
    failed = ended(services, JobKind.LEARN)
    assert models.failures > 0
    assert failed.state is JobState.FAILED
    assert proposes(failed.reason)
    assert is_read(ask(services)[0])


def test_where_no_precision_is_smaller_another_backbone_that_is_installed_is_proposed(
    folders: Path, tmp_path: Path
) -> None:
    smallest = ScarceModels([folders], replace(CHOICE, precision=Precision.NF4))
    smallest.short_of = {Moment.LOADING}
    with pytest.raises(OutOfMemory, match=r"not enough memory to load large\. little fits"):
        smallest.get()
    alone = ScarceModels([folders / "little"], replace(CHOICE, backbone="little", precision=Precision.NF4))
    alone.short_of = {Moment.LOADING}
    with pytest.raises(OutOfMemory, match="Close other programs"):
        alone.get()


def test_what_failed_is_let_go_of_before_the_sentence_is_made(
    services: Services, models: ScarceModels, tmp_path: Path
) -> None:
    import_all(services, *write_library(tmp_path))
    models.short_of = {Moment.ANSWERING}
    answer, _ = ask(services)
    del answer
    raised: list[Exception | None] = []
    steps = services.answer(Question(QUESTION))
    list(steps)
    models.short_of = {Moment.LOADING}
    models.release()
    with pytest.raises(OutOfMemory) as caught:
        models.get()
    raised.append(caught.value)
    assert caught.value.__context__ is None  # whose traceback would hold the tensors
    assert caught.value.__cause__ is None


def test_only_failures_for_want_of_memory_are_tried_again(folders: Path) -> None:
    class Refusing(ScarceModels):
        """Counts how often it is asked to load, and refuses."""

        error: LlocoError = BackboneTooLarge("It is too large.")
        asked = 0

        def _load(self):  # type: ignore[no-untyped-def]
            self.asked += 1
            raise self.error

    models = Refusing([folders], CHOICE)
    for _ in range(2):
        with pytest.raises(BackboneTooLarge):
            models.get()
    assert models.asked == 2
    models.error = LlocoError("It is damaged.")
    for _ in range(2):
        with pytest.raises(LlocoError, match="damaged"):
            models.get()
    assert models.asked == 3
