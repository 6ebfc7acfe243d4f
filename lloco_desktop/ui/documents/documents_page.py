"""The documents of one library: filter, sort, unlock, retry, remove, open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.document_feed import DocumentFeed
from lloco_desktop.ui.documents.document_model import DocumentModel
from lloco_desktop.ui.documents.document_table import DocumentTable
from lloco_desktop.ui.documents.unlock_bar import UnlockBar
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton, icon
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from lloco_desktop.ui.services import DocumentRow, Services


class DocumentsPage(QWidget):
    """The table and what can be done with its rows.

    Signals:
        import_wanted(): the button of the empty state.
        open_wanted(DocumentRow), ask_wanted(list[DocumentRow]).
    """

    import_wanted = Signal()
    open_wanted = Signal(object)
    ask_wanted = Signal(list)

    def __init__(self, services: Services, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._library: LibraryId | None = None
        self.model = DocumentModel(self)
        self.feed = DocumentFeed(self.model, services, background, bridge)
        self.table = DocumentTable(self.model)
        self.table.setAccessibleName(self.tr("Documents"))
        self._make_controls()
        self._lay_out()
        self._connect()
        bridge.file.connect(self.unlock_bar.hear)

    # --- building ------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter documents"))
        self.filter.setAccessibleName(self.tr("Filter documents"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(240)
        self.attention = TextButton("", role="attention-chip")
        self.attention.setCheckable(True)
        self.attention.hide()
        self.open_button = TextButton(self.tr("Open"), role="quiet", icon_name="open")
        self.ask_button = TextButton(self.tr("Ask about it"), role="quiet", icon_name="chat")
        self.unlock_button = TextButton(self.tr("Unlock"), role="quiet", icon_name="lock")
        self.retry_button = TextButton(self.tr("Try again"), role="quiet", icon_name="retry")
        self.remove_button = TextButton(self.tr("Remove"), role="quiet", icon_name="trash")
        self.problem = label(role="attention", wrap=True)
        self.problem.hide()
        self.unlock_bar = UnlockBar()
        import_button = TextButton(self.tr("Import PDFs"), role="primary", icon_name="import")
        import_button.clicked.connect(self.import_wanted)
        self.empty = EmptyState(
            "document",
            self.tr("No documents yet"),
            self.tr(
                "Drop PDFs or folders anywhere on this window. They stay where they are, on this machine."
            ),
            import_button,
        )
        self.nothing = EmptyState(
            "search", self.tr("No document matches"), self.tr("Clear the filter to see all documents.")
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE_6, SPACE_3, SPACE_4, SPACE_3)
        bar.setSpacing(SPACE_2)
        bar.addWidget(self.filter)
        bar.addWidget(self.attention)
        bar.addStretch()
        for button in self._row_buttons():
            bar.addWidget(button)
        notices = QVBoxLayout()
        notices.setContentsMargins(SPACE_6, 0, SPACE_6, 0)
        notices.addWidget(self.unlock_bar)
        notices.addWidget(self.problem)
        self.bar = QWidget()
        self.bar.setLayout(bar)
        self.stack = QStackedWidget()
        for page in (self.table, self.empty, self.nothing):
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.empty)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        below.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(notices)
        column.addLayout(below, 1)
        self.bar.hide()

    def _row_buttons(self) -> tuple[TextButton, ...]:
        return (self.open_button, self.ask_button, self.unlock_button, self.retry_button, self.remove_button)

    def _connect(self) -> None:
        self.feed.changed.connect(self._changed)
        self.feed.failed.connect(self._say_problem)
        self.filter.textChanged.connect(self._filter_changed)
        self.attention.toggled.connect(self._attention_toggled)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.setFocus)
        self.table.opened.connect(self._act_on_current)
        self.table.remove_wanted.connect(self.remove_selected)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.open_button.clicked.connect(self.open_selected)
        self.ask_button.clicked.connect(self._ask_about_selected)
        self.unlock_button.clicked.connect(self.unlock_selected)
        self.retry_button.clicked.connect(self.retry_selected)
        self.remove_button.clicked.connect(self.remove_selected)
        self.unlock_bar.password_given.connect(self._try_password)
        self._show_actions()

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """Show a library's documents."""
        wanted = library.id if library is not None else None
        if wanted != self._library:
            self._library = wanted
            self.unlock_bar.close_bar()
            self.problem.hide()
            self.feed.show_library(wanted)

    def _changed(self) -> None:
        self._show_page()
        self._show_actions()

    def _show_page(self) -> None:
        rows = self.model.all_rows()
        waiting = sum(row.needs_attention for row in rows)
        self.attention.setVisible(waiting > 0)
        text = self.tr("%n need(s) attention", "", waiting)
        self.attention.setText(text)
        self.attention.setAccessibleName(text)
        if not waiting:
            self.attention.setChecked(False)
        self.bar.setVisible(bool(rows))
        if not rows:
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentWidget(self.table if self.model.rowCount() else self.nothing)

    def _filter_changed(self, text: str) -> None:
        self.model.set_text(text)
        self._show_page()

    def _attention_toggled(self, on: bool) -> None:
        self.model.set_attention_only(on)
        self._show_page()

    # --- what the user does --------------------------------------------------------------

    def _show_actions(self) -> None:
        rows = self.table.selected_rows()
        opened = [row for row in rows if row.document is not None]
        self.open_button.setVisible(len(opened) == 1 == len(rows))
        self.ask_button.setVisible(bool(opened) and len(opened) == len(rows))
        self.unlock_button.setVisible(any(row.is_locked for row in rows))
        self.retry_button.setVisible(any(_may_retry(row) for row in rows))
        self.remove_button.setVisible(bool(rows))

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        ratio = self.devicePixelRatioF()
        names = ("open", "chat", "lock", "retry", "trash")
        for button, name in zip(self._row_buttons(), names, strict=True):
            if not button.isHidden():
                menu.addAction(icon(name, ratio), button.text(), button.click)
        if not menu.isEmpty():
            menu.popup(self.table.viewport().mapToGlobal(point))

    def _act_on_current(self) -> None:
        """Enter on a row does what the row most likely wants."""
        for button in (self.unlock_button, self.open_button, self.retry_button):
            if not button.isHidden():
                button.click()
                return

    def open_selected(self) -> None:
        """Show the selected document in the viewer."""
        rows = [row for row in self.table.selected_rows() if row.document is not None]
        if rows:
            self.open_wanted.emit(rows[0])

    def _ask_about_selected(self) -> None:
        self.ask_wanted.emit([row for row in self.table.selected_rows() if row.document is not None])

    def unlock_selected(self) -> None:
        """Ask for the selected locked files' password."""
        rows = [row for row in self.table.selected_rows() if row.is_locked]
        if rows:
            self.unlock_bar.ask_for([row.path for row in rows])

    def _try_password(self, paths: list[Path], password: str) -> None:
        if self._library is not None:
            self._services.import_files(self._library, paths, password)

    def retry_selected(self) -> None:
        """Import the selected files that failed once more."""
        rows = [row for row in self.table.selected_rows() if _may_retry(row)]
        if rows and self._library is not None:
            self._services.import_files(self._library, [row.path for row in rows])
            self.feed.refresh()

    def remove_selected(self) -> None:
        """Remove the selected rows after saying what will be lost."""
        rows, library = self.table.selected_rows(), self._library
        if not rows or library is None or not self._confirm_removal(rows):
            return
        self._background.run(
            self,
            lambda: self._services.forget(library, rows),
            lambda _none: self.feed.refresh(),
            lambda error: self._say_problem(str(error)),
        )

    def _confirm_removal(self, rows: list[DocumentRow]) -> bool:
        documents = [row for row in rows if row.document is not None]
        if not documents:
            return True  # nothing was made from these files, so nothing is lost
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Remove"))
        what = f"“{documents[0].title}”" if len(documents) == 1 else words.documents(len(documents))
        box.setText(self.tr("Remove {what} from this library?").format(what=what))
        box.setInformativeText(
            self.tr("The search index and the summaries made from it are lost. The file itself stays.")
            if len(documents) == 1
            else self.tr(
                "The search index and the summaries made from them are lost. The files themselves stay."
            )
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.setProperty("role", "loss")
        box.setDefaultButton(box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is remove

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()


def _may_retry(row: DocumentRow) -> bool:
    return row.needs_attention and not row.is_locked
