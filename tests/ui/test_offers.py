"""Backbones to get, in the real window: terms, room, progress, pause, cancel, going on, failures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from lloco_desktop.errors import LlocoError
from lloco_desktop.fitting.machine import Gpu, GpuKind, Holder
from lloco_desktop.fitting.verdict import Verdict
from lloco_desktop.hub.presets import PresetFile, Terms
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.settings import BackboneChoice, Device, Precision
from lloco_desktop.ui.services import BackboneSeen, BackboneStatus, Readiness, WorkSeen
from lloco_desktop.ui.settings.hub import Pickles
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.workflows.events import BackboneArrived
from lloco_desktop.workflows.hub_desk import OfferState
from lloco_desktop.workflows.switching import SwitchCost
from tests.ui.hub_fakes import ACCEPT, FakeHub, make_download, make_fit, make_offer, make_preset
from tests.ui.preferences_fakes import FakePreferences, make_entry, make_machine

GB = 1_000_000_000


@pytest.fixture
def hub(services: Any) -> FakeHub:
    services.hub.listed = [make_offer()]
    return services.hub


@pytest.fixture
def preferences(services: Any) -> FakePreferences:
    return services.preferences


@pytest.fixture
def section(desk: Any, qtbot: QtBot, hub: FakeHub) -> Any:
    """The settings' backbones, once they have read what they show."""
    desk.window.resize(1180, 2400)
    desk.window.show_settings(Section.BACKBONES)
    settled(qtbot, desk)
    part = desk.window.settings.part(Section.BACKBONES)
    qtbot.waitUntil(part.isVisible)
    return part


def settled(qtbot: QtBot, desk: Any) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy)


def again(qtbot: QtBot, desk: Any, section: Any) -> None:
    section.refresh()
    settled(qtbot, desk)


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    """With the mouse, where it is."""
    assert button.isEnabled()
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer_boxes(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    """Answer what is asked before something is lost; gives what was said."""
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.informativeText())
        wanted = QMessageBox.ButtonRole.DestructiveRole if yes else QMessageBox.ButtonRole.RejectRole
        next(one for one in box.buttons() if box.buttonRole(one) is wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return said


# --- what is offered -------------------------------------------------------------------------


def test_a_card_says_what_it_is_takes_and_whether_it_fits(qtbot: QtBot, section: Any) -> None:
    card = section.offers.cards["llama"]
    assert card.name.text() == "7 llama"
    assert card.short.text() == "13 GB to download · English · Llama 2"
    assert card.fit.text() == "1 nf4."
    assert not card.mark.isVisible()
    assert not card.details.isVisible()
    click(qtbot, card.details_button)
    said = " ".join(card.details.texts())
    for part in (
        "5/llama",
        "https://7.org/7",
        "1,536 tokens",
        "30.7 tokens",
        "6.7 billion",
        "quality, qmsum",
    ):
        assert part in said
    assert [said.count(f"1 {one}.") for one in ("bf16", "int8", "nf4")] == [1, 1, 1]
    click(qtbot, card.details_button)
    assert not card.details.isVisible()


def test_the_recommended_one_is_marked_and_said_why(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    hub.listed = [
        make_offer(recommended=True),
        make_offer("small", OfferState.HERE, preset=make_preset("small", repository=None)),
    ]
    again(qtbot, desk, section)
    assert list(section.offers.cards) == ["llama"], "what is bundled is not offered"
    assert section.offers.cards["llama"].mark.isVisible()
    assert not section.offers.best.isVisible()
    hub.listed = [hub.listed[0], replace(hub.listed[1], recommended=True)]
    hub.listed[0] = replace(hub.listed[0], recommended=False)
    again(qtbot, desk, section)
    assert not section.offers.cards["llama"].mark.isVisible()
    assert section.offers.best.text() == (
        "7 small, which is here already, is recommended for this machine. 1 nf4."
    )


def test_what_does_not_fit_says_so_in_words_and_can_still_be_got(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    fit = make_fit(verdict=Verdict.TOO_LARGE, sentence="It needs 5 GB, and 2 GB are free.")
    hub.listed = [make_offer(fit=fit, fits=(fit,))]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    assert card.fit.property("role") == "attention-text"
    click(qtbot, card.get_button)
    assert card.panel.misfit.isVisible()
    card.panel.accept.box.click()
    assert card.panel.go_button.isEnabled()


def test_presets_that_make_no_sense_are_said(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    def offers() -> list[Any]:
        raise LlocoError("The list of backbones cannot be read.")

    hub.offers = offers  # type: ignore[method-assign]
    again(qtbot, desk, section)
    assert section.offers.problem.text() == "The list of backbones cannot be read."


# --- before it begins ------------------------------------------------------------------------


def test_a_licence_is_accepted_before_anything_is_downloaded(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    panel = card.panel
    qtbot.waitUntil(panel.isVisible)
    assert panel.accept.text.text() == ACCEPT
    assert panel.licence_button.toolTip() == "https://7.org/7"
    assert panel.accept.box.hasFocus()
    assert not panel.go_button.isEnabled()
    qtbot.keyClick(panel.accept.box, Qt.Key.Key_Space)
    assert panel.go_button.isEnabled()
    click(qtbot, panel.go_button)
    settled(qtbot, desk)
    assert hub.got == [("llama", True, False, ())]
    qtbot.waitUntil(card.strip.isVisible)
    qtbot.waitUntil(card.strip.pause_button.hasFocus)
    assert not panel.isVisible()
    assert not card.get_button.isVisible()


def test_a_question_that_is_left_accepts_nothing(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    card.panel.accept.box.click()
    click(qtbot, card.panel.leave_button)
    assert not card.panel.isVisible()
    click(qtbot, card.get_button)
    assert not card.panel.accept.is_given
    assert hub.got == []


def test_without_terms_to_accept_one_button_gets_it(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    files = (PresetFile("decoder/model.safetensors", 9 * GB),)
    preset = make_preset("lclm", terms=Terms("Apache-2.0", "", ""), adapters=(), files=files)
    hub.listed = [make_offer("lclm", preset=preset)]
    again(qtbot, desk, section)
    card = section.offers.cards["lclm"]
    click(qtbot, card.get_button)
    for widget in (card.panel.accept, card.panel.adapters, card.panel.originals, card.panel.licence_button):
        assert not widget.isVisible()
    assert card.panel.room.text() == "It takes 9.0 GB of the disk; 90 GB are free."
    assert card.panel.go_button.hasFocus()
    qtbot.keyClick(card.panel.go_button, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert hub.got == [("lclm", True, False, ())]


def test_what_comes_along_counts(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    panel = card.panel
    assert panel.room.text().startswith("It takes 13 GB of the disk, and 26 GB for as long as")
    assert panel.adapters.text.text() == "With the 2 adapters that were published for it (200 MB)"
    panel.originals.box.click()
    assert panel.room.text().startswith("It takes 26 GB of the disk, and 26 GB")
    panel.adapters.box.click()
    panel.accept.box.click()
    click(qtbot, panel.go_button)
    settled(qtbot, desk)
    assert hub.got == [("llama", True, True, ("quality", "qmsum"))]


def test_a_disk_without_room_is_said_before(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    hub.listed = [make_offer(free_disk=20 * GB)]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    card.panel.accept.box.click()
    assert card.panel.room.text() == (
        "It takes 26 GB of the disk, and 20 GB are free. Make room there first."
    )
    assert not card.panel.go_button.isEnabled()


def test_a_size_that_only_the_hub_knows(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    preset = make_preset(files=(PresetFile("model.safetensors", None),))
    hub.listed = [make_offer(preset=preset, size=None)]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    assert card.short.text().startswith("Its size is known when it is looked for")
    click(qtbot, card.get_button)
    assert "90 GB are free" in card.panel.room.text()
    card.panel.accept.box.click()
    assert card.panel.go_button.isEnabled()


def test_what_is_refused_is_said_on_the_card(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    hub.refuses = "The workspace is read-only."
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    card.panel.accept.box.click()
    click(qtbot, card.panel.go_button)
    settled(qtbot, desk)
    assert card.problem.text() == "The workspace is read-only."
    assert card.get_button.isEnabled()


# --- while it comes --------------------------------------------------------------------------


def coming(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, state: JobState = JobState.RUNNING) -> Any:
    """The card of one that is being downloaded."""
    job = make_download(state=state)
    desk.services.unfinished = [job]
    hub.listed = [make_offer(state=OfferState.COMING)]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    qtbot.waitUntil(card.strip.isVisible)
    return card


def test_progress_is_bytes_and_minutes(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    card = coming(qtbot, desk, section, hub)
    progress = Progress("Getting it", 3.2 * GB, 13.5 * GB, "bytes", 10_000_000, 1030.0)
    desk.bridge.post(WorkSeen(make_download(), progress))
    text = "3.2 GB of 14 GB · about 17 minutes left"
    qtbot.waitUntil(lambda: card.strip.text.full_text() == f"{text} · Getting it")
    assert card.strip.bar.value() == round(1000 * 3.2 / 13.5)
    side = desk.window.work
    assert side.isVisible(), "and it stands with what is running"
    cards = list(side._cards.values())
    assert cards[0].title.full_text() == "Getting llama"
    assert cards[0].detail.full_text() == text


def test_it_is_held_and_goes_on(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    card = coming(qtbot, desk, section, hub)
    click(qtbot, card.strip.pause_button)
    assert desk.services.calls[-1] == ("pause", 70)
    desk.bridge.post(WorkSeen(make_download(state=JobState.PAUSED)))
    qtbot.waitUntil(lambda: card.strip.pause_button.text() == "Go on")
    assert card.strip.text.full_text() == "Paused"
    click(qtbot, card.strip.pause_button)
    assert desk.services.calls[-1] == ("resume", 70)


def test_one_that_was_held_at_the_last_end_is_shown_as_held(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    card = coming(qtbot, desk, section, hub, JobState.PAUSED)
    assert card.strip.pause_button.text() == "Go on"


def test_what_has_come_is_kept_when_it_is_cancelled(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = coming(qtbot, desk, section, hub)
    click(qtbot, card.strip.cancel_button)
    assert desk.services.calls[-1] == ("cancel", 70)
    desk.services.unfinished = []
    hub.become("llama", OfferState.INCOMPLETE, come=4 * GB)
    desk.bridge.post(WorkSeen(make_download(state=JobState.CANCELLED)))
    qtbot.waitUntil(card.go_on_button.isVisible)
    assert section.offers.cards["llama"] is card, "the card stays the same"
    assert not card.strip.isVisible()
    assert card.short.text().startswith("4.0 GB of 13 GB are here")
    click(qtbot, card.go_on_button)
    settled(qtbot, desk)
    assert hub.got == [("llama", True, False, ())]


def test_what_has_come_can_be_thrown_away(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.listed = [make_offer(state=OfferState.INCOMPLETE)]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    said = answer_boxes(monkeypatch, yes=False)
    click(qtbot, card.remove_button)
    settled(qtbot, desk)
    assert hub.removed == []
    assert said == ["4.0 GB would have to be downloaded again."]
    answer_boxes(monkeypatch, yes=True)
    click(qtbot, card.remove_button)
    qtbot.waitUntil(lambda: hub.removed == ["llama"] and card.get_button.isVisible())


def test_a_failure_is_said_where_one_looks(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    card = coming(qtbot, desk, section, hub)
    reason = "The hub cannot be reached. What has come is kept; go on later."
    desk.services.unfinished = []
    hub.become("llama", OfferState.INCOMPLETE, problem=reason, come=GB)
    desk.bridge.post(WorkSeen(make_download(state=JobState.FAILED, reason=reason)))
    qtbot.waitUntil(lambda: card.problem.text() == reason and card.go_on_button.isVisible())
    assert desk.window.notice.text.text() == f"llama: {reason}"
    assert desk.window.announcements.last == "The download failed."


def test_a_download_that_the_command_line_began_is_found(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    hub.become("llama", OfferState.COMING, job=make_download().id)
    desk.bridge.post(WorkSeen(make_download()))
    qtbot.waitUntil(section.offers.cards["llama"].strip.isVisible)


# --- when it is here -------------------------------------------------------------------------


def test_one_that_arrived_is_offered_for_use(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, preferences: FakePreferences
) -> None:
    desk.window.leave_settings()
    folder = Path("/data/backbones/llama")
    preferences.entries.append(make_entry("llama", folder=folder))
    preferences.costs = SwitchCost(3, 3)
    hub.become("llama", OfferState.HERE)
    desk.bridge.post(BackboneArrived(folder))
    notice = desk.window.notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.text() == "llama is here and can be used."
    assert notice.more_button.text() == "Use it"
    click(qtbot, notice.more_button)
    assert desk.window.settings.section is Section.BACKBONES
    qtbot.waitUntil(lambda: len(section.cards) == 2 and section.cards[1].panel.isVisible())
    assert "Summaries of 3 documents" in section.cards[1].panel.text.text()
    assert "llama" not in section.offers.cards
    click(qtbot, section.cards[1].panel.go_button)
    assert preferences.runs[-1].choice == BackboneChoice("llama")
    preferences.runs[-1].done(None)
    settled(qtbot, desk)


def test_adapters_for_the_one_in_use_need_no_change(
    qtbot: QtBot, desk: Any, section: Any, preferences: FakePreferences
) -> None:
    preferences.change(backbone="llama")
    desk.window.leave_settings()
    desk.bridge.post(BackboneArrived(Path("/data/backbones/llama")))
    qtbot.waitUntil(lambda: desk.window.notice.text.text() == "llama is complete.")
    assert not desk.window.notice.more_button.isVisible()


def test_a_downloaded_one_is_deleted_after_saying_what_that_means(
    qtbot: QtBot,
    desk: Any,
    section: Any,
    hub: FakeHub,
    preferences: FakePreferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preferences.entries.append(make_entry("llama", folder=Path("/data/backbones/llama")))
    hub.become("llama", OfferState.HERE)
    again(qtbot, desk, section)
    card = section.cards[1]
    assert not section.cards[0].delete_button.isVisible(), "a bundled one stays"
    said = answer_boxes(monkeypatch, yes=True)
    preferences.entries.pop()  # it will be gone
    click(qtbot, card.delete_button)
    qtbot.waitUntil(lambda: hub.removed == ["llama"])
    assert said[0].startswith("13 GB of the disk become free. To use it again it has to be downloaded again.")
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: "llama" in section.offers.cards)


def test_published_adapters_come_afterwards_too(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, preferences: FakePreferences
) -> None:
    preferences.entries.append(make_entry("llama", folder=Path("/data/backbones/llama")))
    hub.become("llama", OfferState.HERE, adapters=("quality",))
    again(qtbot, desk, section)
    click(qtbot, section.cards[1].adapters_button)
    settled(qtbot, desk)
    assert hub.got == [("llama", True, False, ("qmsum",))]


# --- pickles, fits, memory -------------------------------------------------------------------


def test_pickles_are_converted_if_the_user_says_so(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, preferences: FakePreferences
) -> None:
    folder = preferences.entries[0].folder
    assert not section.cards[0].convert_button.isVisible()
    hub.in_pickles[folder] = Pickles(13 * GB)
    again(qtbot, desk, section)
    card = section.cards[0]
    click(qtbot, card.convert_button)
    assert "13 GB of the disk" in card.convert_panel.text.text()
    assert not card.convert_panel.delete.is_given
    click(qtbot, card.convert_panel.delete.box)
    click(qtbot, card.convert_panel.go_button)
    settled(qtbot, desk)
    assert hub.converted == [(folder, False)]
    job = replace(make_download(kind=JobKind.CONVERT), payload={"folder": str(folder)})
    desk.bridge.post(WorkSeen(job, Progress("Converting", GB, 13 * GB, "bytes")))
    qtbot.waitUntil(lambda: card.strip.text.full_text() == "1.0 GB of 13 GB · Converting")
    hub.in_pickles.clear()
    desk.bridge.post(WorkSeen(replace(job, state=JobState.DONE)))
    qtbot.waitUntil(lambda: not card.strip.isVisible() and not card.convert_button.isVisible())
    assert desk.window.notice.text.text() == "small was converted."


def test_pickles_that_were_kept_can_be_deleted_later(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = section.cards[0].entry.folder
    hub.in_pickles[folder] = Pickles(13 * GB, converted=True)
    again(qtbot, desk, section)
    card = section.cards[0]
    assert not card.convert_button.isVisible()
    said = answer_boxes(monkeypatch, yes=True)
    click(qtbot, card.clean_button)
    settled(qtbot, desk)
    assert said[0].startswith("13 GB of the disk become free.")
    assert hub.converted == [(folder, False)]


def test_how_an_installed_one_fits(qtbot: QtBot, desk: Any, section: Any) -> None:
    card = section.cards[0]
    click(qtbot, card.fits_button)
    qtbot.waitUntil(card.fits.isVisible)
    assert card.fits.texts() == ["In fp32", "1 fp32.", "In bf16", "1 bf16."]
    click(qtbot, card.fits_button)
    assert not card.fits.isVisible()


def test_memory_is_freed_now(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    computing = section.computing
    click(qtbot, computing.release_button)
    assert hub.released == 1
    desk.services.status = BackboneStatus(Readiness.RESTING, "small")
    desk.bridge.post(BackboneSeen(desk.services.status))
    qtbot.waitUntil(lambda: "No backbone is loaded" in computing.memory_row.hint.text())
    assert not computing.release_button.isEnabled()
    assert desk.window.backbone.text() == "small · resting"
    settled(qtbot, desk)


def test_it_is_freed_when_nothing_is_asked(
    qtbot: QtBot, desk: Any, section: Any, preferences: FakePreferences
) -> None:
    computing = section.computing
    assert not computing.minutes.isEnabled()
    click(qtbot, computing.idle)
    assert preferences.settings.unload_after == 15
    computing.minutes.setFocus()
    computing.minutes.selectAll()
    qtbot.keyClicks(computing.minutes, "40")
    qtbot.keyClick(computing.minutes, Qt.Key.Key_Return)
    assert preferences.settings.unload_after == 40
    click(qtbot, computing.idle)
    assert preferences.settings.unload_after == 0
    settled(qtbot, desk)


def test_int8_and_spilling_are_chosen(
    qtbot: QtBot, desk: Any, section: Any, preferences: FakePreferences
) -> None:
    click(qtbot, section.precision.widget.buttons[3])
    qtbot.waitUntil(lambda: len(preferences.runs) == 1)
    assert preferences.runs[0].choice == BackboneChoice("small", Device.AUTO, Precision.INT8)
    preferences.runs[0].done(None)
    qtbot.waitUntil(lambda: not section.switching.busy)
    click(qtbot, section.computing.spill)
    qtbot.waitUntil(lambda: len(preferences.runs) == 2)
    assert preferences.runs[1].choice.spill
    preferences.runs[1].done(LlocoError("It cannot be loaded."))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not section.computing.spill.isChecked())


@pytest.mark.parametrize(
    ("kind", "device", "name"),
    [
        (GpuKind.CUDA, Device.CUDA, "NVIDIA GPU"),
        (GpuKind.ROCM, Device.CUDA, "AMD GPU"),
        (GpuKind.MPS, Device.MPS, "Apple GPU"),
    ],
)
def test_gpus_are_called_by_their_makers(
    qtbot: QtBot,
    desk: Any,
    section: Any,
    preferences: FakePreferences,
    kind: GpuKind,
    device: Device,
    name: str,
) -> None:
    holders = (Holder("firefox", 7, 2 * GB), Holder("blender", 8, GB))
    gpu = Gpu(kind, 0, "9", 24 * GB, 20 * GB, True, None, holders)
    preferences.found_machine = make_machine(gpus=(gpu,), why_no_gpu=None)
    again(qtbot, desk, section)
    shown = [one.text() for one in section.device.widget.buttons if one.isVisible()]
    assert shown == ["Automatic", "Processor", name]
    button = section.device.widget.buttons[section.device.values.index(device)]
    assert button.isEnabled()
    assert button.accessibleName() == f"Device: {name}"
    assert "Here: 9, 20 GB free; A processor. firefox holds 2.0 GB of 9." in section.device_row.hint.text()


# --- downloads -------------------------------------------------------------------------------


def test_a_token_goes_into_the_keyring_and_is_never_shown(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    sources = section.sources
    assert sources.token.echoMode() == QLineEdit.EchoMode.Password
    assert not sources.keep_button.isEnabled()
    qtbot.keyClicks(sources.token, "hf_secret")
    click(qtbot, sources.keep_button)
    qtbot.waitUntil(sources.kept.isVisible)
    assert hub.token == "hf_secret"
    assert sources.token.text() == ""
    click(qtbot, sources.forget_button)
    qtbot.waitUntil(sources.token.isVisible)
    assert hub.token is None


def test_without_a_keyring_the_token_stays_in_its_field(
    qtbot: QtBot, desk: Any, section: Any, hub: FakeHub
) -> None:
    hub.refuses = "There is no keyring."
    sources = section.sources
    qtbot.keyClicks(sources.token, "hf_secret")
    qtbot.keyClick(sources.token, Qt.Key.Key_Return)
    settled(qtbot, desk)
    qtbot.waitUntil(sources.token_row.problem.isVisible)
    assert sources.token_row.problem.text() == "There is no keyring."
    assert sources.token.hasFocus()
    assert sources.token.text() == "hf_secret"


def test_one_that_wants_a_token_leads_to_it(qtbot: QtBot, desk: Any, section: Any, hub: FakeHub) -> None:
    hub.listed = [make_offer(preset=make_preset(gated=True))]
    again(qtbot, desk, section)
    card = section.offers.cards["llama"]
    click(qtbot, card.get_button)
    assert card.panel.token.isVisible()
    click(qtbot, card.panel.token_button)
    assert section.sources.token.hasFocus()
    qtbot.keyClicks(section.sources.token, "hf_secret")
    click(qtbot, section.sources.keep_button)
    qtbot.waitUntil(lambda: not card.panel.token.isVisible())
    assert card.panel.isVisible()


def test_the_address_of_a_mirror(qtbot: QtBot, desk: Any, section: Any, preferences: FakePreferences) -> None:
    mirror = section.sources.mirror
    mirror.setFocus()
    qtbot.keyClicks(mirror, "https://mirror.example.org/")
    qtbot.keyClick(mirror, Qt.Key.Key_Return)
    assert preferences.settings.hub_endpoint == "https://mirror.example.org"
    mirror.selectAll()
    qtbot.keyClicks(mirror, "ftp://x")
    qtbot.keyClick(mirror, Qt.Key.Key_Return)
    assert section.sources.mirror_row.problem.text() == (
        "The mirror's address has to begin with https://, and ftp://x is none."
    )
    mirror.selectAll()
    qtbot.keyClicks(mirror, "http://127.0.0.1:mirror")
    qtbot.keyClick(mirror, Qt.Key.Key_Return)
    assert "http://127.0.0.1:mirror is none" in section.sources.mirror_row.problem.text()
    assert preferences.settings.hub_endpoint == "https://mirror.example.org"
    mirror.clear()
    qtbot.keyClick(mirror, Qt.Key.Key_Return)
    assert preferences.settings.hub_endpoint == ""
    assert not section.sources.mirror_row.problem.isVisible()
