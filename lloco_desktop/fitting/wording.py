"""What a person reads about a fit. Sizes are counted as makers of memory do: 1 GB is 2^30 bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lloco_desktop.fitting.machine import Machine
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Device, Precision

GB = 2**30


@dataclass(frozen=True, slots=True)
class Helps:
    """What would let a refused backbone load; each was reckoned."""

    precision: Precision | None = None  # in which it fits as things are
    closing: tuple[tuple[str, int], ...] = ()  # programs and what they hold: enough, if closed
    packing: bool = False  # but for 4 bits only
    spill: bool = False  # some layers on the processor
    processor: bool = False  # all of it on the processor


def amount(size: int) -> str:
    """Bytes of memory."""
    if size >= GB / 10:
        return f"{size / GB:.1f} GB"
    return f"{max(1, round(size / 2**20))} MB"


def whole_amount(size: int) -> str:
    """The memory of a device as its box says it: what the system keeps for itself is not taken off."""
    return f"{max(1, -(-size // GB))} GB"


def processor() -> str:
    """The processor, as a place to compute."""
    return say("the processor")


def how(precision: Precision) -> str:
    """A precision within a sentence."""
    if precision is Precision.INT8:
        return say("in 8 bits")
    return say("in 4 bits") if precision is Precision.NF4 else say("in {format}", format=precision.value)


def fits(
    name: str,
    *,
    on_gpu: bool,
    total: int | None,
    precision: Precision,
    room: str,
    learning: bool,
    slow: bool,
) -> str:
    """It fits one device; `room` is what `room` says."""
    if on_gpu:
        place = the_gpu(name, total)
    elif total is not None:
        place = say("this machine's memory ({size})", size=whole_amount(total))
    else:
        place = say("this machine's memory")
    if learning:
        said = say("Fits {place} {how} {room}, and for learning.", place=place, how=how(precision), room=room)
    else:
        said = say(
            "Fits {place} {how} {room}, but not for learning.", place=place, how=how(precision), room=room
        )
    return say("{fits} The processor takes much longer than a GPU would.", fits=said) if slow else said


def with_remark(fits: str, gpu: str, closing: Sequence[tuple[str, int]]) -> str:
    """Programs that, once closed, would leave it enough of a GPU."""
    return say(
        "{fits} The {gpu} has room for it once memory is given back by {programs}.",
        fits=fits,
        gpu=gpu,
        programs=_programs(closing),
    )


def _programs(closing: Sequence[tuple[str, int]]) -> str:
    return _listed([f"{program} ({amount(size)})" for program, size in closing])


def the_gpu(name: str, total: int | None) -> str:
    """A GPU within a sentence."""
    if total is None:
        return say("the {gpu}", gpu=name)
    return say("the {gpu} ({size})", gpu=name, size=whole_amount(total))


def room(*, whole: bool, tight: bool, text: int) -> str:
    """How much can be read at once, within a sentence."""
    if whole:
        return say("with room for all of its context")
    if tight:
        return say("with room for only about {text} tokens of documents at once", text=_round(text))
    return say("with room for about {text} tokens of documents at once", text=_round(text))


def _round(count: int) -> str:
    """Two digits that count, downwards: more was not reckoned."""
    step = 10 ** max(0, len(str(count)) - 2)
    return f"{count // step * step:,}"


def nobody_knows(precision: Precision, needs: int) -> str:
    """The system does not say how much memory is free."""
    return say(
        "Needs {size} {how}; this system does not say how much memory is free.",
        size=amount(needs),
        how=how(precision),
    )


def spread(names: Sequence[str], *, precision: Precision, spilt: int, layers: int, room: str) -> str:
    """Its layers are on several devices."""
    if spilt:
        return say(
            "Fits {how} only with {spilt} of its {layers} layers on the processor, which makes every answer "
            "much slower; it comes {room}, but not for learning.",
            how=how(precision),
            spilt=spilt,
            layers=layers,
            room=room,
        )
    together = [name if count == 1 else f"{count} × {name}" for name, count in Counter(names).items()]
    return say(
        "Fits {gpus} together {how} {room}, but not for learning.",
        gpus=_listed(together),
        how=how(precision),
        room=room,
    )


def impossible(machine: Machine, choice: BackboneChoice) -> str:
    """There is no such device, or it does not know such numbers."""
    if choice.device in (Device.CUDA, Device.MPS) and not machine.gpus:
        return say("There is no usable GPU here; choose the device 'auto' or 'cpu'.")
    if machine.why_no_nf4 is not None:
        return machine.why_no_nf4
    if choice.precision is Precision.INT8:
        return say("This GPU cannot compute with 8-bit weights; choose 4 bits, or another device.")
    if choice.precision is Precision.NF4:
        return say("This GPU cannot compute with 4-bit weights; choose another precision or device.")
    return say("There is no such GPU here; choose the device 'auto'.")


def refuses(name: str, *, on_gpu: bool, free: int, needs: Mapping[Precision, int], helps: Helps) -> str:
    """It does not fit, and what would help."""
    sizes = [say("{size} {how}", size=amount(size), how=how(precision)) for precision, size in needs.items()]
    needed, left = _listed(sizes), amount(free)
    if not on_gpu:
        why = say("Needs {needs}; {free} of this machine's memory are free.", needs=needed, free=left)
    elif len(helps.closing) == 1:
        why = say(
            "Needs {needs}; {free} are free on the {gpu}, because {program} holds memory.",
            needs=needed,
            free=left,
            gpu=name,
            program=_programs(helps.closing),
        )
    elif helps.closing:
        why = say(
            "Needs {needs}; {free} are free on the {gpu}, because {programs} hold memory.",
            needs=needed,
            free=left,
            gpu=name,
            programs=_programs(helps.closing),
        )
    else:
        why = say("Needs {needs}; {free} are free on the {gpu}.", needs=needed, free=left, gpu=name)
    return f"{why} {_remedy(helps)}"


def _remedy(helps: Helps) -> str:
    if helps.precision is Precision.NF4:
        return say("Choose 4 bits, in which it fits.")
    if helps.precision is Precision.INT8:
        return say("Choose 8 bits, in which it fits.")
    if helps.precision is not None:
        return say("Choose {format}, in which it fits.", format=helps.precision.value)
    if helps.closing:
        return _closing(several=len(helps.closing) > 1, packing=helps.packing)
    if helps.processor:
        return say("Let it compute on the processor, which is slower, or use a smaller backbone.")
    if helps.spill:
        return say(
            "Let some of its layers compute on the processor, which is slower, or use a smaller backbone."
        )
    return say("Use a smaller backbone.")


def _closing(*, several: bool, packing: bool) -> str:
    if packing and several:
        return say("Close them and choose 4 bits, or use a smaller backbone.")
    if packing:
        return say("Close it and choose 4 bits, or use a smaller backbone.")
    if several:
        return say("Close them, or use a smaller backbone.")
    return say("Close it, or use a smaller backbone.")


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return say("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])
