"""A workspace in another place: a checked copy, and the old one in use until it is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput, WorkspaceDamaged
from lloco_desktop.settings import Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows import moving, own_files
from lloco_desktop.workflows.moving import (
    change_place,
    check_target,
    copy_workspace,
    finish_move,
    is_workspace,
)
from lloco_desktop.workflows.preferences import Preferences

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace with a library, an adapter's folder, and a PDF of its own."""
    folder = tmp_path / "old"
    with Workspace.open(folder) as workspace:
        library = workspace.libraries.create("Papers")
        (folder / "files").mkdir()
        own = folder / "files" / "browser.pdf"
        own.write_bytes(b"%PDF-1.4 of a browser")
        workspace.documents.add(library.id, own, "Browser", "ab" * 32, 20)
        workspace.documents.add(library.id, tmp_path / "elsewhere.pdf", "Elsewhere", "cd" * 32, 20)
    return folder


def move(old: Path, new: Path) -> None:
    with Workspace.open(old) as workspace:
        for _ in copy_workspace(workspace, new):
            pass


def names(folder: Path) -> list[str]:
    with Workspace.open(folder, writable=False) as workspace:
        return [library.name for library in workspace.libraries.all()]


def test_a_copy_is_whole_and_used_from_the_next_start_on(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    preferences = Preferences(Settings(), tmp_path / "settings.json")
    move(old, new)
    preferences.change(next_workspace=new)
    assert change_place(preferences, old) is None
    assert preferences.now.workspace == new
    assert preferences.now.next_workspace is None
    assert names(new) == names(old) == ["Papers"]
    with Workspace.open(new) as workspace:
        assert workspace.verify().ok
        paths = {document.title: document.path for document in workspace.documents.all()}
    assert paths["Browser"] == new / "files" / "browser.pdf"
    assert paths["Browser"].read_bytes().startswith(b"%PDF")
    assert paths["Elsewhere"] == tmp_path / "elsewhere.pdf"
    assert own_files.is_own(new, paths["Browser"])
    assert not (new / moving.NOTE).exists()
    assert is_workspace(old), "the old one is never removed"


def test_what_is_written_after_the_copy_is_brought_along(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    move(old, new)
    with Workspace.open(old) as workspace:
        workspace.libraries.create("Later")
        (old / "files" / "later.pdf").write_bytes(b"%PDF later")
    list(finish_move(old, new))
    assert sorted(names(new)) == ["Later", "Papers"]
    assert (new / "files" / "later.pdf").exists()


def test_stopping_leaves_nothing_behind(old: Path, tmp_path: Path) -> None:
    new, there = tmp_path / "new", tmp_path / "empty"
    there.mkdir()
    for target in (new, there):
        with Workspace.open(old) as workspace:
            steps = copy_workspace(workspace, target)
            next(steps)
            steps.close()  # type: ignore[attr-defined]
    assert not new.exists()
    assert list(there.iterdir()) == []
    assert names(old) == ["Papers"]


KILLED = """
import os, sys
from pathlib import Path
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows import moving
old, new, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with Workspace.open(old) as workspace:
    for number, _ in enumerate(moving.copy_workspace(workspace, new)):
        if number == at:
            os._exit(9)
"""


@pytest.mark.parametrize("at", [0, 1, 2])
def test_killed_half_way_the_old_one_stays_in_use(old: Path, tmp_path: Path, at: int) -> None:
    new = tmp_path / "new"
    run = subprocess.run([sys.executable, "-c", KILLED, str(old), str(new), str(at)], cwd=ROOT, check=False)
    assert run.returncode == 9
    assert not is_workspace(new), "half a copy is no workspace"
    preferences = Preferences(Settings())
    assert change_place(preferences, old) is None
    assert preferences.now.workspace is None
    assert names(old) == ["Papers"]
    move(old, new)  # and it can be tried again, in the same folder
    assert names(new) == ["Papers"]


def test_places_that_cannot_be(old: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("mine")
    for target in (old, old / "within", tmp_path, full, full / "letter.txt"):
        with pytest.raises(BadInput):
            check_target(old, target)
    assert (full / "letter.txt").read_text() == "mine"


def test_a_damaged_workspace_is_not_moved(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    with Workspace.open(old) as workspace:
        workspace._database.run("UPDATE documents SET complete = 1, pages = 7")
        with pytest.raises(WorkspaceDamaged, match="stays where it is"):
            for _ in copy_workspace(workspace, new):
                pass
    assert not new.exists()


def test_a_place_that_is_gone_at_the_start(old: Path, tmp_path: Path) -> None:
    preferences = Preferences(Settings(next_workspace=tmp_path / "unplugged"))
    problem = change_place(preferences, old)
    assert problem is not None
    assert "unplugged" in problem
    assert preferences.now == Settings()


def test_another_workspace_is_used_as_it_is(old: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Workspace.open(other) as workspace:
        workspace.libraries.create("Others")
    preferences = Preferences(Settings(next_workspace=other))
    assert change_place(preferences, old) is None
    assert names(other) == ["Others"]
    assert preferences.now.workspace == other


@pytest.fixture(autouse=True)
def no_leftover(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.partial"))
