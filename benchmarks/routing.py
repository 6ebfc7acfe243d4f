"""How often a question goes to the adapter of the right library, and how often others turn it off.

    python -m benchmarks.routing FIRST SECOND OTHER [--backbone FOLDER] [--whole FILE...] [--json FILE]

FIRST and SECOND are question sets whose paragraphs are two libraries, and then many: one per article of
FIRST, and as many of SECOND by turns. OTHER gives the questions about other things. Retrieval is the real
one, by keyword, or also with the backbone's vectors. Routing starts no model. Beside the rule in use stands
one that wants a clear majority of the first passages, and columns that say what other thresholds of
relevance do. `--whole` names sets whose rows are whole documents: how many of their own questions, and of the
next document's, the relevance of passages would let through.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.question_sets import Asked, Corpus, embed, load, titles_of
from benchmarks.report import arguments, report
from lloco_desktop.answering import routing
from lloco_desktop.domain import AdapterId, DocumentId, Hit, LibraryId
from lloco_desktop.retrieval.embedder import Dense
from lloco_desktop.retrieval.relevance import KEYWORD_ONLY, Features
from lloco_desktop.retrieval.search import Searcher
from lloco_desktop.study import Adapter, AdapterOrigin

Libraries = Mapping[DocumentId, LibraryId]
Rule = Callable[[Sequence[Hit], Libraries, Mapping[LibraryId, Adapter], bool], Adapter | None]
THRESHOLDS = (0.0, 0.15, KEYWORD_ONLY.threshold, 0.35, 0.5, 0.7)  # of relevance; 0: only the other gate


@dataclass(frozen=True)
class Found:
    """What a search found for a question of one of the sets."""

    of: str
    document: DocumentId | None  # that it was asked of, where it is searched
    hits: tuple[Hit, ...]
    relevant: bool
    features: Features | None


@dataclass(frozen=True)
class Situation:
    """Which documents are searched, and which libraries have learned."""

    name: str
    libraries: Libraries
    searched: frozenset[str]
    learned: frozenset[LibraryId]


def adapter_of(library: LibraryId) -> Adapter:
    origin = AdapterOrigin("b", "b", (), "", {}, 0, {}, "", "")
    now = datetime.now(UTC)
    return Adapter(AdapterId(int(library)), library, 1, "b", "", True, True, "", 0, now, origin)


def in_use(
    hits: Sequence[Hit], libraries: Libraries, adapters: Mapping[LibraryId, Adapter], relevant: bool
) -> Adapter | None:
    return routing.route(hits, libraries, adapters, relevant).adapter


def majority(
    hits: Sequence[Hit], libraries: Libraries, adapters: Mapping[LibraryId, Adapter], relevant: bool
) -> Adapter | None:
    """The library with 60% of the first eight passages, each weighed by its score over its rank."""
    weights: Counter[LibraryId] = Counter()
    for rank, hit in enumerate(hits[:8], start=1):
        weights[libraries[hit.passage.document]] += hit.score / rank
    most = max(weights, key=lambda one: weights[one], default=None)
    if most is None or not relevant or weights[most] < 0.6 * weights.total():
        return None
    return adapters.get(most)


RULES: dict[str, Rule] = {"in use": in_use, "clear majority": majority}


def search_all(
    corpus: Corpus,
    asked: Sequence[tuple[Asked | str, str]],
    searched: Sequence[DocumentId],
    dense: Dense | None,
) -> list[Found]:
    passages = corpus.workspace.passages
    searcher = Searcher(passages, passages, dense, titles_of(corpus))
    found = []
    for one, of in asked:
        result = searcher.search(one if isinstance(one, str) else one.text, documents=searched)
        document = None if isinstance(one, str) else one.document
        found.append(Found(of, document, result.hits, result.relevant, result.features))
    return found


def divided(
    found: Sequence[Found], situation: Situation, rule: Rule, threshold: float | None = None
) -> dict[str, float]:
    """How the routes of one set's questions divide."""
    adapters = {library: adapter_of(library) for library in situation.learned}
    ends: Counter[str] = Counter()
    for one in found:
        relevant = one.relevant
        if threshold is not None and one.features is not None:
            relevant = KEYWORD_ONLY.probability(one.features) >= threshold
        chosen = rule(one.hits, situation.libraries, adapters, relevant)
        own = situation.libraries[one.document] if one.document else None
        ends["off" if chosen is None else "its own" if chosen.library == own else "another's"] += 1
    return {name: ends[name] / len(found) for name in ("its own", "another's", "off")}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--backbone", type=Path, help="a backbone folder to embed with")
    parser.add_argument("--whole", type=Path, nargs="*", default=[])
    parser.add_argument("--sample", type=int, default=500, help="questions of each set")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = load(Path(folder), [options.first, options.second])
        dense = None
        if options.backbone:
            from lloco_desktop.backbone.loading import load_backbone
            from lloco_desktop.workflows.models import BackboneEmbedder

            dense = embed(corpus, BackboneEmbedder(load_backbone(options.backbone)))
        names = (options.first.stem, options.second.stem)
        asked = questions(corpus, names, options.other, options.sample)
        rows = measure(corpus, situations(corpus, *names), asked, dense)
        corpus.workspace.close()
    rows += [row for file in options.whole for row in whole_documents(file)]
    title = f"Routing of {names[0]}, {names[1]} and, for other questions, {options.other.stem}"
    report(f"{title}; relevance in use from {KEYWORD_ONLY.threshold} on", rows, options.json)


def questions(corpus: Corpus, names: Sequence[str], other: Path, count: int) -> list[tuple[Asked | str, str]]:
    """So many questions of each set, with the name of the set."""
    dice = random.Random(0)
    asked: list[tuple[Asked | str, str]] = []
    for name in names:
        own = [(one, name) for one in corpus.asked if one.source == name and one.answers]
        asked += dice.sample(own, min(count, len(own)))
    rows = [json.loads(line) for line in other.read_text(encoding="utf-8").splitlines()]
    others = [(one["q"], other.stem) for row in rows for one in row["qas"]]
    return asked + dice.sample(others, min(count, len(others)))


def situations(corpus: Corpus, first: str, second: str) -> list[Situation]:
    sources = {one.document: one.source for one in corpus.asked}
    two = {key: LibraryId(1 if source == first else 2) for key, source in sources.items()}
    ones = [key for key, source in sources.items() if source == first]
    others = [key for key, source in sources.items() if source == second]
    many = {key: LibraryId(at) for at, key in enumerate(ones)}
    many |= {key: LibraryId(len(ones) + at % len(ones)) for at, key in enumerate(others)}
    both = frozenset({first, second})
    one, other = LibraryId(1), LibraryId(2)
    return [
        Situation("two, both learned", two, both, frozenset({one, other})),
        Situation("two, the first learned", two, both, frozenset({one})),
        Situation("the first alone", two, frozenset({first}), frozenset({one})),
        Situation("the second alone", two, frozenset({second}), frozenset({other})),
        Situation(f"{2 * len(ones)}, all learned", many, both, frozenset(many.values())),
    ]


def measure(
    corpus: Corpus,
    every: Sequence[Situation],
    asked: Sequence[tuple[Asked | str, str]],
    dense: Dense | None,
) -> list[dict[str, object]]:
    sources = {one.document: one.source for one in corpus.asked}
    found: dict[frozenset[str], list[Found]] = {}
    rows: list[dict[str, object]] = []
    for situation in every:
        searched = [key for key, source in sources.items() if source in situation.searched]
        if situation.searched not in found:
            within = searched if len(searched) < len(sources) else []
            found[situation.searched] = search_all(corpus, asked, within, dense)
        for of in dict.fromkeys(of for _, of in asked):
            some = [one for one in found[situation.searched] if one.of == of]
            for name, rule in RULES.items():
                row: dict[str, object] = {"libraries": situation.name, "questions of": of, "rule": name}
                row |= {"count": len(some), **divided(some, situation, rule)}
                for threshold in THRESHOLDS:
                    row[f"off at {threshold:g}"] = divided(some, situation, rule, threshold)["off"]
                rows.append(row)
    return rows


def whole_documents(file: Path, most: int = 12, words: int = 110) -> list[dict[str, object]]:
    """Questions asked of one whole document, cut into passages: shares that are taken to be about it."""
    documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()][:most]
    relevant: dict[str, list[bool]] = {"its own document": [], "another document": []}
    for one, other in zip(documents, documents[1:] + documents[:1], strict=True):
        text = one["text"].split()
        parts = [" ".join(text[at : at + words]) for at in range(0, len(text), words)]
        with tempfile.TemporaryDirectory() as folder:
            cut = Path(folder) / "passages.jsonl"
            rows = ({"title": one["title"], "text": part, "qas": []} for part in parts)
            cut.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            corpus = load(Path(folder) / "workspace", [cut])
            passages = corpus.workspace.passages
            searcher = Searcher(passages, passages, None, titles_of(corpus))
            for name, asked in zip(relevant, (one["qas"], other["qas"]), strict=True):
                relevant[name] += [searcher.search(qa["q"]).relevant for qa in asked]
            corpus.workspace.close()
    return [
        {
            "libraries": f"asked of {name}",
            "questions of": file.stem,
            "rule": "relevance of passages",
            "count": len(found),
            "off": 1 - sum(found) / len(found),
        }
        for name, found in relevant.items()
    ]


if __name__ == "__main__":
    main()
