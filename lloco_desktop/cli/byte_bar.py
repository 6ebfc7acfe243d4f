"""A bar of bytes on standard error: exports, downloads, conversions."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm

from lloco_desktop.cli.bars import description
from lloco_desktop.progress import Progress

DRAW_EVERY = 0.1  # seconds


class ByteBar:
    """How many bytes are done, on standard error."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._drawn = 0.0

    def __enter__(self) -> ByteBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def draw(self, progress: Progress) -> None:
        """Show it, unless it was shown a moment ago."""
        if not progress.total or time.monotonic() - self._drawn < DRAW_EVERY:
            return
        if self._bar is None:
            self._bar = tqdm(unit="B", unit_scale=True, file=sys.stderr, leave=False)
        self._bar.total = progress.total
        self._bar.set_description(description(progress.text), refresh=False)
        self._bar.n = progress.done
        self._bar.refresh()
        self._drawn = time.monotonic()
