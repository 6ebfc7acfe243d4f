"""`python -m lloco_desktop.evaluation qa|finding --backbone DIR FILE...`: prints one JSON object."""

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
from lloco_desktop.evaluation.finding import measure_finding
from lloco_desktop.evaluation.needles import Needle, hide, look
from lloco_desktop.evaluation.tasks import Shown, measure, read_cases, repeat_accuracy

_NEEDLE = Needle(
    "The magic number of Kestrel Bay is 48213.", "What is the magic number of Kestrel Bay?", "48213"
)


def _arguments(values: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lloco_desktop.evaluation", description=__doc__)
    parser.add_argument("task", choices=("qa", "finding", "repeat", "needle"))
    parser.add_argument("files", type=Path, nargs="+", help="evaluation files, JSON lines")
    parser.add_argument("--backbone", type=Path, required=True)
    parser.add_argument("--shown", choices=[shown.value for shown in Shown], default=Shown.TEXT.value)
    parser.add_argument("--limit", type=int, default=200, help="questions at most; 0 for all")
    parser.add_argument(
        "--others", type=int, default=0, help="distractor paragraphs beside the question's own"
    )
    parser.add_argument("--words", type=int, default=0, help="only paragraphs of at most so many words")
    parser.add_argument(
        "--ratio", type=int, default=None, help="compression ratio, if the backbone has several"
    )
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--examples", type=int, default=0, help="answers to show in the output")
    parser.add_argument("--dense-weights", type=float, nargs="+", default=[1.0, 0.3, 0.1])
    parser.add_argument("--lengths", type=int, nargs="+", default=[1000, 4000, 16000, 32000])
    return parser.parse_args(values)


def main(values: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = _arguments(values)
    try:
        result = _measure(arguments)
    except LlocoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0


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
        return result | {"found": _needles(backbone, arguments)}
    cases = [
        case
        for path in arguments.files
        for case in read_cases(path, arguments.limit, arguments.others, arguments.words)
    ]
    if arguments.task == "repeat":
        texts = list(dict.fromkeys(case.paragraph for case in cases))
        return result | {"texts": len(texts), "token_accuracy": repeat_accuracy(backbone, texts)}
    scores, outcomes = measure(backbone, cases, Shown(arguments.shown))
    shown = [
        {"question": o.case.question, "answer": o.answer, "gold": o.case.golds}
        for o in outcomes[: arguments.examples]
    ]
    return result | {"shown": arguments.shown, **dataclasses.asdict(scores), "examples": shown}


def _needles(backbone: Any, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    books = [json.loads(line)["text"] for path in arguments.files for line in path.open(encoding="utf-8")]
    found = []
    for tokens in arguments.lengths:
        for tenth in range(10):
            depth = tenth / 9
            passages = hide(books[tenth % len(books)], _NEEDLE, tokens, depth)
            found.append(dataclasses.asdict(look(backbone, passages, _NEEDLE, tokens, depth)))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
