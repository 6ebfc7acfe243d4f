"""What the window needs to know of newer versions. `UpdateDesk` gives it, fakes in the tests likewise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from lloco_desktop.settings import Updates
from lloco_desktop.ui.kit import words
from lloco_desktop.workflows.update_manifest import Release, in_language

if TYPE_CHECKING:
    from lloco_desktop.workflows.updates import (
        Looked,
    )  # imports what connects, which nobody needs at the start

translate = QCoreApplication.translate


class UpdateServices(Protocol):
    """The question whether to look, its answer, and looking."""

    on_change: Callable[[], None]  # called when the answer changes

    @property
    def host(self) -> str:
        """Whom a look asks; empty where the build names no place to look."""
        ...

    @property
    def answer(self) -> Updates:
        """What the user said."""
        ...

    @property
    def last_look(self) -> datetime | None:
        """When it was looked up last."""
        ...

    def choose(self, answer: Updates) -> None:
        """What the user says. Raises `LlocoError`; nothing is changed then."""
        ...

    def note_start(self) -> None:
        """The application started."""
        ...

    def may_ask(self) -> bool:
        """Whether the question may be shown."""
        ...

    def note_asked(self) -> bool:
        """It is about to be shown. False: it must not be."""
        ...

    def is_due(self) -> bool:
        """Whether a look was agreed to, and its time has come."""
        ...

    def look_if_due(self, on_done: Callable[[Looked], None]) -> None:
        """Look, if it is due; `on_done` on any thread."""
        ...

    def look(self, on_done: Callable[[Looked], None]) -> None:
        """Look now; `on_done` on any thread."""
        ...


def news_of(release: Release) -> str:
    """What is said of a newer version, in the language of the window."""
    code = QLocale().name()
    news, needs = in_language(release.news, code), in_language(release.needs, code)
    told = translate("updates", "Version {version} is there: {news}").format(
        version=release.version, news=news
    )
    if not needs:
        return told
    return words.together(told, translate("updates", "It needs: {systems}.").format(systems=needs))
