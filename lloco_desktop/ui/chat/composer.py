"""Where a question is typed, whom it is asked, and how it is to be answered.

The two ways of looking stand in the open; rarer switches are behind one button. What is not as usual stands
as a chip above the box, where it can be taken off again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from lloco_desktop.domain import DocumentId, Library, LibraryId, Scope
from lloco_desktop.ui.chat.chosen_chips import ChosenChips
from lloco_desktop.ui.chat.composing import Choices
from lloco_desktop.ui.chat.question_box import QuestionBox
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

NARROW = 500  # below this the switches say less


class Composer(QFrame):
    """The question box with its switches.

    Signals:
        sent(str): a question was asked.
        stop_wanted(): the running answer is to stop.
        typed(): the words changed by the user.
        chosen(): the switches or chips changed.
        libraries_chosen(): whom one asks changed.
    """

    sent = Signal(str)
    stop_wanted = Signal()
    typed = Signal()
    chosen = Signal()
    libraries_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = False
        self._is_narrow = False
        self._own: Library | None = None
        self._all: list[Library] = []
        self._asked: list[LibraryId] = []
        self._documents: dict[DocumentId, str] = {}
        self.setProperty("role", "composer")
        self.box = QuestionBox()
        self.box.setAccessibleName(self.tr("Question"))
        self.passages = self._segment(
            self.tr("Best passages"), self.tr("Look for the passages that fit the question, in all documents")
        )
        self.whole = self._segment(
            self.tr("Whole documents"),
            self.tr("Read the summaries of whole documents: slower, but sees all"),
        )
        self._make_options()
        self.send = IconButton("send", self.tr("Ask (Enter)"), role="send", colour="on_accent")
        self.send.setFixedSize(30, 30)
        self.chips = ChosenChips()
        self._lay_out()
        self._connect()
        self._show_send()
        self._show_chips()

    def _segment(self, text: str, tip: str) -> QPushButton:
        made = TextButton(text, role="segment")
        made.setCheckable(True)
        made.setToolTip(tip)
        return made

    def _make_options(self) -> None:
        self.options = IconButton("sliders", self.tr("How to answer"))
        self.add_library = TextButton(self.tr("Library"), role="fold", icon_name="plus")
        self.add_library.setToolTip(self.tr("Ask another library too"))
        self.add_library.setAccessibleName(self.add_library.toolTip())
        self.options_menu = QMenu(self.options)
        self.options_menu.setToolTipsVisible(True)
        self.quotes = QAction(self.tr("Quotes only"), self.options_menu, checkable=True)
        self.quotes.setToolTip(self.tr("Answer with the best sentences word for word, without the backbone"))
        self.learned = QAction(self.tr("Read with what was learned"), self.options_menu, checkable=True)
        self.learned.setChecked(True)
        self.learned.setVisible(False)
        self.options_menu.addActions([self.quotes, self.learned])

    def _lay_out(self) -> None:
        scope = QFrame()
        scope.setProperty("role", "segments")
        pair = QHBoxLayout(scope)
        pair.setContentsMargins(2, 2, 2, 2)
        pair.setSpacing(0)
        group = QButtonGroup(self)
        for button in (self.passages, self.whole):
            pair.addWidget(button)
            group.addButton(button)
        self.passages.setChecked(True)
        below = QHBoxLayout()
        below.setSpacing(SPACE_1)
        below.addWidget(scope)
        below.addSpacing(SPACE_1)
        below.addWidget(self.options)
        below.addWidget(self.add_library)
        below.addStretch()
        below.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.chips)
        column.addWidget(self.box)
        column.addLayout(below)

    def _connect(self) -> None:
        self.box.entered.connect(self._entered)
        self.box.focused.connect(self._show_focus)
        self.box.textChanged.connect(self._show_send)
        self.box.textChanged.connect(self.typed)
        for switch in (self.quotes, self.learned):
            switch.toggled.connect(self._switched)
        self.whole.toggled.connect(lambda _on: self.chosen.emit())
        self.options.clicked.connect(self._show_options)
        self.add_library.clicked.connect(self._show_libraries)
        self.chips.library_taken_off.connect(self._without_library)
        self.chips.document_taken_off.connect(self._without_document)
        self.chips.quotes_taken_off.connect(lambda: self.quotes.setChecked(False))
        self.chips.unlearned_taken_off.connect(lambda: self.learned.setChecked(True))
        self.send.clicked.connect(self._pressed)
        self.installEventFilter(self)

    # --- what is asked -------------------------------------------------------------------

    def choices(self) -> Choices:
        """How questions are asked now."""
        return Choices(
            Scope.WHOLE if self.whole.isChecked() else Scope.PASSAGES,
            self.quotes.isChecked(),
            not self.learned.isVisible() or self.learned.isChecked(),
            tuple(self._documents.items()),
            tuple(self._asked),
        )

    def choose(self, choices: Choices) -> None:
        """Ask in this way from now on; libraries are those of the conversation."""
        (self.whole if choices.scope is Scope.WHOLE else self.passages).setChecked(True)
        self.quotes.setChecked(choices.quotes)
        self.learned.setChecked(choices.learned)
        self._documents = dict(choices.documents)
        self._show_chips()

    def set_adapter(self, version: int | None) -> None:
        """Offer to ask without what was learned, where a version is in use."""
        self.learned.setVisible(version is not None)
        tip = self.tr("Read with what was learned (version {n}); switch off to ask without it")
        self.learned.setToolTip(tip.format(n=version))
        self._show_chips()

    def limit_to(self, documents: Sequence[tuple[DocumentId, str]]) -> None:
        """Ask only these documents; each gets a chip that takes it off again."""
        self._documents = dict(documents)
        if documents and self._own is not None:
            self._ask_of([self._own.id])
        self._show_chips()
        self.chosen.emit()

    def set_library(self, library: Library | None) -> None:
        """Another library is shown: it is the one that is asked, and all of its documents."""
        self._own = library
        self._asked = [] if library is None else [library.id]
        self._documents = {}
        self._say_whom()
        self._show_chips()

    def set_libraries(self, every: Sequence[Library], asked: Sequence[LibraryId]) -> None:
        """All libraries there are, and those that the shown conversation asks; none: its own."""
        self._all = list(every)
        there = {one.id for one in every}
        self._own = next((one for one in every if self._own and one.id == self._own.id), self._own)
        own = [] if self._own is None else [self._own.id]
        self._asked = [one for one in asked if one in there] or own
        self.add_library.setVisible(len(self._all) > 1)
        self._say_whom()
        self._show_chips()

    def set_answering(self, *, answering: bool) -> None:
        """Turn the send button into a stop button and back."""
        self._answering = answering
        self._show_send()

    def _entered(self) -> None:
        text = self.box.toPlainText().strip()
        if text and not self._answering:
            self.box.clear()
            self.sent.emit(text)

    def _pressed(self) -> None:
        if self._answering:
            self.stop_wanted.emit()
        else:
            self._entered()
        self.box.setFocus()

    # --- libraries -----------------------------------------------------------------------

    def libraries_menu(self) -> QMenu:
        """Every library with a tick at those that are asked."""
        menu = QMenu(self.add_library)
        for library in self._all:
            action = menu.addAction(words.elided(library.name, 48).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(library.id in self._asked)
            action.setEnabled(library.documents > 0 or library.id in self._asked)
            action.triggered.connect(lambda on, one=library.id: self._with_library(one, on=on))
        return menu

    def _with_library(self, library: LibraryId, *, on: bool) -> None:
        if on:
            self._ask_of([*self._asked, library])
        else:
            self._without_library(library)

    def _without_library(self, library: LibraryId) -> None:
        left = [one for one in self._asked if one != library]
        if left:  # somebody has to be asked
            self._ask_of(left)

    def _ask_of(self, libraries: Sequence[LibraryId]) -> None:
        wanted = list(dict.fromkeys(libraries))
        if wanted == self._asked:
            return
        self._asked = wanted
        if self._own is not None and self._own.id not in self._asked:
            self._documents = {}  # they are its own
        self._say_whom()
        self._show_chips()
        self.libraries_chosen.emit()
        self.chosen.emit()

    def _say_whom(self) -> None:
        names = {one.id: one.name for one in self._all}
        if self._own is not None:
            names.setdefault(self._own.id, self._own.name)
        if len(self._asked) > 1:
            text = self.tr("Ask %n libraries…", "", len(self._asked))
        elif self._asked:
            text = self.tr("Ask “{library}”…").format(library=words.elided(names.get(self._asked[0], ""), 40))
        else:
            text = self.tr("Ask…")
        self.box.setPlaceholderText(text)
        self.box.viewport().update()  # Qt repaints only when the placeholder comes or goes

    # --- looks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room; tooltips and names stay."""
        super().resizeEvent(event)
        if (self.width() < NARROW) is not self._is_narrow:
            self._is_narrow = not self._is_narrow
            short = (self.tr("Passages"), self.tr("Documents"))
            self.add_library.setText("" if self._is_narrow else self.tr("Library"))
            for switch, text in zip((self.passages, self.whole), short, strict=True):
                switch.setText(text if self._is_narrow else switch.accessibleName())

    def _switched(self) -> None:
        self.learned.setEnabled(not self.quotes.isChecked())
        self._show_chips()
        self.chosen.emit()

    def _show_options(self) -> None:
        _open_above(self.options_menu, self.options)

    def _show_libraries(self) -> None:
        _open_above(self.libraries_menu(), self.add_library)

    def _show_send(self) -> None:
        self.send.set_icon("stop" if self._answering else "send")
        self.send.set_label(self.tr("Stop (Esc)") if self._answering else self.tr("Ask (Enter)"))
        self.send.setEnabled(self._answering or bool(self.box.toPlainText().strip()))

    def _show_focus(self, active: bool) -> None:
        self.setProperty("active", active)
        self.style().unpolish(self)
        self.style().polish(self)

    def _show_chips(self) -> None:
        own_alone = self._own is not None and self._asked == [self._own.id]
        by_id = {one.id: one for one in self._all}
        libraries = [] if own_alone else [by_id[one] for one in self._asked if one in by_id]
        unlearned = self.learned.isVisible() and not self.learned.isChecked() and not self.quotes.isChecked()
        self.chips.show_all(libraries, self._documents, quotes=self.quotes.isChecked(), unlearned=unlearned)

    def _without_document(self, document: DocumentId) -> None:
        self._documents.pop(document, None)
        self._show_chips()
        self.chosen.emit()
        self.box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the frame's margin means the box."""
        if watched is self and event.type() == QEvent.Type.MouseButtonPress:
            self.box.setFocus()
        return super().eventFilter(watched, event)


def _open_above(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - SPACE_1)))
