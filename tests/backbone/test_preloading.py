"""Torch's libraries are loaded before torch is, and torch does not mind."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from lloco_desktop.backbone.preloading import load_libraries
load_libraries()
assert "torch" not in sys.modules
import torch
load_libraries()
print(torch.ones(2).sum().item())
"""


def test_torch_computes_after_its_libraries_were_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "2.0"), done.stderr
