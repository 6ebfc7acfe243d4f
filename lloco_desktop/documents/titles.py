"""The title of a document: what its metadata says, if that is sane, else the largest text of page one."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from lloco_desktop.documents.cleaning import collapse, normalise
from lloco_desktop.documents.files import printable_name
from lloco_desktop.documents.joints import Vocabulary
from lloco_desktop.documents.paragraphs import join_lines
from lloco_desktop.domain import Block, BlockKind, Page

LONGEST = 300  # characters
_SUFFIX = (
    r"\.(?:docx?|dotx?|odt|rtf|pptx?|ppsx?|odp|xlsx?|ods|csv|pdf|tex|dvi|e?ps|txt|md|html?|indd|qxd|pages|key|"
    r"pub|wpd|cdr|ai|jpe?g|png|tiff?|p65|fm|book)"
)
# what programs write into the metadata when nobody gave a title
_BY_A_PROGRAM = (
    r"microsoft (?:office )?(?:word|powerpoint|excel|publisher|visio)",
    r"powerpoint presentation|word document|slide \d+|presentation\d*|document\d*|dokument\d*",
    r"book\d*|mappe\d*|sheet\d*|untitled.*|no title|no name|sans titre.*|unbenannt.*|title|titel|test",
    r"template|layout \d+|无标题.*|未命名.*|新建.*|文档\d*|幻灯片 ?\d+|.*\bpdf ?creator\b.*",
    r"scan\w{0,3}[-_ ]?\d*|scanned (?:document|image).*|acr\w+\.tmp|full page photo|print(?:ing)?",
    r"about:blank|https?://\S+|file:\S+|[a-z]:\\.*|/\S+|\S*" + _SUFFIX + r"|.*\s-\s.*" + _SUFFIX,
)
_PROGRAM = re.compile(rf"^(?:{'|'.join(_BY_A_PROGRAM)})$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_NOT_A_TITLE = re.compile(r"^(?:arXiv:|doi:|https?://|www\.|page \d|\d+$)", re.IGNORECASE)
_SCRIPT_SUFFIX = re.compile(_SUFFIX + r"$", re.IGNORECASE)


def sane_title(title: str, path: str) -> str | None:
    """A title from metadata, tidied, or None if no person would have given it to the document."""
    text = collapse(normalise(title)).replace("\ufffe", "").strip(" \x00\"'")
    if len(text) < 4 or len(text) > LONGEST or len(_LETTERS.findall(text)) < 3:
        return None
    stem = PurePath(os.fsencode(path).decode("utf-8", "replace")).stem.casefold()
    if text.casefold() in (stem, stem.replace("_", " ")) or _PROGRAM.match(text):
        return None
    if "_" in text and " " not in text:  # a name of a file that lost its ending
        return None
    return text


def document_title(opened_title: str | None, pages: Sequence[Page], path: Path) -> str:
    """What to call a document: its metadata title, the largest text on its first page, or its file name."""
    if opened_title:
        return opened_title
    first = next((page for page in pages[:3] if page.has_text), None)
    found = _largest(first) if first is not None else None
    return found or _from_name(path)


def _largest(page: Page) -> str | None:
    """The largest text that is a title rather than a number, a stamp or a whole paragraph."""
    blocks = [block for block in page.blocks if _could_be_title(block, page)]
    if not blocks:
        return None
    size = max(block.size for block in blocks)
    usual = _usual_size(page)
    if size < 1.1 * usual:
        return _first_line([block for block in blocks if block.lines[0].box.y0 < 0.4 * page.height])
    start = next(index for index, block in enumerate(blocks) if block.size >= 0.97 * size)
    text = _text(blocks[start])
    for before, block in zip(blocks[start:], blocks[start + 1 :], strict=False):
        near = -0.6 * size <= block.lines[0].box.y0 - before.lines[-1].box.y1 < 1.2 * size
        if block.size < 0.97 * size or not near or len(text) > LONGEST // 2:
            break
        text = f"{text} {_text(block)}"
    return _shortened(text)


def _could_be_title(block: Block, page: Page) -> bool:
    text = block.text.strip()
    if block.kind is BlockKind.ROWS and "  " in text:
        return False
    if len(text) > LONGEST or len(_LETTERS.findall(text)) < 2 or _NOT_A_TITLE.match(text):
        return False
    box = block.lines[0].box
    sideways = box.y1 - box.y0 > 2 * (box.x1 - box.x0) and len(text) > 3  # a stamp in the margin
    return not sideways and box.y0 < 0.75 * page.height


def _usual_size(page: Page) -> float:
    letters: dict[float, int] = {}
    for block in page.blocks:
        letters[block.size] = letters.get(block.size, 0) + len(block.text)
    return max(letters, key=lambda size: letters[size])


def _first_line(blocks: Sequence[Block]) -> str | None:
    """Where all text has one size: the first bold block, else the first one if it is short."""
    if not blocks:
        return None
    bold = next((block for block in blocks[:6] if block.bold and len(block.text) <= 150), None)
    chosen = bold or (blocks[0] if len(blocks[0].text) <= 120 and len(blocks[0].lines) <= 2 else None)
    if chosen is None or (chosen.text.rstrip()[-1:] in ".,;" and bold is None):
        return None
    return _shortened(_text(chosen))


def _text(block: Block) -> str:
    pieces = [(block.text[line.start : line.end], line.box) for line in block.lines]
    return join_lines(pieces, Vocabulary())[0]


def _shortened(text: str) -> str | None:
    text = collapse(text).strip().rstrip("*∗†‡ ")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def _from_name(path: Path) -> str:
    name = _SCRIPT_SUFFIX.sub("", printable_name(path))
    return " ".join(name.replace("_", " ").split()) or printable_name(path)
