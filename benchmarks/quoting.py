"""How often the sentences that quoting picks hold the answer.

    python -m benchmarks.quoting FILE... [--json FILE]

FILEs are question sets (squad_val.jsonl, nq_oracle_val.jsonl). Retrieval by keyword runs over all their
paragraphs; a question counts as answered at k if one of its gold answers stands in the first k quotes.
"""

from __future__ import annotations

import random
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from benchmarks.question_sets import Asked, load, titles_of
from benchmarks.report import arguments, report
from lloco_desktop.answering.quoting import best_quotes
from lloco_desktop.documents.sentences import sentence_spans
from lloco_desktop.domain import DocumentId, Hit
from lloco_desktop.retrieval.search import Searcher


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def holds(text: str, answers: Sequence[str]) -> bool:
    return any(plain(answer) in plain(text) for answer in answers)


def judge(asked: Sequence[tuple[Asked, tuple[Hit, ...]]], titles: dict[DocumentId, str]) -> dict[str, float]:
    first = three = passage = characters = quotes_given = 0
    begun = time.perf_counter()
    for one, hits in asked:
        quotes = best_quotes(one.text, hits, sentence_spans, titles=titles)
        found = [holds(quote.text, one.answers) for quote in quotes]
        first += bool(found) and found[0]
        three += any(found)
        passage += bool(hits) and holds(hits[0].passage.text, one.answers)
        characters += sum(len(quote.text) for quote in quotes)
        quotes_given += len(quotes)
    seconds = time.perf_counter() - begun
    return {
        "questions": len(asked),
        "in first quote": first / len(asked),
        "in first three": three / len(asked),
        "in first passage": passage / len(asked),
        "quotes": quotes_given / len(asked),
        "characters": characters / len(asked),
        "ms": 1000 * seconds / len(asked),
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=10_000, help="questions per file")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        corpus = load(Path(folder), options.files)
        titles = titles_of(corpus)
        searcher = Searcher(corpus.workspace.passages, corpus.workspace.passages, None, titles)
        for source in sorted({one.source for one in corpus.asked}):
            answerable = [one for one in corpus.asked if one.answers and one.source == source]
            some = random.Random(0).sample(answerable, min(options.sample, len(answerable)))
            found = [(one, searcher.search(one.text).hits) for one in some]
            rows.append({"set": source, **judge(found, titles)})
        corpus.workspace.close()
    report("Gold answers in the sentences quoted", rows, options.json)


if __name__ == "__main__":
    main()
