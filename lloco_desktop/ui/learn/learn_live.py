"""While a library is learned: the stage in plain words, the time left, the loss curve, and how to hold it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.domain import JobId
from lloco_desktop.jobs.job import JobState
from lloco_desktop.study import RunState
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton, pixmap
from lloco_desktop.ui.kit.layout import ElidedLabel, label, set_role
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import ICON, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learn_feed import Live
from lloco_desktop.ui.learn.loss_chart import LossChart
from lloco_desktop.ui.work_panel import STEPS


class StageList(QWidget):
    """The four stages: done, under way, to come."""

    def __init__(self) -> None:
        super().__init__()
        self._state: RunState | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(2, 1)
        self._signs: list[QLabel] = []
        self.names: list[QLabel] = []
        self.details: list[ElidedLabel] = []
        for row, stage in enumerate(learn_words.STAGES):
            sign, name, detail = QLabel(), label(learn_words.stage(stage)), ElidedLabel(role="soft")
            sign.setFixedSize(ICON, ICON)
            detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(sign, row, 0)
            grid.addWidget(name, row, 1)
            grid.addWidget(detail, row, 2)
            grid.setRowMinimumHeight(row, 22)
            self._signs.append(sign)
            self.names.append(name)
            self.details.append(detail)
        self.show_stage(None, "")

    def show_stage(self, state: RunState | None, detail: str) -> None:
        """Where it stands; `detail` stands beside the stage under way."""
        self._state = state
        at = learn_words.STAGES.index(state) if state in learn_words.STAGES else -1
        for row, stage in enumerate(learn_words.STAGES):
            set_role(self.names[row], "strong" if row == at else "soft")
            self.details[row].set_text(detail if row == at else "")
            done, now = self.tr("done"), self.tr("under way")
            said = done if row < at else now if row == at else self.tr("to come")
            self.names[row].setAccessibleName(words.named(learn_words.stage(stage), said))
        self._paint_signs()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_signs()
        super().changeEvent(event)

    def _paint_signs(self) -> None:
        colours = Theme.colours()
        at = learn_words.STAGES.index(self._state) if self._state in learn_words.STAGES else -1
        for row, sign in enumerate(self._signs):
            name, colour = ("check", colours.accent) if row < at else ("to-come", colours.ink_faint)
            if row == at:
                name, colour = "under-way", colours.accent
            sign.setPixmap(pixmap(name, colour, ICON, self.devicePixelRatioF()))


class LearnLive(QWidget):
    """The run that goes on.

    Signals:
        pause_wanted(JobId), resume_wanted(JobId), cancel_wanted(JobId).
    """

    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._job: JobId | None = None
        self._paused = False
        self._curve_of: object = None
        self.title = label(role="empty-title")
        self.note = label(
            self.tr("You can go on asking, and close the window: it goes on at the next start."),
            "soft",
            wrap=True,
        )
        self.stages = StageList()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.left = label(role="small")
        self.pause_button = TextButton(self.tr("Pause"), icon_name="pause")
        self.cancel_button = TextButton(self.tr("Cancel…"), role="quiet", icon_name="close")
        self.chart_title = label(self.tr("How far its answers are from the wanted ones"), "section")
        self.chart = LossChart()
        self._lay_out()
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button.clicked.connect(lambda: self.cancel_wanted.emit(self._job))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch()
        buttons.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addSpacing(SPACE_3)
        column.addWidget(self.stages)
        column.addSpacing(SPACE_1)
        column.addWidget(self.bar)
        column.addSpacing(SPACE_1)
        column.addLayout(buttons)
        column.addSpacing(SPACE_6 - SPACE_2)
        column.addWidget(self.chart_title)
        column.addWidget(self.chart)
        column.addSpacing(SPACE_4)

    # --- what is shown -------------------------------------------------------------------

    def show_live(self, live: Live, name: str) -> None:
        """All of it."""
        self._job = live.job.id
        self._paused = live.is_paused
        waits = live.job.state is JobState.QUEUED
        title = {
            JobState.PAUSED: self.tr("Learning “{name}” is paused"),
            JobState.QUEUED: self.tr("Learning “{name}” waits for its turn"),
        }.get(live.job.state, self.tr("Learning “{name}”"))
        self.title.setText(title.format(name=name))
        self.pause_button.setText(self.tr("Go on") if self._paused else self.tr("Pause"))
        self.pause_button.setAccessibleName(self.pause_button.text())
        self.pause_button.set_icon("play" if self._paused else "pause")
        set_role(self.bar, "paused" if self._paused or waits else "")
        self.show_progress(live)
        self.show_curve(live)

    def show_progress(self, live: Live) -> None:
        """How far the stage has come."""
        progress = live.progress
        detail = learn_words.further(progress, live.state) if progress is not None else ""
        self.stages.show_stage(live.state, detail)
        share = live.share
        if share is not None:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(STEPS * share))
        else:
            still = live.job.state is not JobState.RUNNING
            self.bar.setRange(0, STEPS if still else 0)
            if still:
                self.bar.setValue(0)
        self.bar.setAccessibleName(learn_words.stage(live.state) if live.state else self.tr("Learning"))
        self.left.setText(self._time_left(live))

    def _time_left(self, live: Live) -> str:
        if live.job.state is not JobState.RUNNING:
            return ""
        progress = live.progress
        if progress is None or progress.eta is None:
            return self.tr("Measuring how long it takes…")
        left = words.time_left(progress.eta)
        if live.state is RunState.AFTER:
            return left[:1].upper() + left[1:]
        return self.tr("This stage: {left}").format(left=left)

    def show_curve(self, live: Live) -> None:
        """The losses so far."""
        steps = 0
        progress = live.progress
        if progress is not None and live.state is RunState.TRAINING and progress.unit == "steps":
            steps = int(progress.total)
        self.chart.set_points(live.losses, steps)
        for part in (self.chart_title, self.chart):
            part.setVisible(bool(live.losses) or live.state is RunState.TRAINING)

    def _pause_or_resume(self) -> None:
        (self.resume_wanted if self._paused else self.pause_wanted).emit(self._job)
