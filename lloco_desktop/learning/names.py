"""Names in English sentences: what acronyms stand for, and who is a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ACRONYM = re.compile(
    r"(?<![\w-])((?:[A-Za-z][\w’'-]*\s+(?:(?:and|of|for|the|in|on|to|with|&)\s+)*){2,8})"
    r"\((?P<short>[A-Z][A-Za-z0-9&]{1,7}s?)\)"
)
_SMALL = frozenset("and of for the in on to with &".split())
_PERSON = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+|van|von|de|der)){1,3}"
    r"(?:(?:,| and|, and)\s+[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+)){1,3})*$"
)
_ORGANISED = re.compile(
    r"\b(?:University|Institute|Academy|School|College|Department|Center|Centre|Project|Package|Python|"
    r"Lab|Foundation|"
    r"Society|Company|Inc|Corporation|Course|Book|Notebooks?|Council|Committee|Team|Club|Group|System|"
    r"Module|Unit|"
    r"Chapter|Section|Science|Learning|Journal|Program|Programme|States|Kingdom|Museum|Library|Code|"
    r"Tutorials?)\b"
)


def acronyms(sentence: str) -> Iterator[tuple[str, str]]:
    """(LF, Long Form) for every "Long Form (LF)" whose initials agree."""
    for match in _ACRONYM.finditer(sentence):
        short = match["short"].removesuffix("s")
        words = match[1].split()
        for count in range(min(len(words), len(short) + 3), 1, -1):
            taken = words[-count:]
            fits = short.casefold() in (_initials(taken), _initials([w for w in taken if w not in _SMALL]))
            if fits and taken[0] not in _SMALL and taken[0][0].casefold() == short[0].casefold():
                if len(short) > 2 or not is_person(" ".join(taken)):
                    yield short, " ".join(taken)
                break


def _initials(words: list[str]) -> str:
    return "".join(part[0] for word in words for part in word.split("-") if part).casefold()


def is_person(text: str) -> bool:
    """Whether a text looks like the name of one or more people, and not of something that people made."""
    return _PERSON.match(text) is not None and _ORGANISED.search(text) is None
