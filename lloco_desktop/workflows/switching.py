"""Another backbone while the application runs: what it will cost, and the change itself.

The change happens in the model lane between two steps of whatever runs there. Summaries belong to a
fingerprint, so those of the backbone from before stay, and the new one's are made in the background. A
library that is being learned needs its backbone to the end; a change is then kept as `Settings.waiting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lloco_desktop.errors import BackboneMissing, LearningError, LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState, Lane
from lloco_desktop.model_files.finding import FoundBackbone, find_backbones
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Places, Settings, bundled_backbones
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.room import give_back

if TYPE_CHECKING:
    from lloco_desktop.workflows.services import Services


@dataclass(frozen=True, slots=True)
class SwitchCost:
    """What a change would mean now."""

    documents: int  # that the workspace holds
    without_summaries: int  # of them, those whose summaries would have to be made
    learning: tuple[str, ...] = ()  # libraries that are being learned with the present backbone
    same: bool = False  # it is what is in use
    problem: str | None = None  # one sentence: it cannot be used


def backbone_folders(settings: Settings, places: Places) -> list[Path]:
    """Where backbones are looked for: bundled, the user's own place, and those that were added."""
    return [bundled_backbones(), places.backbones, *settings.extra_backbones]


def models_for(settings: Settings, places: Places, backbone: str | None = None) -> Models:
    """The backbones that these settings can use; `backbone` overrules the chosen one."""
    chosen = settings.choice
    return Models(
        backbone_folders(settings, places),
        backbone or chosen.backbone,
        chosen.device,
        chosen.precision,
        ratio=chosen.ratio,
        spill=chosen.spill,
    )


def is_learning(jobs: Iterable[Job]) -> bool:
    """Whether a learning run has still to end."""
    return any(job.kind is JobKind.LEARN and not job.state.is_final for job in jobs)


def adopt_waiting(workspace: Workspace, preferences: Preferences) -> None:
    """At the start: use what was chosen while a library was being learned, if that has ended."""
    waiting = preferences.now.waiting
    if waiting is not None and not is_learning(workspace.jobs.unfinished()):
        preferences.set(preferences.now.choosing(waiting))


def switch_cost(services: Services, choice: BackboneChoice) -> SwitchCost:
    """What using that backbone would mean; nothing is changed."""
    documents = [one for one in services.workspace.documents.all() if one.complete]
    found = find_choice(services.models, choice)
    if found is None or found.problem is not None:
        return SwitchCost(len(documents), 0, problem=found.problem if found else _missing(choice))
    fingerprint = Models.fingerprint_of(found, choice)
    missing = 0
    if fingerprint is not None:
        counts = services.workspace.segments.counts(fingerprint)
        whole = {key for key, one in counts.items() if one.total and one.done == one.total}
        missing = sum(one.id not in whole for one in documents if one.passages)
    names = {library.id: library.name for library in services.workspace.libraries.all()}
    learning = [
        names.get(job.payload["library"], "") for job in services.runner.unfinished() if is_learning([job])
    ]
    return SwitchCost(
        len(documents), missing, tuple(dict.fromkeys(learning)), same=choice == services.models.choice
    )


def find_choice(models: Models, choice: BackboneChoice) -> FoundBackbone | None:
    """The folder that a choice names, also one with a problem."""
    as_path = Path(choice.backbone)
    every = models.found()
    for found in every:
        if found.folder == as_path:
            return found
    named = [found for found in every if found.name == choice.backbone]
    usable = [found for found in named if found.problem is None]
    if usable or named:
        return (usable or named)[0]
    return next(iter(find_backbones([as_path])), None) if as_path.is_dir() else None


def switch_backbone(services: Services, choice: BackboneChoice) -> Iterator[object]:
    """Use another backbone; for the model lane, as urgent work.

    Raises `LearningError` while a library is being learned, and a `LlocoError` where the new one cannot be
    loaded: the one from before is then in use again, and nothing is saved.
    """
    if is_learning(services.runner.unfinished()):
        raise LearningError(
            say(
                "A library is being learned with the present backbone, so that it was not changed. "
                "Wait for that, or cancel it first."
            )
        )
    models, before = services.models, services.models.choice
    found = find_choice(models, choice)
    if found is None:
        raise BackboneMissing(_missing(choice))
    services.runner.let_go(JobKind.SUMMARISE)
    _replace(models, choice)
    yield None  # whoever watches sees that it is being loaded
    try:
        models.get()
    except Exception:
        _replace(models, before)
        services.summarise_all()
        with suppress(LlocoError):  # what it cannot do, its state says
            models.get()
        raise
    services.preferences.set(services.settings.choosing(choice))
    services.summarise_all()


def check_at_rest(jobs: Iterable[Job]) -> None:
    """Raise `LlocoError` where one of these jobs is going to compute on the backbone."""
    if any(job.lane is Lane.MODEL and job.state is not JobState.PAUSED for job in jobs):
        raise LlocoError(
            say(
                "The backbone is at work, so that it stays in memory. Wait until it is done, or pause that, "
                "then free the memory again."
            )
        )


def release_backbone(services: Services) -> Iterator[object]:
    """Let go of what is loaded until it is needed again; for the model lane, as urgent work.

    Raises `LlocoError` while summaries are being made or a library is being learned.
    """
    check_at_rest(services.runner.unfinished())
    services.runner.let_go(JobKind.SUMMARISE, JobKind.LEARN)
    services.models.release()
    yield None


def _replace(models: Models, choice: BackboneChoice) -> None:
    models.replace(choice)
    give_back()  # before the next one is loaded: both may not fit


def _missing(choice: BackboneChoice) -> str:
    return say("There is no backbone {name} any more.", name=Path(choice.backbone).name)
