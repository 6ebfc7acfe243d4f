"""Quiet suggestions of what to ask next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal

from lloco_desktop.domain import FollowUp, FollowUpKind, Question, Scope
from lloco_desktop.terms import is_cjk
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import FlowRow

TITLE_LENGTH = 36
MORE = "What is said about {term}?"
translate = QCoreApplication.translate


def sentence(follow_up: FollowUp) -> str:
    """What a suggestion says."""
    title = words.elided(follow_up.title, TITLE_LENGTH)
    match follow_up.kind:
        case FollowUpKind.MORE:
            text = translate("follow-up", "What does “{title}” say about {term}?")
            return text.format(title=title, term=follow_up.term)
        case FollowUpKind.ALONE:
            return translate("follow-up", "Ask “{title}” alone").format(title=title)
        case FollowUpKind.QUOTES:
            return translate("follow-up", "Show the passages word for word")
        case FollowUpKind.WHOLE:
            return translate("follow-up", "Ask whole documents")


def next_question(asked: Question, chosen: FollowUp) -> Question | None:
    """What is asked when a suggestion is chosen."""
    plain = replace(asked, variation=0)
    match chosen.kind:
        case FollowUpKind.QUOTES:
            return replace(plain, quote=True)
        case FollowUpKind.WHOLE:
            return replace(plain, scope=Scope.WHOLE, quote=False)
        case FollowUpKind.ALONE if chosen.document is not None:
            return replace(plain, documents=(chosen.document,))
        case FollowUpKind.MORE if chosen.document is not None:
            # In the language of what was asked, which the documents and the backbone may be bound to.
            asks = translate("follow-up", "What is said about {term}?") if is_cjk(asked.text) else MORE
            return replace(plain, text=asks.format(term=chosen.term), documents=(chosen.document,))
    return None


class FollowUpRow(FlowRow):
    """The suggestions as buttons.

    Signals:
        chosen(FollowUp)
    """

    chosen = Signal(object)

    def __init__(self, follow_ups: Sequence[FollowUp]) -> None:
        super().__init__()
        self.buttons: list[TextButton] = []
        for one in follow_ups:
            text = sentence(one)
            button = TextButton(text.replace("&", "&&"), role="follow-up")
            button.setAccessibleName(text)
            if one.title and words.elided(one.title, TITLE_LENGTH) != one.title:
                button.setToolTip(" ".join(one.title.split()))
            button.clicked.connect(lambda _on=False, chosen=one: self.chosen.emit(chosen))
            self.buttons.append(button)
            self.add(button)
