"""The size of a batch: what takes about a second, what memory holds, and never again what did not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.compression.batching import CPU_MOST, GPU_MOST, BatchSize
from lloco_desktop.compression.compressor import compress
from tests.compression.test_compressor import CountingBackbone, work
from tests.tiny_backbone import write_tiny_backbone


@dataclass
class Timed(CountingBackbone):
    """Takes a second for so many tokens, on a clock of its own."""

    speed: float = 100.0
    now: list[float] = field(default_factory=lambda: [0.0])

    def compress(self, segments: Any, histories: Any) -> Any:
        made = super().compress(segments, histories)
        self.now[0] += sum(len(segment) for segment in segments) / self.speed
        return made


def run(backbone: Any, count: int) -> list[int]:
    """Compress so many segments of ten tokens; how many there were in each batch."""
    size = BatchSize(backbone, clock=lambda: backbone.now[0])
    texts = [chr(97 + number) * 10 for number in range(count)]
    made = [key for batch in compress(backbone, work(texts), size) for key, _ in batch]
    assert len(set(made)) == len(made) == count
    return [len(batch) for batch in backbone.batches]


def size(device: str = "cpu", token_bytes: int = 0, free: int | None = None) -> BatchSize:
    backbone: Any = SimpleNamespace(
        info=SimpleNamespace(device=device, encoder_window=128), token_bytes=token_bytes
    )
    return BatchSize(backbone, lambda _: free)


def test_the_first_batch_is_one_segment_and_the_next_take_about_a_second() -> None:
    assert run(Timed(), 60) == [1, 4, 10, 1, 10, 10, 10, 10, 4]


def test_a_slow_backbone_gets_single_segments() -> None:
    assert run(Timed(speed=5.0), 8) == [1] * 8


def test_what_did_not_fit_is_not_tried_again() -> None:
    backbone = Timed(fits=3)
    run(backbone, 24)
    assert backbone.refused == 1


def test_a_fast_one_grows_to_what_its_device_is_filled_by() -> None:
    for device, most in (("cpu", CPU_MOST), ("cuda:0", GPU_MOST)):
        sizes = size(device)
        for _ in range(8):
            sizes.took(sizes.tokens, 0.001)
        assert sizes.tokens == most


@pytest.mark.parametrize(("free", "most"), [(8_000_000, 4000), (1_000_000, 500), (10, 1), (None, CPU_MOST)])
def test_memory_that_is_free_sets_the_limit(free: int | None, most: int) -> None:
    sizes = size(token_bytes=1000, free=free)
    for _ in range(8):
        sizes.took(sizes.tokens, 0.001)
    assert sizes.tokens == most


def test_real_backbones_say_what_a_token_takes(tmp_path: Path) -> None:
    pooled = load_backbone(write_tiny_backbone(tmp_path / "tiny"), device="cpu", dtype="fp32")
    golden = Path(__file__).resolve().parent.parent / "golden" / "autocompressor-tiny"
    auto = load_backbone(golden, device="cpu", dtype="fp32")
    for backbone, width in ((pooled, 32), (auto, 64)):
        assert 10 * width < backbone.token_bytes < 400 * width
