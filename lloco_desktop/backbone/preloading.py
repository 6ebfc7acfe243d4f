"""Loads torch's libraries before torch is imported, so that other threads can go on meanwhile."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path


def load_libraries() -> None:
    """Let the system load what `import torch` would load while it holds Python, for half a second.

    A call through ctypes lets go of Python, importing a module written in C does not. Where this cannot be
    done, the import does it as ever.
    """
    found = importlib.util.find_spec("torch")
    if sys.platform == "win32" or "torch" in sys.modules or found is None or found.origin is None:
        return
    suffix = "dylib" if sys.platform == "darwin" else "so"
    folder = Path(found.origin).parent / "lib"
    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    # In the order and the way in which torch does it.
    for name, seen_by in (("libtorch_global_deps", os.RTLD_GLOBAL), ("libtorch_python", os.RTLD_LOCAL)):
        load(os.fsencode(folder / f"{name}.{suffix}"), os.RTLD_NOW | seen_by)
