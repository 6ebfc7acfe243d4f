"""Repairs text as PDFs hold it: what single lines need, and how lines run on into each other.

`normalise` is for one piece of a line and may change its length; `joint` says how the end of one line
meets the beginning of the next, so that a paragraph can keep its map from characters to lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SOFT_HYPHEN = "\u00ad"
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u0132": "IJ", "\u0133": "ij", "\u01c4": "DŽ", "\u01c6": "dž", "\u01c7": "LJ", "\u01c9": "lj", "\u01ca": "NJ", "\u01cc": "nj",
}  # fmt: skip
# symbol fonts put their glyphs into the private area; these are the bullets among them
_PRIVATE_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf06e\uf076\uf0b0\uf02d\uf0e0"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029"
_NOTHING = "\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufffd"


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: None for code in (*range(32), *range(127, 160))}
    table.update({code: None for code in range(0xE000, 0xF900)})
    table.update({ord(char): " " for char in _SPACES})
    table.update({ord(char): None for char in _NOTHING})
    table.update({ord(char): "•" for char in _PRIVATE_BULLETS})
    table.update({ord(char): text for char, text in _LIGATURES.items()})
    table.update({code: None for code in range(0xD800, 0xE000)})
    # presentation forms of Arabic, and radicals that stand for the Chinese characters they look like
    for code in (*range(0x2F00, 0x2FD6), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and " " not in plain:
            table[code] = plain
    return table


_TABLE = _table()
_PLAIN = re.compile(r"[ -~’‘“”–—]*")
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c", "˚": "\u030a", "˝": "\u030b", "¯": "\u0304"}  # fmt: skip
_LOOSE_ACCENT = re.compile(r"(?<![\s(])?([´`¨ˆ˜¸ˇ˚˝])([A-Za-zıȷ])")
_INNER_SOFT_HYPHEN = re.compile(SOFT_HYPHEN + r"(?=.)")
_WIDE_SPACE = re.compile(r" {2,}")


def normalise(text: str) -> str:
    """One piece of a line in NFC, without ligatures, control characters and invisible marks.

    A soft hyphen stays only at the very end, where it tells that a word is broken there.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    if SOFT_HYPHEN in text:
        text = _INNER_SOFT_HYPHEN.sub("", text.rstrip()) if text.rstrip().endswith(SOFT_HYPHEN) else text.replace(SOFT_HYPHEN, "")
    if _LOOSE_ACCENT.search(text):
        text = unicodedata.normalize("NFC", _LOOSE_ACCENT.sub(_set_accent, text))
    return text


def _set_accent(match: re.Match[str]) -> str:
    """Old TeX fonts draw an accent before its letter."""
    letter = {"ı": "i", "ȷ": "j"}.get(match[2], match[2])
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])
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


def is_rtl(char: str) -> bool:
    """Whether a character is written from right to left."""
    return unicodedata.bidirectional(char) in ("R", "AL")


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def mostly_rtl(text: str) -> bool:
    """Whether most letters of a text are written from right to left."""
    rtl = len(_RTL.findall(text))
    return rtl > 0 and 2 * rtl > sum(char.isalpha() for char in text)


# --- words --------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+)[-‐]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_URL_TAIL = re.compile(r"(?:https?:/?$|https?://\S*$|www\.\S*$|doi\.org/\S*$|doi:\S*$)", re.IGNORECASE)
_URL_GOES_ON = re.compile(r"^[\w%~][\w%~-]*(?:[.][\w%~-]+)*[/_=&#?.%][\w/]|^\w*\d[\w.-]*[).,;]*$")
# first and last parts of compounds that keep their hyphen far more often than not (counted on 200 MB of English)
_FIRST_OF_COMPOUND = frozenset(
    "long self well low one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty "
    "ninety first second third half short cross user decision light full single double same right left mobile large "
    "small open close high higher lower real best upper top free middle mid state problem project evidence peer hands "
    "non ex quasi all hard soft early late deep fast slow human computer data time community student teacher".split()
)
_LAST_OF_COMPOUND = frozenset(
    "based led driven level like free specific oriented related time term scale dimensional order centered centred making "
    "taking solving depth quality friendly world source sized class year old type positive negative efficient aware "
    "intensive consuming dependent independent induced mediated shot threatening standing "
    "performance resolution style stage step purpose friendly existing known defined organized organised".split()
)
_SUFFIX = re.compile(
    r"^(?:e[drns]|ers?|est|ly|ened|ening|ings?|ness|ity|ities|age[sd]?|dom|ful|less|ments?|en|ered|ering|"
    r"ish|ishness|ships?|ive|ives|able|ible|ably|als?|ance|ence|ent|ents|ions?|ations?|tions?|sions?|ous|ed|ies|ize[ds]?)$"
)


@dataclass
class Vocabulary:
    """How often the words of a document stand somewhere other than at a line's end."""

    words: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Count the words of lines; both parts of words that a line's end may have broken are left out."""
        vocabulary = cls()
        broken = False
        for line in lines:
            words = _WORD.findall(line.lower().replace("‐", "-"))
            whole = words[1:] if broken else words
            broken = line[-1:] in ("-", "‐", SOFT_HYPHEN)
            vocabulary.words.update(whole[:-1] if broken else whole)
        return vocabulary

    def is_compound(self, first: str, second: str) -> bool:
        """Whether `first-second`, broken after its hyphen, is a compound that keeps it."""
        first, second = first.lower(), second.lower()
        together, apart = self.words[first + second], self.words[f"{first}-{second}"]
        if together or apart:
            return apart > together
        if _SUFFIX.match(second):
            return False
        known = self.words[second] > 0
        if second in _LAST_OF_COMPOUND:
            return self.words[first] > 0 or first in _FIRST_OF_COMPOUND or len(first) > 4
        return first in _FIRST_OF_COMPOUND and (known or (len(first) > 2 and len(second) > 4))


# --- line ends ----------------------------------------------------------------------------------


def joint(end: str, begin: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """How a line that ends with `end` runs on into one that begins with `begin`.

    Returns how many characters to drop from the end, and what to put between.
    """
    if not end or not begin:
        return 0, ""
    last, first = end[-1], begin[0]
    if last == SOFT_HYPHEN:
        return 1, ""
    if last in "-‐" and len(end) > 1 and not end[-2].isspace():
        return _after_hyphen(end, begin, vocabulary)
    if is_cjk(last) and (is_cjk(first) or not first.isalnum()):
        return 0, ""
    if is_cjk(first) and not last.isalnum() and last not in ".,;:!?)”":
        return 0, ""
    if last in "—⁄" and end[-2:-1].strip():
        return 0, ""
    url = _URL_TAIL.search(end)
    if url and (last in "/_=&?%#" or begin.startswith("/") or (last not in ",;)" and _URL_GOES_ON.match(begin))):
        return 0, ""  # an address that goes on
    return 0, " "


def _after_hyphen(end: str, begin: str, vocabulary: Vocabulary) -> tuple[int, str]:
    first, second = _LAST_PART.search(end), _FIRST_PART.match(begin)
    if first is None or second is None or _URL_TAIL.search(end):
        # 3-dimensional, COVID-19, an address; but a dangling hyphen before "and" keeps its space
        return 0, "" if begin[0].isalnum() else " "
    left, right = first[1], second[0]
    if right.lower() in ("and", "or", "to", "und", "oder", "et", "ou", "bzw"):
        return 0, " "  # "pre- and post-test"
    if end[: first.start()].endswith(("-", "‐")):
        return 0, ""  # state-of-the-|art
    if right[0].isupper() and not (left.isupper() and len(left) > 1 and right.isupper()):
        return 0, ""  # Bonsma-|Fisher
    return (0, "") if vocabulary.is_compound(left, right) else (1, "")


def collapse(text: str) -> str:
    """Runs of spaces as one."""
    return _WIDE_SPACE.sub(" ", text)
