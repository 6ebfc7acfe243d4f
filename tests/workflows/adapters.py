"""Adapters as records, for tests that need one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lloco_desktop.domain import Adapter, AdapterId, AdapterOrigin, LibraryId

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
