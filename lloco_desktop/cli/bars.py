"""How far work has come, on the last line of the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm
from tqdm.utils import disp_len, disp_trim

from lloco_desktop.progress import Progress
from lloco_desktop.sizes import size

DRAW_EVERY = 0.1  # seconds
SHARE = 2  # of the terminal's width, what names may take: a half
NARROWEST = 12  # of a name
BAR = 12  # characters that a bar keeps beside a name
FRAME = len(": 100%|| ")  # between the name, the bar and what follows it
MEASURED = 1.0  # seconds of work, before which its rate says nothing


class WorkBar:
    """Shows work on standard error; what is there when it is closed is removed."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._drawn = 0.0

    def __enter__(self) -> WorkBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def draw(self, progress: Progress, name: str | None = None, beside: str = "") -> None:
        """Show it, unless something was shown a moment ago; `name` stands for the progress's own text."""
        if time.monotonic() - self._drawn < DRAW_EVERY:
            return
        columns = _columns() - 1  # the last one would wrap the line on some terminals
        end = ", ".join([*_end(progress), *([beside] if beside else [])])
        name = description(name or progress.text, columns, len(end))
        total = progress.total or None
        done = min(progress.done, progress.total) if total else 0
        form = line(name, end, known=total is not None)
        if self._bar is None:
            self._bar = tqdm(
                total=total, initial=done, bar_format=form, ncols=columns, file=sys.stderr, leave=False
            )
        else:
            self._bar.total, self._bar.n, self._bar.bar_format, self._bar.ncols = total, done, form, columns
            self._bar.refresh()
        self._drawn = time.monotonic()

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def line(name: str, end: str, *, known: bool) -> str:
    """The form of a line, as tqdm takes it."""
    name, end = (text.replace("{", "{{").replace("}", "}}") for text in (name, end))
    if known:
        return f"{name}: {{percentage:3.0f}}%|{{bar}}| {end}"
    return f"{name}: {end}" if end else name


def description(text: str, columns: int, end: int) -> str:
    """A text that leaves a bar and the `end` characters behind it room, where the terminal has it."""
    room = max(min(columns - end - BAR - FRAME, columns // SHARE), NARROWEST)
    return text if disp_len(text) <= room else f"{disp_trim(text, room - 1)}…"


def _end(progress: Progress) -> Iterator[str]:
    """What stands behind a bar: how much of how much, how fast, how long still."""
    unit = progress.unit
    if unit == "bytes":
        if progress.done or progress.total:
            total = f"/{size(round(progress.total))}" if progress.total else ""
            yield f"{size(round(progress.done))}{total}"
    elif progress.done or progress.total:
        total = f"/{progress.total:.0f}" if progress.total else ""
        yield f"{progress.done:.0f}{total} {unit}".rstrip()
    if progress.rate is not None and progress.done >= MEASURED * progress.rate:
        said = size(round(progress.rate)) if unit == "bytes" else _rate(progress.rate)
        if said:
            yield f"{said}/s"
        if progress.eta is not None:
            yield f"{tqdm.format_interval(progress.eta)} left"


def _rate(rate: float) -> str:
    """In two digits, or in whole numbers; nothing for what hardly moves."""
    if rate < 0.01:
        return ""
    return f"{rate:.2g}" if rate < 9.95 else f"{rate:.0f}"


def _columns() -> int:
    """Of the terminal that bars are drawn on, which need not be that of the output."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return shutil.get_terminal_size().columns
