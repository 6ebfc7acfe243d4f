"""The list of conversations: one line for each, two while searching, and a title that is edited in place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lloco_desktop.ui.chat.conversation_model import ConversationModel, ConversationRole
from lloco_desktop.ui.kit.painting import bold, draw_line, draw_row_ground, small
from lloco_desktop.ui.kit.theme import Theme, scaled

Index = QModelIndex | QPersistentModelIndex
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
HEADING, ROW, WITH_EXCERPT = 26, 30, 46
INSET, SIGN = 10, 18  # before the words; kept free behind them for the sign that an answer comes


class ConversationDelegate(QStyledItemDelegate):
    """Paints headings and conversations."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """By what stands in the row."""
        if index.data(ConversationRole.FOUND) is None:
            return QSize(100, scaled(HEADING))
        return QSize(100, scaled(WITH_EXCERPT if index.data(ConversationRole.EXCERPT) else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading, or a title with what was found."""
        colours = Theme.colours()
        painter.save()
        painter.setLayoutDirection(option.direction)
        rect = option.rect
        if index.data(ConversationRole.FOUND) is None:
            words = rect.adjusted(INSET, 8, -INSET, 0)
            draw_line(painter, words, index.data(), bold(small(option.font)), colours.ink_soft, LEADING)
            painter.restore()
            return
        draw_row_ground(painter, option)
        busy = bool(index.data(ConversationRole.BUSY))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        kept = SIGN if busy else 0
        words = rect.adjusted(INSET + (kept if mirrored else 0), 0, -INSET - (0 if mirrored else kept), 0)
        excerpt = index.data(ConversationRole.EXCERPT)
        title = QRect(words.left(), rect.top() + scaled(6), words.width(), scaled(ROW - 12))
        draw_line(painter, title, index.data(), option.font, colours.ink, LEADING)
        if excerpt:
            below = QRect(words.left(), rect.top() + scaled(24), words.width(), scaled(16))
            draw_line(painter, below, excerpt, small(option.font), colours.ink_soft, LEADING)
        if busy:
            x = rect.left() + INSET if mirrored else rect.right() - INSET - 7
            painter.setPen(QPen(QColor(colours.accent), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(QRectF(x, rect.top() + scaled(15) - 3.5, 7, 7), 90 * 16, -270 * 16)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field in place of the title."""
        field = QLineEdit(parent)
        field.setProperty("role", "in-place")
        field.setAccessibleName(self.tr("Title of the conversation"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """All selected, and its beginning in sight: Qt shows the end."""
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit):
            QTimer.singleShot(0, editor, lambda: _show_beginning(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the first line of the row."""
        editor.setGeometry(
            QRect(option.rect.left(), option.rect.top() + 1, option.rect.width(), scaled(ROW) - 2)
        )


def _show_beginning(editor: QLineEdit) -> None:
    editor.end(False)
    editor.home(True)


class ConversationView(QListView):
    """The list; F2 renames, Delete deletes.

    Signals:
        delete_wanted()
    """

    delete_wanted = Signal()

    def __init__(self, model: ConversationModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ConversationDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @property
    def is_editing(self) -> bool:
        """Whether a title is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to delete; F2 edits wherever Qt has another key for that."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
