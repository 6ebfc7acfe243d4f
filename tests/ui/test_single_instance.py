"""A second start hands its files to the window that runs; what is broken or foreign is ignored."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from lloco_desktop.errors import WorkspaceError
from lloco_desktop.settings import Places
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui import single_instance
from lloco_desktop.ui.single_instance import UNDERSTOOD, Doorbell, Doorstep, Knock, hand_over, is_first

ROOT = Path(__file__).parent.parent.parent
PAPER = next((ROOT / "tests" / "data" / "papers").glob("*.pdf"))


@pytest.fixture
def doorstep(tmp_path: Path) -> Iterator[Doorstep]:
    made = Doorstep(tmp_path, None)
    yield made
    made.leave()


@pytest.fixture
def bell(qtbot: QtBot, doorstep: Doorstep) -> Iterator[Doorbell]:
    assert doorstep.take()
    made = Doorbell(doorstep)
    assert made.listen()
    yield made
    made.close()


def say(qtbot: QtBot, doorstep: Doorstep, message: bytes) -> bytes:
    """Say something to the window; what it answers until it hangs up."""
    connection = QLocalSocket()
    name = doorstep.read_name()
    assert name is not None
    connection.connectToServer(name)
    assert connection.waitForConnected(2000)
    heard = bytearray()
    connection.readyRead.connect(lambda: heard.extend(connection.readAll().data()))
    connection.write(message)
    connection.flush()
    qtbot.waitUntil(lambda: connection.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    return bytes(heard)


# --- the message -----------------------------------------------------------------------------


def test_a_message_comes_back_as_it_was(tmp_path: Path) -> None:
    knock = Knock((tmp_path / "a b.pdf", tmp_path / "合同\n.pdf"), "token")
    assert knock.to_bytes().count(b"\n") == 1
    assert Knock.from_bytes(knock.to_bytes()) == knock


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b'"files"',
        b"\xff\xfe",
        b'{"files": ["relative.pdf"], "activation": ""}',
        b'{"files": [3], "activation": ""}',
        b'{"files": "/etc", "activation": ""}',
        b'{"files": [], "activation": 3}',
        b"[" * 100_000,
    ],
)
def test_what_no_second_start_would_say_is_not_understood(line: bytes) -> None:
    assert Knock.from_bytes(line) is None


# --- the window's side -----------------------------------------------------------------------


def test_a_knock_is_heard_and_answered(qtbot: QtBot, doorstep: Doorstep, bell: Doorbell) -> None:
    knock = Knock((Path("/papers/a.pdf"),))
    with qtbot.waitSignal(bell.rung) as rung:
        assert say(qtbot, doorstep, knock.to_bytes()) == UNDERSTOOD
    assert rung.args == [knock]


@pytest.mark.parametrize(
    "message",
    [b"GET / HTTP/1.1\r\n\r\n", b"x" * (single_instance.LONGEST + 2), Knock().to_bytes() + b"more\n"],
    ids=["foreign", "too long", "two at once"],
)
def test_what_is_not_understood_is_hung_up_on(
    qtbot: QtBot, doorstep: Doorstep, bell: Doorbell, message: bytes
) -> None:
    heard: list[Any] = []
    bell.rung.connect(heard.append)
    assert say(qtbot, doorstep, message) == b""
    assert heard == []
    assert say(qtbot, doorstep, Knock().to_bytes()) == UNDERSTOOD


def test_who_says_nothing_is_hung_up_on(
    qtbot: QtBot, doorstep: Doorstep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "SILENCE_MS", 50)
    assert doorstep.take()
    bell = Doorbell(doorstep)
    assert bell.listen()
    assert say(qtbot, doorstep, b"") == b""
    bell.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no files")
def test_the_socket_is_for_its_owner_alone(doorstep: Doorstep, bell: Doorbell, tmp_path: Path) -> None:
    name = doorstep.read_name()
    assert name is not None
    assert Path(name).stat().st_mode & 0o077 == 0
    assert (tmp_path / "run").stat().st_mode & 0o077 == 0
    assert (tmp_path / "run" / "window.name").stat().st_mode & 0o077 == 0


# --- the second start's side -----------------------------------------------------------------


def test_nobody_there(doorstep: Doorstep, tmp_path: Path) -> None:
    assert not hand_over(doorstep, [])
    assert is_first(doorstep, [])
    assert not (tmp_path / "run" / "window.name").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes")
def test_a_name_that_others_could_have_written_is_not_believed(
    doorstep: Doorstep, bell: Doorbell, tmp_path: Path
) -> None:
    file = tmp_path / "run" / "window.name"
    file.chmod(0o622)
    assert doorstep.read_name() is None
    file.chmod(0o600)
    assert doorstep.read_name() is not None
    real = file.rename(tmp_path / "elsewhere")
    file.symlink_to(real)
    assert doorstep.read_name() is None


@pytest.mark.skipif(sys.platform == "win32", reason="owners of files")
def test_the_socket_of_another_user_is_not_asked(
    doorstep: Doorstep, bell: Doorbell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = os.getuid()
    assert single_instance._is_my_socket(doorstep.read_name() or "")
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert not single_instance._is_my_socket(bell._server.fullServerName())
    assert doorstep.read_name() is None
    second = Doorstep(tmp_path, None)
    assert not hand_over(second, [Path("/papers/a.pdf")], patience=120)


def test_a_window_that_does_not_answer_holds_nobody_up(
    doorstep: Doorstep, bell: Doorbell, tmp_path: Path
) -> None:
    # This thread is both: while it waits for the window, the window cannot answer.
    begun = time.monotonic()
    assert not hand_over(Doorstep(tmp_path, None), [], patience=200)
    assert time.monotonic() - begun < 2


def test_workspaces_do_not_share_a_window(tmp_path: Path, doorstep: Doorstep) -> None:
    assert doorstep.take()
    other = Doorstep(tmp_path, tmp_path / "other")
    assert not other.is_taken()
    assert other.take()
    assert not Doorstep(tmp_path, tmp_path / "x" / ".." / "other").take()
    other.leave()


def test_what_a_killed_window_left_is_cleared_away(qtbot: QtBot, tmp_path: Path) -> None:
    run = tmp_path / "run"
    first = Doorstep(tmp_path, None)
    assert first.take()
    left = QLocalServer()
    assert left.listen(str(tmp_path / "s"))
    first.write_name(left.fullServerName())
    assert first._held is not None
    os.close(first._held)  # as the end of a process does; nothing is tidied
    second = Doorstep(tmp_path, None)
    assert not second.is_taken()
    assert not hand_over(second, [])
    assert second.take()
    bell = Doorbell(second)
    assert bell.listen()
    assert not Path(left.fullServerName()).exists()
    assert (run / "window.name").read_text(encoding="utf-8") == second.read_name()
    bell.close()
    second.leave()


# --- real processes --------------------------------------------------------------------------

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the application as a user does, without a screen and without a backbone."""
    places = Places.of_user()
    places.config.mkdir(parents=True)
    places.settings_file.write_text('{"backbone": "no-such-backbone"}', encoding="utf-8")
    running: list[subprocess.Popen[bytes]] = []

    def make(*arguments: str | Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lloco_desktop", *map(str, arguments)]
        environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environ))
        return running[-1]

    yield make
    for process in running:
        if process.poll() is None:
            process.terminate()
            process.wait(20)


def listening(qtbot: QtBot) -> None:
    step = Doorstep(Places.of_user().data, None)
    qtbot.waitUntil(lambda: step.is_taken() and step.read_name() is not None, timeout=30_000)


def imported() -> list[str]:
    """The names of the documents that are in the workspace by now."""
    try:
        with Workspace.open(Places.of_user().workspace, writable=False) as workspace:
            documents = [workspace.documents.all(one.id) for one in workspace.libraries.all()]
    except WorkspaceError:  # it is being made
        return []
    return [one.path.name for library in documents for one in library]


def seconds_of(process: subprocess.Popen[bytes]) -> float:
    begun = time.monotonic()
    assert process.wait(20) == 0
    return time.monotonic() - begun


def test_a_second_start_gives_its_files_to_the_first(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    first = start()
    listening(qtbot)
    second = start(PAPER)
    taken = seconds_of(second)
    assert taken < 2.5, "a second start loads nothing heavy"
    assert first.poll() is None
    qtbot.waitUntil(lambda: imported() == [PAPER.name], timeout=60_000)
    assert not any(connection for connection in psutil.Process(first.pid).net_connections("inet"))
    first.send_signal(signal.SIGTERM)
    assert first.wait(20) == 0


def test_two_starts_at_once_are_one_window(qtbot: QtBot, start: Start) -> None:
    both = [start(), start(PAPER)]
    qtbot.waitUntil(lambda: any(one.poll() == 0 for one in both), timeout=30_000)
    qtbot.waitUntil(lambda: imported() == [PAPER.name], timeout=60_000)
    assert [one.poll() for one in both].count(None) == 1


def test_after_a_kill_the_next_start_opens_a_window(qtbot: QtBot, start: Start) -> None:
    first = start()
    listening(qtbot)
    before = Doorstep(Places.of_user().data, None).read_name()
    first.kill()
    first.wait(20)
    second = start(PAPER)
    qtbot.waitUntil(lambda: Doorstep(Places.of_user().data, None).read_name() != before, timeout=30_000)
    qtbot.waitUntil(lambda: imported() == [PAPER.name], timeout=60_000)
    assert second.poll() is None


def test_a_second_start_imports_nothing_heavy() -> None:
    code = "import json, sys; import lloco_desktop.ui.start; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout))
    heavy = {"numpy", "torch", "apsw", "pymupdf", "PySide6.QtGui", "PySide6.QtWidgets", "filelock"}
    assert not loaded & heavy
