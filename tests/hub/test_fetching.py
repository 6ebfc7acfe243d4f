"""Files come from a hub as it has them, and nothing else does."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.errors import DownloadDamaged, DownloadRefused
from lloco_desktop.hub.fetching import Wanted, fetch
from lloco_desktop.hub.lock_file import LOCK, read_lock
from lloco_desktop.hub.messages import Order
from lloco_desktop.hub.partial import PARTIAL
from lloco_desktop.hub.presets import PresetFile
from lloco_desktop.progress import Progress
from tests.hub.fetching_fixtures import (
    IMPATIENT,
    LARGE,
    NAME,
    SECOND,
    SMALL,
    backbone_repository,
    listed,
    right,
    wanted,
)
from tests.hub.repository import RepositoryFile, repository
from tests.hub.server import HubServer

TOKEN = "hf_" + "t" * 34


def test_all_files_come_are_right_and_are_locked(tmp_path: Path) -> None:
    one = backbone_repository()
    folder = tmp_path / "coming" / "backbone"
    with HubServer([one]) as hub:
        events = list(fetch(wanted(folder), endpoint=hub.address, terms="Licence 2", patience=IMPATIENT))
    assert right(folder, one, SMALL, LARGE, SECOND)
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        SMALL,
        SECOND,
        LOCK,
        LARGE,
    ]
    lock = read_lock(folder)
    assert lock is not None
    assert (lock.repository, lock.revision, lock.commit, lock.terms) == (
        NAME,
        "main",
        one.commit,
        "Licence 2",
    )
    assert {path: tuple(file) for path, file in lock.files.items()} == {
        path: (one.files[path].size, one.files[path].sha256) for path in (SMALL, LARGE, SECOND)
    }
    last = events[-1]
    assert isinstance(last, Progress)
    assert last.unit == "bytes"
    assert last.done == last.total == sum(one.files[path].size for path in (SMALL, LARGE, SECOND))


def test_sizes_and_hashes_are_known_before_the_first_byte_is_asked_for(tmp_path: Path) -> None:
    one = backbone_repository()
    with HubServer([one]) as hub:
        steps = fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT)
        while isinstance(event := next(steps), Progress):
            assert event.total == 0
        assert [(file.path, file.size) for file in event.files] == [
            (path, one.files[path].size) for path in (SMALL, LARGE, SECOND)
        ]
        assert [file.sha256 for file in event.files] == [
            None,
            one.files[LARGE].sha256,
            one.files[SECOND].sha256,
        ]
        assert event.files[0].blob == one.files[SMALL].blob
        assert event.listings[0].commit == one.commit
        assert event.missing == event.total
        assert hub.sent == 0
        steps.close()
        assert not hub.bodies(LARGE)


def test_progress_counts_up_to_the_end_and_says_what_is_done(tmp_path: Path) -> None:
    with HubServer([backbone_repository(300_000)], rate=400_000) as hub:
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    steps = [event for event in events if isinstance(event, Progress) and event.total]
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    texts = [step.text for step in steps]
    assert "Downloading model-00001.safetensors" in texts
    assert "Checking model-00002.safetensors (0%)" in texts
    rates = [step.rate for step in steps if step.rate]
    assert rates
    assert any(step.eta for step in steps)


def test_several_repositories_come_in_one_download(tmp_path: Path) -> None:
    one, two = backbone_repository(), repository("owner/adapter", {"adapter.safetensors": b"a" * 5000})
    both = [
        *wanted(tmp_path / "b"),
        Wanted(
            "owner/adapter", "main", (PresetFile("adapter.safetensors", 5000),), tmp_path / "b/adapters/q"
        ),
    ]
    with HubServer([one, two]) as hub:
        events = list(fetch(both, endpoint=hub.address, patience=IMPATIENT))
    assert len(listed(events).listings) == 2
    assert right(tmp_path / "b", one, LARGE)
    assert (tmp_path / "b/adapters/q/adapter.safetensors").read_bytes() == b"a" * 5000
    lock = read_lock(tmp_path / "b/adapters/q")
    assert lock is not None
    assert lock.repository == "owner/adapter"


def test_what_is_here_already_is_checked_and_not_asked_for_again(tmp_path: Path) -> None:
    one = backbone_repository()
    with HubServer([one]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        sent = hub.sent
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.sent == sent
    assert listed(events).missing == 0


def test_a_file_that_was_damaged_since_is_the_only_one_to_come_anew(tmp_path: Path) -> None:
    one = backbone_repository()
    with HubServer([one]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        (tmp_path / SECOND).write_bytes(bytes(one.files[SECOND].size))
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert [len(hub.bodies(path)) for path in (SMALL, LARGE, SECOND)] == [1, 1, 2]
    assert right(tmp_path, one, SECOND)


def test_the_lock_file_fixes_a_branch_to_its_commit(tmp_path: Path) -> None:
    one = backbone_repository()
    first = one.commit
    with HubServer([one]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        one.branches["main"] = "b" * 40
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.log[-1].path == f"/api/models/{NAME}/revision/{first}"
    lock = read_lock(tmp_path)
    assert lock is not None
    assert (lock.revision, lock.commit) == ("main", first)


def test_a_mirror_without_sizes_in_its_listing_is_asked_for_each_file(tmp_path: Path) -> None:
    one = backbone_repository()
    with HubServer([one], bare_listings=True) as hub:
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert [asked.file for asked in hub.log if asked.method == "HEAD"] == [SMALL, LARGE, SECOND]
    assert listed(events).files[1].sha256 == one.files[LARGE].sha256
    assert right(tmp_path, one, SMALL, LARGE, SECOND)


def test_a_hash_that_the_preset_pins_has_to_be_the_hubs(tmp_path: Path) -> None:
    one = backbone_repository()
    (plain,) = wanted(tmp_path, LARGE)
    pinned = replace(plain, files=(PresetFile(LARGE, None, "0" * 64),))
    with HubServer([one]) as hub:
        with pytest.raises(DownloadDamaged, match="is not the one that this application was made for"):
            list(fetch([pinned], endpoint=hub.address, patience=IMPATIENT))
        assert hub.sent == 0
        right_one = replace(plain, files=(PresetFile(LARGE, None, one.files[LARGE].sha256),))
        list(fetch([right_one], endpoint=hub.address, patience=IMPATIENT))
    assert right(tmp_path, one, LARGE)


def test_a_small_file_is_checked_against_a_pinned_hash_too(tmp_path: Path) -> None:
    (plain,) = wanted(tmp_path, SMALL)
    pinned = replace(plain, files=(PresetFile(SMALL, None, "0" * 64),))
    with HubServer([backbone_repository()]) as hub, pytest.raises(DownloadDamaged):
        list(fetch([pinned], endpoint=hub.address, patience=IMPATIENT))
    assert not (tmp_path / SMALL).exists()


def test_a_pattern_means_the_files_that_the_hub_has_in_that_folder(tmp_path: Path) -> None:
    paths = ("a/1.bin", "a/2.bin", "a/b/3.bin", "4.bin", "a/5.py")
    one = repository(NAME, {path: path.encode() for path in paths})
    files = (PresetFile("a/*.bin", None), PresetFile("a/1.bin", 7), PresetFile("*.txt", None, optional=True))
    with HubServer([one]) as hub:
        events = list(
            fetch([Wanted(NAME, "main", files, tmp_path)], endpoint=hub.address, patience=IMPATIENT)
        )
    assert [file.path for file in listed(events).files] == ["a/1.bin", "a/2.bin"]
    assert right(tmp_path, one, "a/1.bin", "a/2.bin")


def test_a_pattern_that_means_a_file_with_an_unsafe_name_is_refused(tmp_path: Path) -> None:
    one = repository(NAME, {"..\\..\\evil.bin": b"evil", "good.bin": b"good"})
    with HubServer([one]) as hub, pytest.raises(DownloadDamaged, match="not allowed"):
        list(fetch(wanted(tmp_path, "*.bin"), endpoint=hub.address, patience=IMPATIENT))
    assert list(tmp_path.iterdir()) == []


def test_a_pattern_without_any_file_is_missed(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub, pytest.raises(DownloadRefused, match=r"\*\.txt"):
        list(fetch(wanted(tmp_path, "*.txt"), endpoint=hub.address, patience=IMPATIENT))


@pytest.mark.parametrize(
    "path", ["../outside.bin", "/etc/outside", "C:/outside", "a\\..\\..\\b", "CON", "a//b"]
)
def test_a_path_that_leaves_the_folder_is_refused_and_nothing_is_written(tmp_path: Path, path: str) -> None:
    one = repository(NAME, {path: b"evil" * 100})
    with HubServer([one]) as hub:
        with pytest.raises(DownloadDamaged, match="a file whose name is not allowed"):
            list(fetch(wanted(tmp_path / "a", path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.sent == 0
    assert list(tmp_path.rglob("*outside*")) == []


def test_files_that_are_listed_and_not_wanted_are_ignored_whatever_they_are_called(tmp_path: Path) -> None:
    one = backbone_repository()
    one.files["../../evil"] = RepositoryFile("../../evil", b"evil")
    with HubServer([one]) as hub:
        list(fetch(wanted(tmp_path, SMALL), endpoint=hub.address, patience=IMPATIENT))
    assert [path.name for path in tmp_path.iterdir() if path.name != LOCK] == [SMALL]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (folder / "encoder").symlink_to(outside)
    with (
        HubServer([backbone_repository()]) as hub,
        pytest.raises(DownloadDamaged, match="not allowed"),
    ):
        list(fetch(wanted(folder), endpoint=hub.address, patience=IMPATIENT))
    assert list(outside.iterdir()) == []


def test_a_token_goes_to_the_hub_and_not_to_where_it_sends_us(tmp_path: Path) -> None:
    with HubServer([backbone_repository(gated=True)], tokens=[TOKEN]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, token=TOKEN, patience=IMPATIENT))
        assert {asked.authorization for asked in hub.log if not asked.at_store} == {f"Bearer {TOKEN}"}
        assert {asked.authorization for asked in hub.log if asked.at_store} == {None}


def test_no_token_of_the_users_other_programs_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "hf"
    home.mkdir()
    (home / "token").write_text(TOKEN)
    for name, value in (("HF_HOME", str(home)), ("HF_TOKEN", TOKEN), ("HF_ENDPOINT", "http://127.0.0.1:9")):
        monkeypatch.setenv(name, value)
    with HubServer([backbone_repository()]) as hub:
        list(fetch(wanted(tmp_path / "b"), endpoint=hub.address, patience=IMPATIENT))
        assert {asked.authorization for asked in hub.log} == {None}
    assert [path.name for path in home.iterdir()] == ["token"]  # nothing is cached there either


def test_no_token_in_logs_files_or_representations(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with HubServer([backbone_repository(gated=True)], tokens=[TOKEN]) as hub:
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, token=TOKEN, patience=IMPATIENT))
    assert TOKEN not in caplog.text
    assert TOKEN not in repr(Order((), (), "", IMPATIENT, TOKEN))
    assert TOKEN not in repr(events)
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()
    ]


def test_nothing_about_this_machine_is_told_to_the_hub(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        agents = {asked.user_agent for asked in hub.log}
    assert all(agent.startswith("lloco-desktop/") and "torch" not in agent for agent in agents)


def test_the_folder_of_partial_files_is_gone_in_the_end(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    assert not (tmp_path / PARTIAL).exists()
