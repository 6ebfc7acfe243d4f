"""The window's `PreferencesServices` over the use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneMissing, BadInput
from lloco_desktop.fitting import machine
from lloco_desktop.model_files.describing import describe_folder, read_card, without_front_matter
from lloco_desktop.model_files.finding import FoundBackbone, find_backbones
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Places, Settings
from lloco_desktop.ui.last_run import Crash
from lloco_desktop.ui.settings import licences
from lloco_desktop.ui.settings.preferences import BackboneEntry, Licence, Running
from lloco_desktop.workflows import moving, storage
from lloco_desktop.workflows.diagnostics import report
from lloco_desktop.workflows.events import Clearing, Usage
from lloco_desktop.workflows.self_test import self_test
from lloco_desktop.workflows.services import Services as Workflows
from lloco_desktop.workflows.switching import SwitchCost, backbone_folders, find_choice, switch_cost


class LivePreferences:
    """Adapts settings, backbones and the workspace's upkeep to what the window shows."""

    def __init__(self, workflows: Workflows, places: Places) -> None:
        self._workflows = workflows
        self._places = places
        self.crash: Crash | None = None
        self.place_was_given = False

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        return self._places.logs

    @property
    def place(self) -> Path:
        """The workspace that is open."""
        return self._workflows.workspace.folder

    def now(self) -> Settings:
        """The settings."""
        return self._workflows.settings

    def change(self, **values: Any) -> Settings:
        """Change and save."""
        return self._workflows.preferences.change(**values)

    # --- backbones -----------------------------------------------------------------------

    def backbones(self) -> list[BackboneEntry]:
        """Bundled, downloaded and added ones."""
        found = self._workflows.models.found()
        chosen = self._workflows.models.chosen
        names = [one.name for one in found if one.problem is None]
        return [self._entry(one, chosen, unique=names.count(one.name) == 1) for one in found]

    def _entry(self, found: FoundBackbone, chosen: FoundBackbone | None, *, unique: bool) -> BackboneEntry:
        in_use = chosen is not None and chosen.folder == found.folder
        info = self._workflows.models.info if in_use else None
        extra = self._workflows.settings.extra_backbones
        return BackboneEntry(
            found.name,
            found.folder,
            found.size,
            describe_folder(found.folder),
            found.name if unique else str(found.folder),
            in_use=in_use,
            added=found.folder in extra or found.folder.parent in extra,
            problem=found.problem,
            device=info.device if info else None,
            numbers=info.dtype if info else None,
            reason=(info.reason if info else self._workflows.models.reason) if in_use else None,
        )

    def machine(self) -> machine.Machine:
        """Processor and GPU."""
        return machine.look()

    def card(self, entry: BackboneEntry) -> str:
        """Without what only programs read."""
        return without_front_matter(read_card(entry.about.card)) if entry.about.card else ""

    def cost(self, choice: BackboneChoice) -> SwitchCost:
        """What a change would mean."""
        return switch_cost(self._workflows, choice)

    def use(self, choice: BackboneChoice, on_done: Callable[[Exception | None], None]) -> Running:
        """In the model lane."""
        return self._workflows.use_backbone(choice, on_done)

    def add_backbone(self, folder: Path) -> None:
        """One backbone, or a folder of several."""
        if not find_backbones([folder]):
            raise BackboneMissing(
                say(
                    "There is no backbone in {folder}. Choose a folder that holds a model_config.json, or an "
                    "AutoCompressor's config.json.",
                    folder=folder,
                )
            )
        extra = self.now().extra_backbones
        if folder in extra:
            raise BadInput(say("{folder} is in the list already.", folder=folder))
        self._look_in(self.change(extra_backbones=(*extra, folder)))

    def remove_backbone(self, folder: Path) -> None:
        """With its neighbours, where a folder of several was added."""
        chosen = find_choice(self._workflows.models, self._workflows.models.choice)
        gone = {folder, folder.parent}
        if chosen is not None and gone & {chosen.folder, chosen.folder.parent} & set(
            self.now().extra_backbones
        ):
            raise BadInput(say("That backbone is in use. Use another one first, then remove it."))
        kept = tuple(one for one in self.now().extra_backbones if one not in gone)
        self._look_in(self.change(extra_backbones=kept))

    def _look_in(self, settings: Settings) -> None:
        self._workflows.models.look_in(backbone_folders(settings, self._places))

    # --- answers -------------------------------------------------------------------------

    def tesseract(self) -> str | None:
        """Its languages."""
        from lloco_desktop.documents import ocr

        found = ocr.find()
        return found.languages if found is not None else None

    # --- storage -------------------------------------------------------------------------

    def usage(self) -> Usage:
        """Measured."""
        return storage.usage(self._workflows.workspace, self.logs, self._workflows.models.fingerprint)

    def clear(self, what: Clearing) -> Iterator[object]:
        """Remove it."""
        return storage.clear(self._workflows.workspace, self.logs, self._workflows.models.fingerprint, what)

    def back_up(self) -> Iterator[object]:
        """A copy in `backups/`."""
        made = yield from self._workflows.workspace.back_up()
        yield made

    def compact(self, stop: Callable[[], bool]) -> Iterator[object]:
        """Write the file anew."""
        return self._workflows.workspace.compacting(stop)

    def verify(self) -> Iterator[object]:
        """All at once: SQLite's own check has no steps."""
        yield Progress(say("Checking the workspace"), 0, 0, "")
        yield self._workflows.workspace.verify()

    def move(self, target: Path) -> Iterator[object]:
        """A checked copy."""
        yield from moving.copy_workspace(self._workflows.workspace, target)
        self.change(next_workspace=target)

    def open_place(self, folder: Path) -> None:
        """Another workspace."""
        if not moving.is_workspace(folder):
            raise BadInput(
                say(
                    "There is no workspace in {folder}. Choose an empty folder to move the present one "
                    "there.",
                    folder=folder,
                )
            )
        self.change(next_workspace=folder)

    # --- diagnostics ---------------------------------------------------------------------

    def diagnostics(self) -> str:
        """Redacted."""
        return report(self._workflows, self._places, self.crash.text if self.crash else "")

    def self_test(
        self, on_event: Callable[[object], None], on_done: Callable[[Exception | None], None]
    ) -> Running:
        """In the model lane, with the backbone that is in use."""
        return self._workflows.runner.urgent(
            lambda: self_test(self._workflows.models, self._workflows.settings), on_event, on_done
        )

    def licences(self) -> list[Licence]:
        """From installed metadata."""
        return licences.third_party()
