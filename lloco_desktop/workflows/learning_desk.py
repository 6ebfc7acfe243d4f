"""What the window and the command line ask of learning: begin it, and look after what it made.

Every method may be called from any thread; importing this imports no torch.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lloco_desktop.backbone.base import BackboneInfo
from lloco_desktop.domain import AdapterId, LibraryId, RunId
from lloco_desktop.errors import AdapterMismatch, BackboneMissing, BadInput, LearningError, LlocoError
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import MAX_BEGINNINGS
from lloco_desktop.learning.report import Report
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.study import Adapter, AdapterOrigin, LearningRun, RunState
from lloco_desktop.workflows.learning_plan import (
    LearnedState,
    LearnOptions,
    Preflight,
    check_ready,
    learned_state,
    runs_with_jobs,
)
from lloco_desktop.workflows.models import Models
from lloco_desktop.workflows.preferences import Preferences

if TYPE_CHECKING:
    from lloco_desktop.learning.own_questions import OwnQuestion

LEAST_DISK = 32 * 1024**2  # bytes: below this nothing is begun; how much is really needed is measured


class LearningDesk:
    """Learning in one workspace."""

    def __init__(self, workspace: Workspace, models: Models, preferences: Preferences) -> None:
        self._workspace = workspace
        self._models = models
        self._preferences = preferences

    # --- learning ------------------------------------------------------------------------

    def begin(self, library: LibraryId, options: LearnOptions) -> LearningRun:
        """Record a run; whoever calls this submits its job.

        Gives the earlier run to go on with, where the application ended so often that its job was given up.
        Raises `LearningError` or `BadInput` for all that can be seen at once, and nothing is recorded.
        """
        fingerprint = self._fingerprint()
        check_ready(self._workspace, library, fingerprint)
        going_on = runs_with_jobs(self._workspace)
        given_up = self._workspace.runs.unfinished(library)
        if any(run.id in going_on for run in given_up):
            raise LearningError(
                say("This library is being learned already. Wait for that, or cancel it first.")
            )
        questions = self._questions(options)
        if options.start_from is not None:
            self._check_start(library, options.start_from, fingerprint)
        free = shutil.disk_usage(self._workspace.folder).free
        if free < LEAST_DISK:
            raise LearningError(
                say(
                    "Only {free} MB are free beside the workspace, which is too little to learn. Nothing was "
                    "begun; free some space and try again.",
                    free=free // 2**20,
                )
            )
        asked = [asdict(question) for question in questions]
        settings: dict[str, Any] = json.loads(json.dumps(options.settings.as_json()))
        for run in given_up:
            if (run.backbone, run.settings) == (fingerprint, settings) and (
                self._workspace.runs.questions(run.id),
                self._workspace.runs.start(run.id),
            ) == (asked, options.start_from):
                return run
            self.stop(run.id)
        return self._workspace.runs.create(library, fingerprint, settings, asked, options.start_from)

    def preflight(self, library: LibraryId, options: LearnOptions) -> Iterator[Progress | Preflight]:
        """What learning will take. To be run in the model lane: it loads the backbone and measures it."""
        from lloco_desktop.workflows.learning_preflight import preflight  # imports torch

        def refused() -> str | None:
            try:
                check_ready(self._workspace, library, self._fingerprint())
                self._questions(options)
                if options.start_from is not None:
                    self._check_start(library, options.start_from, self._fingerprint())
            except LlocoError as error:
                return str(error)
            return None

        yield from preflight(self._workspace, self._models, library, options, refused)

    def run(self, job: Job) -> Iterator[object]:
        """The events of a learning job."""
        from lloco_desktop.workflows.learn_library import learn_library  # imports torch

        run = RunId(int(job.payload["run"]))
        yield from learn_library(self._workspace, self._models, self._preferences.now, run, job.id)

    def folders(self, library: LibraryId) -> list[Path]:
        """Where the files of a library's adapters and runs lie."""
        adapters = self._workspace.adapters
        kept = [adapters.path(adapter) for adapter in adapters.of_library(library)]
        return kept + [adapters.run_folder(run.id) for run in self._workspace.runs.of_library(library)]

    def stop(self, run: RunId) -> None:
        """Mark a run as stopped and remove what it had made; one that is done stays as it is."""
        found = self._workspace.runs.get(run)
        if found is not None and not found.state.is_final:
            with self._workspace.transaction():
                self._workspace.runs.update(run, state=RunState.STOPPED)
                self._workspace.study.forget(run)
        shutil.rmtree(self._workspace.adapters.run_folder(run), ignore_errors=True)

    def ended(self, job: Job) -> None:
        """Stop the run of a job that failed or was cancelled; keep one that only began too often."""
        if not _given_up(job):
            self.stop(RunId(int(job.payload["run"])))

    def tidy(self) -> None:
        """Stop the runs whose job is gone, as a crash between two records leaves them. Before jobs run."""
        kept = runs_with_jobs(self._workspace)
        kept |= {
            RunId(int(job.payload["run"]))
            for job in self._workspace.jobs.all()
            if job.kind is JobKind.LEARN and _given_up(job)
        }
        for run in self._workspace.runs.unfinished():
            if run.id not in kept:
                self.stop(run.id)

    def _fingerprint(self) -> str:
        fingerprint = self._models.fingerprint
        if fingerprint is None or not self._models.available:
            raise LearningError(
                say(
                    "There is no backbone to learn with. {reason} Nothing was begun; add one first.",
                    reason=self._models.reason,
                )
            )
        return fingerprint

    def _questions(self, options: LearnOptions) -> list[OwnQuestion]:
        """The user's own questions; raises BadInput if their file cannot be used."""
        if options.questions is None:
            if not options.settings.self_study:
                raise LearningError(
                    say("Without self-study, learning needs a file of your own questions. Nothing was begun.")
                )
            return []
        from lloco_desktop.learning.own_questions import read_questions

        return read_questions(options.questions)

    def _check_start(self, library: LibraryId, start: AdapterId, fingerprint: str) -> None:
        adapter = self._workspace.adapters.get(start)
        if adapter.library != library:
            raise BadInput(say("That version was learned for another library. Nothing was begun."))
        if adapter.backbone != fingerprint:
            raise AdapterMismatch(
                say(
                    "Version {version} was learned with another backbone ({backbone_name}), so it cannot be "
                    "learned on from. Nothing was begun.",
                    version=adapter.version,
                    backbone_name=adapter.origin.backbone_name,
                )
            )

    # --- what was learned ----------------------------------------------------------------

    def learned(self, library: LibraryId) -> LearnedState:
        """What the library has learned for the backbone in use."""
        return learned_state(self._workspace, library, self._models.fingerprint)

    def report(self, adapter: AdapterId) -> Report | None:
        """How an adapter was judged; None for one that came without. `BadInput` if it is gone."""
        found = self._workspace.adapters.get(adapter)
        run = self._workspace.runs.of_adapter(adapter)
        if run is not None and run.report is not None:
            return Report.from_json(run.report)
        from lloco_desktop.learning.adapters import read_report  # imports torch

        return read_report(self._workspace.adapters.path(found))

    def use(self, library: LibraryId, adapter: AdapterId | None) -> None:
        """Let this adapter read the library from the next question on, or none.

        Raises `BadInput` if it is gone or another library's, `AdapterMismatch` if another backbone's.
        """
        if adapter is not None:
            found = self._workspace.adapters.get(adapter)
            if found.backbone != self._models.fingerprint:
                raise AdapterMismatch(
                    say(
                        "Version {version} was learned with another backbone ({backbone_name}), so it "
                        "cannot be used with this one. Nothing was changed.",
                        version=found.version,
                        backbone_name=found.origin.backbone_name,
                    )
                )
        self._workspace.adapters.activate(library, adapter, self._models.fingerprint)

    def delete(self, adapter: AdapterId) -> None:
        """Remove an adapter with its files. Raises `BadInput` if it is gone, or is being learned on from."""
        found = self._workspace.adapters.get(adapter)
        if any(
            self._workspace.runs.start(run.id) == adapter
            for run in self._workspace.runs.unfinished(found.library)
        ):
            raise BadInput(
                say(
                    "Version {version} is being learned on from, so it was not deleted. Wait for that, or "
                    "cancel it first.",
                    version=found.version,
                )
            )
        self._workspace.adapters.delete(adapter)

    def export(self, adapter: AdapterId, target: Path) -> Path:
        """Copy an adapter's folder to `target`, which must not exist; into it where it is a folder.

        Raises `BadInput` or `AdapterDamaged`; gives the folder that was written.
        """
        from lloco_desktop.learning.adapters import export_folder  # imports torch

        found = self._workspace.adapters.get(adapter)
        target = target.expanduser().absolute()
        if target.is_dir():
            name = self._workspace.libraries.by_id(found.library).name
            target /= f"{_file_name(name)}-version-{found.version}"
        if target.is_relative_to(self._workspace.adapters.root.absolute()):
            raise BadInput(
                say("That is the workspace's own folder of adapters. Choose another place to export to.")
            )
        export_folder(self._workspace.adapters.path(found), target)
        return target

    def import_folder(self, library: LibraryId, folder: Path) -> Adapter:
        """Copy an adapter's folder into the workspace as the library's next version, not in use yet.

        Loads the backbone to see whether it fits. Raises `AdapterDamaged`, `AdapterMismatch`, `BadInput`.
        """
        from lloco_desktop.learning.adapters import check_folder, read_report  # imports torch

        self._workspace.libraries.by_id(library)
        folder = folder.expanduser().absolute()
        if not folder.is_dir():
            raise BadInput(say("There is no folder {folder}. Nothing was imported.", folder=folder))
        if not self._models.available:
            raise BackboneMissing(
                say(
                    "An adapter fits one backbone, and none is ready. {reason} Nothing was imported.",
                    reason=self._models.reason,
                )
            )
        info = self._models.get().info
        origin = check_folder(folder, info)
        report = read_report(folder)
        name = f"imported-{uuid.uuid4().hex[:12]}"
        target = self._workspace.adapters.root / name
        size = _copy(folder, target)
        try:
            return self._workspace.adapters.create(
                library,
                name,
                origin or _unknown_origin(info),
                earned=bool(report and report.decision and report.decision.earned),
                reason=say(
                    "Imported from {folder}; it is not in use until you switch it on.", folder=folder.name
                ),
                size=size,
            )
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise


def _given_up(job: Job) -> bool:
    """Whether the application ended so often during a job that it is not begun again by itself."""
    return job.state is JobState.FAILED and job.attempts >= MAX_BEGINNINGS


def _copy(folder: Path, target: Path) -> int:
    """Copy the files of a folder, whole or not at all, and give their bytes."""
    draft = target.with_name(target.name + ".partial")
    draft.mkdir(parents=True)
    size = 0
    try:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix in (".json", ".safetensors"):
                shutil.copyfile(path, draft / path.name)
                size += path.stat().st_size
        draft.replace(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise BadInput(
            say(
                "{folder} could not be copied into the workspace ({reason}). Nothing was imported.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error
    return size


def _file_name(name: str) -> str:
    """A library's name as part of a folder's."""
    return "".join(letter if letter.isalnum() else "-" for letter in name).strip("-") or "library"


def _unknown_origin(info: BackboneInfo) -> AdapterOrigin:
    """For an adapter that does not say what it was made from, as published ones do not."""
    return AdapterOrigin(
        backbone=info.fingerprint,
        backbone_name=info.name,
        documents=(),
        material="",
        settings={},
        seed=0,
        scores={},
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        application="",
    )
