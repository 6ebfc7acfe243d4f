"""What the window asks of conversations, in its own words. Methods marked "slow" go through `Background`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol

from lloco_desktop.dialogue import Conversation, Found, Turn
from lloco_desktop.domain import Answer, ConversationId, DocumentId, LibraryId, MessageId, Question


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation as it is shown; without one it is a new one."""

    library: LibraryId
    conversation: Conversation | None = None
    turns: tuple[Turn, ...] = ()
    draft: str = ""  # typed and not sent


@dataclass(frozen=True, slots=True)
class Begun:
    """Where a question was stored."""

    conversation: Conversation
    turn: MessageId
    version: MessageId


@dataclass(frozen=True, slots=True)
class Removed:
    """A deleted conversation, as long as that can be undone."""

    conversation: ConversationId
    title: str
    messages: int
    kept: object = field(repr=False)  # what `put_back` needs


class Format(Enum):
    """What conversations are exported as."""

    MARKDOWN = ".md"
    JSON = ".json"

    @classmethod
    def of(cls, file: Path) -> Format:
        """By the file's ending; Markdown where it says nothing."""
        return cls.JSON if file.suffix.casefold() == cls.JSON.value else cls.MARKDOWN


class ConversationServices(Protocol):
    """Conversations as the window sees them."""

    def list(self, library: LibraryId, wanted: str = "") -> list[Found]:
        """Slow. A library's conversations, newest first; those that have all of the wanted words."""
        ...

    def shown(self, library: LibraryId) -> Opened:
        """Slow. The one that was shown last."""
        ...

    def open(self, library: LibraryId, conversation: ConversationId | None) -> Opened:
        """Slow. Another one; None: a new one. Raises `BadInput` if it is gone."""
        ...

    def show(self, library: LibraryId, conversation: ConversationId | None) -> None:
        """Slow. Remember which one is shown from now on; None: a new one. Raises `BadInput` if it is gone."""
        ...

    def begin(
        self,
        library: LibraryId,
        conversation: ConversationId | None,
        question: Question,
        turn: MessageId | None = None,
        version: MessageId | None = None,
    ) -> Begun:
        """Slow. Store a question as it is asked; without a conversation in a new one, which is then shown.

        With a `turn` it is another version of that; an unanswered `version` of it is replaced.
        """
        ...

    def end(self, begun: Begun, answer: Answer) -> None:
        """Slow. Store the answer to it. Raises `BadInput` if the conversation is gone."""
        ...

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Slow. Another title."""
        ...

    def ask_of(self, conversation: ConversationId, libraries: Sequence[LibraryId]) -> None:
        """Slow. Which libraries a conversation asks; none: its own."""
        ...

    def delete(self, conversation: ConversationId) -> Removed:
        """Slow. Forget one with all that was asked and answered in it."""
        ...

    def put_back(self, removed: Removed) -> None:
        """Slow. Undo a deletion. Raises `BadInput` if that cannot be."""
        ...

    def keep_draft(self, library: LibraryId, conversation: ConversationId | None, text: str) -> None:
        """Slow. Keep what was typed; nothing forgets it."""
        ...

    def export(self, library: LibraryId, conversation: ConversationId | None, file: Path) -> int:
        """Slow. Write one, or all of a library, to a file; gives how many. Raises `BadInput`."""
        ...

    def homes(self, documents: Sequence[DocumentId]) -> dict[DocumentId, str]:
        """The names of the libraries that documents are in."""
        ...
