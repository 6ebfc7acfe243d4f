"""Whether an adapter earned its place: answers without and with it, compared question by question.

Held-out questions must be answered better beyond noise; other questions, and those that the documents do not
answer, must not be answered worse. Torch is only where the backbone is called.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.errors import BadInput
from lloco_desktop.learning.examples import Example, Summaries
from lloco_desktop.learning.report import Comparison, Decision, Interval, Measured, Report, Score
from lloco_desktop.metrics import bootstrap, exact_match, f1, normalise
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say, to_say
from lloco_desktop.study import MaterialKind

KEPT = to_say("It is kept, but not used.")
FEWEST = 20  # held-out questions: fewer can be answered better by luck, whatever the interval says
MOST_FALL = 5.0  # points that the mean of a set may fall while its interval still reaches 0
WITHOUT = to_say("Answering questions without the adapter")
WITH = to_say("Answering questions with the adapter")
_REFUSAL = normalise(NOT_IN_DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one of the examples."""

    index: int
    text: str


def answer_examples(
    backbone: Backbone,
    examples: Sequence[Example],
    summaries: Summaries,
    adapter: str | None,
    max_new_tokens: int,
) -> Generator[Progress | Answered, None, None]:
    """Answer the examples one by one, greedily, read with the adapter of that name; two events after each.

    Between two events anybody else may have used the backbone. A prompt that does not fit the decoder is
    answered with nothing. Raises OutOfMemory.
    """
    meter = Meter(len(examples), "questions")
    for index, example in enumerate(examples):
        prompt = backbone.assemble(example.student_parts(summaries(example.keys)))
        try:
            with closing(backbone.generate(prompt, max_new_tokens, adapter=adapter)) as pieces:
                text = "".join(pieces).strip()
        except BadInput:  # longer than the decoder reads
            text = ""
        meter.advance(1)
        yield Answered(index, text)
        yield meter.progress(say(WITHOUT if adapter is None else WITH))


def compare(
    measured: Measured,
    wanted: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    seed: int,
    chunks: Sequence[int | None] | None = None,
) -> Comparison:
    """One set of questions by its answers without and with the adapter, paired by question.

    `chunks` says which text each question is about: those about one text are drawn together, which makes the
    intervals as wide as they should be. For unanswerable questions both measures are the share refused,
    whatever answers were wanted.
    """
    first, then = (_marks(measured, wanted, answers) for answers in (before, after))
    gains = [now - was for (was, _), (now, _) in zip(first, then, strict=True)]
    groups = _groups(chunks)
    gain = Interval(*bootstrap(gains, seed, groups))
    return Comparison(measured, _score(first, seed, groups), _score(then, seed, groups), gain)


def score(measured: Measured, wanted: Sequence[str], answers: Sequence[str], seed: int) -> Score:
    """Answers to one set of questions, 0 to 100, with 95% intervals."""
    return _score(_marks(measured, wanted, answers), seed, None)


def own_score(examples: Sequence[Example], answers: Sequence[str], seed: int) -> Score:
    """The score on those of the (held-out) examples that the user asked."""
    own = [
        (example.answer, answer)
        for example, answer in zip(examples, answers, strict=True)
        if example.kind is MaterialKind.OWN
    ]
    return score(Measured.HELD_OUT, [wanted for wanted, _ in own], [answer for _, answer in own], seed)


def decide(comparisons: Sequence[Comparison]) -> Decision:
    """Whether the adapter is to be used, with the sentence that says why.

    It is, if the whole interval of the paired gain on held-out questions lies above 0 and no other set falls
    beyond noise: its interval wholly below 0, or (small sets have wide intervals) a mean that falls by more
    than `MOST_FALL` points and by more than one question. A set that was not measured does not object.
    """
    by_set = {one.measured: one for one in comparisons if one.before.questions}
    held_out = by_set.get(Measured.HELD_OUT)
    count = held_out.before.questions if held_out else 0
    if held_out is None or count < FEWEST:
        if count:
            few = say(
                "There are only {n} held-out questions to judge it by; at least {fewest} are needed. {kept}",
                n=count,
                fewest=FEWEST,
                kept=say(KEPT),
            )
        else:
            few = say(
                "There are no held-out questions to judge it by; at least {fewest} are needed. {kept}",
                fewest=FEWEST,
                kept=say(KEPT),
            )
        return Decision(False, few)
    told = {"n": count, "numbers": f"F1 {_numbers(held_out)}", "kept": say(KEPT)}
    if held_out.gain.low <= 0:
        if held_out.gain.high < 0:
            return Decision(False, say("Worse on {n} held-out questions: {numbers}. {kept}", **told))
        return Decision(
            False, say("Not better beyond chance on {n} held-out questions: {numbers}. {kept}", **told)
        )
    objections = [
        _objection(one)
        for name in (Measured.OFF_TOPIC, Measured.UNANSWERABLE)
        if (one := by_set.get(name)) and falls(one)
    ]
    if objections:
        but = say(" and ").join(objections)
        return Decision(
            False, say("Better on {n} held-out questions ({numbers}), but {but}. {kept}", but=but, **told)
        )
    return Decision(
        True,
        say("Better on {n} held-out questions: {numbers}; {others}.", others=_others(by_set), **told),
    )


def falls(comparison: Comparison) -> bool:
    """Whether a set is answered worse beyond noise; see `decide`."""
    tolerated = max(MOST_FALL, 100.0 / comparison.before.questions)
    return comparison.gain.high < 0 or comparison.gain.mean < -tolerated - 1e-9


def scores_of(report: Report, own: Score | None = None) -> dict[str, Any]:
    """What an adapter's origin says of its scores, as JSON: the report's means, and the user's own questions.

        {"held_out": {"questions": 143, "f1_before": 12.1, "f1_after": 31.0,
                      "gain_low": 14.2, "gain_high": 24.0},
         "off_topic": {...}, "unanswerable": {...}, "own": {"questions": 41, "f1_after": 55.2}}

    `own` is the score after learning on the held-out questions that the user asked (`own_score`): what
    `answering.support` trusts an adapter by. Without any there is no such entry.
    """
    scores: dict[str, Any] = {
        one.measured.value: {
            "questions": one.before.questions,
            "f1_before": round(one.before.f1.mean, 2),
            "f1_after": round(one.after.f1.mean, 2),
            "gain_low": round(one.gain.low, 2),
            "gain_high": round(one.gain.high, 2),
        }
        for one in report.comparisons
    }
    if own is not None and own.questions:
        scores["own"] = {"questions": own.questions, "f1_after": round(own.f1.mean, 2)}
    return scores


def _marks(measured: Measured, wanted: Sequence[str], answers: Sequence[str]) -> list[tuple[float, float]]:
    """F1 and exact match of each answer, 0 to 100."""
    if measured is Measured.UNANSWERABLE:
        refused = [100.0 * (normalise(answer) == _REFUSAL) for answer in answers]
        return list(zip(refused, refused, strict=True))
    return [
        (100 * f1(answer, gold), 100 * exact_match(answer, gold))
        for answer, gold in zip(answers, wanted, strict=True)
    ]


def _score(marks: Sequence[tuple[float, float]], seed: int, groups: Sequence[Hashable] | None) -> Score:
    overlap, exact = ([mark[at] for mark in marks] for at in (0, 1))
    return Score(
        len(marks), Interval(*bootstrap(overlap, seed, groups)), Interval(*bootstrap(exact, seed, groups))
    )


def _groups(chunks: Sequence[int | None] | None) -> list[Hashable] | None:
    """A group for each question; those that are about no text of the library are one each."""
    if chunks is None:
        return None
    return [("alone", at) if chunk is None else chunk for at, chunk in enumerate(chunks)]


def _objection(one: Comparison) -> str:
    count = one.before.questions
    if one.measured is Measured.UNANSWERABLE:
        return say(
            "of {n} questions that the documents do not answer it refuses {after:.0f}% instead of "
            "{before:.0f}%",
            n=count,
            after=one.after.f1.mean,
            before=one.before.f1.mean,
        )
    return say(
        "{n} questions about other things are answered worse (F1 {numbers})", n=count, numbers=_numbers(one)
    )


def _others(by_set: dict[Measured, Comparison]) -> str:
    told = {
        Measured.OFF_TOPIC: say("other questions are answered as before"),
        Measured.UNANSWERABLE: say("it refuses no less than before"),
    }
    missing = {
        Measured.OFF_TOPIC: say("other questions were not measured"),
        Measured.UNANSWERABLE: say("refusing was not measured"),
    }
    return say(", and ").join(text if one in by_set else missing[one] for one, text in told.items())


def _numbers(one: Comparison) -> str:
    return say(
        "{after} instead of {before} (gain {low} to {high})",
        after=number(one.after.f1.mean),
        before=number(one.before.f1.mean),
        low=number(one.gain.low),
        high=number(one.gain.high),
    )


def number(value: float) -> str:
    """A score for people: whole from 10 on, else with a decimal, or two where one would say nothing."""
    text = f"{value:.0f}" if abs(value) >= 9.95 else f"{value:.1f}"
    if text in ("0.0", "-0.0"):
        return f"{value:.2f}" if abs(value) >= 0.005 else "0"
    return text
