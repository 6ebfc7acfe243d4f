"""Packing loses no more than it says."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lloco_desktop.compression.storage import SMALLEST_SCALE, as_stored, pack, unpack
from lloco_desktop.domain import StoredSummaries, SummaryPrecision
from lloco_desktop.errors import WorkspaceDamaged

MATRICES = st.tuples(st.integers(0, 5), st.integers(1, 40), st.integers(0, 2**31), st.floats(-6, 4)).map(
    lambda case: (
        torch.randn(case[0], case[1], generator=torch.Generator().manual_seed(case[2])) * 10 ** case[3]
    )
)


@given(MATRICES)
def test_fp16_keeps_eleven_bits_of_every_number(summaries: torch.Tensor) -> None:
    stored = pack("k", summaries)
    assert len(stored.data) == 2 * summaries.numel()
    again = unpack(stored)
    assert again.dtype == torch.float32
    assert again.shape == summaries.shape
    error = (again - summaries.clamp(-65504, 65504)).abs()
    assert (error <= summaries.abs() * 2**-11 + 2**-25).all()  # half a step; the second term: subnormals


@given(MATRICES)
def test_what_a_decoder_is_given_are_the_same_numbers(summaries: torch.Tensor) -> None:
    for precision, dtype in ((SummaryPrecision.FP16, torch.float16), (SummaryPrecision.INT8, torch.float32)):
        stored = pack("k", summaries, precision)
        assert as_stored(stored).dtype == dtype
        assert torch.equal(as_stored(stored).float(), unpack(stored))
        assert torch.equal(as_stored(stored).bfloat16(), unpack(stored).bfloat16())


@given(MATRICES)
def test_int8_is_off_by_half_a_step_at_most(summaries: torch.Tensor) -> None:
    stored = pack("k", summaries, SummaryPrecision.INT8)
    count, width = summaries.shape
    assert len(stored.data) == count * width + 2 * count
    again = unpack(stored)
    assert again.shape == summaries.shape
    step = (summaries.abs().amax(1, keepdim=True) / 127).clamp(min=SMALLEST_SCALE) if count else summaries
    error = (again - summaries).abs()
    assert (error <= step * (0.5 + 127 * 2**-11)).all()  # half a step, and the rounding of the scale


@pytest.mark.parametrize("precision", SummaryPrecision)
def test_zeros_and_extremes_stay_numbers(precision: SummaryPrecision) -> None:
    summaries = torch.tensor([[0.0, 0.0], [1e9, -1e9], [1e-30, 0.0], [65504.0, 1.0]])
    again = unpack(pack("k", summaries, precision))
    assert torch.isfinite(again).all()
    assert torch.equal(again[0], summaries[0])


@pytest.mark.parametrize("precision", SummaryPrecision)
def test_packing_what_was_unpacked_changes_nothing_more(precision: SummaryPrecision) -> None:
    once = unpack(pack("k", torch.randn(4, 16), precision))
    assert torch.allclose(unpack(pack("k", once, precision)), once, rtol=1e-3)


def test_gradients_and_bf16_can_be_packed() -> None:
    summaries = torch.randn(2, 4, dtype=torch.bfloat16, requires_grad=True)
    assert torch.equal(unpack(pack("k", summaries)), summaries.detach().float())


@pytest.mark.parametrize("precision", SummaryPrecision)
def test_missing_bytes_are_said(precision: SummaryPrecision) -> None:
    stored = pack("key", torch.randn(2, 4), precision)
    short = StoredSummaries("key", 2, 4, precision, stored.data[:-1])
    with pytest.raises(WorkspaceDamaged, match="summaries key have"):
        unpack(short)
