"""A backbone has come: the notice that says so, and the way to using it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.preset_names import subject_of, title_of
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.ui.settings.settings_page import SettingsPage
from lloco_desktop.workflows.events import BackboneArrived

if TYPE_CHECKING:
    from lloco_desktop.ui.main_window import MainWindow
    from lloco_desktop.ui.settings.backbones_section import BackbonesSection

KINDS = (JobKind.DOWNLOAD, JobKind.CONVERT)


class Arrivals(QObject):
    """Says in the library's room what came of downloads. Goes with the window's importing."""

    def __init__(self, window: MainWindow, services: Services, bridge: JobBridge) -> None:
        super().__init__(window.importing)
        self._window = window
        self._services = services
        bridge.arrived.connect(self._arrived)
        bridge.work.connect(self._work_seen)

    def _arrived(self, event: BackboneArrived) -> None:
        in_use = self._services.preferences.now().backbone
        name = title_of(event.folder.name)
        shown = self._window.middle.currentWidget()
        if isinstance(shown, SettingsPage) and shown.section is Section.BACKBONES:
            self._section().point_at(event.folder)
        if in_use in (event.folder.name, str(event.folder)):
            self._window.notice.show_line(self.tr("{name} is complete.").format(name=name))
            return
        self._window.notice.offer(
            self.tr("{name} is here and can be used.").format(name=name),
            self.tr("Use it"),
            lambda: self.use(event.folder),
        )

    def use(self, folder: Path) -> None:
        """Show it among the others, and begin to use it there: what that costs is said first."""
        self._window.show_settings(Section.BACKBONES)
        self._section().use(folder)

    def _gpu_support(self, job: Job) -> None:
        if job.state is JobState.FAILED:
            self._window.notice.show_problem(job.reason or "")
        elif job.state is JobState.DONE:
            self._window.notice.show_line(
                self.tr("The GPU support is here and is used from the next start on.")
            )

    def _section(self) -> BackbonesSection:
        return cast("BackbonesSection", self._window.settings.part(Section.BACKBONES))

    def _work_seen(self, seen: WorkSeen) -> None:
        """The card of the backbone says it too, but the room may be what is looked at."""
        if seen.job.kind is JobKind.GPU_RUNTIME:
            self._gpu_support(seen.job)
            return
        if seen.job.kind not in KINDS or not seen.job.state.is_final:
            return
        name, reason = subject_of(seen.job), seen.job.reason or ""
        if seen.job.state is JobState.FAILED:
            self._window.notice.show_problem(self.tr("{name}: {reason}").format(name=name, reason=reason))
        elif seen.job.kind is JobKind.CONVERT and seen.job.state is JobState.DONE:
            self._window.notice.show_line(self.tr("{name} was converted.").format(name=name))
