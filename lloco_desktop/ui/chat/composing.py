"""What is chosen beside a question: where to look, and how to answer."""

from __future__ import annotations

from dataclasses import dataclass

from lloco_desktop.domain import DocumentId, LibraryId, Question, Scope


@dataclass(frozen=True, slots=True)
class Choices:
    """The composer's switches and chips."""

    scope: Scope = Scope.PASSAGES
    quotes: bool = False  # answer with the best sentences word for word
    learned: bool = True  # read with what was learned
    documents: tuple[tuple[DocumentId, str], ...] = ()  # only these, by title; none: all
    libraries: tuple[LibraryId, ...] = ()  # none: the conversation's own

    def question(self, text: str, own: LibraryId) -> Question:
        """A question that is asked in this way."""
        return Question(
            text,
            libraries=self.libraries or (own,),
            documents=tuple(document for document, _ in self.documents),
            scope=self.scope,
            quote=self.quotes,
            adapter=self.learned,
        )
