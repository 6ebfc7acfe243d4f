"""What is said of libraries when they are deleted, exported and taken in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lloco_desktop.domain import Library
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.libraries.library_files import Holdings, Losses, Offer
from lloco_desktop.workflows.events import LibraryExported, LibraryTakenIn

translate = QCoreApplication.translate


def conversations(count: int) -> str:
    """How many conversations."""
    return translate("libraries", "%n conversation(s)", None, count)


def what_is_lost(library: Library, losses: Losses) -> str:
    """What deleting a library loses, and what it does not touch."""
    if library.documents:
        made = translate(
            "libraries", "What was made from its {documents} ({pages}) is lost: search index and summaries."
        )
        made = made.format(documents=words.documents(library.documents), pages=words.pages(library.pages))
    else:
        made = translate("libraries", "It holds no documents.")
    sentences = [made]
    versions, chats, folders = losses.versions, losses.conversations, losses.watched
    if versions:
        told = translate("libraries", "%n version(s) of what was learned are lost too.", None, versions)
        sentences.append(told)
    if chats:
        sentences.append(translate("libraries", "%n conversation(s) are lost too.", None, chats))
    if folders:
        sentences.append(translate("libraries", "%n folder(s) will not be watched any more.", None, folders))
    if library.documents or folders:
        sentences.append(translate("libraries", "The PDF files stay where they are."))
    return words.together(*sentences)


def export_size(holdings: Holdings, *, documents: bool) -> str:
    """How large the file becomes, about."""
    size = holdings.made + (holdings.files if documents else 0)
    return translate("libraries", "About {size}").format(size=words.size(size))


def exported(event: LibraryExported) -> str:
    """What an export came to."""
    said = translate("libraries", "“{name}” was exported to {file} ({size}).").format(
        name=event.library.name, file=event.file.name, size=words.size(event.size)
    )
    if event.left_out:
        gone = translate(
            "libraries",
            "%n PDF(s) are not in it: they are not where they were, or have changed since.",
            None,
            event.left_out,
        )
        said = words.together(said, gone)
    return said


def taken_in(event: LibraryTakenIn) -> str:
    """What an intake came to."""
    said = translate("libraries", "“{name}” was imported with {documents}.").format(
        name=event.library.name, documents=words.documents(event.library.documents)
    )
    if event.gone:
        gone = translate(
            "libraries",
            "The PDFs of %n document(s) are not on this computer: they can be asked, but not opened.",
            None,
            event.gone,
        )
        said = words.together(said, gone)
    return said


def offered(offer: Offer) -> str:
    """What a library's file brings along."""
    return translate("libraries", "It brings {documents} and the PDFs themselves ({size}).").format(
        documents=words.documents(offer.documents), size=words.size(offer.files_size)
    )
