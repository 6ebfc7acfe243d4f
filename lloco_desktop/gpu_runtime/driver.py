"""Whether NVIDIA's driver is on this machine. Asked without torch: a bundle has it for processors only."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc/driver/nvidia/version")
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Driver:
    """NVIDIA's driver."""

    version: str  # "580.65.06"; "" where it does not say

    def is_new_enough(self, least: int) -> bool:
        """Whether it is of that main version or a newer one; also where nobody knows."""
        major = self.version.partition(".")[0]
        return not major.isdigit() or int(major) >= least


def find_driver(proc: Path = PROC, program: str = "nvidia-smi") -> Driver | None:
    """The driver that is loaded; None without one. Takes a moment where only a program knows."""
    try:
        text = proc.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _asked(program)
    return Driver(_version(text))


def _asked(program: str) -> Driver | None:
    found = shutil.which(program)
    if found is None:
        return None
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        answer = subprocess.run(
            [found, "--query-gpu=driver_version", "--format=csv,noheader"],
            capture_output=True,
            timeout=SECONDS,
            check=True,
            creationflags=flags,
        )
    except (OSError, subprocess.SubprocessError):
        return None  # the program is there, a driver is not
    return Driver(_version(answer.stdout.decode(errors="replace")))


def _version(text: str) -> str:
    found = re.search(r"\b\d{3,}\.\d+(?:\.\d+)?\b", text)
    return found[0] if found else ""
