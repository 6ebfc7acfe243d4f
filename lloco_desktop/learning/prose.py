"""The sentences of a chunk that something can be asked about.

Text from PDFs has reference lists, rows of tables, code, captions, page furniture and names of authors among
its prose. Study items are made from whole sentences of prose alone: what is left out here is never asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from lloco_desktop.terms import is_cjk

ENGLISH_SHARE = 0.22  # of the words are the commonest English ones, in English
FEWEST_WORDS, MOST_WORDS = 6, 45  # of a sentence that is asked about
_COMMON = frozenset(
    "the of and to a in is that for it as was with be by on are this which or from at an have not were has"
    " their can its we you they will been but he she his her our more".split()
)
_REFERENCES_HEADING = re.compile(
    r"^\W*(?:\d+\.?\s+)?(?:references|bibliography|works cited|literature cited|literatur|"
    r"r[ée]f[ée]rences|参考文献)\W*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\bdoi\b|doi\.org|\bISBN\b|\bISSN\b|arXiv:|\bet al\.,?\s*$|\bpp\.\s*\d|\bvol\.\s*\d|"
    r"[Rr]etrieved from|[Aa]ccessed on"
    r"|^(?:\[\d+\]|\d+\.)?\s*[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,\s(?:[A-Z]\.[\s,-]*)+"
    r"|\b(?:[A-Z]\.\s?)+,\s*(?:&|and)\s+[A-Z]|,\s*\d+\(\d+\),|\(\d{4}[a-z]?\)\.\s"
)
_FURNITURE = re.compile(
    r"^\s*(?:doi:|submitted:|published:|received:|accepted:|copyright|©|\(c\)|licen[sc]e\b|"
    r"downloaded from|page \d+|"
    r"authors? of papers retain|corresponding author|correspondence|orcid|keywords?\b|e-?mail|tel\b|fax\b|"
    r"https?://\S+\s*$|www\.\S+\s*$)|all rights reserved|creative commons|\S+@\S+\.\w+",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\s*(?:fig(?:ure)?|tab(?:le)?|listing|equation|algorithm|abb(?:ildung)?)\.?\s*\d+", re.IGNORECASE
)
_CODE = re.compile(
    r"^\s*(?:[$>#%]|//|import\s|from\s\S+\simport\s|def\s|class\s\w+[:(]|return\b|library\()"
    r"|[{};]\s*$|\w+\s*(?:<-|:=|==|\+=)\s*\S|^\s*\w+\s*=\s*\S|\w+\([^)]*=[^)]*\)|\w\(\)|::|=>|\\\w+\{"
)
_BULLET = re.compile(r"^\s*(?:[•▪◦‣●○■∙·*–—-]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)")
_ENDS = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]*$")
_CUT = re.compile(
    r"(?<=[.!?…])(?:[\"”’»)\]]*)\s+(?=[\"“«(\[]?[^\W\d_a-zß-öø-ÿ])|(?<=[.!?])\s+(?=\d)|(?<=[。！？])"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[“\"])(?:e\.\s?g|i\.\s?e|cf|viz|vs|ca|approx|al|etc|[Ff]igs?|[Tt]abs?|[Ee]qs?|[Ss]ecs?|"
    r"[Rr]efs?|"
    r"[Nn]os?|[Vv]ol|pp?|[Ee]ds?|[Dd]ept|[Uu]niv|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|U\.\s?S|"
    r"z\.\s?B|d\.\s?h|bzw|Nr|[A-Z])\.$"
)
_CITATION = re.compile(
    # (Baker, 2016; ...)
    r"\s*\([^()]*[^\W\d_][^()]*,\s?(?:(?:1[5-9]|20)\d\d[a-z]?|"
    r"n\.d\.|in press)(?:[,;][^()]*)?\)"
    r"|\s*\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\s*\(\s*https?://[^\s()]+\s*\)"  # [12], (https://...)
    r"|\s*\((?:[Ss]ee,?\s?)?(?:e\.g\.,?)?\s*\)"  # what is left of "(see, e.g., Baker (2016))"
    r"|\s*\[@?[a-z][\w:-]*(?:1[5-9]|20)\d\d\w*\]"  # [baker_2016]
)
_CAPITALISED = re.compile(r"\b[A-Z]")
_INNER = re.compile(r"(?<=[a-z,;] )([^\W\d_]{2,})(?![\w(.=]|-[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose without its citations, and where it stands."""

    text: str
    heading: str  # that stands nearest before it in the chunk, or ""
    paragraph: int  # number of its line in the chunk
    after: str = ""  # items of a list that it introduces, one per line


def sentences_of(text: str, common: Collection[str] = ()) -> list[Sentence]:
    """The sentences of a chunk that can be asked about, in order.

    `common` are lines that stand in many places of the library, hence say nothing of this one.
    """
    found: list[Sentence] = []
    heading = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        stripped = " ".join(line.split())
        if _REFERENCES_HEADING.match(stripped):
            break
        if not stripped or stripped in common or _is_junk(line):
            continue
        if is_heading(stripped):
            heading = stripped
            continue
        body = without_citations(_BULLET.sub("", stripped))
        for sentence in split_sentences(body):
            items = (
                _list_after(lines[number + 1 :]) if body.endswith(sentence) and sentence[-1] == ":" else []
            )
            if _is_prose(sentence) or (len(items) > 1 and _is_prose(sentence.removesuffix(":") + ".")):
                found.append(Sentence(sentence, heading, number, "\n".join(items)))
    return found


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph, in order, without the white space around them."""
    cuts = [0]
    for match in _CUT.finditer(text):
        before = text[cuts[-1] : match.end()].rstrip()
        if not _ABBREVIATED.search(before) and before.count("(") <= before.count(")"):
            cuts.append(match.end())
    pieces = [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [piece for piece in pieces if piece]


def without_citations(sentence: str) -> str:
    """The sentence without "(Baker, 2016)", "[12]" and addresses in brackets."""
    plain = _CITATION.sub("", sentence)
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(plain.split()))


def is_heading(line: str) -> bool:
    """Whether a line looks like a heading: short, capitalised, no sentence."""
    words = line.split()
    return (
        len(words) <= 10
        and line[0].isupper()
        and line[-1] not in ".,;:!?"
        and sum(char.isalpha() or char.isspace() for char in line) > 0.85 * len(line)
    )


def is_askable(text: str) -> bool:
    """Whether a chunk has at least two sentences (or one of twelve words) that can be asked about."""
    sentences = sentences_of(text)
    return len(sentences) > 1 or any(_length(sentence.text) >= 12 for sentence in sentences)


def is_english(text: str) -> bool:
    """Whether a text is English, by its commonest words: rules for questions hold for nothing else."""
    words = _WORD.findall(text.casefold())
    return len(words) >= 5 and sum(word in _COMMON for word in words) >= ENGLISH_SHARE * len(words)


class Habits:
    """What a library's texts have in common: lines that recur, and how words are written."""

    def __init__(self) -> None:
        self._lines: Counter[str] = Counter()
        self._small: Counter[str] = Counter()  # times written small less times written with a capital

    def add(self, text: str) -> None:
        """Take in one chunk."""
        self._lines.update({" ".join(line.split()) for line in text.split("\n")})
        for match in _INNER.finditer(text):
            self._small[match[1].casefold()] += 1 if match[1].islower() else -1

    def common_lines(self, least: int = 3) -> frozenset[str]:
        """Lines that stand in `least` chunks or more and are no headings: furniture, phrases of forms."""
        found = (line for line, count in self._lines.items() if count >= least and line)
        return frozenset(line for line in found if not is_heading(line))

    def ordinary_words(self) -> frozenset[str]:
        """Words that are written small more often than with a capital within a sentence: no names."""
        return frozenset(word for word, count in self._small.items() if count > 0)


def _is_junk(line: str) -> bool:
    """Whether a line is anything but prose: a row of a table, a reference, code, a caption, furniture."""
    if "  " in line.strip() or "\t" in line or " | " in line:
        return True  # columns
    plain = without_citations(line)
    return any(pattern.search(plain) for pattern in (_FURNITURE, _CAPTION, _CODE)) or _is_reference(line)


def _is_reference(line: str) -> bool:
    return len(_REFERENCE.findall(line)) >= (1 if len(line) < 400 else 3)


def _is_prose(sentence: str) -> bool:
    """Whether a piece of text is a whole sentence in words."""
    if not _ENDS.search(sentence) or not FEWEST_WORDS <= _length(sentence) <= MOST_WORDS:
        return False
    first = sentence.lstrip("\"“«'(¿¡")[:1]
    if not first or not (first.isupper() or first.isdigit() or not (first.islower() or first.isupper())):
        return False
    words = sentence.split()
    letters = sum(char.isalpha() or char.isspace() for char in sentence)
    if letters < (0.7 if is_cjk(sentence) else 0.82) * len(sentence) or sentence.count("(") != sentence.count(
        ")"
    ):
        return False
    capitals = len(_CAPITALISED.findall(sentence))
    if (len(words) >= 8 and capitals > 0.58 * len(words)) or re.match(r"\d+(?:\.\d+)* [A-Z]", sentence):
        return False  # authors and where they work
    return not re.search(r"https?://|[!-~]{40,}|[=<>∑∫√≤≥±→\ufffd\uffff]|\.\.\.|…", sentence)


def _length(text: str) -> int:
    """Words; two characters count as one where words are not set apart."""
    return len(text) // 2 if is_cjk(text) else len(text.split())


def _list_after(lines: list[str]) -> list[str]:
    """The bullets that directly follow, without their marks."""
    items: list[str] = []
    for line in lines:
        mark = _BULLET.match(line)
        if mark is None or len(items) == 8:
            break
        items.append(without_citations(" ".join(line[mark.end() :].split())).rstrip(".;,"))
    return [item for item in items if item]
