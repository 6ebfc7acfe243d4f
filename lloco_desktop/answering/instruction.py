"""The words with which a decoder is asked, in one place, and how its refusal reads."""

from __future__ import annotations

import re

from lloco_desktop.backbone.base import BackboneInfo
from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS, OWN_WIDTH

INSTRUCTION = (
    "Answer the question from the documents above, briefly and in their own words. "
    f'If they do not hold the answer, reply exactly "{NOT_IN_DOCUMENTS}".'
)

_NOT_WORDS = re.compile(r"[\W_]+")


def instruction_for(info: BackboneInfo) -> str | None:
    """The instruction for a backbone; None for the small ones, which were trained on bare questions."""
    return INSTRUCTION if info.width >= OWN_WIDTH else None


def is_refusal(answer: str) -> bool:
    """Whether an answer is the agreed refusal, whatever its case and punctuation."""
    return _NOT_WORDS.sub(" ", answer).strip().casefold() == NOT_IN_DOCUMENTS
