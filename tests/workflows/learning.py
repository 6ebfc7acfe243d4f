"""A small library to learn, and ways to go through a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from lloco_desktop.domain import LibraryId, RunId
from lloco_desktop.learning.report import LossPoint, Measured
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.settings import Device, Places, Settings
from lloco_desktop.study import LearningRun
from lloco_desktop.workflows.events import LossSeen
from lloco_desktop.workflows.learn_library import learn_library
from lloco_desktop.workflows.learning_plan import LearnOptions
from lloco_desktop.workflows.learning_run import WorkClock
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, STORM, write_pdf

FEW: Mapping[Measured, int] = {
    Measured.HELD_OUT: 6,
    Measured.OFF_TOPIC: 3,
    Measured.UNANSWERABLE: 2,
}
QUICK = LearningSettings(
    items_per_thousand_tokens=9.0, epochs=1.5, batch=6, rows=2048, checkpoint_every=2, distractors=2
)
_FOUNDERS = (
    ("Anna Berg", "Lisbon"),
    ("Carl Dorn", "Turin"),
    ("Eva Falk", "Oslo"),
    ("Greta Holm", "Ghent"),
    ("Ivan Jung", "Riga"),
    ("Karin Lund", "Bern"),
)
_MUSEUM = (
    "{name} founded the clock museum of {town} in {year}. The museum holds {clocks} clocks and a sundial. "
    "Its oldest piece is a bronze astrolabe that {last} bought from a merchant for {florins} florins. "
    "The building burned down in {fire} and was rebuilt by the architect Paul {town}sen within two years. "
    "About {visitors} people visit {town} every spring to see the astrolabe."
)


def pages() -> list[list[str]]:
    """The pages of three documents, full of names and numbers."""
    museums = [
        _MUSEUM.format(
            name=name,
            last=name.split()[1],
            town=town,
            year=1850 + 7 * n,
            clocks=120 + 13 * n,
            florins=400 + 25 * n,
            fire=1900 + 3 * n,
            visitors=1000 + 90 * n,
        )
        for n, (name, town) in enumerate(_FOUNDERS)
    ]
    return [[LEASE, BEES, STORM], museums[:3], museums[3:]]


def write_library(folder: Path) -> list[Path]:
    """The three documents as PDFs."""
    titles = ("Lease and bees", "Clock museums", "More museums")
    return [
        write_pdf(folder / f"{title.split()[0]}.pdf", texts, title=title)
        for title, texts in zip(titles, pages(), strict=True)
    ]


@dataclass
class Desk:
    """Services over a workspace that a test may learn in, with the library's id."""

    services: Services
    library: LibraryId

    def begin(self, settings: LearningSettings = QUICK, **options: object) -> LearningRun:
        """Record a run without a job: the test goes through it itself."""
        return self.services._learning.begin(self.library, LearnOptions(settings, **options))  # type: ignore[arg-type]

    def steps(self, run: RunId, clock: WorkClock | None = None) -> Iterator[object]:
        """The events of a run from where it stands."""
        services = self.services
        return learn_library(
            services.workspace, services.models, services.settings, run, clock=clock, most=FEW
        )

    def outcome(self, run: RunId) -> tuple[list[object], list[LossPoint], object]:
        """What a run has come to: items with their answers, losses, scores."""
        workspace = self.services.workspace
        found = workspace.runs.get(run)
        assert found is not None
        assert found.report is not None
        items: list[object] = [
            (one.item.question, one.item.answer, one.item.reads, one.before, one.after)
            for one in workspace.study.items(run)
        ]
        losses = [LossPoint(**point) for point in found.report["losses"]]
        return items, losses, (found.report["comparisons"], found.report["material"])


def open_desk(workspace: Path, backbone: Path) -> Desk:
    """Services on a workspace with one library. So small a model is quickest, and exact, on one thread."""
    torch.set_num_threads(1)
    settings = Settings(
        backbone=backbone.name, device=Device.CPU, extra_backbones=(backbone,), answer_tokens=4
    )
    services = Services.open(workspace, settings, Places.of_user())
    return Desk(services, services.library_named("papers", create=True).id)


Copy = Callable[[str], Desk]


def copy_desk(source: Path, target: Path, backbone: Path) -> Desk:
    """Services on a copy of a workspace."""
    shutil.copytree(source, target)
    return open_desk(target, backbone)


def losses_of(events: Iterator[object]) -> list[LossPoint]:
    """Go through a run and keep its losses."""
    return [event.point for event in events if isinstance(event, LossSeen)]
