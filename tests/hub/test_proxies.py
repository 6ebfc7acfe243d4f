"""Proxies of the environment are used, but never to reach this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.errors import DownloadError
from lloco_desktop.hub.fetching import fetch
from tests.hub.fetching_fixtures import IMPATIENT, LARGE, SMALL, backbone_repository, right, wanted
from tests.hub.server import HubServer

VARIABLES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture(autouse=True)
def no_other_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_this_machine_is_reached_directly_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with HubServer([one := backbone_repository()]) as hub:
        for number, address in enumerate((hub.address, hub.address.replace("127.0.0.1", "localhost"))):
            list(fetch(wanted(tmp_path / str(number)), endpoint=address, patience=IMPATIENT))
            assert right(tmp_path / str(number), one, SMALL, LARGE)


def test_other_machines_are_reached_through_the_proxy_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        monkeypatch.setenv("http_proxy", hub.address)  # it answers for a host that no name server knows
        list(fetch(wanted(tmp_path), endpoint="http://mirror.invalid", patience=IMPATIENT))
        assert {asked.at_store for asked in hub.log if asked.file == LARGE} == {True, False}
    assert right(tmp_path, one, SMALL, LARGE)


def test_a_proxy_that_refuses_is_named_as_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with HubServer([]) as proxy:  # which knows no CONNECT
        monkeypatch.setenv("https_proxy", proxy.address)
        with pytest.raises(DownloadError, match=r"The proxy of this network refused .* mirror\.invalid"):
            list(fetch(wanted(tmp_path), endpoint="https://mirror.invalid", patience=IMPATIENT))
