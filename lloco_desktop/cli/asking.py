"""`lloco ask`, `chat` and `search`: streamed for people, one line of JSON per answer for programs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from lloco_desktop.cli.shared import library_ids, open_services, print_json
from lloco_desktop.domain import Answer, Citation, DocumentId, Question, Scope
from lloco_desktop.errors import BadInput, LlocoError, WorkspaceMissing
from lloco_desktop.workflows.events import Answered, Piece
from lloco_desktop.workflows.searching import page_of
from lloco_desktop.workflows.services import Services


def run_ask(arguments: argparse.Namespace) -> int:
    """Answer one question, or one per line of standard input."""
    with open_services(arguments) as services:
        if arguments.question != "-":
            _answer(services, arguments, arguments.question)
            return 0
        for line in sys.stdin:
            if line.strip():
                _answer(services, arguments, line.strip())
                sys.stdout.flush()
    return 0


def run_chat(arguments: argparse.Namespace) -> int:
    """Ask and answer until an empty line."""
    try:
        services = open_services(arguments)
    except WorkspaceMissing:  # a first start: begin with an empty one instead of ending
        open_services(arguments, writable=True).close()
        services = open_services(arguments)
    with services:
        print("Ask a question of your documents; an empty line ends the chat.", file=sys.stderr)
        if not services.workspace.documents.all():
            hint = "There are none yet. In another terminal: lloco import FOLDER --library NAME"
            print(hint, file=sys.stderr)
        while True:
            try:
                line = input("> ").strip()
            except EOFError:
                return 0
            if not line:
                return 0
            try:
                _answer(services, arguments, line)
            except LlocoError as error:
                print(error, file=sys.stderr)


def _question(services: Services, arguments: argparse.Namespace, text: str) -> Question:
    if not text.strip():
        raise BadInput("The question is empty.")
    return Question(
        text=text,
        libraries=library_ids(services, arguments.library),
        documents=tuple(DocumentId(number) for number in arguments.document),
        scope=Scope(arguments.scope),
        quote=arguments.quote,
        expansion=not arguments.no_expansion,
        adapter=not arguments.no_adapter,
    )


def _answer(services: Services, arguments: argparse.Namespace, text: str) -> None:
    """Print one answer: streamed for people, one line of JSON for programs."""
    shown = ""
    for event in services.answer(_question(services, arguments, text)):
        if isinstance(event, Piece) and not arguments.json:
            shown += event.text
            print(event.text, end="", flush=True)
        elif isinstance(event, Answered):
            if arguments.json:
                print_json(answer_as_json(event.answer))
            else:
                _print_answer(event.answer, shown)


def _print_answer(answer: Answer, shown: str) -> None:
    if answer.text.strip() != shown.strip():
        print(("\n\n" if shown else "") + answer.text, end="")
    print()
    if answer.note:
        print(f"({answer.note})")
    if answer.adapter:
        print(f"(Read with what was learned: {answer.adapter}.)")
    for number, citation in enumerate(answer.citations, start=1):
        print(f"  [{number}] {citation.title}, p. {citation.page}: “{' '.join(citation.quote.split())}”")


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The JSON form of an answer that `lloco ask --json` prints."""
    return {
        "answer": answer.text,
        "found": answer.found,
        "kind": answer.kind.value,
        "note": answer.note,
        "citations": [_citation_as_json(citation) for citation in answer.citations],
        "backbone": answer.backbone,
        "adapter": answer.adapter,
        "adapter_reason": answer.adapter_reason,
        "tokens": asdict(answer.tokens),
        "seconds": {name: round(value, 4) for name, value in asdict(answer.seconds).items()},
    }


def _citation_as_json(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document,
        "title": citation.title,
        "page": citation.page,
        "boxes": [asdict(box) for box in citation.boxes],
        "quote": citation.quote,
        "score": round(citation.score, 4),
    }


def run_search(arguments: argparse.Namespace) -> int:
    """Print the passages that a query finds."""
    with open_services(arguments) as services:
        found = services.search(arguments.query, library_ids(services, arguments.library), arguments.limit)
        titles = {document.id: document.title for document in services.workspace.documents.all()}
        rows: list[dict[str, Any]] = [
            {
                "document": hit.passage.document,
                "title": titles[hit.passage.document],
                "page": page_of(arguments.query, hit),
                "score": round(hit.score, 4),
                "passage": hit.passage.id,
                "text": hit.passage.text,
            }
            for hit in found.hits
        ]
        if arguments.json:
            print_json(rows)
            return 0
        for row in rows:
            print("{title}, p. {page} ({score}):\n  {text:.200}\n".format_map(row))
    return 0
