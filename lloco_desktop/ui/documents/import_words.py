"""What is said about an import before it begins, and about what of it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl

from lloco_desktop.ui.kit import words
from lloco_desktop.workflows.import_needs import RESERVE, ImportNeeds

translate = QCoreApplication.translate
LONGEST_NAME = 60  # characters


def looking_at(paths: Sequence[Path]) -> str:
    """What is being looked at."""
    if len(paths) == 1:
        return translate("importing", "Looking at “{name}”…").format(name=_name(paths[0]))
    return translate("importing", "Looking at %n file(s) and folder(s)…", None, len(paths))


def question(needs: ImportNeeds) -> str:
    """What a large import brings and needs."""
    facts = {
        "files": words.files(needs.files),
        "size": words.size(needs.size),
        "need": words.size(needs.need),
        "free": words.size(needs.free),
    }
    if needs.fits:
        return translate(
            "importing", "About {files}, {size}; needs about {need} in the workspace, {free} are free."
        ).format(**facts)
    facts["short"] = words.size(needs.need + RESERVE - needs.free)
    return translate(
        "importing",
        "About {files}, {size}; needs about {need} in the workspace, but only {free} are free there. Nothing "
        "was imported. Free about {short} on that disk, choose another place for the workspace in the "
        "settings, or import fewer files.",
    ).format(**facts)


def refused_links(links: Sequence[str]) -> tuple[str, ...]:
    """Why web addresses are not opened."""
    if not links:
        return ()
    if len(links) == 1:
        return (
            translate(
                "importing",
                "{address} is a web address; LLoCO opens no web addresses. Save the PDF first, then drop the "
                "file.",
            ).format(address=_short_address(links[0])),
        )
    return (
        translate(
            "importing",
            "%n of these are web addresses; LLoCO opens no web addresses. Save the PDFs first, then drop the "
            "files.",
            None,
            len(links),
        ),
    )


def left_out(needs: ImportNeeds) -> tuple[str, ...]:
    """One sentence for each kind of thing that cannot be imported."""
    told: list[str] = []
    if len(needs.not_pdf) == 1:
        sentence = translate("importing", "“{name}” is not a PDF and was left out.")
        told.append(sentence.format(name=_name(needs.not_pdf[0])))
    elif needs.not_pdf:
        count = len(needs.not_pdf)
        told.append(translate("importing", "%n files are not PDFs and were left out.", None, count))
    if len(needs.missing) == 1:
        sentence = translate("importing", "“{name}” is not there any more.")
        told.append(sentence.format(name=_name(needs.missing[0])))
    elif needs.missing:
        count = len(needs.missing)
        told.append(translate("importing", "%n files are not there any more.", None, count))
    if len(needs.without) == 1:
        sentence = translate("importing", "The folder “{name}” holds no PDF.")
        told.append(sentence.format(name=_name(needs.without[0])))
    elif needs.without:
        told.append(translate("importing", "%n folders hold no PDF.", None, len(needs.without)))
    return tuple(told)


def what_was_taken(paths: Sequence[Path], told: Sequence[str]) -> str:
    """What of a mixed drop is imported, and what is not and why."""
    if len(paths) == 1:
        taken = translate("importing", "“{name}” is being imported.").format(name=_name(paths[0]))
    else:
        taken = translate("importing", "%n files and folders are being imported.", None, len(paths))
    return words.together(taken, *told)


def _name(path: Path) -> str:
    return words.elided(path.name or str(path), LONGEST_NAME)


def _short_address(link: str) -> str:
    url = QUrl(link)
    return words.elided(f"{url.host()}{url.path()}", LONGEST_NAME)
