"""What covers the window while files are dragged over it: where they will go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lloco_desktop.ui.kit.icons import pixmap
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3

ART = 48
translate = QCoreApplication.translate


class DropOverlay(QWidget):
    """A soft sheet over its parent; lets every event through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._art = QLabel()
        self.title = label(role="drop-title")
        self.text = label(role="soft")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_2)
        column.addStretch()
        for widget in (self._art, self.title, self.text):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addStretch()
        parent.installEventFilter(self)
        self.hide()

    def announce(self, title: str, text: str) -> None:
        """Say where the files will go."""
        self._art.setPixmap(pixmap("import", Theme.colours().accent, ART, self.devicePixelRatioF()))
        self.title.setText(title)
        self.text.setText(text)
        self._cover()
        self.raise_()
        self.show()

    def _cover(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.resize(parent.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, and a dashed line inside the edge."""
        colours = Theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.ground)
        veil.setAlphaF(0.97)
        painter.fillRect(self.rect(), veil)
        pen = QPen(QColor(colours.accent), 1.5)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        inside = QRectF(self.rect()).adjusted(SPACE_3, SPACE_3, -SPACE_3, -SPACE_3)
        painter.drawRoundedRect(inside, 10, 10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)


def describe(paths: Sequence[Path]) -> str:
    """What is being dragged, in words."""
    folders = [path for path in paths if path.is_dir()]
    if len(paths) == 1:
        words = translate("drop", "all PDFs in “{name}”") if folders else translate("drop", "“{name}”")
        return words.format(name=paths[0].name)
    parts = []
    if files := len(paths) - len(folders):
        parts.append(translate("drop", "%n file(s)", None, files))
    if folders:
        parts.append(translate("drop", "%n folder(s)", None, len(folders)))
    return translate("drop", " and ").join(parts)
