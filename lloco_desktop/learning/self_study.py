"""Self-study: a library without questions of its own asks itself.

From every chunk, in proportion to its length: questions by rule (`recall`), questions of the decoder's own
(`asking`), audited (`audit`), and kept only if their words lead back to their text. Everything is made chunk by
chunk and depends on the seed and the chunk alone, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.domain import Chunk, Split, StudyItem
from lloco_desktop.learning.asking import WORTH, Asker
from lloco_desktop.learning.audit import Duplicates, fault
from lloco_desktop.learning.finder import Finder
from lloco_desktop.learning.mixing import form_shares
from lloco_desktop.learning.prose import Sentence, common_lines, sentences_of
from lloco_desktop.learning.recall import Candidate, Form, candidates, short_title
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.progress import Meter, Progress

LED_BACK = 8  # the chunk has to be among so many that a question's words lead to
CLEAR = 3  # further down than this, a question is asked with its document's title
TRIED = 10  # chunks that the decoder is tried on before it asks about all
TEXT = "Making questions"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one chunk; empty for chunks that nothing can be asked about."""

    chunk: int
    items: tuple[StudyItem, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)  # by reason, in words for people


T = TypeVar("T")
Events = Generator[Made | Progress, None, None]


def study(
    backbone: Backbone,
    chunks: Sequence[Chunk],
    splits: Sequence[Split],
    settings: LearningSettings,
    deadline: Callable[[], bool],
    done: Collection[int] = (),
) -> Events:
    """Make the study items of all chunks but those `done`: one `Made` each, in an order of the seed's.

    Yields `Progress` often, between two words of the decoder too. Once `deadline()` is true no more is made;
    because of the order, what is there by then is spread over the library. Raises OutOfMemory.
    """
    student = _Student(backbone, chunks, splits, settings)
    meter = Meter(total=len(chunks), unit="passages")
    yield meter.progress(TEXT)
    yield from student.try_decoder(deadline)
    for index in student.order:
        if deadline():
            return
        made = yield from student.make(index, again=index in done)
        meter.advance(1)
        if made is not None:
            yield made
        yield meter.progress(TEXT)


class _Student:
    """What making the items of one chunk has to know of all of them."""

    def __init__(
        self, backbone: Backbone, chunks: Sequence[Chunk], splits: Sequence[Split], settings: LearningSettings
    ) -> None:
        self._chunks = chunks
        self._splits = splits
        self._seed = settings.seed
        self._asker = Asker(backbone)
        self._decoder = True  # whether it asks well enough to be asked at all
        self._finder = Finder([chunk.text for chunk in chunks])
        self._titled = len({chunk.document for chunk in chunks}) > 1
        self._seen = Duplicates()
        common = common_lines(chunk.text for chunk in chunks)
        self._sentences = [sentences_of(chunk.text, common) for chunk in chunks]
        self.quotas = _quotas(chunks, [bool(found) for found in self._sentences], settings)
        self.order = random.Random(f"order {settings.seed}").sample(range(len(chunks)), len(chunks))

    def try_decoder(self, deadline: Callable[[], bool]) -> Events:
        """Let the decoder ask about a few chunks; if hardly anything is kept, it is not asked again."""
        tried = [index for index in self.order if len(self._sentences[index]) > 1][:TRIED]
        kept = 0
        for number, index in enumerate(tried, 1):
            if deadline():
                break
            questions = self._ask(index, 1, self._rng(index), Counter())
            kept += len(
                (
                    yield from _quietly(
                        questions,
                        Progress("Trying the backbone's own questions", number, len(tried), "passages"),
                    )
                )
            )
        self._decoder = kept >= WORTH * max(self._asker.asked, 1)

    def make(self, index: int, *, again: bool) -> Generator[Made | Progress, None, Made | None]:
        """The items of one chunk. `again`: they are stored already, and only remembered to be no duplicates."""
        quota, sentences, dropped = self.quotas[index], self._sentences[index], Counter[str]()
        if not quota:
            return None if again else Made(index, (), {})
        rng = self._rng(index)
        shares = form_shares(self._splits[index], capable=self._asker.capable)
        pools: dict[Form, list[Candidate]] = {form: [] for form in shares}
        for candidate in candidates(sentences, self._chunks[index].title, rng):
            if candidate.form in pools:
                pools[candidate.form].append(candidate)
        wanted = sum(rng.random() < shares[Form.DECODER] for _ in range(quota)) if self._decoder else 0
        if wanted and not again:
            waiting = Progress(TEXT, 0, 0, "")
            pools[Form.DECODER] = yield from _quietly(self._ask(index, wanted, rng, dropped), waiting)
        items = self._choose(index, quota, pools, shares, rng, dropped)
        return None if again else Made(index, tuple(items), dict(dropped))

    def _choose(
        self,
        index: int,
        quota: int,
        pools: dict[Form, list[Candidate]],
        shares: Mapping[Form, float],
        rng: random.Random,
        dropped: Counter[str],
    ) -> list[StudyItem]:
        """As many of the candidates as the quota allows, drawn by the shares of their forms."""
        items: list[StudyItem] = []
        while len(items) < quota and any(pools.values()):
            forms = [form for form, pool in pools.items() if pool]
            form = rng.choices(forms, weights=[shares[form] for form in forms])[0]
            item = self._item(index, pools[form].pop(), dropped)
            if item is not None:
                items.append(item)
        return items

    def _item(self, index: int, candidate: Candidate, dropped: Counter[str]) -> StudyItem | None:
        """The candidate as an item, if nothing is wrong with it."""
        chunk = self._chunks[index]
        question, answer = candidate.question, candidate.answer
        reason = fault(question, answer, chunk.text, chunk.title)
        if reason is None:
            led = self._leading(question, index)
            if led is None:
                reason = "a question that could be about many passages"
            elif not self._seen.add(led, answer):
                reason = "a near-duplicate of another question"
            else:
                return StudyItem(candidate.form.kind, self._splits[index], led, answer, index)
        dropped[reason] += 1
        return None

    def _leading(self, question: str, index: int) -> str | None:
        """The question, with its document's title where it needs that to lead to its chunk; None if nothing helps."""
        rank = self._finder.rank(question, index)
        if rank is not None and rank <= CLEAR:
            return question
        title = short_title(self._chunks[index].title)
        if self._titled and title and title.casefold() not in question.casefold():
            named = f'In "{title}", {_uncapitalised(question)}'
            found = self._finder.rank(named, index)
            if found is not None and found <= LED_BACK:
                return named
        return question if rank is not None and rank <= LED_BACK else None

    def _ask(
        self, index: int, count: int, rng: random.Random, dropped: Counter[str]
    ) -> Generator[None, None, list[Candidate]]:
        chunk = self._chunks[index]
        return self._asker.questions(chunk.text, chunk.title, self._sentences[index], count, rng, dropped)

    def _rng(self, index: int) -> random.Random:
        return random.Random(f"{self._seed} {index}")


def _quietly(steps: Generator[None, None, T], said: Progress) -> Generator[Progress, None, T]:
    """Run to the end, saying the same at every step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        yield said


def _uncapitalised(question: str) -> str:
    first = question.split(" ", 1)[0]
    return question[0].lower() + question[1:] if first.istitle() or first == "A" else question


def _quotas(chunks: Sequence[Chunk], usable: Sequence[bool], settings: LearningSettings) -> list[int]:
    """Items per chunk, in proportion to its tokens: what rounding takes from one chunk, the next one gets."""
    tokens = [chunk.tokens if use else 0 for chunk, use in zip(chunks, usable, strict=True)]
    each = min(settings.items_per_thousand_tokens / 1000, settings.most_items / max(sum(tokens), 1))
    quotas: list[int] = []
    owed = 0.5
    for count in tokens:
        owed += count * each
        quotas.append(int(owed) if count else 0)
        owed -= quotas[-1]
    return quotas
