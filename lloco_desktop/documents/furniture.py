"""Running headers, footers and page numbers: what repeats at the edges of many pages is not text.

A line at the top or bottom is furniture if other pages have the same one at the same height, its numbers
aside where they count the pages, and if it stands clear of the page's text. Pages that hold nothing else
prove nothing, so a document of one-line pages keeps its lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lloco_desktop.domain import Block, Line, Page

EDGE = 0.17  # of the page's height, at the top and at the bottom
CANDIDATES = 6  # lines at one edge of one page
CLEARANCE = 0.45  # of the line's height, to the text
SAME_HEIGHT = 0.02  # of the page's height
MOST_HEIGHTS = 200  # compared with; a document's furniture does not wander
BARE = ("#", "roman", "- # -", "– # –", "[#]", "(#)", "| #", "# |")
BEFORE, AFTER = -2, -1  # places of numbers

_DIGITS = re.compile(r"\d+")
_NUMBER_BEFORE = re.compile(r"^#\s+[|·•–—-]?\s*")
_NUMBER_AFTER = re.compile(r"(?:\s*[|·•–—-]\s*|\s+|(?<=[^\W\d_]))#$")
_BARE_NUMBER = re.compile(r"^\W*(?:\d{1,4}|[ivxlc]{1,7})\W*$", re.IGNORECASE)
_PAGE_WORD = re.compile(r"^(?:page|p\.|pg\.?|seite|página|pagina|pag\.|стр\.?|第|頁|页)\s*#")
_ROMAN = re.compile(r"^[ivxlcdm]{1,8}$", re.IGNORECASE)
_COUNTED = re.compile(
    r"^(?:sections?|chapters?|parts?|articles?|appendix|annex|figures?|fig\.?|tables?|questions?|exercises?|lessons?|"
    r"slides?|items?|rules?|steps?|days?|kapitel|abschnitt|artikel|§+|第)\W*#\W*\w{0,2}$"
)


_Place = tuple[int, int]  # index of a block on its page, and of a line in it


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at an edge of a page."""

    page: int  # index
    line: _Place
    key: tuple[bool, str]  # at the top?, and its text with # for numbers
    numbers: dict[int, int]  # by their place in the text; BEFORE and AFTER for a page number beside it
    height: float  # of its middle, as a share of the page's


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without their running headers, footers and page numbers."""
    if len(pages) < 2:
        return list(pages)
    edges = [edge for index, page in enumerate(pages) for edge in _edges(page, index)]
    repeated = _repeated(edges, len(pages))
    every: dict[int, set[_Place]] = defaultdict(set)
    sure: dict[int, set[_Place]] = defaultdict(set)
    for edge, exactly in repeated:
        every[edge.page].add(edge.line)
        if exactly:
            sure[edge.page].add(edge.line)
    chosen = {index: _believed(pages[index], lines, sure[index]) for index, lines in every.items()}
    proven = {edge.key for edge, _ in repeated if edge.line in (chosen[edge.page] or ())}
    for edge, exactly in repeated:  # a page of nothing else is believed where others have text besides
        if exactly and edge.key in proven and edge.line in sure[edge.page] and not chosen[edge.page]:
            every[edge.page] &= sure[edge.page]
            chosen[edge.page] = every[edge.page]
    return [_without(page, chosen.get(index) or set()) for index, page in enumerate(pages)]


def _believed(page: Page, lines: set[_Place], sure: set[_Place]) -> set[_Place] | None:
    """The lines of a page to drop: all that repeat, else the surest, such that some text is left; or None."""
    for candidates in (lines, sure):
        clear = _standing_clear(page, candidates)
        if sum(len(block.lines) for block in page.blocks) > len(clear):
            return clear
    return None


def _edges(page: Page, index: int) -> list[_Edge]:
    """The outermost lines of a page."""
    if page.height <= 0:
        return []
    found: list[tuple[float, _Edge]] = []
    for b, block in enumerate(page.blocks):
        for n, line in enumerate(block.lines):
            middle = (line.box.y0 + line.box.y1) / 2 / page.height
            if EDGE < middle < 1 - EDGE:
                continue
            top = middle <= EDGE
            text = block.text[line.start : line.end]
            key, numbers = _pattern(text)
            found.append((middle if top else 1 - middle, _Edge(index, (b, n), (top, key), numbers, middle)))
    tops = sorted((pair for pair in found if pair[1].key[0]), key=lambda pair: pair[0])[:CANDIDATES]
    bottoms = sorted((pair for pair in found if not pair[1].key[0]), key=lambda pair: pair[0])[:CANDIDATES]
    return [edge for _, edge in tops + bottoms]


def _pattern(text: str) -> tuple[str, dict[int, int]]:
    """The text with # for its numbers, and those. A number at either end may be missing on other pages."""
    text = " ".join(text.casefold().split())
    if _ROMAN.match(text):
        return "roman", {0: _roman(text)}
    numbers = dict(enumerate(int(number) % 10**9 for number in _DIGITS.findall(text)[:12]))
    pattern = _DIGITS.sub("#", text)
    for bare, where, which in ((_NUMBER_AFTER, AFTER, -1), (_NUMBER_BEFORE, BEFORE, 0)):
        rest = bare.sub("", pattern)
        if rest != pattern and len(rest) > 3 and not _COUNTED.match(pattern) and numbers:
            place = sorted(number for number in numbers if number >= 0)[which]
            numbers[where] = numbers.pop(place)
            pattern = rest
    return pattern, numbers


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = values[letter]
        total += -value if value < values.get(following, 0) else value
    return total


def _repeated(edges: Sequence[_Edge], pages: int) -> list[tuple[_Edge, bool]]:
    """The lines that enough other pages have too; and whether exactly so, or but for a number that counts."""
    needed = 2 if pages <= 3 else 3
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.key].append(edge)
    found: list[tuple[_Edge, bool]] = []
    counting = Counter(
        (edge.key[0], number - edge.page) for edge in edges for place, number in edge.numbers.items()
        if place < 0 or edge.key[1] in BARE
    )  # fmt: skip
    for key, group in groups.items():
        if key[1] in BARE:  # a page number, which on other pages may share a line with other text
            found.extend(
                (edge, True) for edge in group if counting[key[0], edge.numbers[0] - edge.page] >= needed
            )
        elif len({edge.page for edge in group}) >= needed and not _COUNTED.match(key[1]):
            found.extend(_consistent(group, needed))
    return found


def _consistent(group: Sequence[_Edge], needed: int) -> Iterator[tuple[_Edge, bool]]:
    """Those of a group whose heights and numbers agree with enough others."""
    heights = [edge.height for edge in group[:MOST_HEIGHTS]]
    same = [
        edge for edge in group if sum(abs(edge.height - other) <= SAME_HEIGHT for other in heights) >= needed
    ]
    fixed: Counter[tuple[int, int]] = Counter()
    running: Counter[tuple[int, int]] = Counter()
    for edge in same:
        fixed.update(edge.numbers.items())
        running.update((place, number - edge.page) for place, number in edge.numbers.items())
    for edge in same:
        constant = all(fixed[item] >= needed for item in edge.numbers.items())
        if constant or _PAGE_WORD.match(edge.key[1]) or _counts(edge, fixed, running, needed):
            yield edge, constant or _PAGE_WORD.match(edge.key[1]) is not None


def _counts(
    edge: _Edge, fixed: Counter[tuple[int, int]], running: Counter[tuple[int, int]], needed: int
) -> bool:
    """Whether each number of a line is the same on other pages, or counts the pages."""
    return all(
        fixed[place, number] >= needed or running[place, number - edge.page] >= needed
        for place, number in edge.numbers.items()
    )


def _standing_clear(page: Page, lines: set[_Place]) -> set[_Place]:
    """Those of the lines that stand clear of all others that stay."""
    while True:
        clear = _clear_of_the_rest(page, lines)
        if clear == lines:
            return clear
        lines = clear  # what is not clear is text, and others have to stand clear of it, too


def _clear_of_the_rest(page: Page, lines: set[_Place]) -> set[_Place]:
    """Those of the lines that have white between them and the page's other text, and none of it outside."""
    others = [
        line
        for b, block in enumerate(page.blocks)
        for n, line in enumerate(block.lines)
        if (b, n) not in lines
    ]
    clear = set()
    for b, n in lines:
        box = page.blocks[b].lines[n].box
        room = CLEARANCE * (box.y1 - box.y0)
        number = _BARE_NUMBER.match(
            page.blocks[b].text[page.blocks[b].lines[n].start : page.blocks[b].lines[n].end]
        )
        top = (box.y0 + box.y1) / 2 < page.height / 2
        free = all(
            (other.box.y0 >= box.y1 + room if top else other.box.y1 <= box.y0 - room)
            or _beside(other, box.y0, box.y1)
            or (number is not None and (other.box.y0 < box.y0 if top else other.box.y1 > box.y1))
            for other in others
        )
        if free:
            clear.add((b, n))
    return clear


def _beside(line: Line, top: float, bottom: float) -> bool:
    """Whether a line stands at the same height: the changing half of a header."""
    middle = (line.box.y0 + line.box.y1) / 2
    return top <= middle <= bottom


def _without(page: Page, lines: set[_Place]) -> Page:
    if not lines:
        return page
    blocks = []
    for b, block in enumerate(page.blocks):
        kept = [line for n, line in enumerate(block.lines) if (b, n) not in lines]
        if len(kept) == len(block.lines):
            blocks.append(block)
        elif kept:
            blocks.append(_with_lines(block, kept))
    return replace(page, blocks=tuple(blocks))


def _with_lines(block: Block, kept: Sequence[Line]) -> Block:
    """A block with only some of its lines."""
    texts: list[str] = []
    lines: list[Line] = []
    start = 0
    for line in kept:
        text = block.text[line.start : line.end]
        texts.append(text)
        lines.append(Line(start, start + len(text), line.box))
        start += len(text) + 1
    return replace(block, text="\n".join(texts), lines=tuple(lines))
