"""One window for a workspace: a second start hands its files to the first, and ends.

The first start holds a lock for as long as it lives and listens on a local socket whose name is drawn by lot.
The name is written into a folder that the user alone can read, so nobody else can stand in for the window,
and a socket that a killed process left behind is never asked: its lock went with it. Nothing here is a
network: a local socket is a file (a named pipe on Windows).

Kept light: a second start loads this module and nothing heavier.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)
LONGEST = 1_000_000  # bytes of a message; thousands of long paths
MOST_AT_ONCE = 8  # connections
PATIENCE_MS = 3000  # that a second start has with a window that does not answer
SILENCE_MS = 5000  # after which a connection that says nothing is closed
UNDERSTOOD = b"ok\n"
ACTIVATION = "XDG_ACTIVATION_TOKEN"  # what a Wayland desktop lets a window come to the front for


@dataclass(frozen=True, slots=True)
class Knock:
    """What a second start asks of the window."""

    files: tuple[Path, ...] = ()
    activation: str = ""

    def to_bytes(self) -> bytes:
        """One line."""
        message = {"files": [str(file) for file in self.files], "activation": self.activation}
        return json.dumps(message).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Knock | None:
        """None for what no second start of ours would say."""
        try:
            message = json.loads(line)
            files = tuple(Path(one) for one in message["files"])
            activation = message["activation"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        if not isinstance(activation, str) or not all(file.is_absolute() for file in files):
            return None
        return cls(files, activation)


class Doorstep:
    """The place where starts of one user over one workspace meet; None is the workspace of the settings."""

    def __init__(self, data: Path, workspace: Path | None) -> None:
        self._folder = data / "run"
        named = b"" if workspace is None else os.fsencode(workspace.expanduser().resolve())
        key = hashlib.sha256(named).hexdigest()[:16] if named else "window"
        self._name_file = self._folder / f"{key}.name"
        self._lock_file = self._folder / f"{key}.lock"
        self._held: int | None = None

    def take(self) -> bool:
        """Be the first; held until `leave` or the end of the process, however it comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        self._held = _locked(self._lock_file)
        return self._held is not None

    def leave(self) -> None:
        """Let another be the first."""
        if self._held is not None:
            self._name_file.unlink(missing_ok=True)
            os.close(self._held)
            self._held = None

    def is_taken(self) -> bool:
        """Whether a window is running now."""
        if not self._lock_file.exists():
            return False
        lock = _locked(self._lock_file)
        if lock is not None:
            os.close(lock)
        return lock is None

    def write_name(self, name: str) -> None:
        """Say where the window listens."""
        draft = self._name_file.with_suffix(".tmp")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(name)
        draft.replace(self._name_file)

    def read_name(self) -> str | None:
        """Where the window listens; None where it does not yet, or where anyone else may have written it."""
        try:
            if not _is_mine_alone(self._folder) or not _is_mine_alone(self._name_file):
                return None
            return self._name_file.read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None


def _locked(file: Path) -> int | None:
    """An open file that nobody else has locked; the lock goes when it is closed or the process ends."""
    number = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        return None
    return number


def _is_mine_alone(path: Path) -> bool:
    """Whether nobody else can have written it. Windows keeps a user's data for the user by itself."""
    if sys.platform == "win32":
        return True
    found = path.lstat()
    return found.st_uid == os.getuid() and not stat.S_ISLNK(found.st_mode) and not found.st_mode & 0o022


def is_first(doorstep: Doorstep, files: Sequence[Path]) -> bool:
    """Whether this start is to open a window; False once a running window has taken the files.

    A window that does not answer is no reason to do nothing: then this start goes on, and the workspace's own
    lock says what is the matter.
    """
    while not doorstep.take():
        if hand_over(doorstep, files):
            return False
        if doorstep.is_taken():
            break
    return True


def hand_over(doorstep: Doorstep, files: Sequence[Path], patience: int = PATIENCE_MS) -> bool:
    """Whether a window that is running took the files; False if there is none, or it does not answer."""
    if not doorstep.is_taken():
        return False
    message = Knock(
        tuple(Path(os.path.abspath(file)) for file in files),  # noqa: PTH100 - links are the user's own
        os.environ.get(ACTIVATION, ""),
    ).to_bytes()
    since = QElapsedTimer()
    since.start()
    while (left := patience - since.elapsed()) > 0:
        name = doorstep.read_name()
        if name is not None and _said(name, message, left):
            return True
        if not doorstep.is_taken():
            return False
        QThread.msleep(50)  # it has the lock and will listen in a moment
    return False


def _said(name: str, message: bytes, patience: int) -> bool:
    if sys.platform != "win32" and not _is_my_socket(name):
        return False
    connection = QLocalSocket()
    connection.connectToServer(name)
    if not connection.waitForConnected(patience):
        return False
    connection.write(message)
    answer = b""
    while len(answer) < len(UNDERSTOOD) and connection.waitForReadyRead(patience):
        answer += connection.readAll().data()
    connection.disconnectFromServer()
    return answer == UNDERSTOOD


def _is_my_socket(name: str) -> bool:
    try:
        found = Path(name).lstat()
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def bring_to_front(window: QWidget, activation: str) -> None:
    """Show the window above the others, as far as the desktop lets it."""
    if activation:
        os.environ[ACTIVATION] = activation  # Qt spends it with the next request
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class Doorbell(QObject):
    """Listens for second starts.

    Signals:
        rung(Knock): the window is wanted.
    """

    rung = Signal(object)

    def __init__(self, doorstep: Doorstep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doorstep = doorstep
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_AT_ONCE)
        self._server.newConnection.connect(self._answer)
        self._open: dict[QLocalSocket, bytes] = {}

    def listen(self) -> bool:
        """Begin; call after `Doorstep.take`. False: second starts will find nobody, which harms nothing."""
        old = self._doorstep.read_name()
        if old is not None:  # of a process that was killed: the lock is ours, so nobody listens there
            QLocalServer.removeServer(old)
        if not self._server.listen(f"lloco-{secrets.token_hex(16)}"):
            log.warning("second starts cannot reach this window: %s", self._server.errorString())
            return False
        self._doorstep.write_name(self._server.fullServerName())
        return True

    def close(self) -> None:
        """Answer no more."""
        for connection in list(self._open):
            self._drop(connection)
        self._server.close()

    def _answer(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            if len(self._open) >= MOST_AT_ONCE:
                connection.abort()
                connection.deleteLater()
                continue
            self._open[connection] = b""
            connection.readyRead.connect(lambda one=connection: self._read(one))
            connection.disconnected.connect(lambda one=connection: self._drop(one))
            QTimer.singleShot(SILENCE_MS, connection, lambda one=connection: self._drop(one))

    def _read(self, connection: QLocalSocket) -> None:
        if connection not in self._open:
            return
        said = self._open[connection] + connection.read(LONGEST + 1).data()
        self._open[connection] = said
        line, end, rest = said.partition(b"\n")
        knock = Knock.from_bytes(line) if end and not rest and len(line) <= LONGEST else None
        if knock is not None:
            connection.write(UNDERSTOOD)
            connection.flush()
            connection.disconnectFromServer()
            self.rung.emit(knock)
        elif end or len(said) > LONGEST:
            log.warning("a message of a second start was not understood")
            self._drop(connection)

    def _drop(self, connection: QLocalSocket) -> None:
        if self._open.pop(connection, None) is not None:
            connection.abort()
            connection.deleteLater()
