"""What an import will bring and need, and the files that the workspace keeps itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.documents.rendering import PageRenderer
from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import BadInput, DocumentLocked
from lloco_desktop.workflows import own_files
from lloco_desktop.workflows.import_needs import (
    COST_PER_PAGE,
    PAGES_TO_TRUST,
    RESERVE,
    ImportNeeds,
    cost_per_page,
    survey,
)
from tests.fakes import fake_info
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.conftest import Open, import_all


def no_count(path: Path) -> int:
    raise AssertionError(f"{path} was counted")


def test_named_files_and_folders_are_sorted(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", [LEASE])
    plain_name = write_pdf(tmp_path / "download", [BEES])
    notes = tmp_path / "notes.txt"
    notes.write_text("no PDF")
    empty, missing = tmp_path / "empty", tmp_path / "missing.pdf"
    empty.mkdir()
    folder = write_pdf(tmp_path / "folder" / "deep" / "a.pdf", [LEASE]).parent.parent
    named = [good, plain_name, notes, empty, missing, folder]
    needs = survey(named, tmp_path, 1000, no_count)
    assert needs.paths == (good, plain_name, folder)
    assert (needs.not_pdf, needs.missing, needs.without) == ((notes,), (missing,), (empty,))
    assert needs.files == 3
    assert needs.size == sum(path.stat().st_size for path in (good, plain_name, folder / "deep" / "a.pdf"))
    assert needs.pages == 3
    assert needs.need == 3000
    assert needs.free > 0
    assert not needs.is_large


def test_the_pages_of_many_files_come_from_a_few(tmp_path: Path) -> None:
    for number in range(30):
        write_pdf(tmp_path / f"{number}.pdf", [LEASE] * 4)
    with PageRenderer() as renderer:
        needs = survey([tmp_path], tmp_path, 1000, lambda path: len(renderer.page_sizes(path)))
    assert needs.files == 30
    assert needs.pages == pytest.approx(120, rel=0.05)


def test_files_that_cannot_be_counted_are_passed_over(tmp_path: Path) -> None:
    for number in range(25):
        write_pdf(tmp_path / f"{number}.pdf", [LEASE])

    def count(path: Path) -> int:
        raise DocumentLocked(f"{path.name} is locked.")

    assert survey([tmp_path], tmp_path, 1000, count).pages == 25


def test_looking_can_be_stopped(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", [LEASE])
    assert survey([tmp_path], tmp_path, 1000, no_count, stopped=lambda: True).files == 0


@pytest.mark.parametrize(
    ("needs", "large", "fits"),
    [
        (ImportNeeds((), 10, 10**6, 100, 10**7, 10**12), False, True),
        (ImportNeeds((), 301, 10**6, 100, 10**7, 10**12), True, True),
        (ImportNeeds((), 1, 2 * 10**9, 100, 10**7, 10**12), True, True),
        (ImportNeeds((), 10, 10**6, 100, 10**7, RESERVE), True, False),
        (ImportNeeds((), 0, 0, 0, 0, 0), False, False),
    ],
)
def test_only_large_imports_are_asked_about(needs: ImportNeeds, large: bool, fits: bool) -> None:
    assert (needs.is_large, needs.fits) == (large, fits)


def test_what_a_page_costs_is_measured_or_computed(tmp_path: Path) -> None:
    database = tmp_path / "workspace.sqlite"
    database.write_bytes(bytes(PAGES_TO_TRUST * 500))
    assert cost_per_page(database, PAGES_TO_TRUST, None) == 500
    assert cost_per_page(database, 3, None) == COST_PER_PAGE
    fp16 = cost_per_page(database, 3, fake_info(), SummaryPrecision.FP16)
    int8 = cost_per_page(database, 3, fake_info(), SummaryPrecision.INT8)
    assert fp16 - int8 == pytest.approx(900 / 4 * 8)


def test_bytes_without_a_file_are_kept_by_the_workspace(tmp_path: Path) -> None:
    first = own_files.keep(tmp_path, "Lease: 2024?.pdf", b"%PDF-1.7 one")
    second = own_files.keep(tmp_path, "Lease: 2024?.pdf", b"%PDF-1.7 two")
    assert (first.name, second.name) == ("Lease 2024.pdf", "Lease 2024 2.pdf")
    assert own_files.is_own(tmp_path, first)
    assert not own_files.is_own(tmp_path, tmp_path / "elsewhere.pdf")
    elsewhere = write_pdf(tmp_path / "elsewhere.pdf", [LEASE])
    own_files.remove(tmp_path, [first, elsewhere])
    assert not first.exists()
    assert elsewhere.exists()
    with pytest.raises(BadInput, match="not a PDF"):
        own_files.keep(tmp_path, "page.pdf", b"<html>")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc passwd.pdf"),
        ("a\u202egpj.pdf", "a gpj.pdf"),
        ("", "document.pdf"),
        (". .", "document.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
        ("合同 2024.PDF", "合同 2024.pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert own_files.safe_name(name) == safe


def test_a_kept_file_goes_with_its_document_or_its_library(open_services: Open, tmp_path: Path) -> None:
    services = open_services(backbone="none")
    folder = services.workspace.folder
    kept = [
        own_files.keep(folder, name, write_pdf(tmp_path / name, [text]).read_bytes())
        for name, text in (("a.pdf", LEASE), ("b.pdf", BEES))
    ]
    import_all(services, *kept)
    first, second = services.workspace.documents.all()
    services.remove_document(first.id)
    assert (first.path.exists(), second.path.exists()) == (False, True)
    services.remove_library(second.library)
    assert not second.path.exists()
    assert (tmp_path / "a.pdf").exists()
