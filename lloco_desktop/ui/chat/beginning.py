"""What stands in a chat before its first question: whether it can be asked already, and what to try."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lloco_desktop.domain import JobId, Library, LibraryId
from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.sample import is_sample, questions
from lloco_desktop.ui.services import DocumentRow, Services, WorkSeen
from lloco_desktop.ui.work_panel import library_of

WIDTH = 400


class Beginning(QWidget):
    """Below the words of the empty chat.

    Signals:
        asked(str): a question to try was chosen.
        changed(): `is_reading` may say something else.
    """

    asked = Signal(str)
    changed = Signal()

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._library: Library | None = None
        self._work: dict[JobId, tuple[JobKind, LibraryId]] = {}
        for job in services.jobs():
            self._note(WorkSeen(job))
        self.state = label(role="soft", wrap=True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        policy = self.state.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the questions do not jump when there is no more to say
        self.state.setSizePolicy(policy)
        self.try_these = label(self.tr("Questions to try"), "section")
        self.buttons = [TextButton("", icon_name="chat") for _question in questions()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.state)
        column.addSpacing(SPACE_2)
        column.addWidget(self.try_these)
        for button, question in zip(self.buttons, questions(), strict=True):
            button.setText(question)
            button.setAccessibleName(question)
            button.setProperty("role", "try")
            button.clicked.connect(lambda _checked, text=question: self.asked.emit(text))
            column.addWidget(button)
        self.setFixedWidth(WIDTH)
        self._offer(offered=False)

    def set_library(self, library: Library | None) -> None:
        """Another library is shown, or the same with new numbers."""
        before, self._library = self._library, library
        if before is None or library is None or before.id != library.id:
            self._offer(offered=False)
        self._say()
        if library is not None and library.documents == 1:  # the sample is one document
            self._background.run(self, lambda: self._services.document_rows(library.id), self._rows_known)

    def is_reading(self, library: LibraryId) -> bool:
        """Whether documents of a library are on their way in."""
        return (JobKind.IMPORT, library) in self._work.values()

    def is_summarising(self, library: LibraryId) -> bool:
        """Whether a library's summaries are being made."""
        return (JobKind.SUMMARISE, library) in self._work.values()

    def hear(self, seen: WorkSeen) -> None:
        """A job changed its state."""
        if self._note(seen):
            self._say()
            self.changed.emit()

    def _note(self, seen: WorkSeen) -> bool:
        library = library_of(seen.job)
        known = seen.job.id in self._work
        if library is None or known is not seen.job.state.is_final:
            return False
        if known:
            del self._work[seen.job.id]
        else:
            self._work[seen.job.id] = (seen.job.kind, library)
        return True

    def _say(self) -> None:
        library = self._library
        text = ""
        if library is not None and library.documents:
            if self.is_reading(library.id):
                text = self.tr("More documents are on their way in. What is there can be asked already.")
            elif self.is_summarising(library.id):
                text = self.tr("Summaries are still being made. You can ask already.")
        self.state.setText(text)
        # Who centres this does not ask for its height.
        self.state.setFixedHeight(max(self.state.heightForWidth(WIDTH), 0))
        self.state.setVisible(bool(text))

    def _rows_known(self, rows: list[DocumentRow]) -> None:
        shown = self._library is not None and self._library.documents == 1
        self._offer(offered=shown and any(row.document is not None and is_sample(row.path) for row in rows))

    def _offer(self, *, offered: bool) -> None:
        for one in (self.try_these, *self.buttons):
            one.setVisible(offered)
