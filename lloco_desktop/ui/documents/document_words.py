"""A row of the documents table in plain words, and the groups that the table can be limited to."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from lloco_desktop.ui.services import DocumentRow, DocumentState
from lloco_desktop.ui.work_words import LONG_READ

translate = QCoreApplication.translate


class Shown(Enum):
    """Which rows the table shows."""

    ALL = "all"
    UNDER_WAY = "under-way"
    SEARCHABLE = "searchable"
    READY = "ready"
    ATTENTION = "attention"
    LOCKED = "locked"
    FAILED = "failed"
    STOPPED = "stopped"
    GONE = "gone"

    def holds(self, row: DocumentRow) -> bool:
        """Whether a row is one of these."""
        state = row.state
        match self:
            case Shown.ALL:
                return True
            case Shown.UNDER_WAY:
                return state.is_waiting
            case Shown.SEARCHABLE:
                return state is DocumentState.SEARCHABLE
            case Shown.READY:
                return state is DocumentState.READY
            case Shown.ATTENTION:
                return row.needs_attention
            case Shown.LOCKED:
                return row.is_locked
            case Shown.FAILED:
                return row.needs_attention and not row.is_locked
            case Shown.STOPPED:
                return state is DocumentState.STOPPED
            case Shown.GONE:
                return row.gone

    def shows(self, row: DocumentRow) -> bool:
        """Whether a row is seen with these: also one that is being tried again."""
        return self.holds(row) or (self in _TRIED and row.state.is_waiting)

    @property
    def title(self) -> str:
        """What the group is called."""
        return {
            Shown.ALL: translate("documents", "All documents"),
            Shown.UNDER_WAY: translate("documents", "Under way"),
            Shown.SEARCHABLE: translate("documents", "Searchable"),
            Shown.READY: translate("documents", "Summarised"),
            Shown.ATTENTION: translate("documents", "Need attention"),
            Shown.LOCKED: translate("documents", "Locked"),
            Shown.FAILED: translate("documents", "Could not be imported"),
            Shown.STOPPED: translate("documents", "Stopped"),
            Shown.GONE: translate("documents", "File is gone"),
        }[self]


_TRIED = (Shown.ATTENTION, Shown.LOCKED, Shown.FAILED, Shown.STOPPED)


def state_words() -> dict[DocumentState, str]:
    """Each state in plain words, in the language of this moment."""
    state = DocumentState
    return {
        state.QUEUED: translate("DocumentModel", "Waiting"),
        state.READING: translate("DocumentModel", "Reading"),
        state.SEARCHABLE: translate("DocumentModel", "Searchable"),
        state.READY: translate("DocumentModel", "Summarised"),
        state.LOCKED: translate("DocumentModel", "Locked"),
        state.EMPTY: translate("DocumentModel", "No text"),
        state.DAMAGED: translate("DocumentModel", "Damaged"),
        state.UNSUPPORTED: translate("DocumentModel", "Not a PDF"),
        state.UNREADABLE: translate("DocumentModel", "Cannot be read"),
        state.FAILED: translate("DocumentModel", "Set aside"),
        state.STOPPED: translate("DocumentModel", "Stopped"),
    }


def state_text(row: DocumentRow, states: dict[DocumentState, str]) -> str:
    """Where a row stands, with how far it has come."""
    if row.gone:
        return translate("DocumentModel", "File is gone")
    if row.newer is not None:
        return translate("DocumentModel", "Changed since")
    if row.state is DocumentState.READING and row.pages_total >= LONG_READ:
        return translate("DocumentModel", "Reading, page {n} of {all}").format(
            n=row.pages_read, all=row.pages_total
        )
    if row.state is DocumentState.SEARCHABLE and row.summaries_done and row.summaries_total:
        return translate("DocumentModel", "Summaries {percent}%").format(
            percent=min(100 * row.summaries_done // row.summaries_total, 99)
        )
    return states[row.state]


def progress_of(row: DocumentRow) -> float | None:
    """How far a row has come with what it is at, 0 to 1; None where there is nothing to show."""
    if row.state is DocumentState.READING and row.pages_total >= LONG_READ:
        return row.pages_read / row.pages_total
    if row.state is DocumentState.SEARCHABLE and row.summaries_done and row.summaries_total:
        return row.summaries_done / row.summaries_total
    return None


def subline(row: DocumentRow) -> str:
    """The second line of a row: why it needs attention, or else the file's name."""
    if row.reason:
        return without_name(row)
    return "" if row.title == row.path.name else row.path.name


def without_name(row: DocumentRow) -> str:
    """What needs saying of a row where its file's name stands just above: sentences name the file first."""
    reason = row.reason or ""
    told = reason.removeprefix(row.path.name).lstrip(" :：")
    return told[:1].upper() + told[1:] or reason


def date_text(added: float) -> str:
    """A day, as it is written where the user is."""
    if not added:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(added))
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


def moment_text(when: float) -> str:
    """A day and time; for today the time alone."""
    moment = QDateTime.fromSecsSinceEpoch(int(when))
    short = QLocale.FormatType.ShortFormat
    if datetime.fromtimestamp(when).date() == datetime.now().date():  # the user's own clock
        return QLocale().toString(moment.time(), short)
    return QLocale().toString(moment, short)
