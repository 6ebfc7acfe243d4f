"""Where and how to compute, and what is said when it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.device import choose, cpu_has_bf16, memory_errors
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BadInput, OutOfMemory
from lloco_desktop.settings import Device, Precision
from tests.tiny_backbone import write_tiny_backbone


def test_the_choice_says_why() -> None:
    choice = choose(Device.CPU, Precision.FP32, 1000)
    assert (choice.device.type, choice.dtype) == ("cpu", torch.float32)
    assert choice.reason == "On the processor because the settings say so, fp32 because the settings say so."
    auto = choose(Device.CPU, Precision.AUTO, 1000)
    assert (auto.dtype is torch.bfloat16) == cpu_has_bf16()
    assert auto.reason.endswith(".")


@pytest.mark.skipif(torch.cuda.is_available(), reason="has a GPU")
def test_a_gpu_that_is_not_there() -> None:
    assert choose(Device.AUTO, Precision.AUTO, 1000).device.type == "cpu"
    with pytest.raises(BadInput, match="no usable NVIDIA GPU"):
        choose(Device.CUDA, Precision.AUTO, 1000)


def test_bf16_is_near_fp32(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny")
    exact, rough = (load_backbone(folder, device="cpu", dtype=dtype) for dtype in ("fp32", "bf16"))
    tokens = exact.encode("some text to be compressed " * 5)
    one, two = exact.compress([tokens], [None])[0], rough.compress([tokens], [None])[0]
    assert two.dtype is torch.bfloat16
    assert torch.allclose(one, two.float(), atol=0.02)
    prompt = rough.assemble(PromptParts((MemorySpan(one, 10),), (), "Why?"))
    assert isinstance("".join(rough.generate(prompt, 5)), str)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate"),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate"),
    ],
)
def test_running_out_of_memory_becomes_a_sentence(error: Exception) -> None:
    with pytest.raises(OutOfMemory, match="smaller backbone"), memory_errors():
        raise error


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(RuntimeError, match="shape"), memory_errors():
        raise RuntimeError("shape mismatch")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_computes_what_the_processor_does(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny")
    here, there = (load_backbone(folder, device=device, dtype="fp32") for device in ("cpu", "cuda"))
    tokens = here.encode("some text to be compressed " * 5)
    one, two = here.compress([tokens], [None])[0], there.compress([tokens], [None])[0]
    assert torch.allclose(one, two.cpu(), atol=1e-4)
    parts = PromptParts((MemorySpan(one, 10),), (), "Why?")
    answers = ["".join(backbone.generate(backbone.assemble(parts), 20)) for backbone in (here, there)]
    assert answers[0] == answers[1]
    assert torch.allclose(here.embed(["a text"]), there.embed(["a text"]), atol=1e-4)
