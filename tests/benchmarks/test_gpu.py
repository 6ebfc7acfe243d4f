"""The measurements for a GPU, rehearsed on the CPU: nothing in them may be broken when one can be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from benchmarks.gpu import profiling
from benchmarks.gpu.__main__ import PARTS, main
from benchmarks.gpu.formulas import (
    Chip,
    attention_flops,
    cache_bytes,
    forward_flops,
    inner_weights,
    training_flops,
    weight_bytes,
)
from benchmarks.gpu.measuring import NO_ROOM, Run
from benchmarks.gpu.predictions import answering, compressing, learning, shape_of
from benchmarks.gpu.shapes import LONGEST, autocompressor, llama, qwen, text
from lloco_desktop.backbone.model_memory import model_shape
from lloco_desktop.errors import OutOfMemory

CPU = torch.device("cpu")
LLAMA = shape_of(llama(tiny=False))


def test_every_part_runs_and_keeps_its_rows(tmp_path: Path) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        run = main(["--tiny", "--out", str(tmp_path)])
    finally:
        torch.set_num_threads(threads)
    assert {row["part"] for row in run.rows} == set(PARTS)
    assert [row for row in run.rows if row["outcome"] != "ok"] == []
    kept = json.loads((tmp_path / "results-abcdef.json").read_text(encoding="utf-8"))
    assert len(kept["rows"]) == len(run.rows)
    assert kept["tiny"]
    assert kept["chip"]["measured_TFLOPs"] > 0
    graphs = [row for row in run.rows if row["case"] == "CUDA graph"]
    assert [row["same_tokens"] for row in graphs] == ["8/8", "8/8"]
    assert [row for row in run.rows if row["part"] == "f" and row.get("not equal")] == []
    for part in "ad":
        assert any("first_token_s, times" in row for row in run.rows if row["part"] == part)
    for part in "cd":
        assert any("samples_per_s, times" in row for row in run.rows if row["part"] == part)
    follow_up = next(row for row in run.rows if row["case"] == "follow-up")
    assert follow_up["rows_reused"] > 0


def test_what_fails_has_no_room_or_comes_too_late_is_said(tmp_path: Path) -> None:
    run = Run(tmp_path, ["a"], 60, "cpu", tiny=True)

    def no_room() -> dict[str, float]:
        raise OutOfMemory("no")

    def wrong() -> dict[str, float]:
        raise ValueError("odd")

    assert run.case("a", {}, no_room)["outcome"] == NO_ROOM
    assert run.case("a", {}, wrong)["outcome"] == "failed: ValueError: odd"
    assert run.case("a", {}, dict, needs=100)["outcome"].startswith("skipped: ")
    kept = json.loads((tmp_path / "results-a.json").read_text(encoding="utf-8"))
    assert [row["outcome"] for row in kept["rows"]] == [row["outcome"] for row in run.rows]


def test_without_a_gpu_only_the_rehearsal_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is one")
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path)])
    assert "no NVIDIA GPU" in capsys.readouterr().err


def test_operations_are_those_that_are_counted_by_torch() -> None:
    from torch.utils.flop_counter import FlopCounterMode

    backbone = autocompressor(CPU, tiny=True)
    shape, rows = model_shape(backbone.decoder), 40
    ids = torch.zeros(1, rows, dtype=torch.long)
    with FlopCounterMode(display=False) as counted, torch.no_grad():
        backbone.decoder(input_ids=ids, use_cache=False)
    square = 2 * attention_flops(shape, rows) * rows / (rows + 1)  # torch counts what causality leaves out
    plain = forward_flops(shape, rows, heads=rows) - attention_flops(shape, rows)
    assert counted.get_total_flops() in (pytest.approx(plain + square), pytest.approx(plain))


def test_figures_of_llama_2_7b() -> None:
    assert inner_weights(LLAMA) == 32 * (4 * 4096**2 + 3 * 4096 * 11_008)
    assert weight_bytes(LLAMA) == 2 * (inner_weights(LLAMA) + 4096 * 32_000)
    assert cache_bytes(LLAMA, 1) == 512 * 1024  # half a mebibyte a row
    assert cache_bytes(shape_of(qwen("4B", tiny=False)), 1) == 144 * 1024


def test_operations_of_parts_sum_to_those_of_the_whole() -> None:
    whole = forward_flops(LLAMA, 1000)
    assert forward_flops(LLAMA, 400) + forward_flops(LLAMA, 600, before=400) == pytest.approx(whole)
    assert training_flops(LLAMA, 1000, again=True) - training_flops(LLAMA, 1000, again=False) == whole


def test_a_graph_is_never_slower_and_text_never_faster() -> None:
    chip = Chip()
    assert chip.token(LLAMA, 1000, graph=True) < chip.token(LLAMA, 1000)
    assert chip.first_token(LLAMA, 32_768) > 20 * chip.first_token(LLAMA, 1107)


def test_predictions_have_a_row_for_each_case() -> None:
    chip = Chip()
    assert len([*answering(chip, LLAMA, 30.72, (4096, 8192))]) == 4
    assert len([*compressing(chip)]) == 4
    assert len([*learning(chip, LLAMA, (30.72,), (8192,))]) == 3


def test_text_has_as_many_tokens_as_wanted_and_fits_the_window() -> None:
    backbone = autocompressor(CPU, tiny=True)
    assert backbone.count_prompt_tokens(text(5000)) == 5000
    assert backbone.info.decoder_window == LONGEST


@pytest.mark.parametrize("what", ["token", "prompt", "compress"])
def test_a_profile_is_written(tmp_path: Path, what: str) -> None:
    table = profiling.main([what, "--tiny", "--source", "128", "--out", str(tmp_path)])
    assert "s on the clock" in table.read_text(encoding="utf-8")
    assert "aten::" in table.read_text(encoding="utf-8")
