"""Which files are meant, their bytes and their names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from lloco_desktop.documents.files import find_pdfs, printable_name, sha256_of
from lloco_desktop.errors import DocumentUnreadable


def test_folders_are_searched_in_order(tmp_path):
    for name in ("b.pdf", "a.PDF", "note.txt", ".hidden.pdf", "sub/c.pdf", ".git/d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [str(path.relative_to(tmp_path)) for path in find_pdfs([tmp_path])] == [
        "a.PDF",
        "b.pdf",
        str(Path("sub/c.pdf")),
    ]


def test_named_files_are_taken_as_they_are_and_once(tmp_path):
    note, pdf = tmp_path / "note.txt", tmp_path / "a.pdf"
    note.touch()
    pdf.touch()
    assert list(find_pdfs([note, tmp_path, pdf, tmp_path / "missing.pdf"])) == [
        note,
        pdf,
        tmp_path / "missing.pdf",
    ]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_that_form_a_circle(tmp_path):
    (tmp_path / "a.pdf").touch()
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    assert list(find_pdfs([tmp_path])) == [tmp_path / "a.pdf"]


def test_sha256(tmp_path):
    path = tmp_path / "a.pdf"
    content = b"x" * 3_000_000
    path.write_bytes(content)
    assert sha256_of(path) == hashlib.sha256(content).hexdigest()


def test_sha256_of_what_is_no_file(tmp_path):
    with pytest.raises(DocumentUnreadable, match="not there any more"):
        sha256_of(tmp_path / "gone.pdf")
    with pytest.raises(DocumentUnreadable, match="is not a file"):
        sha256_of(tmp_path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.pdf", "a.pdf"),
        ("two\nlines.pdf", "two lines.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("caf\udce9.pdf", "caf?.pdf"),
        ("🦜.pdf", "🦜.pdf"),
        ("\x07", "?"),
    ],
)
def test_printable_name(name, shown):
    assert printable_name(Path("/folder") / name) == shown
