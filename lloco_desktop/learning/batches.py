"""Examples as the decoder's rows: `[prompt | answer]`, padded on the right, and what they predict.

A prompt is made by the backbone's own `assemble`, so an adapter learns from what it will be asked with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lloco_desktop.backbone.base import Backbone, PromptParts

OVERLONG = "An example does not fit the decoder's window."


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One example before the decoder."""

    embeddings: Tensor  # [L, d]: the prompt, then the answer without its last token
    positions: Tensor  # [L]
    answer: Tensor  # [A] token ids, the end token last; predicted by the last A rows

    @property
    def length(self) -> int:
        """Rows."""
        return int(self.embeddings.shape[0])


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Rows side by side."""

    embeddings: Tensor  # [B, L, d]
    positions: Tensor  # [B, L]
    places: Tensor  # [P, 2]: (row, column) whose state predicts each answer token, row after row
    answers: Tensor  # [P] token ids
    lengths: list[int]  # answer tokens of each row; they sum to P


def row_of(backbone: Backbone, parts: PromptParts, answer: str) -> Row:
    """One prompt with its answer as rows; raises ValueError if they do not fit the decoder's window."""
    prompt = backbone.assemble(parts)
    tokens = backbone.answer_tokens(answer)
    if prompt.length + len(tokens) > backbone.info.decoder_window:
        raise ValueError(OVERLONG)
    device = prompt.embeddings.device
    ids = torch.tensor(tokens, device=device)
    with torch.no_grad():
        words = backbone.decoder.get_input_embeddings()(ids[:-1]).to(prompt.embeddings.dtype)
    after = prompt.next_position + torch.arange(len(tokens) - 1, device=device)
    return Row(torch.cat([prompt.embeddings[0], words]), torch.cat([prompt.positions[0], after]), ids)


def pack(rows: Sequence[Row]) -> Batch:
    """Rows as one right-padded batch."""
    longest = max(row.length for row in rows)
    first = rows[0].embeddings
    embeddings = first.new_zeros(len(rows), longest, first.shape[1])
    positions = rows[0].positions.new_zeros(len(rows), longest)
    places: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        embeddings[index, : row.length] = row.embeddings
        positions[index, : row.length] = row.positions
        if row.length < longest:  # ascending, so that no padding looks like the start of another sequence
            last, missing = int(row.positions[-1]), longest - row.length
            positions[index, row.length :] = torch.arange(last + 1, last + 1 + missing)
        places += [(index, column) for column in range(row.length - len(row.answer), row.length)]
    return Batch(
        embeddings,
        positions,
        torch.tensor(places, device=first.device),
        torch.cat([row.answer for row in rows]),
        [len(row.answer) for row in rows],
    )


def group(lengths: Sequence[int], most_rows: int) -> list[list[int]]:
    """Indices in groups of similar length, none of which takes more rows than that with its padding.

    An example that is longer by itself has a group of its own.
    """
    groups: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda one: (-lengths[one], one)):
        if groups and lengths[groups[-1][0]] * (len(groups[-1]) + 1) <= most_rows:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def answer_logits(backbone: Backbone, batch: Batch) -> Tensor:
    """Logits `[P, V]` in float32 at the places that predict answer tokens, and nowhere else.

    Padding stands on the right of a causal decoder, so no real row sees it; a mask of ones says so and keeps
    the fast attention kernels. (Without any mask transformers would take spaced positions for the start of
    another packed sequence.)
    """
    decoder = backbone.decoder
    ones = torch.ones(batch.embeddings.shape[:2], dtype=torch.long, device=batch.embeddings.device)
    states = decoder.base_model(
        inputs_embeds=batch.embeddings,
        attention_mask=ones,
        position_ids=batch.positions,
        use_cache=False,
    ).last_hidden_state  # [B, L, d]
    wanted = states[batch.places[:, 0], batch.places[:, 1]]  # [P, d]
    head = decoder.get_output_embeddings()  # type: ignore[no-untyped-call]
    logits: Tensor = head(wanted).float()
    return logits
