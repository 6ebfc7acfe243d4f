"""The Learn page, driven as a user drives it, over learning in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.errors import AdapterMismatch, LearningError
from lloco_desktop.jobs.job import JobState
from lloco_desktop.progress import Progress
from lloco_desktop.study import RunState
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.learn.learn_page import Place, place
from lloco_desktop.ui.learn.learning import (
    Learned,
    LearningEnded,
    LearningSeen,
    LossGrew,
    QuestionSource,
)
from lloco_desktop.ui.library_room import Tab

CONTRACTS = LibraryId(1)
OWN = Path("/questions/mine.csv")
RUN = RunId(1)


@pytest.fixture
def learn(fakes: Any) -> Any:
    """Makers of what the page shows."""
    return fakes.learn


@pytest.fixture
def page(desk: Any, qtbot: QtBot) -> Any:
    """The page of a library that was not learned yet."""
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    settle(qtbot, desk)
    return desk.window.learn


@pytest.fixture
def learned_page(open_window: Any, services: Any, learn: Any, qtbot: QtBot) -> Any:
    """A window over a library with two versions, the second in use."""
    services.learning.states[CONTRACTS] = learn.make_learned(2, 2)
    services.learning.reports = {AdapterId(1): learn.make_report(), AdapterId(2): learn.make_report()}
    desk = open_window(services)
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    settle(qtbot, desk)
    return desk


def settle(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy)


def press_in_dialog(text: str) -> list[str]:
    """Press a button of the dialog that is about to open; gives what it says."""
    said: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(f"{box.text()} {box.informativeText()}")
        next(button for button in box.findChildren(QPushButton) if button.text() == text).click()

    QTimer.singleShot(0, press)
    return said


def work(desk: Any, job: Any, progress: Progress | None = None) -> None:
    from lloco_desktop.ui.services import WorkSeen

    desk.services.listener(WorkSeen(job, progress))


# --- what is shown when ------------------------------------------------------------------------


def test_the_place_follows_from_what_is_known(learn: Any) -> None:
    fresh, known = Learned(), learn.make_learned()
    live: Any = object()
    assert place(3, None, None, None) is Place.NOTHING
    assert place(0, fresh, None, None) is Place.NO_DOCUMENTS
    assert place(3, fresh, None, None) is Place.SETUP
    assert place(3, fresh, None, Place.PREFLIGHT) is Place.PREFLIGHT
    assert place(3, known, None, None) is Place.REPORT
    assert place(3, known, None, Place.SETUP) is Place.SETUP
    assert place(0, known, None, Place.SETUP) is Place.REPORT
    assert place(3, known, live, Place.SETUP) is Place.LIVE


def test_a_library_without_documents(qtbot: QtBot, open_window: Any, fakes: Any) -> None:
    services = fakes.services()
    services.create_library("Empty")
    desk = open_window(services)
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    settle(qtbot, desk)
    assert desk.window.learn.at is Place.NO_DOCUMENTS


def test_the_keyboard_comes_with_the_page(qtbot: QtBot, desk: Any, page: Any) -> None:
    desk.window.tabs.setCurrentIndex(Tab.CHAT)
    qtbot.keyClick(desk.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.tabs.currentIndex() == Tab.LEARN
    assert page.main_control() is page.setup.learn_button
    page.setup.learn_button.setFocus()
    qtbot.keyClick(page.setup.learn_button, Qt.Key.Key_Return)
    assert page.at is Place.PREFLIGHT


# --- before --------------------------------------------------------------------------------------


def test_a_file_of_questions_is_read_before_it_is_used(qtbot: QtBot, desk: Any, page: Any) -> None:
    setup = page.setup
    assert setup.own.isHidden()
    setup.source.choose(1)
    assert not setup.own.isHidden()
    assert not setup.learn_button.isEnabled()
    setup.take_file(OWN)
    settle(qtbot, desk)
    assert "line 3" in setup.file_problem.text()
    assert not setup.learn_button.isEnabled()
    desk.services.learning.questions[OWN] = 240
    setup.take_file(OWN)
    settle(qtbot, desk)
    assert setup.file_name.full_text() == "mine.csv · 240 questions"
    assert setup.file_problem.isHidden()
    assert setup.learn_button.isEnabled()
    assert (setup.wish().source, setup.wish().file) == (QuestionSource.FILE, OWN)
    setup.source.choose(0)
    assert setup.wish().file is None


def test_a_bad_file_is_not_held_against_another_choice(qtbot: QtBot, desk: Any, page: Any) -> None:
    page.setup.source.choose(1)
    page.setup.take_file(OWN)
    settle(qtbot, desk)
    page.setup.source.choose(0)
    assert page.setup.learn_button.isEnabled()
    page.setup.source.choose(2)
    assert "line 3" in page.setup.file_problem.text()
    assert not page.setup.learn_button.isEnabled()


def test_a_time_limit_is_asked_for_only_when_it_is_wanted(page: Any) -> None:
    setup = page.setup
    setup.minutes.setText("90")
    assert setup.wish().minutes is None
    setup.limit.setChecked(True)
    assert setup.wish().minutes == 90
    setup.minutes.setText("")
    assert setup.wish().minutes is None


def test_the_plan_is_measured_shown_and_begun(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    page.setup.learn_button.click()
    assert page.at is Place.PREFLIGHT
    assert page.preflight.is_measuring
    assert page.preflight.start_button.isHidden()
    planning = desk.services.learning.plans[-1]
    planning.event(Progress("Rehearsing two batches", 1, 2, "steps"))
    qtbot.waitUntil(lambda: page.preflight.doing.full_text() == "Rehearsing two batches: step 1 of 2")
    planning.give(learn.make_plan(starts_from=2))
    qtbot.waitUntil(lambda: not page.preflight.start_button.isHidden())
    assert page.preflight.title.text() == "Learning takes about 15 minutes"
    said = " ".join(page.preflight.facts.texts())
    for part in ("1.2 GB of 14 GB free", "3.4 MB of 120 GB free", "15 (86,400 tokens", "1,030", "version 2"):
        assert part in said
    page.preflight.start_button.click()
    page.preflight.start_button.click()
    settle(qtbot, desk)
    assert [library for library, _wish in desk.services.learning.begun] == [CONTRACTS]


def test_a_plan_for_another_backbone_is_not_shown_any_more(
    qtbot: QtBot, desk: Any, page: Any, learn: Any
) -> None:
    from lloco_desktop.ui.services import BackboneSeen, BackboneStatus, Readiness

    desk.bridge.post(BackboneSeen(BackboneStatus(Readiness.READY, "small", "CPU")))
    page.setup.learn_button.click()
    desk.services.learning.plans[-1].give(learn.make_plan())
    qtbot.waitUntil(lambda: not page.preflight.start_button.isHidden())
    desk.bridge.post(BackboneSeen(BackboneStatus(Readiness.READY, "small", "CPU", "Said again.")))
    settle(qtbot, desk)
    assert page.at is Place.PREFLIGHT
    desk.bridge.post(BackboneSeen(BackboneStatus(Readiness.LOADING, "other")))
    qtbot.waitUntil(lambda: page.at is Place.SETUP)


def test_a_problem_stands_in_place_of_the_button(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    page.setup.learn_button.click()
    sentence = "Summaries of 2 of the 3 documents are not finished yet."
    desk.services.learning.plans[-1].give(learn.make_plan(problem=sentence, seconds=None))
    qtbot.waitUntil(lambda: not page.preflight.problem_frame.isHidden())
    assert page.preflight.problem.text() == sentence
    assert page.preflight.start_button.isHidden()
    page.preflight.back_button.click()
    assert page.at is Place.SETUP


def test_measuring_can_be_cancelled_and_left(qtbot: QtBot, desk: Any, page: Any) -> None:
    page.setup.learn_button.click()
    page.preflight.back_button.click()
    assert page.at is Place.SETUP
    assert desk.services.learning.plans[-1].cancelled
    page.setup.learn_button.click()
    other = desk.services.create_library("Other").id
    desk.window.libraries.refresh(select=other)
    assert desk.services.learning.plans[-1].cancelled
    settle(qtbot, desk)


def test_a_fault_while_measuring_is_said(qtbot: QtBot, desk: Any, page: Any) -> None:
    page.setup.learn_button.click()
    desk.services.learning.plans[-1].done(LearningError("The device is gone."))
    qtbot.waitUntil(lambda: page.preflight.problem.text() == "The device is gone.")


def test_what_is_refused_at_once_is_said_in_place(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    page.setup.learn_button.click()
    desk.services.learning.plans[-1].give(learn.make_plan())
    qtbot.waitUntil(lambda: not page.preflight.start_button.isHidden())
    desk.services.learning.refusal = LearningError("This library is being learned already.")
    page.preflight.start_button.click()
    settle(qtbot, desk)
    assert page.preflight.problem.text() == "This library is being learned already."
    assert page.preflight.start_button.isHidden()


# --- while it goes on -----------------------------------------------------------------------------


def go(desk: Any, learn: Any, qtbot: QtBot, steps: int = 40) -> Any:
    """A run in training; gives its job."""
    job = learn.make_learn_job(CONTRACTS)
    work(desk, job)
    progress = Progress("Learning", steps, 190, "steps", None, 170.0)
    desk.services.listener(LearningSeen(CONTRACTS, RUN, RunState.TRAINING, progress))
    for point in learn.make_losses(190)[:steps]:
        desk.services.listener(LossGrew(CONTRACTS, RUN, point))
    work(desk, job, progress)
    live = desk.window.learn.live
    qtbot.waitUntil(lambda: len(live.chart.points) == steps and bool(live.left.text()))
    return job


def test_the_run_is_shown_everywhere(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    go(desk, learn, qtbot)
    live = page.live
    assert page.at is Place.LIVE
    assert live.stages.details[2].full_text() == "Step 40 of 190"
    assert [name.accessibleName() for name in live.stages.names] == [
        "Making questions: done",
        "Measuring answers before: done",
        "Practising: under way",
        "Measuring answers after: to come",
    ]
    assert live.left.text() == "This stage: about 3 minutes left"
    assert live.bar.value() == pytest.approx(1000 * 40 / 190, abs=1)
    assert desk.window.header.learned.text() == "Learning, stage 3 of 4"
    assert desk.window.libraries.model.index(0).data(Qt.ItemDataRole.ToolTipRole).endswith("learning")
    card = next(iter(desk.window.work._cards.values()))
    assert card.title.full_text() == "Learning Contracts"
    assert card.detail.full_text() == "About 3 minutes left · Learning"


def test_pausing_and_going_on(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    job = go(desk, learn, qtbot)
    page.live.pause_button.click()
    assert desk.services.calls[-1] == ("pause", job.id)
    work(desk, replace(job, state=JobState.PAUSED))
    qtbot.waitUntil(lambda: page.live.pause_button.text() == "Go on")
    assert "is paused" in page.live.title.text()
    assert desk.window.header.learned.text() == "Learning, paused"
    page.live.pause_button.click()
    assert desk.services.calls[-1] == ("resume", job.id)


@pytest.mark.parametrize("where", ["page", "panel"])
def test_cancelling_says_what_is_lost(qtbot: QtBot, desk: Any, page: Any, learn: Any, where: str) -> None:
    job = go(desk, learn, qtbot)
    card = next(iter(desk.window.work._cards.values()))
    button = page.live.cancel_button if where == "page" else card.cancel_button
    said = press_in_dialog("Keep learning")
    button.click()
    assert "are lost" in said[0]
    assert desk.services.calls == []
    press_in_dialog("Stop learning")
    button.click()
    assert desk.services.calls == [("cancel", job.id)]
    work(desk, replace(job, state=JobState.CANCELLED))
    qtbot.waitUntil(lambda: page.at is Place.SETUP)


def test_a_run_that_failed_leaves_its_sentence(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    job = go(desk, learn, qtbot)
    work(desk, replace(job, state=JobState.FAILED, reason="There is no memory left."))
    qtbot.waitUntil(lambda: page.problem.text.text() == "There is no memory left.")
    assert page.at is Place.SETUP
    page.problem.close_button.click()
    assert page.problem.isHidden()
    assert page.feed.failure is None


def test_a_run_from_before_the_window_is_found(
    qtbot: QtBot, open_window: Any, services: Any, learn: Any
) -> None:
    from lloco_desktop.study import LearningRun

    services.unfinished = [learn.make_learn_job(CONTRACTS, JobState.QUEUED)]
    report = replace(learn.make_report(steps=190), losses=learn.make_losses(190)[:60])
    run = LearningRun(RUN, CONTRACTS, "f", RunState.TRAINING, {}, report.as_json(), None, learn.DAY)
    services.learning.states[CONTRACTS] = Learned(documents=3, run=run)
    desk = open_window(services)
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    page = desk.window.learn
    qtbot.waitUntil(lambda: len(page.live.chart.points) == 60)
    assert page.at is Place.LIVE
    assert "waits for its turn" in page.live.title.text()
    services.listener(LossGrew(CONTRACTS, RUN, learn.make_losses(190)[40]))
    qtbot.waitUntil(lambda: len(page.live.chart.points) == 41)  # it goes on from a checkpoint


def test_another_library_is_not_disturbed(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    go(desk, learn, qtbot)
    other = desk.services.create_library("Other").id
    desk.window.libraries.refresh(select=other)
    settle(qtbot, desk)
    assert page.at is not Place.LIVE
    assert desk.window.header.learned.isHidden()
    desk.window.libraries.refresh(select=CONTRACTS)
    settle(qtbot, desk)
    assert page.at is Place.LIVE
    assert len(page.live.chart.points) == 40


def test_the_report_comes_by_itself(qtbot: QtBot, desk: Any, page: Any, learn: Any) -> None:
    job = go(desk, learn, qtbot)
    learning = desk.services.learning
    learning.states[CONTRACTS] = learn.make_learned(1, 1)
    learning.reports[AdapterId(1)] = learn.make_report()
    desk.services.listener(LearningEnded(CONTRACTS, RUN, learn.make_adapter(1)))
    work(desk, replace(job, state=JobState.DONE))
    qtbot.waitUntil(lambda: page.at is Place.REPORT)
    qtbot.waitUntil(lambda: page.learned.report.decision.heading.text() == "Version 1 is used for answers")
    assert desk.window.header.learned.text() == "Learned"


# --- the report ------------------------------------------------------------------------------------


def test_the_report_says_all_it_knows(qtbot: QtBot, learned_page: Any) -> None:
    report = learned_page.window.learn.learned.report
    qtbot.waitUntil(lambda: bool(report.chart.points))
    assert "rose from 31.4 to 39.9" in report.decision.reason.text()
    assert report.decision.switch.isChecked()
    spoken = report.bars.accessibleDescription()
    assert "31.4 before (26.4 to 36.4), 39.9 after (34.9 to 44.9)" in spoken
    assert "Other subjects" in spoken
    assert report.kept.texts()[:2] == ["612", "questions with their answers"]
    assert report.dropped.texts()[:2] == ["44", "a number of the answer is not in its text"]
    assert "Learning rate" not in report.settings.texts()
    assert "6 minutes" in report.settings.texts()
    assert len(report.examples._parts) == 3
    report.examples.more.click()
    assert len(report.examples._parts) == 6
    assert report.examples.more.isHidden()
    report.settings_button.click()
    assert report.settings_frame.isVisible()


def test_switching_off_and_back(qtbot: QtBot, learned_page: Any) -> None:
    page, learning = learned_page.window.learn, learned_page.services.learning
    decision = page.learned.report.decision
    decision.switch.click()
    settle(qtbot, learned_page)
    assert learning.calls == [("use", (CONTRACTS, None))]
    qtbot.waitUntil(lambda: decision.heading.text() == "Version 2 is not used")
    assert learned_page.window.header.learned.isHidden()
    page.learned.versions.view.setCurrentIndex(page.learned.versions.model.index(1))
    settle(qtbot, learned_page)
    decision.switch.click()
    settle(qtbot, learned_page)
    assert learning.calls[-1] == ("use", (CONTRACTS, AdapterId(1)))
    qtbot.waitUntil(lambda: decision.heading.text() == "Version 1 is used for answers")


def test_a_switch_that_failed_goes_back(qtbot: QtBot, learned_page: Any) -> None:
    page = learned_page.window.learn
    learned_page.services.learning.refusal = AdapterMismatch("Version 2 was learned with another backbone.")
    page.learned.report.decision.switch.click()
    settle(qtbot, learned_page)
    assert page.learned.report.decision.switch.isChecked()
    assert page.problem.text.text() == "Version 2 was learned with another backbone."


def test_one_that_did_not_earn_its_place(qtbot: QtBot, open_window: Any, services: Any, learn: Any) -> None:
    state = learn.make_learned(1, None)
    adapter = learn.make_adapter(1, earned=False, reason="It did not help.")
    services.learning.states[CONTRACTS] = replace(
        state, versions=(replace(state.versions[0], adapter=adapter),)
    )
    services.learning.reports[AdapterId(1)] = learn.make_report(earned=False)
    desk = open_window(services)
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    settle(qtbot, desk)
    decision = desk.window.learn.learned.report.decision
    assert decision.heading.text() == "Version 1 is not used"
    assert "did not rise beyond chance" in decision.reason.text()
    assert "switch it on all the same" in decision.note.text()
    decision.switch.click()
    settle(qtbot, desk)
    assert "although it did not earn its place" in decision.note.text()
    assert decision.property("role") == "notice-attention"


def test_a_version_without_a_report(qtbot: QtBot, learned_page: Any) -> None:
    page = learned_page.window.learn
    learned_page.services.learning.reports.clear()
    page.learned._reports.clear()
    page.learned.versions.view.setCurrentIndex(page.learned.versions.model.index(1))
    settle(qtbot, learned_page)
    assert page.learned.report.missing.isVisible()
    assert not page.learned.report.scores_part.isVisible()


def test_documents_that_changed_are_offered_to_be_learned(
    qtbot: QtBot, open_window: Any, services: Any, learn: Any
) -> None:
    text = "Learned from 2 of 3 documents"
    services.learning.states[CONTRACTS] = learn.make_learned(2, 2, covered=2, text=text)
    desk = open_window(services)
    desk.window.tabs.setCurrentIndex(Tab.LEARN)
    settle(qtbot, desk)
    page = desk.window.learn
    assert page.learned.report.again.text.text() == "Learned from 2 of 3 documents."
    assert page.learned.report.again.on_button.text() == "Learn again from version 2…"
    page.learned.report.again.on_button.click()
    assert page.at is Place.SETUP
    assert page.setup.wish().start_from == AdapterId(2)
    page.setup.back_button.click()
    assert page.at is Place.REPORT
    page.learned.report.again.fresh_button.click()
    assert page.setup.wish().start_from is None


# --- versions --------------------------------------------------------------------------------------


def test_versions_are_a_model(learned_page: Any, qtmodeltester: Any) -> None:
    from lloco_desktop.ui.learn.adapter_model import VersionRole

    model = learned_page.window.learn.learned.versions.model
    qtmodeltester.check(model)
    first = model.index(0)
    assert first.data() == "Version 2"
    assert first.data(VersionRole.ACTIVE)
    assert first.data(VersionRole.SCORE) == "Score 31.4 → 37.9"
    assert "in use" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not in use" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_deleting_a_version(qtbot: QtBot, learned_page: Any) -> None:
    page, learning = learned_page.window.learn, learned_page.services.learning
    said = press_in_dialog("Keep it")
    qtbot.keyClick(page.learned.versions.view, Qt.Key.Key_Delete)
    assert "Answers will be read without it" in said[0]
    assert learning.calls == []
    press_in_dialog("Delete")
    page.learned.versions.delete_button.click()
    settle(qtbot, learned_page)
    assert learning.calls == [("delete", AdapterId(2))]
    qtbot.waitUntil(lambda: page.learned.versions.model.rowCount() == 1)
    press_in_dialog("Delete")
    page.learned.versions.delete_button.click()
    settle(qtbot, learned_page)
    qtbot.waitUntil(lambda: page.at is Place.SETUP)


@pytest.fixture
def choose_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder dialog answers with this."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    return tmp_path


def test_exporting_and_importing(qtbot: QtBot, learned_page: Any, choose_folder: Path) -> None:
    page, learning = learned_page.window.learn, learned_page.services.learning
    page.learned.versions.export_button.click()
    settle(qtbot, learned_page)
    assert learning.calls == [("export", (AdapterId(2), choose_folder))]
    assert page.problem.text.text() == f"Exported to {choose_folder / 'copy'}"
    page.learned.versions.import_button.click()
    settle(qtbot, learned_page)
    assert learning.calls[-1] == ("bring_in", (CONTRACTS, choose_folder))
    qtbot.waitUntil(lambda: page.learned.versions.model.rowCount() == 3)
    current = page.learned.versions.current()
    assert current is not None
    assert current.adapter.version == 3


def test_importing_what_cannot_be_used(qtbot: QtBot, desk: Any, page: Any, choose_folder: Path) -> None:
    desk.services.learning.refusal = AdapterMismatch("It was made for another backbone.")
    page.setup.import_button.click()
    settle(qtbot, desk)
    assert page.problem.text.text() == "It was made for another backbone."
    assert page.at is Place.SETUP


# --- asking ------------------------------------------------------------------------------------------


def test_what_was_learned_can_be_left_out_of_a_question(qtbot: QtBot, learned_page: Any) -> None:
    chat = learned_page.window.chat
    assert chat.composer.learned.isVisible()
    chat.ask("With?")
    assert learned_page.services.asked[-1].question.adapter
    chat.stop()
    chat.composer.learned.setChecked(False)
    chat.ask("Without?")
    assert not learned_page.services.asked[-1].question.adapter


def test_without_anything_learned_there_is_no_such_choice(desk: Any, page: Any) -> None:
    composer = desk.window.chat.composer
    composer.learned.setChecked(False)
    assert not composer.learned.isVisible()
    assert composer.choices().learned


def test_details_say_which_adapter_and_why(qtbot: QtBot, fakes: Any) -> None:
    from PySide6.QtWidgets import QLabel

    from lloco_desktop.ui.chat.answer_details import AnswerDetails, facts
    from lloco_desktop.ui.services import BackboneStatus, Readiness

    status = BackboneStatus(Readiness.READY, "small", "CPU")
    used = fakes.answer(adapter="papers, version 2", adapter_reason="All passages are from papers.")
    assert ("Adapter", "papers, version 2") in list(facts(used, status))
    none = fakes.answer(adapter_reason="The question is not about the documents.")
    assert ("Adapter", "none") in list(facts(none, status))
    details = AnswerDetails(none, status)
    qtbot.addWidget(details)
    assert none.adapter_reason in [one.text() for one in details.findChildren(QLabel)]
    assert not any(what == "Adapter" for what, _value in facts(fakes.answer(), status))


# --- charts ------------------------------------------------------------------------------------------


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> Any:
    from lloco_desktop.ui.learn.loss_chart import LossChart

    made = LossChart()
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its ring has the colour of the curve
    made.show()
    return made


def test_the_curve_is_read_with_the_keyboard_and_the_mouse(qtbot: QtBot, chart: Any, learn: Any) -> None:
    assert "nothing yet" in chart.accessibleDescription()
    chart.set_points(learn.make_losses(190))
    assert "190 steps: it began at" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading().startswith("Step 1: loss ")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading().startswith("Step 2:")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.reading().startswith("Step 190:")
    qtbot.mouseMove(chart, QPoint(chart.width() // 2, chart.height() // 2))
    qtbot.waitUntil(lambda: "Step 9" in chart.reading() or "Step 10" in chart.reading())


@pytest.mark.parametrize("steps", [0, 1, 2, 20_000])
def test_any_number_of_points_is_drawn(qtbot: QtBot, chart: Any, learn: Any, steps: int) -> None:
    chart.set_points(learn.make_losses(steps))
    image = chart.grab().toImage()
    accent = Theme.colours().accent
    assert has_colour(image, accent) is (steps > 0)


def test_a_flat_curve_is_drawn(qtbot: QtBot, chart: Any, learn: Any) -> None:
    chart.set_points([replace(point, loss=2.0) for point in learn.make_losses(10)])
    assert has_colour(chart.grab().toImage(), Theme.colours().accent)


def test_labels_of_the_axes_do_not_meet(qtbot: QtBot, chart: Any, learn: Any) -> None:
    from PySide6.QtGui import QFontMetricsF

    from lloco_desktop.ui.kit.painting import small

    metrics = QFontMetricsF(small(chart.font()))
    for steps in (3, 17, 190, 999, 1001, 12_345):
        for width in (220, 340, 600):
            chart.resize(width, chart.height())
            chart.set_points(learn.make_losses(steps))
            down, across = chart._scales()
            area = chart._area(down, across)
            places = [area.left() + area.width() * step / across[-1] for step in across]
            halves = [metrics.horizontalAdvance(f"{step:,}") / 2 for step in across]
            gaps = [places[i + 1] - halves[i + 1] - places[i] - halves[i] for i in range(len(places) - 1)]
            assert min(gaps) > 4, (steps, width, across)
            assert area.height() / (len(down) - 1) > metrics.height()


def has_colour(image: QImage, colour: str) -> bool:
    """Whether any pixel has exactly this colour."""
    return any(
        image.pixelColor(x, y).name().upper() == colour.upper()
        for x in range(0, image.width(), 2)
        for y in range(image.height())
    )


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_bars_have_their_numbers_in_every_theme(
    qtbot: QtBot, theme: Theme, learn: Any, scheme: Qt.ColorScheme, request: pytest.FixtureRequest
) -> None:
    from lloco_desktop.ui.learn.score_bars import ScoreBars

    request.addfinalizer(lambda: theme.prefer(None))
    theme.prefer(scheme)
    bars = ScoreBars()
    qtbot.addWidget(bars)
    bars.show_comparisons(learn.make_report().comparisons)
    bars.resize(600, bars.sizeHint().height())
    bars.show()
    assert has_colour(bars.grab().toImage(), Theme.colours().accent)
    assert bars.top() == 100
    bars.show_comparisons([learn.make_comparison(learn.Measured.HELD_OUT, 4.0, 7.0, 1.5)])
    assert bars.top() == 10


def test_every_part_fits_the_smallest_window(
    qtbot: QtBot, learned_page: Any, learn: Any, make_narrow: Callable[[Any], None]
) -> None:
    window = learned_page.window
    make_narrow(window)
    page = window.learn
    assert page.setup
    assert page.preflight
    assert page.live
    assert page.learned
    assert set(page._pages) == set(Place)
    for part in page._pages.values():
        page.stack.setCurrentWidget(part)
        QApplication.processEvents()
        if isinstance(part, QScrollArea):
            qtbot.waitUntil(partial(_scrolls_down_only, part))


def _scrolls_down_only(area: QScrollArea) -> bool:
    return area.horizontalScrollBar().maximum() == 0


@pytest.fixture
def make_narrow(qtbot: QtBot) -> Callable[[Any], None]:
    """Make a window as small as it may be, with the viewer open."""

    def make(window: Any) -> None:
        window.viewer.show_document(Path("/papers/a.pdf"), "A paper")
        window.resize(window.minimumSize())
        qtbot.waitUntil(lambda: window.viewer.isVisible())
        edges = [window.splitter.widget(i).geometry() for i in range(3)]
        assert edges[0].right() < edges[1].left()
        assert edges[1].right() < edges[2].left()

    return make


def test_one_state_is_read_after_the_other(qtbot: QtBot, desk: Any, page: Any) -> None:
    settle(qtbot, desk)
    learning, read = desk.services.learning, []
    learning.state = lambda library: (read.append(library), Learned(documents=len(read), text="read"))[1]
    for _time in range(5):
        page.feed.refresh()
    settle(qtbot, desk)
    assert read == [desk.window.libraries.current().id] * 2
    assert page.feed.learned.documents == 2
