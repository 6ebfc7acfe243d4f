"""Settings, General: light or dark, and the language."""

from __future__ import annotations

from PySide6.QtCore import Signal

from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Appearance
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.rows import Group, Picker, Row


class GeneralSection(Group):
    """How the window looks and speaks.

    Signals:
        theme_chosen(Appearance), language_chosen(str): applied at once; saved already.
    """

    theme_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, services: Services) -> None:
        self._services = services
        super().__init__()
        self.theme: Picker[Appearance] = Picker(
            self.tr("Theme"),
            [
                (Appearance.SYSTEM, self.tr("System")),
                (Appearance.LIGHT, self.tr("Light")),
                (Appearance.DARK, self.tr("Dark")),
            ],
        )
        self.language: Picker[str] = Picker(
            self.tr("Language"), [("", self.tr("System")), ("en", "English"), ("zh_CN", "简体中文")]
        )
        self.theme_row = Row(
            self.tr("Theme"),
            self.tr("Light or dark. “System” follows what the system is set to."),
            self.theme.widget,
        )
        self.language_row = Row(
            self.tr("Language"),
            self.tr(
                "Of the window, not of answers: those are in the language that the backbone speaks. "
                "Work that is running goes on."
            ),
            self.language.widget,
        )
        for row in (self.theme_row, self.language_row):
            self.column.addWidget(row)
        self.refresh()
        self.theme.picked.connect(self._theme_picked)
        self.language.picked.connect(self._language_picked)

    def refresh(self) -> None:
        """Show what is set."""
        now = self._services.preferences.now()
        self.theme.show_value(now.theme)
        self.language.show_value(now.language)

    def _theme_picked(self, theme: Appearance) -> None:
        if self._change(self.theme_row, theme=theme):
            self.theme_chosen.emit(theme)

    def _language_picked(self, language: str) -> None:
        if self._change(self.language_row, language=language):
            self.language_chosen.emit(language)

    def _change(self, row: Row, **values: object) -> bool:
        try:
            self._services.preferences.change(**values)
        except LlocoError as error:
            row.say_problem(str(error))
            self.refresh()
            return False
        row.say_problem("")
        return True
