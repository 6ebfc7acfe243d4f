"""Settings, About: the version, the licence, and the terms of what the application is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from lloco_desktop import __version__
from lloco_desktop.settings import project_root
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.diagnostics_section import plain_text
from lloco_desktop.ui.settings.preferences import Licence
from lloco_desktop.ui.settings.rows import Group, Row
from lloco_desktop.ui.settings.updates_row import UpdatesRow

AGPL = "https://www.gnu.org/licenses/agpl-3.0.html"
PAPER = "https://arxiv.org/abs/2404.07979"
LIST_HEIGHT, TEXT_HEIGHT = 220, 260


class AboutSection(Group):
    """What this is."""

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._licences: list[Licence] = []
        self.version = label(self.tr("LLoCO Desktop {version}").format(version=__version__), "heading")
        self.what = label(
            self.tr(
                "Answers questions about your own PDFs on your own machine. Nothing in them leaves it, and a "
                "connection is opened only where you have agreed to it."
            ),
            wrap=True,
        )
        self.licence_row = Row(
            self.tr("Licence"),
            self.tr(
                "GNU Affero General Public License, version 3 or later. You may use, study, change and share "
                "it; who shares a changed one shares its source. It comes without any warranty."
            ),
        )
        self.licence_button = TextButton(self.tr("Read the licence"), role="link")
        self.licence_text = plain_text(self.tr("The licence"))
        self.licence_text.setFixedHeight(TEXT_HEIGHT)
        self.licence_text.hide()
        self.licence_row.add(self.licence_button, link(AGPL))
        self.licence_row.put(self.licence_text)
        self.method_row = Row(
            self.tr("Method"), self.tr("LLoCO: learning long contexts offline (Tan and others, 2024).")
        )
        self.method_row.add(link(PAPER))
        self._make_packages()
        self.updates = UpdatesRow(services.updates)
        rows = (self.updates, self.licence_row, self.method_row, self.packages_row)
        for widget in (self.version, self.what, *rows):
            self.column.addWidget(widget)
        self.licence_button.clicked.connect(self._toggle_licence)
        self.packages.currentRowChanged.connect(self._show_terms)

    def _make_packages(self) -> None:
        self.packages_row = Row(
            self.tr("Made with"), self.tr("The packages that are installed with it, and their terms.")
        )
        self.packages = QListWidget()
        self.packages.setAccessibleName(self.tr("Packages"))
        self.packages.setProperty("role", "framed")
        self.packages.setFixedHeight(LIST_HEIGHT)
        self.packages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.terms: QPlainTextEdit = plain_text(self.tr("Terms of the package"))
        self.terms.setFixedHeight(TEXT_HEIGHT)
        self.terms.hide()
        self.packages_row.put(self.packages, self.terms)

    def refresh(self) -> None:
        """Read the terms once: nothing is installed while the application runs."""
        self.updates.refresh()
        if not self._licences:
            self._background.run(self, self._services.preferences.licences, self._show_packages)

    def _show_packages(self, licences: list[Licence]) -> None:
        self._licences = licences
        self.packages.blockSignals(True)
        for one in licences:
            self.packages.addItem(QListWidgetItem(f"{one.name} {one.version} · {one.terms}"))
        self.packages.setCurrentRow(-1)
        self.packages.blockSignals(False)

    def _show_terms(self, row: int) -> None:
        shown = 0 <= row < len(self._licences)
        self.terms.setVisible(shown)
        if shown:
            text = self._licences[row].text
            self.terms.setPlainText(text or self.tr("The package brings no text of its terms."))

    def _toggle_licence(self) -> None:
        if not self.licence_text.toPlainText():
            try:
                text = (project_root() / "LICENSE").read_text(encoding="utf-8")
            except OSError:
                text = self.tr("The file LICENSE is not there; the address beside has the text.")
            self.licence_text.setPlainText(text)
        self.licence_text.setVisible(self.licence_text.isHidden())


def link(address: str) -> TextButton:
    """An address as text; only a click gives it to the system's browser."""
    made = TextButton(address.removeprefix("https://").removeprefix("www."), role="link")
    made.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
    return made
