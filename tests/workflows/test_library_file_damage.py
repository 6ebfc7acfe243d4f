"""A library's file that is not what it should be: one sentence, and nothing is stored."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import signal
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from lloco_desktop.errors import LibraryFileError
from lloco_desktop.jobs.job import JobState
from lloco_desktop.workflows.library_drafts import require_space
from lloco_desktop.workflows.library_file import ExportOptions
from lloco_desktop.workflows.services import Services
from tests.pdfs import LEASE, write_pdf
from tests.workflows.conftest import Open, import_all


@dataclass
class Parts:
    """The members of a library's file, to be changed and written again."""

    members: dict[str, bytes]
    infos: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> Parts:
        with zipfile.ZipFile(file) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    @property
    def manifest(self) -> dict:  # type: ignore[type-arg]
        return json.loads(self.members["manifest.json"])  # type: ignore[no-any-return]

    def say(self, **changes: object) -> None:
        """Change the manifest."""
        self.members["manifest.json"] = json.dumps(self.manifest | changes).encode()

    def put(self, name: str, data: bytes) -> None:
        """Change a member so that the manifest agrees."""
        self.members[name] = data
        told = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self.say(members=self.manifest["members"] | {name: told})

    def sql(self, statements: str, tmp: Path) -> None:
        """Change the database so that the manifest agrees."""
        file = tmp / "changed.sqlite"
        file.write_bytes(self.members["library.sqlite"])
        connection = apsw.Connection(str(file))
        connection.execute(f"PRAGMA foreign_keys = OFF; {statements}")
        connection.close()
        self.put("library.sqlite", file.read_bytes())

    def write(self, file: Path) -> Path:
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in self.members.items():
                archive.writestr(self.infos.get(name, name), data)
        return file


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound file of a library with one document and its PDF."""
    from lloco_desktop.settings import Places, Settings

    folder = tmp_path_factory.mktemp("exported")
    services = Services.open(folder / "workspace", Settings(backbone="none"), Places.of_user(), writable=True)
    import_all(services, write_pdf(folder / "lease.pdf", [LEASE], title="Lease"), library="Papers")
    library = services.library_named("Papers")
    file = folder / "papers.lloco"
    list(services.library_files.export_here(library.id, file, ExportOptions(documents=True)))
    services.close()
    return file


@pytest.fixture
def services(open_services: Open) -> Services:
    return open_services(backbone="none")


def refusal(services: Services, file: Path, documents: Path | None = None) -> str:
    """The sentence; nothing may be left of the file in the workspace or beside it."""
    before = sorted(services.workspace.folder.rglob("*"))
    try:
        job = services.library_files.take_in(file, documents)
        services.wait_for_all()
        ended = services.workspace.jobs.get(job.id)
        assert ended is not None
        assert ended.state is JobState.FAILED
        said = ended.reason or ""
    except LibraryFileError as error:
        said = str(error)
    assert services.workspace.libraries.all() == []
    assert services.workspace.libraries.reserved() == {}
    assert services.workspace.documents.all() == []
    after = [path for path in sorted(services.workspace.folder.rglob("*")) if path.name != "incoming"]
    assert [path for path in after if path not in before] == []
    assert services.workspace.verify().ok
    assert "Nothing" in said
    assert "\n" not in said
    return said


Change = Callable[[Parts, Path], None]


def another_name(name: str) -> Change:
    def change(parts: Parts, tmp: Path) -> None:
        parts.put(name, b"x")

    return change


def twisted(name: str, **attributes: int) -> Change:
    def change(parts: Parts, tmp: Path) -> None:
        info = zipfile.ZipInfo(name)
        for key, value in attributes.items():
            setattr(info, key, value)
        parts.infos[name] = info

    return change


def telling(**changes: object) -> Change:
    return lambda parts, tmp: parts.say(**changes)


def with_sql(statements: str) -> Change:
    return lambda parts, tmp: parts.sql(statements, tmp)


def bytes_changed(parts: Parts, tmp: Path) -> None:
    data = bytearray(parts.members["library.sqlite"])
    data[len(data) // 2] ^= 0xFF
    parts.members["library.sqlite"] = bytes(data)


def page_torn(parts: Parts, tmp: Path) -> None:
    """The hash is right, the database is not."""
    data = bytearray(parts.members["library.sqlite"])
    data[4096 * 3 : 4096 * 3 + 2000] = b"\xff" * 2000
    parts.put("library.sqlite", bytes(data))


def another_size(parts: Parts, tmp: Path) -> None:
    members = parts.manifest["members"]
    members["library.sqlite"]["size"] += 1
    parts.say(members=members)


def without(name: str) -> Change:
    def change(parts: Parts, tmp: Path) -> None:
        del parts.members[name]

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without("manifest.json"), "no library's file"),
        (without("library.sqlite"), "other parts than it says"),
        (lambda parts, tmp: parts.members.update({"more.txt": b"x"}), "other parts than it says"),
        (another_name("/etc/passwd"), "names that it may not use"),
        (another_name("../../evil"), "names that it may not use"),
        (another_name("documents/../../evil.pdf"), "cannot be read"),
        (another_name("adapters/1/../../evil.bin"), "names that it may not use"),
        (another_name("C:\\evil"), "names that it may not use"),
        (another_name(f"documents/{'0' * 64}.pdf"), "cannot be read"),
        (twisted("library.sqlite", external_attr=(stat.S_IFLNK | 0o777) << 16), "of a kind"),
        (twisted("library.sqlite", external_attr=stat.S_IFDIR << 16), "of a kind"),
        (twisted("library.sqlite", compress_type=zipfile.ZIP_BZIP2), "of a kind"),
        (bytes_changed, "were changed"),
        (another_size, "another size"),
        (telling(format=99), "newer version"),
        (telling(format="1"), "cannot be read"),
        (telling(members=[]), "cannot be read"),
        (telling(name=7), "cannot be read"),
        (page_torn, "database"),
        (lambda parts, tmp: parts.put("library.sqlite", b"SQLite?" * 999), "database cannot be read"),
        (lambda parts, tmp: parts.put("library.sqlite", b""), "another program"),
        (with_sql("PRAGMA user_version = 999"), "newer version"),
        (with_sql("PRAGMA application_id = 5"), "another program"),
        (with_sql("CREATE TABLE more (x)"), "tables of another kind"),
        (with_sql("CREATE TRIGGER evil AFTER INSERT ON pages BEGIN SELECT 1; END"), "tables of another kind"),
        (with_sql("DROP TRIGGER passages_deleted"), "tables of another kind"),
        (with_sql("DELETE FROM documents"), "are missing"),
        (with_sql("INSERT INTO libraries (name, folded, created) VALUES ('b', 'b', 0)"), "one library"),
        (with_sql("UPDATE libraries SET name = ' '"), "no name"),
        (with_sql("UPDATE documents SET passages = 7"), "do not agree"),
        (with_sql("UPDATE documents SET complete = 0"), "not whole"),
        (with_sql("UPDATE passages SET lines = X'00'"), "do not agree"),
        (
            with_sql("INSERT INTO carried_vectors SELECT id, 'e', 2, X'0000C07F0000C07F' FROM passages"),
            "no numbers",
        ),
        (with_sql("INSERT INTO carried_vectors SELECT id, 'e', 2, X'00' FROM passages"), "wrong size"),
        (
            with_sql(
                "INSERT INTO conversations (title, created, changed) VALUES ('', 0, 0);"
                "INSERT INTO messages (conversation_id, role, text, answer, created)"
                "VALUES (1, 'x', '', '{', 0)"
            ),
            "cannot be read",
        ),
    ],
)
def test_what_is_damaged_is_refused(
    services: Services, exported: Path, tmp_path: Path, change: Change, words: str
) -> None:
    parts = Parts.of(exported)
    change(parts, tmp_path)
    assert words in refusal(services, parts.write(tmp_path / "changed.lloco"), tmp_path / "documents")
    assert not (tmp_path / "documents").exists() or list((tmp_path / "documents").iterdir()) == []


@pytest.mark.parametrize("length", [0, 10, 1000, -1, -100])
def test_what_is_cut_short_is_refused(
    services: Services, exported: Path, tmp_path: Path, length: int
) -> None:
    file = tmp_path / "cut.lloco"
    file.write_bytes(exported.read_bytes()[:length])
    assert "cut short" in refusal(services, file)


def test_two_members_of_one_name(services: Services, exported: Path, tmp_path: Path) -> None:
    file = tmp_path / "twice.lloco"
    file.write_bytes(exported.read_bytes())
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("library.sqlite", b"x")
    assert "no library's file" in refusal(services, file)


def test_a_bomb_needs_more_room_than_there_is(services: Services, exported: Path, tmp_path: Path) -> None:
    """A member that says that it is larger than any disk."""
    parts = Parts.of(exported)
    members = parts.manifest["members"]
    members["library.sqlite"]["size"] = 1 << 60
    parts.say(members=members)
    assert "another size" in refusal(services, parts.write(tmp_path / "bomb.lloco"))


def test_room_is_looked_for_first(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    library = services.workspace.libraries.create("Papers")
    with services.workspace.transaction():
        huge = services.workspace.documents.add(library.id, tmp_path / "a.pdf", "A", "aa", 1 << 60)
        services.workspace.documents.complete(huge, 0, 0)
    job = services.library_files.export(library.id, tmp_path / "a.lloco", ExportOptions(documents=True))
    services.wait_for_all()
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert "free some space" in (ended.reason or "")
    assert list(tmp_path.glob("*.lloco")) == []
    with pytest.raises(LibraryFileError, match="choose another place"):
        require_space((tmp_path / "not" / "there", 1 << 59), (tmp_path, 5))


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file of this process may become larger than 2 MB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def large_pdf(path: Path) -> Path:
    """A PDF of more than 2 MB that no compression makes smaller."""
    write_pdf(path, [LEASE])
    with path.open("ab") as file:
        file.write(b"\n%" + random.Random(1).randbytes(3_000_000).replace(b"\n", b" ") + b"\n%%EOF\n")
    return path


def test_a_disk_that_fills_up_leaves_no_half_file(
    open_services: Open, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    services = open_services(backbone="none")
    import_all(services, large_pdf(tmp_path / "lease.pdf"), library="Papers")
    library = services.library_named("Papers")
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "papers.lloco"
    file.write_text("the one before")
    request.getfixturevalue("small_disk")
    job = services.library_files.export(library.id, file, ExportOptions(documents=True))
    services.wait_for_all()
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert "could not be written" in (ended.reason or "")
    assert file.read_text() == "the one before"
    assert list(folder.iterdir()) == [file]
    assert list((services.workspace.folder / "outgoing").iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing_of_an_intake(
    open_services: Open, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    services = open_services(backbone="none")
    import_all(services, large_pdf(tmp_path / "lease.pdf"), library="Papers")
    library = services.library_named("Papers")
    file = tmp_path / "papers.lloco"
    list(services.library_files.export_here(library.id, file, ExportOptions(documents=True)))
    services.remove_library(library.id)
    request.getfixturevalue("small_disk")
    assert "could not be imported" in refusal(services, file, tmp_path / "mine")
    assert list((tmp_path / "mine").iterdir()) == []
