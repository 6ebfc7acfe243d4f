"""Answer text on screen: Markdown that cannot load, link, run or imitate anything.

The words may come from a document or a model that read one, so: HTML is shown as the characters it is,
images become their description, links become plain words, and nothing is ever fetched. Only the numbers
of citations can be clicked.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from lloco_desktop.ui.theme import Theme
from lloco_desktop.ui.tokens import READING_LINE_HEIGHT

CITATION = re.compile(r"\[(\d{1,3})\]")
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Prose(QTextBrowser):
    """Reading text that is as tall as it needs to be, selectable, without scroll bars of its own.

    Signals:
        cited(int): the number of a citation was clicked.
    """

    cited = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self._citations = 0
        self._is_plain = False
        self.setProperty("role", "prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Answer"))
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._clicked)

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

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(self.font())
        if self._is_plain:
            document.setPlainText(self._markdown)
        else:
            document.setMarkdown(self._markdown, _FEATURES)
        make_inert(document)
        _space_lines(document)
        _link_citations(document, self._citations)
        self._fit()

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002 - Qt's own name
        """Nothing is ever loaded: not from the network, not from a file."""
        return None

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == "cite":
            self.cited.emit(int(url.path()))

    def _fit(self) -> None:
        self.document().setTextWidth(max(self.viewport().width(), 80))
        height = ceil(self.document().size().height())
        if height != self.height():
            self.setFixedHeight(max(height, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as tall as the text is at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: colours and sizes are written into the document."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and self._markdown:
            self._render()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The conversation scrolls, not this."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column makes it."""
        return QSize(80, self.height())

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
    """The line height of reading text, and half a line between paragraphs."""
    block = document.begin()
    while block.isValid():
        style = QTextBlockFormat(block.blockFormat())
        style.setLineHeight(
            float(READING_LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        style.setTopMargin(0)
        style.setBottomMargin(0 if not block.next().isValid() else 8)
        QTextCursor(block).setBlockFormat(style)
        block = block.next()


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
            _select(cursor, match.start(), match.end() - match.start())
            cursor.mergeCharFormat(style)


def _select(cursor: QTextCursor, position: int, length: int) -> None:
    cursor.setPosition(position)
    cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
