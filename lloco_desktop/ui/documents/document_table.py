"""How the documents table looks: two-line rows, a state in words with its sign, hover over whole rows."""

from __future__ import annotations

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lloco_desktop.ui.documents.document_model import Column, DocumentModel, DocumentRole
from lloco_desktop.ui.documents.document_words import progress_of
from lloco_desktop.ui.kit.icons import pixmap
from lloco_desktop.ui.kit.painting import draw_line, small
from lloco_desktop.ui.kit.theme import Theme, scaled
from lloco_desktop.ui.kit.tokens import ICON
from lloco_desktop.ui.services import DocumentRow, DocumentState

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 48
PADDING = 8
NARROWEST = 56  # that a column may be made
TITLE_WIDTH = 200  # that the names of documents have at least, before the columns at the end go
WIDTHS = {Column.STATE: 184, Column.PAGES: 72, Column.SIZE: 84, Column.ADDED: 96}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SIGNS = {
    DocumentState.QUEUED: "clock",
    DocumentState.READING: "reading",
    DocumentState.SEARCHABLE: "search",
    DocumentState.READY: "check",
    DocumentState.LOCKED: "lock",
    DocumentState.EMPTY: "no-text",
    DocumentState.STOPPED: "stop",
}


class DocumentDelegate(QStyledItemDelegate):
    """Paints a cell of the table."""

    def __init__(self, view: DocumentTable) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(60, scaled(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, then what the column shows."""
        row = index.data(DocumentRole.ROW)
        painter.save()
        self._paint_ground(painter, option, index)
        match Column(index.column()):
            case Column.TITLE:
                self._paint_title(painter, option, index, row)
            case Column.STATE:
                self._paint_state(painter, option, index, row)
            case _:
                rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
                flags = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole)))
                draw_line(painter, rect, index.data(), option.font, Theme.colours().ink_soft, flags)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = Theme.colours()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selected))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(option.rect, QColor(colours.side))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, QColor(colours.hairline))
        focused = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        if focused and index.column() == Column.TITLE:
            edge = QRect(option.rect.left(), option.rect.top(), 2, option.rect.height() - 1)
            painter.fillRect(_placed(option, edge), QColor(colours.accent))

    def _paint_title(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: DocumentRow
    ) -> None:
        colours = Theme.colours()
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        below = index.data(DocumentRole.SUBLINE)
        if not below:
            draw_line(painter, rect, row.title, option.font, colours.ink, LEFT)
            return
        upper = QRect(rect.left(), rect.top() + scaled(6), rect.width(), scaled(19))
        lower = QRect(rect.left(), rect.top() + scaled(25), rect.width(), scaled(16))
        draw_line(painter, upper, row.title, option.font, colours.ink, LEFT)
        draw_line(painter, lower, below, small(option.font), colours.ink_soft, LEFT)

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: DocumentRow
    ) -> None:
        colours = Theme.colours()
        colour = colours.attention if row.needs_attention or row.gone else colours.ink_soft
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        name = "alert" if row.gone or row.newer is not None else SIGNS.get(row.state, "alert")
        sign = pixmap(name, colour, ICON, self._view.devicePixelRatioF())
        place = QRect(rect.left(), rect.top() + (rect.height() - ICON) // 2, ICON, ICON)
        painter.drawPixmap(_placed(option, place).topLeft(), sign)
        text = QRect(rect.left() + ICON + 6, rect.top(), rect.width() - ICON - 6, rect.height())
        draw_line(painter, _placed(option, text), index.data(), option.font, colour, LEFT)
        share = progress_of(row)
        if share is not None:
            width = min(QFontMetrics(option.font).horizontalAdvance(index.data()), text.width())
            bar = QRect(text.left(), text.center().y() + scaled(11), width, 2)
            painter.fillRect(_placed(option, bar), QColor(colours.hairline))
            bar.setWidth(round(width * share))
            painter.fillRect(_placed(option, bar), QColor(colours.accent))


def _placed(option: QStyleOptionViewItem, rect: QRect) -> QRect:
    """Where a rectangle lies in a cell once reading goes the other way."""
    return QStyle.visualRect(option.direction, option.rect, rect)


class DocumentTable(QTableView):
    """The table over a `DocumentModel`; what is selected and looked at survives a reset of the model.

    Signals:
        opened(): Enter or a double click on the current row.
        remove_wanted(): Delete.
    """

    opened = Signal()
    remove_wanted = Signal()

    def __init__(self, model: DocumentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._model = model
        self._before: tuple[set[str], int] = (set(), 0)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.setItemDelegate(DocumentDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(True)
        self._set_up_headers()
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(scaled(ROW_HEIGHT))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setAccessibleName(self.tr("Columns"))
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(NARROWEST)
        columns.setSectionsMovable(False)
        columns.ensurePolished()
        for column, width in WIDTHS.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            columns.resizeSection(column, max(width, columns.sectionSizeHint(column)))

    def layout_state(self) -> QByteArray:
        """Column widths and order of rows, to be remembered."""
        return self.horizontalHeader().saveState()

    def restore_layout(self, state: QByteArray) -> None:
        """As they were when remembered; what another version remembered is passed over."""
        header = self.horizontalHeader()
        if header.restoreState(state):
            self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
            header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the names of documents have it."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        header = self.horizontalHeader()
        room = self.viewport().width() - TITLE_WIDTH - header.sectionSize(Column.STATE)
        for column in (Column.PAGES, Column.SIZE, Column.ADDED):  # the last goes first
            width = max(header.sectionSize(column), NARROWEST)
            room -= width
            if header.isSectionHidden(column) != (room < 0):
                header.setSectionHidden(column, room < 0)

    def selected_rows(self) -> list[DocumentRow]:
        """What the user selected, in the order shown."""
        # By ranges: `selectedRows` makes an index for each of what may be ten thousand.
        places = {
            place
            for run in self.selectionModel().selection().toList()
            for place in range(run.top(), run.bottom() + 1)
        }
        return [self._model.row(place) for place in sorted(places)]

    def _remember(self) -> None:
        self._before = ({row.key for row in self.selected_rows()}, self.verticalScrollBar().value())

    def _restore(self) -> None:
        keys, place = self._before
        chosen = QItemSelection()
        for row in self._model.places(keys):
            chosen.select(self._model.index(row, 0), self._model.index(row, len(Column) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)
        self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Remember the row under the mouse, to light all of it."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
