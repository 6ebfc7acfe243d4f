"""Settings, Backbones: what was found, which one is used, and how it computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lloco_desktop.backbone.machine import Machine
from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import BackboneChoice, Device, Precision
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_3
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.backbone_card import BackboneCard
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.ui.settings.rows import Group, Picker, Row, clear, leading
from lloco_desktop.ui.settings.switching import ChangePanel, Switching


class BackbonesSection(Group):
    """The backbones and their computing."""

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._last_folder = ""
        self.switching = Switching(services, background, self)
        self.cards: list[BackboneCard] = []
        self._shown: list[BackboneEntry] | None = None
        self.what = label(
            self.tr(
                "A backbone reads documents, makes their summaries and writes the answers. All of it runs on "
                "this machine. Another one is used from the next question on; what it needs is made in the "
                "background."
            ),
            "soft",
            wrap=True,
        )
        self.waiting = Row("", "")
        self.forget_button = TextButton(self.tr("Forget that"))
        self.waiting.add(self.forget_button)
        self.waiting.hide()
        self.none = label(
            self.tr("No backbone was found. Until one is added, answers are quotes."), wrap=True
        )
        self.none.hide()
        self.list = QVBoxLayout()
        self.list.setSpacing(SPACE_3)
        self.add_button = TextButton(self.tr("Add a folder…"), icon_name="plus")
        self.add_problem = label(role="attention", wrap=True)
        self.add_problem.hide()
        self._make_computing()
        self._lay_out()
        self._connect()

    def _make_computing(self) -> None:
        self.device: Picker[Device] = Picker(
            self.tr("Device"),
            [
                (Device.AUTO, self.tr("Automatic")),
                (Device.CPU, self.tr("Processor")),
                (Device.CUDA, self.tr("NVIDIA GPU")),
            ],
        )
        self.precision: Picker[Precision] = Picker(
            self.tr("Precision"),
            [
                (Precision.AUTO, self.tr("Automatic")),
                (Precision.FP32, "fp32"),
                (Precision.BF16, "bf16"),
                (Precision.NF4, "nf4"),
            ],
        )
        self.device_row = Row(
            self.tr("Device"),
            self.tr("Where it computes. “Automatic” takes a GPU where one has room for the backbone."),
            self.device.widget,
        )
        self.precision_row = Row(
            self.tr("Precision"),
            self.tr(
                "fp32 takes 4 bytes a number and is exact; bf16 takes 2 and is as good in practice, fast "
                "where the device computes in it; nf4 takes about 0.75 and makes small backbones noticeably "
                "worse. “Automatic” takes bf16 where it is fast, fp32 elsewhere."
            ),
            self.precision.widget,
        )
        self.panel = ChangePanel()

    def _lay_out(self) -> None:
        above: tuple[QWidget, ...] = (self.what, self.waiting, self.none)
        below: tuple[QWidget, ...] = (self.add_problem, self.device_row, self.precision_row, self.panel)
        for widget in above:
            self.column.addWidget(widget)
        self.column.addLayout(self.list)
        self.column.addLayout(leading(self.add_button))
        for widget in below:
            self.column.addWidget(widget)

    def _connect(self) -> None:
        self.switching.serve(self.panel)
        self.switching.settled.connect(self.refresh)
        self.add_button.clicked.connect(self.add_folder)
        self.forget_button.clicked.connect(self._forget_waiting)
        self.device.picked.connect(lambda device: self._compute(device=device))
        self.precision.picked.connect(lambda precision: self._compute(precision=precision))

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew. What a panel says stays until it is answered."""
        self._show_settings()
        if not self.switching.busy:
            preferences = self._services.preferences
            self._background.run(self, preferences.backbones, self._show_backbones)
            self._background.run(self, preferences.machine, self._show_machine)

    def _show_settings(self) -> None:
        now = self._services.preferences.now()
        if not self.switching.busy:
            self.device.show_value(now.device)
            self.precision.show_value(now.precision)
        self.waiting.setVisible(now.waiting is not None)
        if now.waiting is not None:
            self.waiting.title.setText(
                self.tr("{name} when learning has ended").format(name=Path(now.waiting.backbone).name)
            )
            self.waiting.say_hint(
                self.tr(
                    "A library is being learned with the present backbone, so that the change waits for it."
                )
            )

    def _show_backbones(self, entries: list[BackboneEntry]) -> None:
        if self.switching.busy or entries == self._shown:
            return
        self._shown = entries
        problems = {card.entry.folder: card.panel for card in self.cards if not card.panel.isHidden()}
        kept = {folder: panel.text.text() for folder, panel in problems.items()}
        clear(self.list)
        self.cards = [BackboneCard(entry, self._services, self._background) for entry in entries]
        for card in self.cards:
            self.switching.serve(card.panel)
            card.use_wanted.connect(self._use)
            card.remove_wanted.connect(self._remove)
            self.list.addWidget(card)
            if card.entry.folder in kept:
                card.panel.say(kept[card.entry.folder], bad=True)
        self.none.setVisible(not any(entry.problem is None for entry in entries))

    def _show_machine(self, machine: Machine) -> None:
        self.device.enable(Device.CUDA, on=machine.gpu is not None, why_not=machine.why_no_gpu or "")
        self.precision.enable(Precision.NF4, on=machine.why_no_nf4 is None, why_not=machine.why_no_nf4 or "")
        if machine.gpu is not None:
            hint = self.tr("Here: {gpu}, {free} free; {processor}.").format(
                gpu=machine.gpu, free=words.size(machine.gpu_memory or 0), processor=machine.processor
            )
        else:
            hint = self.tr("Here: {processor}. {why}").format(
                processor=machine.processor, why=machine.why_no_gpu or ""
            )
        first = self.tr("Where it computes. “Automatic” takes a GPU where one has room for the backbone.")
        self.device_row.say_hint(f"{first}\n{hint}")
        if machine.why_no_nf4:
            self.precision_row.say_problem(machine.why_no_nf4)

    # --- what is done --------------------------------------------------------------------

    def _use(self, entry: BackboneEntry, panel: ChangePanel) -> None:
        self.switching.want(replace(self._now(), backbone=entry.choice), panel)

    def _compute(self, **values: object) -> None:
        self.switching.want(replace(self._now(), **values), self.panel)  # type: ignore[arg-type]

    def _now(self) -> BackboneChoice:
        return self._services.preferences.now().choice

    def add_folder(self) -> None:
        """Ask for a folder to look in, too."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a backbone"), self._last_folder)
        if name:
            self._last_folder = str(Path(name).parent)
            self.add(Path(name))

    def add(self, folder: Path) -> None:
        """Look in a folder, too."""
        self._in_list(lambda: self._services.preferences.add_backbone(folder))

    def _remove(self, entry: BackboneEntry) -> None:
        self._in_list(lambda: self._services.preferences.remove_backbone(entry.folder))

    def _in_list(self, work: Callable[[], None]) -> None:
        self._say_problem("")
        self._background.run(
            self,
            work,
            lambda _none: self.refresh(),
            lambda error: self._say_problem(str(error)),
        )

    def _forget_waiting(self) -> None:
        try:
            self._services.preferences.change(waiting=None)
        except LlocoError as error:
            self.waiting.say_problem(str(error))
        self._show_settings()

    def _say_problem(self, sentence: str) -> None:
        self.add_problem.setText(sentence)
        self.add_problem.setVisible(bool(sentence))
