"""Text as terms that can be compared: stemmed words, numbers, and pairs of CJK characters.

Retrieval and answering compare questions, passages, sentences and answers word by word; they must
agree on what a word is, so it is decided here once. Terms are for comparing, never for showing.

* Latin and other spaced scripts: case-folded, accents removed, lightly stemmed in the English way.
* Numbers: thousands separators removed, so that "1,234" equals "1234".
* Han, Kana and Hangul: overlapping pairs of characters, since words are not set apart by spaces.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)|(?P<number>\d+(?:[.,]\d+)*)(?![^\W_{_CJK}])|(?P<word>[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)?)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't describe did didn't do does doesn't
    doing don't down during each else ever every explain few find for from further get gets give gave
    given got had hadn't has hasn't have haven't having he her here hers herself him himself his how
    however i if in into is isn't it its itself just let like list many may me might more most much must
    my myself name no nor not now of off on once one only onto or other others our ours out over own per
    please said same say says shall she should show since so some such tell than that the their theirs
    them themselves then there these they this those through to too under until up upon us very was
    wasn't we were weren't what whatever when where whether which while who whom whose why will with
    within without won't would wouldn't yes you your yours yourself according called calls call there's
    what's who's it's that's i'm mean means kind type purpose goal aim main meaning define definition
    topic paper papers document documents article text passage passages used use uses using stand stands
    mention mentioned discuss discussed happen happened answer answers""".split()
)

# Function and question words of Chinese and Japanese.
_CJK_STOP_WORDS = frozenset(
    """为什么 為什麼 什么时候 什麼時候 什么 什麼 怎么样 怎麼樣 怎么 怎麼 怎样 怎樣 如何 多少 几个 幾個
    哪些 哪里 哪裡 哪儿 哪一 哪个 哪個 哪 谁 誰 何时 何時 何 是否 是不是 有没有 有沒有 可以 以及
    或者 但是 因为 因為 所以 如果 请问 請問 请 請 告诉 告訴 我 你 您 他 她 它 我们 我們 他们 他們
    这个 這個 这些 這些 那个 那個 这 這 那 的 了 吗 嗎 呢 吧 啊 是 在 与 與 及 或 被 把 很 没有 沒有
    之 于 於 关于 關於 根据 根據 一个 一個 について とは ですか ますか でしょうか です ます だれ
    应该 應該 应当 應當 需要 能否 能不能 可不可以 怎么办 怎麼辦 多久 多长 多長 多大 多高 多远 多遠 第几
    第幾 哪天 哪年 哪一年 哪一天 主要 一下 意思 提到 文档 文檔 文章 本文
    どこ いつ なぜ どの どれ どう なに なん は が を に の へ と で も か や""".split()
)
_CJK_STOPS = re.compile("|".join(sorted(_CJK_STOP_WORDS, key=lambda word: (-len(word), word))))


Want = tuple[str, ...]  # terms of which any one will do


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the characters `[start, end)` of the text that it comes from."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents, width variants and possessive ending."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold().replace("’", "'")
    return plain.removesuffix("'s").replace("'", "")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The folded word without its commonest English endings.

    Light on purpose: it must bring "originates", "originated" and "originating" together and must not
    bring "universe" and "university" together. Words of other languages mostly pass through unchanged.
    """
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and re.search("[aeiouy]", root):
            word = root
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("i") and len(word) > 3:
        word = word[:-1] + "y"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_NAMES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_OTHER_FORM = {str(number): stem(name) for number, name in enumerate(_NAMES)}  # people write either
_OTHER_FORM |= {name: number for number, name in _OTHER_FORM.items()}


def is_cjk(text: str) -> bool:
    """Whether the text holds any Han, Kana or Hangul character."""
    return any(match.lastgroup == "cjk" for match in _TOKEN.finditer(text))


def terms(text: str) -> list[Term]:
    """All terms of a text in order, with their places; CJK runs give each character and each pair."""
    found: list[Term] = []
    for match in _TOKEN.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        if match.lastgroup == "cjk":
            for at in range(start, end):
                found.append(Term(text[at], at, at + 1))
                if at + 1 < end:
                    found.append(Term(text[at : at + 2], at, at + 2))
        elif match.lastgroup == "number":
            found.append(Term(_THOUSANDS.sub("", fold(word)), start, end))
        else:
            found.append(Term(stem(fold(word)), start, end))
    return found


def term_set(text: str) -> frozenset[str]:
    """The distinct terms of a text, for asking what it contains."""
    return frozenset(term.text for term in terms(text))


def content_terms(text: str) -> list[str]:
    """The distinct terms of a question or answer that carry its content, in order: `wants`, all of them."""
    return list(dict.fromkeys(term for want in wants(text) for term in want))


def wants(text: str) -> list[Want]:
    """What a text must hold to speak of the same things, in order; each want is met by any of its terms.

    Function and question words are left out. A word is met by itself, a small number also by its name. CJK
    runs are cut at function words; each character is met by either pair that it is part of, since where words
    begin and end is not known ("苏轼出生": "苏轼" and "出生" are met, nobody writes "轼出").
    """
    return list(written_wants(text))


def written_wants(text: str) -> dict[Want, str]:
    """The wants of a text, each with how it is written: what an index with its own stemmer can be asked."""
    found: dict[Want, str] = {}
    for match in _TOKEN.finditer(text):
        word = match.group()
        if match.lastgroup == "cjk":
            for run in _CJK_STOPS.split(word):
                around = [_pairs_around(run, at) for at in range(len(run))]
                found.update((pairs, " ".join(pairs)) for pairs in around)
        elif match.lastgroup == "number":
            want = _with_other_form(_THOUSANDS.sub("", fold(word)))
            found.setdefault(want, " ".join(want))
        elif not _is_stop_word(word) and (len(word) > 1 or not word.isascii()):
            found.setdefault(_with_other_form(stem(fold(word))), word)
    return found


def _pairs_around(run: str, at: int) -> Want:
    pairs = [run[start : start + 2] for start in (at - 1, at) if 0 <= start <= len(run) - 2]
    return tuple(pairs) or (run,)


def _with_other_form(term: str) -> Want:
    other = _OTHER_FORM.get(term)
    return (term, other) if other else (term,)


def _is_stop_word(word: str) -> bool:
    return word.casefold().replace("’", "'") in STOP_WORDS or fold(word) in STOP_WORDS


def rarity(wanted: Iterable[Want], texts: Sequence[frozenset[str]]) -> dict[Want, float]:
    """How telling each want is among the given texts: `telling`. With no texts every want weighs the same."""
    if not texts:
        return dict.fromkeys(wanted, 1.0)
    counts = {want: sum(not text.isdisjoint(want) for text in texts) for want in wanted}
    return {want: telling(count, len(texts)) for want, count in counts.items()}


def telling(count: int, total: int) -> float:
    """Inverse document frequency, above zero, of what `count` of `total` texts hold."""
    return math.log(1.0 + (max(total - count, 0) + 0.5) / (count + 0.5))


def coverage(weights: Mapping[Want, float], present: frozenset[str]) -> float:
    """The share of the weight whose wants are met by the terms present, 0 to 1; 0 for no wants at all."""
    total = sum(weights.values())
    met = sum(weight for want, weight in weights.items() if not present.isdisjoint(want))
    return met / total if total else 0.0


def adjacent_pairs(wanted: Sequence[Want]) -> frozenset[tuple[str, str]]:
    """The pairs of words that follow each other among the wants; none in scripts whose terms are pairs."""
    return frozenset((one[0], two[0]) for one, two in pairwise(wanted) if len(one) == len(two) == 1)


def share_adjacent(pairs: frozenset[tuple[str, str]], text: str) -> float:
    """The share of the pairs whose words stand beside each other in the text, or with one between them."""
    if not pairs:
        return 0.0
    words = [term.text for term in terms(text)]
    return len(pairs & {*pairwise(words), *zip(words, words[2:], strict=False)}) / len(pairs)
