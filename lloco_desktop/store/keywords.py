"""What the keyword indexes hold, and queries for them that any text can be turned into.

Two full-text indexes lie side by side. The word index takes a passage's text as it is and stems English.
Chinese, Japanese and Korean have no spaces to find words by, so the pair index holds the overlapping pairs
of their characters: "机器学习" becomes "机器 器学 学习 习". The last character stands alone, so that every
character begins some token and a single one can be found by prefix. Words written against such characters
("GPT4模型") are no words to the first index, so the second holds them too.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TERMS = 64  # of a query: more make it slow and say nothing

_HAN_KANA = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_EAST_ASIAN = re.compile(f"[{_HAN_KANA}{_HANGUL}]")
_RUN = re.compile(f"[{_HAN_KANA}{_HANGUL}]+")
_BROKEN_RUN = re.compile(f"(?<=[{_HAN_KANA}])\\s+(?=[{_HAN_KANA}])")  # a line end is no word end there
_WORD = re.compile(f"[^\\W{_HAN_KANA}{_HANGUL}]+")
_GLUED_WORD = re.compile(
    f"(?<=[{_HAN_KANA}{_HANGUL}])[^\\W{_HAN_KANA}{_HANGUL}]+|[^\\W{_HAN_KANA}{_HANGUL}]+(?=[{_HAN_KANA}{_HANGUL}])"
)

# Words that nearly every English question has and that say nothing of what it is about.
STOP_WORDS = frozenset(
    """a about am an and any are as at be been being but by can could did do does doing for from had has have
    having how i if in into is it its may me might my of on or our shall should so such than that the their
    them then there these they this those to us was we were what when where which while who whom whose why
    will with would you your tell please""".split()
)


def pairs(text: str) -> str:
    """The tokens of `text` for the pair index, separated by spaces; empty where it has none."""
    if not _EAST_ASIAN.search(text):
        return ""
    text = _normal(text)
    tokens: list[str] = []
    for run in _RUN.findall(text):
        tokens.extend(_run_tokens(run))
    tokens.extend(_GLUED_WORD.findall(text))
    return " ".join(tokens)


def word_query(text: str) -> str | None:
    """An FTS5 query for the word index: any of the words, stop words left out; None without words."""
    words = _distinct(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
    telling = [word for word in words if word not in STOP_WORDS]
    return _any_of([_quoted(word) for word in telling or words])


def pair_query(text: str) -> str | None:
    """An FTS5 query for the pair index: any of the pairs or words; None where there are none."""
    text = _normal(text)
    terms: list[str] = []
    for run in _RUN.findall(text):
        tokens = _run_tokens(run)
        # The lone last character serves single characters only: in a longer run it says less than its pair.
        terms.extend(_quoted(token) for token in tokens[:-1])
        if len(tokens) == 1:
            terms.append(_quoted(run) + "*")
    terms.extend(_quoted(word) for word in _WORD.findall(text) if word not in STOP_WORDS)
    return _any_of(_distinct(terms))


def _normal(text: str) -> str:
    """Compatibility forms (full-width letters, radicals that PDFs use for characters) made ordinary."""
    return _BROKEN_RUN.sub("", unicodedata.normalize("NFKC", text).casefold())


def _run_tokens(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def _distinct(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _quoted(word: str) -> str:
    return f'"{word}"'  # no word holds a quotation mark


def _any_of(terms: list[str]) -> str | None:
    return " OR ".join(terms[:MAX_TERMS]) or None
