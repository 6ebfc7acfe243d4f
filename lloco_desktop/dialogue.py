"""Conversations as frozen values: what was asked, in which words, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lloco_desktop.domain import Answer, ConversationId, LibraryId, MessageId, Question

TITLE = 64  # characters of the question that a conversation is called by


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat, as the list of chats shows it."""

    id: ConversationId
    title: str
    messages: int
    created: datetime  # UTC
    changed: datetime  # UTC; when the last message came
    library: LibraryId | None = None  # where it is at home
    libraries: tuple[LibraryId, ...] = ()  # those that it asks; none: its own


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a question, or one asking of it, with its answer."""

    id: MessageId  # of the question
    question: Question
    answer: Answer | None = None  # None: it is being made, or the application ended before it was


@dataclass(frozen=True, slots=True)
class Turn:
    """A question in all its versions, the first one first; the id is that version's."""

    id: MessageId
    versions: tuple[Version, ...]

    @property
    def last(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    def next_variation(self, question: Question) -> int:
        """What to ask for so that asking again is worth it: 0 where this was not asked in this way yet."""
        asked = [one.question for one in self.versions if one.answer is not None]
        alike = [
            one.variation for one in asked if replace(one, variation=0) == replace(question, variation=0)
        ]
        return max(alike) + 1 if alike else 0


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation in the list, with the words around what was searched for."""

    conversation: Conversation
    excerpt: str = ""


def title_of(question: str) -> str:
    """What a conversation is called that begins with this question: its first words."""
    flat = " ".join(question.split())
    if len(flat) <= TITLE:
        return flat
    cut = flat[: TITLE - 1]
    words, _, rest = cut.rpartition(" ")
    return (words if words and len(rest) < TITLE // 3 else cut).rstrip(" ,;:.-") + "…"
