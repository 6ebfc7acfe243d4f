"""The window's `ConversationServices` over an open workspace."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from lloco_desktop.dialogue import Found
from lloco_desktop.domain import Answer, ConversationId, DocumentId, LibraryId, MessageId, Question
from lloco_desktop.store.taking import Taken
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.ui.chat.conversations import Begun, Opened, Removed
from lloco_desktop.ui.chat.export import write

log = logging.getLogger(__name__)
EARLIER_NOTE = "window.json"  # where earlier versions noted which conversation each library shows


class LiveConversations:
    """Adapts stored conversations to what the window shows."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._chats = workspace.conversations
        self._take_earlier_note()

    def list(self, library: LibraryId, wanted: str = "") -> list[Found]:
        """Newest first."""
        if not wanted.strip():
            return [Found(one) for one in self._chats.all(library)]
        return self._chats.search(library, wanted)

    def shown(self, library: LibraryId) -> Opened:
        """The one that was shown last, or a new one."""
        return self._opened(library, self._chats.shown(library))

    def open(self, library: LibraryId, conversation: ConversationId | None) -> Opened:
        """Another one."""
        return self._opened(library, conversation)

    def show(self, library: LibraryId, conversation: ConversationId | None) -> None:
        """Remember which one is shown."""
        if conversation is not None:
            self._chats.by_id(conversation)
        self._chats.show(library, conversation)

    def _opened(self, library: LibraryId, key: ConversationId | None) -> Opened:
        draft = self._workspace.drafts.of(library, key)
        if key is None:
            return Opened(library, draft=draft)
        return Opened(library, self._chats.by_id(key), self._chats.turns(key), draft)

    def begin(
        self,
        library: LibraryId,
        conversation: ConversationId | None,
        question: Question,
        turn: MessageId | None = None,
        version: MessageId | None = None,
    ) -> Begun:
        """Store a question, and forget the draft that it was."""
        with self._workspace.transaction():
            if turn is None:
                self._workspace.drafts.keep(library, conversation, "")
            if conversation is None:
                conversation = self._chats.create(library=library).id
                self._chats.show(library, conversation)
                if question.libraries != (library,):
                    self._chats.set_libraries(conversation, question.libraries)
            asked = self._chats.ask(conversation, question, turn, version)
            return Begun(self._chats.by_id(conversation), turn or asked, asked)

    def end(self, begun: Begun, answer: Answer) -> None:
        """Store an answer."""
        self._chats.answer(begun.conversation.id, begun.turn, answer)

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Another title."""
        self._chats.rename(conversation, title)

    def ask_of(self, conversation: ConversationId, libraries: Sequence[LibraryId]) -> None:
        """Which libraries it asks; its own alone is the ordinary case."""
        own = self._chats.by_id(conversation).library
        self._chats.set_libraries(conversation, () if list(libraries) == [own] else libraries)

    def delete(self, conversation: ConversationId) -> Removed:
        """Forget one, so that it can be put back."""
        taken = self._chats.delete(conversation)
        return Removed(conversation, taken.title, taken.messages, taken)

    def put_back(self, removed: Removed) -> None:
        """Undo that."""
        assert isinstance(removed.kept, Taken)
        self._chats.put_back(removed.kept)

    def keep_draft(self, library: LibraryId, conversation: ConversationId | None, text: str) -> None:
        """Keep what was typed."""
        self._workspace.drafts.keep(library, conversation, text)

    def export(self, library: LibraryId, conversation: ConversationId | None, file: Path) -> int:
        """Write one, or all of a library."""
        chats = self._chats.all(library) if conversation is None else [self._chats.by_id(conversation)]
        name = self._workspace.libraries.by_id(library).name
        write(file, name, [(chat, self._chats.turns(chat.id)) for chat in chats])
        return len(chats)

    def homes(self, documents: Sequence[DocumentId]) -> dict[DocumentId, str]:
        """The names of the libraries that documents are in."""
        return self._chats.homes(documents)

    def _take_earlier_note(self) -> None:
        """Take over what earlier versions noted beside the workspace; the note goes when it was read."""
        file = self._workspace.folder / EARLIER_NOTE
        shown: dict[LibraryId, ConversationId] = {}
        try:
            raw = json.loads(file.read_text(encoding="utf-8"))["conversations"]
            shown = {LibraryId(int(key)): ConversationId(int(chat)) for key, chat in raw.items()}
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            log.warning("%s cannot be used; conversations are found by what they cite", file, exc_info=True)
        self._chats.adopt(shown)
        try:
            file.unlink(missing_ok=True)
        except OSError:
            log.warning("%s could not be removed", file, exc_info=True)
