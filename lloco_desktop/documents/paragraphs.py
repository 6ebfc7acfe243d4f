"""Blocks as paragraphs: lines run on, words are whole, and text goes on over columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from lloco_desktop.documents.cleaning import SOFT_HYPHEN, is_cjk, is_hangul
from lloco_desktop.documents.joints import Vocabulary, joint
from lloco_desktop.domain import Block, BlockKind, Box, Line, Page


class Role(Enum):
    """What a paragraph is in its document."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "item"  # of a list or of the references
    NOTE = "note"  # a caption, a footnote, a margin note
    ROWS = "rows"  # a table or a listing


@dataclass
class Paragraph:
    """Running text with the place of every line; the rows of a table are parted by newlines."""

    role: Role
    text: str
    lines: list[Line]
    size: float
    bold: bool
    last_full: bool = False  # the last line reaches as far as the others

    @property
    def first_box(self) -> Box:
        """Where the paragraph begins."""
        return self.lines[0].box

    @property
    def last_box(self) -> Box:
        """Where the paragraph ends."""
        return self.lines[-1].box


_CAPTION = re.compile(
    r"^(?:fig(?:ure|\.)?|tab(?:le|\.)?|abb(?:ildung|\.)?|tabelle|listing|algorithm|scheme|图|圖|表)\s*[A-Z]?\d+",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:[•▪◦‣●○■□➢➤✓✔❖·]\s|[-–*∙]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s|\[\w{1,12}\]\s)"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-Z]\.(?:\d+\.?)*)\s+\S")
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百\d]+[章节節条條部]")
_ENDED = re.compile(r"[.!?。！？…؟۔:：;；](?:[\"”’»)\]』」]|\s)*$")
_LETTER = re.compile(r"[^\W\d_]")


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of a document in reading order, whole ones where columns and pages break them."""
    blocks = [block for page in pages for block in page.blocks if block.text.strip()]
    if not blocks:
        return []
    vocabulary = Vocabulary.of(_all_lines(blocks)) if _has_broken_ends(blocks) else Vocabulary()
    body_size, body_bold = _usual(blocks)
    paragraphs: list[Paragraph] = []
    for block in blocks:
        paragraph = _paragraph(block, vocabulary, body_size, body_bold)
        if paragraph is None:
            continue
        target = _goes_on(paragraphs, paragraph)
        if target is None:
            paragraphs.append(paragraph)
        else:
            _append(target, paragraph, vocabulary)
    return paragraphs


def _all_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from block.text.split("\n")


def _has_broken_ends(blocks: Iterable[Block]) -> bool:
    return any(line[-1:] in ("-", "‐", " ") for line in _all_lines(blocks))


def _usual(blocks: Iterable[Block]) -> tuple[float, bool]:
    """The size of most letters of the document, and whether those are bold."""
    letters: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        if block.kind is BlockKind.PROSE:
            letters[round(block.size * 2) / 2, block.bold] += len(block.text)
    return letters.most_common(1)[0][0] if letters else (0.0, False)


def _paragraph(block: Block, vocabulary: Vocabulary, body_size: float, body_bold: bool) -> Paragraph | None:
    """A block as a paragraph, or None where nothing is left of it."""
    if block.kind is BlockKind.ROWS:
        return Paragraph(Role.ROWS, block.text, list(block.lines), block.size, block.bold)
    text, lines = join_lines(
        [(block.text[line.start : line.end], line.box) for line in block.lines], vocabulary
    )
    if not lines:
        return None
    widths = [line.box.x1 for line in lines]
    full = widths[-1] >= max(widths) - 0.06 * (max(widths) - min(line.box.x0 for line in lines))
    role = _role(block, text, len(lines), body_size, body_bold)
    return Paragraph(role, text, lines, block.size, block.bold, full)


def join_lines(pieces: Sequence[tuple[str, Box]], vocabulary: Vocabulary) -> tuple[str, list[Line]]:
    """Lines as running text: broken words mended, one space between lines where the script wants one."""
    text = ""
    lines: list[Line] = []
    edge = max((box.x1 for _, box in pieces), default=0.0)
    for piece, box in pieces:
        drop, between = joint(text, piece, vocabulary)
        glued = lines and not between and is_hangul(piece[0]) and is_hangul(text[-1])
        if glued and lines[-1].box.x1 < edge - 2 * (box.y1 - box.y0):
            between = " "  # a short line does not end within a word
        if drop:
            text = text[:-drop]
            lines[-1] = Line(lines[-1].start, len(text), lines[-1].box)
        text += between
        lines.append(Line(len(text), len(text) + len(piece), box))
        text += piece
    text = text.rstrip(SOFT_HYPHEN + " ")  # nothing follows that it could join
    kept = (Line(line.start, min(line.end, len(text)), line.box) for line in lines)
    return text, [line for line in kept if line.end > line.start]


def _role(block: Block, text: str, lines: int, body_size: float, body_bold: bool) -> Role:
    if _CAPTION.match(text):
        return Role.NOTE
    if lines <= 3 and len(text) <= 200 and _is_heading(block, text, lines, body_size, body_bold):
        return Role.HEADING
    if _ITEM.match(text):
        return Role.ITEM
    return Role.NOTE if block.size < 0.93 * body_size else Role.BODY


def _is_heading(block: Block, text: str, lines: int, body_size: float, body_bold: bool) -> bool:
    if not _LETTER.search(text) or (text[-1] in ".,;。，；" and not _NUMBERED.match(text)):
        return False
    if block.size >= 1.12 * body_size or (block.bold and not body_bold and block.size >= 0.93 * body_size):
        return True
    if lines > 1 or len(text) > 100 or block.size < 0.93 * body_size:
        return False
    if _CHAPTER.match(text):
        return len(text) <= 40
    shouted = text.isupper() and len(text) > 3 and sum(char.isalpha() for char in text) > 0.6 * len(text)
    numbered = _NUMBERED.match(text) is not None and text[-1] not in ".:;," and _title_like(text)
    return shouted or numbered


def _title_like(text: str) -> bool:
    """Whether a numbered line could be a heading rather than an item: its first word has a capital."""
    words = text.split()[1:]
    return bool(words) and len(words) <= 12 and (words[0][0].isupper() or is_cjk(words[0][0]))


def _goes_on(paragraphs: Sequence[Paragraph], new: Paragraph) -> Paragraph | None:
    """The paragraph that a new one continues, if it does: the last running text before it."""
    if new.role is not Role.BODY and not (new.role is Role.NOTE and new.text[:1].islower()):
        return None
    for distance, before in enumerate(reversed(paragraphs[-20:])):
        if before.role is Role.HEADING:
            return None
        same_size = abs(before.size - new.size) <= 0.06 * new.size
        if (before.role in (Role.BODY, Role.ITEM) and same_size) or (before.role is new.role and same_size):
            return before if _continues(before, new, distance) else None
    return None


def _continues(before: Paragraph, new: Paragraph, distance: int) -> bool:
    """Whether the text of a paragraph runs on in a new one, `distance` paragraphs later."""
    last, first = before.last_box, new.first_box
    if first.page - last.page > 1 and distance == 0 and not new.text[:1].islower():
        return False
    if first.page - last.page > 2 or _ENDED.search(before.text) or not before.text:
        return False
    broken = first.page != last.page or first.y0 < last.y0
    if before.text[-1] in "-‐\u00ad" and before.text[-2:-1].isalpha():
        return new.text[:1].isalpha()
    if new.text[:1].islower():
        return broken or (distance == 0 and _follows_closely(before, new) and not _hangs(before))
    if is_cjk(new.text[0]) and is_cjk(before.text[-1]):
        return broken and before.last_full and len(before.lines) > 1
    return (
        broken
        and before.last_full
        and len(before.lines) > 1
        and before.role is Role.BODY
        and len(before.text) > 80
    )


def _follows_closely(before: Paragraph, new: Paragraph) -> bool:
    """Whether a paragraph stands below another as its next line would."""
    step = new.first_box.y1 - before.last_box.y1
    usual = 1.4 * new.size
    if len(before.lines) > 1:
        usual = before.lines[-1].box.y1 - before.lines[-2].box.y1
    return 0 < step < 1.2 * usual


def _hangs(paragraph: Paragraph) -> bool:
    """Whether all lines but the first are indented, as in references, of which the next may begin small."""
    left = paragraph.lines[0].box.x0 + 0.5 * paragraph.size
    return len(paragraph.lines) > 1 and all(line.box.x0 > left for line in paragraph.lines[1:])


def _append(target: Paragraph, more: Paragraph, vocabulary: Vocabulary) -> None:
    """Let a paragraph run on in another."""
    drop, between = joint(target.text, more.text, vocabulary)
    if drop:
        target.text = target.text[:-drop]
        last = target.lines[-1]
        target.lines[-1] = Line(last.start, len(target.text), last.box)
    target.text += between
    shift = len(target.text)
    target.text += more.text
    target.lines.extend(Line(line.start + shift, line.end + shift, line.box) for line in more.lines)
    target.last_full = more.last_full
