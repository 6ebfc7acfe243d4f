"""`python -m lloco_desktop.evaluation TASK --backbone DIR ...`: measures a backbone on held-out files.

`qa`, `finding`, `repeat` and `needle` measure one thing with the files that are named and print one JSON
object. `card` measures all that a model card says and writes it into a folder, from where it goes on when it
was stopped; its exit status is 3 while something is not measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lloco_desktop.errors import LlocoError
from lloco_desktop.evaluation.card import LIMIT, LONGEST, PARTS, Wanted, make_card
from lloco_desktop.evaluation.files import read_rows
from lloco_desktop.evaluation.finding import DENSE_WEIGHTS, measure_finding
from lloco_desktop.evaluation.needles import LENGTHS, look_at_depths
from lloco_desktop.evaluation.passages import Finder, shorten
from lloco_desktop.evaluation.tasks import Shown, measure, read_cases, repeat_accuracy

UNFINISHED = 3


def _arguments(values: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lloco_desktop.evaluation", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    both = argparse.ArgumentParser(add_help=False)
    both.add_argument("--backbone", type=Path, required=True, help="a backbone's folder")
    both.add_argument("--dtype", default="auto")
    both.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="needle: tokens of book")
    for name in ("qa", "finding", "repeat", "needle"):
        _add_options(tasks.add_parser(name, parents=[both]))
    card = tasks.add_parser("card", parents=[both])
    card.add_argument("--data", type=Path, required=True, help="the folder of the evaluation files")
    card.add_argument("--out", type=Path, required=True, help="for card.json, card.md and needles.png")
    card.add_argument("--limit", type=int, default=LIMIT, help="questions of each file; 0 for all")
    card.add_argument("--minutes", type=float, default=None, help="after which no part is begun")
    card.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    card.add_argument("--also", type=Path, nargs="+", default=[], help="more files with questions")
    card.add_argument(
        "--longest", type=int, default=LONGEST, help="words; of a longer paragraph only passages are read"
    )
    return parser.parse_args(values)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", help="evaluation files, JSON lines")
    parser.add_argument("--shown", choices=[shown.value for shown in Shown], default=Shown.TEXT.value)
    parser.add_argument("--limit", type=int, default=200, help="questions at most; 0 for all")
    parser.add_argument(
        "--others", type=int, default=0, help="distractor paragraphs beside the question's own"
    )
    parser.add_argument("--words", type=int, default=0, help="only paragraphs of at most so many words")
    parser.add_argument(
        "--longest",
        type=int,
        default=0,
        help="qa: of paragraphs with more words only the passages nearest to the question are read; 0: all",
    )
    parser.add_argument(
        "--ratio", type=int, default=None, help="compression ratio, if the backbone has several"
    )
    parser.add_argument("--examples", type=int, default=0, help="answers to show in the output")
    parser.add_argument("--dense-weights", type=float, nargs="+", default=DENSE_WEIGHTS)


def main(values: Sequence[str] | None = None) -> int:
    """Measure, and print or write."""
    arguments = _arguments(values)
    try:
        if arguments.task == "card":
            return _card(arguments)
        result = _measure(arguments)
    except LlocoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0


def _card(arguments: argparse.Namespace) -> int:
    wanted = Wanted(
        backbone=arguments.backbone,
        data=arguments.data,
        out=arguments.out,
        limit=arguments.limit,
        also=tuple(arguments.also),
        parts=tuple(arguments.parts),
        lengths=tuple(arguments.lengths),
        longest=arguments.longest,
        dtype=arguments.dtype,
        command=_command(arguments),
    )
    events = make_card(wanted, arguments.minutes)
    while True:
        try:
            event = next(events)
        except StopIteration as end:
            missing: dict[str, str] = end.value["not_measured"]
            for name, why in missing.items():
                sys.stderr.write(f"not measured: {name}: {why}\n")
            return UNFINISHED if missing else 0
        sys.stderr.write(f"{event.name}: {event.failed or f'{event.seconds:.0f} s'}\n")


def _command(arguments: argparse.Namespace) -> str:
    """The command as a card says it, without the places of a machine."""
    folder = arguments.backbone
    words = [
        "python -m lloco_desktop.evaluation card --backbone",
        folder.name if folder.is_absolute() else str(folder),
    ]
    words += ["--data EVALDIR --out FOLDER --limit", str(arguments.limit)]
    if arguments.longest != LONGEST:
        words += ["--longest", str(arguments.longest)]
    if tuple(arguments.lengths) != LENGTHS:
        words += ["--lengths", *map(str, arguments.lengths)]
    if arguments.dtype != "auto":
        words += ["--dtype", arguments.dtype]
    if arguments.also:
        words += ["--also", *(path.name for path in arguments.also)]
    return " ".join(words)


def _measure(arguments: argparse.Namespace) -> dict[str, Any]:
    from lloco_desktop.backbone.loading import load_backbone

    backbone = load_backbone(arguments.backbone, dtype=arguments.dtype, ratio=arguments.ratio)
    result: dict[str, Any] = {"task": arguments.task, "files": [path.name for path in arguments.files]}
    if arguments.task == "finding":
        with tempfile.TemporaryDirectory() as folder:
            return result | measure_finding(
                backbone, arguments.files, Path(folder) / "workspace", arguments.dense_weights
            )
    if arguments.task == "needle":
        books = [str(row["text"]) for path in arguments.files for row in read_rows(path)]
        found = [one for tokens in arguments.lengths for one in look_at_depths(backbone, books, tokens)]
        return result | {"found": [dataclasses.asdict(one) for one in found]}
    cases = [
        case
        for path in arguments.files
        for case in read_cases(path, arguments.limit, arguments.others, arguments.words)
    ]
    if arguments.task == "repeat":
        texts = list(dict.fromkeys(case.paragraph for case in cases))
        return result | {"texts": len(texts), "token_accuracy": repeat_accuracy(backbone, texts)}
    if arguments.longest:
        finder = Finder(backbone)
        cases = [shorten(finder, case, arguments.longest) for case in cases]
    scores, outcomes = measure(backbone, cases, Shown(arguments.shown))
    shown = [
        {"question": o.case.question, "answer": o.answer, "gold": o.case.golds}
        for o in outcomes[: arguments.examples]
    ]
    return result | {"shown": arguments.shown, **dataclasses.asdict(scores), "examples": shown}


if __name__ == "__main__":
    raise SystemExit(main())
