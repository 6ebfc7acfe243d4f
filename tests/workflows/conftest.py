"""Services over a fresh workspace, with and without a backbone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lloco_desktop.jobs.job import JobState
from lloco_desktop.settings import Device, Places, Settings
from lloco_desktop.workflows.services import Services
from tests.tiny_backbone import write_tiny_backbone

Open = Callable[..., Services]


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_backbone(tmp_path_factory.mktemp("backbones") / "tiny")


@pytest.fixture
def open_services(tmp_path: Path, tiny_folder: Path) -> Iterator[Open]:
    """Opens services over one workspace; whatever was opened is closed afterwards."""
    opened: list[Services] = []

    def make(backbone: str = "tiny", **settings: object) -> Services:
        chosen = Settings(
            backbone=backbone, device=Device.CPU, extra_backbones=(tiny_folder,), answer_tokens=12, **settings
        )  # type: ignore[arg-type]
        services = Services.open(tmp_path / "workspace", chosen, Places.of_user())
        opened.append(services)
        return services

    yield make
    for services in opened:
        services.close()


def import_all(services: Services, *paths: Path, library: str = "papers", password: str | None = None) -> int:
    """Import and wait for summaries; the job must succeed. Returns its id."""
    chosen = services.library_named(library, create=True)
    job = services.import_files(chosen.id, list(paths), password=password)
    services.wait_for_all()
    ended = services.workspace.jobs.get(job.id)
    assert ended is not None
    assert ended.state is JobState.DONE, ended.reason
    return job.id
