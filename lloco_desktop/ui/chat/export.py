"""Conversations as files: Markdown to read, JSON for programs; and one answer as text to paste.

A file is written under a temporary name beside its own and then takes its place, so that a full disk or a
crash leaves what was there.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from lloco_desktop.dialogue import Conversation, Turn, Version
from lloco_desktop.domain import Answer, AnswerKind, Citation
from lloco_desktop.errors import BadInput
from lloco_desktop.ui.chat.conversations import Format

translate = QCoreApplication.translate
Chats = Sequence[tuple[Conversation, Sequence[Turn]]]
VERSION = 1  # of the JSON
_SIGNS = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)")
_LEADING = re.compile(r"^(\s*\d*)([#>+-]|(?<=\d)[.)](?=\s))")


def write(file: Path, library: str, chats: Chats) -> None:
    """Write conversations in the format that the file's ending asks for. Raises `BadInput`."""
    text = conversations_as_json(library, chats) if Format.of(file) is Format.JSON else as_document(chats)
    draft: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as out:
            draft = Path(out.name)
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink()
        sentence = translate(
            "export", "{name} could not be written ({reason}). Nothing was changed; choose another place."
        )
        raise BadInput(sentence.format(name=file.name, reason=error.strerror or error)) from error


# --- Markdown --------------------------------------------------------------------------------


def as_document(chats: Chats) -> str:
    """All conversations below each other."""
    return "\n\n".join(_conversation(chat, turns) for chat, turns in chats) + "\n"


def _conversation(chat: Conversation, turns: Sequence[Turn]) -> str:
    parts = [f"# {_literal(_flat(chat.title))}", f"*{chat.created.astimezone():%Y-%m-%d %H:%M}*"]
    for turn in turns:
        for number, version in enumerate(turn.versions, 1):
            parts.append(_question(version, number, len(turn.versions)))
            if version.answer is None:
                parts.append(f"*{translate('export', 'Not answered.')}*")
            else:
                parts.append(as_markdown(version.answer))
    return "\n\n".join(parts)


def _question(version: Version, number: int, of: int) -> str:
    text = _literal(_flat(version.question.text))
    if of > 1:
        text += " " + translate("export", "({number} of {all})").format(number=number, all=of)
    return f"## {text}"


def as_markdown(answer: Answer) -> str:
    """One answer with its sources, each with its quoted words."""
    parts: list[str] = []
    if answer.kind is AnswerKind.QUOTED and answer.citations:
        parts += [f"{_quoted(one.quote)}\n>\n> — {_literal(_place(one))}" for one in answer.citations]
    else:
        parts += [answer.text.strip()] if answer.text.strip() else []
        if answer.citations:
            listed = [f"{number}. {_source(one)}" for number, one in enumerate(answer.citations, 1)]
            parts.append("\n".join(listed))
    if answer.kind is AnswerKind.STOPPED:
        parts.append(f"*{translate('export', 'Stopped.')}*")
    if answer.note:
        parts.append(f"*{answer.note}*")
    return "\n\n".join(parts)


def _source(citation: Citation) -> str:
    return f"{_literal(_place(citation))}\n\n{_indented(_quoted(citation.quote))}"


def _place(citation: Citation) -> str:
    return translate("export", "{title}, p. {page}").format(title=_flat(citation.title), page=citation.page)


def _quoted(text: str) -> str:
    return "\n".join(f"> {_literal(line)}" for line in text.strip().splitlines())


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.splitlines())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _literal(line: str) -> str:
    """A line of somebody's words: what Markdown would take for its signs stays as it was written."""
    marked = _SIGNS.sub(r"\\\g<0>", line)
    return _LEADING.sub(r"\1\\\2", marked)


def as_text(answer: Answer) -> str:
    """One answer with its sources, as plain text."""
    if answer.kind is AnswerKind.QUOTED and answer.citations:
        return "\n\n".join(f"“{one.quote}”\n{_place(one)}" for one in answer.citations)
    sources = [f"[{number}] {_place(one)}" for number, one in enumerate(answer.citations, 1)]
    return "\n".join([answer.text, *([""] if sources else []), *sources])


# --- JSON ------------------------------------------------------------------------------------


def conversations_as_json(library: str, chats: Chats) -> str:
    """Everything that was asked and answered, in all versions."""
    told = {
        "format": "lloco-conversations",
        "version": VERSION,
        "library": library,
        "conversations": [_chat_as_json(chat, turns) for chat, turns in chats],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _chat_as_json(chat: Conversation, turns: Sequence[Turn]) -> dict[str, Any]:
    return {
        "title": chat.title,
        "created": chat.created.isoformat(),
        "changed": chat.changed.isoformat(),
        "turns": [{"versions": [_version_as_json(one) for one in turn.versions]} for turn in turns],
    }


def _version_as_json(version: Version) -> dict[str, Any]:
    question = version.question
    return {
        "question": question.text,
        "scope": question.scope.value,
        "quotes_only": question.quote,
        "learned": question.adapter,
        "variation": question.variation,
        "answer": None if version.answer is None else _answer_as_json(version.answer),
    }


def _answer_as_json(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "kind": answer.kind.value,
        "note": answer.note,
        "backbone": answer.backbone,
        "adapter": answer.adapter,
        "passages_used": answer.passages_used,
        "documents_used": answer.documents_used,
        "citations": [
            {"title": one.title, "file": one.path.name, "page": one.page, "quote": one.quote}
            for one in answer.citations
        ],
    }
