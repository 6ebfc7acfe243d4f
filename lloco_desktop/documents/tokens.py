"""How many tokens a text has, roughly and for every backbone alike: cutting must not depend on a model."""

from __future__ import annotations

import re

_IDEOGRAPHS = re.compile(
    "[\u2e80-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
_LETTERS_PER_TOKEN = 4.3  # English prose under byte-pair encoding
_OTHER_LETTERS_PER_TOKEN = 2.6  # scripts of which vocabularies hold less: Cyrillic, Arabic, Thai


def estimate_tokens(text: str) -> int:
    """The estimated number of tokens; about 1.3 per English word, 1 per Chinese character, never 0."""
    if text.isascii():
        return max(1, round(_latin(text)))
    rest, ideographs = _IDEOGRAPHS.subn(" ", text)
    ascii_letters = len(rest.encode("ascii", "ignore")) - ideographs
    other = len(rest) - ideographs - ascii_letters
    latin = _latin(rest) * ascii_letters / max(len(rest), 1)
    return max(1, round(0.9 * ideographs + latin + other / _OTHER_LETTERS_PER_TOKEN))


def _latin(text: str) -> float:
    """Between a count of words and a count of letters: formulas have long words, prose has short ones."""
    return 0.65 * len(text.split()) + 0.5 * len(text) / _LETTERS_PER_TOKEN
