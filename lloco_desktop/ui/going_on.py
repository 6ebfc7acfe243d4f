"""The one line that a start says when work of the last time goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import Library
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.ui.work_panel import library_of

translate = QCoreApplication.translate
ASKED_FOR = (
    *(JobKind.IMPORT, JobKind.SUMMARISE, JobKind.LEARN, JobKind.EXPORT, JobKind.TAKE_IN),
    *(JobKind.DOWNLOAD, JobKind.CONVERT, JobKind.GPU_RUNTIME),
)


def going_on(jobs: Sequence[Job], libraries: Sequence[Library]) -> str:
    """What goes on, in one sentence; empty where nothing does. A paused job waits for its user."""
    running = [job for job in jobs if job.kind in ASKED_FOR and job.state is not JobState.PAUSED]
    if not running:
        return ""
    if len(running) > 1:
        return translate("going on", "%n tasks from last time go on where they stopped.", None, len(running))
    job = running[0]
    if job.kind is JobKind.DOWNLOAD:
        return translate("going on", "The download of a backbone goes on where it stopped.")
    if job.kind is JobKind.GPU_RUNTIME:
        return translate("going on", "The download of the GPU support goes on where it stopped.")
    name = next((one.name for one in libraries if one.id == library_of(job)), None)
    if name is None:
        return translate("going on", "Work from last time goes on where it stopped.")
    sentences = {
        JobKind.IMPORT: translate("going on", "The import into “{library}” goes on where it stopped."),
        JobKind.SUMMARISE: translate("going on", "Summaries of “{library}” go on where they stopped."),
        JobKind.LEARN: translate("going on", "Learning “{library}” goes on where it stopped."),
        JobKind.EXPORT: translate("going on", "The export of “{library}” goes on."),
    }
    other = translate("going on", "Work from last time goes on where it stopped.")
    return sentences.get(job.kind, other).format(library=name)
