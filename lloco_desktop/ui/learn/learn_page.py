"""Learning one library: the form, the pre-flight, the run, and the report of every version."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.domain import AdapterId, JobId, Library
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.in_turns import Late
from lloco_desktop.ui.kit.confirm import confirm_cancelling
from lloco_desktop.ui.kit.empty_state import EmptyState
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import set_role
from lloco_desktop.ui.kit.mirroring import mirror_margins
from lloco_desktop.ui.kit.tokens import MEASURE, SCROLL_BAR, SPACE_4, SPACE_6, SPACE_8
from lloco_desktop.ui.learn.learn_feed import LearningFeed, Live
from lloco_desktop.ui.learn.learn_live import LearnLive
from lloco_desktop.ui.learn.learn_notice import ProblemBar
from lloco_desktop.ui.learn.learn_preflight import Preflight
from lloco_desktop.ui.learn.learn_setup import LearnSetup
from lloco_desktop.ui.learn.learn_versions import LearnVersions
from lloco_desktop.ui.learn.learning import Learned, LearnWish
from lloco_desktop.ui.services import Services

VERSIONS_WIDTH = 236
WIDE = 860  # from here on versions stand beside the report, not above it


class Place(Enum):
    """Which part of the page is shown."""

    NOTHING = "nothing"  # not read yet
    NO_DOCUMENTS = "no documents"
    SETUP = "setup"
    PREFLIGHT = "pre-flight"
    LIVE = "live"
    REPORT = "report"


def place(documents: int, learned: Learned | None, live: Live | None, wanted: Place | None) -> Place:
    """What is shown of a library; `wanted` is where the user went on their own."""
    if live is not None:
        return Place.LIVE
    if learned is None:
        return Place.NOTHING
    if not documents and not learned.versions:
        return Place.NO_DOCUMENTS
    if wanted in (Place.SETUP, Place.PREFLIGHT) and documents:
        return wanted
    return Place.REPORT if learned.versions else Place.SETUP


class LearnPage(QWidget):
    """One library's learning. Its parts are made when they are first shown, or asked for.

    Signals:
        import_wanted(): the button of the empty state.
    """

    import_wanted = Signal()

    def __init__(self, services: Services, background: Background, feed: LearningFeed) -> None:
        super().__init__()
        self._services = services
        self._background = background
        self._library: Library | None = None
        self._wanted: Place | None = None
        self.feed = feed
        self.problem = ProblemBar()
        self._setup = Late(self._make_setup)
        self._preflight = Late(self._make_preflight)
        self._live = Late(self._make_live)
        self._learned = Late(self._make_learned)
        import_button = TextButton(self.tr("Import PDFs"), role="primary", icon_name="import")
        import_button.clicked.connect(self.import_wanted)
        self.no_documents = EmptyState("learn", self.tr("Nothing to learn yet"), "", import_button)
        self._lay_out()
        self._connect()

    # --- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self._pages: dict[Place, QWidget] = {}
        self._put(Place.NOTHING, QWidget())
        self._put(Place.NO_DOCUMENTS, self.no_documents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.feed.changed.connect(self._show)
        self.feed.came_further.connect(self._show_further)
        self.feed.curve_grew.connect(self._show_curve)
        self.feed.ended.connect(self._ended)
        self.feed.switched.connect(self._plan_no_more)
        self.problem.dismissed.connect(self.feed.dismiss_failure)

    def _put(self, where: Place, page: QWidget) -> None:
        mirror_margins(page)
        self._pages[where] = page
        self.stack.addWidget(page)

    # --- its parts -----------------------------------------------------------------------

    @property
    def setup(self) -> LearnSetup:
        """The form."""
        return self._setup.get()

    @property
    def preflight(self) -> Preflight:
        """What the run would be."""
        return self._preflight.get()

    @property
    def live(self) -> LearnLive:
        """The run."""
        return self._live.get()

    @property
    def learned(self) -> LearnVersions:
        """What was learned."""
        return self._learned.get()

    def _make_setup(self) -> LearnSetup:
        setup = LearnSetup(self._services, self._background)
        setup.plan_wanted.connect(self._plan)
        setup.back_wanted.connect(lambda: self._go(None))
        setup.import_wanted.connect(lambda: self.learned.import_version())
        self._put(Place.SETUP, _column(setup))
        return setup

    def _make_preflight(self) -> Preflight:
        preflight = Preflight(self._services)
        preflight.back_wanted.connect(lambda: self._go(Place.SETUP))
        preflight.start_wanted.connect(self._begin)
        self._put(Place.PREFLIGHT, _column(preflight))
        return preflight

    def _make_live(self) -> LearnLive:
        live = LearnLive()
        live.pause_wanted.connect(self._services.pause)
        live.resume_wanted.connect(self._services.resume)
        live.cancel_wanted.connect(self._cancel)
        self._put(Place.LIVE, _column(live))
        return live

    def _make_learned(self) -> LearnVersions:
        learned = LearnVersions(self._services, self._background, self.feed)
        learned.report.again.again_wanted.connect(lambda earlier: self._learn_again(earlier=earlier))
        learned.troubled.connect(self.problem.show_problem)
        learned.told.connect(self.problem.show_news)
        learned.settled.connect(self.problem.put_away)
        learned.added.connect(lambda: self._go(None))
        learned.set_library(self._library)
        self._put(Place.REPORT, _scrolling(learned))
        return learned

    # --- what is shown -------------------------------------------------------------------

    def set_library(self, library: Library | None) -> None:
        """Show a library."""
        before, self._library = self._library, library
        if library is None or before is None or library.id != before.id:
            self._wanted = None
            self._stop_planning()
            self.problem.put_away()
        if self._learned.made is not None:
            self._learned.made.set_library(library)
        self.feed.show_library(library.id if library is not None else None)
        if library is not None and before is not None and before.documents != library.documents:
            self.feed.refresh()
        self._show()

    @property
    def at(self) -> Place:
        """Which part is shown."""
        shown = self.stack.currentWidget()
        return next(one for one, page in self._pages.items() if page is shown)

    def main_control(self) -> QWidget | None:
        """What has the keyboard when one comes to the page."""
        match self.at:
            case Place.SETUP:
                return self.setup.learn_button
            case Place.PREFLIGHT:
                return self.preflight.back_button
            case Place.LIVE:
                return self.live.pause_button
            case Place.REPORT:
                return self.learned.versions.view
        return None

    def _go(self, wanted: Place | None) -> None:
        self._wanted = wanted
        self._show()

    def _show(self) -> None:
        library, learned, live = self._library, self.feed.learned, self.feed.live
        where = Place.NOTHING
        if library is not None:
            where = place(library.documents, learned, live, self._wanted)
        if self.feed.failure:
            self.problem.show_problem(self.feed.failure)
        if where is Place.PREFLIGHT:
            self._preflight.get()
        else:
            self._stop_planning()
        if library is not None:
            self._fill(where, library, learned or Learned(), live)
        self.stack.setCurrentWidget(self._pages[where])

    def _stop_planning(self) -> None:
        if self._preflight.made is not None:
            self._preflight.made.stop()

    def _fill(self, where: Place, library: Library, learned: Learned, live: Live | None) -> None:
        if where is Place.NO_DOCUMENTS:
            self.no_documents.set_words(
                self.tr("Nothing to learn yet"),
                self.tr("Drop PDFs or folders on this window; what is in them can then be learned."),
            )
        elif where is Place.SETUP:
            self.setup.show_library(library.id, library.name, learned)
        elif where is Place.LIVE and live is not None:
            self.live.show_live(live, library.name)
        elif where is Place.REPORT:
            self.learned.show_learned()

    def _show_further(self) -> None:
        if self.feed.live is not None:
            self.live.show_progress(self.feed.live)

    def _show_curve(self) -> None:
        if self.feed.live is not None:
            self.live.show_curve(self.feed.live)

    # --- learning ------------------------------------------------------------------------

    def _learn_again(self, *, earlier: bool) -> None:
        self.setup.prefer_earlier(earlier=earlier)
        self._go(Place.SETUP)

    def _plan(self, wish: LearnWish) -> None:
        if self._library is not None:
            self.problem.put_away()
            self._go(Place.PREFLIGHT)
            self.preflight.begin(self._library.id, wish)

    def _plan_no_more(self) -> None:
        """What was measured was another backbone."""
        if self._wanted is Place.PREFLIGHT:
            self._go(Place.SETUP)

    def _begin(self, wish: LearnWish) -> None:
        library = self._library
        if library is None:
            return
        self.preflight.start_button.setEnabled(False)  # twice would be two runs
        self._background.run(
            self,
            lambda: self._services.learning.begin(library.id, wish),
            lambda _job: self._begun(),
            lambda error: self.preflight.show_problem(str(error)),
        )

    def _begun(self) -> None:
        self._wanted = None
        self.feed.refresh()

    def _cancel(self, job: JobId) -> None:
        if confirm_cancelling(self, self._library.name if self._library is not None else ""):
            self._services.cancel(job)

    def _ended(self, library: object, adapter: AdapterId | None) -> None:
        if self._library is not None and library == self._library.id:
            self._wanted = None
            self.learned.select(adapter)


def _scrolling(inside: QWidget) -> QScrollArea:
    """A page that scrolls, centred like the conversation is."""
    content = QWidget()
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
    row.setContentsMargins(SPACE_6, SPACE_6, SPACE_6 - SCROLL_BAR, SPACE_8)
    row.setSpacing(0)
    row.addStretch(1)
    row.addWidget(inside, 1000)
    row.addStretch(1)
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(QCoreApplication.translate("LearnPage", "Learning"))
    # Always there, so that the page does not move aside when it is first needed.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    set_role(bar, "idle")
    bar.rangeChanged.connect(lambda _low, high: set_role(bar, "needed" if high else "idle"))
    return area


def _column(inside: QWidget) -> QScrollArea:
    """A page of one column of reading width."""
    column = QWidget()
    column.setMaximumWidth(MEASURE)
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, SPACE_4, 0, 0)
    rows.addWidget(inside)
    rows.addStretch()
    return _scrolling(column)
