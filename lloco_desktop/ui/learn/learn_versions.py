"""What was learned: the report of the version that is looked at, and all versions beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from lloco_desktop.domain import AdapterId, Library
from lloco_desktop.errors import LlocoError
from lloco_desktop.learning.report import Report
from lloco_desktop.study import Adapter
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.tokens import MEASURE, SPACE_8
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.adapter_list import AdapterList
from lloco_desktop.ui.learn.learn_feed import LearningFeed
from lloco_desktop.ui.learn.learn_report import LearnReport
from lloco_desktop.ui.learn.learning import Version
from lloco_desktop.ui.services import Services

VERSIONS_WIDTH = 236
WIDE = 820  # from here on versions stand beside the report, not above it


class LearnVersions(QWidget):
    """Report and versions of one library.

    Signals:
        troubled(str), told(str): one sentence on what could not be done, or on what was.
        settled(): what was said before does not matter any more.
        added(): a version came from a folder.
    """

    troubled = Signal(str)
    told = Signal(str)
    settled = Signal()
    added = Signal()

    def __init__(self, services: Services, background: Background, feed: LearningFeed) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._feed = feed
        self._library: Library | None = None
        self._reports: dict[AdapterId, Report | None] = {}
        self._shown: AdapterId | None = None  # whose report is laid out
        self._select: AdapterId | None = None
        self._last_folder = ""
        self.report = LearnReport()
        self.versions = AdapterList()
        self._lay_out()
        self.report.use_wanted.connect(self._use_shown)
        self.versions.chosen.connect(self._show_version)
        self.versions.use_wanted.connect(self.use)
        self.versions.export_wanted.connect(self.export_version)
        self.versions.delete_wanted.connect(self.delete_version)
        self.versions.import_wanted.connect(self.import_version)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.report)
        column.addStretch()
        main = QWidget()
        main.setLayout(column)
        main.setMaximumWidth(MEASURE)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._split.setContentsMargins(0, 0, 0, 0)
        self._split.setSpacing(SPACE_8)
        self._split.addWidget(main, 1000)
        self._split.addWidget(self.versions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the versions come first and the report below them."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        if wide:
            self.versions.setFixedWidth(VERSIONS_WIDTH)
        else:
            self.versions.setMinimumWidth(0)
            self.versions.setMaximumWidth(MEASURE)
        self._split.setDirection(direction)
        self.versions.set_beside(beside=wide)

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """Another library: nothing that is known is true of it."""
        if library is None or self._library is None or library.id != self._library.id:
            self._reports = {}
            self._shown = self._select = None
        self._library = library

    def select(self, adapter: AdapterId | None) -> None:
        """Look at this version as soon as it is known of."""
        self._select = adapter

    def show_learned(self) -> None:
        """Show what the feed knows."""
        learned, library = self._feed.learned, self._library
        if learned is None or not learned.versions:
            return
        self.report.again.show_learned(learned, may_learn=library is not None and library.documents > 0)
        self.versions.show_learned(learned, self._select)
        if learned.version(self._select) is not None:
            self._select = None

    def _show_version(self, version: Version | None) -> None:
        if version is None:
            return
        adapter = version.adapter.id
        if adapter in self._reports:
            self._show_report(version)
            return

        def show(report: Report | None) -> None:
            self._reports[adapter] = report
            current = self.versions.current()
            if current is not None and current.adapter.id == adapter:
                self._show_report(current)

        def unreadable(error: LlocoError) -> None:
            self.troubled.emit(str(error))
            show(None)

        self._background.run(self, lambda: self._services.learning.report(adapter), show, unreadable)

    def _show_report(self, version: Version) -> None:
        learned = self._feed.learned
        active = learned is not None and learned.active == version.adapter.id
        report = self._reports[version.adapter.id]
        if version.adapter.id == self._shown:  # what is folded out, and where one reads, stays
            self.report.show_use(version, report, active=active)
        else:
            self._shown = version.adapter.id
            self.report.show_report(version, report, active=active)

    # --- what can be done ----------------------------------------------------------------

    def _use_shown(self, on: bool) -> None:
        version = self.versions.current()
        if version is not None:
            self.use(version.adapter.id if on else None)

    def use(self, adapter: AdapterId | None) -> None:
        """Let a version read with the answers, or none."""
        library = self._library
        if library is not None:
            self._do(lambda: self._services.learning.use(library.id, adapter))

    def delete_version(self, version: Version) -> None:
        """Forget a version after saying what is lost."""
        adapter = version.adapter
        name = learn_words.version(adapter.version)
        learned = self._feed.learned
        loss = self.tr("What was learned is lost, with its report; documents and summaries stay.")
        if learned is not None and learned.active == adapter.id:
            loss = self.tr("Answers will be read without it. {loss}").format(loss=loss)
        if confirmed(
            self,
            self.tr("Delete version"),
            self.tr("Delete {name}?").format(name=name.lower()),
            loss,
            self.tr("Delete"),
            self.tr("Keep it"),
        ):
            self._do(lambda: self._services.learning.delete(adapter.id))

    def export_version(self, version: Version) -> None:
        """Copy a version into a folder that the user picks."""
        title = self.tr("Export {name} into").format(
            name=learn_words.version(version.adapter.version).lower()
        )
        name = QFileDialog.getExistingDirectory(self.window(), title, self._last_folder)
        if not name:
            return
        self._last_folder = name
        self._background.run(
            self,
            lambda: self._services.learning.export(version.adapter.id, Path(name)),
            lambda folder: self.told.emit(self.tr("Exported to {folder}").format(folder=folder)),
            lambda error: self.troubled.emit(str(error)),
        )

    def import_version(self) -> None:
        """Add a version from a folder that the user picks."""
        library = self._library
        name = QFileDialog.getExistingDirectory(
            self.window(), self.tr("Folder of a version"), self._last_folder
        )
        if not name or library is None:
            return
        self._last_folder = str(Path(name).parent)

        def added(adapter: Adapter) -> None:
            self._select = adapter.id
            self.added.emit()
            self._feed.refresh()

        self._background.run(
            self,
            lambda: self._services.learning.bring_in(library.id, Path(name)),
            added,
            lambda error: self.troubled.emit(str(error)),
        )

    def _do(self, work: Callable[[], None]) -> None:
        self.settled.emit()

        def failed(error: LlocoError) -> None:
            self.troubled.emit(str(error))
            self._feed.refresh()  # a switch that was pressed goes back to what is true

        self._background.run(self, work, lambda _none: self._feed.refresh(), failed)
