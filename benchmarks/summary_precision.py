"""What storing summaries as int8 instead of fp16 costs in answers, and what it saves in bytes.

The same questions are answered from summaries that went through the workspace's packing and back.

    python -m benchmarks.summary_precision models/small squad_val.jsonl --limit 300
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from benchmarks.report import arguments, report
from lloco_desktop.backbone.base import Backbone, MemorySpan, PromptParts
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.compression.storage import pack, unpack
from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.evaluation.tasks import Case, Outcome, compress_text, read_cases, score


def answer(backbone: Backbone, case: Case, span: MemorySpan) -> Outcome:
    """The greedy answer from one paragraph's summaries."""
    prompt = backbone.assemble(PromptParts((span,), (), case.question))
    return Outcome(case, "".join(backbone.generate(prompt, 32)).strip())


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("backbone", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--words", type=int, default=0, help="only paragraphs of at most so many words")
    options = parser.parse_args()
    backbone = load_backbone(options.backbone)
    cases = read_cases(options.questions, options.limit, words=options.words)
    spans = [compress_text(backbone, case.paragraph) for case in cases]
    exact = [answer(backbone, case, span) for case, span in zip(cases, spans, strict=True)]
    rows = [
        {
            "stored as": "not stored (fp32)",
            "bytes": None,
            "worst error": 0.0,
            **_scores(exact),
            "same answers": 1.0,
        }
    ]
    for precision in SummaryPrecision:
        packed = [pack("", span.summaries, precision) for span in spans]
        restored = [unpack(one) for one in packed]
        outcomes = [
            answer(backbone, case, replace(span, summaries=summaries))
            for case, span, summaries in zip(cases, spans, restored, strict=True)
        ]
        worst = max(
            float((torch.as_tensor(span.summaries).float().cpu() - summaries).abs().max())
            for span, summaries in zip(spans, restored, strict=True)
        )
        same = sum(a.answer == b.answer for a, b in zip(exact, outcomes, strict=True)) / len(cases)
        size = sum(len(one.data) for one in packed)
        rows.append(
            {
                "stored as": precision.value,
                "bytes": size,
                "worst error": worst,
                **_scores(outcomes),
                "same answers": same,
            }
        )
    report(f"Answers from stored summaries, {len(cases)} questions", rows, options.json)


def _scores(outcomes: list[Outcome]) -> dict[str, float]:
    scores = score(outcomes)
    return {
        "F1": scores.f1,
        "exact match": scores.exact_match,
        "refused unanswerable": scores.refused_unanswerable,
    }


if __name__ == "__main__":
    main()
