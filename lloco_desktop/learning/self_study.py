"""Self-study: a library without questions of its own asks itself.

From every chunk, in proportion to its length: questions by rule (`recall`), questions of the decoder's own
(`asking`), audited (`audit`), and kept only if their words lead back to their text. Everything is made chunk
by chunk and depends on the seed and the library alone, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.learning.asking import WORTH, Asker
from lloco_desktop.learning.audit import Duplicates, fault
from lloco_desktop.learning.finder import Finder
from lloco_desktop.learning.mixing import form_shares
from lloco_desktop.learning.prose import Habits, Sentence, sentences_of
from lloco_desktop.learning.recall import Candidate, Form, candidates, short_title
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.progress import Meter, Progress
from lloco_desktop.sentences import say, to_say
from lloco_desktop.study import Chunk, Split, StudyItem

LED_BACK = 8  # the chunk has to be among so many that a question's words lead to
CLEAR = 3  # further down than this, a question is asked with its document's title
TRIED = 8  # chunks that the decoder is tried on before it asks about all
READ_AT_ONCE = 16  # chunks between two events while the library is read
TEXT = to_say("Making questions")
READING = to_say("Reading the library")
TRYING = to_say("Trying the backbone's own questions")
NO_PROSE = to_say("a passage of references, tables or headings, about which nothing is asked")

_NAMELESS = frozenset((Form.CLOZE, Form.QUOTE, Form.NEXT))  # carry words of the text: no title helps
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one chunk; empty for chunks that nothing can be asked about."""

    chunk: int
    items: tuple[StudyItem, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)  # by reason, in words for people


def study(
    backbone: Backbone,
    chunks: Sequence[Chunk],
    splits: Sequence[Split],
    settings: LearningSettings,
    deadline: Callable[[], bool],
    done: Collection[int] = (),
) -> Generator[Made | Progress, None, None]:
    """Make the study items of all chunks but those `done`: one `Made` each, in an order of the seed's.

    Yields `Progress` often, between two words of the decoder too. Once `deadline()` is true no more is made;
    because of the order, what is there by then is spread over the library. Raises OutOfMemory.
    """
    student = _Student(backbone, chunks, splits, settings)
    yield from student.read()
    yield from student.try_decoder(deadline)
    meter = Meter(total=len(chunks), unit="passages")
    for index in student.order:
        if deadline():
            return
        made = yield from student.make(index, again=index in done)
        meter.advance(1)
        if made is not None:
            yield made
        yield meter.progress(say(TEXT))


def seconds_to_study(
    backbone: Backbone,
    chunks: Sequence[Chunk],
    settings: LearningSettings,
    deadline: Callable[[], bool],
    clock: Callable[[], float] = time.perf_counter,
) -> Generator[Progress, None, float]:
    """About how many seconds `study` takes with all of these chunks, from a trial of a few of them.

    A decoder whose questions come to nothing is asked no more after the trial, so that the time per item of
    the first items would say little.
    """
    student = _Student(backbone, chunks, [Split.TRAIN] * len(chunks), settings)
    began = clock()
    yield from student.read()
    read = clock()
    yield from student.try_decoder(deadline)
    tried = clock()
    decoder, student.decoder = student.decoder, False
    sample = student.order[: 4 * TRIED]
    for index in sample:
        for event in student.make(index, again=True):
            if isinstance(event, Progress):
                yield event
    by_rule = (clock() - tried) / max(len(sample), 1) * len(chunks)
    share = form_shares(Split.TRAIN, capable=student.capable)[Form.DECODER]
    each = (tried - read) / max(student.kept, 1)
    asking = each * share * sum(student.quotas) if decoder else 0.0
    return (tried - began) + by_rule + asking


class _Student:
    """What making the items of one chunk has to know of all of them."""

    def __init__(
        self, backbone: Backbone, chunks: Sequence[Chunk], splits: Sequence[Split], settings: LearningSettings
    ) -> None:
        self._chunks = chunks
        self._splits = splits
        self._settings = settings
        self._asker = Asker(backbone)
        self.capable = self._asker.capable
        self.decoder = True  # whether it asks well enough to be asked at all
        self.kept = 0  # of the questions of its trial
        self._lost = Counter[str]()  # of a trial that nothing came of
        self._finder = Finder()
        self._habits = Habits()
        self._titled = len({chunk.document for chunk in chunks}) > 1
        self._seen = Duplicates()
        self._sentences: list[list[Sentence]] = []
        self.quotas: list[int] = []
        self._roomy = False  # whether there may be more items than quotas
        self.order = _dice(settings.seed, "order").sample(range(len(chunks)), len(chunks))

    def read(self) -> Generator[Progress, None, None]:
        """Read all chunks: what their words are, and which sentences can be asked about."""
        meter = Meter(total=2 * len(self._chunks), unit="passages")
        for index, chunk in enumerate(self._chunks):
            self._finder.add(chunk.text)
            self._habits.add(chunk.text)
            meter.advance(1)
            if index % READ_AT_ONCE == 0:
                yield meter.progress(say(READING))
        common = self._habits.common_lines()
        for index, chunk in enumerate(self._chunks):
            self._sentences.append(sentences_of(chunk.text, common))
            meter.advance(1)
            if index % READ_AT_ONCE == 0:
                yield meter.progress(say(READING))
        self._ordinary = self._habits.ordinary_words()
        self.quotas = _quotas(self._chunks, self._sentences, self._settings)
        self._roomy = 2 * sum(self.quotas) <= self._settings.most_items

    def try_decoder(self, deadline: Callable[[], bool]) -> Generator[Progress, None, None]:
        """Let the decoder ask about a few chunks; if hardly anything is kept, it is not asked again."""
        tried = [index for index in self.order if len(self._sentences[index]) > 1][:TRIED]
        lost = Counter[str]()
        for number, index in enumerate(tried):
            out_of_reach = self.kept + len(tried) - number < WORTH * len(tried)
            if deadline() or out_of_reach:
                break
            said = Progress(say(TRYING), number, len(tried), "passages")
            found = yield from _saying(self._ask(index, 1, self._dice(index), lost), said)
            self.kept += len(found)
        self.decoder = self.kept >= WORTH * max(self._asker.asked, 1)
        self._lost = Counter() if self.decoder else lost

    def make(self, index: int, *, again: bool) -> Generator[Progress, None, Made | None]:
        """The items of one chunk. `again`: they are stored already, and only remembered."""
        quota, sentences, dropped = self.quotas[index], self._sentences[index], Counter[str]()
        if index == self.order[0]:
            dropped += self._lost
        if not quota:
            dropped += Counter() if sentences else Counter({NO_PROSE: 1})
            return None if again else Made(index, (), dict(dropped))
        dice = self._dice(index)
        shares = form_shares(self._splits[index], capable=self.capable)
        pools: dict[Form, list[Candidate]] = {form: [] for form in shares}
        for candidate in candidates(sentences, self._chunks[index].title, dice, self._ordinary):
            if candidate.form in pools:
                pools[candidate.form].append(candidate)
        wanted = sum(dice.random() < shares[Form.DECODER] for _ in range(quota))
        if wanted and self.decoder and not again:
            said = Progress(say(TEXT), 0, 0, "")
            pools[Form.DECODER] = yield from _saying(self._ask(index, wanted, dice, dropped), said)
            if pools.get(Form.SUMMARY):
                summary = yield from _saying(self._asker.summary(self._chunks[index].text), said)
                pools[Form.SUMMARY] = self._retold(pools[Form.SUMMARY], summary)
        if self._roomy:  # what is asked as people ask is not left out for its place's sake
            quota = max(quota, min(2 * quota, len(pools[Form.ASKED])))
        items = self._choose(index, quota, pools, shares, dropped)
        return None if again else Made(index, tuple(items), dict(dropped))

    def _retold(self, pool: list[Candidate], summary: str) -> list[Candidate]:
        """Summaries by the decoder in place of those by rule, where it makes any."""
        return [Candidate(one.form, one.question, summary) for one in pool] if summary else pool

    def _choose(
        self,
        index: int,
        quota: int,
        pools: Mapping[Form, list[Candidate]],
        shares: Mapping[Form, float],
        dropped: Counter[str],
    ) -> list[StudyItem]:
        """As many of the candidates as the quota allows, drawn by the shares of their forms."""
        dice = _dice(self._settings.seed, "choice", index)
        items: list[StudyItem] = []
        while len(items) < quota and any(pools.values()):
            forms = [form for form, pool in pools.items() if pool]
            form = dice.choices(forms, weights=[shares[form] for form in forms])[0]
            item = self._item(index, pools[form].pop(), dropped)
            if item is not None:
                items.append(item)
        return items

    def _item(self, index: int, candidate: Candidate, dropped: Counter[str]) -> StudyItem | None:
        """The candidate as an item, if nothing is wrong with it."""
        chunk, answer = self._chunks[index], candidate.answer
        reason = fault(candidate.question, answer, chunk.text, chunk.title)
        if reason is None:
            question = self._leading(candidate, index)
            if question is None:
                reason = to_say("a question that could be about many passages")
            elif not self._seen.add(question, answer):
                reason = to_say("a near-duplicate of another question")
            else:
                return StudyItem(candidate.form.kind, self._splits[index], question, answer, index)
        dropped[reason] += 1
        return None

    def _leading(self, candidate: Candidate, index: int) -> str | None:
        """The question, with its document's title where it takes that to lead to its chunk; or None."""
        question, title = candidate.question, short_title(self._chunks[index].title)
        place = self._finder.rank(question, index, LED_BACK)
        if place is not None and place <= CLEAR:
            return question
        fits = self._titled and title and title.casefold() not in question.casefold()
        if fits and candidate.form not in _NAMELESS:
            named = f'In "{title}", {_uncapitalised(question)}'
            if self._finder.rank(named, index, LED_BACK) is not None:
                return named
        return question if place is not None else None

    def _ask(
        self, index: int, count: int, dice: random.Random, dropped: Counter[str]
    ) -> Generator[None, None, list[Candidate]]:
        chunk = self._chunks[index]
        return self._asker.questions(chunk.text, chunk.title, self._sentences[index], count, dice, dropped)

    def _dice(self, index: int) -> random.Random:
        return _dice(self._settings.seed, "chunk", index)


def _dice(seed: int, *parts: object) -> random.Random:
    """Chance that is the same for the same run, whatever was done before."""
    return random.Random(" ".join(map(str, (seed, *parts))))  # noqa: S311 - not for secrets


def _saying(steps: Generator[None, None, T], said: Progress) -> Generator[Progress, None, T]:
    """Run to the end, saying the same at every step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        yield said


def _uncapitalised(question: str) -> str:
    return question[:1].lower() + question[1:]  # of ours, all of which begin with a question word


def _quotas(
    chunks: Sequence[Chunk], sentences: Sequence[Sequence[Sentence]], settings: LearningSettings
) -> list[int]:
    """Items per chunk, in proportion to its tokens: what rounding takes from one chunk, the next one gets."""
    tokens = [chunk.tokens if found else 0 for chunk, found in zip(chunks, sentences, strict=True)]
    each = min(settings.items_per_thousand_tokens / 1000, settings.most_items / max(sum(tokens), 1))
    quotas: list[int] = []
    owed = 0.0
    for count in tokens:
        owed += count * each
        quotas.append(int(owed) if count else 0)
        owed -= quotas[-1]
    return quotas
