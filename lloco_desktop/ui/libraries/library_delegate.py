"""How a library looks in the list: two quiet lines, a dot, and a mark where it was learned."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lloco_desktop.ui.kit.icons import pixmap
from lloco_desktop.ui.kit.painting import draw_dot, draw_line, draw_row_ground, small
from lloco_desktop.ui.kit.theme import Theme, scaled
from lloco_desktop.ui.libraries.library_model import LibraryRole

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 46
TEXT_LEFT, TEXT_RIGHT = 26, 6  # distances of the text from the row's ends
MARK = 14


class LibraryDelegate(QStyledItemDelegate):
    """Paints in the direction of the language: the dot stands where reading begins."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(100, scaled(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, what is in it, and its state."""
        colours = Theme.colours()
        painter.save()
        draw_row_ground(painter, option)
        rect = option.rect
        dot = self._placed(option, QRect(rect.left() + 9, rect.top() + scaled(16) - 4, 8, 8))
        draw_dot(painter, dot.center().x() + 0.5, dot.center().y() + 0.5, index.data(LibraryRole.STATE))
        left, width = rect.left() + TEXT_LEFT, rect.width() - TEXT_LEFT - TEXT_RIGHT
        name = QRect(left, rect.top() + scaled(6), width, scaled(19))
        if index.data(LibraryRole.LEARNED):
            name.setWidth(width - MARK - 4)
            self._draw_mark(painter, option)
        flags = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        flags |= Qt.AlignmentFlag.AlignVCenter
        draw_line(painter, self._placed(option, name), index.data(), option.font, colours.ink, flags)
        below = QRect(left, rect.top() + scaled(24), width, scaled(16))
        font = small(option.font)
        line = _fitting((index.data(LibraryRole.SUBLINE), *index.data(LibraryRole.SHORTER)), font, width)
        draw_line(painter, self._placed(option, below), line, font, colours.ink_soft, flags)
        painter.restore()

    def _draw_mark(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        place = QRect(rect.right() - TEXT_RIGHT - MARK + 1, rect.top() + 8, MARK, MARK)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            self._placed(option, place).topLeft(), pixmap("learned", Theme.colours().accent, MARK, ratio)
        )

    @staticmethod
    def _placed(option: QStyleOptionViewItem, rect: QRect) -> QRect:
        """A rectangle on the side where it is in the language's direction."""
        return QStyle.visualRect(option.direction, option.rect, rect)


def _fitting(lines: tuple[str, ...], font: QFont, width: int) -> str:
    """The longest line that there is room for; the shortest where there is for none."""
    metrics = QFontMetrics(font)
    return next((line for line in lines if metrics.horizontalAdvance(line) <= width), lines[-1])
