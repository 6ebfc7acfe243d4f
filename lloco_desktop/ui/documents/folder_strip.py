"""The foot of the documents page: the folders that the library follows, and how they were found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lloco_desktop.domain import FolderId, FolderState, LibraryId, WatchedFolder
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.document_words import moment_text
from lloco_desktop.ui.documents.intake import IntakeServices
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton, pixmap
from lloco_desktop.ui.kit.layout import ElidedLabel, hairline, set_role
from lloco_desktop.ui.kit.theme import Theme, scaled
from lloco_desktop.ui.kit.tokens import ICON, SPACE_1, SPACE_2, SPACE_4
from lloco_desktop.workflows.events import FolderLooked

translate = QCoreApplication.translate
ROW_HEIGHT = 32
ROWS = 3  # that are seen at once


class FolderRow(QWidget):
    """One followed folder.

    Signals:
        stop_wanted(FolderId)
    """

    stop_wanted = Signal(object)

    def __init__(self, folder: WatchedFolder) -> None:
        super().__init__()
        self.folder = folder
        self.setFixedHeight(scaled(ROW_HEIGHT))
        self._art = QLabel()
        self.name = ElidedLabel(folder.path.name or str(folder.path))
        self.name.setToolTip(str(folder.path))
        self.name.setMaximumWidth(self.name.sizeHint().width())
        self.state = ElidedLabel(role="soft")
        self.stop_button = IconButton(
            "close", self.tr("Stop watching {folder}").format(folder=folder.path.name)
        )
        self.stop_button.clicked.connect(lambda: self.stop_wanted.emit(self.folder.id))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        line.addWidget(self._art)
        line.addWidget(self.name, 1)
        line.addWidget(self.state, 3)
        line.addWidget(self.stop_button)
        self.show_folder(folder, 0)

    def show_folder(self, folder: WatchedFolder, waiting: int) -> None:
        """Show how the folder was found."""
        self.folder = folder
        fine = folder.state in (FolderState.NEW, FolderState.FINE)
        colours = Theme.colours()
        colour = colours.ink_soft if fine else colours.attention
        self._art.setPixmap(pixmap("folder" if fine else "alert", colour, ICON, self.devicePixelRatioF()))
        set_role(self.state, "soft" if fine else "attention")
        self.state.set_text(state_sentence(folder, waiting))
        self.name.setToolTip(str(folder.path))
        self.setAccessibleName(f"{folder.path.name}, {self.state.full_text()}")


class FolderStrip(QWidget):
    """Lists the folders of a library.

    Signals:
        follow_wanted(): another one is to be chosen.
        stopped(FolderId): one is followed no more.
        failed(str): that could not be.
    """

    follow_wanted = Signal()
    stopped = Signal(object)
    failed = Signal(str)

    def __init__(self, intake: IntakeServices, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self._intake = intake
        self._background = background
        self._library: LibraryId | None = None
        self._rows: dict[FolderId, FolderRow] = {}
        self.add_button = TextButton(self.tr("Watch a folder…"), role="quiet", icon_name="folder")
        self.add_button.setToolTip(
            self.tr("New and changed PDFs in a watched folder come into this library by themselves.")
        )
        self.add_button.clicked.connect(self.follow_wanted)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._list)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_4, SPACE_1, SPACE_4, SPACE_1)
        line.setSpacing(SPACE_2)
        line.addSpacing(SPACE_2)
        line.addWidget(self.area, 1)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(line)
        bridge.folder.connect(self._looked)
        self.refresh()

    def set_library(self, library: LibraryId | None) -> None:
        """Show another library's folders."""
        if library != self._library:
            self._library = library
            self.refresh()

    def refresh(self) -> None:
        """Show the folders as they are recorded."""
        folders = self._intake.folders(self._library) if self._library is not None else []
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for folder in folders:
            row = FolderRow(folder)
            row.stop_wanted.connect(self._stop)
            self._rows[folder.id] = row
            self._list.addWidget(row)
        self.area.setVisible(bool(folders))
        self.area.setFixedHeight(scaled(ROW_HEIGHT) * min(max(len(folders), 1), ROWS))
        self.setVisible(self._library is not None)

    def _looked(self, seen: FolderLooked) -> None:
        if seen.folder.library != self._library:
            return
        row = self._rows.get(seen.folder.id)
        if row is None:
            self.refresh()
        else:
            row.show_folder(seen.folder, seen.waiting)

    def _stop(self, folder: FolderId) -> None:
        self.add_button.setFocus()
        self._rows[folder].setEnabled(False)  # once is enough
        self._background.write(
            self,
            lambda: self._intake.unfollow(folder),
            lambda _none: self._stopped(folder),
            self._not_stopped,
        )

    def _stopped(self, folder: FolderId) -> None:
        self.refresh()
        self.stopped.emit(folder)

    def _not_stopped(self, error: LlocoError) -> None:
        self.refresh()
        self.failed.emit(str(error))


def state_sentence(folder: WatchedFolder, waiting: int = 0) -> str:
    """How a folder was found, in words."""
    match folder.state:
        case FolderState.NEW:
            return translate("folders", "Will be looked at as soon as running imports are through")
        case FolderState.MISSING:
            return translate(
                "folders", "Not there now: renamed, or its drive is unplugged. Nothing was removed."
            )
        case FolderState.EMPTY:
            return translate("folders", "Empty now; is its drive unplugged? Nothing was removed.")
        case FolderState.FORBIDDEN:
            return translate("folders", "You are not allowed to read it. Allow that, and watching goes on.")
    if waiting:
        return translate("folders", "%n file(s) still being written", None, waiting)
    return translate("folders", "{files} · looked at {time}").format(
        files=words.files(folder.files), time=moment_text(folder.looked or 0)
    )
