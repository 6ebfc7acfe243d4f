"""Work of the window's own thread in pieces, so that it never stands still for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")


class Late(Generic[T]):
    """Something that is made when it is first asked for."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None

    def get(self) -> T:
        """It, made now if it was not before."""
        if self.made is None:
            self.made = self._make()
        return self.made


class InTurns(QObject):
    """Takes one step per turn of the event loop; what the user does comes between the steps.

    Signals:
        done(): the last step was taken.
    """

    done = Signal()

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        """Take no more steps."""
        self._timer.stop()

    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self.done.emit()
            return
        self._timer.start()
