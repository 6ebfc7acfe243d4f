"""What the eye needs: contrast, icons, and words that say what they mean."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from lloco_desktop.settings import resources
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import pixmap
from lloco_desktop.ui.kit.stylesheet import sheet
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.kit.tokens import DARK, LIGHT, Colours, contrast

ICONS = sorted((resources() / "icons").glob("*.svg"))
GROUNDS = ("ground", "side", "raised", "hover", "selected")
ON_GROUNDS = ("ink", "ink_soft")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    pairs = [(ink, ground) for ink in ON_GROUNDS for ground in GROUNDS]
    pairs += [
        ("accent", "ground"),
        ("accent", "accent_soft"),
        ("on_accent", "accent"),
        ("ink", "accent_soft"),
    ]
    pairs += [("attention", "ground"), ("attention", "attention_soft"), ("attention", "selected")]
    pairs += [
        ("attention", "side"),
        ("ink", "attention_soft"),
        ("loss", "raised"),
        ("on_accent", "accent_hover"),
    ]
    weak = {
        pair: round(found, 2)
        for pair in pairs
        if (found := contrast(getattr(colours, pair[0]), getattr(colours, pair[1]))) < 4.5
    }
    assert weak == {}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_holes(colours: Colours) -> None:
    text = sheet(colours, "check.svg")
    assert "$" not in text
    assert text.count("{") == text.count("}")


def test_every_role_that_is_used_has_a_look() -> None:
    source = Path(__file__).parent.parent.parent / "lloco_desktop" / "ui"
    styled = set(re.findall(r'\[role="([\w-]+)"\]', sheet(LIGHT, "")))
    used = {
        role
        for file in source.glob("*.py")
        for role in re.findall(r'(?:setProperty\("role", |role=)"([\w-]+)"', file.read_text(encoding="utf-8"))
    }
    assert used - styled == set()


@pytest.mark.parametrize("file", ICONS, ids=[file.stem for file in ICONS])
def test_icons_are_one_family(qtbot: QtBot, file: Path) -> None:
    root = ET.parse(file).getroot()
    assert root.get("viewBox") == "0 0 20 20"
    assert root.get("stroke") == "currentColor"
    assert root.get("stroke-width") == "1.5"
    image = pixmap(file.stem, "#ff0000", 20, 2.0).toImage()
    painted = [
        image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 200
    ]
    assert painted
    assert all(colour.green() == colour.blue() == 0 for colour in painted)


def test_the_theme_follows_and_can_be_overruled(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.prefer(Qt.ColorScheme.Dark)
    assert Theme.colours() is DARK
    with qtbot.waitSignal(theme.changed):
        theme.prefer(None)
    assert Theme.colours() is LIGHT


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "less than a minute left"),
        (70, "about 1 minute left"),
        (180, "about 3 minutes left"),
        (7300, "about 2 hours left"),
    ],
)
def test_time_left(seconds: float, text: str) -> None:
    assert words.time_left(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [(774, "774 bytes"), (1100, "1.1 KB"), (157_000, "157 KB"), (2_400_000, "2.4 MB"), (5e13, "50 TB")],
)
def test_size(size: int, text: str) -> None:
    assert words.size(size) == text


def test_counts_have_a_singular() -> None:
    assert (words.documents(1), words.documents(2000)) == ("1 document", "2,000 documents")


def test_controls_have_names_for_screen_readers(desk: Any) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit

    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit)
    nameless = [
        control
        for kind in kinds
        for control in desk.window.findChildren(kind)
        if not control.accessibleName()
        and not control.objectName().startswith("qt_")
        and not (isinstance(control, QAbstractButton) and control.text())
        and type(control).__name__ not in ("QTableCornerButton", "QLineEditIconButton", "QHeaderView")
        and type(control).__module__.startswith("lloco")
    ]
    assert nameless == []


def test_theme_colours_are_colours() -> None:
    for colours in (LIGHT, DARK):
        for name in Colours.__dataclass_fields__:
            value = getattr(colours, name)
            assert isinstance(value, bool) or QColor(value).isValid()
