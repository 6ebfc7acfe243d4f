"""How well retrieval finds, and how well it knows that there is nothing to find.

    python -m benchmarks.relevance FILE... [--backbone FOLDER | --latent-semantics] [--json FILE]

FILEs are question sets (squad_val.jsonl, nq_oracle_val.jsonl). Recall is over all their paragraphs. For the
relevance decision libraries of several sizes are drawn from the articles; questions about them should be let
through, questions about the other articles should not. Prints the ROC, the threshold, and the model that
fits best; the constants in lloco_desktop/retrieval/relevance.py come from here.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.question_sets import Asked, Corpus, LatentSemantics, embed, load, titles_of
from benchmarks.report import arguments, report
from lloco_desktop.retrieval.embedder import Dense
from lloco_desktop.retrieval.fusion import Weights
from lloco_desktop.retrieval.relevance import KEYWORD_ONLY, WITH_DENSE, Features, Model
from lloco_desktop.retrieval.search import Searcher

Measured = tuple[list[Features], list[Features]]  # of questions about the library, and of others
NAMES = "bias, best, plain, mass, miss, adjacent, lead, standout"
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8)
SIZES = (("tiny", 0.01, 8), ("small", 0.1, 4), ("middling", 0.4, 2), ("large", 0.8, 1))  # share, times


def recall(corpus: Corpus, asked: Sequence[Asked], dense: Dense | None) -> list[dict]:
    """Share of questions whose paragraph is among the first 1, 5 and 20 hits."""
    passages = corpus.workspace.passages
    titles = titles_of(corpus)
    searchers = {
        "keyword": Searcher(passages, passages),
        "keyword, titles": Searcher(passages, passages, None, titles),
    }
    if dense is not None:
        searchers["dense"] = Searcher(passages, passages, dense, None, Weights(keyword=0.0))
        for weight in (0.5, 1.0):
            searchers[f"fused, dense {weight:g}"] = Searcher(
                passages, passages, dense, titles, Weights(dense=weight)
            )
    rows = []
    for name, searcher in searchers.items():
        for source in sorted({one.source for one in asked}):
            ranks = []
            for one in (one for one in asked if one.source == source):
                hits = [hit.passage.id for hit in searcher.search(one.text, limit=20).hits]
                ranks.append(hits.index(one.passage) if one.passage in hits else 99)
            figures = {f"recall@{k}": sum(rank < k for rank in ranks) / len(ranks) for k in (1, 5, 20)}
            rows.append({"ranking": name, "questions": source, "count": len(ranks), **figures})
    return rows


def measure(corpus: Corpus, asked: Sequence[Asked], outside: Sequence[str], dense: Dense | None) -> Measured:
    """Features of questions that the corpus is about, and of questions that it is not about."""
    passages = corpus.workspace.passages
    searcher = Searcher(passages, passages, dense, titles_of(corpus))
    nothing = Features(1, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, None)
    about = [searcher.search(one.text).features or nothing for one in asked]
    return about, [searcher.search(question).features or nothing for question in outside]


def drawn(files: Sequence[Path], latent: bool, backbone: Path | None) -> dict[str, Measured]:
    """Libraries of several sizes drawn from the articles, each asked its own questions and the others'."""
    dice = random.Random(1)
    rows = [(file, json.loads(line)) for file in files for line in file.read_text().splitlines()]
    titles = {file: sorted({row["title"] for source, row in rows if source == file}) for file in files}
    measured: dict[str, Measured] = {}
    for size, share, times in SIZES:
        for _ in range(times):
            kept = {
                title
                for file in files
                for title in dice.sample(titles[file], max(1, round(share * len(titles[file]))))
            }
            with tempfile.TemporaryDirectory() as folder:
                corpus = load(Path(folder), files, kept)
                dense = embedder_for(corpus, latent, backbone)
                own = [one for one in corpus.asked if one.answers]
                others = [
                    qa["q"] for _, row in rows if row["title"] not in kept for qa in row["qas"] if qa["a"]
                ]
                about, outside = measure(
                    corpus,
                    dice.sample(own, min(150, len(own))),
                    dice.sample(others, min(150, len(others))),
                    dense,
                )
                corpus.workspace.close()
            measured.setdefault(size, ([], []))
            measured[size][0].extend(about)
            measured[size][1].extend(outside)
    return measured


def embedder_for(corpus: Corpus, latent: bool, backbone: Path | None) -> Dense | None:
    if latent:
        passages = [one for each in corpus.documents for one in corpus.workspace.passages.of_document(each)]
        return embed(corpus, LatentSemantics([one.text for one in passages]))
    if backbone:
        from lloco_desktop.backbone.loading import load_backbone
        from lloco_desktop.workflows.models import BackboneEmbedder

        return embed(corpus, BackboneEmbedder(load_backbone(backbone)))
    return None


def matrix(features: Sequence[Features]) -> np.ndarray:
    return np.array(
        [
            [
                1.0,
                one.best,
                one.plain,
                one.mass,
                one.miss,
                one.adjacent,
                one.lead,
                one.standout or 0.0,
            ]
            for one in features
        ]
    )


def fit(positive: Sequence[Features], negative: Sequence[Features]) -> np.ndarray:
    """Logistic regression by Newton's method, slightly regularised: the bias, then a weight per feature."""
    rows = np.concatenate([matrix(positive), matrix(negative)])
    wanted = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        guess = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (guess - wanted) + 1e-1 * weights
        curvature = (rows.T * (guess * (1 - guess))) @ rows + 1e-1 * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def curve(
    positive: Sequence[float], negative: Sequence[float], thresholds: Sequence[float] = THRESHOLDS
) -> list[dict]:
    """The ROC: what is let through at each threshold."""
    return [
        {
            "threshold": threshold,
            "about the documents, let through": float(np.mean(np.array(positive) >= threshold)),
            "about something else, let through": float(np.mean(np.array(negative) >= threshold)),
        }
        for threshold in thresholds
    ]


def area(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a question about the documents scores above one that is not."""
    above = np.array(positive)[:, None] - np.array(negative)[None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0)))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--backbone", type=Path, help="a backbone folder to embed with")
    parser.add_argument(
        "--latent-semantics", action="store_true", help="a stand-in embedder, for lack of one"
    )
    parser.add_argument("--sample", type=int, default=10_000, help="questions for recall")
    parser.add_argument("--no-recall", action="store_true", help="only the relevance decision")
    options = parser.parse_args()
    if not options.no_recall:
        with tempfile.TemporaryDirectory() as folder:
            corpus = load(Path(folder), options.files)
            dense = embedder_for(corpus, options.latent_semantics, options.backbone)
            answerable = [one for one in corpus.asked if one.answers]
            some = random.Random(0).sample(answerable, min(options.sample, len(answerable)))
            rows = recall(corpus, some, dense)
            report("Recall over all paragraphs", rows, None)
            corpus.workspace.close()
    measured = drawn(options.files, options.latent_semantics, options.backbone)
    about = [one for positive, _ in measured.values() for one in positive]
    outside = [one for _, negative in measured.values() for one in negative]
    fitted = fit(about[::2], outside[::2])
    print("\nfitted on every other question, judged on the rest:", NAMES, "=", fitted.round(2))
    in_use = WITH_DENSE if options.latent_semantics or options.backbone else KEYWORD_ONLY
    best = Model(*(float(value) for value in fitted), threshold=in_use.threshold)
    rows = []
    for name, model in (("fitted", best), ("in use", in_use)):
        yes, no = ([model.probability(one) for one in some[1::2]] for some in (about, outside))
        rows += [{"model": name, "area": area(yes, no), **row} for row in curve(yes, no)]
    report(f"Relevance, libraries of all sizes; threshold in use {in_use.threshold}", rows, options.json)
    rows = []
    for size, (positive, negative) in measured.items():
        yes, no = ([in_use.probability(one) for one in some[1::2]] for some in (positive, negative))
        at = curve(yes, no, [in_use.threshold])[0]
        rows.append({"library": size, "questions": len(yes), "area": area(yes, no), **at})
    report("Relevance by size of the library, model and threshold in use", rows, None)


if __name__ == "__main__":
    main()
