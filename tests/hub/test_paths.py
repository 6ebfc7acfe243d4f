"""Paths of a stranger's list stay in their folder, on every system."""

from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.hub.listing import HubFile, UnsafePath, check_paths, place_of, safe_path
from lloco_desktop.hub.partial import here, outdated, partial_place


@pytest.mark.parametrize(
    "path",
    [
        "config.json",
        "encoder/model-00001-of-00002.safetensors",
        ".gitattributes",
        "a b/c.d",
        "console.txt",
        "ü.json",
    ],
)
def test_paths_of_ordinary_files_are_as_they_are(path: str) -> None:
    assert str(safe_path(path).as_posix()) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../a",
        "a/../../b",
        "a/./b",
        "/etc/passwd",
        "//server/share",
        "a//b",
        "a/",
        "C:/a",
        "C:a",
        "a\\b",
        "..\\a",
        "\\\\server\\share",
        "file.txt:stream",
        "con",
        "CON.json",
        "a/Nul",
        "com1.bin",
        "LPT9",
        "aux .txt",
        "a.",
        "a ",
        "what?",
        "a*",
        "a\x00b",
        "a\nb",
    ],
)
def test_paths_that_leave_the_folder_or_that_some_system_cannot_have_are_unsafe(path: str) -> None:
    with pytest.raises(UnsafePath):
        safe_path(path)


def test_two_paths_that_are_one_where_case_does_not_count_are_unsafe() -> None:
    check_paths(("a/Config.json", "config.json"))
    with pytest.raises(UnsafePath):
        check_paths(("Config.json", "config.JSON"))


def test_a_link_out_of_the_folder_is_unsafe(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path)
    with pytest.raises(UnsafePath):
        place_of(tmp_path / "in", "link/a")
    assert place_of(tmp_path / "in", "folder/a") == tmp_path / "in/folder/a"


def test_partial_files_belong_to_one_path_and_one_content(tmp_path: Path) -> None:
    one = HubFile("a/tokenizer.json", 10, None, "b" * 40)
    same_content = HubFile("c/tokenizer.json", 10, None, "b" * 40)
    newer = HubFile("a/tokenizer.json", 12, "c" * 64, None)
    places = [partial_place(tmp_path, file) for file in (one, same_content, newer)]
    assert len(set(places)) == 3
    assert all(len(place.name) < 60 for place in places)
    places[0].parent.mkdir()
    places[0].write_bytes(b"1234")
    places[1].write_bytes(b"12345678901")
    assert here(tmp_path, one) == 4
    assert here(tmp_path, same_content) == 0  # longer than it may be
    assert outdated(tmp_path, newer) == [places[0]]
    assert outdated(tmp_path, one) == []
