"""The GPU support of a bundle that computes on the processor: what it takes, getting it, removing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lloco_desktop.errors import LlocoError
from lloco_desktop.gpu_runtime.installing import RuntimeState
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings.backbone_words import FACTS_WIDTH
from lloco_desktop.ui.settings.job_strip import JobStrip
from lloco_desktop.ui.settings.rows import Row, leading

if TYPE_CHECKING:
    from lloco_desktop.workflows.gpu_desk import GpuSupport

BROUGHT = (RuntimeState.HERE, RuntimeState.UNUSABLE, RuntimeState.LEAVING)


class GpuPart(QWidget):
    """Hidden where there is nothing to get, and no sign of an NVIDIA GPU."""

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self.support: GpuSupport | None = None
        self.row = Row(self.tr("GPU support"), "")
        self.get_button = TextButton(self.tr("Get"))
        self.get_button.setAccessibleName(self.tr("Get the GPU support"))
        self.pack_button = TextButton(self.tr("From an offline pack…"))
        self.remove_button = TextButton(self.tr("Remove"))
        self.remove_button.setAccessibleName(self.tr("Remove the GPU support"))
        self.details_button = TextButton(self.tr("Details"), role="link")
        self.details_button.setAccessibleName(self.tr("Details of the GPU support"))
        self.details = Facts()
        self.details.set_first_column(FACTS_WIDTH)
        self.details.hide()
        self.strip = JobStrip(services, self.tr("Download of the GPU support"))
        self.row.put(self.strip)
        self.row.add(self.get_button, self.pack_button, self.remove_button)
        self.row.body.addLayout(leading(self.details_button))
        self.row.put(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self.get_button.clicked.connect(lambda: self._get(None))
        self.pack_button.clicked.connect(self._ask_for_pack)
        self.remove_button.clicked.connect(self._remove)
        self.details_button.clicked.connect(self._toggle_details)
        self.hide()

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read it anew."""
        self._background.run(self, self._services.gpu.support, self._show, self._failed)

    def _show(self, support: GpuSupport) -> None:
        self.support = support
        runtime = support.runtime
        self.setVisible(support.is_offered)
        if runtime is None or not support.is_offered:
            return
        job = next((one for one in self._services.jobs() if one.id == support.job), None)
        if job is not None and self.strip.job is None:
            self.strip.show_work(WorkSeen(job))
        self.row.say_hint(self._line(support))
        self.row.say_problem(self._problem(support))
        self.get_button.setText(self._get_text(support.state))
        self._show_buttons()
        self.details.show_facts(
            [(one.name, f"{one.version} · {words.size(one.size)}") for one in runtime.wheels]
        )

    def _show_buttons(self) -> None:
        state = self.support.state if self.support is not None else RuntimeState.ABSENT
        going_on = self.strip.job is not None
        self.get_button.setVisible(not going_on and state is not RuntimeState.HERE)
        self.pack_button.setVisible(not going_on and state not in BROUGHT)
        old = self.support is not None and self.support.has_old
        here = state not in (RuntimeState.ABSENT, RuntimeState.LEAVING)
        self.remove_button.setVisible(not going_on and (here or old))

    def _get_text(self, state: RuntimeState) -> str:
        return {
            RuntimeState.INCOMPLETE: self.tr("Go on"),
            RuntimeState.UNUSABLE: self.tr("Try again"),
            RuntimeState.LEAVING: self.tr("Keep it"),
        }.get(state, self.tr("Get"))

    def _line(self, support: GpuSupport) -> str:
        runtime = support.runtime
        assert runtime is not None  # or nothing is shown
        size = words.size(runtime.size)
        match support.state:
            case RuntimeState.ABSENT:
                return self.tr(
                    "This edition computes on the processor. GPU support takes {size} to download and "
                    "{disk} on the disk: PyTorch {torch} with CUDA {cuda}, from where its makers publish it "
                    "and under their licences."
                ).format(size=size, disk=words.size(runtime.unpacked), torch=runtime.torch, cuda=runtime.cuda)
            case RuntimeState.INCOMPLETE:
                return self.tr(
                    "This edition computes on the processor. {come} of {size} of the GPU support have come."
                ).format(come=words.size(support.come), size=size)
            case RuntimeState.HERE if support.active:
                return self.tr("PyTorch {torch} with CUDA {cuda} is in use; it takes {disk}.").format(
                    torch=runtime.torch, cuda=runtime.cuda, disk=words.size(runtime.unpacked)
                )
            case RuntimeState.HERE:
                return self.tr("It is here, and used from the next start on.")
            case RuntimeState.UNUSABLE:
                return self.tr("It is here and does not work, so the processor computes.")
            case RuntimeState.LEAVING:
                return self.tr("It is removed at the next start.")

    def _problem(self, support: GpuSupport) -> str:
        if self.strip.job is not None:
            return ""
        runtime, driver = support.runtime, support.driver
        left = (
            self.tr("One of an earlier version is here, and cannot be used any more.")
            if support.has_old
            else ""
        )
        old = ""
        if runtime is not None and driver is not None and support.has_old_driver:
            old = self.tr("CUDA {cuda} needs NVIDIA's driver {least} or newer; here is {driver}.").format(
                cuda=runtime.cuda, least=runtime.driver, driver=driver.version
            )
        return words.together(*filter(None, (support.reason or support.problem or "", old, left)))

    def hear(self, seen: WorkSeen) -> None:
        """A job says something."""
        if seen.job.kind is not JobKind.GPU_RUNTIME:
            return
        self.strip.show_work(seen)
        if self.support is not None and self.support.is_offered:
            self.row.say_problem(self._problem(self.support))
            self._show_buttons()
        if seen.job.state.is_final and self.window().isVisible():
            self.refresh()

    def _toggle_details(self) -> None:
        self.details.setVisible(self.details.isHidden())
        hidden = self.details.isHidden()
        self.details_button.setText(self.tr("Details") if hidden else self.tr("Hide the details"))

    # --- what is done --------------------------------------------------------------------

    def _get(self, pack: Path | None) -> None:
        self.row.say_problem("")
        self.get_button.setEnabled(False)
        self._background.run(self, lambda: self._services.gpu.get(pack), self._begun, self._failed)

    def _begun(self, job: Job) -> None:
        self.get_button.setEnabled(True)
        self.strip.show_work(WorkSeen(job))
        self.refresh()

    def _ask_for_pack(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose a part of the offline pack"), "", self.tr("Offline packs (*.tar)")
        )
        if name:
            self.take(Path(name))

    def take(self, pack: Path) -> None:
        """Take it from a pack; any of its files will do."""
        self._get(pack)

    def _remove(self) -> None:
        support = self.support
        if support is None or support.runtime is None:
            return
        if confirmed(
            self,
            self.tr("Remove the GPU support"),
            self.tr("Remove the GPU support?"),
            self.tr("{size} would have to be downloaded again. Your libraries stay as they are.").format(
                size=words.size(support.come or support.runtime.size)
            ),
            self.tr("Remove"),
            self.tr("Keep it"),
        ):
            self._work(self._services.gpu.remove)

    def _work(self, work: Callable[[], None]) -> None:
        self._background.run(self, work, lambda _none: self.refresh(), self._failed)

    def _failed(self, error: LlocoError) -> None:
        self.get_button.setEnabled(True)
        self.row.say_problem(str(error))
