"""How far work has come, on the last line of the terminal."""

from __future__ import annotations

import re

import pytest
from tqdm.utils import disp_len

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.progress import Meter, Progress

LONG = "Summarising " + "a long title of a paper " * 10
MB = 1_000_000


def drawn(capsys: pytest.CaptureFixture[str], progress: Progress, name: str | None = None) -> str:
    """The line that is shown."""
    with WorkBar() as bar:
        bar.draw(progress, name, "")
        shown = capsys.readouterr().err
    return str(shown.split("\r")[-1])


def terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("lloco_desktop.cli.bars._columns", lambda: columns)


@pytest.mark.parametrize(
    ("done", "total", "unit", "rate", "end"),
    [
        (6.0, 6.0, "pages", 2.0, "6/6 pages, 2/s, 00:00 left"),
        (12_345.0, 19_886.0, "tokens", 1234.5, "12345/19886 tokens, 1234/s, 00:06 left"),
        (1.2e9, 4.6e9, "bytes", 12.0 * MB, "1.2 GB/4.6 GB, 12 MB/s, 04:43 left"),
        (3.0, 376.0, "passages", 0.347, "3/376 passages, 0.35/s, 17:54 left"),
    ],
)
@pytest.mark.parametrize("text", [LONG, "Reading " + "合同" * 30])
def test_80_columns_hold_a_bar_and_the_whole_end(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    done: float,
    total: float,
    unit: str,
    rate: float,
    end: str,
) -> None:
    terminal(monkeypatch, 80)
    shown = drawn(capsys, Progress(text, done, total, unit, rate, (total - done) / rate))
    parts = re.fullmatch(r"(.*)…: +\d+%\|(.*)\| (.*)", shown)
    assert parts is not None, shown
    assert text.startswith(parts[1])
    assert len(parts[2]) >= 10
    assert parts[3] == end
    assert disp_len(shown) == 79


@pytest.mark.parametrize(("columns", "most"), [(200, 99), (30, 12)])
def test_a_name_takes_half_of_a_wide_terminal_and_is_read_on_a_narrow_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int, most: int
) -> None:
    terminal(monkeypatch, columns)
    shown = drawn(capsys, Progress(LONG, 3.0, 6.0, "pages"))
    assert shown.index(":") == most
    assert disp_len(shown) < columns
    assert drawn(capsys, Progress("Reading {a}", 3.0, 6.0, "pages")).startswith("Reading {a}: ")


def test_without_a_terminal_there_is_a_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert disp_len(drawn(capsys, Progress(LONG, 3.0, 6.0, "pages"))) == 119


def test_work_that_is_done_at_once_has_no_rate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal(monkeypatch, 80)
    now = iter([0.0, 0.0003])
    meter = Meter(total=376, unit="passages", clock=lambda: next(now))
    meter.advance(376)
    progress = meter.progress("Indexing")
    assert progress.rate is not None
    assert progress.rate > 1e6
    assert drawn(capsys, progress).endswith("| 376/376 passages")


def test_work_without_an_end_says_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn(capsys, Progress("Getting the backbone ready", 0, 0, "")) == "Getting the backbone ready"
    assert drawn(capsys, Progress("Looking", 12.0, 0, "files")) == "Looking: 12 files"
    assert drawn(capsys, Progress("Reading {title}", 0, 0, "bytes"), "1/4") == "1/4"


def test_what_is_drawn_is_removed(capsys: pytest.CaptureFixture[str]) -> None:
    bar = WorkBar()
    bar.draw(Progress("Reading", 3.0, 6.0, "pages"))
    bar.close()
    bar.close()
    assert capsys.readouterr().err.split("\r")[-2].strip() == ""
