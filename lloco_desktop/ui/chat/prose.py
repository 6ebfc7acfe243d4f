"""Answer text on screen: Markdown that cannot load, link, run or imitate anything.

The words may come from a document or a model that read one, so: HTML is shown as the characters it is,
images become their description, links become plain words, and nothing is ever fetched. Only the numbers
of citations can be clicked.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextTable,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from lloco_desktop.ui.kit.theme import Theme, scaled
from lloco_desktop.ui.kit.tokens import MEASURE, READING_LINE_HEIGHT, TEXT_READING

PARAGRAPH_GAP, LIST_GAP, INDENT = 10, 4, 22

CITATION = re.compile(r"\[(\d{1,3})\]")
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Prose(QTextBrowser):
    """Reading text that is as tall as it needs to be, selectable, without scroll bars of its own.

    Signals:
        cited(int): the number of a citation was clicked.
        hovered(int): the number of a citation is pointed at; 0: none is any more.
    """

    cited = Signal(int)
    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self._citations = 0
        self._is_plain = False
        self._heights: dict[int, int] = {}  # by width: layouts ask again and again
        self._look: tuple[object, ...] = ()  # that the document was written for
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._follow_look)
        self.setProperty("role", "prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Answer"))
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(INDENT)
        self.anchorClicked.connect(self._clicked)
        self.highlighted.connect(self._highlighted)

    def set_markdown(self, markdown: str, citations: int = 0) -> None:
        """Show a text; `[n]` can be clicked for n up to `citations`."""
        if (markdown, citations) == (self._markdown, self._citations):
            return
        self._markdown, self._citations = markdown, citations
        self._render()

    def set_plain(self, text: str) -> None:
        """Show a text as it is, character by character: quotes are not Markdown."""
        self._markdown, self._citations, self._is_plain = text, 0, True
        self._render()

    def _look_now(self) -> tuple[object, ...]:
        """What is written into the document beside the text itself."""
        return Theme.colours(), self.font().key(), scaled(TEXT_READING)

    def _render(self) -> None:
        self._look = self._look_now()
        document = self.document()
        font = QFont(self.font())
        font.setPixelSize(scaled(TEXT_READING))
        document.setDefaultFont(font)
        if self._is_plain:
            document.setPlainText(self._markdown)
        else:
            document.setMarkdown(self._markdown, _FEATURES)
        make_inert(document)
        _quieten_tables(document)
        _space_lines(document)
        _link_citations(document, self._citations)
        self._heights.clear()
        self.updateGeometry()

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002 - Qt's own name
        """Nothing is ever loaded: not from the network, not from a file."""
        return None

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == "cite":
            self.cited.emit(int(url.path()))

    def _highlighted(self, url: QUrl) -> None:
        self.hovered.emit(int(url.path()) if url.scheme() == "cite" else 0)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing here is pointed at any more."""
        super().leaveEvent(event)
        self.hovered.emit(0)

    def rect_at(self, point: QPoint) -> QRect:
        """Where the citation's number at a point of the view stands."""
        here = self.cursorForPosition(point)
        block, text = here.block(), here.block().text()
        for match in CITATION.finditer(text):
            start, end = utf16(text, match.start()), utf16(text, match.end())
            if start <= here.positionInBlock() <= end:
                first, last = QTextCursor(block), QTextCursor(block)
                first.setPosition(block.position() + start)
                last.setPosition(block.position() + end)
                return self.cursorRect(first).united(self.cursorRect(last))
        return self.cursorRect(here)

    def hasHeightForWidth(self) -> bool:
        """As tall as the text is at the width it gets."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The text's height at a width."""
        width = max(width, 80)
        if width not in self._heights:
            self.document().setTextWidth(width)
            self._heights[width] = max(ceil(self.document().size().height()), 1)
            self.document().setTextWidth(max(self.viewport().width(), 80))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Wants a whole column."""
        return QSize(MEASURE, self.heightForWidth(max(self.viewport().width(), 80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out at the real width again, after `heightForWidth` tried others."""
        super().resizeEvent(event)
        self.document().setTextWidth(max(self.viewport().width(), 80))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: colours and sizes are written into the document."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds:  # another theme tells every widget dozens of times, for each ancestor
            self._follow.start()

    def _follow_look(self) -> None:
        if self._markdown and self._look != self._look_now():
            self._render()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The conversation scrolls, not this."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column makes it."""
        return QSize(80, 1)

    def keyPressEvent(self, event: Any) -> None:
        """Scrolling keys belong to the conversation; copying and links stay here."""
        keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape)
        if event.key() in keys and not event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)


def make_inert(document: QTextDocument) -> None:
    """Replace images by their description and links by their words."""
    images: list[tuple[int, int, str]] = []
    links: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.isValid():
                style = fragment.charFormat()
                if style.isImageFormat():
                    images.append(
                        (fragment.position(), fragment.length(), _description(style.toImageFormat()))
                    )
                elif style.isAnchor():
                    links.append((fragment.position(), fragment.length()))
            parts += 1
        block = block.next()
    plain = QTextCharFormat()
    cursor = QTextCursor(document)
    for position, length in links:
        _select(cursor, position, length)
        cursor.setCharFormat(plain)
    for position, length, text in reversed(images):
        _select(cursor, position, length)
        cursor.insertText(text, plain)


def _description(image: QTextImageFormat) -> str:
    text = image.property(QTextFormat.Property.ImageAltText)
    return str(text) if text else QCoreApplication.translate("prose", "[image]")


def _space_lines(document: QTextDocument) -> None:
    """The least line height of reading text (headings keep theirs), and room between paragraphs."""
    line = round(document.defaultFont().pixelSize() * READING_LINE_HEIGHT)
    least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        style = QTextBlockFormat(block.blockFormat())
        style.setLineHeight(line, least)
        style.setTopMargin(0)
        style.setBottomMargin(_gap_after(block) if cursor.currentTable() is None else 0)
        cursor.setBlockFormat(style)
        block = block.next()


def _gap_after(block: QTextBlock) -> int:
    following = block.next()
    if not following.isValid():
        return 0
    in_list = block.textList() is not None and following.textList() is not None
    return LIST_GAP if in_list else PARAGRAPH_GAP


def _quieten_tables(document: QTextDocument) -> None:
    """Hairlines instead of boxes."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            style = frame.format()
            style.setBorder(1)
            style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            style.setTopMargin(LIST_GAP)
            style.setBorderCollapse(True)
            style.setBorderBrush(QColor(Theme.colours().hairline))
            style.setCellPadding(5)
            style.setCellSpacing(0)
            style.setBottomMargin(PARAGRAPH_GAP)
            frame.setFormat(style)


def _link_citations(document: QTextDocument, citations: int) -> None:
    style = QTextCharFormat()
    style.setForeground(QColor(Theme.colours().accent))
    style.setAnchor(True)
    style.setFontUnderline(False)
    text = document.toRawText()
    cursor = QTextCursor(document)
    for match in CITATION.finditer(text):
        number = int(match.group(1))
        if 1 <= number <= citations:
            style.setAnchorHref(f"cite:{number}")
            start, end = utf16(text, match.start()), utf16(text, match.end())
            _select(cursor, start, end - start)
            cursor.mergeCharFormat(style)


def utf16(text: str, index: int) -> int:
    """Where a character stands as Qt counts: those beyond the first 65,536 count twice."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def _select(cursor: QTextCursor, position: int, length: int) -> None:
    cursor.setPosition(position)
    cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
