"""Adapters for tests that need one: as mere records, and real ones that change what a backbone answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lloco_desktop.domain import AdapterId, Library, LibraryId
from lloco_desktop.learning.report import Decision, Report
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.study import Adapter, AdapterOrigin
from lloco_desktop.workflows.services import Services

ORIGIN = AdapterOrigin(
    backbone="fake-1",
    backbone_name="fake",
    documents=("a" * 64,),
    material="m1",
    settings={},
    seed=0,
    scores={},
    created="2026-01-01T00:00:00+00:00",
    application="0",
)


def an_adapter(library: LibraryId, version: int = 1, **parts: Any) -> Adapter:
    """An active adapter of a library; its id is that of the library."""
    made = Adapter(
        AdapterId(int(library)),
        library,
        version,
        "fake-1",
        f"{library}-{version}",
        active=True,
        earned=True,
        reason="Better on 143 held-out questions.",
        size=1000,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        origin=ORIGIN,
    )
    return replace(made, **parts)


def own_scores(questions: Any, f1: Any) -> AdapterOrigin:
    """An origin that says how the user's own held-out questions are answered."""
    return replace(ORIGIN, scores={"own": {"questions": questions, "f1_after": f1}})


def give_adapter(
    services: Services, library: Library, *, seed: int = 1, active: bool = True, **parts: Any
) -> Adapter:
    """Write a real adapter of the backbone in use, which changes its answers, and record it.

    `parts` replace fields of its origin.
    """
    import torch

    from lloco_desktop.learning.adapters import write_folder

    workspace, backbone = services.workspace, services.models.get()
    rack = backbone.adapters
    rack.add("made", LoraShape(rank=2), seed)
    dice = torch.Generator().manual_seed(seed)
    for weight in rack.parameters("made"):
        weight.data += torch.randn(weight.shape, generator=dice)
    origin = replace(
        ORIGIN,
        backbone=backbone.info.fingerprint,
        backbone_name=backbone.info.name,
        documents=tuple(sorted(one.sha256 for one in workspace.documents.all(library.id))),
    )
    origin = replace(origin, **parts)
    folder = f"made-{library.id}-{seed}"
    report = Report(1, 900, decision=Decision(True, "Better on 143 held-out questions."))
    size = write_folder(rack, "made", workspace.adapters.root / folder, origin, report)
    rack.drop("made")
    return workspace.adapters.create(
        library.id,
        folder,
        origin,
        earned=True,
        reason="Better on 143 held-out questions.",
        size=size,
        active=active,
    )
