"""How a job ends, and the sentence that says why."""

from __future__ import annotations

import logging
from collections.abc import Callable

from lloco_desktop.errors import Cancelled, LlocoError
from lloco_desktop.jobs.job import Job, JobState
from lloco_desktop.sentences import say

log = logging.getLogger(__name__)


def outcome_of(
    job: Job, work: Callable[[], None], is_unwanted: Callable[[], bool]
) -> tuple[JobState, str | None] | None:
    """Run some of a job's own code: its state and reason if that was its end, None if it goes on.

    This is the edge at which whatever the code raises ends the job.
    """
    try:
        work()
    except StopIteration:
        return JobState.DONE, None
    except Cancelled:
        return JobState.CANCELLED, None
    except LlocoError as error:
        # Whoever stops a job may at once remove what it works on.
        return (JobState.CANCELLED, None) if is_unwanted() else (JobState.FAILED, str(error))
    except Exception as error:
        log.exception("job %d (%s) failed", job.id, job.kind.value)
        reason = say(
            "The application made a mistake ({kind}: {error}); the log says more. What was stored is kept.",
            kind=type(error).__name__,
            error=error,
        )
        return JobState.FAILED, reason
    return None


def given_up(job: Job) -> str:
    """Why a job is not begun again after it ended the process several times."""
    return say(
        "This was begun {attempts} times and the application ended each time before it was finished, so it "
        "is not tried again by itself. What was stored is kept; start it again to retry.",
        attempts=job.attempts,
    )
