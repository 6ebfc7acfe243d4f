"""The left column's upper part: the libraries, and how they are made, renamed and deleted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import LlocoError
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.libraries.library_menu import fill_menu
from lloco_desktop.ui.libraries.library_model import LibraryModel
from lloco_desktop.ui.libraries.library_view import LibraryView, NameField
from lloco_desktop.ui.libraries.library_words import what_is_lost
from lloco_desktop.ui.libraries.standing_feed import StandingFeed
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.work_words import library_of


class LibraryPanel(QWidget):
    """Shows the libraries and changes them.

    Signals:
        chosen(Library | None): another library is shown now, or its numbers changed.
        export_wanted(Library): as a file.
        take_in_wanted(): a library from a file.
    """

    chosen = Signal(object)
    export_wanted = Signal(object)
    take_in_wanted = Signal()

    def __init__(self, services: Services, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._renaming: LibraryId | None = None
        self._moves = 0  # that are not stored yet
        self._readings = 0
        self.model = LibraryModel(self)
        self.standings = StandingFeed(services.library_files, background, self)
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

    def _lay_out(self) -> None:
        heading = label(self.tr("Libraries"), "section")
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_2, 0, 0, 0)
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.add_button)
        self._column = column = QVBoxLayout(self)
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
        self.view.selectionModel().currentChanged.connect(lambda *_: self._another_row())
        self.model.placed.connect(self._store_place)
        self.standings.changed.connect(self.model.set_standings)

    # --- what is shown -------------------------------------------------------------------

    def current(self) -> Library | None:
        """The library that is shown."""
        return self.model.library(self.view.currentIndex().row())

    def refresh(self, select: LibraryId | None = None) -> None:
        """Read the libraries again; select one of them, or keep the selection."""
        self._readings += 1  # what is being read is older
        self._show(self._services.libraries(), select)

    def _show(self, libraries: list[Library], select: LibraryId | None = None) -> None:
        before, at = self.current(), self.view.currentIndex().row()
        wanted = select or (before.id if before else None)
        self.model.set_libraries(self._as_placed(libraries))
        self.standings.request()
        self.hint.setVisible(self.model.rowCount() == 0)
        row = self.model.row_of(wanted)
        if row is None and self.model.rowCount():
            row = min(max(at, 0), self.model.rowCount() - 1)  # the one that took the place of one that went
        if row is not None and row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(row))
        else:
            self._say_chosen()

    def hear(self, seen: WorkSeen) -> None:
        """A job changed: the rows say what is done with their libraries, and what that changed."""
        library = library_of(seen.job)
        if library is not None and seen.job.kind is JobKind.LEARN:
            self.model.set_learning(library, learning=not seen.job.state.is_final)
        elif library is not None and seen.job.kind is not JobKind.EXPORT:
            self.model.set_working(library, working=not seen.job.state.is_final, progress=seen.progress)
        if seen.progress is None or seen.progress.unit == "files":
            self._read_again()

    def look_again(self) -> None:
        """The user changed what is in a library: its numbers and how it stands follow at once."""
        self.standings.read_now()
        self._read_again()

    def _read_again(self) -> None:
        """Read the libraries in a thread: a job may finish ten files a second, and all pages follow."""
        self._readings += 1
        this = self._readings
        self._background.run(self, self._services.libraries, lambda read: self._was_read(this, read))

    def _was_read(self, this: int, libraries: list[Library]) -> None:
        if this != self._readings:
            return
        if libraries == self.model.libraries():
            self.standings.request()
        else:
            self._show(libraries)

    def library_at(self, point: QPoint) -> Library | None:
        """The library under a point of this widget, for drops."""
        index = self.view.indexAt(self.view.viewport().mapFrom(self, point))
        return self.model.library(index.row()) if index.isValid() else None

    def _another_row(self) -> None:
        if self.name_field.parentWidget() is self.view.viewport():
            self.name_field.hide()  # it stood for the name of the row before
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.chosen.emit(self.current())

    # --- order -----------------------------------------------------------------------------

    def _store_place(self, library: LibraryId, to: int) -> None:
        self._moves += 1
        self._background.write(
            self,
            lambda: self._services.library_files.move(library, to),
            lambda _none: self._placed(),
            lambda error: self._placed(str(error)),
        )

    def _placed(self, problem: str = "") -> None:
        self._moves -= 1
        if problem:
            self._show_problem(problem)
            self.refresh()

    def _as_placed(self, libraries: list[Library]) -> list[Library]:
        """While places are being stored the list stays as the user left it."""
        if not self._moves:
            return libraries
        order = {library: at for at, library in enumerate(self.model.order())}
        return sorted(libraries, key=lambda one: order.get(one.id, len(order)))

    # --- making and naming ---------------------------------------------------------------

    def start_creating(self) -> None:
        """Ask for a new library's name, above the list."""
        self._renaming = None
        self._column.insertWidget(1, self.name_field)
        self._show_field("", self.tr("Name of the new library"))

    def start_renaming(self) -> None:
        """Ask for another name of the current library, in its place."""
        library = self.current()
        if library is None:
            return
        self._renaming = library.id
        index = self.view.currentIndex()
        self.view.scrollTo(index)
        self._column.removeWidget(self.name_field)
        self.name_field.setParent(self.view.viewport())
        self.name_field.setGeometry(self.view.visualRect(index).adjusted(SPACE_1, 6, -SPACE_1, -6))
        self._show_field(library.name, self.tr("New name of “{name}”").format(name=library.name))

    def _show_field(self, text: str, hint: str) -> None:
        self.name_field.setPlaceholderText(hint)
        self.name_field.setAccessibleName(hint)
        self.name_field.setText(text)
        self.name_field.setReadOnly(False)
        self.name_field.selectAll()
        self.problem.hide()
        self.name_field.show()
        self.name_field.setFocus()

    def _stop_naming(self) -> None:
        self.name_field.setReadOnly(False)
        self.name_field.hide()
        self.problem.hide()
        self.view.setFocus()

    def _name_given(self) -> None:
        name, library = self.name_field.text().strip(), self._renaming
        if self.name_field.isReadOnly():  # it is being stored
            return
        if not name:
            self._stop_naming()
            return
        self.name_field.setReadOnly(True)  # until it is stored: whoever writes now may take a moment

        def store() -> LibraryId:
            if library is None:
                return self._services.create_library(name).id
            self._services.rename_library(library, name)
            return library

        self._background.write(self, store, self._named, self._not_named)

    def _named(self, library: LibraryId) -> None:
        if self.name_field.isReadOnly() and self.name_field.isVisible():
            self._stop_naming()
            self.refresh(select=library)
        else:  # the user went elsewhere meanwhile, and stays there
            self.refresh()

    def _not_named(self, error: LlocoError) -> None:
        self.name_field.setReadOnly(False)
        self._show_problem(str(error))

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # --- deleting ------------------------------------------------------------------------

    def delete_current(self) -> None:
        """Delete the current library after saying what will be lost."""
        library = self.current()
        if library is not None and self.confirm_deletion(library):
            self._background.write(
                self,
                lambda: self._services.delete_library(library.id),
                lambda _none: self.refresh(),
                lambda error: self._show_problem(str(error)),
            )

    def confirm_deletion(self, library: Library) -> bool:
        """Whether the user wants to lose this library."""
        return confirmed(
            self,
            self.tr("Delete library"),
            self.tr("Delete “{name}”?").format(name=library.name),
            what_is_lost(library, self._services.library_files.losses(library.id)),
            self.tr("Delete library"),
            self.tr("Keep it"),
        )

    # --- menu ----------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu, *, of_library: bool = True) -> None:
        """What can be done with the current library, and beside it."""
        row = self.view.currentIndex().row()
        fill_menu(self, menu, row if of_library else -1)

    def export_current(self) -> None:
        """Ask how the current library is to be written to a file."""
        library = self.current()
        if library is not None:
            self.export_wanted.emit(library)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, of_library=self.view.indexAt(point).isValid())
        menu.popup(self.view.viewport().mapToGlobal(point))
