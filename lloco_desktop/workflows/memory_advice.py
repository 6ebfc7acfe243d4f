"""Running out of memory, said in one sentence that proposes what fits; and the application goes on.

    yield from advised(steps, models, Moment.LEARNING)

Whatever ran out is let go of before the sentence is made, so that the next question has the memory. What is
proposed is reckoned by `fitting`, and is always smaller than what has just failed: first the same
backbone with smaller numbers, then another one that is installed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from lloco_desktop.domain import Question
from lloco_desktop.errors import BackboneError, OutOfMemory
from lloco_desktop.sentences import say
from lloco_desktop.settings import Precision, Settings
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.answer_question import answer_question
from lloco_desktop.workflows.events import Answered, Piece, Searched
from lloco_desktop.workflows.room import give_back, machine_now

if TYPE_CHECKING:
    from lloco_desktop.fitting.machine import Machine
    from lloco_desktop.fitting.shape import BackboneShape
    from lloco_desktop.fitting.verdict import Fit
    from lloco_desktop.model_files.finding import FoundBackbone
    from lloco_desktop.workflows.models import Models

log = logging.getLogger(__name__)

Event = TypeVar("Event")


class Moment(Enum):
    """What was being done when the memory ran out."""

    LOADING = "loading"
    SUMMARISING = "summarising"
    ANSWERING = "answering"
    LEARNING = "learning"


class NoRoom(OutOfMemory):
    """The memory ran out; the text says when, and what would fit."""


def advised(steps: Iterator[Event], models: Models, moment: Moment) -> Iterator[Event]:
    """The same events. Raises `NoRoom` where the memory runs out, once what failed has been let go of."""
    with closing(steps):  # type: ignore[type-var]  # every caller gives a generator
        while True:
            try:
                event = next(steps)
            except StopIteration:
                return
            except NoRoom:
                raise
            except Exception as error:
                if not ran_out(error):
                    raise
                log.warning("out of memory while %s: %s", moment.value, error)
            else:
                yield event
                continue
            # Outside the handler: inside it, the traceback would keep what did not fit alive.
            give_back()
            raise NoRoom(sentence(models, moment))


def ran_out(error: Exception) -> bool:
    """Whether an exception says that memory ran out, on any device."""
    from lloco_desktop.backbone.device import memory_errors  # imports torch, as whatever failed did

    if isinstance(error, OutOfMemory):
        return True
    try:
        with memory_errors():
            raise error
    except OutOfMemory:
        return True
    except Exception:  # noqa: BLE001 - the same one again: it is another failure
        return False


def answer_within_memory(
    workspace: Workspace, models: Models, question: Question, settings: Settings
) -> Iterator[Searched | Piece | Answered]:
    """Answer a question; where the memory runs out, in the documents' own words, with the reason."""
    searched = False
    steps = advised(answer_question(workspace, models, question, settings), models, Moment.ANSWERING)
    with closing(steps):  # type: ignore[type-var]
        try:
            for event in steps:
                searched = searched or isinstance(event, Searched)
                yield event
            return
        except NoRoom as error:
            reason = str(error)
    for event in answer_question(workspace, models, replace(question, quote=True), settings):
        if isinstance(event, Answered):
            note = event.answer.note
            joined = reason if note is None else say("{one} {other}", one=reason, other=note)
            yield Answered(replace(event.answer, note=joined))
        elif not (searched and isinstance(event, Searched)):
            yield event


# --- the sentence ------------------------------------------------------------------------------


def sentence(models: Models, moment: Moment) -> str:
    """What happened, and what would fit."""
    return say("{happened} {proposal}", happened=_happened(models, moment), proposal=_proposal(models))


def _happened(models: Models, moment: Moment) -> str:
    info, chosen = models.info, models.chosen
    name = info.name if info is not None else chosen.name if chosen is not None else models.wanted
    match moment:
        case Moment.LOADING:
            return say("There is not enough memory to load {name}.", name=name)
        case Moment.SUMMARISING:
            return say("The memory ran out while {name} summarised; what was made is kept.", name=name)
        case Moment.LEARNING:
            return say("The memory ran out while {name} learned; nothing that existed was lost.", name=name)
    return say("The memory ran out while {name} answered; these are the documents' own words.", name=name)


def _proposal(models: Models) -> str:
    machine, chosen = machine_now(models), models.chosen
    if chosen is not None and (shape := _shape(chosen)) is not None:
        limit = _weights_that_failed(models, shape, machine)
        smaller = _fitting(shape, machine, limit)
        if smaller is not None:
            return say(
                "With its weights in {bits} it fits on {place}: choose that in the settings of the backbone.",
                bits=_bits(smaller.precision),
                place=smaller.place,
            )
        others = [
            (fit, found)
            for found in models.found()
            if found.problem is None and found.folder != chosen.folder
            if (other := _shape(found)) is not None and (fit := _fitting(other, machine, limit)) is not None
        ]
        if others:
            _best, found = max(others, key=lambda one: one[0].weights)
            return say("{name} fits: choose it in the settings of the backbone.", name=found.name)
    return say("Close other programs, or ask about fewer documents.")


def _shape(found: FoundBackbone) -> BackboneShape | None:
    from lloco_desktop.fitting.shape import shape_of

    try:
        return shape_of(found.folder)
    except BackboneError:
        return None


def _weights_that_failed(models: Models, shape: BackboneShape, machine: Machine) -> int:
    """Bytes of the weights as they are loaded now, or would have been."""
    from lloco_desktop.fitting.verdict import fit, fits

    if models.info is not None:
        as_loaded = models.info.dtype
        known = [one.weights for one in fits(shape, machine) if one.precision.value == as_loaded]
        if known:
            return known[0]
    return fit(shape, machine, models.choice).weights


def _fitting(shape: BackboneShape, machine: Machine, limit: int) -> Fit | None:
    """The best way to compute that fits well and takes less than `limit` bytes."""
    from lloco_desktop.fitting.verdict import Verdict, fits

    good = [
        one
        for one in fits(shape, machine)
        if one.verdict in (Verdict.FITS, Verdict.TIGHT) and one.weights < limit
    ]
    return max(good, key=lambda one: one.weights) if good else None


def _bits(precision: Precision) -> str:
    match precision:
        case Precision.NF4:
            return say("4 bits")
        case Precision.INT8:
            return say("8 bits")
        case Precision.BF16:
            return say("16 bits")
    return say("32 bits")
