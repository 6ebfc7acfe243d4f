"""How much memory there is, as each system says it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lloco_desktop.fitting.memory import free_in_vm_stat, free_memory, total_memory


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="the system says it otherwise")
def test_free_memory_is_said() -> None:
    free = free_memory(torch.device("cpu"))
    assert free is not None
    total = total_memory()
    assert total is not None
    assert 2**20 < free < total < 2**50


def test_a_mac_says_it_in_pages() -> None:
    said = """Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                5000.
Pages active:                            300000.
Pages inactive:                           20000.
Pages speculative:                         1000.
Pages wired down:                        100000.
Pages purgeable:                             10.
"Translation faults":                 123456789.
"""
    assert free_in_vm_stat(said) == (5000 + 20000 + 1000 + 10) * 16384
    assert free_in_vm_stat("nothing of the kind") is None
