"""The composition root of the window: builds every object in one readable place.

Start-up order: the bare window is shown first; then the workspace is opened in a thread (which imports the
store), the window is filled step by step, and last the backbone is loaded in the model lane (which imports
torch). So the window is there in well under a second and never waits for any of it.
"""

from __future__ import annotations

import builtins
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QSocketNotifier, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from lloco_desktop import __version__
from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Appearance, Places, Settings
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers
from lloco_desktop.ui.crash import Faults, log_to
from lloco_desktop.ui.going_on import going_on
from lloco_desktop.ui.in_turns import InTurns
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import app_icon
from lloco_desktop.ui.kit.theme import Theme
from lloco_desktop.ui.language import SYSTEM, Language
from lloco_desktop.ui.main_window import MainWindow
from lloco_desktop.ui.opening import Opened, open_workspace
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.single_instance import Doorbell, Doorstep, Knock, bring_to_front, is_first
from lloco_desktop.ui.start import parser, start_again
from lloco_desktop.ui.update_notice import UpdateNotice
from lloco_desktop.ui.viewer.page_source import PageSource, Renderer
from lloco_desktop.workflows.preferences import Preferences

if TYPE_CHECKING:
    from lloco_desktop.ui.live_services import LiveServices

log = logging.getLogger(__name__)
SECONDS_TO_STOP = 1.0  # that closing waits for the step under way; work goes on at the next start
# A terminal's Ctrl+C, what ends a session, and a terminal that is closed (Windows has none of the last).
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
SCHEMES = {
    Appearance.SYSTEM: None,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}
SWITCH_INTERVAL = 0.001  # seconds after which a busy thread lets the window have Python


class Application(QObject):
    """Everything that lives as long as the window does.

    Signals:
        closed(): the window is gone and work is put away.
    """

    closed = Signal()

    def __init__(
        self, app: QApplication, places: Places, workspace: Path | None, files: Sequence[Path] = ()
    ) -> None:
        super().__init__(app)
        self._places = places
        self._workspace = workspace
        self._files = tuple(files)
        self._services: Services | None = None
        self._closing = False
        self.stopped_cleanly = True
        self.restart_wanted = False
        self.language = Language(self)
        self.language.use(SYSTEM)  # what is wrong with the settings is said already
        settings, problem = Settings.load_or_set_aside(places.settings_file)
        self.language.use(settings.language)
        self.preferences = Preferences(settings, places.settings_file)
        self._problems = [problem] if problem is not None else []
        self._entry: Opened | None = None
        self._filling: InTurns | None = None
        self.updates: UpdateNotice | None = None
        self.theme = Theme(app)
        self.theme.prefer(SCHEMES[settings.theme])
        self.faults = Faults(places.logs / "lloco.log", self)
        self.background = Background(self)
        self.bridge = JobBridge(self)
        self.pages = PageSource(_page_renderer, self)
        state = QSettings(str(places.config / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(state)
        self.window.closing.connect(self.close)
        # Queued: the page on which it is chosen is itself built anew.
        self.window.language_chosen.connect(self.language.use, Qt.ConnectionType.QueuedConnection)
        self.language.changed.connect(self.theme.suit_language)
        self.language.changed.connect(self._fill)
        self.window.theme_chosen.connect(lambda theme: self.theme.prefer(SCHEMES[theme]))
        self.window.restart_wanted.connect(self.restart)

    def start(self) -> None:
        """Show the window, then open the workspace."""
        self.faults.install()
        _keep_collections_short()
        _keep_imports_short()
        self.window.show()
        self.background.run(self, self._open, self._opened, self._refused)

    def _open(self) -> LiveServices:
        """In a thread: what opens the workspace is imported here, because the window must not wait for it."""
        entry = open_workspace(self._workspace, self.preferences, self._places)
        self._entry = entry
        if self._closing:  # meanwhile: that is no crash
            entry.last_run.end()
        return entry.services

    def _opened(self, services: Services) -> None:
        self._services = services
        services.listen(self.bridge.post)
        self.answers = Answers(services, self.background, self)
        steps = self.window.filling(services, self.background, self.bridge, self.pages, self.answers)
        self._filling = InTurns(steps, self)
        self._filling.done.connect(lambda: self._filled(services))

    def _filled(self, services: Services) -> None:
        """The window shows what was opened; the rest of it is made while nobody waits for it."""
        self.faults.found.connect(self.window.notice.show_problem)
        self._filling = InTurns(self.window.making_the_rest(), self)
        # Only then: torch is imported for seconds, and the window would have to share Python with it.
        self._filling.done.connect(
            lambda: self.background.run(self, _load_libraries, lambda _none: services.prepare_backbone())
        )
        self.bridge.backbone.connect(lambda _status: gc.freeze())
        self._say_what_goes_on(services)
        self._take_files()
        self.updates = UpdateNotice(self.window, services, self)
        self._say_what_came_up()

    def _fill(self) -> None:
        """Build the window anew, when it is to speak another language."""
        if self._services is not None and self.window.is_filled:
            self.window.attach(self._services, self.background, self.bridge, self.pages, self.answers)
            self.faults.found.connect(self.window.notice.show_problem)

    def _say_what_goes_on(self, services: Services) -> None:
        sentence = going_on(services.jobs(), services.libraries())
        if sentence:
            self.window.notice.show_line(sentence)

    def _say_what_came_up(self) -> None:
        """Why something is not as it was set; or else that the last run did not close."""
        entry = self._entry
        problems = [*self._problems, *(entry.problems if entry is not None else ())]
        if problems:
            self.window.show_problem(words.together(*problems))
        elif entry is not None and entry.crash is not None:
            self.window.say_crashed()

    def restart(self) -> None:
        """Close, and start again once everything is put away."""
        self.restart_wanted = True
        self.window.close()

    def come_forward(self, knock: Knock) -> None:
        """Another start asks for the window, perhaps with files."""
        self._files += knock.files
        bring_to_front(self.window, knock.activation)
        self._take_files()

    def _take_files(self) -> None:
        """Import what starts were given, once there is something to import it into."""
        if self.window.is_filled and self._files:
            files, self._files = self._files, ()
            self.window.intake.open_files(files)

    def _refused(self, error: LlocoError) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("LLoCO Desktop"), str(error), parent=self.window)
        box.addButton(self.tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        self.window.close()

    def close(self) -> None:
        """Stop at the next safe point, in under two seconds; once."""
        if self._closing:
            return
        self._closing = True
        if self._filling is not None:
            self._filling.stop()
        self.window.hide()
        if self.updates is not None:
            self.updates.close()
        self.faults.close()
        self.bridge.close()
        self.pages.close()
        self.background.close()
        if self._entry is not None:
            self._entry.last_run.end()
        if self._services is not None:
            self.answers.close()
            self.stopped_cleanly = self._services.close(SECONDS_TO_STOP)
            self._services = None
        self.closed.emit()


def _keep_collections_short() -> None:
    """A collection of everything stops every thread; with torch loaded that is a quarter of a second.

    So the young are looked at a few at a time, the old seldom, and what has been loaded, which stays anyway,
    not any more.
    """
    gc.freeze()
    gc.set_threshold(10_000, 5, 400)
    sys.setswitchinterval(SWITCH_INTERVAL)


def _keep_imports_short() -> None:
    """Qt's binding reads the source of every module that is imported from now on, in case it wants features.

    We use none of those, and with torch that is two thousand files: a third of the time that loading takes,
    during which the window has to share Python.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _load_libraries() -> None:
    from lloco_desktop.backbone.preloading import load_libraries

    load_libraries()


def _page_renderer() -> Renderer:
    """Called in the viewer's thread when the first page is shown."""
    from lloco_desktop.documents.rendering import PageRenderer

    return PageRenderer()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; returns the exit status."""
    arguments = parser().parse_args(argv)
    places = Places.of_user()
    doorstep = Doorstep(places.data, arguments.workspace)
    if not is_first(doorstep, arguments.files):
        return 0
    crashes = log_to(places.logs)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("lloco-desktop")
    app.setApplicationDisplayName("LLoCO Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lloco-desktop")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)  # `Application.close` quits, when work is put away
    application = Application(app, places, arguments.workspace, arguments.files)
    sockets = _close_on_signal(application)
    doorbell = Doorbell(doorstep, application)
    doorbell.rung.connect(application.come_forward)
    application.window.closing.connect(doorbell.close)
    doorbell.listen()
    application.closed.connect(app.quit)
    app.commitDataRequest.connect(lambda _manager: application.window.remember())  # the session may end
    app.aboutToQuit.connect(application.close)  # it ends, and no window was closed before
    application.start()
    status = app.exec()
    doorstep.leave()
    if application.restart_wanted:
        start_again()
    if not application.stopped_cleanly:
        # A step (a large matrix product, a slow disk) outlasted the patience of a closing window. Everything
        # it finished is committed; Python would wait for its thread, the user should not.
        log.info("left while a step was under way; it is done again at the next start")
        logging.shutdown()
        os._exit(status)
    for end in sockets:
        end.close()
    if crashes is not None:
        crashes.close()
    return status


def _close_on_signal(application: Application) -> tuple[socket.socket, socket.socket]:
    """Let Ctrl+C in the terminal, and the end of a session, close the window as its button does.

    Python looks at signals only when Python code runs, which in a waiting window is never: the socket that
    the interpreter writes to wakes it. Returns both ends, to be kept open.
    """
    mine, theirs = socket.socketpair()
    mine.setblocking(False)
    theirs.setblocking(False)
    for number in ENDINGS:
        signal.signal(number, lambda _number, _frame: None)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(mine.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: application.window.close())
    return mine, theirs
