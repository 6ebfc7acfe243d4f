"""`lloco export` and `lloco take-in`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command, Mistake
from tests.pdfs import BEES, LEASE, STORM, write_pdf


@pytest.fixture
def home(lloco: Command, tmp_path: Path) -> Command:
    """A library of two documents."""
    folder = tmp_path / "pdfs"
    write_pdf(folder / "lease.pdf", [LEASE, BEES], title="Lease")
    write_pdf(folder / "storm.pdf", [STORM], title="Storm")
    assert lloco("import", str(folder), "--library", "home") == 0
    return lloco


def test_out_and_in_again(home: Command, tmp_path: Path) -> None:
    file = tmp_path / "home.lloco"
    assert home("export", "home", str(file)) == 0
    assert home.out == f"Exported “home” to {file} (2 documents).\n"
    told = home.json("take-in", str(file))
    assert told == {"library": "home 2", "documents": 2, "pages": 3, "without_pdf": 0}
    assert [row["name"] for row in home.json("libraries")] == ["home", "home 2"]
    assert home.json("verify")["ok"] is True


def test_with_the_pdfs(home: Command, tmp_path: Path) -> None:
    file = tmp_path / "home.lloco"
    (tmp_path / "pdfs" / "storm.pdf").unlink()
    assert home("export", "home", str(file), "--documents", "--conversations") == 0
    assert "1 PDFs are not in it" in home.out
    assert home("take-in", str(file), "--into", str(tmp_path / "new")) == 0
    assert "PDFs of 1 of them" in home.out
    assert [path.name for path in (tmp_path / "new" / "home").iterdir()] == ["lease.pdf"]


def test_an_export_replaces_the_file_and_leaves_nothing_else(home: Command, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "home.lloco"
    file.write_text("an older one")
    assert home.json("export", "home", str(file))["documents"] == 2
    assert file.read_bytes()[:2] == b"PK"
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "hoem", "x.lloco"), "home"),
        (("export", "home", "/nowhere/at/all/x.lloco"), "no folder"),
        (("take-in", "/nowhere/at/all.lloco"), "cannot be read"),
    ],
)
def test_mistakes(home: Command, mistake: Mistake, arguments: tuple[str, ...], words: str) -> None:
    assert words in mistake(home, *arguments)


def test_something_else_is_not_taken_in(home: Command, mistake: Mistake, tmp_path: Path) -> None:
    file = tmp_path / "x.lloco"
    file.write_text("not a library")
    assert "no library's file" in mistake(home, "take-in", str(file))
    assert len(home.json("libraries")) == 1
