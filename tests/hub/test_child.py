"""The downloading child holds still while nothing is asked of it; the application itself stays offline."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

from lloco_desktop.hub.child import LEASH_SECONDS, Leash
from lloco_desktop.hub.fetching import fetch
from lloco_desktop.hub.messages import Begin, GoOn
from tests.hub.fetching_fixtures import IMPATIENT, backbone_repository, wanted
from tests.hub.server import HubServer


def test_a_child_that_is_not_asked_to_go_on_holds_still() -> None:
    ours, theirs = multiprocessing.Pipe()
    now, ended = 0.0, list[int]()
    leash = Leash(theirs, clock=lambda: now, leave=ended.append)
    leash.hold()
    now = LEASH_SECONDS + 1
    thread = threading.Thread(target=leash.hold, daemon=True)
    thread.start()
    thread.join(0.1)
    assert thread.is_alive()
    ours.send(GoOn())
    thread.join(10)
    assert not thread.is_alive()


def test_a_child_waits_until_the_list_was_agreed_to() -> None:
    ours, theirs = multiprocessing.Pipe()
    ended: list[int] = []
    leash = Leash(theirs, leave=ended.append)
    thread = threading.Thread(target=leash.wait_to_begin, daemon=True)
    thread.start()
    ours.send(GoOn())
    assert thread.is_alive()
    ours.send(Begin())
    thread.join(10)
    assert not thread.is_alive()


def test_a_child_leaves_when_the_application_is_gone() -> None:
    ours, theirs = multiprocessing.Pipe()
    left = threading.Event()
    Leash(theirs, leave=lambda _: left.set())
    ours.close()
    assert left.wait(10)


def test_the_applications_own_process_stays_offline_and_imports_no_client(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from lloco_desktop.hub.fetching import fetch\n"
        "from tests.hub.fetching_fixtures import wanted\n"
        "if __name__ == '__main__':\n"
        "    list(fetch(wanted(Path(sys.argv[2])), endpoint=sys.argv[1]))\n"
        "    print({'huggingface_hub', 'httpx2', 'torch', 'keyring'} & set(sys.modules))\n"
    )
    root = Path(__file__).parents[2]
    with HubServer([backbone_repository()]) as hub:
        said = subprocess.run(
            [sys.executable, str(program), hub.address, str(tmp_path / "folder")],
            cwd=root,
            env={"PYTHONPATH": str(root), "HF_HUB_OFFLINE": "1"},
            capture_output=True,
            text=True,
        )
    assert said.stdout.strip() == "set()", said.stderr


def test_the_environment_of_the_application_is_left_as_it_is(tmp_path: Path) -> None:
    before = dict(os.environ)
    with HubServer([backbone_repository()]) as hub:
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    assert dict(os.environ) == before
