"""What the disk's own errors mean for a download."""

from __future__ import annotations

import errno
from dataclasses import replace

from lloco_desktop.hub.problems import Problem, ProblemKind

_FULL = (errno.ENOSPC, errno.EDQUOT)
_WINDOWS_FULL = (39, 112)  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_TOO_LARGE = 223  # ERROR_FILE_TOO_LARGE


def disk_problem(error: OSError, at: Problem) -> Problem:
    """What a failed writing means."""
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        return replace(at, kind=ProblemKind.DISK_FULL)
    if error.errno == errno.EFBIG or windows == _WINDOWS_TOO_LARGE:
        return replace(at, kind=ProblemKind.FILE_TOO_LARGE)
    return replace(at, kind=ProblemKind.CANNOT_WRITE, detail=error.strerror or type(error).__name__)
