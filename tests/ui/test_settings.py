"""The settings page in the real window: every setting by mouse and keyboard, saved at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import BackboneDamaged, Cancelled
from lloco_desktop.fitting.machine import Gpu, GpuKind
from lloco_desktop.model_files.describing import Description
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Appearance, BackboneChoice, Device, Precision
from lloco_desktop.store.problems import Problem, ProblemKind
from lloco_desktop.store.verify import VerifyReport
from lloco_desktop.ui.last_run import Crash
from lloco_desktop.ui.services import BackboneSeen, BackboneStatus, Readiness
from lloco_desktop.ui.settings import about_section, backbone_card
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.workflows.events import Clearing, Stage, StageBegun, StageDone
from lloco_desktop.workflows.switching import SwitchCost
from tests.ui.preferences_fakes import FakePreferences, make_entry, make_machine, make_usage


@pytest.fixture
def preferences(services: Any) -> FakePreferences:
    return services.preferences


@pytest.fixture
def at(desk: Any, qtbot: QtBot) -> Any:
    """Go to a section of the settings, and give it once it has read what it shows."""

    def go(section: Section) -> Any:
        desk.window.show_settings(section)
        qtbot.waitUntil(lambda: not desk.background.busy)
        part = desk.window.settings.part(section)
        qtbot.waitUntil(part.isVisible)
        return part

    return go


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """With the mouse, where it is."""
    assert button.isEnabled()
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def settled(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy and desk.window.errand.task is None)


# --- coming and going ------------------------------------------------------------------------


def test_the_gear_opens_them_and_esc_leads_back(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    click(qtbot, window.side.settings_button)
    assert window.middle.currentWidget() is window.settings
    assert window.settings.section is Section.GENERAL
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.settings.main_control())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.middle.currentWidget() is window.room


def test_ctrl_comma_opens_them_where_they_were(qtbot: QtBot, desk: Any) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.middle.currentWidget() is window.settings
    click(qtbot, window.settings.buttons.button(Section.ABOUT))
    click(qtbot, window.settings.close_button)
    assert window.middle.currentWidget() is window.room
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.section is Section.ABOUT


def test_choosing_a_library_leads_back_but_new_numbers_do_not(qtbot: QtBot, desk: Any, at: Any) -> None:
    at(Section.STORAGE)
    window = desk.window
    window.libraries.refresh()
    assert window.middle.currentWidget() is window.settings
    view = window.libraries.view
    place = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.middle.currentWidget() is window.room


def test_the_sections_by_keyboard(qtbot: QtBot, desk: Any, at: Any) -> None:
    at(Section.GENERAL)
    page = desk.window.settings
    page.main_control().setFocus()
    for section in list(Section)[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        qtbot.waitUntil(lambda section=section: page.section is section)
    settled(qtbot, desk)


def test_where_one_was_survives_a_rebuild(qtbot: QtBot, desk: Any, at: Any) -> None:
    at(Section.ANSWERS)
    before = desk.window.settings
    desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    assert desk.window.settings is not before
    assert desk.window.middle.currentWidget() is desk.window.settings
    assert desk.window.settings.section is Section.ANSWERS
    qtbot.waitUntil(lambda: not isValid(before))
    settled(qtbot, desk)


@pytest.mark.parametrize("section", list(Section))
def test_every_control_can_be_reached_and_says_what_it_is(
    qtbot: QtBot, desk: Any, at: Any, section: Section
) -> None:
    part = at(section)
    controls = [
        one
        for one in part.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    ]
    assert controls
    nameless = [one for one in controls if not (one.accessibleName() or getattr(one, "text", str)())]
    assert nameless == []
    controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = {QApplication.focusWidget()}
    for _ in range(200):
        QTest.keyClick(desk.window, Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    groups = [one for one in controls if isinstance(one, QAbstractButton) and one.group() is not None]
    lost = [one for one in controls if one not in seen and one not in groups]
    assert lost == [], "what is in a group of choices is reached by arrows"


# --- general ---------------------------------------------------------------------------------


def test_the_theme_is_applied_and_saved_at_once(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    general = at(Section.GENERAL)
    dark = general.theme.widget.buttons[2]
    with qtbot.waitSignal(desk.window.theme_chosen) as chosen:
        click(qtbot, dark)
    assert chosen.args == [Appearance.DARK]
    assert preferences.settings.theme is Appearance.DARK
    with qtbot.waitSignal(desk.window.theme_chosen) as chosen:
        dark.setFocus()
        qtbot.keyClick(dark, Qt.Key.Key_Left)
    assert chosen.args == [Appearance.LIGHT]
    assert preferences.settings.theme is Appearance.LIGHT


def test_the_language_is_said_to_the_application(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    general = at(Section.GENERAL)
    with qtbot.waitSignal(desk.window.language_chosen) as chosen:
        click(qtbot, general.language.widget.buttons[2])
    assert chosen.args == ["zh_CN"]
    assert preferences.settings.language == "zh_CN"


def test_what_cannot_be_saved_is_said_and_not_shown_as_set(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any
) -> None:
    preferences.refuses = "The settings cannot be saved."
    general = at(Section.GENERAL)
    with qtbot.assertNotEmitted(desk.window.theme_chosen):
        click(qtbot, general.theme.widget.buttons[2])
    assert general.theme_row.problem.text() == "The settings cannot be saved."
    assert general.theme.value is Appearance.SYSTEM
    answers = at(Section.ANSWERS)
    click(qtbot, answers.expansion)
    assert answers.expansion.isChecked()
    assert answers.expansion_row.problem.isVisible()


# --- backbones -------------------------------------------------------------------------------


def test_what_is_said_of_a_backbone(at: Any, preferences: Any) -> None:
    preferences.entries.append(make_entry("broken", problem="A shard of broken is missing."))
    cards = at(Section.BACKBONES).cards
    said = " ".join(cards[0].facts.texts())
    for part in (
        "15 MB",
        "English",
        "128 tokens",
        "2,048 tokens",
        "4 tokens",
        "8.8 of 100",
        "AGPL-3.0",
        "CPU, fp32. No GPU.",
    ):
        assert part in said
    assert cards[0].used.isVisible()
    assert not cards[0].use_button.isVisible()
    assert cards[1].problem.text() == "A shard of broken is missing."
    assert not cards[1].use_button.isVisible()
    assert not cards[0].remove_button.isVisible(), "a bundled one stays"


def test_the_model_card_opens_in_place_and_loads_nothing(qtbot: QtBot, at: Any, preferences: Any) -> None:
    about = replace(preferences.entries[0].about, card=Path("/models/small/README.md"))
    preferences.entries[0] = replace(preferences.entries[0], about=about)
    card = at(Section.BACKBONES).cards[0]
    click(qtbot, card.card_button)
    qtbot.waitUntil(lambda: card.card is not None and card.card.isVisible())
    text = card.card.toPlainText()
    assert "It is small." in text
    assert "example.org" not in card.card.toHtml()
    click(qtbot, card.card_button)
    assert not card.card.isVisible()


def test_a_change_says_first_what_it_costs(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    preferences.entries.append(make_entry("large"))
    preferences.costs = SwitchCost(340, 340)
    section = at(Section.BACKBONES)
    click(qtbot, section.cards[1].use_button)
    panel = section.cards[1].panel
    qtbot.waitUntil(panel.isVisible)
    assert panel.text.text().startswith("Summaries of 340 documents will be made again in the background")
    click(qtbot, panel.leave_button)
    assert preferences.runs == []
    assert not panel.isVisible()
    settled(qtbot, desk)
    click(qtbot, section.cards[1].use_button)
    qtbot.waitUntil(panel.isVisible)
    assert panel.go_button.hasFocus()
    qtbot.keyClick(panel.go_button, Qt.Key.Key_Space)
    assert preferences.runs[-1].choice == BackboneChoice("large")
    preferences.runs[-1].done(None)
    qtbot.waitUntil(lambda: [card.entry.in_use for card in section.cards] == [False, True])
    assert preferences.settings.backbone == "large"


def test_a_change_that_costs_nothing_is_made_at_once(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any
) -> None:
    section = at(Section.BACKBONES)
    click(qtbot, section.precision.widget.buttons[1])
    qtbot.waitUntil(lambda: len(preferences.runs) == 1)
    assert preferences.runs[0].choice == BackboneChoice("small", Device.AUTO, Precision.FP32)
    preferences.runs[0].done(None)
    qtbot.waitUntil(lambda: preferences.settings.precision is Precision.FP32)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not section.panel.isVisible())
    assert section.precision.value is Precision.FP32


def test_a_backbone_that_cannot_be_loaded(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    preferences.entries.append(make_entry("large"))
    section = at(Section.BACKBONES)
    click(qtbot, section.cards[1].use_button)
    qtbot.waitUntil(lambda: len(preferences.runs) == 1)
    preferences.runs[0].done(BackboneDamaged("A shard of large is missing."))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: section.cards[1].panel.text.text() == "A shard of large is missing.")
    assert preferences.settings.backbone == "small"
    assert not section.cards[1].panel.go_button.isVisible()


def test_while_a_library_is_learned_a_change_can_wait(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any
) -> None:
    preferences.entries.append(make_entry("large"))
    preferences.costs = SwitchCost(3, 3, ("Papers",))
    section = at(Section.BACKBONES)
    click(qtbot, section.cards[1].use_button)
    panel = section.cards[1].panel
    qtbot.waitUntil(panel.isVisible)
    assert "“Papers” is being learned" in panel.text.text()
    assert not panel.go_button.isVisible()
    click(qtbot, panel.later_button)
    assert preferences.settings.waiting == BackboneChoice("large")
    assert preferences.runs == []
    qtbot.waitUntil(section.waiting.isVisible)
    assert "large when learning has ended" in section.waiting.title.text()
    click(qtbot, section.forget_button)
    assert preferences.settings.waiting is None
    assert not section.waiting.isVisible()
    settled(qtbot, desk)


def test_devices_that_there_are(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    section = at(Section.BACKBONES)
    assert not section.device.widget.buttons[2].isEnabled()
    assert "No NVIDIA GPU was found." in section.device_row.hint.text()
    gpu = Gpu(GpuKind.CUDA, 0, "H200", 150_000_000_000, 141_000_000_000, True, (9, 0))
    preferences.found_machine = make_machine(gpus=(gpu,), why_no_gpu=None, why_no_nf4="No bitsandbytes.")
    section.refresh()
    qtbot.waitUntil(section.device.widget.buttons[2].isEnabled)
    assert "H200, 141 GB free" in section.device_row.hint.text()
    assert not section.precision.widget.buttons[3].isEnabled()
    assert section.precision_row.problem.text() == "No bitsandbytes."
    click(qtbot, section.device.widget.buttons[2])
    qtbot.waitUntil(lambda: len(preferences.runs) == 1)
    assert preferences.runs[0].choice == BackboneChoice("small", Device.CUDA)
    preferences.runs[0].done(Cancelled())
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: section.device.value is Device.AUTO)


def test_a_folder_is_added_and_taken_off(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/backbones/mine")
    section = at(Section.BACKBONES)
    click(qtbot, section.add_button)
    qtbot.waitUntil(lambda: len(section.cards) == 2)
    click(qtbot, section.cards[1].remove_button)
    qtbot.waitUntil(lambda: len(section.cards) == 1)
    preferences.refuses = "There is no backbone in /backbones/mine."
    click(qtbot, section.add_button)
    qtbot.waitUntil(section.add_problem.isVisible)
    assert section.add_problem.text() == "There is no backbone in /backbones/mine."


def test_without_any_backbone_it_says_what_that_means(at: Any, preferences: Any) -> None:
    preferences.entries = []
    section = at(Section.BACKBONES)
    assert section.none.isVisible()
    assert "answers are quotes" in section.none.text()


def test_the_folder_is_shown(qtbot: QtBot, at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        backbone_card.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )
    click(qtbot, at(Section.BACKBONES).cards[0].folder_button)
    assert opened == ["/models/small"]


def test_the_backbone_line_leads_there(qtbot: QtBot, desk: Any) -> None:
    popover = desk.window.backbone.open_popover()
    popover.change_button.click()
    assert desk.window.settings.section is Section.BACKBONES
    assert desk.window.middle.currentWidget() is desk.window.settings
    settled(qtbot, desk)


def test_news_of_the_backbone_is_shown(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    section = at(Section.BACKBONES)
    preferences.entries[0] = replace(preferences.entries[0], device="cuda:0", numbers="bf16")
    desk.bridge.post(BackboneSeen(BackboneStatus(Readiness.READY, "small", "CUDA:0")))
    qtbot.waitUntil(lambda: any("CUDA:0, bf16" in text for text in section.cards[0].facts.texts()))


# --- answers ---------------------------------------------------------------------------------


def test_answers_by_mouse_and_keyboard(qtbot: QtBot, at: Any, preferences: Any) -> None:
    answers = at(Section.ANSWERS)
    click(qtbot, answers.expansion)
    assert not preferences.settings.expansion
    qtbot.keyClick(answers.expansion, Qt.Key.Key_Space)
    assert preferences.settings.expansion
    answers.length.setFocus()
    answers.length.selectAll()
    qtbot.keyClicks(answers.length, "320")
    qtbot.keyClick(answers.length, Qt.Key.Key_Return)
    assert preferences.settings.answer_tokens == 320
    answers.length.selectAll()
    qtbot.keyClicks(answers.length, "3")
    answers.expansion.setFocus()
    assert answers.length.text() == "320", "too short: what was set stays"
    click(qtbot, answers.precision.widget.buttons[1])
    assert preferences.settings.summary_precision is SummaryPrecision.INT8
    click(qtbot, answers.ocr)
    assert preferences.settings.ocr


def test_one_ratio_is_one_line(at: Any) -> None:
    answers = at(Section.ANSWERS)
    assert "has one ratio: 4 tokens" in answers.ratio_row.hint.text()
    assert answers.ratio is None


def test_several_ratios_are_a_dial(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    about = Description(128, 2048, 8.0, (4, 8, 16))
    preferences.entries = [make_entry(in_use=True, about=about)]
    preferences.costs = SwitchCost(3, 3)
    answers = at(Section.ANSWERS)
    assert answers.ratio is not None
    assert [one.text() for one in answers.ratio.widget.buttons] == ["4×", "8×", "16×"]
    assert answers.ratio.value == 8
    click(qtbot, answers.ratio.widget.buttons[2])
    qtbot.waitUntil(answers.panel.isVisible)
    click(qtbot, answers.panel.go_button)
    assert preferences.runs[0].choice == BackboneChoice("small", ratio=16)
    preferences.runs[0].done(None)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: answers.ratio.value == 16)


def test_without_tesseract_it_says_so(at: Any, preferences: Any) -> None:
    preferences.languages = None
    answers = at(Section.ANSWERS)
    assert not answers.ocr.isEnabled()
    assert "Tesseract" in answers.ocr_row.problem.text()


# --- storage ---------------------------------------------------------------------------------


def test_what_takes_room(at: Any) -> None:
    storage = at(Section.STORAGE)
    texts = storage.sizes.texts()
    assert texts[:4] == ["Documents' text and index", "40 MB", "Summaries", "20 MB"]
    assert "137 MB in all; 90 GB are free on that disk." in storage.sizes_row.hint.text()
    assert storage.place.path.text() == "/data/workspace"
    assert [line.isVisible() for line in storage.clear_lines.values()] == [True, True, False]


def answer_dialog(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    """Answer every question in a box; gives what was said."""
    said: list[str] = []

    def answered(box: QMessageBox) -> int:
        said.append(box.informativeText())
        roles = QMessageBox.ButtonRole
        wanted = roles.DestructiveRole if yes else roles.RejectRole
        next(one for one in box.buttons() if box.buttonRole(one) is wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answered)
    return said


def test_clearing_asks_first_and_says_what_is_lost(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = at(Section.STORAGE)
    button = storage.clear_lines[Clearing.OTHER_SUMMARIES].button
    said = answer_dialog(monkeypatch, yes=False)
    click(qtbot, button)
    assert "made again" in said[0]
    assert preferences.calls == []
    answer_dialog(monkeypatch, yes=True)
    preferences.measured = make_usage(clearable={})
    click(qtbot, button)
    settled(qtbot, desk)
    assert preferences.calls == [("clear", Clearing.OTHER_SUMMARIES)]
    qtbot.waitUntil(lambda: storage.clear_row.hint.text() == "There is nothing to clear.")


def test_copy_check_and_compact(qtbot: QtBot, desk: Any, at: Any, preferences: Any) -> None:
    storage = at(Section.STORAGE)
    click(qtbot, storage.backup_button)
    settled(qtbot, desk)
    assert "workspace-0001-v3.sqlite" in storage.result.text()
    click(qtbot, storage.verify_button)
    settled(qtbot, desk)
    assert "The workspace is whole: 3 documents and 40 passages" in storage.result.text()
    problem = Problem(ProblemKind.PAGES, "document 3", "12 pages by its record, 11 stored")
    preferences.report = VerifyReport((problem,), {})
    click(qtbot, storage.verify_button)
    settled(qtbot, desk)
    assert storage.result.text().startswith("1 problem was found.")
    assert "document 3: 12 pages by its record, 11 stored" in storage.result.text()
    click(qtbot, storage.compact_button)
    settled(qtbot, desk)
    assert "7.0 MB were given back." in storage.result.text()
    preferences.problem = "There is no space left."
    click(qtbot, storage.compact_button)
    settled(qtbot, desk)
    assert storage.result.text() == "There is no space left."


def test_progress_is_shown_and_work_can_be_stopped(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_self: object) -> Any:
        while True:
            yield Progress("Copying the workspace", 1, 4, "bytes", 1.0, 180.0)

    monkeypatch.setattr(FakePreferences, "back_up", endless)
    storage = at(Section.STORAGE)
    click(qtbot, storage.backup_button)
    qtbot.waitUntil(lambda: "about 3 minutes left" in storage.bar.text.full_text())
    assert storage.bar.bar.value() == 250
    assert not storage.verify_button.isEnabled(), "one at a time"
    desk.window.leave_settings()
    storage = at(Section.STORAGE)
    assert storage.bar.isVisible(), "it goes on while another page is shown"
    click(qtbot, storage.bar.stop_button)
    settled(qtbot, desk)
    assert storage.result.text() == "It was stopped. Nothing that was stored is lost."
    assert not storage.bar.isVisible()


def test_moving_the_workspace(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    storage = at(Section.STORAGE)
    click(qtbot, storage.place.change_button)
    assert "copied" in storage.place.text.text()
    click(qtbot, storage.place.leave_button)
    assert preferences.calls == []
    click(qtbot, storage.place.change_button)
    click(qtbot, storage.place.move_button)
    settled(qtbot, desk)
    assert preferences.calls == [("move", tmp_path)]
    qtbot.waitUntil(storage.place.restart_button.isVisible)
    assert str(tmp_path) in storage.place.text.text()
    with qtbot.waitSignal(desk.window.restart_wanted):
        click(qtbot, storage.place.restart_button)
    click(qtbot, storage.place.leave_button)
    assert preferences.settings.next_workspace is None
    assert not storage.place.panel.isVisible()


def test_another_workspace_can_be_opened(
    qtbot: QtBot, desk: Any, at: Any, preferences: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "workspace.sqlite").write_bytes(b"x")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    storage = at(Section.STORAGE)
    click(qtbot, storage.place.change_button)
    assert not storage.place.move_button.isVisible()
    click(qtbot, storage.place.open_button)
    qtbot.waitUntil(lambda: preferences.settings.next_workspace == tmp_path)
    qtbot.waitUntil(storage.place.restart_button.isVisible)


# --- diagnostics -----------------------------------------------------------------------------


def test_diagnostics_are_copied_and_saved(qtbot: QtBot, at: Any, tmp_path: Path) -> None:
    section = at(Section.DIAGNOSTICS)
    click(qtbot, section.copy_button)
    assert QGuiApplication.clipboard().text() == "## Application\n\nLLoCO Desktop: 0"
    assert section.done.text() == "Copied."
    section.save(tmp_path / "x.txt")
    assert (tmp_path / "x.txt").read_text() == "## Application\n\nLLoCO Desktop: 0"
    section.save(tmp_path / "no" / "x.txt")
    assert "could not be written" in section.done.text()
    assert not section.crash_row.isVisible()


def test_a_crash_is_said_and_leads_to_its_details(qtbot: QtBot, desk: Any, preferences: Any) -> None:
    preferences.crash = Crash(None, "0", "Fatal Python error: Segmentation fault")
    desk.window.say_crashed()
    notice = desk.window.notice
    assert "did not close as it should" in notice.text.text()
    click(qtbot, notice.more_button)
    assert desk.window.settings.section is Section.DIAGNOSTICS
    section = desk.window.settings.part(Section.DIAGNOSTICS)
    assert section.crash_text.toPlainText() == "Fatal Python error: Segmentation fault"
    assert section.crash_text.isVisible()
    assert not notice.isVisible()
    notice.show_problem("Something else.")
    assert notice.more_button.isHidden(), "what is said next has no such button"
    settled(qtbot, desk)


def test_the_self_test_line_by_line(qtbot: QtBot, at: Any, preferences: Any) -> None:
    row = at(Section.DIAGNOSTICS).self_test
    click(qtbot, row.run_button)
    run = preferences.runs[0]
    run.event(StageBegun(Stage.OPEN))
    run.event(StageDone(Stage.OPEN, 0.25, "2 pages"))
    run.event(StageBegun(Stage.BACKBONE))
    run.event(Progress("Loading the backbone", 0, 0, ""))
    qtbot.waitUntil(lambda: row.lines.texts()[-1:] == ["Loading the backbone"])
    assert row.lines.texts()[:2] == ["Read a PDF", "0.25 s · 2 pages"]
    assert not row.run_button.isEnabled()
    run.done(BackboneDamaged("A shard is missing."))
    qtbot.waitUntil(row.problem.isVisible)
    assert row.problem.text() == "A shard is missing."
    click(qtbot, row.run_button)
    preferences.runs[1].done(None)
    qtbot.waitUntil(row.outcome.isVisible)
    assert row.outcome.text() == "Everything works on this machine."
    click(qtbot, row.run_button)
    click(qtbot, row.stop_button)
    qtbot.waitUntil(lambda: "stopped" in row.outcome.text())


# --- about -----------------------------------------------------------------------------------


def test_about_and_its_licences(qtbot: QtBot, at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(about_section.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    about = at(Section.ABOUT)
    qtbot.waitUntil(lambda: about.packages.count() == 2)
    about.packages.setCurrentRow(0)
    assert about.terms.toPlainText() == "Terms of numpy"
    qtbot.keyClick(about.packages, Qt.Key.Key_Down)
    assert "no text" in about.terms.toPlainText()
    click(qtbot, about.licence_button)
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in about.licence_text.toPlainText()
    assert opened == []
    links = [
        one for one in about.findChildren(QAbstractButton) if one.text().startswith(("gnu.org", "arxiv.org"))
    ]
    assert len(links) == 2
    click(qtbot, links[0])
    assert opened == ["https://www.gnu.org/licenses/agpl-3.0.html"], "only a click opens an address"


def test_the_packages_are_those_that_the_project_needs() -> None:
    import tomllib

    from lloco_desktop.ui.settings.licences import DIRECT, _name_of, third_party

    project = tomllib.loads((Path(__file__).parent.parent.parent / "pyproject.toml").read_text())["project"]
    assert set(DIRECT) == {_name_of(need) for need in project["dependencies"]}
    found = {one.name.casefold(): one for one in third_party()}
    assert "BSD" in found["numpy"].terms
    assert not [one.name for one in found.values() if not one.text], "terms without their text"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["pyside6_essentials"].text
    assert "pytest" not in found
