"""The backbone's own decoder asks about a text and answers, with the text before it.

Cartridges' self-study (arXiv 2506.06266) and PRAG make their material so. A small decoder asks badly: what the
audit and a second answer do not confirm is dropped, and a trial says whether asking is worth its time at all.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing

from lloco_desktop.backbone.base import Backbone, BackboneFormat, PromptParts
from lloco_desktop.backbone.prompts import OWN_WIDTH
from lloco_desktop.learning.audit import fault
from lloco_desktop.learning.prose import Sentence
from lloco_desktop.learning.recall import Candidate, Form
from lloco_desktop.metrics import f1

QUESTION_TOKENS, ANSWER_TOKENS, SUMMARY_TOKENS = 32, 24, 80
TOKENS_PER_PAIR = 64  # of a question with its answer, where several are asked for at once
AGREE = 0.5  # F1 of two answers to the same question from which they count as one
WINDOW = 3  # sentences of the part that a small decoder is shown
WORTH = 0.2  # share of a trial's questions that has to be kept, or no more are asked

ASK = "Ask a question about the text."  # what the small backbone's decoder was trained with
_ASK_MANY = (
    "Write {count} short questions that a reader may ask and that the text above answers. Each question must be"
    " understood without the text: name the people, things and works that it is about. Ask for names, numbers,"
    " dates, reasons and definitions. Answer each as briefly as the text allows, in its own words. Write one per"
    " line, in the form\nQ: question | A: answer"
)
_ASK_BASE = (  # a base model goes on in the form that it sees
    "Here is a short question about the text above that names what it is about, with its answer in the text's own"
    ' words, in the form "question | answer" (for another text: When was the Leon Theatre opened? | 1939).\n'
    "Question:"
)
_SUMMARISE = "Summarise the text above in one or two plain sentences. Use only what it says."
_BRIEFLY = "Answer the question from the text above, briefly and in its own words."
_PAIR = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:Q(?:uestion)?\s*\d*[:.]\s*)?(?P<q>[^|\n]{8,300}\?)\s*(?:\||\n)\s*(?:A(?:nswer)?\s*\d*[:.]\s*)?(?P<a>[^\n|]+)",
    re.MULTILINE,
)

Steps = Generator[None, None, list[Candidate]]  # pauses after every piece that the decoder gives


class Asker:
    """Asks one backbone; keeps count of what it dropped, by reason."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone
        self.capable = backbone.info.width >= OWN_WIDTH
        self._base = backbone.info.format is BackboneFormat.AUTOCOMPRESSOR
        self.asked = 0

    def questions(
        self,
        text: str,
        title: str,
        sentences: Sequence[Sentence],
        count: int,
        rng: random.Random,
        dropped: Counter[str],
    ) -> Steps:
        """At most `count` questions about a chunk that stand up to the audit and to being answered twice."""
        kept: list[Candidate] = []
        for part in self._parts(text, sentences, count, rng):
            for question, first in (yield from self._ask(part, count)):
                self.asked += 1
                reason = fault(question, first, text, title) if first else _asked_badly(question, text, title)
                if reason:
                    dropped[reason] += 1
                    continue
                answer = yield from self._say(
                    (text,), question, ANSWER_TOKENS, None if not self.capable else _BRIEFLY
                )
                other = first or (yield from self._say((part,), question, ANSWER_TOKENS, None))
                reason = fault(question, answer, text, title)
                if reason is None and f1(answer, other) < AGREE:
                    reason = "an answer that the backbone did not give twice"
                if reason:
                    dropped[reason] += 1
                elif len(kept) < count:
                    kept.append(Candidate(Form.DECODER, question, answer))
            if len(kept) >= count:
                break
        return kept

    def summary(self, text: str) -> Generator[None, None, str]:
        """What a decoder that follows instructions makes of a text in a sentence or two; "" from others."""
        if not self.capable or self._base:
            return ""
        return (yield from self._say((text,), _SUMMARISE, SUMMARY_TOKENS, None))

    def _parts(self, text: str, sentences: Sequence[Sentence], count: int, rng: random.Random) -> list[str]:
        """What is shown when asking: all of the chunk to a capable decoder, some sentences to others."""
        if self.capable and not self._base:
            return [text]
        texts = [sentence.text for sentence in sentences]
        starts = rng.sample(range(len(texts)), min(len(texts), count))
        return [" ".join(texts[start : start + WINDOW]) for start in starts]

    def _ask(self, part: str, count: int) -> Generator[None, None, list[tuple[str, str]]]:
        """Questions about a part with their answers, "" for an answer that is yet to be given."""
        if not self.capable:
            question = yield from self._say((part,), ASK, QUESTION_TOKENS, None)
            return [(question, "")]
        prompt = _ASK_BASE if self._base else _ASK_MANY.format(count=count)
        tokens = TOKENS_PER_PAIR if self._base else TOKENS_PER_PAIR * count
        said = yield from self._say((part,), prompt, tokens, None)
        return [(match["q"].strip(), match["a"].strip()) for match in _PAIR.finditer(said)]

    def _say(
        self, passages: tuple[str, ...], question: str, most_tokens: int, instruction: str | None
    ) -> Generator[None, None, str]:
        prompt = self._backbone.assemble(PromptParts((), passages, question, instruction))
        room = self._backbone.info.decoder_window - prompt.length
        if room < most_tokens:
            return ""
        pieces: list[str] = []
        with closing(self._backbone.generate(prompt, most_tokens)) as stream:
            for piece in stream:
                pieces.append(piece)
                yield
        return " ".join("".join(pieces).split()) if "\n" not in question else "".join(pieces).strip()


def _asked_badly(question: str, text: str, title: str) -> str | None:
    """What is wrong with a question that has no answer yet."""
    if not question.endswith("?"):
        return "a question that does not end as one"
    return fault(question, text.split(".")[0], text, title) if len(question.split()) > 2 else "no question"
