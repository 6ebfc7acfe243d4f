"""A hub that says no, or does not answer as it should, becomes one clear sentence of the right kind."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from lloco_desktop.errors import BadInput, DownloadDamaged, DownloadError, DownloadRefused
from lloco_desktop.hub.fetching import Patience, fetch
from tests.hub.faults import Wrong
from tests.hub.fetching_fixtures import (
    IMPATIENT,
    LARGE,
    NAME,
    SMALL,
    backbone_repository,
    parts,
    right,
    wanted,
)
from tests.hub.server import HubServer

ONCE = Patience(tries=1, first_wait=0.01, longest_wait=0.01, rate_limit=5.0, silence=0.3)


def _try(
    folder: Path,
    endpoint: str,
    *,
    files: tuple[str, ...] = (),
    name: str = NAME,
    revision: str = "main",
    token: str | None = None,
    patience: Patience = IMPATIENT,
) -> None:
    list(
        fetch(
            wanted(folder, *files, name=name, revision=revision),
            endpoint=endpoint,
            token=token,
            patience=patience,
        )
    )


def test_a_gated_repository_without_a_token_says_where_to_accept_and_what_to_enter(tmp_path: Path) -> None:
    with HubServer([backbone_repository(gated=True)]) as hub, pytest.raises(DownloadRefused) as refused:
        _try(tmp_path, hub.address)
    assert str(refused.value) == (
        "owner/backbone is only given to people who have accepted its licence at "
        "https://huggingface.co/owner/backbone. Accept it there, make an access token, enter it in the "
        "settings, and try again."
    )


def test_a_token_whose_owner_was_not_let_in_says_where_to_ask(tmp_path: Path) -> None:
    with (
        HubServer([backbone_repository(gated=True)], strangers=["hf_stranger"]) as hub,
        pytest.raises(DownloadRefused, match="has not been given access to owner/backbone yet"),
    ):
        _try(tmp_path, hub.address, token="hf_stranger")


def test_a_token_that_the_hub_does_not_know_is_called_that(tmp_path: Path) -> None:
    with (
        HubServer([backbone_repository(gated=True)]) as hub,
        pytest.raises(DownloadRefused, match="does not know your access token") as refused,
    ):
        _try(tmp_path, hub.address, token="hf_revoked")
    assert "hf_revoked" not in str(refused.value)


def test_after_the_licence_was_accepted_the_same_download_goes_through(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository(gated=True)]) as hub:
        with pytest.raises(DownloadRefused):
            _try(tmp_path, hub.address)
        hub.tokens = ["hf_known"]
        _try(tmp_path, hub.address, token="hf_known")
    assert right(tmp_path, one, SMALL, LARGE)


def test_a_token_is_not_sent_over_an_unencrypted_connection_to_another_machine(tmp_path: Path) -> None:
    with pytest.raises(DownloadRefused, match="connections there are not encrypted"):
        _try(tmp_path, "http://mirror.invalid", token="hf_secret")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"name": "owner/other"}, "owner/other"),
        ({"revision": "e" * 40}, "owner/backbone"),
        ({"files": ("missing.bin",)}, "owner/backbone/missing.bin"),
    ],
)
def test_a_mirror_that_lacks_it_is_named(tmp_path: Path, more: dict[str, Any], what: str) -> None:
    with (
        HubServer([backbone_repository()]) as hub,
        pytest.raises(DownloadRefused, match=f"The mirror 127.0.0.1 does not have {what}"),
    ):
        _try(tmp_path, hub.address, **more)


def test_a_file_that_is_listed_and_gone_is_refused_and_the_others_stay(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, LARGE, status=404)
        with pytest.raises(DownloadRefused, match=f"does not have owner/backbone/{LARGE}"):
            _try(tmp_path, hub.address)
    assert right(tmp_path, one, SMALL)


def test_a_forbidden_repository_is_refused(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, "", status=403)
        with pytest.raises(DownloadRefused, match=r"127\.0\.0\.1 refuses to give out owner/backbone"):
            _try(tmp_path, hub.address)


@pytest.mark.parametrize(
    ("status", "said"), [(500, "fault of its own"), (503, "fault of its own"), (418, "understood")]
)
def test_any_other_status_is_said_with_its_number(tmp_path: Path, status: int, said: str) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, "", status=status)
        with pytest.raises(DownloadError, match=rf"{said}.*\({status}\)"):
            _try(tmp_path, hub.address)


def test_a_pause_that_is_too_long_to_wait_for_is_said_in_minutes(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, "", status=429, headers=(("RateLimit", '"api";r=0;t=120'),))
        with pytest.raises(DownloadError, match="wants a pause of 2 minutes"):
            _try(tmp_path, hub.address)


def test_a_sign_in_page_is_not_taken_for_a_hub(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.WEB_PAGE, "")
        with pytest.raises(DownloadError, match="does not answer as a mirror of the model hub does"):
            _try(tmp_path, hub.address)


def test_a_sign_in_page_is_not_taken_for_a_file(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.WEB_PAGE, LARGE)
        with pytest.raises(DownloadError, match="does not answer as a mirror"):
            _try(tmp_path, hub.address)
        assert set(parts(tmp_path).values()) <= {0}


def test_a_hub_that_says_nothing_is_given_up(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.HANG, LARGE)
        with pytest.raises(DownloadError, match=r"127\.0\.0\.1 stopped answering\. What has come is kept"):
            _try(tmp_path, hub.address, patience=ONCE)


def test_a_port_where_nobody_listens_cannot_be_reached(tmp_path: Path) -> None:
    with HubServer([]) as hub:
        address = hub.address
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 cannot be reached"):
        _try(tmp_path, address)


def test_a_name_that_is_not_found_says_so(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"was not found|There is no connection to the internet"):
        _try(tmp_path, "https://no-such-hub.invalid")


def test_a_server_without_tls_behind_https_is_not_trusted(tmp_path: Path) -> None:
    with (
        HubServer([backbone_repository()]) as hub,
        pytest.raises(DownloadError, match="is not secure, so nothing was taken from it"),
    ):
        _try(tmp_path, hub.address.replace("http:", "https:"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate")
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        ["openssl", *made.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        with pytest.raises(DownloadError, match=r"is not secure, so nothing was taken from it .*certificate"):
            _try(tmp_path / "b", f"https://127.0.0.1:{server.server_address[1]}", token="hf_secret")
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("address", ["ftp://hub", "hub.example", "https://", "http://[broken"])
def test_an_address_that_is_none_is_bad_input(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadInput, match="has to begin with https://"):
        _try(tmp_path, address)


def test_a_wrong_answer_to_a_file_does_not_harm_the_next_try(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.WRONG_LENGTH, SMALL, after=5)
        with pytest.raises(DownloadDamaged):
            _try(tmp_path, hub.address)
        hub.heal()
        _try(tmp_path, hub.address)
    assert right(tmp_path, one, SMALL, LARGE)
