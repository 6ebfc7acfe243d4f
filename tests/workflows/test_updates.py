"""New versions: looked for only where that was agreed to, believed only with a signature, never fetched."""

from __future__ import annotations

import base64
import json
import logging
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Settings, Updates
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.update_fetching import fetch
from lloco_desktop.workflows.update_manifest import (
    in_language,
    read_source,
)
from lloco_desktop.workflows.updates import FILE, LARGEST, Looked, Outcome, UpdateDesk
from tests.update_server import MANIFEST, UpdateServer, manifest, plain, redirect

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[UpdateServer]:
    made = UpdateServer()
    yield made
    made.close()


class Clock:
    """Time that the test lets pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


MakeDesk = Callable[..., UpdateDesk]


@pytest.fixture
def make_desk(tmp_path: Path, server: UpdateServer, clock: Clock) -> MakeDesk:
    def make(answer: Updates = Updates.ON, **more: Any) -> UpdateDesk:
        preferences = Preferences(Settings(updates=answer))
        more = {"version": "0.1.0", "silence": 5.0, "whole": 10.0, **more}
        return UpdateDesk(preferences, tmp_path / "data", server.source, clock=clock, **more)

    return make


def look(desk: UpdateDesk) -> Looked:
    came: queue.SimpleQueue[Looked] = queue.SimpleQueue()
    desk.look(came.put)
    return came.get(timeout=30)


# --- what is believed ------------------------------------------------------------------------


def test_a_newer_version_is_told_with_its_page(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish(needs={"en": "macOS 14"})
    found = look(make_desk())
    assert found.outcome is Outcome.NEWER
    assert found.release is not None
    assert found.release.version == "0.2.0"
    assert found.release.day == date(2026, 11, 21)
    assert found.release.page == "https://example.org/lloco/0.2.0"
    assert in_language(found.release.news, "zh_CN") == "更大的模型。"
    assert in_language(found.release.news, "de_AT") == "Larger backbones."
    assert in_language(found.release.needs, "zh_CN") == "macOS 14"


@pytest.mark.parametrize("version", ["0.1.0", "0.1", "0.0.9"])
def test_a_version_that_is_not_newer_says_nothing(
    server: UpdateServer, make_desk: MakeDesk, version: str
) -> None:
    server.publish(version=version)
    assert look(make_desk()) == Looked(Outcome.NEWEST)


def test_a_signature_by_another_key_is_a_warning_and_no_news(
    server: UpdateServer, make_desk: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    server.publish()
    other = Ed25519PrivateKey.generate().sign(manifest())
    server.answers[f"{MANIFEST}.sig"] = plain(base64.b64encode(other))
    desk = make_desk()
    with caplog.at_level(logging.WARNING):
        assert look(desk) == Looked(Outcome.REFUSED)
    assert "no valid signature" in caplog.text
    server.publish(version="0.1.5")
    assert look(desk).outcome is Outcome.NEWER, "what was not signed left no trace"


@pytest.mark.parametrize("signature", [b"", b"\xff\xfe", b"AAAA", b"not base64!", b"A" * 88])
def test_what_is_no_signature_is_none(server: UpdateServer, make_desk: MakeDesk, signature: bytes) -> None:
    server.publish()
    server.answers[f"{MANIFEST}.sig"] = plain(signature)
    assert look(make_desk()) == Looked(Outcome.REFUSED)


def test_one_changed_byte_is_not_signed(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish()
    server.answers[MANIFEST] = plain(manifest().replace(b"0.2.0", b"0.3.0", 1))
    assert look(make_desk()) == Looked(Outcome.REFUSED)


def test_a_manifest_older_than_one_seen_is_refused_also_after_a_restart(
    server: UpdateServer, make_desk: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    server.publish(version="0.3.0")
    assert look(make_desk()).outcome is Outcome.NEWER
    for older in ({"version": "0.2.0", "date": "2027-01-01"}, {"version": "0.3.0", "date": "2026-11-20"}):
        server.publish(**older)
        caplog.clear()
        assert look(make_desk()) == Looked(Outcome.REFUSED)
        assert "older" in caplog.text
    server.publish(version="0.3.0", date="2026-11-22")
    assert look(make_desk()).outcome is Outcome.NEWER
    server.publish(version="0.10.0", date="2026-01-01")
    assert look(make_desk()).outcome is Outcome.NEWER


@pytest.mark.parametrize(
    "changes",
    [
        {"application": "another"},
        {"version": "0.2.0; rm"},
        {"version": 2},
        {"version": None},
        {"date": "yesterday"},
        {"page": "http://example.org/"},
        {"page": "file:///etc/passwd"},
        {"page": "https://user@example.org/"},
        {"page": "https://example.org/ x"},
        {"news": {"zh_CN": "更大的模型。"}},
        {"news": {"en": ""}},
        {"news": {"en": "x" * 301}},
        {"news": {"en": "two\nlines"}},
        {"news": {"en": "turned \u202e round"}},
        {"news": ["en"]},
        {"needs": {"en": 3}},
    ],
)
def test_what_is_signed_and_makes_no_sense_is_not_used(
    server: UpdateServer, make_desk: MakeDesk, changes: dict[str, Any]
) -> None:
    server.publish(**changes)
    assert look(make_desk()) == Looked(Outcome.REFUSED)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"3", b"\xff", b"[" * 20_000])
def test_what_is_no_manifest_is_not_used(server: UpdateServer, make_desk: MakeDesk, data: bytes) -> None:
    server.publish(data)
    assert look(make_desk()) == Looked(Outcome.REFUSED)


# --- what is fetched, and how ----------------------------------------------------------------


def test_nothing_is_sent_but_the_request(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish()
    look(make_desk())
    assert [path for path, _ in server.asked] == [MANIFEST, f"{MANIFEST}.sig"]
    for _, head in server.asked:
        assert head == {
            "Accept-Encoding": "identity",
            "Connection": "close",
            "Host": f"127.0.0.1:{server.port}",
            "User-Agent": "lloco-desktop",
        }


def test_too_large_an_answer_is_not_read_to_its_end(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish(b" " * (LARGEST + 1))
    assert look(make_desk()) == Looked(Outcome.REFUSED)
    server.publish()
    server.answers[f"{MANIFEST}.sig"] = plain(b"A" * 2000)
    assert look(make_desk()) == Looked(Outcome.REFUSED)


def test_a_redirect_to_plain_http_is_refused(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish()
    server.answers["/elsewhere"] = server.answers[MANIFEST]
    for address in (f"http://127.0.0.1:{server.port}/elsewhere", "http://example.org/", "file:///etc/passwd"):
        server.answers[MANIFEST] = redirect(address)
        assert look(make_desk()).release is None
    assert {path for path, _ in server.asked} == {MANIFEST}


def test_a_redirect_to_https_is_followed(server: UpdateServer) -> None:
    """As far as the first byte of TLS: nobody here has a certificate that a system trusts."""
    with socket.create_server(("127.0.0.1", 0)) as secure:
        server.answers[MANIFEST] = redirect(f"https://127.0.0.1:{secure.getsockname()[1]}/")
        heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()

        def hear() -> None:
            connection, _ = secure.accept()
            with connection:
                heard.put(connection.recv(1))

        listener = threading.Thread(target=hear, daemon=True)
        listener.start()
        with pytest.raises(OSError):
            fetch(server.source.address, LARGEST, silence=5)
        assert heard.get(timeout=10) == b"\x16"
        listener.join()


@pytest.mark.parametrize("how", ["silent", "dripping", "missing", "nobody"])
def test_without_an_answer_it_is_quiet(
    server: UpdateServer, make_desk: MakeDesk, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    if how in ("silent", "dripping"):
        server.answers[MANIFEST] = getattr(server, how)
    if how == "nobody":
        server.close()
    with caplog.at_level(logging.WARNING):
        assert look(make_desk(silence=0.2, whole=0.5)) == Looked(Outcome.SILENT)
    assert caplog.text == ""


def test_an_answer_that_is_cut_short_is_none(server: UpdateServer, make_desk: MakeDesk) -> None:
    server.publish()

    def cut(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(manifest())

    server.answers[MANIFEST] = cut
    assert look(make_desk()) == Looked(Outcome.SILENT)


# --- when it looks ---------------------------------------------------------------------------


def test_the_source_as_it_is_shipped_names_no_place(tmp_path: Path) -> None:
    assert read_source() is None
    desk = UpdateDesk.of_build(Preferences(Settings(updates=Updates.ON)), tmp_path)
    for _ in range(3):
        desk.note_start()
    assert desk.host == ""
    assert not desk.may_ask()
    assert not desk.is_due()
    desk.look(lambda _: pytest.fail("looked"))
    desk.look_if_due(lambda _: pytest.fail("looked"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", [Updates.NOT_ASKED, Updates.OFF])
def test_who_did_not_agree_is_not_looked_up(
    server: UpdateServer, make_desk: MakeDesk, answer: Updates
) -> None:
    desk = make_desk(answer)
    desk.look_if_due(lambda _: pytest.fail("looked"))
    assert server.asked == []


def test_it_looks_once_a_week_at_most_whatever_comes_of_it(
    server: UpdateServer, make_desk: MakeDesk, clock: Clock
) -> None:
    came: queue.SimpleQueue[Looked] = queue.SimpleQueue()
    make_desk().look_if_due(came.put)
    assert came.get(timeout=30) == Looked(Outcome.SILENT)
    asked = len(server.asked)
    assert asked
    clock.now += timedelta(days=6, hours=23)
    again = make_desk()
    assert again.last_look == NOW
    again.look_if_due(lambda _: pytest.fail("looked"))
    clock.now += timedelta(hours=1)
    assert again.is_due()
    clock.now = NOW - timedelta(days=1)
    assert again.is_due(), "a clock that was wrong does not end it for good"
    assert len(server.asked) == asked


def test_what_cannot_be_remembered_is_not_done_by_itself(
    tmp_path: Path, server: UpdateServer, make_desk: MakeDesk
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    desk = make_desk()
    desk.look_if_due(lambda _: pytest.fail("looked"))
    assert server.asked == []
    assert not desk.note_asked()
    server.publish()
    assert look(desk).outcome is Outcome.NEWER, "but when it is asked for"


@pytest.mark.parametrize("text", ["{", "[]", '{"starts": 3}', '{"looked": "x"}', "\x00"])
def test_a_damaged_memory_is_begun_anew(
    tmp_path: Path, server: UpdateServer, make_desk: MakeDesk, text: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE).write_text(text)
    desk = make_desk()
    assert desk.last_look is None
    server.publish()
    look(desk)
    kept = json.loads((tmp_path / "data" / FILE).read_text())
    assert (kept["newest"], kept["newest_on"]) == ("0.2.0", "2026-11-21")
    assert "id" not in kept


# --- the question ----------------------------------------------------------------------------


def test_it_may_be_asked_from_the_second_start_on_and_twice_without_an_answer(make_desk: MakeDesk) -> None:
    allowed = []
    for _ in range(5):
        desk = make_desk(Updates.NOT_ASKED)
        desk.note_start()
        allowed.append(desk.may_ask())
        if desk.may_ask():
            assert desk.note_asked()
    assert allowed == [False, True, True, False, False]


@pytest.mark.parametrize("answer", [Updates.ON, Updates.OFF])
def test_an_answer_ends_the_question_and_is_heard(make_desk: MakeDesk, answer: Updates) -> None:
    desk = make_desk(Updates.NOT_ASKED)
    heard: list[Updates] = []
    desk.on_change = lambda: heard.append(desk.answer)
    for _ in range(3):
        desk.note_start()
    assert desk.may_ask()
    desk.choose(answer)
    assert heard == [answer]
    assert not desk.may_ask()
    assert desk.is_due() is (answer is Updates.ON)


def test_an_answer_that_cannot_be_saved_is_no_answer(tmp_path: Path, server: UpdateServer) -> None:
    blocked = tmp_path / "config"
    blocked.write_text("a file where the folder should be")
    desk = UpdateDesk(Preferences(Settings(), blocked / "settings.json"), tmp_path, server.source)
    with pytest.raises(LlocoError):
        desk.choose(Updates.ON)
    assert desk.answer is Updates.NOT_ASKED


def test_the_answer_is_kept_among_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(updates=Updates.ON).save(file)
    assert Settings.load(file).updates is Updates.ON
    assert Settings().updates is Updates.NOT_ASKED
