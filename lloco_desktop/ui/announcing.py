"""What a screen reader says by itself: that an answer is there, and that work has ended."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from lloco_desktop.domain import AnswerKind
from lloco_desktop.jobs.job import JobKind, JobState
from lloco_desktop.ui.chat.answers import Answers, Underway
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.services import WorkSeen

LONGEST = 600  # characters of an answer; the whole of it can be read in its place


class Announcements(QObject):
    """Speaks for a window. Polite: what the user is hearing is not cut off."""

    def __init__(self, window: QWidget, parent: QObject, bridge: JobBridge, answers: Answers) -> None:
        super().__init__(parent)
        self._window = window
        self.last = ""
        answers.ended.connect(self._answered)
        bridge.work.connect(self._worked)

    def say(self, sentence: str) -> None:
        """Say it, where there is anyone to hear it."""
        self.last = sentence
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, sentence))

    def _answered(self, underway: Underway) -> None:
        answer = underway.answer
        if answer is None:
            return
        match answer.kind:
            case AnswerKind.STOPPED:
                self.say(self.tr("The answer was stopped."))
            case AnswerKind.FAILED:
                self.say(self.tr("The question could not be answered."))
            case _:
                self.say(self.tr("Answer: {text}").format(text=answer.text[:LONGEST]))

    def _worked(self, seen: WorkSeen) -> None:
        if not seen.job.state.is_final:
            return
        failed = seen.job.state is JobState.FAILED
        match seen.job.kind:
            case JobKind.IMPORT:
                self.say(self.tr("The import failed.") if failed else self.tr("The import has ended."))
            case JobKind.LEARN:
                self.say(self.tr("Learning failed.") if failed else self.tr("Learning has ended."))
            case JobKind.DOWNLOAD | JobKind.GPU_RUNTIME:
                self.say(self.tr("The download failed.") if failed else self.tr("The download has ended."))
            case _:
                pass
