"""Everything that a backbone's model card says, measured part by part on the CPU.

Each part is written to `card.json` as soon as it is measured. What is there is not measured again, unless the
files that it was measured with have changed: whoever was stopped goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lloco_desktop.backbone.base import Backbone, BackboneFormat
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.evaluation.card_tables import card_markdown
from lloco_desktop.evaluation.files import read_rows
from lloco_desktop.evaluation.finding import measure_finding
from lloco_desktop.evaluation.heat_map import draw_needles
from lloco_desktop.evaluation.needles import LENGTHS, Found, look_at_depths
from lloco_desktop.evaluation.passages import PASSAGE_WORDS, SHOWN, Finder, shorten
from lloco_desktop.evaluation.speed import measure_speed
from lloco_desktop.evaluation.tasks import Case, Shown, measure, read_cases, repeat_accuracy
from lloco_desktop.model_files.finding import fingerprint
from lloco_desktop.model_files.formats import PooledConfig, detect_format

PARTS = ("qa", "finding", "needle", "repeat", "speed")
QUESTIONS = ("squad_val.jsonl", "nq_oracle_val.jsonl", "fairytaleqa_val.jsonl")
FOUND_IN = ("squad_val.jsonl", "nq_oracle_val.jsonl")
REPEATED = "squad_val.jsonl"
BOOKS = "needle_haystack.jsonl"
REPEATED_WORDS = 80  # of a paragraph that is repeated, at most
EXAMPLES = 10
LONGEST = 150  # words of a paragraph that is read whole
LIMIT = 250


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to measure, with what, and where to."""

    backbone: Path
    data: Path  # the folder of the evaluation files
    out: Path
    limit: int = LIMIT  # questions of each file, and texts to repeat; 0 for all
    also: tuple[Path, ...] = ()  # more files with questions
    parts: tuple[str, ...] = PARTS
    lengths: tuple[int, ...] = LENGTHS
    longest: int = LONGEST
    dtype: str = "auto"
    command: str = ""  # as it is to stand in the card


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to measure; its name is its key in `card.json`."""

    name: str
    files: tuple[Path, ...]
    measure: Callable[[Backbone], dict[str, Any]]
    ratio: int | None  # None where the backbone cannot be asked for one


@dataclass(frozen=True, slots=True)
class Measured:
    """A part was measured and is in `card.json`, or failed with a sentence."""

    name: str
    seconds: float
    failed: str | None = None


@dataclass(slots=True)
class _Loaded:
    """The backbone at the ratio that was asked for last; only one is in memory."""

    folder: Path
    dtype: str
    ratio: int | None = None
    backbone: Backbone | None = None

    def at(self, ratio: int | None) -> Backbone:
        if self.backbone is None or ratio != self.ratio:
            self.backbone = None
            self.backbone = load_backbone(self.folder, device="cpu", dtype=self.dtype, ratio=ratio)
            self.ratio = ratio
        return self.backbone


@dataclass(slots=True)
class _Questions:
    """The questions of each file, long paragraphs replaced: read and searched once for all ratios."""

    limit: int
    longest: int
    _known: dict[Path, tuple[list[Case], int]] = field(default_factory=dict)

    def of(self, backbone: Backbone, path: Path) -> tuple[list[Case], int]:
        """The cases and how many of them have passages in place of their paragraph."""
        if path not in self._known:
            finder = Finder(backbone)
            cases = read_cases(path, self.limit)
            short = [shorten(finder, case, self.longest) for case in cases]
            changed = sum(a.paragraph != b.paragraph for a, b in zip(cases, short, strict=True))
            self._known[path] = short, changed
        return self._known[path]


def make_card(
    wanted: Wanted, minutes: float | None = None, clock: Callable[[], float] = time.monotonic
) -> Generator[Measured, None, dict[str, Any]]:
    """Measure what is not yet in `card.json`, one event for each part; then the picture and `card.md`.

    No part is begun once `minutes` are over. Returns the card; what it lacks stands under `not_measured`.
    Raises BadInput for a file that is missing, two files of one name, or a folder with another card.
    """
    begun = clock()
    parts = plan(wanted)
    card = _begin(wanted)
    digests = {path: _digest(path) for part in parts for path in part.files}
    loaded = _Loaded(wanted.backbone, wanted.dtype)
    missing: dict[str, str] = {}
    for part in parts:
        files = {path.name: digests[path] for path in part.files}
        if card["parts"].get(part.name, {}).get("files") == files:
            continue
        card["parts"].pop(part.name, None)
        started = clock()
        if minutes is not None and started - begun >= 60 * minutes:
            missing[part.name] = "no time was left"
            continue
        try:
            backbone = loaded.at(part.ratio)
            result = part.measure(backbone)
        except LlocoError as error:
            missing[part.name] = str(error)
            yield Measured(part.name, clock() - started, str(error))
            continue
        seconds = clock() - started
        card["backbone"]["dtype"] = backbone.info.dtype
        card["parts"][part.name] = {"files": files, "part_seconds": round(seconds, 1), **result}
        _write(wanted.out, card)
        yield Measured(part.name, seconds)
    card["not_measured"] = missing
    _write(wanted.out, card)
    _finish(wanted, card)
    return card


def plan(wanted: Wanted) -> list[Part]:
    """The parts in the order in which they are measured: at the backbone's own ratio first."""
    own, *others = ratios(wanted.backbone)
    chosen: list[Part] = []
    if "qa" in wanted.parts:
        chosen += _question_parts(wanted, own, others)
    if "finding" in wanted.parts:
        found_in = tuple(wanted.data / name for name in FOUND_IN)
        chosen.append(Part("finding", found_in, partial(_finding, paths=found_in), own))
    if "needle" in wanted.parts:
        books = wanted.data / BOOKS
        chosen += [
            Part(f"needle/{length}", (books,), partial(_needles, path=books, tokens=length), own)
            for length in wanted.lengths
        ]
    texts = wanted.data / REPEATED
    if "repeat" in wanted.parts:
        work = partial(_repeat, path=texts, limit=wanted.limit)
        chosen += [Part(f"repeat/{called(ratio)}", (texts,), work, ratio) for ratio in (own, *others)]
    if "speed" in wanted.parts:
        chosen.append(Part("speed", (texts,), partial(_speed, path=texts), own))
    return chosen


def ratios(folder: Path) -> list[int | None]:
    """The ratios that a backbone can compress at, its own first; None where it cannot be asked for one."""
    if detect_format(folder) is not BackboneFormat.POOLED:
        return [None]
    config = PooledConfig.read(folder)
    return [config.compression_ratio, *(one for one in config.ratios if one != config.compression_ratio)]


def called(ratio: int | None) -> str:
    """A ratio in names and tables."""
    return "own" if ratio is None else f"{ratio}x"


def _question_parts(wanted: Wanted, own: int | None, others: Sequence[int | None]) -> list[Part]:
    paths = [*(wanted.data / name for name in QUESTIONS), *wanted.also]
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        raise BadInput("Two files with questions have the same name; rename one of them.")
    questions = _Questions(wanted.limit, wanted.longest)

    def part(path: Path, shown: Shown, ratio: int | None) -> Part:
        def work(backbone: Backbone) -> dict[str, Any]:
            return _answered(backbone, *questions.of(backbone, path), shown)

        name = f"qa/{path.stem}/{shown.value}"
        return Part(name if shown is Shown.TEXT else f"{name}/{called(ratio)}", (path,), work, ratio)

    chosen = [part(path, shown, own) for path in paths for shown in Shown]
    measured_at_all = [wanted.data / name for name in QUESTIONS]
    return chosen + [part(path, Shown.SUMMARIES, ratio) for ratio in others for path in measured_at_all]


def _answered(backbone: Backbone, cases: Sequence[Case], replaced: int, shown: Shown) -> dict[str, Any]:
    scores, outcomes = measure(backbone, cases, shown)
    examples = [
        {"question": one.case.question, "answer": one.answer, "gold": list(one.case.golds)}
        for one in outcomes[:EXAMPLES]
    ]
    return {**asdict(scores), "replaced": replaced, "examples": examples}


def _finding(backbone: Backbone, paths: Sequence[Path]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return {"recall": measure_finding(backbone, paths, Path(folder) / "workspace")}


def _needles(backbone: Backbone, path: Path, tokens: int) -> dict[str, Any]:
    books = [str(row["text"]) for row in read_rows(path)]
    return {"found": [asdict(one) for one in look_at_depths(backbone, books, tokens)]}


def _repeat(backbone: Backbone, path: Path, limit: int) -> dict[str, Any]:
    texts = list(dict.fromkeys(str(row["text"]) for row in read_rows(path)))
    short = [text for text in texts if len(text.split()) <= REPEATED_WORDS]
    chosen = short[:limit] if limit else short
    if not chosen:
        raise BadInput(f"The evaluation file {path.name} has no short enough paragraphs to repeat.")
    return {"texts": len(chosen), "token_accuracy": repeat_accuracy(backbone, chosen)}


def _speed(backbone: Backbone, path: Path) -> dict[str, Any]:
    return asdict(measure_speed(backbone, [str(row["text"]) for row in read_rows(path)]))


def _begin(wanted: Wanted) -> dict[str, Any]:
    """The card as far as it is there, or an empty one."""
    settings = {
        "limit": wanted.limit,
        "longest": wanted.longest,
        "passage_words": PASSAGE_WORDS,
        "shown": SHOWN,
        "dtype": wanted.dtype,
    }
    own, *others = map(called, ratios(wanted.backbone))
    print_of = fingerprint(wanted.backbone)
    card: dict[str, Any] = {
        "backbone": {
            "name": wanted.backbone.name,
            "fingerprint": print_of,
            "ratio": own,
            "ratios": [own, *others],
        },
        "settings": settings,
        "parts": {},
        "not_measured": {},
    }
    path = wanted.out / "card.json"
    if path.is_file():
        try:
            there = json.loads(path.read_text(encoding="utf-8"))
            same = there["backbone"]["fingerprint"] == print_of and there["settings"] == settings
            card["parts"] = there["parts"]
            card["backbone"] |= {"dtype": there["backbone"]["dtype"]} if card["parts"] else {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"The card in {wanted.out} cannot be read: {error}; choose another folder."
            ) from error
        if not same:
            raise BadInput(
                f"The card in {wanted.out} is of another backbone or was made with other settings; choose "
                "another folder."
            )
    wanted.out.mkdir(parents=True, exist_ok=True)
    return card


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise BadInput(f"The evaluation file {path} cannot be read: {error}.") from error


def _write(out: Path, card: dict[str, Any]) -> None:
    """Replace `card.json` at once: whoever is stopped here keeps the one from before."""
    coming = out / "card.json.part"
    coming.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    coming.replace(out / "card.json")


def _finish(wanted: Wanted, card: dict[str, Any]) -> None:
    found = [
        Found(**one)
        for name, part in card["parts"].items()
        if name.startswith("needle/")
        for one in part["found"]
    ]
    picture = bool(found) and draw_needles(
        found, f"A needle in a book: {wanted.backbone.name}", wanted.out / "needles.png"
    )
    text = card_markdown(card, picture="needles.png" if picture else None, command=wanted.command)
    (wanted.out / "card.md").write_text(text, encoding="utf-8")
