"""`lloco gpu`: status, get, add and remove, with a runtime that has no torch in it worth the name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.gpu_runtime.listing import LIST, as_text
from lloco_desktop.settings import Places
from tests.cli.conftest import Command, Mistake
from tests.gpu_runtime.fixtures import runtime_of, server_of, tiny_wheels, write_pack
from tests.hub.server import HubServer


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with server_of(tiny_wheels()) as made:
        listed = tmp_path / "list.json"
        listed.write_text(as_text([runtime_of(tiny_wheels(), made.store_address)]))
        monkeypatch.setenv(LIST, str(listed))
        yield made


def test_from_source_there_is_none(lloco: Command, mistake: Mistake) -> None:
    assert lloco("gpu", "status") == 0
    assert "no GPU support to get" in lloco.out
    assert "no GPU support to get" in mistake(lloco, "gpu", "get")


def test_what_it_takes_is_listed(lloco: Command, server: HubServer) -> None:
    status = lloco.json("gpu", "status")
    assert (status["state"], status["active"], status["key"]) == ("absent", False, "9.1-cu130")
    assert [one["name"] for one in status["packages"]] == ["torch", "nvidia_cublas"]
    assert lloco("gpu", "status") == 0
    assert "PyTorch 9.1 with CUDA 13.0: 2 packages" in lloco.out
    assert not server.log


def test_got_it_is_tried_in_a_process_of_its_own_and_kept_out_where_it_fails(
    lloco: Command, server: HubServer, mistake: Mistake
) -> None:
    said = mistake(lloco, "gpu", "get")
    assert "PyTorch with CUDA does not work here" in said
    assert "goes on computing on the processor" in said
    status = lloco.json("gpu", "status")
    assert status["state"] == "unusable"
    assert "AttributeError" in status["reason"]  # this torch has no `version`
    assert lloco("gpu", "remove") == 0
    assert lloco.json("gpu", "status")["state"] == "absent"
    assert "not here" in mistake(lloco, "gpu", "remove")


def test_a_pack_that_lacks_a_part_changes_nothing(
    lloco: Command, server: HubServer, mistake: Mistake, tmp_path: Path
) -> None:
    runtime = runtime_of(tiny_wheels(), server.store_address)
    first, second = write_pack(tmp_path / "pack", runtime, tiny_wheels())
    second.unlink()
    assert second.name in mistake(lloco, "gpu", "add", str(first))
    assert not (Places.of_user().data / "gpu-runtime" / runtime.key).exists()
