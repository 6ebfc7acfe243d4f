"""How well the support check tells answers that were read from answers that were not.

    python -m benchmarks.support FILE... [--json FILE]

FILEs are question sets. What was read are the 20 passages that keyword retrieval finds. Each question gets
its gold answer (should pass), the gold answer of a question about another article (should not), both in a
sentence, a gold answer with its number changed, and one of another question about the same article (which
may pass: words alone cannot tell).
"""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

from benchmarks.question_sets import load, titles_of
from benchmarks.report import arguments, report
from lloco_desktop.answering.support import judge
from lloco_desktop.retrieval.search import Searcher


def changed(answer: str, dice: random.Random) -> str | None:
    """The answer with its first number of two or more digits replaced by another."""
    match = re.search(r"\d{2,}", answer)
    if match is None:
        return None
    other = str(int(match.group()) + dice.randint(3, 9))
    return answer[: match.start()] + other + answer[match.end() :]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--show", action="store_true", help="print gold answers that do not pass")
    options = parser.parse_args()
    dice = random.Random(0)
    passed: dict[str, list[bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = load(Path(folder), options.files)
        passages = corpus.workspace.passages
        searcher = Searcher(passages, passages, None, titles_of(corpus))
        answerable = [one for one in corpus.asked if one.answers]
        for one in dice.sample(answerable, min(options.sample, len(answerable))):
            hits = searcher.search(one.text).hits
            if one.passage not in [hit.passage.id for hit in hits]:
                continue
            read = [hit.passage.text for hit in hits]
            same = [other for other in answerable if other.document == one.document and other is not one]
            others = [other for other in answerable if other.document != one.document]
            stranger = dice.choice(others).answers[0]
            tries = {
                "gold": one.answers[0],
                "gold, in a sentence": f"The answer is {one.answers[0]}.",
                "gold of another article": stranger,
                "gold of another article, in a sentence": f"It was {stranger}.",
                "gold with another number": changed(one.answers[0], dice),
                "gold of another question, same article": dice.choice(same).answers[0] if same else None,
            }
            for name, answer in tries.items():
                if answer is not None:
                    support = judge(answer, one.text, read)
                    passed.setdefault(name, []).append(support.ok)
                    if options.show and name == "gold" and not support.ok:
                        print(f"{one.text} -> {answer}: {support}")
        corpus.workspace.close()
    rows = [{"answer": name, "count": len(ok), "passed": sum(ok) / len(ok)} for name, ok in passed.items()]
    report("Answers that the support check lets pass", rows, options.json)


if __name__ == "__main__":
    main()
