"""What the application and its downloading child process say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from lloco_desktop.hub.listing import Patience, Wanted
from lloco_desktop.hub.problems import Problem

# To the child: an `Order`, then `Begin` once the list was agreed to, and `GoOn` while progress is wanted.
# From the child: `Listed`, `Step`s, and one of `Finished`, `Failed` and `Broke`.


@dataclass(frozen=True, slots=True)
class Order:
    """What to fetch, and from where."""

    wanted: tuple[Wanted, ...]
    commits: tuple[str | None, ...]  # what a lock file has fixed the revision of each to
    endpoint: str
    patience: Patience
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Begin:
    """There is room: fetch what was listed."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """The application still wants it; said again and again."""


class Stage(Enum):
    """What the child is at."""

    FETCHING = auto()
    CHECKING = auto()
    WAITING = auto()  # for a hub that does not answer as it should


@dataclass(frozen=True, slots=True)
class Step:
    """How far it has come."""

    stage: Stage
    name: str  # of the file
    done: int  # bytes of all files that are here
    received: int  # bytes that came over the network from this child
    percent: int = 0  # of the checking


@dataclass(frozen=True, slots=True)
class Finished:
    """Every file is in its place and was checked."""

    sums: tuple[tuple[str, ...], ...]  # the SHA-256 of each file of each listing


@dataclass(frozen=True, slots=True)
class Failed:
    """The download stopped for a reason that a user can understand."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Broke:
    """The child's own code failed: a bug."""

    traceback: str
