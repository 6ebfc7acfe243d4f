"""Opens the installed application's window in a clean root, as an ordinary user without a network.

    python3 packaging/linux/try_window.py ROOT DISPLAY OUT

Writes OUT/window.png, and prints how long the window took to appear, with and without the disk's cache.
The first start brings a PDF along, so that a workspace is made and something is shown. Standard library only.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CACHES = Path("/proc/sys/vm/drop_caches")
PAPER = Path(__file__).resolve().parents[2] / "tests/data/papers/10.21105.jose.00049.pdf"
PATIENCE = 120.0  # seconds


def main() -> int:
    """Three starts."""
    root, display, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    shutil.copyfile(PAPER, root / "home/reader/paper.pdf")
    times: dict[str, float] = {}
    for name, files in (("cold, first start", ["/home/reader/paper.pdf"]), ("cold", []), ("warm", [])):
        if name.startswith("cold"):
            os.sync()
            CACHES.write_text("3")
        begun = time.monotonic()
        process = _start(root, display, files)
        try:
            window = _window(display, process)
            times[name] = round(time.monotonic() - begun, 2)
            if files:
                _until(lambda: (root / "home/reader/.local/share/lloco-desktop/workspace").is_dir())
            time.sleep(10)  # until it has settled: import, summaries
            if name == "cold":
                subprocess.run(
                    ["import", "-display", display, "-window", window, str(out / "window.png")], check=True
                )
        finally:
            # The whole group: between us and the application stand those who changed root and user.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
    print(json.dumps({"seconds to the window": times}))
    return 0


def _start(root: Path, display: str, files: list[str]) -> subprocess.Popen[bytes]:
    changed = ["unshare", "--net", "chroot", "--userspec=reader:reader", str(root)]
    around = ["env", "-i", "PATH=/usr/bin:/bin", "HOME=/home/reader", "LANG=C.UTF-8", f"DISPLAY={display}"]
    return subprocess.Popen([*changed, *around, "lloco-desktop", *files], start_new_session=True)


def _window(display: str, process: subprocess.Popen[bytes]) -> str:
    """The window's number, once it can be seen."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "LLoCO Desktop"]
    found: list[str] = []

    def seen() -> bool:
        if process.poll() is not None:
            raise SystemExit(f"the application ended with {process.returncode}")
        done = subprocess.run(search, env={**os.environ, "DISPLAY": display}, capture_output=True, text=True)
        found[:] = done.stdout.split()
        return bool(found)

    _until(seen)
    return found[-1]


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise SystemExit("the window did not come")
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
