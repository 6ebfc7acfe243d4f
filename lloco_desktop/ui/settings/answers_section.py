"""Settings, Answers: what is read for an answer, how long it may become, and how summaries are kept."""

from __future__ import annotations

from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import LONGEST_ANSWER
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.preferences import BackboneEntry
from lloco_desktop.ui.settings.rows import Group, Number, Picker, Row, Switch, leading
from lloco_desktop.ui.settings.switching import ChangePanel, Switching

SHORTEST_ANSWER = 16  # tokens: less is no sentence


class AnswersSection(Group):
    """What answers are made with."""

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self.switching = Switching(services, background, self)
        self.panel = ChangePanel()
        self.switching.serve(self.panel)
        self.switching.settled.connect(self.refresh)
        self.ratio: Picker[int] | None = None
        self._make_rows()
        for row in (self.expansion_row, self.length_row, self.ratio_row, self.precision_row, self.ocr_row):
            self.column.addWidget(row)
        self.expansion.toggled.connect(lambda on: self._change(self.expansion_row, expansion=on))
        self.length.given.connect(lambda number: self._change(self.length_row, answer_tokens=number))
        self.precision.picked.connect(lambda value: self._change(self.precision_row, summary_precision=value))
        self.ocr.toggled.connect(lambda on: self._change(self.ocr_row, ocr=on))

    def _make_rows(self) -> None:
        self.expansion = Switch(self.tr("Give the best passages as text, too"))
        self.expansion_row = Row(
            self.tr("Passages beside summaries"),
            self.tr(
                "Answers get names and numbers right more often, and take a little longer to begin. "
                "From the next question on."
            ),
            self.expansion,
        )
        self.length = Number(self.tr("Longest answer in tokens"), SHORTEST_ANSWER, LONGEST_ANSWER)
        self.length_row = Row(
            self.tr("Longest answer"),
            self.tr(
                "A token is about three quarters of a word. A longer answer leaves less room for what is "
                "read."
            ),
        )
        self.length_row.add(self.length, label(self.tr("tokens")))
        self.ratio_row = Row(self.tr("Compression"), "")
        self.ratio_row.put(self.panel)
        self.precision: Picker[SummaryPrecision] = Picker(
            self.tr("Precision of summaries"),
            [
                (SummaryPrecision.FP16, self.tr("Full (fp16)")),
                (SummaryPrecision.INT8, self.tr("Half the space (int8)")),
            ],
        )
        self.precision_row = Row(
            self.tr("Summaries on disk"),
            self.tr(
                "int8 halves the space and is off by less than half a percent. For summaries that are made "
                "from now on; those there are stay as they are."
            ),
            self.precision.widget,
        )
        self.ocr = Switch(self.tr("Recognise text on scanned pages"))
        self.ocr_row = Row(
            self.tr("Scanned pages"),
            self.tr("Seconds for every page without text. For files that are imported from now on."),
            self.ocr,
        )

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew."""
        self.show_settings()
        preferences = self._services.preferences
        self._background.run(self, preferences.backbones, self._show_ratio)
        self._background.run(self, preferences.tesseract, self._show_tesseract)

    def show_settings(self) -> None:
        """Show what is set."""
        now = self._services.preferences.now()
        for switch, on in ((self.expansion, now.expansion), (self.ocr, now.ocr)):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
        self.length.show_number(now.answer_tokens)
        self.precision.show_value(now.summary_precision)

    def _show_ratio(self, entries: list[BackboneEntry]) -> None:
        used = next((entry for entry in entries if entry.in_use), None)
        if used is None or used.about.tokens_per_summary is None:
            self.ratio_row.say_hint(self.tr("No backbone is in use, so that there is nothing to choose."))
            return
        ratios, own = used.about.ratios, round(used.about.tokens_per_summary)
        if len(ratios) < 2:
            self.ratio_row.say_hint(
                self.tr(
                    "The backbone {name} has one ratio: {ratio} tokens of text become one summary."
                ).format(name=used.name, ratio=own)
            )
            if self.ratio is not None:
                self.ratio.widget.hide()
            return
        self.ratio_row.say_hint(
            self.tr(
                "How many tokens of text become one summary. More is faster and takes less space; less keeps "
                "more of what the text says. Summaries of another ratio are made anew in the background."
            )
        )
        self._make_ratio(ratios)
        assert self.ratio is not None  # just made
        if not self.switching.busy:
            chosen = self._services.preferences.now().ratio
            self.ratio.show_value(chosen if chosen in ratios else own)

    def _make_ratio(self, ratios: tuple[int, ...]) -> None:
        if self.ratio is not None:
            if self.ratio.values == list(ratios):
                self.ratio.widget.show()
                return
            self.ratio.widget.deleteLater()
        self.ratio = Picker(self.tr("Compression"), [(one, f"{one}×") for one in ratios])
        self.ratio_row.body.insertLayout(0, leading(self.ratio.widget))
        self.ratio.picked.connect(self._ratio_picked)

    def _show_tesseract(self, languages: str | None) -> None:
        self.ocr.setEnabled(languages is not None)
        if languages is None:
            self.ocr_row.say_problem(
                self.tr(
                    "Tesseract, which recognises the text, was not found here. Install it, then start again."
                )
            )
        else:
            self.ocr_row.say_problem("")
            self.ocr.setToolTip(self.tr("With Tesseract: {languages}").format(languages=languages))

    # --- what is done --------------------------------------------------------------------

    def _ratio_picked(self, ratio: int) -> None:
        choice = self._services.preferences.now().choice
        self.switching.want(type(choice)(choice.backbone, choice.device, choice.precision, ratio), self.panel)

    def _change(self, row: Row, **values: object) -> None:
        try:
            self._services.preferences.change(**values)
        except LlocoError as error:
            row.say_problem(str(error))
            self.show_settings()
        else:
            row.say_problem("")
