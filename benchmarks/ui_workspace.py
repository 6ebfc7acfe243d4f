"""What the window's benchmark begins from: a large library, one to be asked, a long chat, a long PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.report import ROOT

PAPERS = ROOT / "tests" / "data" / "papers"
LARGE, ASKED = "Large", "Papers"
TURNS = 250
LONG_PAGES = 1000


def environment(home: Path) -> dict[str, str]:
    """How a process is told where it is at home."""
    environ = {**os.environ, "LLOCO_HOME": str(home)}
    if not environ.get("DISPLAY"):
        environ["QT_QPA_PLATFORM"] = "offscreen"
    return environ


def prepare(home: Path, documents: int, files: int) -> None:
    """Fill a home; takes about a minute."""
    os.environ["LLOCO_HOME"] = str(home)
    from lloco_desktop.settings import Places

    workspace = Places.of_user().workspace
    _import_papers(home, workspace)
    _fill(workspace, documents)
    _copy_papers(home / "import", files)
    _long_document(home / "long.pdf")


def _import_papers(home: Path, workspace: Path) -> None:
    """A library whose summaries are made, as far as there is a backbone to make them."""
    command = [sys.executable, "-m", "lloco_desktop.cli", "--workspace", str(workspace), "import"]
    done = subprocess.run(
        [*command, str(PAPERS), "--library", ASKED],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the papers could not be imported:\n{done.stdout}{done.stderr}")


def _fill(path: Path, documents: int) -> None:
    """A library with so many documents, as far as the table shows them, and a chat of many turns."""
    from lloco_desktop.domain import Answer, AnswerKind, Citation, Question
    from lloco_desktop.store.workspace import Workspace

    with Workspace.open(path) as workspace, workspace.transaction():
        large = workspace.libraries.create(LARGE).id
        for number in range(documents):
            file = Path(f"/documents/report-{number:05}.pdf")
            made = workspace.documents.add(large, file, f"Report {number}", f"{number:064x}", 200_000)
            workspace.documents.complete(made, pages=12, pages_without_text=0)
        asked = workspace.libraries.get(ASKED).id
        document = workspace.documents.all(asked)[0]
        passages = workspace.passages.of_document(document.id)[:3]
        citations = tuple(
            Citation(document.id, document.title, document.path, one.page, one.boxes(), one.text, 0.8, one.id)
            for one in passages
        )
        chat = workspace.conversations.create("A long chat", asked).id
        for number in range(TURNS):
            question = Question(f"What does part {number} say of the lessons?", libraries=(asked,))
            turn = workspace.conversations.ask(chat, question)
            text = "\n\n".join(f"{one.text[:300]} [{at}]" for at, one in enumerate(passages, 1))
            answer = Answer(
                text,
                AnswerKind.GENERATED,
                found=True,
                citations=citations,
                passages_used=3,
                documents_used=1,
            )
            workspace.conversations.answer(chat, turn, answer)
        workspace.conversations.show(asked, chat)


def _copy_papers(folder: Path, files: int) -> None:
    """Copies that differ in a comment after their end, so that none is a duplicate."""
    folder.mkdir(parents=True)
    papers = sorted(PAPERS.glob("*.pdf"))
    for number in range(files):
        copy = folder / f"paper-{number:03}.pdf"
        shutil.copy(papers[number % len(papers)], copy)
        with copy.open("ab") as file:
            file.write(f"\n% copy {number}\n".encode())


def _long_document(file: Path) -> None:
    import pymupdf

    long = pymupdf.open()
    papers = [pymupdf.open(paper) for paper in sorted(PAPERS.glob("*.pdf"))]
    while long.page_count < LONG_PAGES:
        for paper in papers:
            long.insert_pdf(paper)
    long.select(range(LONG_PAGES))
    long.save(file)
