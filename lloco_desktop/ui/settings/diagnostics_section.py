"""Settings, Diagnostics: what may be handed on for help, the last crash, the log, and the self-test."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.last_run import Crash
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.backbone_card import show_folder
from lloco_desktop.ui.settings.rows import Group, Row
from lloco_desktop.ui.settings.self_test_row import SelfTestRow

translate = QCoreApplication.translate
TEXT_HEIGHT = 320


class DiagnosticsSection(Group):
    """What the application knows of itself."""

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self.crash_row = Row(self.tr("The last run"), "")
        self.crash_text = plain_text(self.tr("What was written when it ended"))
        self.crash_text.setFixedHeight(TEXT_HEIGHT // 2)
        self.crash_row.put(self.crash_text)
        self.self_test = SelfTestRow(services)
        self.report_row = Row(
            self.tr("For somebody who helps"),
            self.tr(
                "Versions, machine, backbone, counts, failures and the end of the log. Names of folders, "
                "files, documents and libraries are left out. It stays here until you hand it on."
            ),
        )
        self.copy_button = TextButton(self.tr("Copy"), icon_name="copy")
        self.save_button = TextButton(self.tr("Save as…"))
        self.logs_button = TextButton(self.tr("Show the logs"), role="link")
        self.done = label(role="small")
        self.text = plain_text(self.tr("Diagnostics"))
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setPlaceholderText(self.tr("Looking…"))
        self.report_row.add(self.copy_button, self.save_button, self.logs_button, self.done)
        self.report_row.put(self.text)
        for widget in (self.crash_row, self.self_test, self.report_row):
            self.column.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._save_as)
        self.logs_button.clicked.connect(lambda: show_folder(self._services.preferences.logs))

    def refresh(self) -> None:
        """Look anew."""
        crash = self._services.preferences.crash
        self.crash_row.setVisible(crash is not None)
        if crash is not None:
            self.crash_row.say_hint(crash_sentence(crash))
            self.crash_text.setVisible(bool(crash.text))
            self.crash_text.setPlainText(crash.text)
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self._background.run(self, self._services.preferences.diagnostics, self._show)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        self.copy_button.setEnabled(True)
        self.save_button.setEnabled(True)

    def copy(self) -> None:
        """Put it on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.done.setText(self.tr("Copied."))

    def _save_as(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the diagnostics"),
            str(Path.home() / "lloco-diagnostics.txt"),
            self.tr("Text files (*.txt)"),
        )
        if name:
            self.save(Path(name))

    def save(self, file: Path) -> None:
        """Write it to a file."""
        try:
            file.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            self.done.setText(
                self.tr("{file} could not be written ({error}). Choose another place.").format(
                    file=file, error=error.strerror
                )
            )
        else:
            self.done.setText(self.tr("Saved as {file}.").format(file=file))


def crash_sentence(crash: Crash) -> str:
    """What is known of the run that did not close."""
    began = (
        QLocale().toString(crash.began.astimezone(), QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]
        if crash.began is not None
        else translate("diagnostics", "an unknown time")
    )
    if crash.text:
        return translate(
            "diagnostics",
            "It began at {began} and crashed. What was stored is kept. This was written when it ended:",
        ).format(began=began)
    return translate(
        "diagnostics",
        "It began at {began} and ended without closing: it was ended from outside, or the machine was "
        "switched off. What was stored is kept; nothing was written about it.",
    ).format(began=began)


def plain_text(name: str) -> QPlainTextEdit:
    """A text to read and copy."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setProperty("role", "log")
    made.setAccessibleName(name)
    return made
