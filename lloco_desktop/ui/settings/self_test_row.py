"""The self-test on the page: one line for each part, with the time that it took."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.preferences import Running
from lloco_desktop.ui.settings.rows import Row
from lloco_desktop.workflows.events import Stage, StageBegun, StageDone

INTERVAL_MS = 100


class _Done:
    """The end, behind all events."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


class SelfTestRow(Row):
    """Runs it and shows what it says."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("", "")
        self._services = services
        self._running: Running | None = None
        self._lines: list[tuple[str, str]] = []
        self.title.setText(self.tr("Self-test"))
        self.say_hint(
            self.tr(
                "Opens a small PDF made for it, summarises it, asks a question and learns two steps, in a "
                "temporary workspace. Half a minute; questions of yours wait for that long."
            )
        )
        self.run_button = TextButton(self.tr("Run the self-test"))
        self.stop_button = TextButton(self.tr("Stop"))
        self.stop_button.hide()
        self.lines = Facts()
        self.lines.hide()
        self.outcome = label(wrap=True)
        self.outcome.hide()
        self.add(self.run_button, self.stop_button)
        self.put(self.lines, self.outcome)
        self._mailbox = Mailbox(INTERVAL_MS, parent=self)
        self._mailbox.delivered.connect(self._heard)
        self.run_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self._stop)
        self.destroyed.connect(self._mailbox.close)

    def run(self) -> None:
        """Begin."""
        if self._running is not None:
            return
        post = self._mailbox.post
        self._lines = []
        self.outcome.hide()
        self.say_problem("")
        self.lines.show_facts([])
        self._show_running(running=True)
        self._running = self._services.preferences.self_test(post, lambda error: post(_Done(error)))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _heard(self, events: list[object]) -> None:
        for event in events:
            match event:
                case StageBegun(stage=stage):
                    self._lines.append((self._stage(stage), self.tr("…")))
                case StageDone(stage=stage, seconds=seconds, found=found):
                    self._lines[-1] = (self._stage(stage), f"{words.seconds(seconds)} · {found}")
                case Progress(text=text):
                    if self._lines:
                        self._lines[-1] = (self._lines[-1][0], text)
                case _Done(error=error):
                    self._ended(error)
        self.lines.setVisible(bool(self._lines))
        self.lines.show_facts(self._lines)

    def _ended(self, error: Exception | None) -> None:
        self._running = None
        self._show_running(running=False)
        if error is None:
            self.outcome.setText(self.tr("Everything works on this machine."))
            self.outcome.show()
            return
        if self._lines:
            self._lines[-1] = (self._lines[-1][0], self.tr("not done"))
        if isinstance(error, Cancelled):
            self.outcome.setText(self.tr("It was stopped; nothing is left of it."))
            self.outcome.show()
        elif isinstance(error, LlocoError):
            self.say_problem(str(error))
        else:
            self.say_problem(
                self.tr("The application made a mistake ({kind}); the log below says more.").format(
                    kind=type(error).__name__
                )
            )

    def _show_running(self, *, running: bool) -> None:
        had = self.run_button.hasFocus() or self.stop_button.hasFocus()
        self.run_button.setEnabled(not running)
        self.stop_button.setVisible(running)
        if had:  # not to whatever comes next
            (self.stop_button if running else self.run_button).setFocus()

    def _stage(self, stage: Stage) -> str:
        return {
            Stage.OPEN: self.tr("Read a PDF"),
            Stage.BACKBONE: self.tr("Load the backbone"),
            Stage.SUMMARISE: self.tr("Summarise"),
            Stage.ASK: self.tr("Ask"),
            Stage.LEARN: self.tr("Learn"),
        }[stage]
