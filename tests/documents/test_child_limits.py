"""The child process under limits: hanging, dying, eating memory, being stopped; doubles stand for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import reader_doubles as doubles

from lloco_desktop.documents.events import Opened, PagesRead, ReaderLimits, Waiting
from lloco_desktop.documents.process import ChildBroke
from lloco_desktop.documents.reader import DocumentReader
from lloco_desktop.errors import DocumentTooCostly

SHORT = ReaderLimits(seconds_per_file=0.6, seconds_per_page=0.3, memory_bytes=1 << 30)
FILE = Path("bomb.pdf")


def read_with(target, limits=SHORT, path=FILE):
    with DocumentReader(limits, target) as reader:
        return list(reader.open(path))


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_opening_takes_for_ever():
    with pytest.raises(DocumentTooCostly, match=r"Opening bomb\.pdf took longer than 0\.3 seconds"):
        read_with(doubles.hangs_when_opening, ReaderLimits(60, 0.3, 1 << 30))


def test_a_page_takes_for_ever():
    with pytest.raises(DocumentTooCostly, match=r"A page of bomb\.pdf, after page 1, took longer"):
        read_with(doubles.hangs_after_a_page, ReaderLimits(60, 0.3, 1 << 30))


def test_pages_without_end():
    with pytest.raises(DocumentTooCostly, match=r"Reading bomb\.pdf took longer than 0\.6 seconds"):
        read_with(doubles.never_ends)


def test_the_child_dies():
    with pytest.raises(DocumentTooCostly, match=r"stopped while reading bomb\.pdf \(code 7\)"):
        read_with(doubles.dies)


@pytest.mark.skipif(sys.platform == "win32", reason="has no signals")
def test_the_child_crashes():
    with pytest.raises(DocumentTooCostly, match=r"\(signal 6\).*nothing was imported"):
        read_with(doubles.crashes_after_a_page)


def test_a_bug_in_the_child_is_not_the_files_fault():
    with pytest.raises(ChildBroke, match="KeyError: 'the bug'"):
        read_with(doubles.has_a_bug)


def test_the_next_file_gets_a_new_child(tmp_path):
    with DocumentReader(SHORT, doubles.dies_once) as reader:
        with pytest.raises(DocumentTooCostly):
            list(reader.open(tmp_path / "a.pdf"))
        assert Opened(None, 1) in list(reader.open(tmp_path / "a.pdf"))


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_memory_is_limited():
    limits = ReaderLimits(30, 30, 700 << 20)
    with pytest.raises(DocumentTooCostly, match=r"needs more memory than one file may take"):
        read_with(doubles.eats_memory, limits)


def test_a_caller_hears_of_a_busy_child_and_can_stop_it():
    with DocumentReader(ReaderLimits(60, 60, 1 << 30), doubles.hangs_after_a_page) as reader:
        events = reader.open(FILE)
        assert isinstance(next(events), Opened)
        assert isinstance(next(events), PagesRead)
        waiting = next(events)
        assert isinstance(waiting, Waiting)
        assert waiting.seconds < 5
        pid = reader.child_pid
        events.close()
        assert reader.child_pid is None
        assert gone(pid)


def test_time_in_the_callers_hands_does_not_count(make_pdf):
    """A paused import must not be taken for a slow file."""
    path = make_pdf([f"Page {number}" for number in range(1, 60)])
    clock = DocumentReader(ReaderLimits(20, 20, 2 << 30))
    with clock as reader:
        events = reader.open(path)
        seen = [event for event in events if not isinstance(event, Waiting)]
    assert len(seen) > 2


def bomb(path: Path, content: bytes, *forms: bytes) -> Path:
    """A PDF of one page with the given content and forms, `X` of each being the next."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        packed(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, form in enumerate(forms, 7):
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
        uses = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % number
        objects.append(packed(form, head + uses))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF")
    return path


def packed(content: bytes, head: bytes = b"") -> bytes:
    small = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(small), small)


def test_a_page_that_draws_itself_without_end(tmp_path):
    """Thirty forms that each draw the next one twice: a thousand million drawings in three kilobytes."""
    path = bomb(tmp_path / "laughs.pdf", b"/X Do", *[b"/X Do /X Do"] * 29, b"BT /F 10 Tf (boom) Tj ET")
    with DocumentReader(ReaderLimits(60, 0.5, 1 << 30)) as reader:
        with pytest.raises(DocumentTooCostly, match=r"The first page of laughs\.pdf took longer than 0\.5"):
            list(reader.open(path))
        assert reader.child_pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_page_of_a_million_words(tmp_path):
    path = bomb(
        tmp_path / "words.pdf",
        b"BT /F 10 Tf 9 790 Td " + b"(aaaaaaaa bbbbbb) Tj 0 -0.002 Td " * 300_000 + b"ET",
    )
    with (
        DocumentReader(ReaderLimits(60, 60, 300 << 20)) as reader,
        pytest.raises(DocumentTooCostly, match="needs more memory"),
    ):
        list(reader.open(path))


@pytest.mark.skipif(sys.platform == "win32", reason="has no alarms")
def test_a_child_without_a_parent_ends_itself(tmp_path):
    """Where the parent was killed, nobody else ends a child that the parser keeps busy."""
    path = bomb(tmp_path / "laughs.pdf", b"/X Do", *[b"/X Do /X Do"] * 29, b"BT /F 10 Tf (boom) Tj ET")
    code = (
        "import sys; from lloco_desktop.documents import backstop; backstop.GRACE = 0\n"
        "from lloco_desktop.documents.events import ReadFile\n"
        "from lloco_desktop.documents.extraction import read_document\n"
        "list(read_document(ReadFile(sys.argv[1], None, False, 0.5)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGALRM


def test_closing_ends_the_child(make_pdf):
    reader = DocumentReader()
    list(reader.open(make_pdf(["Hello"])))
    pid = reader.child_pid
    reader.close()
    assert gone(pid)
    reader.close()


def test_the_child_loads_nothing_heavy():
    (opened,) = (event for event in read_with(doubles.tells_its_modules) if isinstance(event, Opened))
    assert opened.title == ""


@pytest.mark.parametrize("field", ["seconds_per_file", "seconds_per_page", "memory_bytes"])
def test_limits_that_make_no_sense(field):
    with pytest.raises(ValueError, match="greater than zero"):
        ReaderLimits(**{field: 0})
