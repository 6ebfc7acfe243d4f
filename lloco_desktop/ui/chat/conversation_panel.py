"""The left column's middle part: the conversations of the shown library, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from lloco_desktop.dialogue import Conversation, Found
from lloco_desktop.domain import ConversationId, Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers, Underway
from lloco_desktop.ui.chat.conversation_model import ConversationModel
from lloco_desktop.ui.chat.conversation_view import ConversationView
from lloco_desktop.ui.chat.conversations import Removed
from lloco_desktop.ui.chat.export_file import choose_file
from lloco_desktop.ui.chat.undo_bar import UndoBar
from lloco_desktop.ui.kit.icons import IconButton, icon
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2
from lloco_desktop.ui.services import Services

WIDE = 210  # from here on there is room for all buttons
SEARCH_MS = 180  # after the last key


class SearchField(QLineEdit):
    """Esc empties and leaves it.

    Signals:
        left(), down(): the arrow key into the list.
    """

    left = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that lead out."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class ConversationPanel(QWidget):
    """Lists, searches, renames, deletes and exports conversations.

    Signals:
        chosen(ConversationId): show it.
        new_wanted(): begin another one.
        deleted(ConversationId)
    """

    chosen = Signal(object)
    new_wanted = Signal()
    deleted = Signal(object)

    def __init__(
        self,
        services: Services,
        background: Background,
        answers: Answers,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
    ) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._answers = answers
        self._today = today
        self._library: Library | None = None
        self._shown: ConversationId | None = None
        self._loads = 0
        self._is_late = False  # something changed while a title was edited
        self.model = ConversationModel(self)
        self.view = ConversationView(self.model)
        self.view.setAccessibleName(self.tr("Conversations"))
        self.search_button = IconButton("search", self.tr("Search the conversations (Ctrl+K)"))
        self.new_button = IconButton("plus", self.tr("New conversation (Ctrl+Shift+N)"))
        self.more_button = IconButton("more", self.tr("More"))
        self.field = SearchField()
        self.field.setAccessibleName(self.tr("Search the conversations"))
        self.field.setPlaceholderText(self.tr("Titles, questions, answers"))
        self.field.setClearButtonEnabled(False)
        self.field.hide()
        self.hint = label("", "small", wrap=True)
        self.hint.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        self.undo = UndoBar()
        self._typing = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_2, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(ElidedLabel(self.tr("Conversations"), "section"), 1)
        for button in (self.search_button, self.more_button, self.new_button):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addWidget(self.view, 1)
        column.addWidget(self.undo)

    def _connect(self) -> None:
        self.search_button.clicked.connect(self.start_searching)
        self.new_button.clicked.connect(self.new_wanted)
        self.more_button.clicked.connect(self._show_more)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.left.connect(self.stop_searching)
        self.field.down.connect(self._into_list)
        self._typing.timeout.connect(self.refresh)
        self.view.clicked.connect(lambda index: self._choose(index.row()))
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.row()))
        self.view.delete_wanted.connect(self.delete_current)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.itemDelegate().closeEditor.connect(lambda *_: self._catch_up())
        self.model.renamed.connect(self._rename)
        self.undo.undo_wanted.connect(self._put_back)
        self._answers.begun.connect(self._hear)
        self._answers.stored.connect(self._hear)
        self._answers.ended.connect(self._hear)
        self._answers.kept.connect(self._kept)

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """List another library's conversations."""
        before, self._library = self._library, library
        self.setVisible(library is not None)
        if library is None or (before is not None and before.id == library.id):
            return
        self.stop_searching(focus=False)
        self.undo.hide()
        self.model.show_found([], self._today())
        self.refresh()

    def show_current(self, conversation: ConversationId | None) -> None:
        """Mark the conversation that is shown."""
        self._shown = conversation
        if conversation is not None and self.model.row_of(conversation) is None:
            self.refresh()
        self._mark()

    def refresh(self) -> None:
        """Read the list again."""
        if self._library is None:
            return
        if self.view.is_editing:
            self._is_late = True
            return
        self._loads += 1
        this, library, wanted = self._loads, self._library.id, self.field.text().strip()

        def show(found: list[Found]) -> None:
            if this == self._loads and not self.view.is_editing:
                self.model.show_found(found, self._today(), grouped=not wanted)
                self.model.set_busy(self._answers.busy())
                self._say(wanted)
                self._mark()

        self._background.run(
            self, lambda: self._services.conversations.list(library, wanted), show, self._show_problem
        )

    def _say(self, wanted: str) -> None:
        none = self.model.rowCount() == 0
        if wanted:
            self.hint.setText(self.tr("No conversation has these words."))
        else:
            self.hint.setText(self.tr("What you ask is kept here."))
        self.hint.setVisible(none)
        self.more_button.setEnabled(not none or bool(wanted))

    def _mark(self) -> None:
        row = self.model.row_of(self._shown)
        if row is None:
            self.view.selectionModel().clear()
        elif row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(row))

    def _choose(self, row: int) -> None:
        found = self.model.found(row)
        if found is not None and found.conversation.id != self._shown:
            self._shown = found.conversation.id
            self.chosen.emit(found.conversation.id)

    def _hear(self, underway: Underway) -> None:
        self.model.set_busy(self._answers.busy())
        if self._library is not None and underway.library == self._library.id and underway.begun is not None:
            self.refresh()

    def _kept(self, library: LibraryId) -> None:
        if self._library is not None and library == self._library.id:
            self.refresh()

    # --- searching -----------------------------------------------------------------------

    def start_searching(self) -> None:
        """Be ready for words to look for."""
        if self._library is None:
            return
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def stop_searching(self, *, focus: bool = True) -> None:
        """Show all again."""
        was_shown = not self.field.isHidden()
        self.field.hide()
        if self.field.text():
            self.field.clear()
            self._typing.stop()
            self.refresh()
        if was_shown and focus:
            self.view.setFocus()

    def _into_list(self) -> None:
        rows = [row for row in range(self.model.rowCount()) if self.model.found(row) is not None]
        if rows:
            self.view.setFocus()
            if self.model.found(self.view.currentIndex().row()) is None:
                self.view.setCurrentIndex(self.model.index(rows[0]))

    # --- changing ------------------------------------------------------------------------

    def current(self) -> Conversation | None:
        """The conversation that has the list's mark."""
        found = self.model.found(self.view.currentIndex().row())
        return None if found is None else found.conversation

    def rename_current(self) -> None:
        """Edit its title in place."""
        if self.current() is not None:
            self.view.setFocus()
            self.view.edit(self.view.currentIndex())

    def _rename(self, conversation: ConversationId, title: str) -> None:
        self._do(
            lambda: self._services.conversations.rename(conversation, title), lambda _none: self.refresh()
        )

    def _catch_up(self) -> None:
        if self._is_late:
            self._is_late = False
            QTimer.singleShot(0, self, self.refresh)

    def delete_current(self) -> None:
        """Delete it; the bar below offers to undo that."""
        conversation = self.current()
        if conversation is not None:
            self._delete(conversation.id)

    def _delete(self, conversation: ConversationId) -> None:
        self._answers.stop_of(conversation)

        def gone(removed: Removed) -> None:
            if conversation == self._shown:
                self._shown = None
            self.undo.offer(removed)
            self.deleted.emit(conversation)
            self.refresh()

        self._do(lambda: self._services.conversations.delete(conversation), gone)

    def _put_back(self, removed: Removed) -> None:
        def back(_none: None) -> None:
            self.refresh()
            self.chosen.emit(removed.conversation)

        self._do(lambda: self._services.conversations.put_back(removed), back)

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._background.run(self, work, done, self._show_problem)

    def _show_problem(self, error: LlocoError) -> None:
        self.undo.say(str(error))

    # --- exporting -----------------------------------------------------------------------

    def export(self, conversation: Conversation | None) -> None:
        """Ask where to, and write one conversation, or all."""
        if self._library is None:
            return
        file = choose_file(self, self._library.name if conversation is None else conversation.title)
        if file is not None:
            self.export_to(conversation, file)

    def export_to(self, conversation: Conversation | None, file: Path) -> None:
        """Write one conversation, or all of the library, to a file."""
        library = self._library
        if library is None:
            return
        one = None if conversation is None else conversation.id

        def written(count: int) -> None:
            text = self.tr("%n conversation(s) exported to “{file}”.", "", count)
            self.undo.say(text.format(file=file.name))

        self._do(lambda: self._services.conversations.export(library.id, one, file), written)

    # --- menus ---------------------------------------------------------------------------

    def menu(self, conversation: Conversation | None) -> QMenu:
        """What can be done with a conversation, or with all."""
        menu = QMenu(self)
        ratio = self.devicePixelRatioF()
        if conversation is not None:
            menu.addAction(icon("pencil", ratio), self.tr("Rename"), self.rename_current)
            menu.addAction(icon("export", ratio), self.tr("Export…"), lambda: self.export(conversation))
            menu.addAction(icon("trash", ratio), self.tr("Delete"), lambda: self._delete(conversation.id))
            menu.addSeparator()
        menu.addAction(self.tr("New conversation"), self.new_wanted.emit)
        everything = menu.addAction(self.tr("Export all…"), lambda: self.export(None))
        everything.setEnabled(self.model.rowCount() > 0)
        return menu

    def _show_menu(self, point: QPoint) -> None:
        found = self.model.found(self.view.indexAt(point).row())
        menu = self.menu(None if found is None else found.conversation)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _show_more(self) -> None:
        menu = self.menu(self.current())
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the heading comes first; the context menu has the rest."""
        super().resizeEvent(event)
        self.more_button.setVisible(self.width() >= WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the list ends a search."""
        if event.key() == Qt.Key.Key_Escape and not self.field.isHidden():
            self.stop_searching()
        else:
            super().keyPressEvent(event)
