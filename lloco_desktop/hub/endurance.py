"""How often and how long the downloading child tries again. Child process only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from lloco_desktop.hub.listing import Patience
from lloco_desktop.hub.problems import PASSING, Problem, ProblemKind
from lloco_desktop.hub.reasons import NETWORK_ERRORS, Stopped, network_problem

T = TypeVar("T")

# Where the hub was never reached, the user is told soon: the address is wrong or there is no network.
_NEVER_REACHED = frozenset({ProblemKind.NO_NETWORK, ProblemKind.NO_SUCH_HOST, ProblemKind.UNREACHABLE})
_TRIES_TO_REACH = 2


@dataclass
class Endurance:
    """Counts the tries without success in between, and waits longer after each."""

    patience: Patience
    at: Problem  # has the host
    signed: bool  # a token is sent
    wait: Callable[[float], None]
    reached: bool = False  # the hub has answered once
    tries: int = 0

    def insist(self, request: Callable[[], T], at: Problem) -> T:
        """The answer to a request, made again where that may help. Raises `Stopped`."""
        self.tries = 0
        while True:
            try:
                answer = request()
            except NETWORK_ERRORS as error:
                self.failed(network_problem(error, at, signed=self.signed))
            else:
                self.succeeded()
                return answer

    def succeeded(self) -> None:
        """Something came."""
        self.reached = True
        self.tries = 0

    def failed(self, problem: Problem) -> None:
        """Nothing came: wait until it is worth to try again. Raises `Stopped` where it is not."""
        self.tries += 1
        never = problem.kind in _NEVER_REACHED and not self.reached
        limit = min(_TRIES_TO_REACH, self.patience.tries) if never else self.patience.tries
        seconds = self.patience.first_wait * 2.0 ** (self.tries - 1)
        seconds = max(min(seconds, self.patience.longest_wait), problem.seconds)
        asked_too_long = problem.seconds > self.patience.rate_limit
        if problem.kind not in PASSING or self.tries >= limit or asked_too_long:
            raise Stopped(problem)
        self.wait(seconds)

    @staticmethod
    def is_network(error: Exception) -> bool:
        """Whether an exception is one of a request."""
        return isinstance(error, NETWORK_ERRORS)
