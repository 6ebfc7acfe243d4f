"""Lets go of the backbone when nobody has asked for a while.

One thread waits until that may be; it takes no turns while there is nothing to wait for. Whether the time has
truly come is looked at again in the model lane, behind whatever runs there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lloco_desktop.workflows.switching import release_backbone

if TYPE_CHECKING:
    from lloco_desktop.workflows.services import Services


class IdleWatch:
    """Calls `release` once `minutes` have passed since the last `touch`. 0 minutes are never."""

    def __init__(
        self,
        minutes: Callable[[], int],
        is_loaded: Callable[[], bool],
        release: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._minutes = minutes
        self._is_loaded = is_loaded
        self._release = release
        self._clock = clock
        self._changed = threading.Condition()
        self._touched = clock()
        self._closed = False
        self._waits_for_good = False  # until something is loaded, or the setting changes
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._watch, name="idle-watch", daemon=True)
        self._thread.start()

    @property
    def touched(self) -> float:
        """When it was in use last, on the clock."""
        return self._touched

    def touch(self) -> None:
        """The backbone is in use at this moment. From any thread; costs nothing."""
        self._touched = self._clock()
        if self._waits_for_good:
            self.look_again()

    def look_again(self) -> None:
        """The setting has changed."""
        with self._changed:
            self._waits_for_good = False
            self._changed.notify_all()

    def left(self) -> float | None:
        """Seconds until the backbone may go, at least 0; None where it stays."""
        minutes = self._minutes()
        if not minutes or not self._is_loaded():
            return None
        return max(0.0, self._touched + 60 * minutes - self._clock())

    def close(self) -> None:
        """Watch no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while True:
            with self._changed:
                left = self.left()
                self._waits_for_good = left is None
                if not self._closed and left != 0:
                    self._changed.wait(left)
                if self._closed:
                    return
                due = self.left() == 0
            if due:
                self._touched = self._clock()  # asked once: if it stays after all, the time begins anew
                self._release()


class Unloading:
    """The idle watch of open services, as `Settings.unload_after` says."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.watch = IdleWatch(
            lambda: services.settings.unload_after,
            lambda: services.models.info is not None,
            self._release,
        )
        services.preferences.listen(lambda _settings: self.watch.look_again())
        self.watch.start()

    def touch(self) -> None:
        """The backbone is in use at this moment."""
        self.watch.touch()

    def close(self) -> None:
        """Watch no more."""
        self.watch.close()

    def _release(self) -> None:
        asked = self.watch.touched

        def work() -> Iterator[object]:
            if self.watch.touched == asked:  # nobody came between
                yield from release_backbone(self._services)

        self._services.runner.urgent(work, lambda _event: None, lambda _error: None)
