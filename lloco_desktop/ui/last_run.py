"""Whether the run before this one ended as it should, and what is known of it if not.

A running window leaves a marker in its workspace's folder and takes it away when it closes, even where a step
outlasts its patience. Only who holds the workspace's lock looks at the marker, so a marker that is there was
left by a run that ended otherwise, and a second start on the same workspace never gets that far.
"""

from __future__ import annotations

import json
import logging
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lloco_desktop import __version__

MARKER = "running.json"
CRASH_LOG = "crash.log"  # in the folder of logs: what `faulthandler` writes when the process dies
LONGEST = 64 * 1024  # bytes of it that are shown

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """A run that did not close."""

    began: datetime | None
    version: str
    text: str  # what was written when it died; empty where it was ended from outside, or power was lost


class LastRun:
    """The marker of one workspace."""

    def __init__(self, workspace: Path, logs: Path) -> None:
        self._marker = workspace / MARKER
        self._crash_log = logs / CRASH_LOG

    def begin(self) -> Crash | None:
        """Look for what the run before left, then mark this one. With the workspace's lock in hand."""
        crash = self._left_behind()
        note = {
            "pid": os.getpid(),
            "began": time.time(),
            "version": __version__,
            "crash_log": self._size(),
        }
        try:
            self._marker.write_text(json.dumps(note), encoding="utf-8")
        except OSError:
            log.warning("%s cannot be written", self._marker, exc_info=True)
        return crash

    def end(self) -> None:
        """The window closes as it should."""
        try:
            self._marker.unlink(missing_ok=True)
        except OSError:
            log.warning("%s cannot be removed", self._marker, exc_info=True)

    def _left_behind(self) -> Crash | None:
        try:
            raw = json.loads(self._marker.read_text(encoding="utf-8"))
            began = datetime.fromtimestamp(float(raw["began"]), UTC)
            return Crash(began, str(raw["version"]), self._written_since(int(raw["crash_log"])))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            # A marker that cannot be read is one of a run that ended while it wrote it.
            return Crash(None, "", "")

    def _written_since(self, place: int) -> str:
        size = self._size()
        if size <= place:
            return ""
        try:
            with self._crash_log.open("rb") as file:
                file.seek(max(place, size - LONGEST))
                return file.read().decode("utf-8", "replace").strip()
        except OSError:
            return ""

    def _size(self) -> int:
        try:
            return self._crash_log.stat().st_size
        except OSError:
            return 0
