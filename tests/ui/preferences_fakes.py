"""Settings in memory for the window's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.fitting.machine import Machine
from lloco_desktop.model_files.describing import Description
from lloco_desktop.progress import Progress
from lloco_desktop.settings import BackboneChoice, Settings
from lloco_desktop.store.verify import VerifyReport
from lloco_desktop.ui.last_run import Crash
from lloco_desktop.ui.settings.preferences import BackboneEntry, Licence
from lloco_desktop.workflows.events import Clearing, Usage
from lloco_desktop.workflows.switching import SwitchCost


def make_entry(name: str = "small", **more: Any) -> BackboneEntry:
    """A bundled backbone."""
    about = Description(128, 2048, 4.0, (4,), 8.8, ("en",), "AGPL-3.0")
    return replace(BackboneEntry(name, Path("/models") / name, 15_000_000, about, name), **more)


def make_machine(**more: Any) -> Machine:
    """A computer without a GPU."""
    machine = Machine("A processor", 2, True, 4_000_000_000, "No NVIDIA GPU was found.")
    return replace(machine, **more)


def make_usage(**more: Any) -> Usage:
    """Some megabytes."""
    mb = 1_000_000
    usage = Usage(
        Path("/data/workspace"),
        documents=40 * mb,
        summaries=20 * mb,
        vectors=5 * mb,
        conversations=mb,
        learned=3 * mb,
        backups=60 * mb,
        logs=mb,
        unused=7 * mb,
        total=137 * mb,
        free=90_000 * mb,
        clearable={Clearing.BACKUPS: 40 * mb, Clearing.OTHER_SUMMARIES: 12 * mb, Clearing.LOGS: 0},
    )
    return replace(usage, **more)


@dataclass
class FakeRun:
    """Work in the model lane that the test does by hand."""

    done: Callable[[Exception | None], None]
    event: Callable[[object], None] = lambda _event: None
    choice: BackboneChoice | None = None

    def cancel(self) -> None:
        self.done(Cancelled())


@dataclass
class FakePreferences:
    """Settings that are kept here; work is remembered and answered by the test."""

    settings: Settings = field(default_factory=Settings)
    crash: Crash | None = None
    logs: Path = Path("/logs")
    place: Path = Path("/data/workspace")
    place_was_given: bool = False
    entries: list[BackboneEntry] = field(
        default_factory=lambda: [make_entry(in_use=True, device="cpu", numbers="fp32", reason="No GPU.")]
    )
    found_machine: Machine = field(default_factory=make_machine)
    costs: SwitchCost = field(default_factory=lambda: SwitchCost(3, 0))
    measured: Usage = field(default_factory=make_usage)
    languages: str | None = "eng"
    refuses: str | None = None  # every change, with this sentence
    runs: list[FakeRun] = field(default_factory=list)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    report: VerifyReport = field(default_factory=lambda: VerifyReport((), {"documents": 3, "passages": 40}))
    problem: str | None = None  # of the work on the workspace

    def now(self) -> Settings:
        return self.settings

    def change(self, **values: Any) -> Settings:
        if self.refuses is not None:
            raise LlocoError(self.refuses)
        self.settings = replace(self.settings, **values)
        return self.settings

    def backbones(self) -> list[BackboneEntry]:
        return list(self.entries)

    def machine(self) -> Machine:
        return self.found_machine

    def card(self, entry: BackboneEntry) -> str:
        return f"# {entry.name}\n\nIt is small. ![x](http://example.org/x.png)"

    def cost(self, choice: BackboneChoice) -> SwitchCost:
        return self.costs

    def use(self, choice: BackboneChoice, on_done: Callable[[Exception | None], None]) -> FakeRun:
        def done(error: Exception | None) -> None:
            if error is None:
                self.settings = self.settings.choosing(choice)
                self.entries = [replace(one, in_use=one.choice == choice.backbone) for one in self.entries]
            on_done(error)

        self.runs.append(FakeRun(done, choice=choice))
        return self.runs[-1]

    def add_backbone(self, folder: Path) -> None:
        if self.refuses is not None:
            raise LlocoError(self.refuses)
        self.entries.append(make_entry(folder.name, folder=folder, added=True))

    def remove_backbone(self, folder: Path) -> None:
        self.entries = [one for one in self.entries if one.folder != folder]

    def tesseract(self) -> str | None:
        return self.languages

    def usage(self) -> Usage:
        return self.measured

    def clear(self, what: Clearing) -> Iterator[object]:
        self.calls.append(("clear", what))
        return self._work(None)

    def back_up(self) -> Iterator[object]:
        self.calls.append(("back up", None))
        return self._work(Path("/data/workspace/backups/workspace-0001-v3.sqlite"))

    def compact(self, stop: Callable[[], bool]) -> Iterator[object]:
        self.calls.append(("compact", None))
        return self._work(None)

    def verify(self) -> Iterator[object]:
        self.calls.append(("verify", None))
        return self._work(self.report)

    def move(self, target: Path) -> Iterator[object]:
        self.calls.append(("move", target))
        yield from self._work(None)
        self.change(next_workspace=target)

    def _work(self, result: object) -> Iterator[object]:
        yield Progress("Working", 1, 4, "steps")
        if self.problem is not None:
            raise LlocoError(self.problem)
        if result is not None:
            yield result

    def open_place(self, folder: Path) -> None:
        self.change(next_workspace=folder)

    def diagnostics(self) -> str:
        return "## Application\n\nLLoCO Desktop: 0"

    def self_test(
        self, on_event: Callable[[object], None], on_done: Callable[[Exception | None], None]
    ) -> FakeRun:
        self.runs.append(FakeRun(on_done, on_event))
        return self.runs[-1]

    def licences(self) -> list[Licence]:
        return [Licence("numpy", "2.4", "BSD-3-Clause", "Terms of numpy"), Licence("torch", "2", "BSD", "")]
