"""Opening the workspace at the start, in a thread: which one, and what is to be said of the last run.

Importing this module is light; what it calls imports the store, which the window must not wait for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lloco_desktop.sentences import say
from lloco_desktop.settings import Places
from lloco_desktop.ui.last_run import Crash, LastRun
from lloco_desktop.workflows.preferences import Preferences

if TYPE_CHECKING:
    from lloco_desktop.ui.live_services import LiveServices


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace, and what came up on the way."""

    services: LiveServices
    problems: tuple[str, ...]  # one sentence each
    last_run: LastRun
    crash: Crash | None


def open_workspace(given: Path | None, preferences: Preferences, places: Places) -> Opened:
    """Open the workspace that the start was given, or that the settings name, or the usual one.

    Raises a `WorkspaceError` if it is busy, damaged, too new or on a full disk.
    """
    from lloco_desktop.ui.live_services import LiveServices
    from lloco_desktop.workflows.moving import change_place, is_workspace
    from lloco_desktop.workflows.services import Services as Workflows

    problems: list[str] = []
    place = given
    if place is None:
        moved = change_place(preferences, preferences.now.workspace_in(places))
        problems += [moved] if moved else []
        place = preferences.now.workspace_in(places)
        if place != places.workspace and not is_workspace(place):
            # A drive that is not connected: a new, empty workspace in its place would look like a loss.
            problems.append(
                say(
                    "The workspace {wanted} is not there, so the one in {used} is used for now. Connect its "
                    "drive and start again, or choose another place in the settings.",
                    wanted=place,
                    used=places.workspace,
                )
            )
            place = places.workspace
    services = LiveServices(Workflows.open(place, preferences, places), places)
    last_run = LastRun(place, places.logs)
    crash = last_run.begin()
    services.preferences.crash = crash
    services.preferences.place_was_given = given is not None
    return Opened(services, tuple(problems), last_run, crash)
