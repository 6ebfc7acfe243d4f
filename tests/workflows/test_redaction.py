"""What is handed on for help names no folder, file, document, library or person."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from lloco_desktop.settings import Places, Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.diagnostics import log_tail, report
from lloco_desktop.workflows.redaction import redactor
from lloco_desktop.workflows.services import Services

SECRETS = ("Divorce", "divorce 2026", "Settlement with Anna", "Zyklus", "Bank", "anna", "秘密", "Geheim")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    with Workspace.open(tmp_path / "place") as opened:
        library = opened.libraries.create("Divorce")
        path = Path("/media/Bank/Geheim (1)/divorce 2026.pdf")
        opened.documents.add(library.id, path, "Settlement with Anna", "ab" * 32, 10)
        opened.documents.add(library.id, Path("/media/Bank/秘密.pdf"), "秘密", "cd" * 32, 10)
        job = opened.jobs.create(*_import_job())
        opened.imports.add(job.id, library.id, [Path("/media/Bank/Zyklus.pdf")])
        yield opened


def _import_job() -> tuple[object, object, dict[str, object]]:
    from lloco_desktop.jobs.job import JobKind

    return JobKind.IMPORT, JobKind.IMPORT.lane, {"library": 1, "paths": []}


LOG = """
2026-11-21 INFO lane-files lloco: reading /media/Bank/Geheim (1)/divorce 2026.pdf
2026-11-21 WARNING qt: divorce 2026 has no pages; library Divorce; “Settlement with Anna”
2026-11-21 ERROR lloco: /media/Bank/Geheim (1) cannot be read, nor can Zyklus.pdf and 秘密.pdf
Traceback: File "/home/anna/Documents/tax return.pdf", line 3
  C:\\Users\\anna\\x.PDF and never-imported.pdf
"""


def test_nothing_private_is_left(workspace: Workspace) -> None:
    text = redactor(workspace)(LOG)
    for secret in SECRETS:
        assert secret not in text, text
    assert "tax return" not in text
    assert "never-imported" not in text
    assert "lane-files" in text
    assert "cannot be read" in text
    assert "line 3" in text


def test_places_are_said_by_what_they_are(workspace: Workspace, tmp_path: Path) -> None:
    home = Path.home()
    said = redactor(workspace, (tmp_path / "logs", "<logs>"))(
        f"{home}/code/x.py and {workspace.folder}/workspace.sqlite and {tmp_path}/logs/lloco.log"
    )
    assert str(workspace.folder) not in said
    assert "<workspace>/workspace.sqlite" in said
    assert "<logs>/lloco.log" in said


def test_a_short_title_does_not_eat_words(workspace: Workspace) -> None:
    library = workspace.libraries.all()[0].id
    workspace.documents.add(library, Path("/x/a.pdf"), "a", "01" * 32, 1)
    workspace.documents.add(library, Path("/x/log.pdf"), "log", "02" * 32, 1)
    assert redactor(workspace)("a catalogue of a log") == "a catalogue of a <file>"


def test_the_report_is_redacted_and_says_what_helps(workspace: Workspace, tmp_path: Path) -> None:
    places = Places.of_user()
    places.logs.mkdir(parents=True, exist_ok=True)
    (places.logs / "lloco.log").write_text(LOG, encoding="utf-8")
    folder = workspace.folder
    workspace.close()
    with Services.open(folder, Settings(backbone="none"), places) as services:
        text = report(services, places, crash=f"Fatal Python error in {folder}/x, divorce 2026.pdf")
    for secret in SECRETS:
        assert secret not in text
    for wanted in (
        "torch: ",
        "sqlite-vec: ",
        "apsw: ",
        "transformers: ",
        "GPU: ",
        "Fatal Python error",
        "## Log",
    ):
        assert wanted in text
    assert str(folder) not in text
    assert "no-such" not in text
    assert "SQLite: 3." in text


def test_the_end_of_a_log(tmp_path: Path) -> None:
    file = tmp_path / "lloco.log"
    assert log_tail(file) == ""
    file.write_bytes(b"\xff\n" + b"".join(b"line %d\n" % number for number in range(1000)))
    assert log_tail(file, 3) == "line 997\nline 998\nline 999"
    logging.getLogger(__name__).debug("done")
