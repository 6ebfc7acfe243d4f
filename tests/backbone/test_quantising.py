"""4-bit weights on the processor: what they compute, what learns on top, and what stays as it is."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from lloco_desktop.backbone.autocompressor import AutoCompressorBackbone
from lloco_desktop.backbone.base import MemorySpan, PromptParts
from lloco_desktop.backbone.device import Choice, choose
from lloco_desktop.backbone.loading import load_autocompressor, load_backbone, load_pooled
from lloco_desktop.backbone.pooled_backbone import PooledBackbone
from lloco_desktop.backbone.quantising import is_quantised, packing, unpacked
from lloco_desktop.errors import BadInput
from lloco_desktop.fitting.machine import look
from lloco_desktop.model_files.formats import BackboneFormat, LoraShape
from lloco_desktop.settings import BackboneChoice, Device, Precision, Settings
from lloco_desktop.workflows.models import Models
from tests.fitting.machines import tiny_shape
from tests.tiny_backbone import write_tiny_backbone

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "autocompressor-tiny"
WIDTH = 64  # of a row: one block of weights that share a scale
NUMBERS = (torch.float32, torch.bfloat16)
TEXT = "A contract was signed in Kraków by 17 people. " * 6


def packed(dtype: torch.dtype, precision: Precision = Precision.NF4) -> Choice:
    return Choice(torch.device("cpu"), dtype, "For a test.", packed=precision)


def pair(
    folder: Path, dtype: torch.dtype, precision: Precision = Precision.NF4
) -> tuple[PooledBackbone, PooledBackbone]:
    """The same backbone as it is, and packed, both computing in `dtype`."""
    plain = Choice(torch.device("cpu"), dtype, "")
    return load_pooled(folder, plain), load_pooled(folder, packed(dtype, precision))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_backbone(tmp_path / "tiny", width=WIDTH)


def logits(backbone: PooledBackbone, rows: Tensor) -> Tensor:
    with torch.inference_mode():
        made: Tensor = backbone.decoder(inputs_embeds=rows.to(backbone.decoder.dtype)).logits
    return made.float()


def test_the_settings_name_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(precision=Precision.NF4).save(file)
    assert '"nf4"' in file.read_text()
    shape, machine = tiny_shape(), look()
    chosen = Settings.load(file).precision
    choice = choose(BackboneChoice(device=Device.CPU, precision=chosen), shape, machine)
    assert choice.packed is Precision.NF4
    assert choice.dtype_name == "nf4"
    assert choice.dtype is choose(BackboneChoice(device=Device.CPU), shape, machine).dtype
    assert "weights in 4 bits because the settings say so, computing in" in choice.reason


def test_only_the_decoders_layers_are_packed(folder: Path) -> None:
    backbone = load_backbone(folder, device="cpu", dtype="nf4")
    assert isinstance(backbone, PooledBackbone)
    assert backbone.info.dtype == "nf4"
    assert is_quantised(backbone.decoder)
    parts = {
        part: {type(layer).__name__ for layer in module.modules() if isinstance(layer, nn.Linear)}
        for part, module in {
            "encoder": backbone.model.encoder,
            "projector": backbone.model.projector,
            "layers": backbone.decoder.base_model,
            "head": backbone.decoder.lm_head,
        }.items()
    }
    assert parts == {
        "encoder": {"Linear"},
        "projector": {"Linear"},
        "layers": {"Linear4bit"},
        "head": {"Linear"},
    }
    weight = backbone.decoder.base_model.layers[0].mlp.up_proj.weight
    assert (weight.dtype, weight.numel()) == (torch.uint8, WIDTH * 2 * WIDTH // 2)
    assert weight.quant_state.quant_type == "nf4"


def test_rows_that_are_no_whole_blocks_stay_as_they_are(tmp_path: Path) -> None:
    """bitsandbytes would unpack them wrongly on a processor."""
    plain, backbone = pair(write_tiny_backbone(tmp_path / "narrow"), torch.float32)
    rows = torch.randn(1, 30, 48, generator=torch.Generator().manual_seed(1))
    assert torch.equal(logits(plain, rows), logits(backbone, rows))


@pytest.mark.parametrize("dtype", NUMBERS)
def test_it_computes_what_its_own_weights_say(folder: Path, dtype: torch.dtype) -> None:
    """Equal to ordinary layers with the unpacked weights: the error is of the packing alone."""
    plain, backbone = pair(folder, dtype)
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    exact, rough = logits(plain, rows), logits(backbone, rows)
    for path, layer in backbone.decoder.base_model.named_modules():
        if isinstance(layer, nn.Linear):
            weight = plain.decoder.base_model.get_submodule(path).weight
            stored = weight.detach().float()
            error = float((unpacked(layer) - stored).norm() / stored.norm())
            assert error == pytest.approx(0.092, abs=0.01)  # what NF4 costs normally distributed weights
            weight.data = unpacked(layer).to(dtype)
    tolerance = 1e-5 if dtype is torch.float32 else 0.02
    assert torch.allclose(logits(plain, rows), rough, atol=tolerance)
    assert (rough - exact).std() < 0.2 * exact.std()


def test_summaries_of_a_pooled_backbone_stay_the_same(folder: Path) -> None:
    plain, backbone = pair(folder, torch.float32)
    tokens = plain.encode(TEXT)
    assert torch.equal(plain.compress([tokens])[0], backbone.compress([tokens])[0])
    assert torch.equal(plain.embed([TEXT]), backbone.embed([TEXT]))
    assert backbone.info.fingerprint == plain.info.fingerprint


def test_an_autocompressor_makes_other_summaries_and_says_so() -> None:
    plain = load_autocompressor(GOLDEN, Choice(torch.device("cpu"), torch.float32, ""))
    backbone = load_autocompressor(GOLDEN, packed(torch.float32))
    segment = list(range(5, 90))
    (exact,), (rough,) = plain.compress([segment], [None]), backbone.compress([segment], [None])
    assert backbone.info.fingerprint == f"{plain.info.fingerprint}-nf4"
    assert not torch.equal(exact, rough)
    assert torch.nn.functional.cosine_similarity(exact, rough).min() > 0.8  # of a tiny, random one
    backbone.adapters.add("one", LoraShape())
    backbone.adapters.activate("one", training=True)
    assert torch.equal(backbone.compress([segment], [None])[0], rough)


@pytest.mark.parametrize("dtype", NUMBERS)
def test_eight_bits_are_near_and_round_inputs_too(folder: Path, dtype: torch.dtype) -> None:
    plain, backbone = pair(folder, dtype, Precision.INT8)
    assert (backbone.info.dtype, packing(backbone.decoder)) == ("int8", Precision.INT8)
    layer = backbone.decoder.base_model.layers[0].mlp.up_proj
    assert (type(layer).__name__, layer.weight.dtype) == ("Linear8bitLt", torch.int8)
    assert type(backbone.decoder.lm_head).__name__ == "Linear"
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    exact, rough = logits(plain, rows), logits(backbone, rows)
    assert 0 < float((rough - exact).norm() / exact.norm()) < 0.03
    again = logits(backbone, rows)
    assert torch.equal(again, rough)  # the first reading moved scales about, and changed nothing
    whole = load_pooled(folder, Choice(torch.device("cpu"), torch.float32, ""))  # packed as it is stored
    stored = whole.decoder.base_model.layers[0].mlp.up_proj.weight.detach()
    step = stored.abs().amax(1, keepdim=True) / 127
    assert bool(((unpacked(layer) - stored).abs() <= 0.6 * step).all())  # of fp16 on the way


def test_columns_that_stand_out_are_multiplied_as_they_are(folder: Path) -> None:
    """LLM.int8, section 3: one large value would make the steps of all others coarse."""
    backbone = load_pooled(folder, packed(torch.float32, Precision.INT8))
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    rows[..., 5] = 300.0
    layer = backbone.decoder.base_model.layers[0].mlp.up_proj
    exact, rough = rows @ unpacked(layer).T, layer(rows).detach()
    others = exact - rows[..., 5:6] * unpacked(layer)[:, 5]
    assert float((rough - exact).norm() / others.norm()) < 0.02
    cut = (rows / (300 / 127)).round() * (300 / 127)
    assert float((cut @ unpacked(layer).T - exact).norm() / others.norm()) > 0.3  # what it would cost


def test_an_autocompressor_in_eight_bits_makes_other_summaries_too() -> None:
    backbone = load_autocompressor(GOLDEN, packed(torch.float32, Precision.INT8))
    assert backbone.info.fingerprint.endswith("-int8")


@pytest.mark.parametrize("precision", [Precision.NF4, Precision.INT8, Precision.FP32])
def test_what_summaries_are_stored_under_is_known_before_loading(precision: Precision, folder: Path) -> None:
    for place, kind in ((GOLDEN, BackboneFormat.AUTOCOMPRESSOR), (folder, BackboneFormat.POOLED)):
        models = Models([place.parent], place.name, Device.CPU, precision)
        before = models.fingerprint
        assert models.get().info.fingerprint == before == models.fingerprint
        assert models.get().info.format is kind


def learn(backbone: PooledBackbone | AutoCompressorBackbone, rows: Tensor, steps: int) -> list[float]:
    """Steps towards one token with the adapter "learning"."""
    rack, decoder = backbone.adapters, backbone.decoder
    optimizer = torch.optim.AdamW(rack.parameters("learning"), lr=1e-2)
    losses = []
    for _ in range(steps):
        rack.activate("learning", training=True)
        decoder.train(True)
        optimizer.zero_grad()
        scores = decoder(inputs_embeds=rows.to(decoder.dtype)).logits.float()
        loss = torch.nn.functional.cross_entropy(scores[0], torch.full((rows.shape[1],), 7))
        loss.backward()  # type: ignore[no-untyped-call]
        decoder.train(False)
        rack.activate(None)
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


@pytest.mark.parametrize("precision", [Precision.NF4, Precision.INT8])
@pytest.mark.parametrize("dtype", NUMBERS)
def test_an_adapter_learns_on_top_and_comes_back(
    folder: Path, tmp_path: Path, dtype: torch.dtype, precision: Precision
) -> None:
    backbone = load_pooled(folder, packed(dtype, precision))
    rows = torch.randn(1, 30, WIDTH, generator=torch.Generator().manual_seed(1))
    before = logits(backbone, rows)
    backbone.adapters.add("learning", LoraShape(rank=4, alpha=8))
    layer = backbone.decoder.base_model.layers[0].self_attn.q_proj
    assert type(layer).__module__ == "peft.tuners.lora.bnb"
    backbone.adapters.activate("learning")
    assert torch.equal(logits(backbone, rows), before)
    losses = learn(backbone, rows, 6)
    assert losses[-1] < losses[0] - 0.1
    for weight in backbone.adapters.parameters("learning"):
        assert weight.dtype is torch.float32
        assert weight.grad is not None
        assert weight.grad.abs().max() > 0
    backbone.adapters.activate(None)
    assert torch.equal(logits(backbone, rows), before)  # nothing else learned, nothing was repacked
    backbone.adapters.activate("learning")
    answer = logits(backbone, rows)
    backbone.adapters.save("learning", tmp_path / "saved")
    again = load_pooled(folder, packed(dtype, precision))
    again.adapters.load("adapter1", tmp_path / "saved")
    again.adapters.activate("adapter1")
    assert torch.equal(logits(again, rows), answer)


def test_answers_with_and_without_an_adapter(folder: Path) -> None:
    backbone = load_pooled(folder, packed(torch.float32))
    (summaries,) = backbone.compress([backbone.encode(TEXT)])
    prompt = backbone.assemble(PromptParts((MemorySpan(summaries, 200),), (), "Who signed?"))
    without = "".join(backbone.generate(prompt, 8))
    backbone.adapters.add("learning", LoraShape())
    learn(backbone, prompt.embeddings.clone(), 3)
    with_it = "".join(backbone.generate(prompt, 8, adapter="learning"))
    assert "".join(backbone.generate(prompt, 8)) == without
    assert "".join(backbone.generate(prompt, 8, adapter="learning")) == with_it


def test_a_missing_package_is_said_in_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bitsandbytes", None)  # as if it were not installed
    with pytest.raises(BadInput, match=r"need the package bitsandbytes.*Nothing was loaded"):
        load_backbone(folder, device="cpu", dtype="nf4")
    assert load_backbone(folder, device="cpu", dtype="fp32").info.dtype == "fp32"


def test_bitsandbytes_neither_fetches_kernels_nor_talks(tmp_path: Path) -> None:
    """A package `kernels`, where there is one, would bring compiled code from the network."""
    kernels = tmp_path / "kernels.py"
    kernels.write_text("print('fetching')\ndef get_kernel(*names, **more): raise SystemExit('fetched')\n")
    program = """
        from lloco_desktop.backbone.quantising import prepare_bitsandbytes
        prepare_bitsandbytes(needed=True)
        import bitsandbytes, kernels, sys
        sys.exit(bitsandbytes.nn.Linear4bit is None)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "fetching\n")  # by the last import here
