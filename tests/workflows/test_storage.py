"""What a workspace takes, what of it can be cleared, and looking after its file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lloco_desktop.errors import Cancelled, WorkspaceFull
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.store import upkeep
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.events import Clearing
from lloco_desktop.workflows.storage import clear, usage
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.conftest import import_all


def test_sizes_by_kind_add_up(open_services: Callable[..., object], tmp_path: Path) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE]), write_pdf(tmp_path / "bees.pdf", [BEES]))
    workspace = services.workspace
    sizes = workspace.sizes()
    for part in (sizes.documents, sizes.summaries, sizes.vectors, sizes.conversations):
        assert part > 0
    page, count = (workspace._database.value(f"PRAGMA {name}") for name in ("page_size", "page_count"))
    parts = sizes.documents + sizes.summaries + sizes.vectors + sizes.conversations + sizes.learning
    assert parts + sizes.free == page * count
    found = usage(workspace, Places.of_user().logs, services.models.fingerprint)
    assert found.place == workspace.folder
    assert found.total >= parts
    assert found.free > 0
    assert not any(found.clearable.values())


def test_summaries_of_other_backbones_can_be_cleared(
    open_services: Callable[..., object], tmp_path: Path
) -> None:
    services = open_services()
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE]))
    workspace, logs = services.workspace, tmp_path / "logs"
    used = services.models.fingerprint
    assert usage(workspace, logs, "another").clearable[Clearing.OTHER_SUMMARIES] > 0
    list(clear(workspace, logs, used, Clearing.OTHER_SUMMARIES))
    assert workspace.statistics().summaries > 0, "those in use stay"
    list(clear(workspace, logs, None, Clearing.OTHER_SUMMARIES))
    assert workspace.statistics().summaries > 0, "without a backbone in use nobody knows which are wanted"
    list(clear(workspace, logs, "another", Clearing.OTHER_SUMMARIES))
    assert workspace.statistics().summaries == workspace.statistics().vectors == 0
    assert workspace.verify().ok
    services.summarise_all()
    services.wait_for_all()
    assert workspace.statistics().summaries > 0, "they can be made again"


def test_old_copies_and_logs(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    for name in ("lloco.log", "lloco.log.1", "crash.log"):
        (logs / name).write_text("x" * 100)
    with Workspace.open(tmp_path / "workspace") as workspace:
        made = [consume(workspace.back_up()) for _ in range(5)]
        kept = upkeep.backups(workspace.folder)
        assert kept == made[-upkeep.BACKUPS_KEPT :]
        found = usage(workspace, logs, None)
        assert found.logs == 300
        assert found.clearable[Clearing.LOGS] == 100
        assert found.clearable[Clearing.BACKUPS] == sum(path.stat().st_size for path in kept[:-1])
        list(clear(workspace, logs, None, Clearing.BACKUPS))
        list(clear(workspace, logs, None, Clearing.LOGS))
        assert upkeep.backups(workspace.folder) == kept[-1:]
    assert sorted(path.name for path in logs.iterdir()) == ["crash.log", "lloco.log"]
    restored = tmp_path / "restored"
    restored.mkdir()
    kept[-1].rename(restored / "workspace.sqlite")
    with Workspace.open(restored) as again:
        assert again.verify().ok


def consume(steps: object) -> Path:
    """The path that a copy comes to."""

    def ended() -> Iterator[object]:
        made = yield from steps  # type: ignore[misc]
        yield made

    *progress, made = ended()
    assert all(isinstance(one, Progress) for one in progress)
    assert isinstance(made, Path)
    return made


def test_a_copy_is_of_one_moment_whatever_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "STEP_PAGES", 1)
    with Workspace.open(tmp_path / "workspace") as workspace:
        steps = workspace.copy_to(tmp_path / "copy.sqlite")
        next(steps)
        writer = threading.Thread(target=lambda: workspace.libraries.create("Meanwhile"))
        writer.start()
        writer.join()
        assert len(list(steps)) < 1000, "it does not begin anew"
    folder = tmp_path / "other"
    folder.mkdir()
    (tmp_path / "copy.sqlite").rename(folder / "workspace.sqlite")
    with Workspace.open(folder) as copy:
        assert copy.libraries.all() == []
        assert copy.verify().ok


def test_compacting_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "INSTRUCTIONS", 1)
    with Workspace.open(tmp_path / "workspace") as workspace:
        with pytest.raises(Cancelled):
            list(workspace.compacting(lambda: True))
        assert workspace.verify().ok
        progress = list(workspace.compacting())
    assert [one.done for one in progress] == [0, 1, 2, 3]
    assert {one.total for one in progress} == {4}


def test_no_room_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 10

    monkeypatch.setattr(upkeep.shutil, "disk_usage", lambda _folder: Full)
    with (
        Workspace.open(tmp_path / "workspace") as workspace,
        pytest.raises(WorkspaceFull, match="none was made"),
    ):
        consume(workspace.back_up())
