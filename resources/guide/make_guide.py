"""Makes the user guide's PDFs from their Markdown: `make guide`.

The same text gives the same bytes. The hash of what a PDF was made from stands in its metadata, so that a
test can say when it is older than its source. Fonts are MuPDF's own, embedded as far as they are used.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "zh_CN")
CONTENTS = {"en": "Contents", "zh_CN": "目录"}
PAGE = pymupdf.paper_rect("a4")
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 76, 68, 72
LOWEST = PAGE.height - MARGIN_BOTTOM - 110  # where a chapter may still begin
INK, SOFT, ACCENT = "#1E1F22", "#5E6066", "#2B5DD8"
STYLE = f"""
body {{ margin: 0; font-family: sans-serif; font-size: 10.5pt; line-height: 1.5; color: {INK}; }}
h2 {{ font-size: 17pt; color: {ACCENT}; margin-top: 22pt; margin-bottom: 4pt; line-height: 1.25; }}
h2.next-page {{ page-break-before: always; }}
p {{ margin-top: 0; margin-bottom: 7pt; }}
li {{ margin-bottom: 4pt; }}
ul, ol {{ margin-top: 0; margin-bottom: 8pt; }}
b {{ color: {ACCENT}; font-weight: bold; }}
table {{ margin-bottom: 10pt; }}
td {{ padding-top: 2.5pt; padding-bottom: 2.5pt; padding-right: 24pt; }}
th {{ font-weight: normal; text-align: left; color: {SOFT}; padding-bottom: 3pt; }}
"""


@dataclass(frozen=True)
class Heading:
    """A chapter and where it begins."""

    text: str
    page: int  # of the body, from 0
    top: float


def source_hash(language: str) -> str:
    """What a guide is made from, in one number: its text, and this module."""
    text = source(language).read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(text).hexdigest()


def source(language: str) -> Path:
    """The text of a guide."""
    return HERE / f"guide.{language}.md"


def target(language: str) -> Path:
    """The PDF of a guide."""
    return HERE / f"guide-{language}.pdf"


def hash_in(pdf: Path) -> str:
    """The number that a PDF was made with."""
    with pymupdf.open(pdf) as document:
        found = re.search(r"source ([0-9a-f]{64})", document.metadata["keywords"] or "")
    return found.group(1) if found else ""


# --- Markdown, as much of it as the guide uses ---------------------------------------------------


def to_html(markdown: str) -> str:
    """Headings, paragraphs, lists, tables, bold and italic."""
    return "\n".join(_block(block) for block in re.split(r"\n\s*\n", markdown.strip()))


def _block(block: str) -> str:
    lines = block.split("\n")
    if lines[0].startswith("## "):
        return f"<h2>{_inline(lines[0][3:])}</h2>"
    if lines[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    if re.match(r"\d+\. ", lines[0]):
        return "<ol>" + "".join(f"<li>{_inline(line.split('. ', 1)[1])}</li>" for line in lines) + "</ol>"
    if lines[0].startswith("|"):
        return "<table>" + "".join(_rows(lines)) + "</table>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def _rows(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number != 1:  # the line of dashes
            tag = "th" if number == 0 else "td"
            cells = [f"<{tag}>{_inline(cell.strip())}</{tag}>" for cell in line.strip("|").split("|")]
            yield f"<tr>{''.join(cells)}</tr>"


def _inline(text: str) -> str:
    text = html.escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    return re.sub(r"f(?=[fil])", "f<b></b>", text)  # no ligatures: not every reader undoes them


# --- pages ---------------------------------------------------------------------------------------


def _body(text: str) -> tuple[pymupdf.Document, list[Heading]]:
    """The chapters; one that would begin at the foot of a page begins the next."""
    moved: set[str] = set()
    while True:
        document, headings = _placed(text, moved)
        late = {heading.text for heading in headings if heading.top > LOWEST} - moved
        if not late:
            return document, headings
        moved.add(next(heading.text for heading in headings if heading.text in late))


def _placed(text: str, moved: set[str]) -> tuple[pymupdf.Document, list[Heading]]:
    written = to_html(text)
    for chapter in moved:
        written = written.replace(f"<h2>{chapter}</h2>", f'<h2 class="next-page">{chapter}</h2>')
    story = pymupdf.Story(written, user_css=STYLE)
    buffer, page = io.BytesIO(), 0
    headings: list[Heading] = []
    writer = pymupdf.DocumentWriter(buffer)
    where = pymupdf.Rect(MARGIN_X, MARGIN_TOP, PAGE.width - MARGIN_X, PAGE.height - MARGIN_BOTTOM)

    def note(position: pymupdf.ElementPosition) -> None:
        if position.heading == 2 and position.open_close & 1:
            headings.append(Heading(position.text, page, position.rect[1]))

    more = 1
    while more:
        device = writer.begin_page(PAGE)
        more, _filled = story.place(where)
        story.element_positions(note)
        story.draw(device)
        writer.end_page()
        page += 1
    writer.close()
    return pymupdf.open("pdf", buffer.getvalue()), headings


def _cover(
    document: pymupdf.Document, title: str, under: str, language: str, headings: list[Heading]
) -> None:
    """The title and the contents on a page of their own, before the others."""
    page = document.new_page(0, PAGE.width, PAGE.height)
    icon = pymupdf.open(HERE.parent / "app.svg")
    page.show_pdf_page(
        pymupdf.Rect(MARGIN_X, 92, MARGIN_X + 56, 148), pymupdf.open("pdf", icon.convert_to_pdf())
    )
    left, right = MARGIN_X, PAGE.width - MARGIN_X
    _line(page, left, 192, title, 27, INK, bold=True)
    _line(page, left, 216, under, 14, SOFT)
    drawn = pymupdf.open()
    contents = drawn.new_page(width=PAGE.width, height=PAGE.height)
    _line(contents, left, 280, CONTENTS[language], 12, ACCENT, bold=True)
    for number, heading in enumerate(headings):
        y = 306 + 23 * number
        shown = str(heading.page + 2)
        _line(contents, left, y, heading.text, 11, INK)
        _line(contents, right - pymupdf.Font("helv").text_length(shown, 11), y, shown, 11, SOFT)
        contents.draw_line((left, y + 7), (right, y + 7), color=_rgb("#E5E5E1"), width=0.5)
        page.insert_link(
            {
                "kind": pymupdf.LINK_GOTO,
                "from": pymupdf.Rect(left, y - 14, right, y + 7),
                "page": heading.page + 1,
                "to": pymupdf.Point(0, max(heading.top - 12, 0)),
            }
        )
    # As outlines of letters: as text, a line of the contents would be found as if it were an answer. Whoever
    # does not see it has the document's outline.
    outlines = pymupdf.open("svg", contents.get_svg_image(text_as_path=True).encode())
    page.show_pdf_page(page.rect, pymupdf.open("pdf", outlines.convert_to_pdf()))


def _line(
    page: pymupdf.Page, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False
) -> None:
    writer = pymupdf.TextWriter(page.rect, color=_rgb(colour))
    plain = all(ord(letter) < 0x2E80 for letter in text)
    font = pymupdf.Font("hebo" if bold else "helv") if plain else pymupdf.Font("cjk")
    writer.append((x, y), text, font=font, fontsize=size)
    writer.write_text(page)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def make(language: str) -> bytes:
    """One guide as a PDF."""
    head, _, text = source(language).read_text(encoding="utf-8").partition("\n## ")
    title, under = head.removeprefix("# ").split("\n\n")
    document, headings = _body("## " + text)
    _cover(document, title.strip(), under.strip(), language, headings)
    for number, page in enumerate(document, 1):
        page.wrap_contents()  # a page of the story ends with its axes upside down
        if number > 1:
            _line(page, MARGIN_X, PAGE.height - 40, f"{title.strip()} · {under.strip()}", 8, SOFT)
            shown = str(number)
            right = PAGE.width - MARGIN_X - pymupdf.Font("helv").text_length(shown, 8)
            _line(page, right, PAGE.height - 40, shown, 8, SOFT)
    document.set_toc([[1, heading.text, heading.page + 2] for heading in headings])
    document.set_metadata(
        {
            "title": f"{title.strip()} {under.strip()}",
            "author": "LLoCO Desktop",
            "keywords": f"source {source_hash(language)}",
        }
    )
    document.set_language("en" if language == "en" else "zh-CN")
    document.subset_fonts()
    made: bytes = document.tobytes(garbage=4, deflate=True, deflate_fonts=True, no_new_id=True, use_objstms=1)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Make all guides; with --check only say which are older than their text."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(argv).check
    old = [one for one in LANGUAGES if not target(one).exists() or hash_in(target(one)) != source_hash(one)]
    for language in old if check else LANGUAGES:
        if check:
            sys.stderr.write(f"{target(language).name} is older than its text: run `make guide`.\n")
        else:
            target(language).write_bytes(make(language))
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
