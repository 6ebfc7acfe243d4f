"""Repairs single lines of text as PDFs hold them, and tells scripts apart. Pure.

How lines run on into each other is `joints.py`.
"""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st", "\u0132": "IJ", "\u0133": "ij", "\u01c4": "DŽ", "\u01c6": "dž", "\u01c7": "LJ",
    "\u01c9": "lj", "\u01ca": "NJ", "\u01cc": "nj",
}  # fmt: skip
# symbol fonts put their glyphs into the private area; these are the bullets among them
_PRIVATE_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf06e\uf076\uf0b0\uf02d\uf0e0"
_SPACES = (
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x202F,
    0x205F,
    0x3000,
    9,
    10,
    11,
    12,
    13,
    0x85,
    0x2028,
    0x2029,
)
# zero-width and direction marks, the sign for unknown characters, and the stroke that lengthens Arabic words
_NOTHING = (
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    0x2060,
    *range(0x2066, 0x206A),
    0x061C,
    0x0640,
    0xFEFF,
    0xFFFD,
)
_PRIVATE, _SURROGATES = range(0xE000, 0xF900), range(0xD800, 0xE000)


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*range(32), *range(127, 160), *_PRIVATE, *_SURROGATES))
    table.update(dict.fromkeys(_SPACES, " "))
    table.update(dict.fromkeys(_NOTHING))
    table.update({ord(char): "•" for char in _PRIVATE_BULLETS})
    table.update({ord(char): text for char, text in _LIGATURES.items()})
    # presentation forms of Arabic, and radicals that stand for the Chinese characters they look like
    for code in (*range(0x2F00, 0x2FD6), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and " " not in plain:
            table[code] = plain
    return table


_TABLE = _table()
_PLAIN = re.compile(r"[ -_a-~’‘“”–—]*")
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303",
    "ˇ": "\u030c", "˚": "\u030a", "˝": "\u030b",
}  # fmt: skip
_LOOSE_ACCENT = re.compile(r"([´¨ˆ˜ˇ˚˝]|(?<=[^\W\d_])`)([A-Za-zıȷ])|(?<=[^\W\d_])([´¨])\s([aeiou])")
_LOST_FF = re.compile(r"(?<=[^\W\d_])↵|↵(?=[^\W\d_])")
_LOOSE_CEDILLA = re.compile(r"([cCsStTgGkKlLnNrR])¸")
_FAR_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_WIDE_SPACE = re.compile(r" {2,}")


def normalise(text: str) -> str:
    """One piece of a line in NFC, without ligatures, control characters and invisible marks.

    A soft hyphen stays only at the very end, where it tells that a word is broken there.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _FAR_PRIVATE.sub("", text.translate(_TABLE)))
    if SOFT_HYPHEN in text:
        broken = text.rstrip().endswith(SOFT_HYPHEN)
        text = (
            text.replace(SOFT_HYPHEN, "").rstrip() + SOFT_HYPHEN if broken else text.replace(SOFT_HYPHEN, "")
        )
    if "↵" in text:  # where some programs put the ligature ff of TeX's fonts
        text = _LOST_FF.sub("ff", text)
    if "¸" in text:
        text = unicodedata.normalize("NFC", _LOOSE_CEDILLA.sub("\\1\u0327", text))
    if _LOOSE_ACCENT.search(text):
        text = unicodedata.normalize("NFC", _LOOSE_ACCENT.sub(_set_accent, text))
    return text


def _set_accent(match: re.Match[str]) -> str:
    """Old TeX fonts draw an accent before its letter."""
    accent, letter = match[1] or match[3], match[2] or match[4]
    composed = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(letter, letter) + _ACCENTS[accent])
    return composed if len(composed) == 1 else match[0]


# --- scripts ------------------------------------------------------------------------------------


def is_cjk(char: str) -> bool:
    """Whether a character belongs to a script that is written without spaces (Chinese, Japanese, Thai...)."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x30FF
        or 0x3100 <= code <= 0x312F
        or 0x31A0 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF01 <= code <= 0xFF60
        or 0x20000 <= code <= 0x3FFFF
        or 0x0E00 <= code <= 0x0EFF
        or 0x1780 <= code <= 0x17FF
        or 0x1000 <= code <= 0x109F
    )


def is_hangul(char: str) -> bool:
    """Whether a character is a Korean syllable: words have spaces, but lines end within them."""
    return "\uac00" <= char <= "\ud7a3"


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def mostly_rtl(text: str) -> bool:
    """Whether most letters of a text are written from right to left."""
    if text.isascii():
        return False
    rtl = len(_RTL.findall(text))
    return rtl > 0 and 2 * rtl > sum(char.isalpha() for char in text)


def collapse(text: str) -> str:
    """Runs of spaces as one."""
    return _WIDE_SPACE.sub(" ", text) if "  " in text else text
