"""Names, numbers, dates and words that fill the frames of programmatic documents.

Names come from the training prose (capitalised words) and from made-up syllables, so there are millions
of them; one tenth, chosen by a hash of the name, is never used in training and serves to measure.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,11}\b")
_WORD = re.compile(r"(?<= )[a-z]{4,11}\b")
_ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pl qu r s sh st t th tr v w z".split()
_VOWELS = "a e i o u ai ea ou ia".split()
_CODAS = ["", "", "n", "r", "l", "s", "m", "th", "nd", "rt", "ck", "x"]
_MONTHS = "January February March April May June July August September October November December".split()
_SUFFIXES = (
    "Ltd",
    "Group",
    "Institute",
    "Works",
    "Partners",
    "Foundation",
    "Laboratories",
    "Council",
    "Bank",
)
_PLACES = ("{}", "{}", "Port {}", "{} Bay", "North {}", "{} Valley", "{}ville", "Lake {}", "Mount {}")
_UNITS = ("kg", "km", "metres", "litres", "watts", "hours", "days", "tonnes", "volts", "pages", "years", "mm")


def is_held_out(name: str) -> bool:
    """Whether a filler is kept for measuring; the same on every machine."""
    return zlib.crc32(name.encode()) % 10 == 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the training prose, by what they can fill."""

    names: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def gather(cls, texts: Iterable[str], size: int = 6_000) -> Lexicon:
        """The most frequent capitalised and lower-case words of some texts."""
        names: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for text in texts:
            names.update(_NAME.findall(text))
            words.update(_WORD.findall(text))
        common = {word for word, _ in words.most_common(400)}
        return cls(
            tuple(name for name, _ in names.most_common(size)) or ("Alder", "Bergen"),
            tuple(word for word, _ in words.most_common(size + 400) if word not in common)
            or ("copper", "paper"),
        )

    def part(self, *, held_out: bool) -> Lexicon:
        """The fillers for training, or those that are only measured with."""
        return Lexicon(
            tuple(name for name in self.names if is_held_out(name) == held_out) or self.names,
            tuple(word for word in self.words if is_held_out(word) == held_out) or self.words,
        )


@dataclass(frozen=True, slots=True)
class Fillers:
    """Draws fillers; every draw depends on the generator alone."""

    lexicon: Lexicon
    rng: random.Random

    def coined(self) -> str:
        """A made-up name of two or three syllables."""
        pick = self.rng.choice
        count = self.rng.choice((2, 2, 3))
        return "".join(pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(count)).capitalize()

    def name(self) -> str:
        """One capitalised word."""
        return self.rng.choice(self.lexicon.names) if self.rng.random() < 0.7 else self.coined()

    def word(self) -> str:
        """One lower-case word."""
        return self.rng.choice(self.lexicon.words)

    def person(self) -> str:
        """A person's name."""
        style = self.rng.random()
        if style < 0.75:
            return f"{self.name()} {self.name()}"
        return f"{self.rng.choice(('Dr', 'Ms', 'Mr', 'Professor'))} {self.name()}"

    def place(self) -> str:
        """A place's name."""
        return self.rng.choice(_PLACES).format(self.name())

    def organisation(self) -> str:
        """An organisation's name."""
        return f"{self.name()} {self.rng.choice(_SUFFIXES)}"

    def thing(self) -> str:
        """A product, project or system."""
        style = self.rng.randrange(4)
        if style == 0:
            return f"{self.name()} {self.rng.randint(2, 990)}"
        if style == 1:
            return f"the {self.word()} {self.word()}"
        if style == 2:
            return f"Project {self.name()}"
        return f"the {self.name()} {self.word()}"

    def phrase(self) -> str:
        """Two or three lower-case words."""
        return " ".join(self.word() for _ in range(self.rng.choice((1, 2, 2, 3))))

    def number(self) -> str:
        """A number of one to five digits."""
        value = self.rng.randint(1, 10 ** self.rng.randint(1, 5))
        return f"{value:,}" if self.rng.random() < 0.3 else str(value)

    def year(self) -> str:
        """A year."""
        return str(self.rng.randint(1400, 2040))

    def date(self) -> str:
        """A date in one of three styles."""
        day, month, year = self.rng.randint(1, 28), self.rng.choice(_MONTHS), self.rng.randint(1700, 2035)
        return self.rng.choice((f"{day} {month} {year}", f"{month} {day}, {year}", f"{month} {year}"))

    def money(self) -> str:
        """An amount of money."""
        sign = self.rng.choice("$€£")
        return self.rng.choice(
            (
                f"{sign}{self.rng.randint(1, 999)}",
                f"{sign}{self.rng.randint(1, 99)}.{self.rng.randint(0, 99):02}",
                f"{sign}{self.rng.randint(2, 900)} million",
                f"{self.rng.randint(10, 9000)} dollars",
            )
        )

    def percent(self) -> str:
        """A percentage."""
        return self.rng.choice(
            (
                f"{self.rng.randint(1, 99)}%",
                f"{self.rng.randint(1, 99)}.{self.rng.randint(0, 9)}%",
                f"{self.rng.randint(2, 95)} percent",
            )
        )

    def measure(self) -> str:
        """A quantity with its unit."""
        return f"{self.rng.randint(2, 10 ** self.rng.randint(1, 3) + 2)} {self.rng.choice(_UNITS)}"

    def time(self) -> str:
        """A time of day."""
        return f"{self.rng.randint(1, 23)}:{self.rng.choice(('00', '15', '30', '45'))}"

    def code(self) -> str:
        """A short code of letters and digits."""
        letters = "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(self.rng.randint(1, 3)))
        return f"{letters}{self.rng.choice(('-', ''))}{self.rng.randint(10, 9999)}"
