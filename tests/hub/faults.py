"""What the test server can do wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from fnmatch import fnmatch


class Wrong(Enum):
    """The ways in which an answer can be wrong."""

    DROP = auto()  # the connection ends after `after` bytes of the body
    SHORT_RANGE = auto()  # a range is answered with `after` bytes of it, as the protocol allows
    IGNORE_RANGE = auto()  # a range is answered with the whole file and 200
    SHIFTED_RANGE = auto()  # a range is answered from `after` bytes further on than asked
    WRONG_BYTES = auto()  # of the right length
    WRONG_LENGTH = auto()  # the file is `after` bytes long, and the headers say so
    STATUS = auto()  # `status`, with `headers`
    HANG = auto()  # no answer until the server closes
    WEB_PAGE = auto()  # 200 and HTML, as the sign-in page of a hotel's network


@dataclass
class Fault:
    """Something that the server does wrong, `times` times, with requests for the paths it fits."""

    wrong: Wrong
    path: str = "*"  # of the file within its repository; "" is the listing
    times: int = 1_000_000
    after: int = 0  # bytes
    status: int = 500
    headers: tuple[tuple[str, str], ...] = ()

    def fits(self, path: str, ranged: bool) -> bool:
        """Whether it concerns this request."""
        if self.times <= 0 or not fnmatch(path, self.path) or (self.path == "*" and not path):
            return False
        return ranged or self.wrong not in (Wrong.SHORT_RANGE, Wrong.IGNORE_RANGE, Wrong.SHIFTED_RANGE)
