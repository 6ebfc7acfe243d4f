"""The pre-flight: what learning will take, before anything begins."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lloco_desktop.domain import LibraryId
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import ElidedLabel, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learning import LearnPlan, LearnWish
from lloco_desktop.ui.learn.plan_stream import PlanStream
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.work_panel import STEPS


class Preflight(QWidget):
    """Measures, shows what was measured, and asks whether to begin.

    Signals:
        start_wanted(LearnWish): the plan was accepted.
        back_wanted(): not now.
    """

    start_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._stream: PlanStream | None = None
        self._wish = LearnWish()
        self.plan: LearnPlan | None = None
        self.title = label(role="empty-title")
        self.doing = ElidedLabel(role="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Measuring"))
        self.facts = Facts()
        self.problem_frame = QFrame()
        self.problem_frame.setProperty("role", "notice-attention")
        self.problem = label(wrap=True)
        self.hint = label(role="small", wrap=True)
        self.start_button = TextButton(self.tr("Start learning"), role="primary", icon_name="play")
        self.back_button = TextButton(self.tr("Back"), role="quiet")
        self._lay_out()
        self.start_button.clicked.connect(lambda: self.start_wanted.emit(self._wish))
        self.back_button.clicked.connect(self._back)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.problem_frame)
        inside.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        inside.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.title)
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        column.addSpacing(SPACE_1)
        column.addWidget(self.facts)
        column.addWidget(self.problem_frame)
        column.addSpacing(SPACE_1)
        column.addWidget(self.hint)
        column.addSpacing(SPACE_4)
        column.addLayout(buttons)

    # --- measuring -----------------------------------------------------------------------

    def begin(self, library: LibraryId, wish: LearnWish) -> None:
        """Measure what this wish takes."""
        self.stop()
        self._wish, self.plan = wish, None
        self._stream = PlanStream(self)
        self._stream.measuring.connect(self._show_progress)
        self._stream.planned.connect(self.show_plan)
        self._stream.failed.connect(self.show_problem)
        self._stream.stopped.connect(self.back_wanted)
        self._show_measuring()
        self._stream.begin(self._services, library, wish)

    def stop(self) -> None:
        """Measure no further, and say nothing."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stopped.disconnect(self.back_wanted)
            stream.stop()
            stream.deleteLater()

    @property
    def is_measuring(self) -> bool:
        """Whether a plan is being made."""
        return self._stream is not None and self.plan is None and self.problem_frame.isHidden()

    def _back(self) -> None:
        self.stop()
        self.back_wanted.emit()

    def _show_measuring(self) -> None:
        self.title.setText(self.tr("Measuring what it takes"))
        self.doing.set_text(self.tr("Getting ready"))
        self.hint.setText(
            self.tr("A little of everything is tried out on this machine. Nothing is changed by it.")
        )
        self.bar.setRange(0, 0)
        self.back_button.setText(self.tr("Cancel"))
        self._show_only(self.doing, self.bar, self.hint)

    def _show_only(self, *shown: QWidget) -> None:
        parts = (self.doing, self.bar, self.facts, self.problem_frame, self.hint, self.start_button)
        for part in parts:
            part.setVisible(part in shown)

    def _show_progress(self, progress: Progress) -> None:
        self.doing.set_text(learn_words.further(progress))
        if progress.total:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(STEPS * min(progress.done / progress.total, 1.0)))
        else:
            self.bar.setRange(0, 0)

    # --- what came of it -----------------------------------------------------------------

    def show_plan(self, plan: LearnPlan) -> None:
        """What was measured, and the button, or why there is none."""
        self.plan = plan
        self.back_button.setText(self.tr("Back"))
        self.facts.show_facts(list(learn_words.plan_facts(plan)))
        if plan.problem:
            self.title.setText(self.tr("It cannot begin yet"))
            self.problem.setText(plan.problem)
            measured = (self.facts,) if plan.seconds is not None else ()
            self._show_only(self.problem_frame, *measured)
            self.back_button.setFocus()
            return
        self.title.setText(
            self.tr("Learning takes {time}").format(time=learn_words.duration(plan.seconds))
            if plan.seconds is not None
            else self.tr("Ready to learn")
        )
        self.hint.setText(
            self.tr("You can go on asking meanwhile, and close the window: it goes on at the next start.")
        )
        self._show_only(self.facts, self.hint, self.start_button)
        self.start_button.setEnabled(True)
        self.start_button.setFocus()

    def show_problem(self, sentence: str) -> None:
        """It could not even be measured, or not be begun."""
        self.title.setText(self.tr("It cannot begin yet"))
        self.back_button.setText(self.tr("Back"))
        self.problem.setText(sentence)
        self._show_only(self.problem_frame)
