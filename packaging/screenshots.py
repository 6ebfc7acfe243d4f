"""Pictures of every page of the window, in both themes, sizes and languages.

    python packaging/screenshots.py FOLDER OUT [--learn MINUTES] [--language CODE] [--theme NAME] [--scale N]

The real application over the PDFs of FOLDER: they are imported, summarised and asked about, and with --learn
the library is learned, once; then a window is opened for each language, theme and scale, and its pages are
saved as OUT/<page>-<language>-<theme>-<scale>x.png. Needs a display, or runs with Qt's offscreen platform.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = "Papers"
QUESTIONS = (
    "What does the course teach about testing?",
    "Which licence is used?",
    "How many documents are there?",
)
LAST = "What is reproducible research?"  # in a conversation of its own, which is shown
WIDTH, HEIGHT = 1280, 800
PATIENCE = 600.0  # seconds


def main() -> None:
    """Prepare once, then a process for each window: scale and language are chosen before Qt starts."""
    given = _arguments()
    if given.child:
        _Child(given).run()
        return
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lloco-") as temporary:
        prepared = Path(temporary) / "home"
        _start(prepared, 1, "prepare", given, language="en", theme="light")
        for language, theme, scale in product(given.language, given.theme, given.scale):
            new = Path(temporary) / "new"
            shutil.rmtree(new, ignore_errors=True)
            _start(new, scale, "first", given, language=language, theme=theme)
            home = Path(temporary) / "copy"
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(prepared, home)
            _start(home, scale, "pages", given, language=language, theme=theme)


def _start(
    home: Path, scale: int, what: str, given: argparse.Namespace, *, language: str, theme: str
) -> None:
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"language": language, "theme": theme}))
    environ = {**os.environ, "LLOCO_HOME": str(home), "QT_SCALE_FACTOR": str(scale), "PYTHONPATH": str(ROOT)}
    if not environ.get("DISPLAY"):
        environ["QT_QPA_PLATFORM"] = "offscreen"
    name = f"{language}-{theme}-{scale}x"
    command = [sys.executable, __file__, str(given.folder), str(given.out), "--child", what, "--name", name]
    command += ["--learn", str(given.learn)]
    subprocess.run(command, env=environ, check=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="PDFs to import")
    parser.add_argument("out", type=Path, help="where the pictures go")
    parser.add_argument("--learn", type=float, default=0, metavar="MINUTES", help="learn it for so long")
    parser.add_argument("--language", nargs="+", default=["en", "zh_CN"])
    parser.add_argument("--theme", nargs="+", default=["light", "dark"])
    parser.add_argument("--scale", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    return parser.parse_args()


class _Child:
    """One application, driven from page to page."""

    def __init__(self, given: argparse.Namespace) -> None:
        from PySide6.QtWidgets import QApplication

        from lloco_desktop.app import Application
        from lloco_desktop.settings import Places

        self.given = given
        self.app = QApplication(["lloco-desktop"])
        self.app.setApplicationName("lloco-desktop")
        self.application = Application(self.app, Places.of_user(), None)
        self.window = self.application.window

    def run(self) -> None:
        """Open, do what is wanted, close."""
        self.window.resize(WIDTH, HEIGHT)
        self.application.start()
        self.wait(lambda: self.window.is_filled)
        self.window.resize(WIDTH, HEIGHT)
        {"first": self.first, "prepare": self.prepare, "pages": self.pages}[self.given.child]()
        self.window.close()
        self.settle(0.2)

    # --- what is done --------------------------------------------------------------------

    def first(self) -> None:
        """The first screen."""
        self.wait_for_backbone()
        self.save("first-run")

    def prepare(self) -> None:
        """Everything that takes long: into the workspace that the windows are opened over."""
        from lloco_desktop.ui.learn.learning import LearnWish

        self.wait_for_backbone()
        services = self.application._services
        assert services is not None
        library = services.create_library(LIBRARY).id
        services.create_library("Contracts")
        self.window.libraries.refresh(select=library)
        self.window.importing.add([self.given.folder], self.window.libraries.current())
        self.wait(lambda: self.rows() and not self.window.work.busy())
        for question in QUESTIONS:
            self.ask(question)
        self.window.start_chat()
        self.ask(LAST)
        if self.given.learn:
            services.learning.begin(library, LearnWish(minutes=self.given.learn))
            self.wait(lambda: self.window.work.busy())
            self.wait(lambda: not self.window.work.busy(), self.given.learn * 180 + PATIENCE)

    def pages(self) -> None:
        """Every page, as it stands after `prepare`."""
        from lloco_desktop.ui.library_room import Tab

        self.wait_for_backbone()
        window = self.window
        for name, tab in (("chat", Tab.CHAT), ("documents", Tab.DOCUMENTS), ("learn", Tab.LEARN)):
            window.go_to(tab)
            if tab is Tab.DOCUMENTS:
                self.wait(self.rows)
                window.documents.table.selectRow(1)
            self.save(name)
        window.go_to(Tab.CHAT)
        turns = [turn for turn in window.chat.transcript.turns if turn.answer and turn.answer.citations]
        turns[-1].citation_chosen.emit(turns[-1].answer.citations, 0)
        self.settle(2.5)
        self.save("viewer")
        window.viewer.close_viewer()
        window.show_shortcuts()
        self.save("shortcuts")
        window.show_shortcuts()
        self.settings_pages()

    def settings_pages(self) -> None:
        """Every page of the settings; below the backbones that are here, those that can be got."""
        from lloco_desktop.ui.settings.preferences import Section

        for section in Section:
            self.window.show_settings(section)
            self.settle(1.0)
            self.save(f"settings-{section.name.lower()}")
            if section is Section.BACKBONES:
                self.wait(lambda: not self.application.background.busy)
                offers = self.window.settings.part(section).offers
                offers.bring_into_view()
                self.save("settings-offers")

    # --- small steps ---------------------------------------------------------------------

    def rows(self) -> bool:
        return bool(self.window.documents.model.rowCount())

    def ask(self, question: str) -> None:
        shown = self.window.chat.transcript
        before = len(shown.turns)
        self.window.chat.ask(question)
        self.wait(lambda: len(shown.turns) > before and shown.turns[-1].answer is not None)
        self.settle(0.5)

    def wait_for_backbone(self) -> None:
        from lloco_desktop.ui.services import Readiness

        services = lambda: self.application._services  # noqa: E731
        self.wait(lambda: services() is not None and services().backbone().readiness is not Readiness.LOADING)

    def save(self, page: str) -> None:
        self.settle(0.6)
        picture = self.window.grab()
        picture.save(str(self.given.out / f"{page}-{self.given.name}.png"))

    def settle(self, seconds: float) -> None:
        for _ in self.ticks(seconds):
            pass

    def wait(self, until: Callable[[], object], seconds: float = PATIENCE) -> None:
        for _ in self.ticks(seconds):
            if until():
                return
        raise SystemExit("this took too long")

    def ticks(self, seconds: float) -> Iterator[None]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.01)
            yield


if __name__ == "__main__":
    main()
