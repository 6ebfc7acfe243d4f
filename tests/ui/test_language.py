"""Which language the window speaks, and what comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from lloco_desktop.sentences import say, say_n
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import CHINESE_FONTS, TEXT_SMALL
from lloco_desktop.ui.language import ENGLISH, SYSTEM, Language, locale_of, own_name, preferred
from tests.ui.tables import make_tables

CHINESE = "zh_CN"
translate = QCoreApplication.translate


@pytest.fixture
def spoken(language: Language) -> Iterator[Language]:
    """The window's language, English again afterwards."""
    yield language
    language.use(ENGLISH)


def test_the_languages_there_are(spoken: Language) -> None:
    assert spoken.available() == ("en", "zh_CN")
    assert [own_name(code) for code in spoken.available()] == ["English", "简体中文"]


@pytest.mark.parametrize(
    ("system", "chosen"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], CHINESE),
        (["zh-CN", "zh-Hans-CN", "zh-Hans", "zh"], CHINESE),
        (["zh-SG"], CHINESE),
        (["de-DE", "zh-CN"], CHINESE),
        (["en-GB", "zh-CN"], ENGLISH),
        (["zh-Hant-TW", "zh-TW"], ENGLISH),
        (["zh-TW", "zh-CN"], CHINESE),
        (["sv-SE"], ENGLISH),
        ([], ENGLISH),
    ],
)
def test_the_systems_first_language_that_is_there(system: list[str], chosen: str) -> None:
    assert preferred(system, (ENGLISH, CHINESE)) == chosen


def test_english_has_singular_and_plural(spoken: Language) -> None:
    assert [words.documents(n) for n in (0, 1, 2, 12_345)] == [
        "0 documents",
        "1 document",
        "2 documents",
        "12,345 documents",
    ]
    assert words.size(1) == "1 byte"
    assert words.size(1_230_000) == "1.2 MB"


def test_chinese_has_one_form(spoken: Language) -> None:
    spoken.use(CHINESE)
    assert [words.documents(n) for n in (1, 12_345)] == ["1 份文档", "12,345 份文档"]
    assert words.time_left(170) == "还需约 3 分钟"
    assert say("Reading {name}", name="a.pdf") == "正在读取 a.pdf"
    assert say_n(3, "and {n} more line", "and {n} more lines") == "以及另外 3 行"
    spoken.use(ENGLISH)
    assert words.documents(1) == "1 document"
    assert say("Reading {name}", name="a.pdf") == "Reading a.pdf"


def test_qt_itself_speaks_it_too(qtbot: QtBot, spoken: Language) -> None:
    spoken.use(CHINESE)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    assert translate("QWidgetTextControl", "&Copy") == "复制(&C)"
    spoken.use(ENGLISH)
    assert translate("QWidgetTextControl", "&Copy") == "&Copy"


def test_what_is_not_known_is_the_systems(spoken: Language, qtbot: QtBot) -> None:
    spoken.use("tlh")
    assert spoken.wanted == SYSTEM
    assert spoken.code == preferred(QLocale.system().uiLanguages(), spoken.available())


def test_a_change_is_said_once(spoken: Language, qtbot: QtBot) -> None:
    with qtbot.waitSignal(spoken.changed):
        spoken.use(CHINESE)
    with qtbot.assertNotEmitted(spoken.changed):
        spoken.use(CHINESE)
    assert QLocale().language() == QLocale.Language.Chinese


def test_numbers_are_written_as_in_the_users_country() -> None:
    system = QLocale.system()
    assert locale_of("zh_CN").territory() == QLocale.Country.China
    assert locale_of("de").decimalPoint() == ","
    assert locale_of(QLocale.languageToCode(system.language())) == system or system.name() == "C"


def test_what_is_not_translated_has_at_least_its_plural(spoken: Language, tmp_path: Path) -> None:
    other = Language(folder=make_tables(tmp_path, "fr", lambda _text: ""))
    spoken.use(CHINESE)  # not beneath the other
    spoken.use(ENGLISH)
    other.use("fr")
    assert words.documents(1) == "1 document"
    other.use(ENGLISH)


def test_right_to_left_follows_the_language(spoken: Language, tmp_path: Path) -> None:
    other = Language(folder=make_tables(tmp_path, "he"))
    other.use("he")
    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    other.use(ENGLISH)
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_chinese_in_a_font_that_has_it(spoken: Language, theme: Theme) -> None:
    spoken.use(CHINESE)
    theme.suit_language()
    there = [family for family in CHINESE_FONTS if QFontDatabase.hasFamily(family)]
    assert QApplication.font().families()[: len(there)] == there
    assert Theme.small_size() > TEXT_SMALL
    spoken.use(ENGLISH)
    theme.suit_language()
    assert Theme.small_size() == TEXT_SMALL
    assert QApplication.font().families()[0] not in CHINESE_FONTS or not there
    assert isinstance(QApplication.font(), QFont)


def test_the_window_is_built_anew(qtbot: QtBot, desk: Any, spoken: Language) -> None:
    window = desk.window
    window.tabs.setCurrentIndex(1)
    assert window.tabs.tabText(1) == "Documents"
    spoken.use(CHINESE)
    window.attach(desk.services, desk.background, desk.bridge, desk.pages)
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert window.tabs.tabText(1) == "文档"
    assert window.tabs.currentIndex() == 1
    assert window.libraries.current().name == "Contracts"


def test_nothing_is_left_of_the_window_before(qtbot: QtBot, desk: Any, spoken: Language) -> None:
    def parts() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not desk.background.busy)
        return len(desk.window.findChildren(QObject))

    counts = []
    for code in (CHINESE, ENGLISH) * 3:
        spoken.use(code)
        desk.window.attach(desk.services, desk.background, desk.bridge, desk.pages)
        counts.append(parts())
    assert counts[-1] == counts[-3]
    assert counts[-2] == counts[-4]
