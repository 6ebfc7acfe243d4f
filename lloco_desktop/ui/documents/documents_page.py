"""The documents of one library: filter, sort, what is selected, work under way, followed folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents.document_deeds import DocumentDeeds
from lloco_desktop.ui.documents.document_feed import DocumentFeed
from lloco_desktop.ui.documents.document_model import DocumentModel
from lloco_desktop.ui.documents.document_table import DocumentTable
from lloco_desktop.ui.documents.document_words import Shown
from lloco_desktop.ui.documents.folder_strip import FolderStrip
from lloco_desktop.ui.documents.opening import Opener
from lloco_desktop.ui.documents.selection_strip import LESSER, Deed, SelectionStrip
from lloco_desktop.ui.documents.unlock_bar import UnlockBar
from lloco_desktop.ui.documents.work_line import WorkLine
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from lloco_desktop.ui.services import DocumentRow, DocumentState, Services

FILTER_WIDTH = 240


class DocumentsPage(QWidget):
    """The table and what stands around it.

    Signals:
        import_wanted(): the button of the empty state.
        open_wanted(DocumentRow), ask_wanted(list[DocumentRow]).
        paste_wanted(): files on the clipboard are to be imported.
    """

    import_wanted = Signal()
    open_wanted = Signal(object)
    ask_wanted = Signal(list)
    paste_wanted = Signal()

    def __init__(self, services: Services, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self._services = services
        self._library: LibraryId | None = None
        self.model = DocumentModel(self)
        self.feed = DocumentFeed(self.model, services, background, bridge)
        self.table = DocumentTable(self.model)
        self.table.setAccessibleName(self.tr("Documents"))
        self.deeds = DocumentDeeds(services, background, self.table.selected_rows, self)
        self.work_line = WorkLine(services, bridge)
        self.selection = SelectionStrip()
        self.folders = FolderStrip(services.intake, background, bridge)
        self._name_buttons()
        self._make_controls()
        self._make_empty_states()
        self._lay_out()
        self._connect()
        bridge.file.connect(self.unlock_bar.hear)

    # --- building ------------------------------------------------------------------------

    def _name_buttons(self) -> None:
        buttons = self.selection.buttons
        self.open_button, self.ask_button = buttons[Deed.OPEN], buttons[Deed.ASK]
        self.unlock_button, self.retry_button = buttons[Deed.UNLOCK], buttons[Deed.RETRY]
        self.stop_button, self.remove_button = buttons[Deed.STOP], buttons[Deed.REMOVE]

    def _make_controls(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter documents"))
        self.filter.setAccessibleName(self.tr("Filter documents"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(FILTER_WIDTH // 2)
        self.filter.setMaximumWidth(FILTER_WIDTH)
        self.group_button = TextButton("", role="quiet", icon_name="chevron-down")
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leading, trailing = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
        self.group_button.setLayoutDirection(leading if mirrored else trailing)  # the sign behind the words
        self.attention = TextButton("", role="attention-chip")
        self.attention.setCheckable(True)
        self.attention.hide()
        self.problem = label(role="attention", wrap=True)
        self.problem.hide()
        self.unlock_bar = UnlockBar()

    def _make_empty_states(self) -> None:
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
        self.show_all_button = TextButton(self.tr("Show all documents"))
        self.nothing = EmptyState(
            "search",
            self.tr("No document matches"),
            self.tr("Clear the filter to see all documents."),
            self.show_all_button,
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE_6, SPACE_3, SPACE_4, SPACE_3)
        bar.setSpacing(SPACE_2)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.group_button)
        bar.addWidget(self.attention)
        bar.addStretch(1)
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
        table = QVBoxLayout()
        table.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        table.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.work_line)
        column.addLayout(notices)
        column.addLayout(table, 1)
        column.addWidget(self.selection)
        column.addWidget(self.folders)
        self.bar.hide()

    def _row_buttons(self) -> tuple[TextButton, ...]:
        return tuple(button for deed, button in self.selection.buttons.items() if deed not in LESSER)

    def _connect(self) -> None:
        self.feed.changed.connect(self._changed)
        self.feed.failed.connect(self._say_problem)
        self.filter.textChanged.connect(self._filter_changed)
        self.attention.toggled.connect(self._attention_toggled)
        self.group_button.clicked.connect(self._show_groups)
        self.show_all_button.clicked.connect(self.show_all)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.setFocus)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.paste_wanted.emit)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table.opened.connect(self._act_on_current)
        self.table.remove_wanted.connect(lambda: self.deeds.do(Deed.REMOVE))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selection())
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.selection.wanted.connect(self.deeds.do)
        self.deeds.open_wanted.connect(self.open_wanted)
        self.deeds.ask_wanted.connect(self.ask_wanted)
        self.deeds.unlock_wanted.connect(self.unlock_bar.ask_for)
        self.deeds.done.connect(self.feed.refresh)
        self.deeds.failed.connect(self._say_problem)
        self.folders.failed.connect(self._say_problem)
        self.unlock_bar.password_given.connect(self.deeds.try_password)
        self.work_line.summaries_wanted.connect(self.deeds.make_summaries)
        self._show_selection()

    def use_opener(self, opener: Opener) -> None:
        """Show files in other programs through this."""
        self.deeds.opener = opener

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """Show a library's documents."""
        wanted = library.id if library is not None else None
        if wanted != self._library:
            self._library = self.deeds.library = wanted
            self.unlock_bar.close_bar()
            self.problem.hide()
            self.feed.show_library(wanted)
            self._set_group(Shown.ALL)  # of the new rows, which are none yet: the old ones may be thousands
            self.work_line.show_library(wanted)
            self.folders.set_library(wanted)

    def _changed(self) -> None:
        self._show_page()
        self._show_selection()

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
        can_summarise = self._services.backbone().readiness.can_answer
        lacking = sum(row.state is DocumentState.SEARCHABLE for row in rows) if can_summarise else 0
        self.work_line.show_lacking(lacking)
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

    def _show_groups(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group, count in self.model.group_counts().items():
            if count or group is self.model.group:
                action = menu.addAction(f"{group.title} · {words.number(count)}")
                action.setCheckable(True)
                action.setChecked(group is self.model.group)
                action.triggered.connect(lambda _checked=False, group=group: self._set_group(group))
        menu.popup(self.group_button.mapToGlobal(QPoint(0, self.group_button.height())))

    def _set_group(self, group: Shown) -> None:
        self.model.set_group(group)
        self.group_button.setText(group.title)
        self.group_button.setAccessibleName(self.tr("Shown: {group}").format(group=group.title))
        self._show_page()

    def show_all(self) -> None:
        """Let every row be seen again."""
        self.filter.clear()
        self.attention.setChecked(False)
        self._set_group(Shown.ALL)

    # --- what the user does --------------------------------------------------------------

    def _show_selection(self) -> None:
        before = self.selection.isVisible()
        self.selection.show_rows(self.table.selected_rows())
        if self.selection.isVisible() and not before:  # it takes room from below: what was chosen stays seen
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _show_menu(self, point: QPoint) -> None:
        menu = self.selection.menu()
        if not menu.isEmpty():
            menu.popup(self.table.viewport().mapToGlobal(point))

    def _act_on_current(self) -> None:
        """Enter on a row does what the row most likely wants."""
        rows = self.table.selected_rows()
        for deed in (Deed.UNLOCK, Deed.OPEN, Deed.RETRY):
            if deed.fits(rows):
                self.deeds.do(deed)
                return

    def select(self, path: Path) -> None:
        """Choose the row of a file."""
        for place in self.model.places([str(path)]):
            self.table.setCurrentIndex(self.model.index(place, 0))  # `selectRow` fails right to left

    def selected(self) -> list[DocumentRow]:
        """The rows that are chosen."""
        return self.table.selected_rows()

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
