"""Answering: found, quoted, counted, generated, refused; citations are true to the page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.answering.support import TRUSTED_F1
from lloco_desktop.domain import Answer, AnswerKind, Question, Scope
from lloco_desktop.errors import BadInput
from lloco_desktop.model_files.formats import PooledConfig
from lloco_desktop.workflows.answer_question import FOREIGN, NO_BACKBONE, UNSUPPORTED, UNSURE
from lloco_desktop.workflows.events import Answered, Piece, Searched
from lloco_desktop.workflows.foreign import is_foreign_library
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open, import_all


def ask(services: Services, text: str, **parts: object) -> Answer:
    (answered,) = [
        event
        for event in services.answer(Question(text, **parts))  # type: ignore[arg-type]
        if isinstance(event, Answered)
    ]
    return answered.answer


@pytest.fixture
def quoting(open_services: Open, tmp_path: Path) -> Services:
    services = open_services(backbone="none")
    import_all(services, write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease and bees"))
    import_all(
        services, write_pdf(tmp_path / "storm.pdf", [STORM], title="The great storm"), library="history"
    )
    return services


def test_a_quote_is_verbatim_and_on_its_page(quoting: Services) -> None:
    answer = ask(quoting, "How many months of notice must the tenant give?")
    assert answer.kind is AnswerKind.QUOTED
    assert answer.found
    first = answer.citations[0]
    assert "three months' notice" in first.quote.replace("’", "'")
    assert (first.title, first.page) == ("Lease and bees", 2)
    assert first.boxes
    assert all(box.page == 2 and box.x0 < box.x1 and box.y0 < box.y1 for box in first.boxes)
    assert (answer.note or "").startswith(NO_BACKBONE)


def test_quotes_on_request_need_no_reason(quoting: Services) -> None:
    answer = ask(quoting, "Who built the first Eddystone lighthouse?", quote=True)
    assert "Winstanley" in answer.text
    assert answer.note is None
    assert answer.backbone is None


def test_another_variation_quotes_other_sentences(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    lines = [
        "The bees of the northern hive make dark honey from heather in August.",
        "Old bees carry water to the hive and make it cool by beating their wings.",
        "Every spring the keeper opens the hive to see what the bees made of the winter stores.",
        "Wax is made by young bees, who hang in chains and build the combs of the hive.",
    ]
    import_all(services, write_pdf(tmp_path / "bees.pdf", [lines], title="Hives"))
    text = "What do the bees of the hive make?"
    first, again = (ask(services, text, quote=True, variation=number) for number in (0, 1))
    assert (len(first.citations), len(again.citations), again.note) == (3, 1, None)
    assert {one.quote for one in first.citations}.isdisjoint(one.quote for one in again.citations)
    assert ask(services, text, quote=True, variation=2).text == first.text  # round again


def test_where_there_are_no_others_that_is_said(quoting: Services) -> None:
    text = "What must the tenant do about notice, rent and the garden?"
    first, again = (ask(quoting, text, quote=True, variation=number) for number in (0, 1))
    assert (again.text, again.note) == (first.text, "No other sentences come as close.")


def test_nothing_relevant_is_said_so(quoting: Services) -> None:
    answer = ask(quoting, "Which enzyme splits lactose in mammals?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert not answer.found
    assert answer.citations == ()


def test_only_the_chosen_library_is_searched(quoting: Services) -> None:
    history = quoting.library_named("history")
    answer = ask(quoting, "How many months of notice must the tenant give?", libraries=(history.id,))
    assert answer.kind is AnswerKind.NOT_FOUND


def test_only_the_chosen_document_is_searched(quoting: Services) -> None:
    storm = next(one for one in quoting.workspace.documents.all() if one.title == "The great storm")
    answer = ask(quoting, "Who wrote a book about the storm?", documents=(storm.id,))
    assert {citation.document for citation in answer.citations} == {storm.id}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many documents are there?", "2 documents"),
        ("How many pages are in my library?", "3 pages"),
        ("Which documents are in my library?", "The great storm"),
        ("一共有多少个文档？", "2"),
    ],
)
def test_questions_about_the_library_are_counted(quoting: Services, question: str, expected: str) -> None:
    answer = ask(quoting, question)
    assert answer.kind is AnswerKind.COUNTED
    assert expected in answer.text


def test_empty_questions_and_empty_libraries_are_refused(quoting: Services) -> None:
    empty = quoting.library_named("empty", create=True)
    with pytest.raises(BadInput, match="empty"):
        ask(quoting, "   ")
    with pytest.raises(BadInput, match="no documents"):
        ask(quoting, "Anything?", libraries=(empty.id,))


def test_a_random_model_is_not_believed(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE], title="Lease"))
    events = list(services.answer(Question("What is the monthly rent?", scope=Scope.WHOLE)))
    assert isinstance(events[0], Searched)
    assert any(isinstance(event, Piece) for event in events)
    answer = events[-1].answer  # type: ignore[attr-defined]
    assert answer.kind is AnswerKind.QUOTED
    assert answer.note == UNSUPPORTED
    assert "840 euros" in answer.text
    assert answer.backbone == "tiny"
    assert answer.tokens.summaries > 0
    assert answer.tokens.source > answer.tokens.summaries
    assert 0 < answer.seconds.first_token <= answer.seconds.total


def test_another_variation_is_drawn(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE], title="Lease"))

    def words(variation: int) -> str:
        question = Question("What is the monthly rent?", scope=Scope.WHOLE, variation=variation)
        return "".join(event.text for event in services.answer(question) if isinstance(event, Piece))

    drawn = [words(variation) for variation in range(4)]
    assert len(set(drawn)) > 1
    assert [words(variation) for variation in range(4)] == drawn


def test_no_expansion_gives_the_decoder_summaries_alone(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE], title="Lease"))
    alone = ask(services, "What is the monthly rent?", scope=Scope.WHOLE, expansion=False)
    assert alone.tokens.expanded == 0
    assert alone.tokens.summaries > 0


def test_closing_an_answer_leaves_the_services_usable(open_services: Open, tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE], title="Lease"))
    steps = services.answer(Question("What is the monthly rent?", scope=Scope.WHOLE))
    for event in steps:
        if isinstance(event, Piece):
            break
    steps.close()  # type: ignore[attr-defined]
    assert ask(services, "What is the monthly rent?", scope=Scope.WHOLE).found


def test_a_backbone_that_is_mostly_wrong_only_suggests(
    open_services: Open, tmp_path: Path, tiny_folder: Path
) -> None:
    poor = Path(shutil.copytree(tiny_folder, tmp_path / "poor"))
    settings = PooledConfig.read(poor)
    replace(settings, held_out_f1=TRUSTED_F1 - 1).write(poor)
    services = open_services(backbone=str(poor))
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE], title="Lease"))
    events = list(services.answer(Question("What is the monthly rent?", scope=Scope.WHOLE)))
    assert {event.text for event in events if isinstance(event, Piece)} == {""}
    answer = events[-1].answer  # type: ignore[attr-defined]
    assert answer.kind is AnswerKind.QUOTED
    assert answer.note == UNSURE
    assert "840 euros" in answer.text
    assert answer.tokens.summaries > 0


CHINESE = "每月租金为人民币四万八千元，承租方应于每月五日前支付。提前解除合同须提前九十日书面通知。"


def _of_languages(folder: Path, said: str) -> Path:
    """A backbone that is mostly wrong, and whose card names its languages."""
    replace(PooledConfig.read(folder), held_out_f1=TRUSTED_F1 - 1).write(folder)
    (folder / "README.md").write_text(f"---\nlanguage: {said}\n---\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("said", "foreign"), [("en", True), ("[en, zh]", False)])
def test_a_backbone_is_not_asked_of_a_language_that_it_does_not_know(
    open_services: Open, tmp_path: Path, tiny_folder: Path, said: str, *, foreign: bool
) -> None:
    poor = _of_languages(Path(shutil.copytree(tiny_folder, tmp_path / "poor")), said)
    services = open_services(backbone=str(poor))
    import_all(services, write_pdf(tmp_path / "lease.pdf", [CHINESE], title="Lease", font="china-s"))
    library = services.workspace.libraries.all()[0]
    events = list(services.answer(Question("每月租金是多少？")))
    answer = events[-1].answer  # type: ignore[attr-defined]
    assert "四万八千元" in answer.text
    assert (answer.note == FOREIGN) is foreign
    assert any(isinstance(event, Piece) for event in events) is not foreign
    assert is_foreign_library(services.workspace, services.models, library.id) is foreign
