"""Where and how to compute, and what is said when it does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.device import Choice, choose, memory_errors
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BackboneTooLarge, BadInput, OutOfMemory
from lloco_desktop.fitting.machine import Machine, cpu_has_bf16, look
from lloco_desktop.settings import BackboneChoice, Device, Precision
from tests.fitting.machines import GB, LCLM, LLAMA, apple, laptop, nvidia, tiny_shape, two_gpus
from tests.tiny_backbone import write_tiny_backbone


def choose_here(device: Device, precision: Precision) -> Choice:
    return choose(BackboneChoice(device=device, precision=precision), tiny_shape(), look())


def test_the_choice_says_why() -> None:
    choice = choose_here(Device.CPU, Precision.FP32)
    assert (choice.device.type, choice.dtype) == ("cpu", torch.float32)
    assert choice.reason == "On the processor because the settings say so, fp32 because the settings say so."
    auto = choose_here(Device.CPU, Precision.AUTO)
    assert (auto.dtype is torch.bfloat16) == cpu_has_bf16()
    assert auto.reason.endswith(".")


@pytest.mark.skipif(torch.cuda.is_available() or torch.backends.mps.is_available(), reason="has a GPU")
def test_a_gpu_that_is_not_there() -> None:
    assert choose_here(Device.AUTO, Precision.AUTO).device.type == "cpu"
    with pytest.raises(BadInput, match="no usable NVIDIA or AMD GPU"):
        choose_here(Device.CUDA, Precision.AUTO)
    with pytest.raises(BadInput, match="no usable Apple GPU"):
        choose_here(Device.MPS, Precision.AUTO)


def test_what_does_not_fit_is_refused_before_anything_is_read() -> None:
    small = replace(laptop(), memory=4 * GB)
    with pytest.raises(BackboneTooLarge, match=r"Needs 14\.4 GB in bf16 and .* 4\.0 GB of this machine"):
        choose(BackboneChoice(precision=Precision.BF16), LLAMA, small)


@pytest.mark.parametrize(
    ("machine", "choice", "device", "dtype", "packed", "reason"),
    [
        (
            nvidia("NVIDIA RTX 4090", 24, 23),
            BackboneChoice(),
            "cuda:0",
            torch.bfloat16,
            None,
            "On the NVIDIA RTX 4090, bf16 because it is fast there.",
        ),
        (
            nvidia("NVIDIA GTX 1650", 4, 3.6, capability=(7, 5), bf16=False),
            BackboneChoice(),
            "cpu",
            torch.float32,
            Precision.NF4,
            "On the processor because the NVIDIA GTX 1650 has only 3.6 GB of memory free, weights in 4 bits "
            "because there is no room for more, computing in fp32.",
        ),
        (
            nvidia("NVIDIA RTX 4070", 12, 11),
            BackboneChoice(precision=Precision.INT8),
            "cuda:0",
            torch.bfloat16,
            Precision.INT8,
            "On the NVIDIA RTX 4070, weights in 8 bits because the settings say so, computing in bf16.",
        ),
        (
            apple(),
            BackboneChoice(device=Device.MPS),
            "mps",
            torch.bfloat16,
            None,
            "On the Apple M2 Pro, bf16 because it is fast there.",
        ),
    ],
)
def test_what_is_chosen_on_other_machines(
    machine: Machine,
    choice: BackboneChoice,
    device: str,
    dtype: torch.dtype,
    packed: Precision | None,
    reason: str,
) -> None:
    made = choose(choice, LCLM, machine)
    assert (str(made.device), made.dtype, made.packed, made.reason) == (device, dtype, packed, reason)
    assert made.context is not None
    assert made.context > 0


def test_layers_know_their_devices() -> None:
    made = choose(BackboneChoice(precision=Precision.FP32), LLAMA, two_gpus())
    (first, count), (second, rest) = made.split
    assert count + rest == LLAMA.decoder.layers
    assert made.place("model.embed_tokens") == made.place("lm_head") == made.place("model.norm") == first
    assert made.place(f"model.layers.{count - 1}.mlp.up_proj") == first
    assert made.place(f"model.layers.{count}") == made.place("layers.31.input_layernorm") == second
    assert made.reason == "On 2 GPUs, fp32 because the settings say so."
    whole = choose(BackboneChoice(), LLAMA, two_gpus())
    assert whole.place("model.layers.31") == whole.device


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
        RuntimeError("MPS backend out of memory (MPS allocated: 9.00 GiB, max allowed: 9.07 GiB)"),
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
