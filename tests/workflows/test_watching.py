"""Following folders: what is new, changed, moved, gone, half written, unplugged, nested, or a circle."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from lloco_desktop.domain import FileStatus, FolderState, LibraryId
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import Job, JobKind
from lloco_desktop.workflows.events import FolderLooked
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.conftest import Open

LONG_AGO = 1_700_000_000


def written(path: Path, *pages: str, at: float = LONG_AGO, **more: str) -> Path:
    """A PDF that was written at a time, long ago unless said otherwise."""
    write_pdf(path, pages or [LEASE], **more)
    os.utime(path, (at, at))
    return path


class Follower:
    """A library that follows folders, looked at by hand."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.workspace = services.workspace
        self.library = services.library_named("papers", create=True).id

    def follow(self, folder: Path) -> None:
        self.services.watching.follow(self.library, folder)

    def look(self) -> list[FolderLooked]:
        """One sweep in this thread, then the imports that it began."""
        job = self.workspace.jobs.create(
            JobKind.SWEEP, JobKind.SWEEP.lane, {"library": self.library, "by": "hand"}
        )
        seen = [event for event in self.services.watching.run(job) if isinstance(event, FolderLooked)]
        self._wait(job)
        return seen

    def _wait(self, own: Job) -> None:
        self.services.runner.wait([job.id for job in self.services.runner.unfinished() if job.id != own.id])

    def titles(self) -> dict[str, str]:
        """File names of the documents with the beginning of their text."""
        found = {}
        for document in self.workspace.documents.all(self.library):
            passages = self.workspace.passages.of_document(document.id)
            found[document.path.name] = passages[0].text.split()[1] if passages else ""
        return found

    def gone(self) -> set[str]:
        return {Path(path).name for path in self.workspace.watched.gone(self.library)}


@pytest.fixture
def follower(open_services: Open) -> Follower:
    return Follower(open_services(backbone="none"))


def test_what_is_new_comes_in_once(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "lease.pdf", LEASE)
    written(folder / "deep" / "er" / "bees.pdf", BEES)
    follower.follow(folder)
    (looked,) = follower.look()
    assert (looked.found, looked.waiting, looked.folder.files) == (2, 0, 2)
    assert looked.folder.state is FolderState.FINE
    assert set(looked.watch) == {folder, folder / "deep", folder / "deep" / "er"}
    assert follower.titles() == {"lease.pdf": "tenant", "bees.pdf": "honey"}
    imports = len(follower.workspace.imports.of_library(follower.library))
    assert follower.look()[0].found == 0
    assert len(follower.workspace.imports.of_library(follower.library)) == imports
    written(folder / "storm.pdf", STORM)
    assert follower.look()[0].found == 1
    assert follower.workspace.verify().ok


def test_what_was_imported_before_is_not_read_again(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "lease.pdf")
    follower.services.import_files(follower.library, [path])
    follower.services.wait_for_all()
    path.chmod(0o000)  # were its bytes needed, this would be said
    follower.follow(tmp_path / "papers")
    assert follower.look()[0].found == 0
    path.chmod(0o600)


def test_a_changed_file_replaces_its_document(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf", LEASE)
    follower.follow(tmp_path / "papers")
    follower.look()
    (before,) = follower.workspace.documents.all()
    written(path, BEES, at=LONG_AGO + 60)
    assert follower.look()[0].found == 1
    (after,) = follower.workspace.documents.all()
    assert (before.id, after.path) != (after.id, None)
    assert follower.titles() == {"a.pdf": "honey"}
    assert follower.workspace.verify().ok


def test_the_old_version_stays_while_the_new_one_cannot_be_read(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf", LEASE)
    follower.follow(tmp_path / "papers")
    follower.look()
    path.write_text("no PDF any more")
    os.utime(path, (LONG_AGO + 60, LONG_AGO + 60))
    follower.look()
    assert follower.titles() == {"a.pdf": "tenant"}
    newest = follower.workspace.imports.of_library(follower.library)[-1]
    assert newest.status is FileStatus.UNSUPPORTED
    assert follower.look()[0].found == 0  # and it is not tried again and again


def test_a_file_that_was_only_touched_is_left(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf")
    follower.follow(tmp_path / "papers")
    follower.look()
    (before,) = follower.workspace.documents.all()
    os.utime(path, (LONG_AGO + 99, LONG_AGO + 99))
    assert follower.look()[0].found == 0
    (after,) = follower.workspace.documents.all()
    assert after.id == before.id
    assert after.modified == (LONG_AGO + 99) * 10**9


def test_a_file_that_went_away_keeps_its_document(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf")
    written(tmp_path / "papers" / "b.pdf", BEES)
    follower.follow(tmp_path / "papers")
    follower.look()
    elsewhere = Path(shutil.move(path, tmp_path / "a.pdf"))
    follower.look()
    assert follower.gone() == {"a.pdf"}
    assert set(follower.titles()) == {"a.pdf", "b.pdf"}
    shutil.move(elsewhere, path)
    assert follower.look()[0].found == 0
    assert follower.gone() == set()


def test_a_file_that_was_renamed_keeps_its_document(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf")
    follower.follow(tmp_path / "papers")
    follower.look()
    (before,) = follower.workspace.documents.all()
    path.rename(tmp_path / "papers" / "renamed.pdf")
    assert follower.look()[0].found == 0
    (after,) = follower.workspace.documents.all()
    assert (after.id, after.path.name) == (before.id, "renamed.pdf")
    assert follower.gone() == set()


def test_a_removed_document_does_not_come_back(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf")
    follower.follow(tmp_path / "papers")
    follower.look()
    (document,) = follower.workspace.documents.all()
    follower.services.remove_document(document.id)
    assert follower.look()[0].found == 0
    written(path, STORM, at=LONG_AGO + 60)  # until it changes
    assert follower.look()[0].found == 1


def test_a_file_that_is_being_written_waits(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "now.pdf", at=time.time())
    written(folder / "ahead.pdf", BEES, at=time.time() + 3600)  # the clock of a network drive
    (folder / "begun.pdf").touch()
    written(folder / "loading.pdf", STORM)
    (folder / "loading.pdf.crdownload").write_bytes(b"half")
    follower.follow(folder)
    looked = follower.look()[0]
    assert (looked.found, looked.waiting) == (0, 4)
    later = time.time() + 10
    follower.services.watching.clock = lambda: later
    looked = follower.look()[0]
    assert (looked.found, looked.waiting) == (2, 2)
    (folder / "loading.pdf.crdownload").unlink()
    assert follower.look()[0].found == 1
    assert set(follower.titles()) == {"now.pdf", "ahead.pdf", "loading.pdf"}


def test_hidden_and_temporary_files_are_passed_over(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    for name in (".a.pdf", "~a.pdf", "~$a.pdf", ".hidden/a.pdf", "a.pdf.part", "a.pdf~", "notes.txt"):
        written(folder / name)
    follower.follow(folder)
    looked = follower.look()[0]
    assert (looked.found, looked.waiting, looked.folder.files) == (0, 0, 0)


@pytest.mark.parametrize("how", ["renamed", "emptied"])
def test_a_folder_that_is_not_there_removes_nothing(follower: Follower, tmp_path: Path, how: str) -> None:
    folder = tmp_path / "drive"
    written(folder / "a.pdf")
    follower.follow(folder)
    follower.look()
    folder.rename(tmp_path / "unplugged")
    if how == "emptied":
        folder.mkdir()
    looked = follower.look()[0]
    assert looked.folder.state is (FolderState.EMPTY if how == "emptied" else FolderState.MISSING)
    assert looked.folder.files == 1
    assert set(follower.titles()) == {"a.pdf"}
    assert follower.gone() == set()
    if how == "emptied":
        folder.rmdir()
    (tmp_path / "unplugged").rename(folder)
    assert follower.look()[0].folder.state is FolderState.FINE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read")
def test_a_folder_that_may_not_be_read_says_so(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "shut" / "a.pdf")
    follower.follow(folder)
    follower.look()
    (folder / "shut").chmod(0)
    follower.look()
    assert follower.gone() == set()
    (folder / "shut").chmod(0o700)
    folder.chmod(0)
    assert follower.look()[0].folder.state is FolderState.FORBIDDEN
    folder.chmod(0o700)


def test_circles_and_folders_within_folders_are_walked_once(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "a.pdf")
    written(folder / "inner" / "b.pdf", BEES)
    (folder / "inner" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.pdf").symlink_to(tmp_path / "nowhere.pdf")
    follower.follow(folder)
    follower.follow(folder / "inner")
    assert [looked.found for looked in follower.look()] == [2, 0]
    assert [one.files for one in follower.workspace.watched.folders(follower.library)] == [2, 1]
    assert len(follower.workspace.documents.all()) == 2


def test_a_copy_of_what_is_there_is_not_imported(follower: Follower, tmp_path: Path) -> None:
    path = written(tmp_path / "papers" / "a.pdf")
    follower.follow(tmp_path / "papers")
    follower.look()
    shutil.copy2(path, tmp_path / "papers" / "copy.pdf")
    assert follower.look()[0].found == 0
    assert set(follower.titles()) == {"a.pdf"}


def test_what_waits_in_an_import_is_not_imported_twice(follower: Follower, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    written(folder / "a.pdf")
    services = follower.services
    gate = services.runner.submit(JobKind.SWEEP, {"library": 0})  # the lane has something before it
    job = services.import_files(follower.library, [folder])
    services.runner.pause(job.id)
    services.runner.wait([gate.id])
    follower.follow(folder)
    event = services.watching.run(
        follower.workspace.jobs.create(JobKind.SWEEP, JobKind.SWEEP.lane, {"library": follower.library})
    )
    assert [one.found for one in event if isinstance(one, FolderLooked)] == [0]
    services.runner.cancel(job.id)


def test_only_folders_of_others_can_be_followed(follower: Follower, tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf")
    for wrong in (file, tmp_path / "nowhere", follower.workspace.folder):
        with pytest.raises(BadInput):
            follower.follow(wrong)
    follower.follow(tmp_path)
    follower.follow(tmp_path)
    assert len(follower.workspace.watched.folders()) == 1


def test_following_ends(follower: Follower, tmp_path: Path) -> None:
    written(tmp_path / "papers" / "a.pdf")
    follower.follow(tmp_path / "papers")
    (looked,) = follower.look()
    follower.services.watching.unfollow(looked.folder.id)
    assert follower.look() == []
    assert set(follower.titles()) == {"a.pdf"}
    assert follower.services.sweep() == []


def test_sweeps_leave_no_records_behind(follower: Follower, tmp_path: Path) -> None:
    follower.follow(tmp_path)
    for _ in range(5):
        follower.services.runner.wait([job.id for job in follower.services.sweep()])
    kept = [job for job in follower.workspace.jobs.all() if job.kind is JobKind.SWEEP]
    assert len(kept) == 1
    assert follower.services.sweep(LibraryId(999)) == []
