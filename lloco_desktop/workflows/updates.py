"""Whether there is a newer version: asked only where the user agreed, and never fetched by itself.

A look reads one small signed file (`update_manifest.py`) from the place that the build names, at most once a
week. An answer that is older than one seen before is refused, so that nobody can hide a release that was
known already; one that is withheld from the beginning cannot be noticed. Whatever goes wrong is written to
the log and never shown as news.

What changes weekly is kept beside the workspaces, in `updates.json`, and not among the settings.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from http.client import HTTPException
from pathlib import Path
from typing import Any

from lloco_desktop import __version__
from lloco_desktop.settings import Updates
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.update_fetching import SILENCE, WHOLE, Refused, fetch, within
from lloco_desktop.workflows.update_manifest import (
    NotSigned,
    Release,
    Source,
    rank_of,
    read_release,
    read_source,
)

FILE = "updates.json"
LARGEST = 64 * 1024  # bytes of a manifest
LARGEST_SIGNATURE = 1024
EVERY = timedelta(days=7)
STARTS_BEFORE_ASKING = 2  # nobody is asked at the very first start
TIMES_ASKED = 2  # without an answer; then never again

log = logging.getLogger(__name__)


class Outcome(Enum):
    """What came of a look."""

    NEWER = "newer"
    NEWEST = "newest"  # this is it
    SILENT = "silent"  # there was no answer
    REFUSED = "refused"  # there was one, and it is not to be believed


@dataclass(frozen=True, slots=True)
class Looked:
    """A look that is over."""

    outcome: Outcome
    release: Release | None = None  # where it is a newer one


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered from start to start."""

    starts: int = 0
    asked: int = 0  # times that the question was shown
    looked: datetime | None = None  # the last look, whatever came of it
    newest: str = ""  # version that was seen
    newest_on: date = date.min  # the day that its manifest says

    @classmethod
    def from_raw(cls, raw: Any) -> Kept:
        """From JSON. Raises ValueError, KeyError or TypeError for what makes no sense."""
        looked = datetime.fromisoformat(raw["looked"]) if raw["looked"] else None
        if looked is not None and looked.tzinfo is None:
            raise ValueError("a moment of no zone")
        day = date.fromisoformat(raw["newest_on"])
        return cls(int(raw["starts"]), int(raw["asked"]), looked, str(raw["newest"]), day)

    def as_raw(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "starts": self.starts,
            "asked": self.asked,
            "looked": self.looked.isoformat() if self.looked else "",
            "newest": self.newest,
            "newest_on": self.newest_on.isoformat(),
        }


class UpdateDesk:
    """The question, the answer to it, and looking. Any thread may call.

    `on_change` is called whenever the answer changes, on the thread that changes it.
    """

    def __init__(
        self,
        preferences: Preferences,
        folder: Path,
        source: Source | None,
        *,
        version: str = __version__,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        silence: float = SILENCE,
        whole: float = WHOLE,
    ) -> None:
        self._preferences = preferences
        self._file = folder / FILE
        self._source = source
        self._version = version
        self._clock = clock
        self._silence, self._whole = silence, whole
        self._lock = threading.Lock()
        self._kept = self._read() if source is not None else Kept()
        self.on_change: Callable[[], None] = lambda: None

    @classmethod
    def of_build(cls, preferences: Preferences, folder: Path) -> UpdateDesk:
        """With the place that the build names, if it names one."""
        return cls(preferences, folder, read_source())

    @property
    def host(self) -> str:
        """Whom a look asks; empty where the build names no place, so that nothing is ever looked up."""
        return self._source.host if self._source is not None else ""

    @property
    def answer(self) -> Updates:
        """What the user said."""
        return self._preferences.now.updates

    @property
    def last_look(self) -> datetime | None:
        """When it was looked up last."""
        return self._kept.looked

    def choose(self, answer: Updates) -> None:
        """What the user says. Raises `LlocoError` where that cannot be saved; nothing is changed then."""
        self._preferences.change(updates=answer)
        self.on_change()

    # --- the question --------------------------------------------------------------------

    def note_start(self) -> None:
        """The application started."""
        if self._source is not None:
            self._change(lambda kept: replace(kept, starts=kept.starts + 1))

    def may_ask(self) -> bool:
        """Whether the question may be shown: not at first, not after an answer, not a third time."""
        return (
            self._source is not None
            and self.answer is Updates.NOT_ASKED
            and self._kept.starts >= STARTS_BEFORE_ASKING
            and self._kept.asked < TIMES_ASKED
        )

    def note_asked(self) -> bool:
        """The question is about to be shown. False: that cannot be remembered, so it must not be."""
        return self._change(lambda kept: replace(kept, asked=kept.asked + 1))

    # --- looking -------------------------------------------------------------------------

    def is_due(self) -> bool:
        """Whether the user agreed to look, and the last look was a week ago."""
        if self._source is None or self.answer is not Updates.ON:
            return False
        last = self._kept.looked
        return last is None or not timedelta(0) <= self._clock() - last < EVERY

    def look_if_due(self, on_done: Callable[[Looked], None]) -> None:
        """Look, where that was agreed to and a week has passed; `on_done` on any thread."""
        # First remembered, then done: what could not be remembered would happen at every start.
        if self._source is not None and self.is_due() and self._note_look():
            self._begin(self._source, on_done)

    def look(self, on_done: Callable[[Looked], None]) -> None:
        """Look now, because the user asks for it this time; `on_done` on any thread."""
        if self._source is not None:
            self._note_look()
            self._begin(self._source, on_done)

    def _begin(self, source: Source, on_done: Callable[[Looked], None]) -> None:
        """In a thread of its own, which closing the application does not wait for."""
        threading.Thread(target=lambda: on_done(self._look(source)), name="look", daemon=True).start()

    def _look(self, source: Source) -> Looked:
        def both() -> tuple[bytes, bytes]:
            manifest = fetch(source.address, LARGEST, silence=self._silence, whole=self._whole)
            signature = f"{source.address}.sig"
            return manifest, fetch(signature, LARGEST_SIGNATURE, silence=self._silence, whole=self._whole)

        try:
            data, signature = within(self._whole, both)
            release = read_release(data, signature, source.public_key)
        except NotSigned as error:
            log.warning("the manifest of %s has no valid signature (%s); it is not used", source.host, error)
            return Looked(Outcome.REFUSED)
        except Refused as error:
            log.warning("what %s answered is not used: %s", source.host, error)
            return Looked(Outcome.REFUSED)
        except (OSError, HTTPException) as error:
            log.info("no answer from %s: %s", source.host, error)
            return Looked(Outcome.SILENT)
        except ValueError as error:
            log.warning("the manifest of %s makes no sense: %s", source.host, error)
            return Looked(Outcome.REFUSED)
        return self._judge(release)

    def _judge(self, release: Release) -> Looked:
        with self._lock:
            kept = self._kept
            if kept.newest and release.rank < (rank_of(kept.newest)[0], kept.newest_on):
                log.warning(
                    "the manifest of %s is older than that of %s (%s), which was seen before; it is not used",
                    release.version,
                    kept.newest,
                    kept.newest_on,
                )
                return Looked(Outcome.REFUSED)
            self._keep(replace(kept, newest=release.version, newest_on=release.day))
        if rank_of(release.version) > rank_of(self._version):
            return Looked(Outcome.NEWER, release)
        return Looked(Outcome.NEWEST)

    def _note_look(self) -> bool:
        return self._change(lambda kept: replace(kept, looked=self._clock()))

    # --- remembering ---------------------------------------------------------------------

    def _change(self, how: Callable[[Kept], Kept]) -> bool:
        with self._lock:
            return self._keep(how(self._kept))

    def _keep(self, kept: Kept) -> bool:
        self._kept = kept
        draft = self._file.with_suffix(".tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(kept.as_raw(), indent=2) + "\n", encoding="utf-8")
            draft.replace(self._file)
        except OSError:
            log.warning("%s cannot be written", self._file, exc_info=True)
            return False
        return True

    def _read(self) -> Kept:
        try:
            return Kept.from_raw(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Kept()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            log.warning("%s cannot be read; it is begun anew", self._file, exc_info=True)
            return Kept()
