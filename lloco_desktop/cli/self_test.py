"""`lloco self-test`: the whole way once, in a temporary workspace, with timings."""

from __future__ import annotations

import argparse
from typing import Any

from lloco_desktop.cli.shared import FAILED, print_json
from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Places, Settings
from lloco_desktop.workflows.diagnostics import as_text, surroundings
from lloco_desktop.workflows.events import StageDone
from lloco_desktop.workflows.self_test import self_test
from lloco_desktop.workflows.services import Services


def run_self_test(arguments: argparse.Namespace) -> int:
    """Run it; exit status 1 at the first part that fails."""
    places = Places.of_user()
    settings = Settings.load(places.settings_file)
    models = Services.models_for(settings, places, getattr(arguments, "backbone", None))
    around = surroundings()
    if not arguments.json:
        print(as_text(around), end="\n\n", flush=True)
    rows: list[dict[str, Any]] = []
    problem: str | None = None
    try:
        for event in self_test(models, settings):
            if isinstance(event, StageDone):
                rows.append(
                    {"stage": event.stage.value, "seconds": round(event.seconds, 3), "found": event.found}
                )
                if not arguments.json:
                    print(f"ok    {event.stage.value:10} {event.seconds:7.2f} s  {event.found}", flush=True)
    except LlocoError as error:
        problem = str(error)
    if arguments.json:
        facts = {group.heading: dict(group.pairs) for group in around}
        print_json({"ok": problem is None, "problem": problem, "stages": rows, "facts": facts})
    elif problem is None:
        print("The self-test is complete: everything works on this machine.")
    else:
        print(f"FAIL  {problem}")
    return 0 if problem is None else FAILED
