"""The folded proof under an answer: what was read and how, seconds, backbone, device, precision, adapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from lloco_desktop.domain import Answer, AnswerKind
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.layout import hairline, label
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from lloco_desktop.ui.services import BackboneStatus

translate = QCoreApplication.translate


def used_line(answer: Answer) -> str:
    """The one line under every answer."""
    if answer.kind is AnswerKind.COUNTED:
        return translate("answer", "Counted in the library's own records")
    if answer.kind is AnswerKind.NOT_FOUND:
        return translate("answer", "Searched everything, used nothing")
    if answer.kind is AnswerKind.STOPPED:
        return translate("answer", "Stopped; the words that had come are kept")
    if answer.kind is AnswerKind.FAILED:
        return translate("answer", "Not finished")
    used = translate("answer", "Used {passages} from {documents}").format(
        passages=words.passages(answer.passages_used), documents=words.documents(answer.documents_used)
    )
    parts = [used]
    if answer.kind is AnswerKind.QUOTED:
        parts.append(translate("answer", "word for word"))
        return " · ".join(parts)  # what the model read has no part in these words
    saved = saving(answer)
    if saved is not None and saved >= 1.5:
        parts.append(translate("answer", "{ratio:.0f}x fewer tokens").format(ratio=saved))
    return " · ".join(parts)


def saving(answer: Answer) -> float | None:
    """Tokens of the source for each row that the decoder read in their place, text beside summaries too."""
    tokens = answer.tokens
    return (
        tokens.source / (tokens.summaries + tokens.expanded) if tokens.source and tokens.summaries else None
    )


def ratio(answer: Answer) -> float | None:
    """Tokens of the source for each summary that stands for them."""
    tokens = answer.tokens
    return tokens.source / tokens.summaries if tokens.source and tokens.summaries else None


def facts(answer: Answer, backbone: BackboneStatus) -> Iterator[tuple[str, str]]:
    """What the panel says, in order: what and its value."""
    tokens, seconds = answer.tokens, answer.seconds
    if tokens.source:
        yield translate("answer", "Source tokens"), words.number(tokens.source)
    if tokens.summaries:
        yield translate("answer", "Read as summaries"), _as_summaries(answer)
        yield translate("answer", "Read as text"), _as_text(answer)
    if tokens.prompt:
        yield translate("answer", "Prompt, in all"), words.number(tokens.prompt)
    if tokens.answer:
        yield translate("answer", "Answer tokens"), words.number(tokens.answer)
    yield translate("answer", "Search"), words.seconds(seconds.retrieve)
    if seconds.first_token:
        yield translate("answer", "First word after"), words.seconds(seconds.first_token)
    yield translate("answer", "In total"), words.seconds(seconds.total)
    if answer.backbone:
        yield translate("answer", "Backbone"), answer.backbone
        if computed := _computed(answer, backbone):
            yield translate("answer", "Device"), computed
    else:
        yield translate("answer", "Backbone"), translate("answer", "none was needed")
    if answer.adapter or answer.adapter_reason:
        yield translate("answer", "Adapter"), answer.adapter or translate("answer", "none")


def _as_summaries(answer: Answer) -> str:
    count, each = words.number(answer.tokens.summaries), ratio(answer)
    if each is None:
        return count
    return translate("answer", "{count}, each for {tokens} tokens").format(
        count=count, tokens=words.number(each, 0 if each == round(each) else 1)
    )


def _as_text(answer: Answer) -> str:
    tokens = words.number(answer.tokens.expanded)
    if answer.expanded_passages:
        return translate("answer", "{passages}, {tokens} tokens").format(
            passages=words.passages(answer.expanded_passages), tokens=tokens
        )
    if answer.tokens.expanded:  # an answer of an earlier version
        return translate("answer", "{tokens} tokens").format(tokens=tokens)
    return translate("answer", "nothing")


def _computed(answer: Answer, backbone: BackboneStatus) -> str:
    """Where and in which precision; an answer of an earlier version does not say it itself."""
    if answer.device is None:
        return backbone.device if backbone.name == answer.backbone else ""
    return ", ".join(part for part in (answer.device.upper(), answer.precision) if part)


def sources(answer: Answer) -> Iterator[tuple[str, str]]:
    """The passages with their scores."""
    for number, citation in enumerate(answer.citations, 1):
        yield (
            f"[{number}]",
            translate("answer", "{title}, p. {page}, score {score:.2f}").format(
                title=words.elided(citation.title, 80), page=citation.page, score=citation.score
            ),
        )


class AnswerDetails(QFrame):
    """The panel. Its facts stand in two columns where each fits on its line, else below each other."""

    def __init__(self, answer: Answer, backbone: BackboneStatus) -> None:
        super().__init__()
        self.setProperty("role", "details")
        self._facts = _labels(facts(answer, backbone))
        self._grid = _grid()
        self._columns = 1
        _place(self._grid, self._facts, self._columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(self._grid)
        if answer.adapter_reason:
            column.addWidget(label(answer.adapter_reason, "small", wrap=True))
        if answer.citations:
            column.addWidget(hairline())
            cited = _grid()
            _place(cited, _labels(sources(answer)), 1)
            column.addLayout(cited)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        columns = 2 if self._fits_twice() else 1
        if columns != self._columns:
            self._columns = columns
            _place(self._grid, self._facts, columns)

    def _fits_twice(self) -> bool:
        half = (self.contentsRect().width() - 3 * SPACE_3) // 2
        whats, values = zip(*self._facts, strict=True)
        return _widest(whats) + SPACE_3 + _widest(values) <= half


def _widest(labels: Iterable[QLabel]) -> int:
    """On one line."""
    return max(one.fontMetrics().horizontalAdvance(one.text()) for one in labels) + 1


def _labels(entries: Iterable[tuple[str, str]]) -> list[tuple[QLabel, QLabel]]:
    """For each what and its value."""
    made = [(label(what, "small"), label(value, "small", wrap=True)) for what, value in entries]
    for _what, shown in made:
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_3)
    grid.setVerticalSpacing(SPACE_1)
    return grid


def _place(grid: QGridLayout, labels: Sequence[tuple[QLabel, QLabel]], columns: int) -> None:
    """What and value, in so many columns of both, filled downwards."""
    rows = -(-len(labels) // columns)
    for place, pair in enumerate(labels):
        for beside, one in enumerate(pair):
            grid.removeWidget(one)
            row, column = place % rows, 2 * (place // rows) + beside
            grid.addWidget(one, row, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, columns - 1)
