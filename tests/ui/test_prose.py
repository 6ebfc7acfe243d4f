"""Text from documents and models is shown, never obeyed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lloco_desktop.ui.chat.prose import Prose
from lloco_desktop.ui.kit.theme import Theme


@pytest.fixture
def prose(qtbot: QtBot) -> Prose:
    made = Prose()
    qtbot.addWidget(made)
    made.resize(500, 300)
    return made


def anchors(prose: Prose) -> list[str]:
    found = []
    block = prose.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            style = parts.fragment().charFormat()
            if style.isAnchor():
                found.append(style.anchorHref())
            parts += 1
        block = block.next()
    return found


def test_another_theme_is_followed_once(qtbot: QtBot, prose: Prose, theme: Theme) -> None:
    prose.set_markdown("The notice is three months [1].", 1)
    written: list[int] = []
    prose.document().contentsChange.connect(lambda *_: written.append(1))
    prose.set_markdown("The notice is three months [1]!", 1)
    once = len(written)
    written.clear()
    theme.prefer(Qt.ColorScheme.Dark)
    for _ in range(5):  # as a style sheet does it, for each ancestor
        QApplication.sendEvent(prose, QEvent(QEvent.Type.PaletteChange))
    assert not written
    try:
        qtbot.waitUntil(lambda: bool(written))
        assert len(written) == once
    finally:
        theme.prefer(None)


def test_html_is_shown_as_its_characters(prose: Prose) -> None:
    prose.set_markdown('<b>bold</b> <img src="file:///etc/passwd"> <script>x</script>')
    assert "<b>bold</b>" in prose.toPlainText()
    assert "<script>" in prose.toPlainText()


def test_images_become_their_description(prose: Prose) -> None:
    prose.set_markdown(
        "See ![a logo](http://example.com/x.png) here, ![](file:///x.png) and ![ref][r].\n\n[r]: http://x/y.png"
    )
    text = prose.toPlainText()
    assert "a logo" in text
    assert "\ufffc" not in text
    assert prose.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("http://x/y.png")) is None


def test_links_become_plain_words(prose: Prose) -> None:
    prose.set_markdown("Go to [the site](http://evil.example) or <http://evil.example> or www.evil.example.")
    assert anchors(prose) == []
    assert "the site" in prose.toPlainText()


def test_only_known_citations_can_be_clicked(qtbot: QtBot, prose: Prose) -> None:
    prose.set_markdown("Three months [1], or so [2]; see [7] and [x].", citations=2)
    assert anchors(prose) == ["cite:1", "cite:2"]
    with qtbot.waitSignal(prose.cited) as cited:
        prose.anchorClicked.emit(QUrl("cite:2"))
    assert cited.args == [2]


def test_a_foreign_link_is_not_followed(qtbot: QtBot, prose: Prose) -> None:
    prose.set_markdown("[1](cite:1)", citations=0)
    assert anchors(prose) == []
    with qtbot.assertNotEmitted(prose.cited):
        prose.anchorClicked.emit(QUrl("http://example.com"))


def test_quotes_are_not_markdown(prose: Prose) -> None:
    prose.set_plain("# 2 * 3 * 4 [1] _x_")
    assert prose.toPlainText() == "# 2 * 3 * 4 [1] _x_"


def test_it_is_as_tall_as_its_text(prose: Prose) -> None:
    prose.set_markdown("word " * 200)
    assert prose.heightForWidth(600) < prose.heightForWidth(300)
    prose.set_markdown("word")
    assert prose.heightForWidth(600) < 40


@pytest.mark.parametrize("text", ["", "[", "**", "```\nopen", "| a |", "- ", "\x00", "🙂" * 500, "ا" * 50])
def test_half_written_markup_is_survived(prose: Prose, text: str) -> None:
    prose.set_markdown(text)
    assert prose.heightForWidth(400) >= 1
