"""Newer versions in the notice line: the question whether to look, once, and the news when there is any.

Nothing is asked, looked up or said while anything else has the user's attention: not in the first moments,
not while the backbone is loading, not over another notice, not in the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Updates
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.main_window import MainWindow
from lloco_desktop.ui.services import Readiness, Services
from lloco_desktop.ui.settings.updating import news_of

if TYPE_CHECKING:
    from lloco_desktop.workflows.update_manifest import Release
    from lloco_desktop.workflows.updates import Looked

FIRST_MS = 20_000  # after the start
AGAIN_MS = 60_000


class UpdateNotice(QObject):
    """Speaks through the notice line of a window, however often that is built anew."""

    def __init__(self, window: MainWindow, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._services = services
        self._updates = services.updates
        self._asking = False  # the question was shown in this run, and not answered
        self._news: Release | None = None  # to be told
        self._looking = False
        self._shown = ""  # the sentence of ours that was shown last
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._looked)
        self._timer = QTimer(self, interval=FIRST_MS)
        self._timer.timeout.connect(self.look_round)
        if self._updates.host:
            self._updates.note_start()
            self._updates.on_change = self._answered_elsewhere
            self._timer.start()

    def close(self) -> None:
        """The application goes; what a look still brings is dropped."""
        self._timer.stop()
        self._mailbox.close()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing else has the user's attention."""
        window = self._window
        return (
            window.is_filled
            and window.room.isVisible()
            and window.notice.isHidden()
            and self._services.backbone().readiness is not Readiness.LOADING
        )

    def look_round(self) -> None:
        """Do what is to be done now, if anything: one thing at a time."""
        self._timer.setInterval(AGAIN_MS)
        if not self.is_quiet:
            return
        if self._news is not None:
            self._tell(self._news)
        elif self._asking or (self._updates.may_ask() and self._updates.note_asked()):
            self._ask()
        elif self._updates.is_due() and not self._looking:
            self._looking = True
            self._updates.look_if_due(self._mailbox.post)

    # --- the question --------------------------------------------------------------------

    def _ask(self) -> None:
        self._asking = True
        self._shown = self.tr(
            "May LLoCO look once a week whether there is a newer version? It asks {host} for one small file "
            "and sends nothing about you or your documents."
        ).format(host=self._updates.host)
        self._window.notice.ask(self._shown, self.tr("Yes"), self.tr("No"), self._answered)

    def _answered(self, answer: bool | None) -> None:
        self._asking = False
        self._window.focus_page()  # the button that had the keyboard is gone
        if answer is None:  # put away: perhaps once more at another start
            return
        try:
            self._updates.choose(Updates.ON if answer else Updates.OFF)
        except LlocoError as error:
            self._window.notice.show_problem(str(error))

    def _answered_elsewhere(self) -> None:
        """In the settings, or just now."""
        self._asking = False
        if self._window.is_filled and self._news is None:
            self._window.notice.take_back(self._shown)

    # --- the news ------------------------------------------------------------------------

    def _looked(self, looks: Sequence[Looked]) -> None:
        self._looking = False
        self._news = looks[-1].release or self._news
        if self._news is not None and self.is_quiet:
            self._tell(self._news)

    def _tell(self, release: Release) -> None:
        self._shown = news_of(release)

        def told(then: Callable[[], object] = lambda: None) -> None:
            self._news = None
            self._window.focus_page()
            then()

        self._window.notice.offer(
            self._shown,
            self.tr("Show the page"),
            lambda: told(lambda: QDesktopServices.openUrl(QUrl(release.page))),
            told,
        )
