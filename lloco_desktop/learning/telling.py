"""A report in plain sentences, for terminals and files."""

from __future__ import annotations

from collections.abc import Iterator

from lloco_desktop.learning.report import Comparison, Interval, Material, Measured, Report
from lloco_desktop.study import MaterialKind

SETS = {
    Measured.HELD_OUT: "Held-out questions about this library",
    Measured.OFF_TOPIC: "Questions about other things",
    Measured.UNANSWERABLE: "Questions that the documents do not answer, share refused",
}
KINDS = {
    MaterialKind.OWN.value: "of your own questions",
    MaterialKind.QUESTION.value: "questions",
    MaterialKind.RECALL.value: "names, numbers and quotations to recall",
    MaterialKind.SUMMARY.value: "summaries",
    MaterialKind.CONTINUATION.value: "continuations",
    MaterialKind.OFF_TOPIC.value: "about other things",
    MaterialKind.UNANSWERABLE.value: "without an answer",
}


def sentences(report: Report) -> list[str]:
    """What was learned from, how it went, the scores before and after, and the decision."""
    told = [f"Learned from {_count(report.documents, 'document')}, {report.tokens:,} tokens of text."]
    if report.material:
        told += _material(report.material)
    if report.steps:
        told.append(_training(report))
    told += [comparison_sentence(one) for one in report.comparisons]
    if report.decision:
        told.append(report.decision.reason)
    return told


def comparison_sentence(one: Comparison) -> str:
    """One set of questions, before and after, with 95% intervals."""
    text = (
        f"{SETS[one.measured]} ({one.before.questions}): F1 {_interval(one.before.f1)} before,"
        f" {_interval(one.after.f1)} after; gain {_interval(one.gain, sign='+')}"
    )
    if one.measured is Measured.UNANSWERABLE:
        return text.replace(": F1 ", ": ") + "."
    exact = f"{one.before.exact_match.mean:.1f} before, {one.after.exact_match.mean:.1f} after"
    return f"{text}. Exact match {exact}."


def _material(material: Material) -> Iterator[str]:
    parts = _count(material.chunks, "part")
    yield f"{parts} of the text were used, {material.chunks_held_out} of them only to measure by."
    kept = sum(material.kept.values())
    kinds = sorted(material.kept, key=lambda name: list(KINDS).index(name) if name in KINDS else len(KINDS))
    listed = ", ".join(
        f"{material.kept[name]:,} {KINDS.get(name, name)}" for name in kinds if material.kept[name]
    )
    yield f"Kept {_count(kept, 'item')} of material: {listed}."
    reasons = sorted(material.dropped.items(), key=lambda item: (-item[1], item[0]))
    if dropped := sum(material.dropped.values()):
        told = "; ".join(f"{reason} ({number:,})" for reason, number in reasons if number)
        yield f"Dropped {dropped:,}: {told}."


def _training(report: Report) -> str:
    text = f"Trained {_count(report.steps, 'step')}"
    if len(report.losses) > 1:
        text += f", loss {report.losses[0].loss:.3f} to {report.losses[-1].loss:.3f}"
    if report.examples_per_second:
        text += f", {report.examples_per_second:.2f} examples a second"
    if report.seconds:
        text += f"; {sum(report.seconds.values()):,.0f} seconds in all"
    return text + "."


def _interval(value: Interval, sign: str = "") -> str:
    return f"{value.mean:{sign}.1f} ({value.low:{sign}.1f} to {value.high:{sign}.1f})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
