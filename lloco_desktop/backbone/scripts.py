"""Whether a text is written in a script that a backbone was made for.

A language cannot be told from a few words, a script can. So this sees Chinese, Russian or Arabic before a
backbone for English, and does not see German before it. Of what it cannot know it says nothing: a card
without languages, or with one that is not in the table, fits every text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

LATIN = frozenset({"LATIN"})
HAN = "CJK"  # scripts go by the word that the names of their letters begin with
MOST = 0.5  # of the letters, from which on a text is in another script

_SCRIPTS = {
    **dict.fromkeys("en de fr es it pt nl pl sv da nb no fi cs ro hu tr id vi ca la".split(), LATIN),
    **dict.fromkeys("ru uk bg be mk kk".split(), frozenset({"CYRILLIC"})),
    "sr": LATIN | {"CYRILLIC"},
    **dict.fromkeys("ar fa ur".split(), frozenset({"ARABIC"})),
    "zh": frozenset({HAN, "BOPOMOFO"}),
    "ja": frozenset({HAN, "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    "ko": frozenset({HAN, "HANGUL"}),
    "he": frozenset({"HEBREW"}),
    "el": frozenset({"GREEK"}),
    "hi": frozenset({"DEVANAGARI"}),
    "th": frozenset({"THAI"}),
}
_KNOWN = frozenset().union(*_SCRIPTS.values())  # mathematical letters and such belong to no language


def is_foreign(languages: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether most letters of the texts are of scripts that none of the languages is written in.

    `languages` are codes as model cards have them: "en", "zh-Hans".
    """
    codes = [one.lower().replace("_", "-").split("-")[0] for one in languages]
    if not codes or any(code not in _SCRIPTS for code in codes):
        return False
    fitting = LATIN.union(*(_SCRIPTS[code] for code in codes))  # names and terms are Latin everywhere
    letters = Counter(char for text in texts for char in text if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        scripts[_script(char)] += count
    foreign = sum(count for script, count in scripts.items() if script in _KNOWN and script not in fitting)
    return foreign > MOST * scripts.total()


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
