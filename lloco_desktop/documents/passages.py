"""Cuts a document into passages: about 150 tokens, whole sentences, headings with what follows them.

A passage is the unit of search and citation, so it should be about one thing: it ends rather at the end of
a paragraph than within one, and rather before a heading than after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lloco_desktop.documents.furniture import without_furniture
from lloco_desktop.documents.paragraphs import Paragraph, Role, paragraphs_of
from lloco_desktop.documents.sentences import sentence_spans
from lloco_desktop.documents.tokens import estimate_tokens
from lloco_desktop.domain import Line, Page, PassageDraft

LONGEST = 1.5  # of the target: longer sentences are split, and nothing is added beyond it
LEAST = 0.5  # of the target: a passage that could still grow does not end below it
BEFORE_HEADING = 0.25  # likewise, where a new section begins
TINY = 0.2  # of the target: a rest this small joins the passage before it

_ROW = re.compile(r"[^\n]*\S[^\n]*")
_CLAUSE = re.compile(r"(?<=[;:；：])\s*|(?<=[,，、])\s*|\s+")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, a heading, or a row of a table: what is not divided."""

    paragraph: Paragraph
    start: int
    end: int
    tokens: int
    first: bool  # of its paragraph
    rest: int  # tokens of its paragraph from here on

    @property
    def is_heading(self) -> bool:
        return self.paragraph.role is Role.HEADING


def cut_passages(pages: Sequence[Page], target_tokens: int = 150) -> list[PassageDraft]:
    """The passages of a document in reading order; empty if it has no text.

    Furniture is dropped, broken words are mended with the document's own vocabulary, and text that goes on
    over a column or a page is whole. `lines` map character ranges to boxes, in text order.
    """
    if target_tokens <= 0:
        raise ValueError("target_tokens must be greater than zero")
    paragraphs = paragraphs_of(without_furniture(pages))
    groups: list[list[_Unit]] = []
    for unit in _units(paragraphs, target_tokens):
        if not groups or _closes(groups[-1], unit, target_tokens):
            groups.append([])
        groups[-1].append(unit)
    return [_draft(index, group) for index, group in enumerate(_merged(groups, target_tokens))]


def _units(paragraphs: Sequence[Paragraph], target: int) -> Iterator[_Unit]:
    for paragraph in paragraphs:
        spans = [span for whole in _wholes(paragraph) for span in _fitting(paragraph.text, whole, target)]
        tokens = [estimate_tokens(paragraph.text[start:end]) for start, end in spans]
        rest = sum(tokens)
        for index, ((start, end), count) in enumerate(zip(spans, tokens, strict=True)):
            yield _Unit(paragraph, start, end, count, index == 0, rest)
            rest -= count


def _wholes(paragraph: Paragraph) -> list[tuple[int, int]]:
    """What should stay whole: sentences, rows, headings."""
    if paragraph.role is Role.ROWS:
        return [match.span() for match in _ROW.finditer(paragraph.text)]
    if paragraph.role is Role.HEADING:
        return [(0, len(paragraph.text))]
    return sentence_spans(paragraph.text)


def _fitting(text: str, span: tuple[int, int], target: int) -> list[tuple[int, int]]:
    """A sentence as it is, or, where it is too long, in parts that end at clauses or words."""
    start, end = span
    parts: list[tuple[int, int]] = []
    while estimate_tokens(text[start:end]) > LONGEST * target:
        cut = _place_to_cut(text, start, end, target)
        parts.append((start, start + len(text[start:cut].rstrip())))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    parts.append((start, end))
    return [part for part in parts if part[1] > part[0]]


def _place_to_cut(text: str, start: int, end: int, target: int) -> int:
    """Where to divide an over-long sentence: the last clause, else the last word, before the target."""
    tokens = estimate_tokens(text[start:end])
    limit = start + max(1, (end - start) * target // tokens)
    least = start + (limit - start) // 2
    clause = word = 0
    for match in _CLAUSE.finditer(text, least, min(limit + 1, end)):
        if match.end() > start and match.end() < end:
            word = match.end()
            if match.start() > 0 and text[match.start() - 1] in ";:；：,，、":
                clause = match.end()
    return clause or word or limit


def _closes(group: Sequence[_Unit], unit: _Unit, target: int) -> bool:
    """Whether the passage so far ends before a unit."""
    if all(other.is_heading for other in group):
        return sum(other.tokens for other in group) > target
    tokens = sum(other.tokens for other in group)
    if tokens + unit.tokens > LONGEST * target:
        return True
    if unit.is_heading:
        return tokens >= BEFORE_HEADING * target
    if unit.first and tokens >= LEAST * target and tokens + unit.rest > 1.15 * target:
        return True
    if unit.first and unit.paragraph.role is not group[-1].paragraph.role and tokens >= LEAST * target:
        return True
    if tokens + unit.tokens <= target:
        return False
    # a little more is better than leaving a paragraph's last words to the next passage
    ends_paragraph = unit.rest == unit.tokens
    return tokens >= LEAST * target and not (ends_paragraph and tokens + unit.tokens <= 1.2 * target)


def _merged(groups: list[list[_Unit]], target: int) -> list[list[_Unit]]:
    """Tiny rests joined to the passage before them, and headings that nothing follows likewise."""
    merged: list[list[_Unit]] = []
    for group in groups:
        tokens = sum(unit.tokens for unit in group)
        tiny = tokens < TINY * target and not group[0].is_heading
        if merged and tiny and sum(unit.tokens for unit in merged[-1]) + tokens <= LONGEST * target:
            merged[-1] = merged[-1] + group
        else:
            merged.append(group)
    return merged


def _draft(ordinal: int, group: Sequence[_Unit]) -> PassageDraft:
    text = ""
    lines: list[Line] = []
    before: _Unit | None = None
    for unit in group:
        if before is not None:
            same = before.paragraph is unit.paragraph
            text += unit.paragraph.text[before.end : unit.start] if same else "\n"
        shift = len(text) - unit.start
        text += unit.paragraph.text[unit.start : unit.end]
        lines.extend(_lines_within(unit, shift))
        before = unit
    return PassageDraft(ordinal, text, tuple(_joined(lines)), estimate_tokens(text))


def _lines_within(unit: _Unit, shift: int) -> Iterator[Line]:
    """The parts of the paragraph's lines that a unit holds, in the passage's own counting."""
    for line in unit.paragraph.lines:
        start, end = max(line.start, unit.start), min(line.end, unit.end)
        if start < end:
            yield Line(start + shift, end + shift, line.box)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """One entry a line, also where two sentences share it."""
    current: Line | None = None
    for line in lines:
        if current is not None and current.box == line.box:
            current = Line(current.start, line.end, line.box)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current
