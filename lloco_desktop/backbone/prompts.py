"""The one prompt of the pooled format: where summaries, passages and the question stand.

Answering (through `assemble`) and pretraining both build their prompts here, so a model is asked in
exactly the words that it was trained on:

    <|im_start|>user
    <|memory_start|>[summaries of document 1]<|memory_end|><|memory_start|>[...]<|memory_end|>

    passage as text

    question<|im_end|>
    <|im_start|>assistant

Special tokens are placed by their id, and the text between them is encoded as plain text: a document
that contains `<|im_end|>` cannot end the user's turn. Torch-free; ids and positions are plain lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lloco_desktop.model_files.formats import SummaryPositions

IM_START = "<|im_start|>"
IM_END = "<|im_end|>"  # also ends the assistant's answer
MEMORY = "<|memory|>"  # placeholder: its embedding is replaced by a summary
MEMORY_START = "<|memory_start|>"
MEMORY_END = "<|memory_end|>"
END_OF_TEXT = "<|endoftext|>"
SPECIAL_TOKENS = (END_OF_TEXT, IM_START, IM_END, MEMORY, MEMORY_START, MEMORY_END)
NOT_IN_DOCUMENTS = "not in the documents"  # what a backbone of ours answers when nothing there answers
# A decoder narrower than this is one that pretraining/ made: it was never given instructions.
OWN_WIDTH = 1024


@dataclass(frozen=True, slots=True)
class Special:
    """One special token."""

    token: str


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, encoded without recognising special tokens in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The place of one document's summaries."""

    count: int  # summaries, hence rows


Piece = Special | Text | Memory


@dataclass(frozen=True, slots=True)
class Layout:
    """A prompt as rows: token ids, the position id of each row, and where the summaries go."""

    ids: tuple[int, ...]  # summaries are the placeholder's id
    positions: tuple[int, ...]
    memory: tuple[tuple[int, int], ...]  # (first row, count) per document
    next_position: int  # of the first row after the prompt, hence of the answer

    @property
    def prefix_length(self) -> int:
        """Rows up to the end of the last document's summaries: what another question shares at least."""
        return self.memory[-1][0] + self.memory[-1][1] + 1 if self.memory else 0


def user_turn(
    memory: Sequence[int],
    question: str,
    passages: Sequence[str] = (),
    instruction: str | None = None,
) -> list[Piece]:
    """The pieces of a whole prompt, up to where the assistant's answer begins.

    `memory` has the number of summaries per document; an instruction stands before the question.
    """
    pieces: list[Piece] = [Special(IM_START), Text("user\n")]
    for count in memory:
        pieces += [Special(MEMORY_START), Memory(count), Special(MEMORY_END)]
    body = "".join(f"{passage}\n\n" for passage in passages)
    if instruction:
        body += f"{instruction}\n"
    pieces.append(Text(("\n\n" if memory else "") + body + question))
    pieces += [Special(IM_END), Text("\n"), Special(IM_START), Text("assistant\n")]
    return pieces


def lay_out(
    pieces: Sequence[Piece],
    encode: Callable[[str], Sequence[int]],
    special: Callable[[str], int],
    positions: SummaryPositions = SummaryPositions.CONTIGUOUS,
    ratio: int = 1,
    first_position: int = 0,
) -> Layout:
    """Turn pieces into rows.

    `encode` turns plain text into ids (without special tokens), `special` gives a special token's id.
    With spaced positions, summary j of a document whose first summary stands at p gets p + j * ratio,
    and what follows goes on from p + n * ratio; otherwise rows are counted one by one.
    """
    ids: list[int] = []
    places: list[int] = []
    memory: list[tuple[int, int]] = []
    position = first_position
    step = ratio if positions is SummaryPositions.SPACED else 1
    for piece in pieces:
        if isinstance(piece, Memory):
            memory.append((len(ids), piece.count))
            rows, stride = [special(MEMORY)] * piece.count, step
        elif isinstance(piece, Special):
            rows, stride = [special(piece.token)], 1
        else:
            rows, stride = list(encode(piece.text)), 1
        ids += rows
        places += [position + row * stride for row in range(len(rows))]
        position += len(rows) * stride
    return Layout(tuple(ids), tuple(places), tuple(memory), position)
