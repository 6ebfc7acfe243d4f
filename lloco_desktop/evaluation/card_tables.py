"""A measured card as the Markdown that stands under "Scores" in a backbone's README."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lloco_desktop.evaluation.finding import CUTS
from lloco_desktop.evaluation.tasks import Shown

_DESCRIBED = {
    "squad_val": "Wikipedia",
    "nq_oracle_val": "real search questions",
    "fairytaleqa_val": "stories",
}
_NOTHING = "–"

Card = dict[str, Any]


def card_markdown(card: Card, picture: str | None = None, command: str = "") -> str:
    """Tables and sentences of all that was measured, then what was not, then the command."""
    parts = card["parts"]
    sections = [
        _questions(card),
        _refusals(card),
        _replaced(card),
        _finding(parts.get("finding")),
        _needles(parts, picture),
        _repeated(card),
        _speed(parts.get("speed")),
        _examples(parts.get("qa/squad_val/text")),
        _missing(card["not_measured"]),
        f"Command (the evaluation sets are not part of this repository):\n\n    {command}" if command else "",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def _columns(card: Card) -> list[tuple[str, str]]:
    """What was shown: the end of a part's name, and the words for it."""
    own = card["backbone"]["ratio"]
    summaries = [
        (f"{Shown.SUMMARIES.value}/{ratio}", f"from {_ratio(ratio)}summaries")
        for ratio in sorted(card["backbone"]["ratios"], key=lambda ratio: (len(ratio), ratio))
    ]
    both = f"{_ratio(own)}summaries and the passage as text"
    return [(Shown.TEXT.value, "from text"), *summaries, (f"{Shown.EXPANDED.value}/{own}", both)]


def _ratio(ratio: str) -> str:
    return "" if ratio == "own" else f"{ratio} "


def _sets(card: Card) -> list[str]:
    """The sets of questions that anything was measured with, those of every card first."""
    names = dict.fromkeys(name.split("/")[1] for name in card["parts"] if name.startswith("qa/"))
    return sorted(
        names, key=lambda name: list(_DESCRIBED).index(name) if name in _DESCRIBED else len(_DESCRIBED)
    )


def _scores(card: Card, name: str) -> list[dict[str, Any] | None]:
    return [card["parts"].get(f"qa/{name}/{end}") for end, _ in _columns(card)]


def _named(name: str) -> str:
    return f"`{name}` ({_DESCRIBED[name]})" if name in _DESCRIBED else f"`{name}`"


def _questions(card: Card) -> str:
    rows = []
    for name in _sets(card):
        scores = _scores(card, name)
        count = next(one["answerable"] for one in scores if one)
        cells = [
            f"{one['f1']:.1f} / {one['exact_match']:.1f}" if one and count else _NOTHING for one in scores
        ]
        rows.append([_named(name), str(count), *cells])
    if not rows:
        return ""
    head = ["questions", "n", *(words for _, words in _columns(card))]
    return (
        f"The application's own backbone code, CPU, {card['backbone']['dtype']}. F1 / exact match (SQuAD's\n"
        f"normalisation) on answerable questions; refusing counts as 0.\n\n{_table(head, rows)}"
    )


def _refusals(card: Card) -> str:
    rows = []
    for name in _sets(card):
        scores = _scores(card, name)
        first = next(one for one in scores if one)
        unanswerable = first["questions"] - first["answerable"]
        cells = []
        for one in scores:
            right = f"{one['refused_unanswerable']:.1f}" if one and unanswerable else _NOTHING
            wrong = f"{one['refused_answerable']:.1f}" if one and first["answerable"] else _NOTHING
            cells.append(f"{right} / {wrong}")
        rows.append([f"`{name}`", f"{unanswerable} / {first['answerable']}", *cells])
    if not rows:
        return ""
    head = ["questions", "n", *(words for _, words in _columns(card))]
    return (
        "Refused, in %: of questions that cannot be answered (rightly) / of those that can (wrongly).\n\n"
        f"{_table(head, rows)}"
    )


def _replaced(card: Card) -> str:
    counts = []
    for name in _sets(card):
        first = next(one for one in _scores(card, name) if one)
        if first["replaced"]:
            counts.append(f"{first['replaced']} of {first['questions']} questions of `{name}`")
    if not counts:
        return ""
    longest, shown, words = (card["settings"][key] for key in ("longest", "shown", "passage_words"))
    return (
        f"Of a paragraph of more than {longest} words, unless it is no more than these, the {shown} passages "
        f"of about {words}\nwords are read that share most with the question, by vector and shared words:\n"
        f"{', '.join(counts)}."
    )


def _finding(part: dict[str, Any] | None) -> str:
    if part is None:
        return ""
    recall = dict(part["recall"])
    size = recall.pop("size")
    rows = [[name, *(f"{values[f'recall@{cut}']:.1f}" for cut in CUTS)] for name, values in recall.items()]
    table = _table(["ranking", *(f"@{cut}" for cut in CUTS)], rows)
    return (
        f"Search over all {size['paragraphs']} paragraphs of `squad_val` and `nq_oracle_val`, "
        f"{size['questions']} questions, recall in %\n(keyword is BM25):\n\n{table}"
    )


def _needles(parts: dict[str, Any], picture: str | None) -> str:
    lengths = sorted(int(name.split("/")[1]) for name in parts if name.startswith("needle/"))
    rows = []
    for length in lengths:
        found = parts[f"needle/{length}"]["found"]
        retrieved, answered = (sum(one[key] for one in found) for key in ("retrieved", "answered"))
        rows.append([f"{length:,}", f"{retrieved}/{len(found)}", f"{answered}/{len(found)}"])
    if not rows:
        return ""
    table = _table(["tokens of book", "its passage shown", "answered"], rows)
    words = "A needle in a book, found by vector and shared words, two passages shown (10 depths each):"
    image = (
        f"\n\n![Where the needle was found, by length of the book and depth]({picture})" if picture else ""
    )
    return f"{words}\n\n{table}{image}"


def _repeated(card: Card) -> str:
    measured = {
        ratio: card["parts"][f"repeat/{ratio}"]
        for ratio in card["backbone"]["ratios"]
        if f"repeat/{ratio}" in card["parts"]
    }
    if not measured:
        return ""
    shares = ", ".join(
        f"{part['token_accuracy']:.1f}% from {_ratio(r)}summaries" for r, part in measured.items()
    )
    texts = max(part["texts"] for part in measured.values())
    return (
        f"Repeating `squad_val` paragraphs of at most 80 words ({texts}) from summaries alone, tokens in "
        f"their place:\n{shares}."
    )


def _speed(part: dict[str, Any] | None) -> str:
    if part is None:
        return ""
    return (
        f"Speed with {part['threads']} of {part['cores']} cores ({part['dtype']}): summarising "
        f"{part['summarising']:,.0f} tokens/s; first token {part['first_token']:.2f} s for a prompt of\n"
        f"{part['rows']} rows ({part['summaries']} summaries, {part['expanded']} tokens of passages); "
        f"{part['answering']:.0f} tokens/s after it."
    )


def _examples(part: dict[str, Any] | None) -> str:
    if part is None:
        return ""
    lines = [
        f"* {one['question']} **{one['answer'] or '(nothing)'}** "
        f"(expected: {' / '.join(dict.fromkeys(one['gold'])) or 'nothing'})"
        for one in part["examples"]
    ]
    shown = "\n".join(lines)
    return (
        f"The first {len(lines)} `squad_val` questions of the shuffled set, from text, unpicked:\n\n{shown}"
    )


def _missing(missing: dict[str, str]) -> str:
    if not missing:
        return ""
    return "Not measured:\n\n" + "\n".join(f"* `{name}`: {why}" for name, why in missing.items())
