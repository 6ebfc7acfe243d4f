"""`python -m lloco_desktop`: set up child processes, then the window, or the command line if one is given.

Kept light: every child process imports this module again.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from lloco_desktop.hub.offline import stay_offline

COMMAND_LINE = "lloco"  # the name by which the one program of a bundle is the command line
SELF_TEST = "--self-test"
MENU_ENTRY = ("--install-menu-entry", "--remove-menu-entry")  # on a Linux desktop


def main(argv: Sequence[str] | None = None) -> int:
    """Start what the arguments ask for; returns the exit status."""
    _use_gpu_runtime()  # before anything can import torch, in children too
    multiprocessing.freeze_support()  # in a frozen child this does the child's work and does not return
    stay_offline()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a windowed build has none, and libraries write to them
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    arguments = list(sys.argv[1:] if argv is None else argv)
    if argv is None and Path(sys.argv[0]).stem == COMMAND_LINE:
        return _command_line(arguments)
    if arguments and arguments[0] in MENU_ENTRY:
        from lloco_desktop.ui import menu_entry

        return menu_entry.main(arguments[0])
    if arguments and arguments[0] == SELF_TEST:
        return _command_line([SELF_TEST.removeprefix("--"), *arguments[1:]])
    if not wants_window(arguments):
        return _command_line(arguments)
    problem = no_display(os.environ, sys.platform)
    if problem is None:
        try:
            from lloco_desktop.ui.start import handed_over

            if handed_over(arguments):
                return 0
            from lloco_desktop import app
        except ImportError as error:  # a system library that Qt needs is missing
            problem = f"The window cannot be opened because a system library is missing ({error})."
        else:
            return app.main(arguments)
    print(f"{problem} Starting the chat in this terminal instead.", file=sys.stderr)  # noqa: T201
    return _command_line([*_without_files(arguments), "chat"])


def _use_gpu_runtime() -> None:
    if getattr(sys, "frozen", False):
        from lloco_desktop.gpu_runtime.activation import activate
        from lloco_desktop.settings import Places

        activate(Places.of_user())


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments are the window's: a workspace and files to import, and no command."""
    rest = _without_workspace(arguments)
    return all(not one.startswith("-") and Path(one).exists() for one in rest)


def no_display(environ: Mapping[str, str], platform: str) -> str | None:
    """One sentence if there is no screen to show a window on."""
    if platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return None
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return None
    return "There is no display to open the window on."


def _without_workspace(arguments: Sequence[str]) -> list[str]:
    rest, skip = [], False
    for one in arguments:
        if skip:
            skip = False
        elif one == "--workspace":
            skip = True
        elif not one.startswith("--workspace="):
            rest.append(one)
    return rest


def _without_files(arguments: Sequence[str]) -> list[str]:
    files = set(_without_workspace(arguments))
    return [one for one in arguments if one not in files]


def _command_line(arguments: Sequence[str]) -> int:
    from lloco_desktop.cli import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
