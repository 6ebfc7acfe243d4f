"""The lock file says what was downloaded, and a folder can be compared with it later."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lloco_desktop.hub.lock_file import LOCK, Lock, LockedFile, read_lock, write_lock
from lloco_desktop.hub.verifying import adding_up, check_folder
from lloco_desktop.progress import Progress


def _lock(**files: bytes) -> Lock:
    locked = {path: LockedFile(len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()}
    return Lock("owner/name", "main", "a" * 40, locked, "A licence")


def _check(folder: Path) -> tuple[tuple[str, ...], list[Progress]]:
    steps, events = check_folder(folder), []
    while True:
        try:
            events.append(next(steps))
        except StopIteration as end:
            return end.value, events


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_lock(tmp_path, lock := _lock(a=b"1", b=b"22"))
    assert read_lock(tmp_path) == lock
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1, "files": 3}',
        '{"version": 1, "repository": "a/b", "revision": "main", "commit": "c", "terms": "",'
        ' "files": {"../x": {"size": 1, "sha256": "0"}}}',
    ],
)
def test_a_lock_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK).write_text(text)
    assert read_lock(tmp_path) is None


def test_no_lock_is_none(tmp_path: Path) -> None:
    assert read_lock(tmp_path) is None
    assert _check(tmp_path) == ((), [])


def test_a_folder_that_is_as_it_was_has_no_wrong_file(tmp_path: Path) -> None:
    write_lock(tmp_path, _lock(a=b"1" * 10, b=b"2" * 20))
    (tmp_path / "a").write_bytes(b"1" * 10)
    (tmp_path / "b").write_bytes(b"2" * 20)
    wrong, events = _check(tmp_path)
    assert wrong == ()
    assert events[-1].total == 30


def test_files_that_are_missing_cut_or_changed_are_found(tmp_path: Path) -> None:
    write_lock(tmp_path, _lock(gone=b"1", cut=b"22", changed=b"333", right=b"4444"))
    (tmp_path / "cut").write_bytes(b"2")
    (tmp_path / "changed").write_bytes(b"338")
    (tmp_path / "right").write_bytes(b"4444")
    assert _check(tmp_path)[0] == ("gone", "cut", "changed")


def test_sums_are_those_that_the_hub_and_git_have(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"hello\n")
    steps = adding_up(tmp_path / "file", git=True)
    assert next(steps) == 6
    with pytest.raises(StopIteration) as end:
        next(steps)
    sums = end.value.value
    assert sums.size == 6
    assert sums.blob == "ce013625030ba8dba906f756967f9e9ca394464a"  # git hash-object
    assert sums.sha256 == "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
