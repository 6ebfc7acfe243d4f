"""The backbone's own decoder asks about a text and answers, with the text before it.

Cartridges' self-study (arXiv 2506.06266) and PRAG make their material so. A small decoder asks badly: what
the audit and a second answer do not confirm is dropped, and a trial says whether asking is worth its time.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing

from lloco_desktop.backbone.base import Backbone, BackboneFormat, PromptParts
from lloco_desktop.backbone.prompts import OWN_WIDTH
from lloco_desktop.learning.audit import fault, goes_in_circles, question_fault
from lloco_desktop.learning.prose import Sentence, split_sentences
from lloco_desktop.learning.recall import Candidate, Form
from lloco_desktop.metrics import f1
from lloco_desktop.sentences import to_say
from lloco_desktop.terms import term_set, wants

QUESTION_TOKENS, ANSWER_TOKENS, SUMMARY_TOKENS = 32, 24, 80
TOKENS_PER_PAIR = 64  # of a question with its answer, where both are asked for at once
AGREE = 0.5  # F1 of two answers to the same question from which they count as one
LOOKED_AT = 8  # pieces between two looks for a decoder that repeats itself
WINDOW = 3  # sentences of the part that a small decoder is shown
WORTH = 1 / 3  # share of a trial's questions that has to be kept, or no more are asked
NEAR, NEAR_CAPABLE = 0.6, 0.3  # share of a question's words that a sentence with its answer has to hold

ASK = "Ask a question about the text."  # what the small backbone's decoder was trained with
_ASK_MANY = (
    "Write {count} short questions that a reader may ask and that the text above answers. Each question"
    " must be"
    " understood without the text: name the people, things and works that it is about. Ask for names,"
    " numbers,"
    " dates, reasons and definitions. Answer each as briefly as the text allows, in its own words. Write"
    " one per"
    " line, in the form\nQ: question | A: answer"
)
_ASK_BASE = (  # a base model goes on in the form that it sees; its template puts "Answer:" behind
    "Here is a short question about the text above that names what it is about, with the answer in its own"
    ' words, in the form "Q: question | A: answer" (for another text: Q: When was the Leon Theatre opened?'
    " | A: 1939)."
)
_SUMMARISE = "Summarise the text above in one or two plain sentences. Use only what it says."
_BRIEFLY = "Answer the question from the text above, briefly and in its own words."
_PAIR = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:Q(?:uestion)?\s*\d*[:.]\s*)?(?P<q>[^|\n]{8,300}\?)\s*(?:\||\n)\s*"
    r"(?:A(?:nswer)?\s*\d*[:.]\s*)?(?P<a>[^\n|]+)",
    re.MULTILINE,
)


class Asker:
    """Asks one backbone. Its generators pause after every piece that the decoder gives."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone
        self.capable = backbone.info.width >= OWN_WIDTH  # follows instructions
        self._base = backbone.info.format is BackboneFormat.AUTOCOMPRESSOR
        self.asked = 0  # questions so far, kept or not

    def questions(
        self,
        text: str,
        title: str,
        sentences: Sequence[Sentence],
        count: int,
        dice: random.Random,
        dropped: Counter[str],
    ) -> Generator[None, None, list[Candidate]]:
        """At most `count` questions about a chunk that stand up to the audit and to being answered twice."""
        kept: list[Candidate] = []
        for part in self._parts(text, sentences, count, dice):
            for question, first in (yield from self._ask(part, count)):
                self.asked += 1
                made, reason = yield from self._checked(question, first, part, text, title)
                if made is None:
                    dropped[reason] += 1
                elif len(kept) < count:
                    kept.append(made)
            if len(kept) >= count:
                break
        return kept

    def summary(self, text: str) -> Generator[None, None, str]:
        """What a decoder that follows instructions makes of a text in a sentence or two; "" from others."""
        if not self.capable or self._base:
            return ""
        return (yield from self._say(text, _SUMMARISE, SUMMARY_TOKENS))

    def _parts(self, text: str, sentences: Sequence[Sentence], count: int, dice: random.Random) -> list[str]:
        """What is shown when asking: the chunk, or other sentences of it for each question."""
        if self.capable and not self._base:
            return [text]
        texts = [sentence.text for sentence in sentences]
        starts = dice.sample(range(len(texts)), min(len(texts), count))
        return [" ".join(texts[start : start + WINDOW]) for start in starts]

    def _ask(self, part: str, count: int) -> Generator[None, None, list[tuple[str, str]]]:
        """Questions about a part with their answers, "" for an answer that is yet to be given."""
        if not self.capable:
            question = yield from self._say(part, ASK, QUESTION_TOKENS)
            return [(" ".join(question.split()), "")]
        prompt = _ASK_BASE if self._base else _ASK_MANY.format(count=count)
        said = yield from self._say(part, prompt, TOKENS_PER_PAIR * (1 if self._base else count))
        found = [(match["q"].strip(), match["a"].strip()) for match in _PAIR.finditer(said)]
        return found or [("", "")]

    def _checked(
        self, question: str, first: str, part: str, text: str, title: str
    ) -> Generator[None, None, tuple[Candidate | None, str]]:
        """The question with its answer, or why it is dropped; `first` is the answer that came with it."""
        if not question.endswith("?"):
            return None, "a question that does not end as one"
        reason = fault(question, first, text, title) if first else question_fault(question, text, title)
        if reason:
            return None, reason
        answer = yield from self._say(text, question, ANSWER_TOKENS, _BRIEFLY if self.capable else None)
        answer = " ".join(answer.split())
        reason = fault(question, answer, text, title)
        if reason is None and not self._together(question, answer, text):
            reason = to_say("an answer that stands elsewhere than what is asked")
        if reason is None:
            other = first or (yield from self._say(part, question, ANSWER_TOKENS))
            if f1(answer, other) < AGREE:
                reason = to_say("an answer that the backbone did not give twice")
        return (None, reason) if reason else (Candidate(Form.DECODER, question, answer), "")

    def _together(self, question: str, answer: str, text: str) -> bool:
        """Whether a sentence that holds the answer speaks of what is asked."""
        told = term_set(answer)
        asked = [want for want in wants(question) if told.isdisjoint(want)]
        near = NEAR_CAPABLE if self.capable else NEAR
        for line in text.split("\n"):
            for sentence in split_sentences(line):
                there = term_set(sentence)
                if len(told & there) >= 0.7 * len(told):
                    met = sum(not there.isdisjoint(want) for want in asked)
                    if asked and met >= near * len(asked):
                        return True
        return False

    def _say(
        self, passage: str, question: str, most_tokens: int, instruction: str | None = None
    ) -> Generator[None, None, str]:
        """What the decoder says, adapter off; "" where the passage leaves no room for it."""
        prompt = self._backbone.assemble(PromptParts((), (passage,), question, instruction))
        if self._backbone.info.decoder_window - prompt.length < most_tokens:
            return ""
        pieces: list[str] = []
        with closing(self._backbone.generate(prompt, most_tokens)) as stream:
            for piece in stream:
                pieces.append(piece)
                yield
                if len(pieces) % LOOKED_AT == 0 and goes_in_circles("".join(pieces)):
                    break
        return "".join(pieces).strip()
