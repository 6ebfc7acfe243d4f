"""New versions: looked for only where that was agreed to, believed only with a signature, never fetched."""

from __future__ import annotations

import base64
import importlib.util
import json
import logging
import queue
import socket
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lloco_desktop import __version__
from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Settings, Updates
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.update_fetching import Refused, fetch
from lloco_desktop.workflows.update_manifest import (
    NotSigned,
    in_language,
    is_safe,
    rank_of,
    read_release,
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


def test_what_is_not_signed_is_not_even_read() -> None:
    key = Ed25519PrivateKey.generate()
    with pytest.raises(NotSigned):
        read_release(b"{", base64.b64encode(key.sign(b"[")), key.public_key().public_bytes_raw())


def test_versions_are_compared_by_their_numbers() -> None:
    ordered = ["0.1", "0.1.1", "0.2.0rc1", "0.2", "0.10.0", "1.0"]
    assert all(rank_of(one) < rank_of(after) for one, after in pairwise(ordered))
    assert rank_of("0.2") == rank_of("0.2.0")
    assert rank_of(__version__) > rank_of("odd")


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


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/updates.json", True),
        ("http://127.0.0.1:8000/updates.json", True),
        ("http://[::1]:8000/", True),
        ("http://example.org/", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://127.0.0.1@example.org/", False),
        ("https://user:secret@example.org/", False),
        ("https://example.org:port/", False),
        ("https://[/", False),
        ("https://exämple.org/", False),
        ("https:///nobody", False),
        ("ftp://example.org/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://example.org/" + "x" * 500, False),
        ("", False),
    ],
)
def test_addresses(address: str, safe: bool) -> None:
    assert is_safe(address) is safe
    if not safe:
        with pytest.raises((Refused, ValueError)):
            fetch(address, LARGEST)


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


@pytest.mark.parametrize(
    "text",
    [
        "",
        "address = 3\npublic_key = 4",
        'address = "https://example.org/"\npublic_key = ""',
        'address = "https://example.org/"\npublic_key = "AAAA"',
        f'address = "http://example.org/"\npublic_key = "{"A" * 43}="',
        f'address = "https://example.org/?id=3"\npublic_key = "{"A" * 43}="',
        f'address = ""\npublic_key = "{"A" * 43}="',
        "address = ",
    ],
)
def test_half_a_place_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "updates.toml"
    file.write_text(text)
    assert read_source(file) is None


def test_a_place(tmp_path: Path) -> None:
    file = tmp_path / "updates.toml"
    file.write_text(f'address = "https://example.org/u.json"\npublic_key = "{"A" * 43}="')
    source = read_source(file)
    assert source is not None
    assert source.host == "example.org"
    assert source.public_key == bytes(32)


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


# --- what a release is made with -------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_updates", ROOT / "packaging" / "updates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_what_the_maintainer_signs_is_believed(
    tmp_path: Path, program: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    key, file = tmp_path / "key.pem", tmp_path / "dist" / "updates.json"
    assert program.main(["key", str(key)]) == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert program.main(["key", str(key)]) == 1, "a key is never written over"
    lines = capsys.readouterr().out.splitlines()
    toml = tmp_path / "updates.toml"
    toml.write_text(f'address = "https://example.org/u.json"\n{lines[-1]}')
    source = read_source(toml)
    assert source is not None
    news = ["--news", "en=Larger backbones.", "--news", "zh_CN=更大的模型。"]
    common = ["manifest", "--key", str(key), "--page", "https://example.org/a", str(file)]
    assert program.main([*common, *news]) == 0
    release = read_release(
        file.read_bytes(), (tmp_path / "dist/updates.json.sig").read_bytes(), source.public_key
    )
    assert release.version == __version__
    assert dict(release.news) == {"en": "Larger backbones.", "zh_CN": "更大的模型。"}
    file.unlink()
    assert program.main([*common, *news[:2]]) == 1
    assert "zh_CN" in capsys.readouterr().err
    assert program.main([*common, *news, "--news", "de=Neu"]) == 1
    assert program.main(["manifest", "--key", str(key), "--page", "ftp://a", *news, str(file)]) == 1
    assert not file.exists()
