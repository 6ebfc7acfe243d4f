"""The command line: the same use cases as the window, without Qt.

Results go to standard output (`--json` for programs), progress and errors to standard error; an error is
one sentence and exit status 1. Reading commands work while another process writes the workspace.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from lloco_desktop import __version__
from lloco_desktop.cli import (
    adapters,
    asking,
    backbones,
    gpu,
    importing,
    learning,
    library_files,
    looking,
    self_test,
    watching,
)
from lloco_desktop.cli.shared import BUG, FAILED, STOPPED
from lloco_desktop.domain import Scope
from lloco_desktop.errors import LlocoError
from lloco_desktop.hub.offline import stay_offline

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    stay_offline()
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        status: int = arguments.run(arguments)
        return status
    except LlocoError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        if any(thread.name.startswith("lane-") for thread in threading.enumerate()):
            # A lane is within a step that takes long; what it has stored is stored, so nobody waits for it.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(STOPPED)
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing more can be said
        return FAILED
    except Exception as error:
        log.debug("bug", exc_info=True)
        print(
            f"Something went wrong inside LLoCO ({type(error).__name__}: {error}). What was stored is kept; "
            "run `lloco verify` to be sure, and please report this.",
            file=sys.stderr,
        )
        return BUG


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--workspace", type=Path, metavar="DIR", help="where documents and summaries are kept"
    )
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON for programs")
    parser = argparse.ArgumentParser(
        prog="lloco", parents=[common], description="Ask questions of your own PDFs, on your own machine."
    )
    parser.add_argument("--version", action="version", version=f"lloco {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common, as_json], help=text, description=text)
        made.set_defaults(run=run)
        return made

    importing.add_arguments(
        command("import", importing.run_import, "Import PDF files or folders into a library.")
    )
    command("libraries", looking.run_libraries, "List the libraries.")
    made = command("documents", looking.run_documents, "List the documents.")
    made.add_argument("--library", metavar="NAME")
    _ask_arguments(
        command("ask", asking.run_ask, "Ask a question; - reads one question per line."), question=True
    )
    _ask_arguments(
        command("chat", asking.run_chat, "Ask questions one after the other in the terminal."), question=False
    )
    learning.add_arguments(
        command("learn", learning.run_learn, "Learn a library, and judge whether that made answers better.")
    )
    text = "Look after what was learned: versions that can be switched, deleted, exported and imported."
    adapters.add_commands(
        commands.add_parser("adapters", help=text, description=text), parents=[common, as_json]
    )
    library_files.add_export_arguments(
        command("export", library_files.run_export, "Write a library to one file, to keep or to pass on.")
    )
    library_files.add_take_in_arguments(
        command("take-in", library_files.run_take_in, "Make a library of such a file.")
    )
    text = "Follow folders: what is new or changed in them is imported."
    watching.add_commands(
        commands.add_parser("watch", help=text, description=text), parents=[common, as_json]
    )
    made = command("search", asking.run_search, "Find passages without asking the backbone.")
    made.add_argument("query")
    made.add_argument("--library", action="append", default=[], metavar="NAME")
    made.add_argument("--limit", type=int, default=10, metavar="N")
    command("verify", looking.run_verify, "Check that the workspace is whole.")
    command("jobs", looking.run_jobs, "List background work.")
    command("backbones", backbones.run_backbones, "List the backbones that are installed, and how they fit.")
    made = command("remove", looking.run_remove, "Remove documents, or a whole library.")
    made.add_argument("--library", metavar="NAME")
    made.add_argument("--document", action="append", type=int, default=[], metavar="ID")
    made = command("self-test", self_test.run_self_test, "Try everything once in a temporary workspace.")
    made.add_argument("--backbone", metavar="NAME", help="another backbone than the one in the settings")
    text = "Get backbones, see how they fit this machine, and look after their folders."
    backbones.add_backbone_commands(
        commands.add_parser("backbone", help=text, description=text), parents=[common, as_json]
    )
    text = "Get what computing on an NVIDIA GPU takes, look at it, and remove it."
    gpu.add_commands(commands.add_parser("gpu", help=text, description=text), parents=[common, as_json])
    return parser


def _ask_arguments(made: argparse.ArgumentParser, *, question: bool) -> None:
    if question:
        made.add_argument("question", metavar="QUESTION")
    made.add_argument("--library", action="append", default=[], metavar="NAME")
    made.add_argument("--document", action="append", type=int, default=[], metavar="ID")
    made.add_argument("--scope", choices=[scope.value for scope in Scope], default=Scope.PASSAGES.value)
    made.add_argument(
        "--quote", action="store_true", help="answer with the best sentences verbatim, no backbone"
    )
    made.add_argument(
        "--no-expansion", action="store_true", help="give the backbone summaries only, no passage as text"
    )
    made.add_argument(
        "--no-adapter", action="store_true", help="let the backbone alone read, without what was learned"
    )
    made.add_argument("--backbone", metavar="NAME", help="another backbone than the one in the settings")
