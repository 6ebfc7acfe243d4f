"""`lloco learn`: what it says before, while and after, and every mistake in one sentence."""

from __future__ import annotations

import argparse
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lloco_desktop.cli.learning import View, add_arguments, plan_sentences, settings_of
from lloco_desktop.cli.words import duration
from lloco_desktop.domain import JobId, LibraryId, RunId
from lloco_desktop.errors import BadInput
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.learning.report import LossPoint
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.progress import Progress
from lloco_desktop.study import RunState
from lloco_desktop.workflows.events import LearningProgress, LossSeen
from lloco_desktop.workflows.learning_plan import Preflight
from tests.cli.conftest import Command, Mistake
from tests.pdfs import BEES, LEASE, STORM, write_pdf
from tests.workflows.adapters import an_adapter

GB = 10**9
PLAN = Preflight(
    library=LibraryId(1),
    documents=12,
    segments=80,
    tokens=41_000,
    items=1320,
    steps=240,
    seconds=1510.0,
    disk=34_000_000,
    memory=int(1.2 * GB),
    free_disk=120 * GB,
    free_memory=5 * GB,
    problem=None,
    starts_from=None,
)


def parsed(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["--library", "papers", *options])


# --- options ---------------------------------------------------------------------------------


def test_no_options_are_the_defaults() -> None:
    assert settings_of(parsed()) == LearningSettings()


def test_options_are_the_settings_fields() -> None:
    chosen = settings_of(
        parsed(
            *"--rank 4 --alpha 32 --epochs 1.5 --batch 2 --seed 7 --minutes 9 --held-out 0.3".split(),
            *"--learning-rate 0.001 --most-items 50 --no-self-study".split(),
        )
    )
    assert chosen.shape == LoraShape(rank=4, alpha=32)
    assert settings_of(parsed()).shape is None  # by the model's width
    assert (chosen.epochs, chosen.batch, chosen.seed, chosen.minutes) == (1.5, 2, 7, 9.0)
    assert (chosen.held_out, chosen.learning_rate, chosen.most_items) == (0.3, 0.001, 50)
    assert chosen.self_study is False


@pytest.mark.parametrize(
    "options",
    [
        "--rank 0",
        "--rank 1000",
        "--alpha 0",
        "--epochs 0",
        "--batch -1",
        "--minutes 0",
        "--held-out 0.9",
        "--learning-rate 2",
        "--seed -1",
        "--most-items 0",
    ],
)
def test_nonsense_is_refused_before_anything_is_opened(
    lloco: Command, mistake: Mistake, options: str
) -> None:
    with pytest.raises(BadInput):
        settings_of(parsed(*options.split()))
    mistake(lloco, "learn", "--library", "papers", *options.split())
    assert not lloco.workspace.exists()


# --- words -----------------------------------------------------------------------------------


def test_the_preflight_is_two_plain_sentences() -> None:
    does, takes = plan_sentences("papers", PLAN)
    assert does == (
        "Learning “papers” makes about 1,320 questions from its 12 documents and practises them in 240 steps;"
        " questions that it never practised then show whether it has become better, and only then is it used."
    )
    assert takes == (
        "It takes about 25 minutes, 34 MB of disk (120 GB are free) and 1.2 GB of memory beside the backbone"
        " (5.0 GB are free); it can be stopped at any time and goes on where it was."
    )


def test_the_preflight_says_where_it_starts_and_what_it_does_not_know() -> None:
    plan = replace(PLAN, starts_from=an_adapter(LibraryId(1), version=3), seconds=None)
    does, takes = plan_sentences("papers", plan)
    assert "going on from version 3" in does
    assert "None" not in takes


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 second"), (40, "40 seconds"), (89, "89 seconds"), (90, "2 minutes"), (3600 * 3, "3 hours")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


# --- what is shown meanwhile -----------------------------------------------------------------

JOB = Job(
    JobId(1), JobKind.LEARN, Lane.MODEL, JobState.RUNNING, {}, 1, None, datetime(2026, 1, 1, tzinfo=UTC)
)
RUN = RunId(5)


def practise(done: float, eta: float | None = None) -> JobEvent:
    progress = Progress("Practising", done, 240, "steps", 0.5, eta)
    return JobEvent(JOB, LearningProgress(RUN, RunState.TRAINING, progress))


def test_people_see_stage_loss_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    view = View(as_json=False)
    view(JobEvent(JOB, LossSeen(RUN, LossPoint(24, 2.3456, 2.0, 2.6))))
    view(practise(24, 432.0))
    view.close()
    out, err = capsys.readouterr()
    assert out == ""
    assert "3/4 practising" in err
    assert "loss 2.346" in err
    assert "07:12 left" in err


def test_programs_get_every_loss_and_some_progress(capsys: pytest.CaptureFixture[str]) -> None:
    view = View(as_json=True)
    for step in range(1, 4):
        view(JobEvent(JOB, LossSeen(RUN, LossPoint(step, 2.0, 1.0, 3.0))))
        view(practise(step))
    view(practise(240))
    view(JobEvent(JOB, None))
    out, err = capsys.readouterr()
    assert err == ""
    lines = [json.loads(line) for line in io.StringIO(out)]
    losses = [line for line in lines if line["event"] == "loss"]
    assert [line["step"] for line in losses] == [1, 2, 3]
    assert set(losses[0]) == {"event", "run", "step", "loss", "cross_entropy", "kl"}
    progress = [line for line in lines if line["event"] == "progress"]
    assert [line["done"] for line in progress] == [1, 240]  # throttled, but the end is always told
    assert progress[0]["state"] == "training"


# --- mistakes --------------------------------------------------------------------------------


@pytest.fixture
def home(tiny: Command, tmp_path: Path) -> Command:
    """A library of two pages, with its summaries."""
    path = write_pdf(tmp_path / "lease.pdf", [BEES + " " + STORM, LEASE], title="Lease and bees")
    assert tiny("import", str(path), "--library", "home") == 0
    return tiny


def test_libraries_that_cannot_be_learned(home: Command, mistake: Mistake, tmp_path: Path) -> None:
    page = write_pdf(tmp_path / "page.pdf", [STORM], title="Storm")
    assert home("import", str(page), "--library", "page") == 0
    assert "single page" in mistake(home, "learn", "--library", "page")
    assert "hoem" in mistake(home, "learn", "--library", "hoem")
    assert "too little" in mistake(home, "learn", "--library", "home")
    assert home.json("adapters", "list") == []


def test_a_library_without_summaries_or_model(lloco: Command, mistake: Mistake, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease")
    assert lloco("import", str(path), "--library", "home") == 0
    assert "no backbone to learn with" in mistake(lloco, "learn", "--library", "home")


def test_summaries_that_are_not_finished(
    lloco: Command, mistake: Mistake, tmp_path: Path, settings_file: Path, tiny_folder: Path
) -> None:
    path = write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease")
    assert lloco("import", str(path), "--library", "home") == 0
    chosen = {"backbone": "tiny", "device": "cpu", "extra_backbones": [str(tiny_folder)]}
    settings_file.write_text(json.dumps(chosen))
    assert "not finished" in mistake(lloco, "learn", "--library", "home", "--plan")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"question": "Who?", "answer": "Ada"}\n{"question": "When?"\n', "line 2"),
        ("", "questions.jsonl"),
        (None, "questions.jsonl"),
    ],
)
def test_bad_question_files_are_named(
    home: Command, mistake: Mistake, tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_text(content)
    assert words in mistake(home, "learn", "--library", "home", "--qa", str(file))


def test_other_mistakes(home: Command, mistake: Mistake) -> None:
    assert "no versions" in mistake(home, "learn", "--library", "home", "--from", "3")
    assert "own questions" in mistake(home, "learn", "--library", "home", "--no-self-study")
    assert "backbone" in mistake(home, "learn", "--library", "home", "--backbone", "nonesuch")


def test_another_process_has_the_workspace(home: Command, mistake: Mistake) -> None:
    with home.services():
        assert "open in another process" in mistake(home, "learn", "--library", "home")


def test_a_problem_is_also_told_to_programs(home: Command) -> None:
    assert home("learn", "--library", "home", "--plan", "--json") == 1
    (line,) = [line for line in home.lines() if line["event"] == "preflight"]
    assert line["problem"] == home.err.strip()
