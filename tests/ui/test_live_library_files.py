"""The live twin of libraries as files: what the window is told of a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lloco_desktop.domain import Question
from lloco_desktop.settings import Device, Places, Settings
from lloco_desktop.ui.libraries.library_files import Losses, Standing
from lloco_desktop.ui.live_services import LiveServices
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn
from lloco_desktop.workflows.services import Services
from tests.pdfs import BEES, LEASE, write_pdf
from tests.tiny_backbone import write_tiny_backbone
from tests.workflows.adapters import give_adapter
from tests.workflows.conftest import import_all


@pytest.fixture
def workflows(tmp_path: Path) -> Iterator[Services]:
    tiny = write_tiny_backbone(tmp_path / "tiny")
    settings = Settings(backbone="tiny", device=Device.CPU, extra_backbones=(tiny,))
    services = Services.open(tmp_path / "workspace", settings, Places.of_user())
    yield services
    services.close()


def test_standings_losses_and_holdings(workflows: Services, tmp_path: Path) -> None:
    live = LiveServices(workflows)
    empty = live.create_library("Empty")
    import_all(workflows, write_pdf(tmp_path / "a.pdf", [LEASE, BEES]), library="Papers")
    papers = workflows.library_named("Papers")
    assert live.library_files.standings() == {empty.id: Standing(0.0), papers.id: Standing(1.0)}
    give_adapter(workflows, papers)
    chat = workflows.workspace.conversations.create("Rent", papers.id)
    workflows.workspace.conversations.ask(chat.id, Question("What is the rent?"))
    assert live.library_files.standings()[papers.id] == Standing(1.0, 1)
    assert live.library_files.losses(papers.id) == Losses(1, 1, 0)
    held = live.library_files.holdings(papers.id)
    assert (held.documents, held.versions, held.conversations) == (1, 1, 1)
    assert held.files == (tmp_path / "a.pdf").stat().st_size
    assert held.made > 0


def test_out_in_and_moved(workflows: Services, tmp_path: Path) -> None:
    live, heard = LiveServices(workflows), []
    live.listen(heard.append)
    import_all(workflows, write_pdf(tmp_path / "a.pdf", [LEASE, BEES]), library="Papers")
    papers = workflows.library_named("Papers")
    file = tmp_path / "papers.lloco"
    live.library_files.export(papers.id, file, documents=True, conversations=False)
    workflows.wait_for_all()
    offer = live.library_files.look(file)
    assert (offer.name, offer.documents, offer.files) == ("Papers", 1, 1)
    assert offer.size == file.stat().st_size
    live.library_files.take_in(file)
    workflows.wait_for_all()
    assert live.library_files.own_documents == tmp_path / "lloco-documents"
    assert (tmp_path / "lloco-documents" / "Papers" / "a.pdf").is_file()
    (out,) = [one for one in heard if isinstance(one, LibraryExported)]
    (into,) = [one for one in heard if isinstance(one, LibraryTakenIn)]
    assert (out.file, out.left_out, into.library.name, into.gone) == (file, 0, "Papers 2", 0)
    live.library_files.move(into.library.id, 0)
    assert [one.name for one in live.libraries()] == ["Papers 2", "Papers"]
