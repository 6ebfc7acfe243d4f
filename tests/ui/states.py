"""Every page of the window in every state that shows other texts, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import AdapterId, AnswerKind, LibraryId, RunId
from lloco_desktop.errors import LlocoError
from lloco_desktop.fitting.verdict import Verdict
from lloco_desktop.jobs.job import JobState
from lloco_desktop.progress import Progress
from lloco_desktop.store.problems import Problem, ProblemKind
from lloco_desktop.store.verify import VerifyReport
from lloco_desktop.study import RunState
from lloco_desktop.ui.learn.learning import LearningSeen, LossGrew
from lloco_desktop.ui.library_room import Tab
from lloco_desktop.ui.services import BackboneStatus, DocumentState, Readiness, WorkSeen
from lloco_desktop.ui.settings.hub import Pickles
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.ui.update_notice import UpdateNotice
from lloco_desktop.workflows.events import Answered, BackboneArrived, Searched
from lloco_desktop.workflows.hub_desk import OfferState
from lloco_desktop.workflows.import_needs import ImportNeeds
from lloco_desktop.workflows.updates import Looked, Outcome
from tests.ui import learning_fakes as learn
from tests.ui.conversation_fakes import make_turn
from tests.ui.hub_fakes import make_download, make_fit, make_offer, make_preset
from tests.ui.preferences_fakes import make_entry
from tests.ui.update_fakes import make_news

CONTRACTS = LibraryId(1)
RUN = RunId(1)


@dataclass
class Scene:
    """What a state is made with."""

    qtbot: QtBot
    services: Any
    fakes: Any
    open: Callable[[Any], Any]

    def again(self) -> Scene:
        """The same with other services: a library of three documents."""
        services = self.fakes.services()
        library = services.create_library("Contracts").id
        services.rows[library] = [self.fakes.row(f"{name}.pdf") for name in ("lease", "annex", "sale")]
        return replace(self, services=services)

    def desk(self) -> Any:
        """The window over the services as they are now."""
        desk = self.open(self.services)
        self.settle(desk)
        return desk

    def settle(self, desk: Any) -> None:
        """Wait for what the window reads."""
        self.qtbot.waitUntil(lambda: not desk.background.busy)
        QApplication.processEvents()

    def at(self, tab: Tab) -> Any:
        """The window with a page of its library shown."""
        desk = self.desk()
        desk.window.go_to(tab)
        self.settle(desk)
        return desk


def first_run(scene: Scene) -> Any:
    scene.services.names.clear()
    return scene.desk()


def chat_empty_library(scene: Scene) -> Any:
    scene.services.rows[CONTRACTS] = []
    return scene.at(Tab.CHAT)


def chat_ready(scene: Scene) -> Any:
    return scene.at(Tab.CHAT)


def chat_without_backbone(scene: Scene) -> Any:
    scene.services.status = BackboneStatus(Readiness.NONE)
    return scene.at(Tab.CHAT)


def chat_loading(scene: Scene) -> Any:
    scene.services.status = BackboneStatus(Readiness.LOADING, "small")
    return scene.at(Tab.CHAT)


def chat_answers(scene: Scene) -> Any:
    """An answer with sources and details, quotes, nothing found, one that failed, one under way."""
    answer = scene.fakes.answer
    turns = [
        make_turn(1, "1?", answer()),
        make_turn(3, "2?", answer(kind=AnswerKind.QUOTED, text="“1” [1]", note="2.")),
        make_turn(5, "3?", answer(kind=AnswerKind.NOT_FOUND, citations=(), found=False, text="3.")),
        make_turn(7, "4?", None),
    ]
    scene.services.conversations.fill(CONTRACTS, turns, "1")
    desk = scene.at(Tab.CHAT)
    transcript = desk.window.chat.transcript
    scene.qtbot.waitUntil(lambda: len(transcript.turns) == len(turns))
    transcript.turns[0].details_button.click()
    QApplication.processEvents()
    return desk


def chat_under_way(scene: Scene) -> Any:
    desk = scene.at(Tab.CHAT)
    box = desk.window.chat.composer.box
    box.setFocus()
    scene.qtbot.keyClicks(box, "1?")
    scene.qtbot.keyClick(box, Qt.Key.Key_Return)
    desk.services.asked[-1].event(Searched((), relevant=True))
    QApplication.processEvents()
    return desk


def chat_failed(scene: Scene) -> Any:
    desk = chat_under_way(scene)
    scene.settle(desk)  # the question is stored
    desk.services.asked[-1].done(RuntimeError())
    scene.qtbot.waitUntil(lambda: not desk.window.answers.busy())
    scene.settle(desk)
    return desk


def chat_answered(scene: Scene) -> Any:
    desk = chat_under_way(scene)
    desk.services.asked[-1].event(Answered(scene.fakes.answer()))
    desk.services.asked[-1].done(None)
    QApplication.processEvents()
    return desk


def documents(scene: Scene) -> Any:
    """A document in every state."""
    rows = [
        scene.fakes.row(f"{number}.pdf", state, pages=number, summaries_total=9, summaries_done=number % 9)
        for number, state in enumerate(DocumentState)
    ]
    scene.services.rows[CONTRACTS] = rows
    return scene.at(Tab.DOCUMENTS)


def documents_selected(scene: Scene) -> Any:
    desk = documents(scene)
    desk.window.documents.table.selectAll()
    QApplication.processEvents()
    return desk


def documents_filtered(scene: Scene) -> Any:
    desk = documents(scene)
    desk.window.documents.filter.setText("777")
    QApplication.processEvents()
    return desk


def documents_empty(scene: Scene) -> Any:
    scene.services.rows[CONTRACTS] = []
    return scene.at(Tab.DOCUMENTS)


def documents_too_large(scene: Scene) -> Any:
    scene.services.intake.needs = ImportNeeds((), 3, 10**9, 300, 10**10, 10**6)
    desk = scene.at(Tab.DOCUMENTS)
    desk.window.importing.add([Path("/1.pdf")], desk.window.libraries.current())
    scene.settle(desk)
    return desk


def documents_followed(scene: Scene) -> Any:
    scene.services.intake.follow(CONTRACTS, Path("/1"))
    return scene.at(Tab.DOCUMENTS)


def learn_setup(scene: Scene) -> Any:
    return scene.at(Tab.LEARN)


def learn_measuring(scene: Scene) -> Any:
    desk = scene.at(Tab.LEARN)
    desk.window.learn.setup.learn_button.click()
    QApplication.processEvents()
    return desk


def learn_planned(scene: Scene) -> Any:
    desk = learn_measuring(scene)
    desk.services.learning.plans[-1].give(learn.make_plan())
    QApplication.processEvents()
    return desk


def learn_live(scene: Scene) -> Any:
    desk = scene.at(Tab.LEARN)
    job = learn.make_learn_job(CONTRACTS)
    listen = desk.services.listener
    listen(WorkSeen(job, None))
    progress = Progress("1", 40, 190, "steps", None, 170.0)
    listen(LearningSeen(CONTRACTS, RUN, RunState.TRAINING, progress))
    for point in learn.make_losses(190)[:40]:
        listen(LossGrew(CONTRACTS, RUN, point))
    listen(WorkSeen(job, progress))
    live = desk.window.learn.live
    scene.qtbot.waitUntil(lambda: len(live.chart.points) == 40)
    return desk


def learn_report(scene: Scene) -> Any:
    scene.services.learning.states[CONTRACTS] = learn.make_learned(2, 2)
    scene.services.learning.reports = {AdapterId(1): learn.make_report(), AdapterId(2): learn.make_report()}
    return scene.at(Tab.LEARN)


def learn_not_earned(scene: Scene) -> Any:
    scene.services.learning.states[CONTRACTS] = learn.make_learned(1, None)
    scene.services.learning.reports = {AdapterId(1): learn.make_report(earned=False)}
    return scene.at(Tab.LEARN)


def _settings(section: Section) -> Callable[[Scene], Any]:
    def show(scene: Scene) -> Any:
        scene.services.preferences.entries.append(make_entry("other", added=True, folder=Path("/2")))
        scene.services.preferences.report = VerifyReport((Problem(ProblemKind.PAGES, "1", "2"),), {})
        desk = scene.desk()
        desk.window.show_settings(section)
        scene.settle(desk)
        return desk

    show.__name__ = f"settings_{section.name.lower()}"
    return show


def _backbones(scene: Scene) -> Any:
    desk = scene.desk()
    desk.window.show_settings(Section.BACKBONES)
    scene.settle(desk)
    return desk


def backbones_asked(scene: Scene) -> Any:
    """What is asked before something is downloaded and converted; every fold open."""
    hub, preferences = scene.services.hub, scene.services.preferences
    fit = make_fit(verdict=Verdict.TOO_LARGE)
    hub.listed = [make_offer(preset=make_preset(gated=True), fit=fit, recommended=True)]
    hub.in_pickles[preferences.entries[0].folder] = Pickles(13 * 10**9)
    desk = _backbones(scene)
    section = desk.window.settings.part(Section.BACKBONES)
    card = section.offers.cards["llama"]
    for button in (card.get_button, card.details_button, section.cards[0].fits_button):
        button.click()
    scene.qtbot.waitUntil(lambda: not section.cards[0].convert_button.isHidden())
    section.cards[0].convert_button.click()
    scene.settle(desk)
    return desk


def backbones_coming(scene: Scene) -> Any:
    """One on its way, one that stopped, one that is here with adapters to get, and the token kept."""
    hub, preferences = scene.services.hub, scene.services.preferences
    hub.token = "1"
    hub.listed = [
        make_offer("1", OfferState.COMING),
        make_offer("2", OfferState.INCOMPLETE, problem="3."),
        make_offer("4", OfferState.HERE, recommended=True),
    ]
    preferences.entries.append(make_entry("4", folder=hub.listed[2].folder))
    job = make_download("1")
    scene.services.unfinished = [job]
    desk = _backbones(scene)
    desk.services.listener(WorkSeen(job, Progress("5", 3 * 10**9, 13 * 10**9, "bytes", None, 900.0)))
    scene.qtbot.wait(20)
    scene.settle(desk)
    return desk


def backbone_arrived(scene: Scene) -> Any:
    """One has come, and the one in use is out of memory."""
    scene.services.status = BackboneStatus(Readiness.RESTING, "small")
    desk = scene.at(Tab.CHAT)
    desk.services.listener(BackboneArrived(Path("/2")))
    scene.qtbot.waitUntil(desk.window.notice.isVisible)
    return desk


def updates_asked(scene: Scene) -> Any:
    """Whether to look for newer versions."""
    scene.services.updates.asks = True
    desk = scene.at(Tab.CHAT)
    scene.qtbot.waitUntil(desk.window.room.isVisible)
    UpdateNotice(desk.window, scene.services, desk.window).look_round()
    return desk


def updates_told(scene: Scene) -> Any:
    """There is a newer version."""
    scene.services.updates.due = True
    desk = scene.at(Tab.CHAT)
    scene.qtbot.waitUntil(desk.window.room.isVisible)
    notice = UpdateNotice(desk.window, scene.services, desk.window)
    notice.look_round()
    scene.services.updates.looks[-1](make_news(needs={"en": "1"}))
    scene.qtbot.waitUntil(desk.window.notice.isVisible)
    return desk


def updates_news(scene: Scene) -> Any:
    """The same on the About page, because it was looked up now."""
    desk = scene.desk()
    desk.window.show_settings(Section.ABOUT)
    row = desk.window.settings.part(Section.ABOUT).updates
    row.look()
    scene.services.updates.looks[-1](make_news(needs={"en": "1"}))
    scene.qtbot.waitUntil(lambda: not row.page_button.isHidden())
    scene.settle(desk)
    return desk


def updates_refused(scene: Scene) -> Any:
    """An answer that is not trusted."""
    desk = scene.desk()
    desk.window.show_settings(Section.ABOUT)
    row = desk.window.settings.part(Section.ABOUT).updates
    row.look()
    scene.services.updates.looks[-1](Looked(Outcome.REFUSED))
    scene.qtbot.waitUntil(row.look_button.isEnabled)
    scene.settle(desk)
    return desk


def updates_nowhere(scene: Scene) -> Any:
    scene.services.updates.host = ""
    desk = scene.desk()
    desk.window.show_settings(Section.ABOUT)
    scene.settle(desk)
    return desk


def viewer(scene: Scene) -> Any:
    desk = scene.at(Tab.CHAT)
    answer = scene.fakes.answer()
    desk.window.viewer.show_citations(answer.citations, 0)
    scene.qtbot.waitUntil(lambda: desk.window.viewer.isVisible())
    scene.settle(desk)
    return desk


def viewer_locked(scene: Scene) -> Any:
    desk = scene.at(Tab.CHAT)
    path = Path("/papers/1.pdf")
    desk.renderer.locked[path] = "1"
    desk.window.viewer.show_document(path, "1")
    scene.qtbot.waitUntil(lambda: desk.window.viewer.isVisible())
    scene.settle(desk)
    return desk


def shortcuts(scene: Scene) -> Any:
    desk = scene.desk()
    desk.window.show_shortcuts()
    QApplication.processEvents()
    return desk


def working(scene: Scene) -> Any:
    """Work of every kind in the side column, a notice, and the field for a name."""
    job = scene.fakes.job
    desk = scene.desk()
    for number, state in enumerate((JobState.RUNNING, JobState.PAUSED, JobState.QUEUED, JobState.FAILED)):
        work = replace(job(number + 10, CONTRACTS, state), reason="1." if state is JobState.FAILED else None)
        progress = Progress("1", 3, 9, "files", 1.0, 200.0) if state is JobState.RUNNING else None
        desk.services.listener(WorkSeen(work, progress))
    desk.window.show_problem(str(LlocoError("1.")))
    desk.window.say_crashed()
    desk.window.libraries.start_creating()
    scene.qtbot.wait(20)
    return desk


STATES: tuple[Callable[[Scene], Any], ...] = (
    first_run,
    chat_empty_library,
    chat_ready,
    chat_without_backbone,
    chat_loading,
    chat_answers,
    chat_under_way,
    chat_failed,
    chat_answered,
    documents,
    documents_selected,
    documents_filtered,
    documents_empty,
    documents_too_large,
    documents_followed,
    learn_setup,
    learn_measuring,
    learn_planned,
    learn_live,
    learn_report,
    learn_not_earned,
    *(_settings(section) for section in Section),
    backbones_asked,
    backbones_coming,
    backbone_arrived,
    updates_asked,
    updates_told,
    updates_news,
    updates_refused,
    updates_nowhere,
    viewer,
    viewer_locked,
    shortcuts,
    working,
)
