"""`lloco learn` interrupted, going on, and at its end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lloco_desktop.cli.learning import _print_end
from lloco_desktop.errors import LlocoError
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.study import LearningRun, RunState
from lloco_desktop.workflows.services import Services
from tests.cli.conftest import Command
from tests.learning.test_report import FULL
from tests.workflows.adapters import give_adapter
from tests.workflows.learning import write_library


@pytest.fixture
def museums(tiny: Command, tmp_path: Path) -> Command:
    files = [str(path) for path in write_library(tmp_path / "pdfs")]
    assert tiny("import", *files, "--library", "museums") == 0
    return tiny


def test_what_was_begun_goes_on_and_can_be_stopped(museums: Command) -> None:
    with museums.services() as services:
        run = services.learn(services.library_named("museums").id)
    events, err = interrupted(museums, "learn", "--library", "museums", "--json")
    assert {event["event"] for event in events} == {"progress"}  # no pre-flight again
    first, *_, last = err.splitlines()
    assert "Going on with what was begun" in first
    assert "the same command goes on" in last
    assert museums("adapters", "list") == 0
    assert museums.out == "museums: Not learned yet\n"
    assert museums.json("verify")["ok"] is True
    with museums.services() as services:
        assert [one.id for one in services.workspace.runs.unfinished()] == [run.id]


def interrupted(command: Command, *arguments: str) -> tuple[list[dict[str, object]], str]:
    """Run a command in its own process, interrupt it as Ctrl-C does once it makes questions."""
    whole = [sys.executable, "-m", "lloco_desktop.cli", "--workspace", str(command.workspace), *arguments]
    events: list[dict[str, object]] = []
    # Whoever runs the tests in the background ignores SIGINT, and children would inherit that.
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    pipe = subprocess.PIPE
    with subprocess.Popen(whole, stdout=pipe, stderr=pipe, text=True, preexec_fn=heard) as process:
        assert process.stdout is not None
        for line in process.stdout:
            events.append(json.loads(line))
            if events[-1].get("state") == RunState.MATERIAL.value:
                process.send_signal(signal.SIGINT)
                break
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    return events, err


# --- the end ---------------------------------------------------------------------------------


def ended(services: Services, state: RunState = RunState.DONE) -> LearningRun:
    """A run that is over, as it is recorded, with the adapter that it made."""
    library = services.library_named("museums")
    run = services.workspace.runs.create(
        library.id, services.models.fingerprint or "", LearningSettings().as_json(), [], None
    )
    adapter = give_adapter(services, library)
    services.workspace.runs.update(run.id, state=state, report=FULL.as_json(), adapter=adapter.id)
    return run


def test_the_end_in_sentences_and_for_programs(museums: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with museums.services() as services:
        library, run = services.library_named("museums"), ended(services)
        capsys.readouterr()
        assert _print_end(services, library, run, as_json=False) == 0
        told = capsys.readouterr().out.splitlines()
        assert _print_end(services, library, run, as_json=True) == 0
        learned = json.loads(capsys.readouterr().out)
    assert told[0] == "Learned from 2 documents, 41,230 tokens of text."
    assert told[-2:] == ["Better on 143 held-out questions.", "Version 1 of “museums” is in use."]
    assert (learned["event"], learned["run"], learned["adapter"]["version"]) == ("learned", run.id, 1)
    assert learned["report"] == FULL.as_json() | {
        "losses": list(learned["report"]["losses"]),
        "comparisons": list(learned["report"]["comparisons"]),
        "shown": list(learned["report"]["shown"]),
    }


def test_a_run_that_was_cancelled_elsewhere(museums: Command) -> None:
    with museums.services() as services:
        library, run = services.library_named("museums"), ended(services, RunState.STOPPED)
        with pytest.raises(LlocoError, match="cancelled"):
            _print_end(services, library, run, as_json=False)
