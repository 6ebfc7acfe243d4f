"""A workspace that the first version wrote, file and all, is used by this one."""

from __future__ import annotations

import tarfile
from pathlib import Path

from lloco_desktop.domain import AnswerKind, Question, Scope
from lloco_desktop.settings import Places, Settings
from lloco_desktop.workflows.events import Answered
from lloco_desktop.workflows.services import Services

WRITTEN = Path(__file__).parents[1] / "data" / "workspace-v1.tar.gz"


def test_a_workspace_of_the_first_version(tmp_path: Path) -> None:
    with tarfile.open(WRITTEN) as archive:
        archive.extractall(tmp_path / "old", filter="data")
    with Services.open(tmp_path / "old", Settings(backbone="none"), Places.of_user()) as services:
        (library,) = services.workspace.libraries.all()
        assert (library.name, library.documents, library.pages) == ("papers", 1, 6)
        assert services.workspace.verify().ok
        assert len(services.workspace.summaries.backbones()) == 1, "what was made then is kept"
        asked = Question("What is participatory live coding?", scope=Scope.PASSAGES, quote=True)
        (answer,) = [event.answer for event in services.answer(asked) if isinstance(event, Answered)]
    assert answer.kind is AnswerKind.QUOTED
    assert all(citation.page >= 1 for citation in answer.citations)
    copies = [
        file for file in (tmp_path / "old").rglob("*") if "backup" in file.as_posix() and file.is_file()
    ]
    assert copies, "the file as it was is kept beside the new one"
