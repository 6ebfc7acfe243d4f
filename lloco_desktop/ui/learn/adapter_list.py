"""The versions beside the report: which is looked at, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import AdapterId
from lloco_desktop.ui.kit.icons import IconButton, TextButton, icon, pixmap
from lloco_desktop.ui.kit.layout import FlowRow, label
from lloco_desktop.ui.kit.painting import draw_line, draw_row_ground, small
from lloco_desktop.ui.kit.theme import Theme, scaled
from lloco_desktop.ui.kit.tokens import ICON, SPACE_1, SPACE_2
from lloco_desktop.ui.learn.adapter_model import VersionModel, VersionRole
from lloco_desktop.ui.learn.learning import Learned, Version

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ROW = 62
MOST_ROWS, FEW_ROWS = 8, 3  # shown at once beside the report, and above it


class VersionDelegate(QStyledItemDelegate):
    """Three lines, and a tick for the version in use."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(100, scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and use, date and documents, score."""
        colours = Theme.colours()
        painter.save()
        draw_row_ground(painter, option)
        rect = option.rect
        if index.data(VersionRole.ACTIVE):
            sign = pixmap("check", colours.accent, ICON, painter.device().devicePixelRatio())
            painter.drawPixmap(rect.left() + 8, rect.top() + scaled(15) - 8, sign)
        left, width = rect.left() + 30, rect.width() - 38
        name = index.data()
        if index.data(VersionRole.ACTIVE):
            name = self.tr("{version} · in use").format(version=name)
        lines = (
            (6, 19, name, option.font, colours.ink),
            (24, 16, index.data(VersionRole.SUBLINE), small(option.font), colours.ink_soft),
            (40, 16, index.data(VersionRole.SCORE), small(option.font), colours.ink_soft),
        )
        for top, height, text, font, colour in lines:
            place = QRect(left, rect.top() + scaled(top), width, scaled(height))
            draw_line(painter, place, text, font, colour, LEFT)
        painter.restore()


class VersionView(QListView):
    """The list; Delete deletes.

    Signals:
        delete_wanted()
    """

    delete_wanted = Signal()

    def __init__(self, model: VersionModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(VersionDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self, most: int) -> None:
        """As tall as its rows, up to so many of them."""
        self.setFixedHeight(max(min(self.model().rowCount(), most), 1) * scaled(ROW) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class AdapterList(QWidget):
    """The list with its buttons.

    Signals:
        chosen(Version | None): another version is looked at.
        use_wanted(AdapterId | None), export_wanted(Version), delete_wanted(Version), import_wanted().
    """

    chosen = Signal(object)
    use_wanted = Signal(object)
    export_wanted = Signal(object)
    delete_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._active: AdapterId | None = None
        self._most = MOST_ROWS
        self.model = VersionModel(self)
        self.view = VersionView(self.model)
        self.view.setAccessibleName(self.tr("Versions"))
        self.export_button = TextButton(self.tr("Export…"), role="quiet", icon_name="export")
        self.delete_button = TextButton(self.tr("Delete…"), role="quiet", icon_name="trash")
        self.import_button = IconButton("import", self.tr("Import a version from its folder"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(SPACE_2, 0, 0, 0)
        heading.addWidget(label(self.tr("Versions"), "section"))
        heading.addStretch()
        heading.addWidget(self.import_button)
        buttons = FlowRow(0)
        buttons.add(self.export_button)
        buttons.add(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(heading)
        column.addWidget(self.view)
        column.addWidget(buttons)
        column.addStretch()

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.view.delete_wanted.connect(self._delete)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.export_button.clicked.connect(self._export)
        self.delete_button.clicked.connect(self._delete)
        self.import_button.clicked.connect(self.import_wanted)

    def current(self) -> Version | None:
        """The version that is looked at."""
        return self.model.version(self.view.currentIndex().row())

    def show_learned(self, learned: Learned, select: AdapterId | None = None) -> None:
        """Show a library's versions; look at one of them, at the same as before, or at the one in use."""
        before = self.current()
        self._active = learned.active
        self.model.show_versions(learned.versions, learned.active)
        self.view.fit(self._most)
        wanted = (select, before.adapter.id if before else None, learned.active)
        rows = [row for one in wanted if one is not None and (row := self.model.row_of(one)) is not None]
        row = rows[0] if rows else 0
        if row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self.chosen.emit(self.current())

    def set_beside(self, *, beside: bool) -> None:
        """Stand beside the report, or above it, where it is not to be pushed out of sight."""
        self._most = MOST_ROWS if beside else FEW_ROWS
        self.view.fit(self._most)

    def _export(self) -> None:
        if (version := self.current()) is not None:
            self.export_wanted.emit(version)

    def _delete(self) -> None:
        if (version := self.current()) is not None:
            self.delete_wanted.emit(version)

    def _show_menu(self, point: QPoint) -> None:
        version = self.current()
        if version is None:
            return
        menu = QMenu(self)
        ratio = self.devicePixelRatioF()
        if version.adapter.id == self._active:
            menu.addAction(self.tr("Stop using it"), lambda: self.use_wanted.emit(None))
        else:
            menu.addAction(self.tr("Use this version"), lambda: self.use_wanted.emit(version.adapter.id))
        menu.addSeparator()
        menu.addAction(icon("export", ratio), self.tr("Export…"), self._export)
        menu.addAction(icon("trash", ratio), self.tr("Delete…"), self._delete)
        menu.popup(self.view.viewport().mapToGlobal(point))
