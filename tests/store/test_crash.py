"""kill -9 at any moment leaves whole batches, and the next start goes on from there."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from lloco_desktop.domain import JobId, PassageDraft
from lloco_desktop.jobs.job import JobState
from lloco_desktop.store import Workspace

# Imports a document in batches of ten passages and halts, with a word on standard output, inside the
# transaction of the third: after its passages, and, told so, after its vectors as well.
VICTIM = """
    import sys
    from pathlib import Path
    import numpy as np
    from lloco_desktop.domain import PassageDraft, FileStatus
    from lloco_desktop.jobs.job import JobKind
    from lloco_desktop.store import Workspace

    workspace = Workspace.open(Path(sys.argv[1]))
    library = workspace.libraries.create("Papers").id
    job = workspace.jobs.create(JobKind.IMPORT, JobKind.IMPORT.lane, {"library": library})
    workspace.jobs.begin(job.id)
    path = Path("/x/a.pdf")
    workspace.imports.add(job.id, library, [path])
    workspace.imports.start_attempt(job.id, path)
    document = workspace.documents.add(library, path, "A", "aa", 10)
    space = workspace.vectors.space("test", 8)

    def halt():
        print("halted", flush=True)
        sys.stdin.read()

    for batch in range(5):
        with workspace.transaction():
            workspace.documents.add_pages(document, [(batch + 1, 595.0, 842.0, True)])
            drafts = [PassageDraft(batch * 10 + n, f"fox {batch} 黑猫 {n}", (), 5) for n in range(10)]
            ids = workspace.passages.add(document, drafts)
            if batch == 2 and sys.argv[2] == "passages":
                halt()
            space.add(library, ids, np.ones((10, 8), dtype=np.float32))
            if batch == 2 and sys.argv[2] == "vectors":
                halt()
    workspace.imports.set(job.id, path, FileStatus.IMPORTED, document=document)
    if sys.argv[2] == "incomplete":
        halt()
    workspace.documents.complete(document, pages=5, pages_without_text=0)
    if sys.argv[2] == "complete":
        halt()
"""


def kill_in(folder, moment):
    command = [sys.executable, "-c", textwrap.dedent(VICTIM), str(folder), moment]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "halted\n"
        process.kill()


@pytest.mark.parametrize(
    ("moment", "batches", "complete"),
    [("passages", 2, False), ("vectors", 2, False), ("incomplete", 5, False), ("complete", 5, True)],
)
def test_a_killed_import_leaves_whole_batches(folder, drafts, moment, batches, complete):
    kill_in(folder, moment)
    with Workspace.open(folder, writable=False) as reader:  # which finds the log as the victim left it
        assert reader.documents.all()[0].passages == batches * 10
    with Workspace.open(folder) as workspace:
        (document,) = workspace.documents.all()
        assert (document.passages, document.pages, document.complete) == (batches * 10, batches, complete)
        assert workspace.vectors.space("test", 8).count() == batches * 10
        assert bool(workspace.passages.search("fox")) == complete
        assert bool(workspace.passages.search("猫")) == complete
        (job,) = workspace.jobs.unfinished()
        assert (job.state, job.attempts) == (JobState.RUNNING, 1)
        assert [file.attempts for file in workspace.imports.of_job(JobId(1))] == [1]
        report = workspace.verify()
        if moment != "incomplete":  # it says that the file was marked as imported too early
            assert report.ok, report.problems


def test_what_was_killed_goes_on_without_repeating_itself(folder):
    kill_in(folder, "passages")
    with Workspace.open(folder) as workspace:
        (document,) = workspace.documents.all()
        assert workspace.documents.add(document.library, document.path, "A", "aa", 10) == document.id
        before = [passage.id for passage in workspace.passages.of_document(document.id)]
        everything = [PassageDraft(n, f"fox {n // 10} 黑猫 {n % 10}", (), 5) for n in range(50)]
        assert workspace.passages.add(document.id, everything)[:20] == before
        workspace.documents.add_pages(document.id, [(n + 1, 595.0, 842.0, True) for n in range(5)])
        assert len(workspace.vectors.space("test", 8).missing(document.id)) == 30
        workspace.documents.complete(document.id, pages=5, pages_without_text=0)
        assert len(workspace.passages.search("fox", limit=99)) == 50
        assert workspace.verify().ok
