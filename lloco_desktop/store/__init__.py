"""The SQLite workspace: one file, one module per noun, `Workspace` to reach them all."""

from __future__ import annotations

from lloco_desktop.store.workspace import Workspace

__all__ = ["Workspace"]
