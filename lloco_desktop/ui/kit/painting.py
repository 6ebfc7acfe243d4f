"""Painting that several delegates share: state dots, elided lines, focus rings."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.libraries.library_model import LibraryState


def small(font: QFont) -> QFont:
    """The same font in the secondary size."""
    made = QFont(font)
    made.setPixelSize(Theme.small_size())
    return made


def bold(font: QFont) -> QFont:
    """The same font in the second weight."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def draw_line(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, flags: Qt.AlignmentFlag
) -> None:
    """One line of text, elided at its end."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(flags), shown)


def draw_row_ground(painter: QPainter, option: QStyleOptionViewItem, *, radius: int = 6) -> None:
    """The soft ground of a selected or hovered row, and the ring of the one that has the keyboard."""
    colours = Theme.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    state = option.state
    ground = QRectF(option.rect).adjusted(0, 1, 0, -1)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected))
        painter.drawRoundedRect(ground, radius, radius)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(ground, radius, radius)
    keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if (state & keyboard) == keyboard:
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def draw_dot(painter: QPainter, centre_x: float, centre_y: float, state: LibraryState) -> None:
    """A library's state by form as well as colour: ring, three quarters of a ring, disc."""
    colours = Theme.colours()
    dot = QRectF(centre_x - 3.5, centre_y - 3.5, 7, 7)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state is LibraryState.FILLED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(dot)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is LibraryState.WORKING:
        painter.setPen(QPen(QColor(colours.accent), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(dot, 90 * 16, -270 * 16)
    else:
        painter.setPen(QPen(QColor(colours.ink_faint), 1.5))
        painter.drawEllipse(dot)
