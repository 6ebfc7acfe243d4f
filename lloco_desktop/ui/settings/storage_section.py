"""Settings, Storage: where the workspace lies, what takes room in it, and what can be done about that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from lloco_desktop.store.verify import VerifyReport
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.confirm import confirmed
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_3
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.backbone_card import show_folder
from lloco_desktop.ui.settings.errand import Ended, Errand, Task
from lloco_desktop.ui.settings.errand_bar import ErrandBar
from lloco_desktop.ui.settings.place_row import PlaceRow
from lloco_desktop.ui.settings.rows import Group, Row, selectable
from lloco_desktop.workflows.events import Clearing, Usage

LISTED = 8  # problems of a check that are shown; the rest is counted


class ClearLine(QWidget):
    """One thing that can be cleared, with its size; gone while there is nothing of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.text = label(wrap=True)
        self.button = TextButton(self.tr("Clear"))
        self.button.setAccessibleName(self.tr("Clear: {what}").format(what=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(self.button)
        row.addWidget(self.text, 1)
        self.hide()

    def show_size(self, size: int) -> None:
        """How much that is."""
        self.text.setText(self.tr("{what}, {size}").format(what=self._name, size=words.size(size)))
        self.setVisible(size > 0)


class StorageSection(Group):
    """The workspace on the disk.

    Signals:
        restart_wanted(): the change of place is to happen now.
    """

    restart_wanted = Signal()

    def __init__(self, services: Services, background: Background, errand: Errand) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self.errand = errand
        self._usage: Usage | None = None
        self.bar = ErrandBar(errand)
        self.place = PlaceRow(services)
        self.sizes = Facts()
        self.sizes_row = Row(self.tr("What takes room"), self.tr("Measuring…"))
        self.sizes_row.put(self.sizes)
        self._make_clearing()
        self._make_care()
        for widget in (self.bar, self.place, self.sizes_row, self.clear_row, self.care_row):
            self.column.addWidget(widget)
        self._connect()
        self._show_errand()

    def _make_clearing(self) -> None:
        self.clear_row = Row(
            self.tr("Clear"), self.tr("What can be made again, or is seldom wanted. Documents always stay.")
        )
        self.clear_lines = {
            what: ClearLine(name)
            for what, name in (
                (Clearing.OTHER_SUMMARIES, self.tr("Summaries of other backbones")),
                (Clearing.BACKUPS, self.tr("Older copies")),
                (Clearing.LOGS, self.tr("Older logs")),
            )
        }
        for what, line in self.clear_lines.items():
            self.clear_row.put(line)
            line.button.clicked.connect(lambda _on=False, what=what: self._clear(what))

    def _make_care(self) -> None:
        self.care_row = Row(
            self.tr("Care"),
            self.tr(
                "A copy keeps documents' text, summaries and conversations as they are now. Checking "
                "compares everything with everything. Compacting gives the room of what was removed back to "
                "the disk."
            ),
        )
        self.backup_button = TextButton(self.tr("Make a copy"))
        self.verify_button = TextButton(self.tr("Check"))
        self.compact_button = TextButton(self.tr("Compact"))
        self.care_row.add(self.backup_button, self.verify_button, self.compact_button)
        self.result = selectable("")
        self.result.hide()
        self.care_row.put(self.result)

    def _connect(self) -> None:
        preferences = self._services.preferences
        self.place.move_wanted.connect(self.move_to)
        self.place.open_wanted.connect(self._open_place)
        self.place.restart_wanted.connect(self.restart_wanted)
        self.place.choose_wanted.connect(self.choose_place)
        self.place.show_wanted.connect(lambda: show_folder(preferences.place))
        self.backup_button.clicked.connect(lambda: self._begin(Task.BACK_UP))
        self.verify_button.clicked.connect(lambda: self._begin(Task.VERIFY))
        self.compact_button.clicked.connect(lambda: self._begin(Task.COMPACT))
        self.errand.changed.connect(self._show_errand)
        self.errand.ended.connect(self._ended)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Measure anew."""
        self.place.refresh()
        self._background.run(self, self._services.preferences.usage, self._show_usage)

    def _show_usage(self, usage: Usage) -> None:
        self._usage = usage
        self.sizes_row.say_hint(
            self.tr("{total} in all; {free} are free on that disk.").format(
                total=words.size(usage.total), free=words.size(usage.free)
            )
        )
        sizes = [
            (self.tr("Documents' text and index"), usage.documents),
            (self.tr("Summaries"), usage.summaries),
            (self.tr("For finding by meaning"), usage.vectors),
            (self.tr("What was learned"), usage.learned),
            (self.tr("Conversations"), usage.conversations),
            (self.tr("Unused"), usage.unused),
            (self.tr("Copies"), usage.backups),
            (self.tr("Logs"), usage.logs),
        ]
        self.sizes.show_facts([(what, words.size(size)) for what, size in sizes if size])
        for what, line in self.clear_lines.items():
            line.show_size(usage.clearable.get(what, 0))
        some = any(usage.clearable.values())
        self.clear_row.say_hint(
            self.tr("What can be made again, or is seldom wanted. Documents always stay.")
            if some
            else self.tr("There is nothing to clear.")
        )
        self._show_errand()

    def _show_errand(self) -> None:
        idle = self.errand.task is None
        for button in (self.backup_button, self.verify_button, self.compact_button):
            button.setEnabled(idle)
        self.place.set_idle(idle)
        for line in self.clear_lines.values():
            line.button.setEnabled(idle)

    def _ended(self, end: Ended) -> None:
        if end.task is Task.MOVE:
            self.place.show_end(end)
        elif end.stopped:
            self._say(self.tr("It was stopped. Nothing that was stored is lost."))
        elif end.problem:
            self._say(end.problem)
        elif isinstance(end.result, VerifyReport):
            self._say(verdict(self, end.result))
        elif end.task is Task.BACK_UP and isinstance(end.result, Path):
            self._say(self.tr("The copy is {file}.").format(file=end.result))
        elif end.task is Task.COMPACT and end.bug is None:
            before = self._usage.unused if self._usage is not None else 0
            given = self.tr("{size} were given back.").format(size=words.size(before))
            self._say(given if before else self.tr("Nothing in the file was unused."))
        else:
            self._say("")
        self.refresh()

    def _say(self, sentence: str) -> None:
        self.result.setText(sentence)
        self.result.setVisible(bool(sentence))

    # --- what is done --------------------------------------------------------------------

    def _begin(self, task: Task) -> None:
        preferences = self._services.preferences
        self._say("")
        match task:
            case Task.BACK_UP:
                self.errand.begin(task, preferences.back_up)
            case Task.VERIFY:
                self.errand.begin(task, preferences.verify)
            case Task.COMPACT:
                self.errand.begin(task, lambda: preferences.compact(lambda: self_stopping(self.errand)))

    def _clear(self, what: Clearing) -> None:
        losses = {
            Clearing.OTHER_SUMMARIES: self.tr(
                "Going back to one of those backbones means that its summaries are made again, which takes "
                "hours for many documents. Those of the one in use stay."
            ),
            Clearing.BACKUPS: self.tr(
                "Copies of the workspace but the newest are lost. If the workspace is damaged, only that "
                "one can take its place."
            ),
            Clearing.LOGS: self.tr("What the application noted on earlier days is lost. Today's log stays."),
        }
        if what is Clearing.LOGS or confirmed(
            self,
            self.tr("Clear"),
            self.tr("Clear this?"),
            losses[what],
            self.tr("Clear"),
            self.tr("Keep"),
        ):
            self._say("")
            self.errand.begin(Task.CLEAR, lambda: self._services.preferences.clear(what))

    def choose_place(self) -> None:
        """Ask for an empty folder to move to, or a workspace to open."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Change the place of the workspace"))
        if name:
            self.place.offer(Path(name))

    def move_to(self, folder: Path) -> None:
        """Copy the workspace there."""
        self.errand.begin(Task.MOVE, lambda: self._services.preferences.move(folder))

    def _open_place(self, folder: Path) -> None:
        self._background.run(
            self,
            lambda: self._services.preferences.open_place(folder),
            lambda _none: self.place.refresh(),
            lambda error: self.place.say_problem(str(error)),
        )


def self_stopping(errand: Errand) -> bool:
    """Asked from within SQLite, in the errand's thread."""
    return errand.stopping


def verdict(section: StorageSection, report: VerifyReport) -> str:
    """What a check found, in words."""
    if report.ok:
        counts = report.counts
        return section.tr(
            "The workspace is whole: {documents} and {passages} agree with all that was made of them."
        ).format(
            documents=words.documents(counts.get("documents", 0)),
            passages=words.passages(counts.get("passages", 0)),
        )
    lines = [
        section.tr(
            "%n problem(s) were found. What can still be read stays readable.", "", len(report.problems)
        )
    ]
    lines += [words.named(one.what, one.detail) for one in report.problems[:LISTED]]
    return "\n".join(lines)
