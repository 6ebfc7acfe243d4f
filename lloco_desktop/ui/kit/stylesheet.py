"""The style sheet, written from the tokens. Widgets pick a look through the dynamic property `role`."""

from __future__ import annotations

import re
from string import Template

from lloco_desktop.ui.kit import tokens
from lloco_desktop.ui.kit.tokens import Colours

TAB_HEIGHT, HEAD_HEIGHT = 32, 30
_FONT_SIZE = re.compile(r"font-size: (\d+)px")
_SHEET = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[role="ground"], QStackedWidget { background: $ground; }
QWidget[role="side"] { background: $side; }
QWidget[role="desk"] { background: $desk; }
QFrame[role="hairline"] { background: $hairline; border: none; }
QSplitter::handle { background: $hairline; }
QToolTip { background: $raised; color: $ink; border: 1px solid $hairline; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="section"] { font-size: ${small}px; font-weight: 600; color: $ink_soft; }
QLabel[role="heading"] { font-size: ${reading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="small"] { font-size: ${small}px; color: $ink_soft; }
QLabel[role="attention"] { font-size: ${small}px; color: $attention; }
QLabel[role="attention-text"] { color: $attention; }
QLabel[role="badge"] {
  background: $accent_soft; color: $accent; border-radius: ${chip}px; padding: 3px 10px; font-size: 12px;
}
QLabel[role="empty-title"] { font-size: 17px; font-weight: 600; }
QLabel[role="empty-text"] { color: $ink_soft; }
QLabel[role="drop-title"] { font-size: ${title}px; font-weight: 600; color: $accent; }

QPushButton {
  outline: none; background: $raised; border: 1px solid $hairline; border-radius: ${radius}px;
  padding: 0 12px; min-height: 28px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:disabled { color: $ink_faint; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton[role="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; }
QPushButton[role="primary"]:disabled { background: $hover; color: $ink_faint; border-color: $hover; }
QPushButton[role="loss"] { color: $loss; }
QPushButton[role="loss"]:focus { border: 1px solid $loss; }
QPushButton[role="quiet"] {
  background: transparent; border: 1px solid transparent; padding: 0 8px; text-align: left;
}
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 1px solid $accent; }
QPushButton[role="mini"] {
  background: transparent; border: 1px solid transparent; padding: 0 8px; min-height: 22px; font-size: 12px;
}
QPushButton[role="mini"]:hover { background: $hover; }
QPushButton[role="mini"]:focus { border: 1px solid $accent; }
QPushButton[role="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px; min-height: 20px;
}
QPushButton[role="link"][flush="true"] { padding: 0; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="fold"] {
  background: transparent; border: 1px solid transparent; color: $ink_soft; padding: 0 4px; min-height: 20px;
  font-size: ${small}px;
}
QPushButton[role="fold"]:hover { color: $ink; }
QPushButton[role="fold"]:focus { border: 1px solid $accent; }
QPushButton[role="chip"] {
  background: $accent_soft; border: 1px solid transparent; border-radius: ${chip}px; color: $accent;
  padding: 0 10px; min-height: 22px; font-size: 12px;
}
QPushButton[role="chip"]:hover { border-color: $accent; }
QPushButton[role="chip"]:focus { border: 1px solid $accent; }
QPushButton[role="chip"]:checked { background: $accent; color: $on_accent; }
QPushButton[role="attention-chip"] {
  background: $attention_soft; color: $attention; border: 1px solid transparent; border-radius: ${chip}px;
  padding: 0 10px; min-height: 22px; font-size: 12px;
}
QPushButton[role="attention-chip"]:hover,
QPushButton[role="attention-chip"]:focus { border: 1px solid $attention; }
QPushButton[role="attention-chip"]:checked { background: $attention; color: $ground; }
QPushButton[role="follow-up"] {
  background: transparent; border: 1px solid $hairline; border-radius: ${chip}px; color: $ink_soft;
  padding: 0 10px; min-height: 22px; font-size: 12px;
}
QPushButton[role="follow-up"]:hover { color: $ink; background: $hover; }
QPushButton[role="follow-up"]:focus { border: 1px solid $accent; }
QPushButton[role="segment"] {
  background: transparent; border: 1px solid transparent; border-radius: 5px; color: $ink_soft;
  padding: 0 8px; min-height: 22px; font-size: 12px;
}
QPushButton[role="segment"]:hover { color: $ink; }
QPushButton[role="segment"]:checked { background: $raised; color: $ink; border: 1px solid $ink_faint; }
QPushButton[role="segment"]:focus { border: 1px solid $accent; }
QFrame[role="segments"] { background: $hover; border-radius: ${radius}px; }

QToolButton[role="icon"] {
  background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 5px;
}
QToolButton[role="icon"]:hover { background: $hover; }
QToolButton[role="icon"]:pressed { background: $selected; }
QToolButton[role="icon"]:focus { border: 1px solid $accent; }
QToolButton[role="send"] {
  background: $accent; border: 2px solid $accent; border-radius: 15px; padding: 5px;
}
QToolButton[role="send"]:hover { background: $accent_hover; border-color: $accent_hover; }
QToolButton[role="send"]:disabled { background: $hover; border-color: $hover; }
QToolButton[role="send"]:focus { border: 2px solid $ink; }
QToolButton[role="float"] {
  background: $raised; border: 1px solid $hairline; border-radius: 15px; padding: 6px;
}
QToolButton[role="float"]:hover { background: $hover; }
QToolButton[role="float"]:focus { border: 1px solid $accent; }

QTabBar[role="tabs"] { background: transparent; border: none; }
QTabBar[role="tabs"]::tab {
  background: transparent; color: $ink_soft; padding: 0; margin-right: 24px; height: ${tab}px;
  border: none; border-bottom: 2px solid transparent;
}
QTabBar[role="tabs"]::tab:hover { color: $ink; }
QTabBar[role="tabs"]::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QTabBar[role="tabs"]::tab:focus { color: $accent; }

QLineEdit {
  background: $raised; border: 1px solid $hairline; border-radius: ${radius}px;
  padding: 0 8px; min-height: 28px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus { border: 1px solid $accent; }
QLineEdit[role="in-place"] { min-height: 0; padding: 0 5px; }
QLineEdit:disabled { color: $ink_faint; }
QLineEdit[role="number"] { min-height: 22px; padding: 0 4px; font-size: 12px; }
QFrame[role="composer"] { background: $raised; border: 1px solid $hairline; border-radius: 10px; }
QFrame[role="composer"][active="true"] { border: 1px solid $accent; }
QPlainTextEdit[role="question"] {
  background: transparent; border: none; font-size: 14px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QTextBrowser[role="prose"] {
  background: transparent; border: none; font-size: ${reading}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QFrame[role="asked"] { background: $side; border-radius: 8px; }
QLabel[role="asked-text"] { font-size: ${reading}px; font-weight: 600; }
QFrame[role="details"] { background: $side; border-radius: ${radius}px; }
QFrame[role="notice"] { background: $accent_soft; border-radius: ${radius}px; }
QFrame[role="notice-attention"] { background: $attention_soft; border-radius: ${radius}px; }
QLabel[role="quote"] { font-size: ${reading}px; }
QLabel[role="quote-text"] { font-size: ${base}px; }
QLabel[role="quote-bar"] { background: $marker; border-radius: 1px; }
QLabel[role="welcome"] { font-size: ${reading}px; }
QPushButton[role="try"] { text-align: left; padding: 0 10px; min-height: 32px; }
QWidget[role="clear"] { background: transparent; }
QFrame[role="key-line"] { border: 1px solid transparent; border-radius: ${radius}px; }
QFrame[role="key-line"]:focus { border: 1px solid $accent; }
QLabel[role="keys"] { color: $ink_soft; }
QPushButton[role="nav"] {
  background: transparent; border: 1px solid transparent; color: $ink_soft; padding: 0 10px; text-align: left;
}
QPushButton[role="nav"]:hover { background: $hover; color: $ink; }
QPushButton[role="nav"]:checked { background: $selected; color: $ink; }
QPushButton[role="nav"]:focus { border: 1px solid $accent; }
QPushButton[role="segment"]:disabled { color: $ink_faint; }
QPlainTextEdit[role="log"], QListWidget[role="framed"] {
  background: $side; border: 1px solid $hairline; border-radius: ${radius}px; padding: 6px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit[role="log"] { font-family: monospace; font-size: 12px; }
QPlainTextEdit[role="log"]:focus, QListWidget[role="framed"]:focus { border: 1px solid $accent; }
QListWidget[role="framed"]::item { padding: 3px 4px; border-radius: 4px; }
QListWidget[role="framed"]::item:selected { background: $selected; color: $ink; }
QFrame[role="offer"] { background: $raised; border: 1px solid $ink_faint; border-radius: 8px; }
QFrame[role="popover"] { background: $raised; border: 1px solid $hairline; border-radius: 8px; }

QCheckBox { spacing: 6px; font-size: 12px; color: $ink_soft; }
QCheckBox:checked, QCheckBox:hover { color: $ink; }
QCheckBox[role="form"] { font-size: ${base}px; color: $ink; }
QCheckBox:disabled { color: $ink_faint; }
QCheckBox::indicator {
  width: 14px; height: 14px; border: 1px solid $ink_faint; border-radius: 4px; background: $raised;
}
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox:focus { color: $accent; }
QCheckBox[role="bare"] { spacing: 0; }
QCheckBox[role="bare"]::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox[role="bare"]::indicator:checked:focus { border-color: $ink; }

QListView, QTableView { background: transparent; border: none; outline: none; }
QTableView { background: $ground; gridline-color: transparent; }
QHeaderView { background: $ground; }
QHeaderView::section {
  background: $ground; color: $ink_soft; border: none; border-bottom: 1px solid $hairline;
  padding: 0 8px; height: ${head}px; font-size: ${small}px; font-weight: 600;
}
QHeaderView::section:hover { color: $ink; }
QTableCornerButton::section { background: $ground; border: none; }

QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $ink_faint; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_soft; }
QScrollBar[role="idle"]::handle { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $hairline; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[role="paused"]::chunk { background: $ink_faint; }

QMenu { background: $raised; border: 1px solid $hairline; border-radius: ${radius}px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $ink_faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }
""")


def sheet(colours: Colours, check_image: str, small: int = tokens.TEXT_SMALL, scale: float = 1.0) -> str:
    """The whole style sheet of one theme; `check_image` is the path of the tick in a check box."""
    values = {name: getattr(colours, name) for name in Colours.__dataclass_fields__}
    written = _SHEET.substitute(
        values,
        base=tokens.TEXT_BASE,
        small=small,
        reading=tokens.TEXT_READING,
        title=tokens.TEXT_TITLE,
        radius=tokens.RADIUS,
        chip=tokens.CHIP_RADIUS,
        bar=tokens.SCROLL_BAR,
        tab=round(TAB_HEIGHT * scale),
        head=round(HEAD_HEIGHT * scale),
        check=check_image,
    )
    return _FONT_SIZE.sub(lambda found: f"font-size: {round(int(found[1]) * scale)}px", written)
