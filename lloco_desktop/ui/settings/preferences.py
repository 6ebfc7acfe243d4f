"""What the settings page says and hears, in the window's words. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lloco_desktop.fitting.machine import Machine
from lloco_desktop.model_files.describing import Description
from lloco_desktop.settings import BackboneChoice, Settings
from lloco_desktop.ui.last_run import Crash
from lloco_desktop.workflows.events import Clearing, Usage

if TYPE_CHECKING:
    from lloco_desktop.workflows.switching import (
        SwitchCost,
    )  # imports the store, which must not be waited for


class Section(IntEnum):
    """The parts of the page, in their order."""

    GENERAL = 0
    BACKBONES = 1
    ANSWERS = 2
    STORAGE = 3
    DIAGNOSTICS = 4
    ABOUT = 5


@dataclass(frozen=True, slots=True)
class BackboneEntry:
    """One backbone that was found."""

    name: str
    folder: Path
    size: int  # bytes of its weights
    about: Description
    choice: str  # what `BackboneChoice.backbone` says to mean this one
    in_use: bool = False
    added: bool = False  # by the user, and so to be taken off the list
    problem: str | None = None
    device: str | None = None  # of the one in use
    numbers: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of one package that the application is made of."""

    name: str
    version: str
    terms: str  # "MIT", in one line
    text: str  # all of it, where the package has it


class Running(Protocol):
    """Work in the model lane."""

    def cancel(self) -> None:
        """Stop it; its `on_done` still follows."""
        ...


class PreferencesServices(Protocol):
    """Settings as the window sees them. Methods marked "slow" are called through `Background`."""

    @property
    def crash(self) -> Crash | None:
        """What is known of the last run, where it did not close."""
        ...

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        ...

    @property
    def place(self) -> Path:
        """The workspace that is open."""
        ...

    @property
    def place_was_given(self) -> bool:
        """Whether this start was told its workspace, so that the setting did not count."""
        ...

    def now(self) -> Settings:
        """The settings."""
        ...

    def change(self, **values: Any) -> Settings:
        """Change and save some of them. Raises `LlocoError`; nothing is changed then."""
        ...

    # backbones
    def backbones(self) -> list[BackboneEntry]:
        """Slow. Every backbone that was found, also those that cannot be used."""
        ...

    def machine(self) -> Machine:
        """Slow. What there is to compute on."""
        ...

    def card(self, entry: BackboneEntry) -> str:
        """Slow. A backbone's model card, as Markdown."""
        ...

    def cost(self, choice: BackboneChoice) -> SwitchCost:
        """Slow. What a change of backbone would mean."""
        ...

    def use(self, choice: BackboneChoice, on_done: Callable[[Exception | None], None]) -> Running:
        """Change it, and save that; `on_done` on any thread."""
        ...

    def add_backbone(self, folder: Path) -> None:
        """Slow. Look for backbones in a folder, too. Raises `LlocoError` if none is there."""
        ...

    def remove_backbone(self, folder: Path) -> None:
        """Slow. Look there no more; its files stay. Raises `LlocoError` for the one in use."""
        ...

    # answers
    def tesseract(self) -> str | None:
        """Slow. The languages in which text can be recognised; None without Tesseract."""
        ...

    # storage
    def usage(self) -> Usage:
        """Slow. What the workspace takes."""
        ...

    def clear(self, what: Clearing) -> Iterator[object]:
        """Remove it: yields `Progress`."""
        ...

    def back_up(self) -> Iterator[object]:
        """Make a copy beside the workspace: yields `Progress`, then its `Path`."""
        ...

    def compact(self, stop: Callable[[], bool]) -> Iterator[object]:
        """Give unused room back: yields `Progress`."""
        ...

    def verify(self) -> Iterator[object]:
        """Check that the workspace is whole: yields `Progress`, then a `VerifyReport`."""
        ...

    def move(self, target: Path) -> Iterator[object]:
        """Copy the workspace to an empty folder, to be used from the next start on: yields `Progress`."""
        ...

    def open_place(self, folder: Path) -> None:
        """Slow. Use another workspace from the next start on. Raises `LlocoError` if there is none."""
        ...

    # diagnostics
    def diagnostics(self) -> str:
        """Slow. What may be handed on for help, without private names."""
        ...

    def self_test(
        self, on_event: Callable[[object], None], on_done: Callable[[Exception | None], None]
    ) -> Running:
        """Try everything once in a temporary workspace: `on_event` gets the events of `self_test`."""
        ...

    def licences(self) -> list[Licence]:
        """Slow. The terms of every package that is installed with the application."""
        ...
