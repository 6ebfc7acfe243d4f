"""How backbones compute: the device, the precision, what does not fit, and how long they stay in memory."""

from __future__ import annotations

from dataclasses import replace

from lloco_desktop.errors import LlocoError
from lloco_desktop.fitting.machine import Gpu, GpuKind, Machine
from lloco_desktop.settings import BackboneChoice, Device, Precision
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.services import Readiness, Services
from lloco_desktop.ui.settings.gpu_part import GpuPart
from lloco_desktop.ui.settings.rows import Group, Number, Picker, Row, Switch
from lloco_desktop.ui.settings.switching import ChangePanel, Switching

USUAL_MINUTES, MOST_MINUTES = 15, 1440
PACKED = (Precision.INT8, Precision.NF4)


class ComputingPart(Group):
    """Settings of whichever backbone is in use."""

    def __init__(self, services: Services, background: Background, switching: Switching) -> None:
        super().__init__(heading=self.tr("Computing"))
        self._services = services
        self._background = background
        self._switching = switching
        self.panel = ChangePanel()
        switching.serve(self.panel)
        self._make_device()
        self.gpu = GpuPart(services, background)
        self._make_precision()
        self._make_spill()
        self._make_memory()
        rows = (self.device_row, self.gpu, self.precision_row, self.spill_row, self.panel, self.memory_row)
        for widget in rows:
            self.column.addWidget(widget)
        self.device.picked.connect(lambda device: self._compute(device=device))
        self.precision.picked.connect(lambda precision: self._compute(precision=precision))
        self.spill.clicked.connect(lambda on: self._compute(spill=on))

    def _make_device(self) -> None:
        self.device: Picker[Device] = Picker(
            self.tr("Device"),
            [
                (Device.AUTO, self.tr("Automatic")),
                (Device.CPU, self.tr("Processor")),
                (Device.CUDA, self.tr("NVIDIA GPU")),
                (Device.MPS, self.tr("Apple GPU")),
            ],
        )
        self.device.offer(Device.MPS, on=False)
        self.device_row = Row(
            self.tr("Device"),
            self.tr("Where it computes. “Automatic” takes a GPU where one has room for the backbone."),
            self.device.widget,
        )

    def _make_precision(self) -> None:
        self.precision: Picker[Precision] = Picker(
            self.tr("Precision"),
            [
                (Precision.AUTO, self.tr("Automatic")),
                (Precision.FP32, "fp32"),
                (Precision.BF16, "bf16"),
                (Precision.INT8, "int8"),
                (Precision.NF4, "nf4"),
            ],
        )
        self.precision_row = Row(
            self.tr("Precision"),
            self.tr(
                "fp32 takes 4 bytes a number and is exact; bf16 takes 2 and is as good in practice, fast "
                "where the device computes in it; int8 takes about 1.1 and is close to that, but slower; nf4 "
                "takes about 0.75 and makes small backbones noticeably worse. “Automatic” takes bf16 where "
                "it is fast, fp32 elsewhere, and fewer bytes only where a GPU has no room otherwise."
            ),
            self.precision.widget,
        )

    def _make_spill(self) -> None:
        self.spill = Switch(self.tr("Let layers that do not fit compute on the processor"))
        self.spill_row = Row(
            self.tr("A backbone larger than the GPU"),
            self.tr(
                "Without this it is refused, with a proposal that fits. With it, it is loaded, and every "
                "word of an answer takes many times longer."
            ),
            self.spill,
        )

    def _make_memory(self) -> None:
        self.idle = Switch(self.tr("Free it after"))
        self.minutes = Number(self.tr("Minutes without a question"), 1, MOST_MINUTES)
        self.release_button = TextButton(self.tr("Free it now"))
        self.memory_row = Row(self.tr("Memory"), "")
        self.memory_row.add(self.idle, self.minutes, label(self.tr("minutes without a question")))
        self.memory_row.add(self.release_button)
        self.idle.clicked.connect(lambda on: self._unload_after(self._minutes() if on else 0))
        self.minutes.given.connect(self._unload_after)
        self.release_button.clicked.connect(self._release)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew."""
        now = self._services.preferences.now()
        if not self._switching.busy:
            self.device.show_value(now.device)
            self.precision.show_value(now.precision)
            self.spill.setChecked(now.spill)
            self._background.run(self, self._services.preferences.machine, self._show_machine)
        self.idle.setChecked(now.unload_after > 0)
        self.minutes.setEnabled(now.unload_after > 0)
        self.minutes.show_number(now.unload_after or USUAL_MINUTES)
        self._show_memory()
        self.gpu.refresh()

    def _show_memory(self) -> None:
        ready = self._services.backbone().readiness is Readiness.READY
        self.release_button.setEnabled(ready)
        self.memory_row.say_hint(
            self.tr(
                "The backbone is loaded and holds memory. When it is freed, the next question loads it "
                "again, which takes a while."
            )
            if ready
            else self.tr("No backbone is loaded at the moment. The next question loads one.")
        )

    def _show_machine(self, machine: Machine) -> None:
        kinds = {gpu.kind for gpu in machine.gpus}
        apple = GpuKind.MPS in kinds
        self.device.offer(Device.MPS, on=apple)
        self.device.offer(Device.CUDA, on=not apple)
        self.device.name(Device.CUDA, self.tr("AMD GPU") if GpuKind.ROCM in kinds else self.tr("NVIDIA GPU"))
        self.device.enable(Device.CUDA, on=bool(kinds), why_not=machine.why_no_gpu or "")
        for precision in PACKED:
            self.precision.enable(precision, on=machine.why_no_nf4 is None, why_not=machine.why_no_nf4 or "")
        first = self.tr("Where it computes. “Automatic” takes a GPU where one has room for the backbone.")
        self.device_row.say_hint(f"{first}\n{self._here(machine)}")
        self.precision_row.say_problem(machine.why_no_nf4 or "")

    def _here(self, machine: Machine) -> str:
        """What there is."""
        if not machine.gpus:
            return self.tr("Here: {processor}. {why}").format(
                processor=machine.processor, why=machine.why_no_gpu or ""
            )
        listed = ", ".join(self._gpu(gpu) for gpu in machine.gpus)
        sentence = self.tr("Here: {gpus}; {processor}.").format(gpus=listed, processor=machine.processor)
        held = [
            self.tr("{program} holds {size} of {gpu}.").format(
                program=holder.name, size=words.size(holder.bytes), gpu=gpu.name
            )
            for gpu in machine.gpus
            for holder in gpu.holders[:1]
            if holder.bytes
        ]
        return words.together(sentence, *held)

    def _gpu(self, gpu: Gpu) -> str:
        if gpu.free is None:
            return gpu.name
        return self.tr("{gpu}, {free} free").format(gpu=gpu.name, free=words.size(gpu.free))

    # --- what is done --------------------------------------------------------------------

    def _compute(self, **values: object) -> None:
        now: BackboneChoice = self._services.preferences.now().choice
        self._switching.want(replace(now, **values), self.panel)  # type: ignore[arg-type]

    def _minutes(self) -> int:
        return int(self.minutes.text()) if self.minutes.hasAcceptableInput() else USUAL_MINUTES

    def _unload_after(self, minutes: int) -> None:
        try:
            self._services.preferences.change(unload_after=minutes)
            self.memory_row.say_problem("")
        except LlocoError as error:
            self.memory_row.say_problem(str(error))
        self.refresh()

    def _release(self) -> None:
        self.idle.setFocus()  # before what has the keyboard cannot be used: Qt would scroll to the next
        try:
            self._services.hub.release()
        except LlocoError as error:
            self.memory_row.say_problem(str(error))
            return
        self.memory_row.say_problem("")
        self.release_button.setEnabled(False)
