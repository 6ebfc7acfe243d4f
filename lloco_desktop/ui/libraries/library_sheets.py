"""Small sheets above the library's page: what goes into its file, and where PDFs that came in one go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.domain import Library
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from lloco_desktop.ui.libraries import library_words
from lloco_desktop.ui.libraries.library_files import Holdings, Offer


class Sheet(QWidget):
    """A framed question with its buttons; Esc and Cancel put it away, and nothing has happened.

    Signals:
        left(): it was put away without an answer.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.frame = QFrame()
        self.frame.setProperty("role", "details")
        self.heading = label(role="heading", wrap=True)
        self.text = label(role="soft", wrap=True)
        self.cancel_button = TextButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.leave)
        self.inside = QVBoxLayout(self.frame)
        self.inside.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        self.inside.setSpacing(SPACE_2)
        self.inside.addWidget(self.heading)
        self.inside.addWidget(self.text)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE_2)
        around = QVBoxLayout(self)
        around.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_2)
        around.addWidget(self.frame)
        self.hide()

    def leave(self) -> None:
        """Put it away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc means no."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _present(self, heading: str, text: str) -> None:
        self.heading.setText(heading)
        self.text.setText(text)
        self.setAccessibleName(heading)
        self.show()


class ExportSheet(Sheet):
    """What goes into a library's file.

    Signals:
        chosen(Library): it is to be written, with what the boxes say.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None
        self._holdings: Holdings | None = None
        self.documents_box = QCheckBox()
        self.conversations_box = QCheckBox()
        self.warning = label(role="attention", wrap=True)
        self.size_line = label(role="small")
        self.export_button = TextButton(self.tr("Choose where…"), role="primary")
        self.export_button.clicked.connect(self._choose)
        boxes = QVBoxLayout()
        boxes.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        boxes.setSpacing(SPACE_2)
        for box in (self.documents_box, self.conversations_box):
            box.setProperty("role", "form")
            box.toggled.connect(self._show_size)
            boxes.addWidget(box)
        self.inside.addLayout(boxes)
        self.inside.addWidget(self.warning)
        self.buttons.addWidget(self.size_line, 1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.export_button)
        self.inside.addLayout(self.buttons)

    @property
    def with_documents(self) -> bool:
        """Whether the PDFs are wished for."""
        return self.documents_box.isChecked()

    @property
    def with_conversations(self) -> bool:
        """Whether conversations are wished for."""
        return self.conversations_box.isChecked()

    def is_about(self, library: Library | None) -> bool:
        """Whether the question is about this library, whatever its numbers are by now."""
        return library is not None and self._library is not None and library.id == self._library.id

    def ask(self, library: Library) -> None:
        """Ask what of a library goes along; how much that is follows with `show_holdings`."""
        self._library, self._holdings = library, None
        for box in (self.documents_box, self.conversations_box):
            box.setChecked(False)
        self._set(self.documents_box, self.tr("The PDFs too ({size})").format(size=words.size(library.size)))
        self._set(self.conversations_box, self.tr("Conversations too"))
        self.conversations_box.setEnabled(False)
        self.warning.setText(
            self.tr(
                "The file holds the text of the documents: pass it on as you would pass on the documents."
            )
        )
        self.size_line.setText("")
        self._present(
            self.tr("Export “{name}” as one file").format(name=library.name),
            self.tr(
                "Text, search index, summaries and what was learned go along, so that another computer need "
                "not make them again."
            ),
        )
        self.export_button.setFocus()

    def show_holdings(self, library: Library, holdings: Holdings) -> None:
        """Say how much it is, unless another library is asked about by now."""
        if not self.is_about(library):
            return
        self._holdings = holdings
        self._set(
            self.documents_box, self.tr("The PDFs too ({size})").format(size=words.size(holdings.files))
        )
        chats = holdings.conversations
        self._set(
            self.conversations_box,
            self.tr("%n conversation(s) too: they are private", "", chats)
            if chats
            else self.tr("Conversations too (there are none)"),
        )
        self.conversations_box.setEnabled(chats > 0)
        if holdings.versions:
            self.warning.setText(
                self.tr(
                    "The file holds the text of the documents, and what was learned can repeat passages "
                    "word for word: pass it on as you would pass on the documents."
                )
            )
        self._show_size()

    def _set(self, box: QCheckBox, text: str) -> None:
        box.setText(text)
        box.setAccessibleName(text)

    def _show_size(self) -> None:
        if self._holdings is not None:
            self.size_line.setText(library_words.export_size(self._holdings, documents=self.with_documents))

    def _choose(self) -> None:
        if self._library is not None:
            self.chosen.emit(self._library)


class TakeInSheet(Sheet):
    """Where the PDFs go that a library's file brings along.

    Signals:
        kept(Offer): beside the workspace.
        folder_wanted(Offer): into a folder that the user picks.
    """

    kept = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self.folder_button = TextButton(self.tr("Choose a folder…"))
        self.keep_button = TextButton(self.tr("Keep them beside the workspace"), role="primary")
        self.folder_button.clicked.connect(lambda: self._answer(self.folder_wanted))
        self.keep_button.clicked.connect(lambda: self._answer(self.kept))
        self.place = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideMiddle)
        self.buttons.addWidget(self.place, 1)
        for button in (self.cancel_button, self.folder_button, self.keep_button):
            self.buttons.addWidget(button)
        self.inside.addLayout(self.buttons)

    def ask(self, offer: Offer, place: str) -> None:
        """Ask where the PDFs go; `place` is the folder beside the workspace."""
        self._offer = offer
        self.keep_button.setToolTip(place)
        self.place.set_text(self.tr("Beside the workspace: {folder}").format(folder=place))
        question = self.tr("{brings} Where do they go?").format(brings=library_words.offered(offer))
        self._present(self.tr("Import “{name}”").format(name=offer.name), question)
        self.keep_button.setFocus()

    def _answer(self, signal: SignalInstance) -> None:
        if self._offer is not None:
            self.hide()
            signal.emit(self._offer)
