"""The left column's lower part: what is running, how long it will take, and how to hold or stop it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.domain import JobId
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit.confirm import confirm_cancelling
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import ElidedLabel, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.work_words import WorkState, library_of, total_line

__all__ = ["WorkCard", "WorkPanel", "library_of"]

STEPS = 1000  # of a progress bar
ENDED = (JobState.DONE, JobState.CANCELLED)
CARD_HEIGHT = 60  # about; what is expected of a card before it is laid out
SHARE = 0.4  # of the column's height that cards may take, before they fold to one line
LINGER_MS = 700  # that the panel stays when the last job has ended: the next often begins at once


def show_share(bar: QProgressBar, share: float | None, *, moving: bool) -> None:
    """Show how far something is; without a number a bar that moves, or an empty one."""
    if share is not None:
        bar.setRange(0, STEPS)
        bar.setValue(round(STEPS * share))
    elif moving:
        bar.setRange(0, 0)
    else:
        bar.setRange(0, STEPS)
        bar.setValue(0)


class WorkCard(QWidget):
    """One job: what, how far, how long still.

    Signals:
        pause_wanted(JobId), resume_wanted(JobId), cancel_wanted(JobId), dismissed(JobId).
    """

    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, job: Job, library_name: str) -> None:
        super().__init__()
        self.state = WorkState(job, library_name)
        self.title = ElidedLabel()
        self.detail = ElidedLabel(role="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.pause_button = IconButton("pause", self.tr("Pause"))
        self.cancel_button = IconButton("close", self.tr("Cancel"))
        self._lay_out()
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button.clicked.connect(self._cancel_or_dismiss)
        self.show_work(WorkSeen(job))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.title, 1)
        top.addWidget(self.pause_button)
        top.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_2)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.detail)

    @property
    def job(self) -> Job:
        """The job as last heard of."""
        return self.state.job

    @property
    def _whole(self) -> Progress | None:
        return self.state.whole

    def show_work(self, seen: WorkSeen) -> None:
        """Show the newest word of the job."""
        state = self.state
        state.hear(seen)
        title = state.title()
        self.title.set_text(title)
        self.detail.set_text(state.detail())
        self.bar.setVisible(not state.has_failed)
        self.bar.setAccessibleName(title)
        show_share(self.bar, state.share(), moving=state.job.state is JobState.RUNNING)
        set_role(self.bar, "paused" if state.is_paused else "")
        self.pause_button.setVisible(not state.has_failed)
        self.pause_button.set_icon("play" if state.is_paused else "pause")
        self.pause_button.set_label(self.tr("Go on") if state.is_paused else self.tr("Pause"))
        self.cancel_button.set_label(self.tr("Dismiss") if state.has_failed else self.tr("Cancel"))

    def _pause_or_resume(self) -> None:
        (self.resume_wanted if self.state.is_paused else self.pause_wanted).emit(self.job.id)

    def _cancel_or_dismiss(self) -> None:
        (self.dismissed if self.state.has_failed else self.cancel_wanted).emit(self.job.id)


class WorkPanel(QWidget):
    """The cards of all unfinished jobs, gone when there is nothing to show.

    Where the column is low they fold to one line with a bar of all, which a click unfolds.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._cards: dict[JobId, WorkCard] = {}
        self._folded: bool | None = None  # what the user chose; None: as there is room
        self._leaving = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._leaving.timeout.connect(lambda: self.setVisible(bool(self._cards)))
        self._make_head()
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(SPACE_1)
        self.cards = QWidget()
        self.cards.setLayout(self._cards_column)
        self._cards_column.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_2, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addLayout(self._head)
        column.addWidget(self.total)
        column.addWidget(self.cards)
        for job in services.jobs():
            self.show_work(WorkSeen(job))
        if not self._cards:
            self.hide()

    def _make_head(self) -> None:
        self.heading = ElidedLabel(self.tr("Running"), role="section")
        self.fold_button = IconButton("chevron-down", self.tr("Show less"))
        self.pause_all_button = IconButton("pause", self.tr("Pause all"))
        self.total = QProgressBar()
        self.total.setTextVisible(False)
        self.total.setAccessibleName(self.tr("All that is running"))
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.fold_button)
        self._head.addWidget(self.pause_all_button)
        self.fold_button.clicked.connect(self._fold_or_unfold)
        self.pause_all_button.clicked.connect(self._pause_or_resume_all)

    # --- what happens --------------------------------------------------------------------

    def show_work(self, seen: WorkSeen) -> None:
        """Show what the bridge says of a job."""
        card = self._cards.get(seen.job.id)
        if seen.job.state in ENDED:
            if card is not None:
                self._remove(seen.job.id)
                self._leaving.start()
            return
        if card is None:
            card = self._add(seen.job)
        card.show_work(seen)
        self._show_head()

    def busy(self) -> bool:
        """Whether anything is shown as running."""
        return bool(self._cards)

    def _add(self, job: Job) -> WorkCard:
        for former in [one.job for one in self._cards.values() if one.state.has_failed]:
            if (former.kind, former.payload) == (job.kind, job.payload):  # it is tried again
                self._remove(former.id)
        library = library_of(job)
        names = {one.id: one.name for one in self._services.libraries()}
        card = WorkCard(job, names.get(library, "") if library is not None else "")
        card.pause_wanted.connect(self._services.pause)
        card.resume_wanted.connect(self._services.resume)
        card.cancel_wanted.connect(self._cancel)
        card.dismissed.connect(self._dismiss)
        self._cards[job.id] = card
        self._cards_column.addWidget(card)
        self._leaving.stop()
        if self.parentWidget() is not None:  # else it is shown with its column, not as a window of its own
            self.show()
        return card

    def _cancel(self, job: JobId) -> None:
        """Stop a job; learning loses what it did so far, so that it asks first."""
        card = self._cards[job]
        if card.job.kind is not JobKind.LEARN or confirm_cancelling(self, card.state.library_name):
            self._services.cancel(job)

    def _dismiss(self, job: JobId) -> None:
        self._remove(job)
        self.setVisible(bool(self._cards))

    def _remove(self, job: JobId) -> None:
        card = self._cards.pop(job, None)
        if card is not None:
            self._cards_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._show_head()

    # --- all of it -----------------------------------------------------------------------

    def _active(self) -> list[WorkCard]:
        return [card for card in self._cards.values() if not card.state.has_failed]

    def _pause_or_resume_all(self) -> None:
        active = self._active()
        held = all(card.state.is_paused for card in active)
        for card in active:
            if held:
                self._services.resume(card.job.id)
            elif not card.state.is_paused:
                self._services.pause(card.job.id)

    def _show_head(self) -> None:
        active = self._active()
        held = bool(active) and all(card.state.is_paused for card in active)
        self.pause_all_button.setVisible(len(active) > 1 or (bool(active) and self.is_folded))
        self.pause_all_button.set_icon("play" if held else "pause")
        self.pause_all_button.set_label(self.tr("Go on with all") if held else self.tr("Pause all"))
        self.fold_button.setVisible(bool(self._cards) and (self.is_folded or len(self._cards) > 1))
        self.fold_button.set_icon("chevron-right" if self.is_folded else "chevron-down")
        self.fold_button.set_label(self.tr("Show each") if self.is_folded else self.tr("Show less"))
        self.cards.setVisible(not self.is_folded)
        self.total.setVisible(self.is_folded and bool(active))
        shares = [share for share in (card.state.share() for card in active) if share is not None]
        show_share(
            self.total, sum(shares) / len(shares) if shares else None, moving=bool(active) and not held
        )
        states = [card.state for card in active]
        if self.is_folded and active:
            self.heading.set_text(
                self.tr("Paused") if held else self.tr("Running: {work}").format(work=total_line(states))
            )
        else:
            self.heading.set_text(self.tr("Running"))

    @property
    def is_folded(self) -> bool:
        """Whether one line stands for all cards."""
        if self._folded is not None:
            return self._folded
        column = self.parentWidget()
        room = SHARE * column.height() if column is not None else CARD_HEIGHT
        return len(self._cards) > 1 and len(self._cards) * CARD_HEIGHT > room

    def _fold_or_unfold(self) -> None:
        self._folded = not self.is_folded
        self._show_head()

    def event(self, event: QEvent) -> bool:
        """A new parent is a new column."""
        column = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and column is not None:
            column.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The column became higher or lower."""
        if event.type() == QEvent.Type.Resize:
            self._show_head()
        return super().eventFilter(watched, event)
