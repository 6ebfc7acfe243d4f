"""The left column's upper part: the libraries, and how they are made, renamed and deleted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.painting import draw_dot, draw_line, draw_row_ground, small
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.libraries.library_model import LibraryModel, LibraryRole
from lloco_desktop.ui.services import Services

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LibraryDelegate(QStyledItemDelegate):
    """Two lines and a dot."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(100, 46)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, what is in it, and its state."""
        colours = Theme.colours()
        painter.save()
        draw_row_ground(painter, option)
        rect = option.rect
        draw_dot(painter, rect.left() + 14, rect.top() + 16, index.data(LibraryRole.STATE))
        left, width = rect.left() + 28, rect.width() - 36
        name = QRect(left, rect.top() + 6, width, 19)
        draw_line(painter, name, index.data(), option.font, colours.ink, LEFT)
        below = QRect(left, rect.top() + 24, width, 16)
        draw_line(painter, below, index.data(LibraryRole.SUBLINE), small(option.font), colours.ink_soft, LEFT)
        painter.restore()


class LibraryView(QListView):
    """The list; F2 renames, Delete deletes."""

    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(LibraryDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for what the menu offers."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class NameField(QLineEdit):
    """A line to type a library's name into; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the field, not the window's viewer."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LibraryPanel(QWidget):
    """Shows the libraries and changes them.

    Signals:
        chosen(Library | None): another library is shown now, or its numbers changed.
    """

    chosen = Signal(object)

    def __init__(self, services: Services, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._renaming: LibraryId | None = None
        self.model = LibraryModel(self)
        self.view = LibraryView(self.model)
        self.view.setAccessibleName(self.tr("Libraries"))
        self.add_button = IconButton("plus", self.tr("New library (Ctrl+N)"))
        self.name_field = NameField()
        self.name_field.setAccessibleName(self.tr("Name of the library"))
        self.name_field.hide()
        self.problem = label(role="attention", wrap=True)
        self.problem.hide()
        self.hint = label(self.tr("A library is made when you import."), "small", wrap=True)
        self.hint.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        heading = label(self.tr("Libraries"), "section")
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_2, 0, 0, 0)
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_3, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self.name_field)
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        column.addWidget(self.view, 1)
        self.problem.setContentsMargins(SPACE_2, 0, SPACE_4, SPACE_1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.start_creating)
        self.name_field.returnPressed.connect(self._name_given)
        self.name_field.left.connect(self._stop_naming)
        self.view.rename_wanted.connect(self.start_renaming)
        self.view.delete_wanted.connect(self.delete_current)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._say_chosen())

    # --- what is shown -------------------------------------------------------------------

    def current(self) -> Library | None:
        """The library that is shown."""
        return self.model.library(self.view.currentIndex().row())

    def refresh(self, select: LibraryId | None = None) -> None:
        """Read the libraries again; select one of them, or keep the selection."""
        before = self.current()
        wanted = select or (before.id if before else None)
        self.model.set_libraries(self._services.libraries())
        self.hint.setVisible(self.model.rowCount() == 0)
        row = self.model.row_of(wanted)
        if row is None and self.model.rowCount():
            row = 0
        if row is not None and row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self._say_chosen()

    def library_at(self, point: QPoint) -> Library | None:
        """The library under a point of this widget, for drops."""
        index = self.view.indexAt(self.view.viewport().mapFrom(self, point))
        return self.model.library(index.row()) if index.isValid() else None

    def _say_chosen(self) -> None:
        self.chosen.emit(self.current())

    # --- making and naming ---------------------------------------------------------------

    def start_creating(self) -> None:
        """Ask for a new library's name, in place."""
        self._renaming = None
        self._show_field("", self.tr("Name of the new library"))

    def start_renaming(self) -> None:
        """Ask for another name of the current library, in place."""
        library = self.current()
        if library is not None:
            self._renaming = library.id
            self._show_field(library.name, self.tr("New name of “{name}”").format(name=library.name))

    def _show_field(self, text: str, hint: str) -> None:
        self.name_field.setPlaceholderText(hint)
        self.name_field.setText(text)
        self.name_field.selectAll()
        self.problem.hide()
        self.name_field.show()
        self.name_field.setFocus()

    def _stop_naming(self) -> None:
        self.name_field.hide()
        self.problem.hide()
        self.view.setFocus()

    def _name_given(self) -> None:
        name = self.name_field.text().strip()
        if not name:
            self._stop_naming()
            return
        try:
            if self._renaming is None:
                shown = self._services.create_library(name).id
            else:
                self._services.rename_library(self._renaming, name)
                shown = self._renaming
        except LlocoError as error:
            self._show_problem(str(error))
            return
        self._stop_naming()
        self.refresh(select=shown)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # --- deleting ------------------------------------------------------------------------

    def delete_current(self) -> None:
        """Delete the current library after saying what will be lost."""
        library = self.current()
        if library is not None and self.confirm_deletion(library):
            self._background.run(
                self,
                lambda: self._services.delete_library(library.id),
                lambda _none: self.refresh(),
                lambda error: self._show_problem(str(error)),
            )

    def confirm_deletion(self, library: Library) -> bool:
        """Whether the user wants to lose this library."""
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Delete library"))
        box.setText(self.tr("Delete “{name}”?").format(name=library.name))
        box.setInformativeText(
            self.tr(
                "What was made from its {documents} ({pages}) is lost: search index, summaries, what was "
                "learned and conversations. The PDF files stay where they are."
            ).format(documents=words.documents(library.documents), pages=words.pages(library.pages))
        )
        delete = box.addButton(self.tr("Delete library"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setProperty("role", "loss")
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is delete

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("New library"), self.start_creating)
        if self.view.indexAt(point).isValid():
            menu.addSeparator()
            menu.addAction(self.tr("Rename"), self.start_renaming)
            menu.addAction(self.tr("Delete…"), self.delete_current)
        menu.popup(self.view.viewport().mapToGlobal(point))
