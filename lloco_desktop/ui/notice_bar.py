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
        self.more_button.clicked.connect(lambda: self._answer(True))
        self.other_button = TextButton(self.tr("No"), role="link")  # the other answer to a question
        self.other_button.hide()
        self.other_button.clicked.connect(lambda: self._answer(False))
        self._then: Callable[[bool | None], None] | None = None
        self._offered: str | None = None  # the sentence of an offer that is shown
        self.close_button = IconButton("close", self.tr("Dismiss"))
        self.close_button.clicked.connect(lambda: self._answer(None))
        line = QHBoxLayout(self.frame)
        line.setContentsMargins(SPACE_3, SPACE_1, SPACE_1, SPACE_1)
        line.addWidget(self.text, 1)
        line.addWidget(self.more_button)
        line.addWidget(self.other_button)
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

    def offer(
        self, sentence: str, words: str, then: Callable[[], None], closed: Callable[[], None] | None = None
    ) -> None:
        """Something that is good to know, with a way to more of it; `closed` where it is put away."""

        def answered(answer: bool | None) -> None:
            if answer:
                then()
            elif closed is not None:
                closed()

        self._stand(sentence, (words,), answered)

    def ask(self, sentence: str, yes: str, no: str, then: Callable[[bool | None], None]) -> None:
        """A question; `then` gets the answer, or None where it is put away without one."""
        self._stand(sentence, (yes, no), then)

    def take_back(self, sentence: str) -> None:
        """That offer or question is over, if it still stands."""
        if self._offered == sentence:
            self._put_away()

    def _stand(self, sentence: str, choices: tuple[str, ...], then: Callable[[bool | None], None]) -> None:
        self._say(sentence, "notice")
        for button, text in zip((self.more_button, self.other_button), choices, strict=False):
            button.setText(text)
            button.setAccessibleName(text)
            button.show()
        self._then, self._offered = then, sentence

    def _put_away(self) -> None:
        self._then = self._offered = None
        self.hide()

    def _answer(self, answer: bool | None) -> None:
        then = self._then
        self._put_away()
        if then is not None:
            then(answer)

    def _say(self, sentence: str, role: str) -> None:
        self.more_button.hide()
        self.other_button.hide()
        self._then = self._offered = None
        set_role(self.frame, role)
        self.text.setText(sentence)
        self.show()
