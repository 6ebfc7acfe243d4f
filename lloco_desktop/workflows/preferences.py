"""The one owner of the current settings: whoever needs one asks here at the moment it is needed.

The command line may save others while the window is open. Only what was changed here is written over that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.sentences import say
from lloco_desktop.settings import Settings


class Preferences:
    """Settings that change while the application runs. Any thread may read and change them.

    `file` is where a change is saved; without one it lasts as long as this object.
    """

    def __init__(self, settings: Settings, file: Path | None = None) -> None:
        self._now = settings
        self._file = file
        self._lock = threading.Lock()
        self._listeners: list[Callable[[Settings], None]] = []

    @property
    def now(self) -> Settings:
        """The settings."""
        return self._now

    def listen(self, listener: Callable[[Settings], None]) -> None:
        """Hear of every change, on the thread that makes it."""
        self._listeners.append(listener)

    def change(self, **values: Any) -> Settings:
        """Change some settings by name, save all, and return them.

        Raises `BadInput` for nonsense, and `LlocoError` where they cannot be saved: then nothing is changed.
        """
        with self._lock:
            try:
                wanted = replace(self._now, **values)
            except TypeError as error:
                raise BadInput(
                    say("A setting has a value that makes no sense; nothing was changed.")
                ) from error
            self._keep(wanted)
        return wanted

    def set(self, wanted: Settings) -> Settings:
        """Take these settings as they are, likewise."""
        with self._lock:
            self._keep(wanted)
        return wanted

    def _keep(self, wanted: Settings) -> None:
        if wanted == self._now:
            return
        if self._file is not None:
            try:
                self._merged(wanted, self._file).save(self._file)
            except OSError as error:
                raise LlocoError(
                    say(
                        "The settings cannot be saved in {folder} ({error}), so nothing was changed. "
                        "Free some space or allow writing there.",
                        folder=self._file.parent,
                        error=error.strerror,
                    )
                ) from error
        self._now = wanted
        for listener in list(self._listeners):
            listener(wanted)

    def _merged(self, wanted: Settings, file: Path) -> Settings:
        """What is saved: what changes here, and for the rest what another process may have saved since."""
        if not file.exists():
            return wanted
        try:
            there = Settings.load(file)
        except BadInput:
            return wanted
        if wanted.choice != self._now.choice:
            there = replace(there.choosing(wanted.choice), waiting=wanted.waiting)
        changed = {
            one.name: value
            for one in fields(wanted)
            if (value := getattr(wanted, one.name)) != getattr(self._now, one.name)
        }
        return replace(there, **changed)
