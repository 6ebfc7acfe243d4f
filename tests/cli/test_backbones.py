"""`lloco backbones` and `lloco backbone`: looking, getting from a hub on this machine, adding, converting."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.settings import BackboneChoice, Places
from tests.checkpoints import write_autocompressor, write_lclm, write_published_adapter
from tests.cli.conftest import Command, Mistake
from tests.hub.faults import Wrong
from tests.hub.repository import Repository, repository_of_folder
from tests.hub.server import HubServer
from tests.hub.test_token import MemoryKeyring
from tests.pdfs import BEES, LEASE, write_pdf

LLAMA, LCLM = "llama2-7b-lloco", "lclm-4b-4x"
NAMES = {
    LLAMA: "princeton-nlp/AutoCompressor-Llama-2-7b-6k",
    LCLM: "latent-context/0.6b-4b-LCLM-4x",
    "quality": "xiuyul/Lloco-7b-quality",
}


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> list[Repository]:
    place = tmp_path_factory.mktemp("hub")
    folders = {
        LLAMA: write_autocompressor(place / "llama"),
        LCLM: write_lclm(place / "lclm", ratio=4),
        "quality": write_published_adapter(place / "quality"),
    }
    return [repository_of_folder(NAMES[key], folder, any_commit=True) for key, folder in folders.items()]


@pytest.fixture
def hub(repositories: list[Repository], settings_file: Path, lloco: Command) -> Iterator[HubServer]:
    with HubServer(repositories) as server:
        settings_file.write_text(json.dumps({"backbone": "none", "hub_endpoint": server.address}))
        yield server


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def row(rows: list[dict[str, object]], key: str) -> dict[str, object]:
    (one,) = [one for one in rows if key in (one.get("key"), one.get("name"))]
    return one


# --- looking -------------------------------------------------------------------------------------------


def test_what_is_installed_is_listed_with_how_it_fits(lloco: Command) -> None:
    small = row(lloco.json("backbones"), "small")
    assert small["problem"] is None
    assert "memory" in str(small["fit"])
    assert lloco("backbones") == 0
    assert str(small["fit"]) in lloco.out


def test_what_can_be_got_is_listed_with_its_terms_and_one_recommended(lloco: Command) -> None:
    offers = lloco.json("backbone", "offers")
    assert [one["key"] for one in offers][:2] == ["small", LLAMA]
    assert row(offers, "small")["state"] == "here"
    llama = row(offers, LLAMA)
    assert llama["state"] == "absent"
    assert "Llama 2" in str(llama["accept"])
    assert llama["adapters"] == ["quality", "qasper", "qmsum", "nqa", "hqa"]
    assert sum(bool(one["recommended"]) for one in offers) == 1
    assert lloco("backbone", "offers") == 0
    assert "Recommended here." in lloco.out


def test_an_offer_whose_place_is_taken_says_so(lloco: Command) -> None:
    place = Places.of_user().backbones / LCLM
    place.mkdir(parents=True)
    (place / "notes.txt").write_text("somebody else's")
    taken = row(lloco.json("backbone", "offers"), LCLM)
    assert taken["state"] == "here"
    assert taken["problem"]
    assert lloco("backbone", "offers") == 0
    assert str(taken["problem"]) in lloco.out


def test_how_one_fits_is_said_for_each_precision(lloco: Command) -> None:
    rows = lloco.json("backbone", "fit", LLAMA)
    assert [one["precision"] for one in rows] == ["fp32", "bf16", "int8", "nf4"]
    assert all(one["sentence"] for one in rows)
    assert lloco.json("backbone", "fit", "small")[0]["verdict"] == "fits"


@pytest.mark.parametrize("action", ["fit", "convert"])
def test_a_backbone_that_is_not_here_is_one_sentence(lloco: Command, mistake: Mistake, action: str) -> None:
    assert "no backbone 'nothing' here" in mistake(lloco, "backbone", action, "nothing")


# --- getting -------------------------------------------------------------------------------------------


def test_terms_are_shown_and_have_to_be_accepted(lloco: Command, hub: HubServer, mistake: Mistake) -> None:
    said = mistake(lloco, "backbone", "get", LLAMA)
    assert "--accept-terms" in said
    assert "Acceptable Use Policy" in said
    assert hub.log == []


def test_a_backbone_with_an_adapter_is_got_without_a_workspace(lloco: Command, hub: HubServer) -> None:
    got = lloco.json("backbone", "get", LLAMA, "--accept-terms", "--adapter", "quality")
    folder = Places.of_user().backbones / LLAMA
    assert got == {"key": LLAMA, "folder": str(folder)}
    assert not lloco.workspace.exists()
    assert not list(folder.glob("*.bin"))
    lock = read_lock(folder)
    assert lock is not None
    assert row(lloco.json("backbones"), LLAMA)["commit"] == lock.commit
    offer = row(lloco.json("backbone", "offers"), LLAMA)
    assert (offer["state"], offer["adapters_here"]) == ("here", ["quality"])
    assert lloco("backbone", "get", LLAMA, "--accept-terms") == 0  # it is here: nothing to do
    assert str(folder) in lloco.out


def test_a_download_that_fails_is_one_sentence_and_the_same_command_goes_on(
    lloco: Command, hub: HubServer, mistake: Mistake
) -> None:
    hub.fault(Wrong.WRONG_BYTES, "decoder/model-00002-of-00002.safetensors")
    mistake(lloco, "backbone", "get", LCLM, "--accept-terms")
    assert row(lloco.json("backbone", "offers"), LCLM)["state"] == "incomplete"
    hub.heal()
    sent = hub.sent
    assert lloco("backbone", "get", LCLM, "--accept-terms") == 0, lloco.err
    (lclm,) = [one for one in hub.repositories if one.name == NAMES[LCLM]]
    assert hub.sent - sent < sum(file.size for file in lclm.files.values()) / 2
    assert row(lloco.json("backbone", "offers"), LCLM)["state"] == "here"


def test_what_was_got_is_removed_but_not_what_is_in_use(
    lloco: Command, hub: HubServer, mistake: Mistake, settings_file: Path
) -> None:
    assert lloco("backbone", "get", LCLM, "--accept-terms") == 0, lloco.err
    settings_file.write_text(json.dumps({"backbone": LCLM}))
    assert "in use" in mistake(lloco, "backbone", "remove", LCLM)
    waiting = BackboneChoice(LCLM).as_raw()
    settings_file.write_text(json.dumps({"backbone": "small", "waiting": waiting}))
    assert "in use" in mistake(lloco, "backbone", "remove", LCLM)
    settings_file.write_text(json.dumps({"backbone": "small"}))
    assert lloco.json("backbone", "remove", LCLM)["deleted"] is True
    assert not (Places.of_user().backbones / LCLM).exists()
    assert "is not here" in mistake(lloco, "backbone", "remove", LCLM)
    assert "belongs to the application" in mistake(lloco, "backbone", "remove", "small")


def test_what_was_got_is_used_from_then_on_and_makes_its_own_summaries(
    lloco: Command, hub: HubServer, tmp_path: Path, mistake: Mistake
) -> None:
    assert lloco("backbone", "get", LCLM, "--accept-terms") == 0, lloco.err
    assert "no backbone 'nothing' here" in mistake(lloco, "backbone", "use", "nothing")
    assert f"To get it: lloco backbone get {LLAMA}" in mistake(lloco, "backbone", "use", LLAMA)
    used = lloco.json("backbone", "use", LCLM, "--device", "cpu", "--precision", "fp32")
    assert used["backbone"] == LCLM
    pdf = write_pdf(tmp_path / "lease.pdf", [LEASE, BEES])
    assert lloco("import", str(pdf), "--library", "papers") == 0, lloco.err
    answer = lloco.json("ask", "When does the lease end?")
    assert answer["backbone"] == LCLM
    assert answer["tokens"]["answer"] > 0


# --- folders -------------------------------------------------------------------------------------------


def test_a_folder_is_added_converted_and_taken_off_the_list(
    lloco: Command, tmp_path: Path, mistake: Mistake
) -> None:
    folder = write_autocompressor(tmp_path / "by-hand")
    assert lloco.json("backbone", "add", str(folder)) == [{"name": "by-hand", "problem": None}]
    assert "in the list already" in mistake(lloco, "backbone", "add", str(folder))
    before = row(lloco.json("backbones"), "by-hand")
    assert lloco.json("backbone", "convert", "by-hand") == {"folder": str(folder), "kept": 0}
    after = row(lloco.json("backbones"), "by-hand")
    assert after["fingerprint"] == before["fingerprint"]
    assert "nothing to convert" in mistake(lloco, "backbone", "convert", "by-hand")
    assert lloco.json("backbone", "remove", str(folder))["deleted"] is False
    assert (folder / "config.json").is_file()
    assert not [one for one in lloco.json("backbones") if one["name"] == "by-hand"]
    assert "neither" in mistake(lloco, "backbone", "remove", str(folder))


def test_a_folder_without_a_backbone_is_not_added(lloco: Command, tmp_path: Path, mistake: Mistake) -> None:
    assert "There is no backbone in" in mistake(lloco, "backbone", "add", str(tmp_path))


# --- the token -----------------------------------------------------------------------------------------


def test_a_token_is_read_from_standard_input_kept_in_the_keyring_and_forgotten(
    lloco: Command, monkeypatch: pytest.MonkeyPatch, settings_file: Path
) -> None:
    keyring.set_keyring(MemoryKeyring())
    assert lloco.json("backbone", "token") == {"kept": False}
    monkeypatch.setattr("sys.stdin", io.StringIO("hf_secret\n"))
    assert lloco("backbone", "token", "--set") == 0
    assert "hf_secret" not in lloco.out + lloco.err
    assert lloco.json("backbone", "token") == {"kept": True}
    home = settings_file.parents[1]
    assert not [one for one in home.rglob("*") if one.is_file() and b"hf_secret" in one.read_bytes()]
    assert lloco.json("backbone", "token", "--forget") == {"kept": False}


def test_without_a_keyring_a_token_is_refused_in_a_sentence(
    lloco: Command, monkeypatch: pytest.MonkeyPatch, mistake: Mistake
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hf_secret\n"))
    assert "no keyring" in mistake(lloco, "backbone", "token", "--set")
