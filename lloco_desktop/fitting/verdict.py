"""Whether a backbone fits a machine, in which precision, and with how much room: numbers and a sentence.

Pure arithmetic on shapes and on what `machine.look` saw: every kind of machine can be tried in a test. What a
backbone takes is reckoned in `reckoning.py` and `room.py`, what is said lies in `wording.py`. Torch-free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lloco_desktop.fitting import wording
from lloco_desktop.fitting.machine import GpuKind, Machine
from lloco_desktop.fitting.reckoning import PACKED
from lloco_desktop.fitting.room import Costs, Place, can_pack, costs, places, processor, share
from lloco_desktop.fitting.shape import BackboneShape
from lloco_desktop.model_files.formats import BackboneFormat
from lloco_desktop.settings import BackboneChoice, Device, Precision

LEAST_ROWS = 1024  # of context; with less, nothing can be asked
ENOUGH_TEXT = 32_768  # source tokens at once, where a decoder could read more: a report of 60 pages
QUESTION_ROWS = 512  # of it, that a question, its passages and the answer take
SMALL = 1_000_000_000  # parameters, up to which a processor answers while one waits
BEST_FIRST = (Precision.FP32, Precision.BF16, Precision.INT8, Precision.NF4)
MUCH_TEXT = 100_000  # source tokens: for more than this at once no summaries need be coarser


class Verdict(Enum):
    """How well it fits."""

    FITS = "fits"
    TIGHT = "tight"  # it loads, but has less room for context than it could read
    SPILLS = "spills"  # some layers would have to compute on the processor
    TOO_LARGE = "too large"  # or there is no such device


@dataclass(frozen=True, slots=True)
class Fit:
    """One backbone on one device in one precision."""

    device: str  # "cpu", "cuda:0", "mps": of the embeddings, where layers are on several
    place: str  # for people: "NVIDIA RTX 4090", "the processor"
    precision: Precision  # never AUTO
    verdict: Verdict
    weights: int  # bytes
    free: int | None  # bytes of that device; None where nobody knows
    context: int  # rows, summaries and tokens together, that there is room for; at most the decoder's window
    text_context: int  # source tokens that so many summaries stand for, at the backbone's smallest ratio
    learning: bool  # whether a LoRA step has room too
    sentence: str  # what the user sees: it fits with how much room, or why it is refused and what would help
    needs: int = 0  # bytes that have to be free for it to load and answer at all
    split: tuple[tuple[str, int], ...] = ()  # devices and their numbers of layers, in order, if several

    @property
    def loads(self) -> bool:
        """Whether it can be used."""
        return self.verdict is not Verdict.TOO_LARGE


def fit(shape: BackboneShape, machine: Machine, choice: BackboneChoice) -> Fit:
    """How the backbone computes with that choice on that machine, or why it cannot.

    An AUTO precision packs the weights of a pooled backbone where a GPU has no room for them otherwise; those
    of an AutoCompressor never, since its summaries would depend on what memory happened to be free.
    """
    devices = places(machine, choice.device)
    if not devices:
        return _refusal(shape, machine, choice, processor(machine), ())
    tried: list[Fit] = []
    for place in devices:
        alone = [_alone(shape, place, one) for one in _precisions(shape, machine, place, choice.precision)]
        tried += alone
        best = _best(alone)
        if best is not None:
            return best if place is devices[0] else _with_remark(shape, machine, choice, devices[0], best)
        if place is _last_gpu(devices):
            several = _over_several(shape, machine, devices, choice)
            if several is not None:
                return several
    wanted = devices[0]
    return _refusal(shape, machine, choice, wanted, [one for one in tried if one.device == wanted.device])


def _with_remark(
    shape: BackboneShape, machine: Machine, choice: BackboneChoice, wanted: Place, found: Fit
) -> Fit:
    """What computes on the processor, with the programs that keep it from a GPU, if closing them would do."""
    if found.device != "cpu" or wanted.gpu is None:
        return found
    precisions = _precisions(shape, machine, wanted, choice.precision)
    needs = {one: _alone(shape, wanted, one).needs for one in precisions}
    closing = _what_helps(shape, machine, choice, wanted, needs).closing if needs else ()
    if not closing:
        return found
    return replace(found, sentence=wording.with_remark(found.sentence, wanted.name, closing))


def fits(shape: BackboneShape, machine: Machine) -> tuple[Fit, ...]:
    """One for each precision, on the device that is best for it."""
    return tuple(fit(shape, machine, BackboneChoice(precision=precision)) for precision in BEST_FIRST)


def propose(machine: Machine, shapes: Mapping[str, BackboneShape]) -> tuple[str, Fit]:
    """The backbone to recommend, by its key, and how it fits.

    On a GPU, the one that answers best of those with enough room: pooled ones before AutoCompressors (whose
    answers need learning first), finer summaries before coarser ones as long as they hold `MUCH_TEXT`,
    unpacked before packed, more parameters before fewer. A processor gets the largest of the `SMALL` ones: a
    larger one would keep people waiting. Raises ValueError without any shapes.
    """
    if not shapes:
        raise ValueError("no backbones to choose among")
    found = {
        (key, one.precision): one
        for key, shape in shapes.items()
        for one in (
            fit(shape, machine, BackboneChoice(precision=precision))
            for precision in (Precision.AUTO, Precision.NF4)
        )
    }
    quick = {
        key: one
        for key, one in found.items()
        if one.verdict is Verdict.FITS and (one.device != "cpu" or shapes[key[0]].parameters <= SMALL)
    }
    chosen = max(
        quick or found,
        key=lambda key: _worth(shapes[key[0]], found[key]),
    )
    return chosen[0], found[chosen]


def _worth(shape: BackboneShape, one: Fit) -> tuple[float, ...]:
    """To compare backbones by; the larger, the better."""
    return (
        one.loads,
        shape.parameters > SMALL and one.device != "cpu",
        -shape.parameters if one.device == "cpu" and shape.parameters > SMALL else 0,
        shape.format is BackboneFormat.POOLED,
        min(one.text_context, MUCH_TEXT),
        -shape.ratios[0],
        one.precision not in PACKED,
        shape.parameters,
        not one.split,
    )


def _last_gpu(devices: Sequence[Place]) -> Place | None:
    return next((one for one in reversed(devices) if one.gpu is not None), None)


def _precisions(
    shape: BackboneShape, machine: Machine, place: Place, wanted: Precision
) -> Iterator[Precision]:
    """What may be tried on a device, the best first; nothing if it cannot compute in what is wanted."""
    if wanted is Precision.AUTO:
        yield Precision.BF16 if place.number == 2 else Precision.FP32
        if shape.format is BackboneFormat.POOLED and can_pack(machine, place.gpu, Precision.NF4):
            yield Precision.NF4
    elif can_pack(machine, place.gpu, wanted):
        yield wanted


def _alone(shape: BackboneShape, place: Place, precision: Precision) -> Fit:
    """All of it on one device."""
    cost = costs(shape, precision, place.number)
    left = place.room - cost.weights - cost.working
    context = min(shape.decoder_window, max(0, left // cost.row))
    return _said(shape, place, precision, cost, context, learning=place.room >= cost.weights + cost.learning)


def _said(
    shape: BackboneShape,
    place: Place,
    precision: Precision,
    cost: Costs,
    context: int,
    *,
    learning: bool,
    split: tuple[tuple[str, int], ...] = (),
) -> Fit:
    window = shape.decoder_window
    verdict = Verdict.TIGHT
    if context < min(window, LEAST_ROWS):
        verdict, context, learning = Verdict.TOO_LARGE, 0, False
    elif context == window or _text(shape, context) >= ENOUGH_TEXT:
        verdict = Verdict.FITS
    made = Fit(
        device=place.device,
        place=place.name,
        precision=precision,
        verdict=verdict,
        weights=cost.weights,
        free=place.free,
        context=context,
        text_context=_text(shape, context),
        learning=learning,
        sentence="",
        needs=cost.needs(min(window, LEAST_ROWS)) + place.reserve,
        split=split,
    )
    if verdict is Verdict.TOO_LARGE:
        return made
    if place.free is None:
        return replace(made, sentence=wording.nobody_knows(precision, made.needs))
    words = wording.fits(
        place.name,
        on_gpu=place.gpu is not None,
        total=place.total,
        precision=precision,
        room=wording.room(whole=context == window, tight=verdict is Verdict.TIGHT, text=made.text_context),
        learning=learning,
        slow=place.gpu is None and shape.parameters > SMALL,
    )
    return replace(made, sentence=words)


def _text(shape: BackboneShape, context: int) -> int:
    """Source tokens behind the summaries that so many rows hold beside a question."""
    rows = max(0, context - QUESTION_ROWS)
    text = round(rows * shape.ratios[0])
    return min(text, max(0, shape.decoder_window - QUESTION_ROWS)) if shape.spaced else text


def _best(found: Sequence[Fit]) -> Fit | None:
    """The first that fits well; else the first that loads."""
    ordered = [one for verdict in (Verdict.FITS, Verdict.TIGHT) for one in found if one.verdict is verdict]
    return ordered[0] if ordered else None


# --- several devices ----------------------------------------------------------------------------------------


def _over_several(
    shape: BackboneShape, machine: Machine, devices: Sequence[Place], choice: BackboneChoice
) -> Fit | None:
    """Layers on all GPUs; and, where the choice allows it, the rest on the processor."""
    gpus = [one for one in devices if one.gpu is not None and one.gpu.kind is not GpuKind.MPS]
    if not gpus:
        return None
    if len(gpus) > 1:
        spread = [_spread(shape, gpus, one) for one in _precisions(shape, machine, gpus[0], choice.precision)]
        best = _best([one for one in spread if one is not None])
        if best is not None:
            return best
    if choice.spill:
        for precision in _precisions(shape, machine, gpus[0], choice.precision):
            spilt = _spread(shape, [*gpus, processor(machine)], precision)
            if spilt is not None:
                return spilt
    return None


def _spread(shape: BackboneShape, devices: Sequence[Place], precision: Precision) -> Fit | None:
    """As many layers as fit on each device in turn; None where they do not all find room.

    The first device also has everything but the layers, and the work. More context is only given as long as
    it costs no layer its place on a GPU.
    """
    first = devices[0]
    cost = costs(shape, precision, first.number)
    window = shape.decoder_window
    rows = min(window, QUESTION_ROWS + round(ENOUGH_TEXT / shape.ratios[0]))
    counts = share(shape, devices, cost, rows)
    if sum(counts) < shape.decoder.layers:
        rows = min(window, LEAST_ROWS)
        counts = share(shape, devices, cost, rows)
    if sum(counts) < shape.decoder.layers or counts[0] == 0:
        return None
    low, high = rows, window  # the most rows
    while low < high:
        middle = (low + high + 1) // 2
        again = share(shape, devices, cost, middle)
        pushed = devices[-1].gpu is None and again[-1] > counts[-1]
        enough = sum(again) >= shape.decoder.layers and not pushed
        low, high = (middle, high) if enough else (low, middle - 1)
    counts = share(shape, devices, cost, low)
    split = tuple((place.device, count) for place, count in zip(devices, counts, strict=True) if count)
    names = [place.name for place, count in zip(devices, counts, strict=True) if count]
    made = _said(shape, first, precision, cost, low, learning=False, split=split)
    spilt = counts[-1] if devices[-1].gpu is None else 0
    words = wording.spread(
        names,
        precision=precision,
        spilt=spilt,
        layers=shape.decoder.layers,
        room=wording.room(whole=low == window, tight=False, text=made.text_context),
    )
    return replace(made, sentence=words, verdict=Verdict.SPILLS if spilt else made.verdict)


# --- refusals -----------------------------------------------------------------------------------------------


def _refusal(
    shape: BackboneShape, machine: Machine, choice: BackboneChoice, place: Place, tried: Sequence[Fit]
) -> Fit:
    """Why not, and what would help: nothing is proposed that was not reckoned."""
    if not tried:
        precision = Precision.BF16 if choice.precision is Precision.AUTO else choice.precision
        known = _alone(shape, place, precision)
        words = wording.impossible(machine, choice)
        return replace(
            known, verdict=Verdict.TOO_LARGE, context=0, text_context=0, learning=False, sentence=words
        )
    first = tried[0]
    needs = {one.precision: one.needs for one in tried}
    able = [one for one in BEST_FIRST if one not in needs and can_pack(machine, place.gpu, one)]
    others = {one: _alone(shape, place, one).needs for one in able}
    better = next((one for one, size in others.items() if size <= (place.free or 0)), Precision.NF4)
    if better in others:
        needs[better] = others[better]
    helps = _what_helps(shape, machine, choice, place, needs)
    words = wording.refuses(
        place.name,
        on_gpu=place.gpu is not None,
        free=place.free or 0,
        needs=needs,
        helps=helps,
    )
    return replace(first, sentence=words)


def _what_helps(
    shape: BackboneShape,
    machine: Machine,
    choice: BackboneChoice,
    place: Place,
    needs: Mapping[Precision, int],
) -> wording.Helps:
    """Every remedy was tried out by the same arithmetic."""
    free = place.free or 0
    better = next((one for one in BEST_FIRST if needs.get(one, free + 1) <= free), None)
    least = min(needs.values())
    closing: tuple[tuple[str, int], ...] = ()
    for holder in place.gpu.holders if place.gpu is not None else ():
        if holder.bytes is not None and free + sum(size for _, size in closing) < least:
            closing = (*closing, (holder.name, holder.bytes))
    if free + sum(size for _, size in closing) < least or better is not None:
        closing = ()
    spill = False
    elsewhere = False
    if place.gpu is not None and better is None:
        spill = not choice.spill and fit(shape, machine, replace(choice, spill=True)).loads
        elsewhere = (
            choice.device is not Device.AUTO and fit(shape, machine, replace(choice, device=Device.CPU)).loads
        )
    # Closing programs may make room only for packed weights, which then have to be chosen as well.
    room = free + sum(size for _, size in closing)
    chosen = any(needs[one] <= room for one in _precisions(shape, machine, place, choice.precision))
    return wording.Helps(
        precision=better, closing=closing, packing=not chosen, spill=spill, processor=elsewhere
    )
