"""The middle column's head: which library, what is in it, its pages, and what begins something new."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from lloco_desktop.domain import Library
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, hairline, label
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

NARROW = 640  # below this the numbers make way for the name


class LibraryHeader(QWidget):
    """Title, numbers, tabs and two buttons.

    Signals:
        files_wanted(), folder_wanted(): import.
        new_chat_wanted().
        library_file_wanted(): import a library from its file.
        menu_wanted(QMenu): fill this with what can be done with the library; it opens then.
        learning_wanted(): the chip that says how the library stands with learning.
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    new_chat_wanted = Signal()
    learning_wanted = Signal()
    library_file_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel(role="title")
        self.numbers = label(role="soft")
        self.learned = TextButton(self.tr("Learned"), role="chip")
        self.learned.clicked.connect(self.learning_wanted)
        self.learned.hide()
        self.new_chat = TextButton(self.tr("New conversation"), role="quiet", icon_name="pencil")
        self.new_chat.setToolTip(self.tr("Begin another conversation (Ctrl+Shift+N)"))
        self.new_chat.clicked.connect(self.new_chat_wanted)
        self.new_chat.hide()
        self.import_button = TextButton(self.tr("Import"), icon_name="import")
        self.import_button.setToolTip(self.tr("Import PDFs (Ctrl+O)"))
        menu = QMenu(self.import_button)
        menu.addAction(self.tr("PDF files…"), self.files_wanted.emit)
        menu.addAction(self.tr("Folder…"), self.folder_wanted.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Library from a file…"), self.library_file_wanted.emit)
        self.import_button.setMenu(menu)
        self.more_button = IconButton("more", self.tr("What can be done with the library"))
        self.more_button.clicked.connect(self._show_menu)
        self.tabs = QTabBar()
        self.tabs.setProperty("role", "tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Chat"))
        self.tabs.addTab(self.tr("Documents"))
        self.tabs.addTab(self.tr("Learn"))
        self.tabs.setAccessibleName(self.tr("Pages of the library"))
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_3)
        top.addWidget(self.title, 1)
        top.addWidget(self.learned)
        top.addWidget(self.numbers)
        top.addWidget(self.import_button)
        top.addWidget(self.more_button)
        below = QHBoxLayout()
        below.addWidget(self.tabs)
        below.addStretch()
        below.addWidget(self.new_chat)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_6, SPACE_4, SPACE_4, 0)
        inside.setSpacing(SPACE_2)
        inside.addLayout(top)
        inside.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(hairline())

    def show_library(self, library: Library | None) -> None:
        """Show a library's name and numbers; nothing at all without one."""
        self.setVisible(library is not None)
        self.title.set_text(library.name if library else "")
        numbers = ""
        if library and library.documents:
            numbers = f"{words.documents(library.documents)} · {words.pages(library.pages)}"
        self.numbers.setText(numbers)
        self.title.setToolTip(numbers)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        below = self.more_button.rect().bottomRight() - QPoint(menu.sizeHint().width(), 0)
        menu.popup(self.more_button.mapToGlobal(below))

    def show_learning(self, text: str, tip: str = "") -> None:
        """Say how the library stands with learning; nothing where it has nothing to do with it."""
        self.learned.setVisible(bool(text))
        if text:
            self.learned.setText(text)
            self.learned.setToolTip(tip)
            self.learned.setAccessibleName(f"{text}. {tip}" if tip else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the name comes first."""
        super().resizeEvent(event)
        self.numbers.setVisible(self.width() >= NARROW)
