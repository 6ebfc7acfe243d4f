"""What fits which machine, and what is said about it: arithmetic on machines that nobody here has."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.loading import load_autocompressor, load_pooled
from lloco_desktop.fitting.machine import GpuKind, Holder, Machine
from lloco_desktop.fitting.reckoning import matrices, weight_bytes
from lloco_desktop.fitting.room import GPU_RESERVE, costs
from lloco_desktop.fitting.shape import shape_of
from lloco_desktop.fitting.verdict import Fit, Verdict, fit, fits, propose
from lloco_desktop.hub.presets import read_presets
from lloco_desktop.settings import BackboneChoice, Device, Precision
from tests.checkpoints import write_autocompressor, write_lclm
from tests.fitting.machines import (
    GB,
    LCLM,
    LLAMA,
    MACHINES,
    SHAPES,
    SMALL,
    apple,
    gpu,
    laptop,
    nvidia,
    two_gpus,
)

ROOT = Path(__file__).resolve().parents[2]
PRECISIONS = (Precision.FP32, Precision.BF16, Precision.INT8, Precision.NF4)


def choice(precision: Precision = Precision.AUTO, device: Device = Device.AUTO) -> BackboneChoice:
    return BackboneChoice(precision=precision, device=device)


PROPOSED = {
    "laptop, 4 cores, 8 GB": (
        "small",
        "Fits this machine's memory (8 GB) in fp32 with room for all of its context, and for learning.",
    ),
    "laptop, 8 cores, 16 GB": (
        "small",
        "Fits this machine's memory (16 GB) in fp32 with room for all of its context, and for learning.",
    ),
    "desktop, 16 cores, 32 GB": (
        "small",
        "Fits this machine's memory (32 GB) in bf16 with room for all of its context, and for learning.",
    ),
    "laptop, GPU of 6 GB": (
        "small",
        "Fits the NVIDIA RTX 4050 Laptop (6 GB) in bf16 with room for all of its context, and for learning.",
    ),
    "laptop, GPU of 8 GB": (
        "lclm-4b-8x",
        "Fits the NVIDIA RTX 4060 Laptop (8 GB) in 4 bits with room for about 130,000 tokens of documents at "
        "once, and for learning.",
    ),
    "desktop, GPU of 12 GB": (
        "lclm-4b-4x",
        "Fits the NVIDIA RTX 4070 (12 GB) in 4 bits with room for about 150,000 tokens of documents at once, "
        "and for learning.",
    ),
    "workstation, 2 GPUs of 24 GB": (
        "lclm-4b-4x",
        "Fits the NVIDIA RTX 3090 (24 GB) in bf16 with room for about 320,000 tokens of documents at once, "
        "and for learning.",
    ),
    "Mac, 16 GB": (
        "lclm-4b-4x",
        "Fits the Apple M2 Pro (16 GB) in 4 bits with room for about 130,000 tokens of documents at once, "
        "and for learning.",
    ),
}


@pytest.mark.parametrize("name", MACHINES)
def test_what_is_proposed(name: str) -> None:
    shapes = {preset.key: preset.shape for preset in read_presets()}
    key, found = propose(MACHINES[name], shapes)
    assert (key, found.sentence) == PROPOSED[name]
    assert found.verdict is Verdict.FITS


LLAMA_FITS = {
    "laptop, 4 cores, 8 GB": "Needs 27.7 GB in fp32 and 6.8 GB in 4 bits; 4.6 GB of this machine's memory "
    "are free. Use a smaller backbone.",
    "laptop, 8 cores, 16 GB": "Needs 27.7 GB in fp32 and 9.8 GB in 8 bits; 11.0 GB of this machine's memory "
    "are free. Choose 8 bits, in which it fits.",
    "desktop, 16 cores, 32 GB": "Fits this machine's memory (32 GB) in bf16 with room for all of its "
    "context, and for learning. The processor takes much longer than a GPU would.",
    "laptop, GPU of 6 GB": "Needs 14.0 GB in bf16 and 5.1 GB in 4 bits; 4.1 GB are free on the NVIDIA RTX "
    "4050 Laptop, because firefox (1.1 GB) holds memory. Close it and choose 4 bits, or use a smaller "
    "backbone.",
    "laptop, GPU of 8 GB": "Needs 14.0 GB in bf16 and 5.1 GB in 4 bits; 7.2 GB are free on the NVIDIA RTX "
    "4060 Laptop. Choose 4 bits, in which it fits.",
    "desktop, GPU of 12 GB": "Needs 14.0 GB in bf16 and 8.0 GB in 8 bits; 11.2 GB are free on the NVIDIA RTX "
    "4070. Choose 8 bits, in which it fits.",
    "workstation, 2 GPUs of 24 GB": "Fits the NVIDIA RTX 3090 (24 GB) in bf16 with room for all of its "
    "context, and for learning.",
    "Mac, 16 GB": "Needs 14.4 GB in bf16 and 8.4 GB in 8 bits; 10.6 GB are free on the Apple M2 Pro. Choose "
    "8 bits, in which it fits.",
}


@pytest.mark.parametrize("name", MACHINES)
def test_what_is_said_of_the_papers_own(name: str) -> None:
    """An AutoCompressor is never packed by itself: its summaries would depend on what happened to be free."""
    found = fit(LLAMA, MACHINES[name], choice())
    assert found.sentence == LLAMA_FITS[name]
    assert found.precision in (Precision.FP32, Precision.BF16)


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize("key", SHAPES)
def test_nothing_is_promised_that_was_not_reckoned(name: str, key: str) -> None:
    machine, shape = MACHINES[name], SHAPES[key]
    for found in (*fits(shape, machine), fit(shape, machine, choice())):
        assert found.precision is not Precision.AUTO
        if not found.loads:
            assert (found.context, found.text_context, found.learning) == (0, 0, False)
            assert found.sentence.startswith("Needs ")
            check_remedy(found, shape, machine)
            continue
        assert found.free is not None
        assert 0 < found.context <= shape.decoder_window
        assert found.needs <= found.free or found.split
        assert ("and for learning" in found.sentence) == found.learning


def check_remedy(found: Fit, shape: object, machine: Machine) -> None:
    assert shape in SHAPES.values()
    proposed = re.search(r"Choose (.+), in which it fits", found.sentence)
    if proposed is not None:
        named = {"8 bits": Precision.INT8, "4 bits": Precision.NF4}
        precision = named.get(proposed[1]) or Precision(proposed[1])
        tried = {one.precision: one for one in fits(shape, machine)}  # type: ignore[arg-type]
        assert tried[precision].loads
        better = PRECISIONS[: PRECISIONS.index(precision)]
        assert not any(tried[one].loads and tried[one].device == found.device for one in better)
    if "Close" in found.sentence:
        freed = tuple(
            replace(one, free=(one.free or 0) + sum(held.bytes or 0 for held in one.holders), holders=())
            for one in machine.gpus
        )
        again = fit(shape, replace(machine, gpus=freed), choice(Precision.NF4))  # type: ignore[arg-type]
        assert again.device.startswith("cuda")


def test_one_fit_for_each_precision() -> None:
    found = fits(LCLM, nvidia("NVIDIA RTX 4070", 12, 11.2, memory=32))
    assert [one.precision for one in found] == list(PRECISIONS)
    assert [one.device for one in found] == ["cpu", "cuda:0", "cuda:0", "cuda:0"]
    weights = [one.weights for one in found]
    assert weights == sorted(weights, reverse=True)
    assert found[1].weights == 2 * LCLM.parameters


def test_the_best_precision_that_fits_is_proposed() -> None:
    def said(free: float) -> str:
        return fit(LLAMA, replace(laptop(), memory=round(free * GB)), choice(Precision.FP32)).sentence

    assert said(20) == (
        "Needs 27.7 GB in fp32 and 14.4 GB in bf16; 20.0 GB of this machine's memory are free. "
        "Choose bf16, in which it fits."
    )
    assert said(11).endswith("Choose 8 bits, in which it fits.")
    assert said(8).endswith("Choose 4 bits, in which it fits.")
    assert said(4) == (
        "Needs 27.7 GB in fp32 and 6.8 GB in 4 bits; 4.0 GB of this machine's memory are free. "
        "Use a smaller backbone."
    )


# --- what is said when it does not fit ----------------------------------------------------------------------


def test_programs_are_named_only_if_closing_them_would_do() -> None:
    firefox, game = Holder("firefox", 1, round(1.1 * GB)), Holder("game", 2, round(2.2 * GB))
    machine = replace(nvidia("NVIDIA RTX 2060", 6, 3.5, holders=(game, firefox)), memory=GB)
    found = fit(LLAMA, machine, choice(Precision.NF4))
    assert found.sentence == (
        "Needs 5.1 GB in 4 bits; 3.5 GB are free on the NVIDIA RTX 2060, because game (2.2 GB) holds memory. "
        "Close it, or use a smaller backbone."
    )
    little = replace(nvidia("NVIDIA RTX 2060", 6, 3.5, holders=(firefox,)), memory=GB)
    assert "firefox" not in fit(LLAMA, little, choice(Precision.NF4)).sentence
    both = replace(nvidia("NVIDIA RTX 2060", 6, 2.4, holders=(game, firefox)), memory=GB)
    assert fit(LLAMA, both, choice(Precision.NF4)).sentence == (
        "Needs 5.1 GB in 4 bits; 2.4 GB are free on the NVIDIA RTX 2060, because game (2.2 GB) and firefox "
        "(1.1 GB) hold memory. Close them, or use a smaller backbone."
    )
    silent = replace(nvidia("NVIDIA RTX 2060", 6, 3.5, holders=(Holder("game", 2, None),)), memory=GB)
    assert "game" not in fit(LLAMA, silent, choice(Precision.NF4)).sentence


def test_what_keeps_it_from_the_gpu_is_said_where_the_processor_computes() -> None:
    found = fit(LCLM, MACHINES["laptop, GPU of 6 GB"], choice())
    assert found.device == "cpu"
    assert found.sentence.endswith(
        "The processor takes much longer than a GPU would. The NVIDIA RTX 4050 Laptop has room for it once "
        "memory is given back by firefox (1.1 GB)."
    )


def test_a_gpu_that_was_asked_for() -> None:
    machine = nvidia("NVIDIA RTX 4060", 8, 7.2, memory=64)
    found = fit(LLAMA, machine, choice(Precision.BF16, Device.CUDA))
    assert found.verdict is Verdict.TOO_LARGE
    assert found.sentence.endswith("Choose 4 bits, in which it fits.")
    none = fit(LLAMA, laptop(), choice(device=Device.CUDA))
    assert none.verdict is Verdict.TOO_LARGE
    assert none.sentence == "There is no usable GPU here; choose the device 'auto' or 'cpu'."
    tiny = fit(LLAMA, nvidia("NVIDIA GTX 1650", 4, 3.8, memory=64), choice(Precision.NF4, Device.CUDA))
    assert tiny.sentence.endswith(
        "Let it compute on the processor, which is slower, or use a smaller backbone."
    )


def test_old_gpus_know_no_packed_weights() -> None:
    old = nvidia("NVIDIA GTX 1080", 8, 7.5, capability=(6, 1), bf16=False)
    assert fit(SMALL, old, choice(Precision.NF4)).device == "cuda:0"
    assert fit(SMALL, old, choice(Precision.INT8)).device == "cpu"
    refused = fit(SMALL, old, choice(Precision.INT8, Device.CUDA))
    assert refused.sentence == "This GPU cannot compute with 8-bit weights; choose 4 bits, or another device."


def test_without_bitsandbytes_nothing_is_packed() -> None:
    machine = replace(MACHINES["laptop, GPU of 8 GB"], why_no_nf4="Not installed.")
    refused = fit(LCLM, machine, choice())
    assert (refused.loads, "4 bits" in refused.sentence) == (False, False)
    assert fit(LCLM, machine, choice(Precision.NF4)).sentence == "Not installed."
    assert "4 bits" not in fit(LLAMA, machine, choice()).sentence


def test_where_nobody_knows_what_is_free() -> None:
    found = fit(LLAMA, replace(laptop(), memory=None, total_memory=None), choice(Precision.NF4))
    assert found.loads
    assert found.free is None
    assert found.sentence == "Needs 6.8 GB in 4 bits; this system does not say how much memory is free."


# --- several devices ----------------------------------------------------------------------------------------


def test_two_gpus_share_what_one_has_no_room_for() -> None:
    found = fit(LLAMA, two_gpus(), choice(Precision.FP32))
    assert found.verdict is Verdict.FITS
    assert [device for device, _ in found.split] == ["cuda:0", "cuda:1"]
    assert sum(count for _, count in found.split) == LLAMA.decoder.layers
    assert not found.learning  # never tried
    assert found.sentence == (
        "Fits 2 × NVIDIA RTX 3090 together in fp32 with room for all of its context, but not for learning."
    )
    cost = costs(LLAMA, Precision.FP32, 2)
    first = found.split[0][1]
    there = cost.weights - cost.layer * (LLAMA.decoder.layers - first) + cost.working
    assert there + GPU_RESERVE < 23.3 * GB
    assert fit(LLAMA, two_gpus(), choice()).split == ()


def test_layers_are_spilled_only_if_the_user_says_so() -> None:
    machine = replace(nvidia("NVIDIA RTX 4060", 8, 7.2, memory=64), memory=round(40 * GB))
    wanted = choice(Precision.BF16, Device.CUDA)
    refused = fit(LLAMA, machine, wanted)
    assert refused.verdict is Verdict.TOO_LARGE
    found = fit(LLAMA, machine, replace(wanted, spill=True))
    assert found.verdict is Verdict.SPILLS
    assert found.split[-1][0] == "cpu"
    assert sum(count for _, count in found.split) == LLAMA.decoder.layers
    spilt = found.split[-1][1]
    assert 0 < spilt < LLAMA.decoder.layers
    assert found.sentence.startswith(
        f"Fits in bf16 only with {spilt} of its 32 layers on the processor, which"
    )
    assert fit(LLAMA, machine, replace(choice(Precision.NF4), spill=True)).verdict is not Verdict.SPILLS
    small = replace(machine, memory=2 * GB)  # neither here nor there
    assert fit(LLAMA, small, replace(wanted, spill=True)).verdict is Verdict.TOO_LARGE


def test_an_apple_chip_has_one_memory() -> None:
    found = fit(LCLM, apple(), choice(Precision.NF4))
    assert (found.device, found.learning) == ("mps", True)
    assert fit(LLAMA, apple(), replace(choice(Precision.BF16), spill=True)).split == ()
    amd = gpu("AMD Radeon RX 7900 XTX", 24, 23, capability=None, kind=GpuKind.ROCM)
    assert fit(LLAMA, replace(laptop(), gpus=(amd,)), choice(device=Device.CUDA)).device == "cuda:0"


# --- beside what is loaded ----------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("kind", ["small", "lclm", "autocompressor"])
def test_the_bytes_of_weights_are_exactly_those_that_are_loaded(
    kind: str, precision: Precision, tmp_path: Path
) -> None:
    from benchmarks.fitting import weight_bytes_of
    from lloco_desktop.backbone.device import Choice

    folder = {"small": ROOT / "models" / "small"}.get(kind, tmp_path)
    if kind == "lclm":
        write_lclm(tmp_path, width=192, layers=3)
    if kind == "autocompressor":
        write_autocompressor(tmp_path, width=128, layers=3)
    dtype = torch.float32 if precision is Precision.FP32 else torch.bfloat16
    packed = precision if precision in (Precision.INT8, Precision.NF4) else None
    load = load_autocompressor if kind == "autocompressor" else load_pooled
    loaded = load(folder, Choice(torch.device("cpu"), dtype, "", packed=packed))
    assert weight_bytes(shape_of(folder), precision, dtype.itemsize) == weight_bytes_of(loaded)


def test_a_layer_has_the_matrices_that_are_reckoned_with() -> None:
    inside = sum(one.size for one in matrices(LLAMA.decoder)) * LLAMA.decoder.layers
    norms = (2 * LLAMA.decoder.layers + 1) * LLAMA.decoder.width
    assert inside + norms + LLAMA.decoder.embedding_parameters == LLAMA.decoder.parameters


def test_fitting_imports_no_torch() -> None:
    program = "import sys, lloco_desktop.fitting.verdict as f; sys.exit('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 0
