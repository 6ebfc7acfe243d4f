"""Repairs of single lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.documents.cleaning import SOFT_HYPHEN, collapse, mostly_rtl, normalise


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain ASCII text, (with) [signs] & 100 %", "plain ASCII text, (with) [signs] & 100 %"),
        ("e\ufb03cient \ufb01ne \ufb02ow o\ufb00er", "efficient fine flow offer"),
        ("e↵orts", "efforts"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("in\u00advisible", "invisible"),
        ("zero\u200bwidth\ufeff\u200e", "zerowidth"),
        ("bell\x07 nul\x00 c1\x9b", "bell nul c1"),
        ("\uf0b7 item", "• item"),
        ("unknown\ue123\ufffd glyph", "unknown glyph"),
        ("Pierre-Franc¸ois", "Pierre-François"),
        ("Universit´e de Gen`eve", "Université de Genève"),
        ("G¨odel", "Gödel"),
        ("`code` and ``quotes''", "`code` and ``quotes''"),
        ("\u2f00\u2f08", "一人"),  # radicals that look like the characters
        ("\ufefb\ufedf", "لال"),  # presentation forms of Arabic
        ("بنـــاء", "بناء"),
    ],
)
def test_normalise(raw, clean):
    assert normalise(raw) == clean


def test_a_soft_hyphen_stays_at_the_end():
    assert normalise("com\u00adpli\u00adca\u00ad") == "complica" + SOFT_HYPHEN


@given(st.text())
def test_normalised_text_is_clean_and_stays_so(text):
    clean = normalise(text)
    assert clean == unicodedata.normalize("NFC", clean)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co") for char in clean)
    assert normalise(clean) == clean or "´" in clean or "`" in clean  # an accent may find a letter once only


@given(st.text(alphabet="ab \t"))
def test_collapse(text):
    assert "  " not in collapse(text)
    assert collapse(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("שלום עולם", True), ("R وPython", False), ("البرمجة بلغة R", True), ("abc", False), ("12", False)],
)
def test_mostly_rtl(text, rtl):
    assert mostly_rtl(text) is rtl
