"""The application's own line icons, recoloured to the theme when they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from lloco_desktop.settings import resources
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import ICON

_OTHER_WAY = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in a colour, `size` logical pixels square, sharp at the device pixel `ratio`."""
    image = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, ratio: float, role: str = "ink_soft") -> QIcon:
    """The icon in the colour token `role`, with its disabled look; what points on points to the left from
    right to left."""
    colours = Theme.colours()
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        name = _OTHER_WAY.get(name, name)
    made = QIcon(pixmap(name, getattr(colours, role), ICON, ratio))
    made.addPixmap(pixmap(name, colours.ink_faint, ICON, ratio), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The application's icon."""
    return QIcon(str(resources() / "app.svg"))


class IconButton(QToolButton):
    """A button that is only an icon; `label` is its tooltip and what a screen reader says."""

    def __init__(
        self,
        name: str,
        label: str,
        parent: QWidget | None = None,
        role: str = "icon",
        colour: str = "ink_soft",
    ) -> None:
        super().__init__(parent)
        self._name, self._colour = name, colour
        self._look: tuple[str, str, float] | None = None  # that the icon was painted for
        self.setProperty("role", role)
        self.setIconSize(QSize(ICON, ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_label(label)
        self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too, not only Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_label(self, label: str) -> None:
        """Change what the button says it does."""
        self.setToolTip(label)
        self.setAccessibleName(label)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self._name:
            self._name = name
            self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        look = (self._name, getattr(Theme.colours(), self._colour), self.devicePixelRatioF())
        if look != self._look:  # changing its parent tells a widget many times over that the style changed
            self._look = look
            self.setIcon(icon(self._name, self.devicePixelRatioF(), self._colour))


class TextButton(QPushButton):
    """A button with words, and an icon before them where that helps."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        role: str = "",
        icon_name: str = "",
        colour: str = "",
    ) -> None:
        super().__init__(text, parent)
        self._name = icon_name
        self._look: tuple[str, str, float] | None = None
        self._colour = colour or ("on_accent" if role == "primary" else "ink_soft")
        if role:
            self.setProperty("role", role)
        self.setAutoDefault(True)  # Enter presses it too, not only Space
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(ICON, ICON))
        self._paint_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        look = (self._name, getattr(Theme.colours(), self._colour), self.devicePixelRatioF())
        if self._name and look != self._look:
            self._look = look
            self.setIcon(icon(self._name, self.devicePixelRatioF(), self._colour))
