"""Light and dark, following the system: one `QPalette` and one style sheet for the whole application."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from lloco_desktop.settings import resources
from lloco_desktop.ui.kit.stylesheet import sheet
from lloco_desktop.ui.kit.tokens import (
    CHINESE_FONTS,
    DARK,
    FADE_MS,
    LIGHT,
    TEXT_BASE,
    TEXT_SMALL,
    TEXT_SMALL_CHINESE,
    Colours,
)

USUAL_TEXT = 15  # logical pixels up to which a system's text is of the usual size (desktops differ: 12 to 15)
LARGEST_SCALE = 2.0


class Theme(QObject):
    """The theme in use. Created once with the application; widgets read `Theme.colours()` when they paint."""

    changed = Signal()
    _current: ClassVar[Colours] = LIGHT
    _small: ClassVar[int] = TEXT_SMALL
    _scale: ClassVar[float] = 1.0

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        self._system_font = app.font()
        Theme._scale = min(max(QFontInfo(app.font()).pixelSize() / USUAL_TEXT, 1.0), LARGEST_SCALE)
        self._set_font()
        self._preferred: Qt.ColorScheme | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_says)
        self._apply(hints.colorScheme())

    @staticmethod
    def colours() -> Colours:
        """The colours to paint with."""
        return Theme._current

    @staticmethod
    def small_size() -> int:
        """The secondary type size, in logical pixels."""
        return scaled(Theme._small)

    def suit_text_size(self, pixels: int) -> None:
        """The system's text is this tall: larger than usual makes every text and every row larger."""
        Theme._scale = min(max(pixels / USUAL_TEXT, 1.0), LARGEST_SCALE)
        self._set_font()
        self._apply(self._scheme())

    def suit_language(self) -> None:
        """Another language is in use: the font and sizes that it reads well in."""
        self._set_font()
        self._apply(self._scheme())

    def _set_font(self) -> None:
        chinese = QLocale().language() == QLocale.Language.Chinese
        Theme._small = TEXT_SMALL_CHINESE if chinese else TEXT_SMALL
        font = QFont(self._system_font)
        font.setPixelSize(scaled(TEXT_BASE))
        there = [family for family in CHINESE_FONTS if QFontDatabase.hasFamily(family)]
        # First in Chinese, for its own quotation marks; else only for what the system's font lacks, since it
        # might be found in a Japanese one.
        own = [QFontInfo(self._system_font).family()]  # what a name such as "Sans Serif" stands for here
        font.setFamilies([*there, *own] if chinese else [*own, *there])
        self._app.setFont(font)

    def prefer(self, scheme: Qt.ColorScheme | None) -> None:
        """Be light or dark whatever the system says; None follows the system again."""
        self._preferred = scheme
        self._apply(self._scheme())

    def _scheme(self) -> Qt.ColorScheme:
        return self._preferred if self._preferred is not None else self._app.styleHints().colorScheme()

    def _system_says(self, scheme: Qt.ColorScheme) -> None:
        if self._preferred is None:
            self._apply(scheme)

    def _apply(self, scheme: Qt.ColorScheme) -> None:
        colours = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        Theme._current = colours
        self._app.setPalette(_palette(colours))
        name = "check-on-dark.svg" if colours.is_dark else "check-on-light.svg"
        self._app.setStyleSheet(
            sheet(colours, _for_sheet(resources() / "icons" / "controls" / name), Theme._small, Theme._scale)
        )
        self.changed.emit()


def scaled(pixels: float) -> int:
    """A height of text, or of what holds a line of it, in the text size that the system asks for."""
    return round(pixels * Theme._scale)


def fade_ms() -> int:
    """How long a fade takes; 0 where the system asks for less motion."""
    style = QApplication.style()
    wanted = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return FADE_MS if wanted > 0 else 0


def _for_sheet(path: Path) -> str:
    """A path as a style sheet's `url()` wants it."""
    return path.as_posix()


def _palette(colours: Colours) -> QPalette:
    """What painting outside the style sheet (delegates, text documents) picks up."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: colours.ground,
        role.Base: colours.raised,
        role.AlternateBase: colours.side,
        role.Button: colours.raised,
        role.WindowText: colours.ink,
        role.Text: colours.ink,
        role.ButtonText: colours.ink,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.ink_soft,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.hairline,
    }
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.ink_faint))
    return palette
