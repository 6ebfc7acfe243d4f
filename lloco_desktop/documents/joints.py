"""How lines run on into each other: broken words, compounds, addresses, scripts without spaces. Pure.

`joint` says how the end of one line meets the beginning of the next, so that a paragraph can keep its map
from characters to lines. Whether a hyphen at a line's end belongs to the word is told by the document's
own vocabulary, else by parts of compounds that keep it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lloco_desktop.documents.cleaning import SOFT_HYPHEN, is_cjk, is_hangul

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+)[-‐]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_URL_TAIL = re.compile(r"(?:https?:/?$|https?://\S*$|www\.\S*$|doi\.org/\S*$|doi:\S*$)", re.IGNORECASE)
_URL_GOES_ON = re.compile(r"^[\w%~][\w%~-]*(?:[.][\w%~-]+)*[/_=&#?.%][\w/]|^\w*\d[\w.-]*[).,;]*$")
# first and last parts of compounds that keep their hyphen far more often than not (of 200 MB of English)
_FIRST_OF_COMPOUND = frozenset(
    "long self well low one two three four five six seven eight nine ten twenty thirty forty fifty sixty "
    "seventy eighty ninety first second third half short cross user decision light full single double same "
    "right left mobile large small open close high higher lower real best upper top free middle mid state "
    "problem project evidence peer hands non ex quasi all hard soft early late deep fast slow human computer "
    "data time community student teacher".split()
)
_LAST_OF_COMPOUND = frozenset(
    "based led driven level like free specific oriented related time term scale dimensional order centered "
    "centred making taking solving depth quality friendly world source sized class year old type positive "
    "negative efficient aware intensive consuming dependent independent induced mediated shot fenced "
    "threatening standing performance resolution needed long wide stage step purpose existing known defined "
    "organized organised".split()
)
_FIRST_OF_SOLID = frozenset(
    "under over out back fore with up down in on an re de dis un pre pro sub super inter trans con com per "
    "en em im ad ab ob for by any some every no hand head heart house work life time water fire book land "
    "where there here copy".split()
)
_SUFFIX = re.compile(
    r"^(?:e[drns]|ers?|est|ly|ened|ening|ings?|ness|ity|ities|age[sd]?|dom|ful|less|ments?|en|ered|ering|"
    r"ish|ishness|ships?|ive|ives|able|ible|ably|als?|ance|ence|ent|ents|ions?|ations?|tions?|sions?|ous|ed|ies|ize[ds]?)$"
)


@dataclass
class Vocabulary:
    """How often the words of a document stand somewhere other than at a line's end."""

    words: Counter[str] = field(default_factory=Counter)
    spaced: bool = False  # lines of Korean text end with a space where a word ends

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Count the words of lines; both parts of words that a line's end may have broken are left out."""
        vocabulary = cls()
        broken = False
        for line in lines:
            vocabulary.spaced = vocabulary.spaced or line[-1:] == " "
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
        if first in _FIRST_OF_COMPOUND:
            return known or (len(first) > 2 and len(second) > 4)
        # as-needed; but under|ground
        return known and self.words[first] > 0 and len(second) > 5 and first not in _FIRST_OF_SOLID


def joint(end: str, begin: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """How a line that ends with `end` runs on into one that begins with `begin`.

    Returns how many characters to drop from the end, and what to put between.
    """
    if not end or not begin:
        return 0, ""
    last, first = end[-1], begin[0]
    if last == " ":
        return 0, ""
    if last == SOFT_HYPHEN:
        return 1, ""
    if last in "-‐" and len(end) > 1 and not end[-2].isspace():
        return _after_hyphen(end, begin, vocabulary)
    if vocabulary.spaced and is_hangul(last) and is_hangul(first):
        return 0, ""
    if is_cjk(last) and (is_cjk(first) or not first.isalnum()):
        return 0, ""
    if is_cjk(first) and not last.isalnum() and last not in ".,;:!?)”":
        return 0, ""
    if last in "—⁄" and end[-2:-1].strip():
        return 0, ""
    url = _URL_TAIL.search(end)
    if url and (
        last in "/_=&?%#" or begin.startswith("/") or (last not in ",;)" and _URL_GOES_ON.match(begin))
    ):
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
