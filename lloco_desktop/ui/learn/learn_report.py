"""The report of one version: the decision first, then what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.learning.report import Material, Report, Shown
from lloco_desktop.sentences import say
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.facts import Facts
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import hairline, label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from lloco_desktop.ui.learn import learn_words
from lloco_desktop.ui.learn.learn_notice import AgainBar
from lloco_desktop.ui.learn.learning import Version
from lloco_desktop.ui.learn.loss_chart import LossChart
from lloco_desktop.ui.learn.score_bars import ScoreBars

AT_FIRST = 3  # questions that are shown before one asks for more
LONGEST = 700  # characters of an answer that are shown


class DecisionCard(QFrame):
    """Whether the version is used, why, and the switch.

    Signals:
        use_wanted(bool)
    """

    use_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(role="strong", wrap=True)
        self.reason = label(wrap=True)
        self.note = label(role="small", wrap=True)
        self.switch = QCheckBox(self.tr("Use for answers"))
        self.switch.setCursor(Qt.CursorShape.PointingHandCursor)
        self.switch.clicked.connect(self.use_wanted)
        top = QHBoxLayout()
        top.setSpacing(SPACE_3)
        top.addWidget(self.heading, 1)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self.reason)
        column.addWidget(self.note)

    def show_version(self, version: Version, report: Report | None, *, active: bool) -> None:
        """Say what became of a version."""
        adapter = version.adapter
        name = learn_words.version(adapter.version)
        decision = report.decision if report is not None else None
        reason = decision.reason if decision is not None else adapter.reason
        heading = self.tr("{name} is used for answers") if active else self.tr("{name} is not used")
        self.heading.setText(heading.format(name=name))
        if reason and active is not adapter.earned:  # what it says of being used is not so any more
            reason = self.tr("When it was measured: {reason}").format(reason=reason)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.switch.setChecked(active)
        self.switch.setAccessibleName(self.tr("Use {name} for answers").format(name=name.lower()))
        note = self._note(version, active=active)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        set_role(self, "notice" if adapter.earned or not active else "notice-attention")

    def _note(self, version: Version, *, active: bool) -> str:
        if version.adapter.earned:
            return "" if active else self.tr("It earned its place; switch it on whenever you like.")
        if active:
            return self.tr("You switched it on although it did not earn its place. Answers may be worse.")
        return self.tr("You may switch it on all the same: answers say which version they were read with.")


class Examples(QWidget):
    """A few held-out questions: wanted, before, after."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)
        self._parts: list[QWidget] = []
        self._shown: tuple[Shown, ...] = ()
        self.more = TextButton(self.tr("Show more"), role="fold", icon_name="chevron-down")
        self.more.clicked.connect(lambda: self._show(len(self._shown)))
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_questions(self, shown: Sequence[Shown]) -> None:
        """Show the first of these."""
        self._shown = tuple(shown)
        self._show(AT_FIRST)

    def _show(self, number: int) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._example(one) for one in self._shown[:number]]
        for place, part in enumerate(self._parts):
            self._column.insertWidget(place, part)
        rest = len(self._shown) - number
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("Show {n} more").format(n=rest))

    def _example(self, one: Shown) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(label(one.question, "strong", wrap=True))
        facts = Facts()
        facts.set_first_column(64)
        facts.show_facts(
            [
                (self.tr("Wanted"), _cut(one.wanted)),
                (self.tr("Before"), _cut(one.before) or self.tr("(nothing)")),
                (self.tr("After"), _cut(one.after) or self.tr("(nothing)")),
            ]
        )
        column.addWidget(facts)
        return part


class LearnReport(QWidget):
    """All of a report, in sections; those that it lacks are left out.

    Signals:
        use_wanted(bool)
    """

    use_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.decision = DecisionCard()
        self.again = AgainBar()
        self.decision.use_wanted.connect(self.use_wanted)
        self.missing = label(
            self.tr("This version came without a report, so what it does to answers was not measured."),
            "soft",
            wrap=True,
        )
        self.scores_note = label(
            self.tr(
                "How many words the given answers share with the wanted ones (F1, 0 to 100), and how often "
                "the answer is rightly refused. Whiskers and brackets: 95% of what chance makes of it."
            ),
            "small",
            wrap=True,
        )
        self.bars = ScoreBars()
        self.examples = Examples()
        self.chart = LossChart()
        self.kept = Facts()
        self.dropped_title = label(self.tr("Dropped by the check"), "section")
        self.dropped_title.setContentsMargins(0, SPACE_2, 0, 0)
        self.dropped = Facts()
        for facts in (self.kept, self.dropped):
            facts.set_first_column(48)
        self.material_note = label(role="soft", wrap=True)
        self.settings_button = TextButton(
            self.tr("Settings and time"), role="fold", icon_name="chevron-right"
        )
        self.settings_button.setCheckable(True)
        self.settings_frame = QFrame()
        self.settings_frame.setProperty("role", "details")
        self.settings = Facts("small")
        self.settings_frame.hide()
        self.settings_button.toggled.connect(self._fold)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.settings_frame)
        inside.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        inside.addWidget(self.settings)
        self.scores_part = _section(self.tr("Scores"), self.scores_note, self.bars)
        self.examples_part = _section(self.tr("Questions it never practised"), self.examples)
        self.chart_part = _section(self.tr("Loss while practising"), self.chart)
        self.material_part = _section(
            self.tr("What it practised with"),
            self.material_note,
            self.kept,
            self.dropped_title,
            self.dropped,
        )
        self.settings_part = _section("", self.settings_button, self.settings_frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self.decision)
        column.addWidget(self.again)
        column.addWidget(self.missing)
        for part in self._parts():
            column.addWidget(part)

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.scores_part,
            self.examples_part,
            self.chart_part,
            self.material_part,
            self.settings_part,
        )

    def show_report(self, version: Version, report: Report | None, *, active: bool) -> None:
        """Show a version's report."""
        self.decision.show_version(version, report, active=active)
        self.missing.setVisible(report is None)
        for part in self._parts():
            part.setVisible(report is not None)
        if report is None:
            return
        self.scores_part.setVisible(bool(report.comparisons))
        self.bars.show_comparisons(report.comparisons)
        self.examples_part.setVisible(bool(report.shown))
        self.examples.show_questions(report.shown)
        self.chart_part.setVisible(bool(report.losses))
        self.chart.set_points(report.losses)
        self.material_part.setVisible(report.material is not None)
        if report.material is not None:
            self._show_material(report.material)
        self.settings.show_facts(list(learn_words.run_facts(report, version.adapter)))

    def show_use(self, version: Version, report: Report | None, *, active: bool) -> None:
        """Only whether it is used has changed."""
        self.decision.show_version(version, report, active=active)

    def _show_material(self, material: Material) -> None:
        self.material_note.setText(
            self.tr("From {chunks} pieces of text; {held} of them were kept aside to measure by.").format(
                chunks=words.number(material.chunks), held=words.number(material.chunks_held_out)
            )
        )
        self.kept.show_facts(
            [
                (words.number(number), learn_words.kind(name, number))
                for name, number in _largest(material.kept)
            ]
        )
        dropped = [(words.number(number), say(reason)) for reason, number in _largest(material.dropped)]
        self.dropped.show_facts(dropped)
        self.dropped_title.setVisible(bool(dropped))
        self.dropped.setVisible(bool(dropped))

    def _fold(self, on: bool) -> None:
        self.settings_button.set_icon("chevron-down" if on else "chevron-right")
        self.settings_frame.setVisible(on)


def _largest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What there is any of, the most first."""
    return sorted(((name, number) for name, number in counts.items() if number), key=lambda one: -one[1])


def _section(title: str, *parts: QWidget) -> QWidget:
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_2)
    if title:
        column.addWidget(hairline())
        column.addSpacing(SPACE_2)
        column.addWidget(label(title, "heading"))
    for part in parts:
        stretch = Qt.AlignmentFlag.AlignLeft if isinstance(part, TextButton) else Qt.AlignmentFlag(0)
        column.addWidget(part, 0, stretch)
    return section


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"
