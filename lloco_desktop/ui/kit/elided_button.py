"""A button whose words may be longer than its place: they end in an ellipsis; its tooltip has them all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from lloco_desktop.ui.kit.icons import TextButton

NARROWEST = 48


class ElidedButton(TextButton):
    """A `TextButton` that may shrink. `text()` stays whole."""

    def __init__(self, text: str, *, role: str = "", icon_name: str = "") -> None:
        self._end = ""
        super().__init__(text, role=role, icon_name=icon_name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._tell()

    def keep_end(self, end: str) -> None:
        """What of the words is never cut, if they end in it."""
        self._end = end
        self._tell()

    def minimumSizeHint(self) -> QSize:
        """The icon and a few letters."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whether all words fit may have changed."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the style draws it, with the words that fit."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._fitting()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _fitting(self) -> str:
        text, metrics = self.text(), self.fontMetrics()
        beside = super().sizeHint().width() - metrics.horizontalAdvance(text)
        end = self._end if text.endswith(self._end) else ""
        has = max(self.width() - beside - metrics.horizontalAdvance(end), 0)
        return metrics.elidedText(text.removesuffix(end), Qt.TextElideMode.ElideRight, has) + end

    def _tell(self) -> None:
        self.setToolTip("" if self._fitting() == self.text() else self.text())
