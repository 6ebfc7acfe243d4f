"""What the chat says where there is no conversation yet, and of what answers are made with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import Library
from lloco_desktop.ui.services import BackboneStatus, Readiness

translate = QCoreApplication.translate


def backbone_sentence(status: BackboneStatus) -> str:
    """What needs saying of the backbone; nothing while it is ready."""
    name = status.name or translate("chat", "the backbone")
    match status.readiness:
        case Readiness.READY | Readiness.RESTING:
            return ""
        case Readiness.LOADING:
            return translate(
                "chat",
                "{name} is being loaded. Until it is ready, answers are quotes from your documents.",
            ).format(name=status.name or name[:1].upper() + name[1:])  # a name stays as it is
        case Readiness.NONE:
            return translate("chat", "No backbone is installed, so answers are quotes from your documents.")
        case Readiness.FAILED:
            return translate("chat", "{reason} Until then, answers are quotes.").format(reason=status.reason)


def foreign_sentence(status: BackboneStatus) -> str:
    """What needs saying where the backbone was not made for what the library is written in."""
    return translate(
        "chat",
        "{name} does not know the language of most of these documents: "
        "rely on the quotes, not on what it writes or learns.",
    ).format(name=status.name or translate("chat", "the backbone"))


def no_documents(library: Library | None, *, reading: bool) -> tuple[str, str]:
    """Heading and sentence where there is nothing to ask yet."""
    if library is None:
        return (
            translate("chat", "Ask your own documents"),
            translate(
                "chat",
                "Drop PDFs or folders anywhere on this window to make your first library. "
                "Everything stays on this machine.",
            ),
        )
    if reading:
        return (
            translate("chat", "Reading your documents…"),
            translate(
                "chat", "The first can be asked about in a few seconds. You need not wait for the others."
            ),
        )
    return (
        translate("chat", "“{library}” is empty").format(library=library.name),
        translate("chat", "Drop PDFs or folders anywhere on this window, then ask about them."),
    )


def no_questions(library: Library) -> tuple[str, str]:
    """Heading and sentence before the first question."""
    return (
        translate("chat", "Ask “{library}”").format(library=library.name),
        translate("chat", "Answers come with the page they are from. Click a source to read it there."),
    )
