"""A disk that is too small is found before the first byte, and one that fills up on the way loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.errors import DownloadError
from lloco_desktop.hub.fetching import RESERVE, fetch, free_bytes
from tests.hub.faults import Wrong
from tests.hub.fetching_fixtures import (
    IMPATIENT,
    LARGE,
    SECOND,
    SMALL,
    backbone_repository,
    listed,
    parts,
    right,
    wanted,
)
from tests.hub.server import HubServer

NEEDED = 650_021  # bytes of the three files


def test_a_disk_that_is_too_small_is_refused_before_the_first_byte(tmp_path: Path) -> None:
    asked: list[Path] = []

    def free(folder: Path) -> int:
        asked.append(folder)
        return NEEDED + RESERVE - 1

    with HubServer([backbone_repository()]) as hub:
        steps = fetch(wanted(tmp_path / "b"), endpoint=hub.address, free=free, patience=IMPATIENT)
        with pytest.raises(DownloadError, match=r"needs 0\.1 GB more and the disk of .* has 0\.0 GB free"):
            list(steps)
        assert hub.sent == 0
    assert asked == [tmp_path / "b"]
    assert list(tmp_path.iterdir()) == []


def test_a_disk_with_just_enough_room_is_used(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        free = NEEDED + RESERVE
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, free=lambda _: free, patience=IMPATIENT))
    assert listed(events).missing == NEEDED
    assert right(tmp_path, one, LARGE)


def test_room_is_needed_only_for_what_is_missing(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=500_000)
        hub.fault(Wrong.DROP, LARGE, after=0)
        with pytest.raises(DownloadError):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        hub.heal()
        free = 150_000 + RESERVE
        list(fetch(wanted(tmp_path), endpoint=hub.address, free=lambda _: free, patience=IMPATIENT))
        list(fetch(wanted(tmp_path), endpoint=hub.address, free=lambda _: 0, patience=IMPATIENT))


def test_free_bytes_are_those_of_the_disk_where_a_folder_will_lie(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet" / "there") > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root on Linux can make a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_on_the_way_keeps_what_came(tmp_path: Path, small_disk: Path) -> None:
    one, plenty = backbone_repository(), 10**12
    with HubServer([one]) as hub:
        steps = fetch(wanted(small_disk), endpoint=hub.address, free=lambda _: plenty, patience=IMPATIENT)
        with pytest.raises(DownloadError, match=r"The disk of .* is full. What has come is kept; make room"):
            list(steps)
        (part,) = parts(small_disk).values()
        assert 300_000 < part <= 410_000
        subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
        list(fetch(wanted(small_disk), endpoint=hub.address, patience=IMPATIENT, free=lambda _: plenty))
        assert hub.ranges(LARGE) == [None, f"bytes={part}-"]
    assert right(small_disk, one, SMALL, LARGE, SECOND)


@pytest.mark.skipif(sys.platform == "win32", reason="limits")
def test_a_file_system_that_cannot_hold_so_large_a_file_is_named_as_the_reason(tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with HubServer([one := backbone_repository(2_000_000)]) as hub:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))  # the child process inherits it
        try:
            with pytest.raises(DownloadError, match=f"cannot hold a file as large as {LARGE}"):
                list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert list(parts(tmp_path).values()) == [1_000_000]
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.ranges(LARGE) == [None, "bytes=1000000-"]
    assert right(tmp_path, one, LARGE)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    steps_to = wanted(tmp_path / "file")
    with (
        HubServer([backbone_repository()]) as hub,
        pytest.raises(DownloadError, match=r"Nothing can be written to .*file"),
    ):
        list(fetch(steps_to, endpoint=hub.address, free=lambda _: 10**12, patience=IMPATIENT))
