"""What sort of thing a question asks for, and how it looks in a text: a number, a date, a name, a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_DATE = re.compile(
    rf"\b(?:1[0-9]|20)\d\ds?\b|\b\d{{1,2}}(?:st|nd|rd|th)\s+centur|\b{_MONTH}|\bcentur|"
    r"\b\d+\s*(?:BC|AD|BCE|CE)\b|\b(?:day|week|month|year|decade)s?\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[年月日世纪]",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!^)\d|^\d(?!\d?[.)]\s)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half|third|quarter|twice|"
    r"several|percent)\b|[一二三四五六七八九十百千万亿两]",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+|^[A-Z][\w’'-]+\s+[A-Z][\w’'-]+")
_REASON = re.compile(
    r"\b(?:because|due to|since|therefore|thus|so that|in order to|as a result|reason|cause[ds]?|led to|"
    r"leads? to|owing to|allow\w*|enabl\w*|result\w* in)\b|因为|由于|所以|因此",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of thing that questions ask for."""

    looks: re.Pattern[str]  # how it looks in a text
    telling: float  # 0 to 1: how much it says that a sentence holds it


_ASKING: tuple[tuple[str, Sort], ...] = (
    (
        r"\bhow (?:many|much|old|long|far|large|big|tall|high|often|fast)\b|\bpercent|多少|几",
        Sort(_NUMBER, 1.0),
    ),
    (
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|"
        r"什么时候|何时|哪年|哪一年|几年",
        Sort(_DATE, 1.0),
    ),
    (
        r"\bwho(?:se|m)?\b|\bwhere\b|谁|哪里|哪儿|何地|"
        r"\b(?:what|which) (?:\w+ )?(?:person|people|country|city|company|university|place|state)\b",
        Sort(_NAME, 0.3),
    ),
    (r"\bwhy\b|为什么|為什麼", Sort(_REASON, 0.1)),
)
_COMPILED = tuple((re.compile(asking, re.IGNORECASE), wanted) for asking, wanted in _ASKING)


def sought_by(question: str) -> Sort | None:
    """The sort of thing that the question asks for; None where its form does not say."""
    return next((wanted for asking, wanted in _COMPILED if asking.search(question)), None)
