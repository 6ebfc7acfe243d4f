"""Every text of every page: translated, not cut when it is 40% longer, and mirrored from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from lloco_desktop.ui.kit.elided_button import ElidedButton
from lloco_desktop.ui.kit.layout import ElidedLabel
from lloco_desktop.ui.language import ENGLISH, Language
from lloco_desktop.ui.viewer.page_scroller import PageScroller
from tests.ui.states import STATES, Scene
from tests.ui.tables import make_tables

SIZES = ((1280, 800), (1024, 640))
MARGIN = 24  # by which margins may differ: Qt mirrors what stands in a layout, not what is around it
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "sw", "yi"  # what it pretends to be: languages that Qt has no texts in
# What is never translated: names, numbers' units, formats, keys, and what a language calls itself.
NAMES = re.compile(
    r"LLoCO|PDFs?|English|简体中文|Markdown|JSON|Tesseract|NVIDIA|GPU|CPU|\b(?:[KMGT]B|fp16|fp32|bf16|int8|nf4)\b"
    r"|\b(?:Ctrl|Alt|Shift|Enter|Esc|Tab|Home|End|Del|Delete|PgUp|PgDown|Up|Down|Left|Right|Space|Menu|F\d+)\b"
    r"|\b[A-Z]\b|\.(?:pdf|json|md|txt|lloco)\b|guide-en\.pdf|/[\w./-]+|[\w-]+\.(?:qm|py)"
)

# By whom the tests make up.
WRITTEN = ("Lease 2024", "Annex", "numpy", "torch", "BSD-3-Clause", "BSD", "Three months' notice is needed.")

State = Callable[[Scene], Any]


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a language that nobody speaks, as if it were one and the other."""
    folder = tmp_path_factory.mktemp("pseudo")
    make_tables(folder, LEFT_TO_RIGHT)
    return make_tables(folder, RIGHT_TO_LEFT)


@pytest.fixture
def speak(tables: Path, language: Language) -> Iterator[Callable[[str], None]]:
    """Speak the made-up language; English again afterwards."""
    made_up = Language(folder=tables)
    yield made_up.use
    made_up.use(ENGLISH)
    language.code = ""
    language.use(ENGLISH)


@pytest.fixture
def scene(qtbot: QtBot, services: Any, fakes: Any, open_window: Any) -> Scene:
    return Scene(qtbot, services, fakes, open_window)


# --- what stands on screen ---------------------------------------------------------------------


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget of a window."""
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def texts(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """All words that a window shows, tells on hovering, or says to a screen reader."""
    for widget in shown(window):
        yield widget, widget.toolTip()
        yield widget, widget.accessibleName()
        yield widget, widget.accessibleDescription()
        if isinstance(widget, ElidedLabel):
            yield widget, widget.full_text()
        elif isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield widget, widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from ((widget, widget.itemText(at)) for at in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(at)) for at in range(widget.count()))
        elif isinstance(widget, QAbstractItemView):
            yield from ((widget, text) for text in cells(widget))


def cells(view: QAbstractItemView) -> Iterator[str]:
    """What a list or table shows and tells."""
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(QModelIndex())):
            for role in roles:
                value = model.index(row, column).data(role)
                if isinstance(value, str):
                    yield value


def data(thing: object, depth: int = 0) -> Iterator[str]:
    """Every text within the services of a test: what users and documents have written."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Path):
        yield from (str(thing), thing.name, thing.stem)
    elif depth > 8 or isinstance(thing, Enum):
        return
    elif isinstance(thing, dict):
        for one in (*thing.keys(), *thing.values()):
            yield from data(one, depth + 1)
    elif isinstance(thing, list | tuple | set):
        for one in thing:
            yield from data(one, depth + 1)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from data(getattr(thing, one.name, None), depth + 1)


def english(text: str, known: list[str]) -> list[str]:
    """The words of a text that were not translated."""
    text = re.sub(r"(?:https?://)?\b[a-z]+\.org/\S+|https?://\S+|\S+ needs its password\.", " ", text)
    for one in known:
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", text))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_everything_is_said_in_the_language(speak: Callable[[str], None], scene: Scene, state: State) -> None:
    speak(LEFT_TO_RIGHT)
    desk = state(scene)
    written = {one for one in (*data(desk.services), *WRITTEN) if re.search(r"[A-Za-z]{2}", one)}
    known = sorted(written, key=len, reverse=True)
    odd = {
        (type(widget).__name__, text)
        for widget, text in texts(desk.window)
        if not isinstance(widget, QTextBrowser) and english(text, known)
    }
    assert odd == set()


# --- room --------------------------------------------------------------------------------------


def cut(window: QWidget) -> Iterator[str]:
    """What has less room than it needs."""
    for widget in shown(window):
        has, wants = room(widget)
        if has < wants:
            yield f"{named(widget)}: {has} of {wants}"
        if is_outside(widget):
            yield f"{named(widget)}: {in_window(widget)} outside of {named(widget.parentWidget())}"


def room(widget: QWidget) -> tuple[int, int]:
    """How much room there is for a text, and how much it takes."""
    if isinstance(widget, ElidedLabel | ElidedButton):  # meant to be cut; its tooltip has the whole
        return 0, 0
    if isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
        return widget.height() + 1, widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        padding = 2 if isinstance(widget, QAbstractButton) else 1
        return widget.width() + padding, widget.sizeHint().width()
    if isinstance(widget, QTabBar):
        return widget.width() + 24, sum(widget.tabRect(at).width() for at in range(widget.count()))
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        seen = [at for at in range(widget.count()) if not widget.isSectionHidden(at)]
        return min((widget.sectionSize(at) + 1 - widget.sectionSizeHint(at) for at in seen), default=0), 0
    if isinstance(widget, QScrollArea):  # nothing has to be scrolled sideways
        return 0, widget.horizontalScrollBar().maximum()
    return 0, 0


def is_outside(widget: QWidget) -> bool:
    """Whether part of a widget lies beside its parent, where nobody sees it."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    inside = parent.rect()
    return widget.x() < inside.left() - 1 or widget.geometry().right() > inside.right() + 1


def named(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} {words[:60]!r}"


def in_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_text_is_cut(speak: Callable[[str], None], scene: Scene, state: State) -> None:
    speak(LEFT_TO_RIGHT)
    desk = state(scene)
    odd: list[str] = []
    for size in SIZES:
        desk.window.resize(*size)
        with suppress(exceptions.TimeoutError):  # a layout may take several turns of the event loop
            scene.qtbot.waitUntil(lambda: not list(cut(desk.window)), timeout=1000)
        odd += [f"{size}: {one}" for one in cut(desk.window)]
    assert odd == []


# --- right to left -----------------------------------------------------------------------------


def places(window: QWidget) -> list[tuple[str, QRect]]:
    """Where everything stands, in the order in which it was made."""
    skipped = (QScrollBar, QTextBrowser)
    return [
        (type(widget).__name__, in_window(widget))
        for widget in shown(window)
        if not isinstance(widget, skipped) and widget.window() is window and not is_of_a_page(widget)
    ]


def is_of_a_page(widget: QWidget) -> bool:
    """Whether it belongs to the pages of a document, which lie as they lie in every language."""
    return any(isinstance(one, PageScroller) for one in _above(widget))


def _above(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_everything_is_mirrored(speak: Callable[[str], None], scene: Scene, state: State) -> None:
    found = []
    for language in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        speak(language)
        window = state(scene.again()).window
        window.resize(1280, 800)
        for _ in range(3):
            QApplication.processEvents()
        found.append(places(window))
    before, after = found
    assert [name for name, _ in after] == [name for name, _ in before]
    odd = [
        f"{name}: {was} became {now}"
        for (name, was), (_, now) in zip(before, after, strict=True)
        if abs((1280 - was.right() - 1) - now.left()) > MARGIN
    ]
    assert odd == []
