"""One job in words and numbers, the same in the left column and above the documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import LibraryId
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.progress import Progress
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.preset_names import subject_of
from lloco_desktop.ui.services import WorkSeen

translate = QCoreApplication.translate
LONG_READ = 20  # pages of a file, from which on it is said how many are read
BEGUN = (JobState.RUNNING, JobState.PAUSED)


def library_of(job: Job) -> LibraryId | None:
    """The library that a job works on."""
    library = job.payload.get("library")
    return LibraryId(int(library)) if library is not None else None


@dataclass
class WorkState:
    """What is known of a job that is shown."""

    job: Job
    library_name: str = ""
    whole: Progress | None = None  # of all of it
    latest: Progress | None = None

    def hear(self, seen: WorkSeen) -> None:
        """Take the newest word."""
        self.job = seen.job
        if seen.progress is not None:
            self.latest = seen.progress
            # A job that counts files also speaks of pages within one: the bar is of the whole.
            if self.whole is None or self.whole.unit != "files" or seen.progress.unit == "files":
                self.whole = seen.progress

    @property
    def has_failed(self) -> bool:
        """Whether it ended with a reason."""
        return self.job.state is JobState.FAILED

    @property
    def is_paused(self) -> bool:
        """Whether it is held."""
        return self.job.state is JobState.PAUSED

    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None where that is not known."""
        whole, latest = self.whole, self.latest
        if whole is None or not whole.total:
            return None
        within = 0.0  # of the file that is read now
        if latest is not None and whole.unit == "files" and latest.unit == "pages" and latest.total:
            within = min(latest.done / latest.total, 1.0)
        return min((whole.done + within) / whole.total, 1.0)

    def title(self) -> str:
        """What it does."""
        if self.has_failed:
            what = {
                JobKind.IMPORT: translate("work", "Import stopped"),
                JobKind.SUMMARISE: translate("work", "Summarising stopped"),
                JobKind.EXPORT: translate("work", "Export stopped"),
                JobKind.TAKE_IN: translate("work", "Import of a library stopped"),
                JobKind.LEARN: translate("work", "Learning stopped"),
                JobKind.DOWNLOAD: translate("work", "Download of {name} stopped"),
                JobKind.CONVERT: translate("work", "Conversion of {name} stopped"),
                JobKind.GPU_RUNTIME: translate("work", "Getting the GPU support stopped"),
            }
            said = what.get(self.job.kind, translate("work", "Work stopped"))
            return said.format(name=subject_of(self.job))
        if self.job.kind is JobKind.IMPORT:
            return self.import_title()
        if self.job.kind is JobKind.EXPORT:
            return translate("work", "Exporting {library}").format(library=self.library_name)
        if self.job.kind is JobKind.TAKE_IN:
            name = PurePath(str(self.job.payload["file"])).name
            return translate("work", "Importing {file}").format(file=name)
        if self.job.kind is JobKind.LEARN:
            return translate("work", "Learning {library}").format(library=self.library_name)
        if self.job.kind is JobKind.DOWNLOAD:
            return translate("work", "Getting {name}").format(name=subject_of(self.job))
        if self.job.kind is JobKind.CONVERT:
            return translate("work", "Converting {name}").format(name=subject_of(self.job))
        if self.job.kind is JobKind.GPU_RUNTIME:
            return translate("work", "Getting the GPU support")
        return translate("work", "Summarising {library}").format(library=self.library_name)

    def import_title(self) -> str:
        """Which file of how many."""
        whole = self.whole
        if whole is not None and whole.unit == "files" and whole.total:
            return translate("work", "Importing {done} of {total}").format(
                done=min(int(whole.done) + 1, int(whole.total)), total=int(whole.total)
            )
        return translate("work", "Importing")

    def detail(self) -> str:
        """How it stands: time left, speed, or what it is at."""
        state, whole, latest = self.job.state, self.whole, self.latest
        if state is JobState.FAILED:
            return self.job.reason or ""
        if state is JobState.PAUSED:
            paused = translate("work", "Paused")
            known = latest is not None and latest.unit == "bytes" and latest.total
            return f"{paused} · {_amount(latest)}" if known and latest is not None else paused
        if state is JobState.QUEUED:
            return translate("work", "Waiting for its turn")
        if whole is None or latest is None:
            return translate("work", "Starting")
        if latest.unit == "bytes":
            return self._bytes(latest)
        eta = whole.eta
        if eta is None and whole.total <= 1:  # all there is to read is this file
            eta = latest.eta
        if eta is None:
            return self._at_page(latest)
        left = words.time_left(eta)
        if self.job.kind is JobKind.IMPORT:  # summaries may follow, whose time is not known yet
            return translate("work", "Reading: {left}").format(left=left)
        left = left[:1].upper() + left[1:]
        # Learning has stages, and the time is that of the present one.
        if self.job.kind is JobKind.LEARN:
            return f"{left} · {latest.text}"
        return f"{left} · {self.speed()}" if self.speed() else left

    def _at_page(self, latest: Progress) -> str:
        if latest.unit != "pages" or latest.total < LONG_READ or not latest.done:
            return latest.text
        return translate("work", "{what}, page {n} of {all}").format(
            what=latest.text, n=words.number(latest.done), all=words.number(latest.total)
        )

    def _bytes(self, latest: Progress) -> str:
        """How much has come, and how long the rest takes; what it is at, where that is not the same."""
        if latest.done >= latest.total:  # nothing is known yet, or all is here and is looked at
            return latest.text
        parts = [_amount(latest)]
        if latest.eta is not None:
            parts.append(words.time_left(latest.eta))
        return " · ".join(parts)

    def speed(self) -> str:
        """Tokens per second, where text is computed on."""
        rate = self.latest.tokens_rate if self.latest is not None else None
        if rate is None or rate < 1 or self.job.state is not JobState.RUNNING:
            return ""
        return translate("work", "{n} tokens/s").format(n=words.number(_rounded(rate)))

    def line(self) -> str:
        """All of it in one line, where the library is named elsewhere."""
        if self.job.kind is JobKind.SUMMARISE and not self.has_failed:
            share = self.share()
            what = (
                translate("work", "Summaries {percent}%").format(percent=int(100 * share))
                if share is not None and self.job.state in BEGUN
                else translate("work", "Summaries")
            )
        else:
            what = self.title()
        detail = self.detail()
        return f"{what} · {detail[:1].lower()}{detail[1:]}" if detail else what


def _amount(progress: Progress) -> str:
    """How many bytes of how many."""
    return translate("work", "{done} of {all}").format(
        done=words.size(int(progress.done)), all=words.size(int(progress.total))
    )


def total_line(states: Iterable[WorkState]) -> str:
    """Several jobs in a few words."""
    running = [state for state in states if not state.has_failed]
    shares = [share for share in (state.share() for state in running) if share is not None]
    if len(running) == 1:
        return running[0].title()
    count = translate("work", "%n task(s)", None, len(running))
    return f"{count} · {int(100 * sum(shares) / len(shares))}%" if shares else count


def _rounded(rate: float) -> int:
    """Two digits are all that a measured speed is worth, and they do not flicker."""
    whole = round(rate)
    step = int(10 ** max(len(str(whole)) - 2, 0))
    return round(whole / step) * step
