"""`lloco watch` from the terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.pdfs import BEES, LEASE, write_pdf


def written(path: Path, text: str) -> Path:
    write_pdf(path, [text])
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def test_a_folder_is_followed_swept_and_let_go(lloco: Any, mistake: Any, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "lease.pdf", LEASE)
    (added,) = lloco.json("watch", "add", str(folder), "--library", "papers")
    assert (added["files"], added["imported"], added["state"]) == (1, 1, "fine")
    written(folder / "bees.pdf", BEES)
    (swept,) = lloco.json("watch", "sweep")
    assert (swept["files"], swept["imported"], swept["being_written"]) == (2, 1, 0)
    assert len(lloco.json("documents")) == 2
    (listed,) = lloco.json("watch", "list", "--library", "papers")
    assert (listed["folder"], listed["library"], listed["files"]) == (str(folder), "papers", 2)
    assert lloco("watch", "list") == 0
    assert lloco.out == f"{folder} (papers): 2 files, fine\n"
    assert lloco("watch", "remove", str(folder)) == 0
    assert lloco.json("watch", "list") == []
    assert len(lloco.json("documents")) == 2
    assert "is not followed" in mistake(lloco, "watch", "remove", str(folder))
    assert "No folder is followed" in mistake(lloco, "watch", "sweep")


def test_a_file_is_no_folder(lloco: Any, mistake: Any, tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf", LEASE)
    assert "is not a folder" in mistake(lloco, "watch", "add", str(file), "--library", "papers")
