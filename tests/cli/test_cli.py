"""The command line's contract: JSON for programs, one sentence for mistakes, the right exit status."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from lloco_desktop.cli import main
from tests.cli.conftest import Command
from tests.pdfs import BEES, LEASE, write_pdf


@pytest.fixture
def lease(lloco: Command, tmp_path: Path) -> Command:
    path = write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease and bees")
    assert lloco("import", str(path), "--library", "home") == 0
    return lloco


def test_import_prints_one_object_per_file(lloco: Command, tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", [LEASE])
    (tmp_path / "bad.pdf").write_text("no")
    assert lloco("import", str(good), str(tmp_path / "bad.pdf"), "--library", "home", "--json") == 0
    first, second = lloco.lines()
    assert set(first) == {"path", "status", "reason", "document", "pages", "passages", "segments", "seconds"}
    assert (first["status"], first["pages"], first["passages"]) == ("imported", 1, 1)
    assert second["status"] == "unsupported"
    assert second["reason"]
    assert second["document"] is None


def test_import_fails_only_when_nothing_could_be_imported(lloco: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_text("no")
    assert lloco("import", str(tmp_path / "bad.pdf"), "--library", "home", "--json") == 1
    (tmp_path / "empty folder").mkdir()
    assert lloco("import", str(tmp_path / "empty folder"), "--library", "home") == 1
    assert lloco.err.count("\n") == 1


def test_importing_again_is_a_duplicate_and_no_failure(lease: Command, tmp_path: Path) -> None:
    assert lease("import", str(tmp_path / "lease.pdf"), "--library", "home", "--json") == 0
    assert [line["status"] for line in lease.lines()] == ["duplicate"]


def test_ask_prints_the_whole_contract(lease: Command) -> None:
    answer = lease.json("ask", "How many months of notice must the tenant give?", "--library", "home")
    assert {"answer", "found", "citations", "backbone", "adapter", "tokens", "seconds"} <= set(answer)
    assert answer["found"] is True
    assert set(answer["citations"][0]) == {"document", "title", "page", "boxes", "quote", "score"}
    assert answer["citations"][0]["page"] == 2
    assert set(answer["tokens"]) == {"source", "summaries", "expanded", "prompt", "answer"}
    assert set(answer["seconds"]) == {"retrieve", "first_token", "total"}


def test_ask_reads_questions_from_standard_input(lease: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = "What is the monthly rent?\n\nHow many documents are there?\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(questions))
    assert lease("ask", "-", "--quote", "--json") == 0
    first, second = lease.lines()
    assert "840 euros" in first["answer"]
    assert "1 document" in second["answer"]


def test_one_bad_line_does_not_end_the_others(lease: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("!!!\nWhat is the monthly rent?\n"))
    assert lease("ask", "-", "--quote", "--json") == 0
    first, second = lease.lines()
    assert first["found"] is False
    assert second["found"] is True


def test_workspace_may_stand_after_the_command(lease: Command) -> None:
    assert main(["libraries", "--json", "--workspace", str(lease.workspace)]) == 0


def test_one_is_said_as_one(lease: Command, tmp_path: Path) -> None:
    assert lease("libraries") == 0
    assert lease.out == "home: 1 document, 2 pages\n"
    assert lease("documents") == 0
    assert lease.out.endswith("Lease and bees (2 pages, home)\n")
    short = write_pdf(tmp_path / "short.pdf", [LEASE])
    assert lease("import", str(short), "--library", "home") == 0
    assert lease.out.endswith("short.pdf  1 page\n")
    assert lease("documents") == 0
    assert lease.out.endswith("short (1 page, home)\n")
    assert lease("libraries") == 0
    assert lease.out == "home: 2 documents, 3 pages\n"
    assert lease("export", "home", str(tmp_path / "home.lloco")) == 0
    assert lease.out.endswith("(2 documents).\n")
    assert lease("remove", "--document", "1") == 0
    assert lease.out.startswith("Removed 1 document. ")


def test_what_reads_and_answers_has_one_name(lease: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert "Find passages without asking the backbone." in out
    assert " model" not in out
    assert lease("adapters", "report", "--library", "home") != 0
    assert "has not been learned with this backbone yet" in lease.err


def test_listing(lease: Command) -> None:
    assert [row["name"] for row in lease.json("libraries")] == ["home"]
    (row,) = lease.json("documents", "--library", "home")
    assert (row["title"], row["pages"], row["searchable"]) == ("Lease and bees", 2, True)
    assert {job["state"] for job in lease.json("jobs")} == {"done"}
    assert lease.json("verify")["ok"] is True
    assert lease.json("search", "monthly rent")[0]["page"] == 2
    assert isinstance(lease.json("backbones"), list)


def test_removing(lease: Command) -> None:
    (row,) = lease.json("documents")
    assert lease("remove", "--document", str(row["id"])) == 0
    assert lease.json("documents") == []
    assert lease("remove", "--library", "home") == 0
    assert lease.json("libraries") == []
    assert lease.json("verify")["ok"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "Anything?", "--library", "hoem"),
        ("ask", "", "--library", "home"),
        ("ask", "Anything?", "--document", "99"),
        ("documents", "--library", "nowhere"),
        ("remove",),
        ("remove", "--document", "99"),
        ("backbone", "check", "/nowhere"),
    ],
)
def test_mistakes_are_one_sentence_on_standard_error(lease: Command, arguments: tuple[str, ...]) -> None:
    assert lease(*arguments) == 1
    assert lease.out == ""
    assert lease.err.strip()
    assert "Traceback" not in lease.err
    assert lease.err.count("\n") == 1


def test_a_workspace_that_is_not_there(lloco: Command) -> None:
    assert lloco("documents") == 1
    assert "workspace" in lloco.err


def test_a_damaged_workspace_is_named(lease: Command) -> None:
    (lease.workspace / "workspace.sqlite").write_bytes(b"garbage" * 1000)
    assert lease("documents") == 1
    assert "Traceback" not in lease.err
    assert str(lease.workspace) in lease.err


@pytest.mark.parametrize("golden", ["autocompressor-tiny", "pooled-tiny"])
def test_backbone_check_accepts_the_golden_folders(lloco: Command, golden: str) -> None:
    folder = Path(__file__).parent.parent / "golden" / golden
    checked = lloco.json("backbone", "check", str(folder))
    assert checked["ok"] is True
    assert len(checked["tensors"]) >= 4
    assert max(row["difference"] for row in checked["tensors"]) <= 1e-4


def test_a_first_chat_begins_without_a_workspace(lloco: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("How many documents are there?\n\n"))
    assert lloco("chat") == 0
    assert "lloco import" in lloco.err
    assert "Traceback" not in lloco.err
