"""When the application itself is at fault: the traceback goes to the log, one sentence to the screen."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.mailbox import Mailbox

log = logging.getLogger(__name__)
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_to(folder: Path) -> IO[str] | None:
    """Write the log into a folder, and native crashes beside it; None where the folder cannot be written.

    The returned file must be kept open for as long as crashes are to be written.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_qt_said)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "lloco.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
        crashes = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        log.warning("no log can be written to %s", folder, exc_info=True)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root.addHandler(handler)
    faulthandler.enable(crashes)
    return crashes


class Faults(QObject):
    """Receives what nobody caught, on any thread.

    Signals:
        found(str): one sentence for the user, on the GUI thread.
    """

    found = Signal(str)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(lambda sentences: self.found.emit(sentences[-1]))

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def close(self) -> None:
        """The window is gone: only the log hears."""
        self._mailbox.close()

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("uncaught", exc_info=(kind, error, trace))
        self._mailbox.post(self._sentence(error))

    def _uncaught_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and hook.exc_type is not SystemExit:
            self._uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, LlocoError):
            return str(error)
        return self.tr(
            "Something went wrong inside LLoCO ({kind}). What was stored is kept; the details are in {log}."
        ).format(kind=type(error).__name__, log=self._log_file)


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(LEVELS.get(kind, logging.WARNING), text)
