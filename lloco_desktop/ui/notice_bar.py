"""One line below the header: what an import came to, or why something could not be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.domain import FileStatus, ImportFile, LibraryId
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6


class NoticeBar(QWidget):
    """Shows one sentence until it is put away or replaced."""

    def __init__(self) -> None:
        super().__init__()
        self._duplicates: Counter[LibraryId] = Counter()
        self.frame = QFrame()
        self.frame.setProperty("role", "notice")
        self.text = label(wrap=True)
        self.more_button = TextButton(self.tr("Show details"), role="link")
        self.more_button.hide()
        self.more_button.clicked.connect(self._more)
        self._then: Callable[[], None] | None = None
        self._offered: str | None = None  # the sentence of an offer that is shown
        self.close_button = IconButton("close", self.tr("Dismiss"))
        self.close_button.clicked.connect(self._put_away)
        line = QHBoxLayout(self.frame)
        line.setContentsMargins(SPACE_3, SPACE_1, SPACE_1, SPACE_1)
        line.addWidget(self.text, 1)
        line.addWidget(self.more_button)
        line.addWidget(self.close_button)
        around = QVBoxLayout(self)
        around.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_2)
        around.addWidget(self.frame)
        self.hide()

    def begin(self, library: LibraryId) -> None:
        """A new import: forget what the last one came to."""
        self._duplicates[library] = 0
        self._put_away()

    def hear(self, file: ImportFile) -> None:
        """Files that were there already leave no row in the table, so they are said here."""
        if file.status is not FileStatus.DUPLICATE:
            return
        self._duplicates[file.library] += 1
        number = self._duplicates[file.library]
        if number == 1:
            sentence = self.tr("“{name}” is already in this library.").format(name=file.path.name)
        else:
            sentence = self.tr("%n of the files are already in this library.", "", number)
        if self._offered is not None:  # an offer stays until it is answered
            self.text.setText(words.together(sentence, self._offered))
        else:
            self._say(sentence, "notice")

    def show_line(self, sentence: str) -> None:
        """Something that is good to know."""
        self._say(sentence, "notice")

    def show_problem(self, sentence: str) -> None:
        """Something could not be done."""
        self._say(sentence, "notice-attention")

    def offer(self, sentence: str, words: str, then: Callable[[], None]) -> None:
        """Something that is good to know, with a way to more of it."""
        self._say(sentence, "notice")
        self.more_button.setText(words)
        self.more_button.setAccessibleName(words)
        self.more_button.show()
        self._then, self._offered = then, sentence

    def _put_away(self) -> None:
        self._offered = None
        self.hide()

    def _more(self) -> None:
        if self._then is not None:
            self._put_away()
            self._then()

    def _say(self, sentence: str, role: str) -> None:
        self.more_button.hide()
        self._offered = None
        set_role(self.frame, role)
        self.text.setText(sentence)
        self.show()
