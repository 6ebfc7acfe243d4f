"""Items become batches: prompts laid out as the application lays them out, packed into full rows.

Several examples share a row of fixed length and cannot see each other, so no token is padding and every
batch of a stage has the same shapes (which `torch.compile` and the clock both like). What is left of a
row is filled with prose. Several questions on the same contexts are branches of one example: all see the
contexts, none sees another, and each stands at the positions that it would have alone, so three questions
cost little more than one (proved in the tests: a branch's loss is that of the example on its own).
A batch depends on (seed, stage, step) alone, so a resumed run sees the same
batches and worker processes need no order.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import Dataset

from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END, Layout, lay_out, user_turn
from lloco_desktop.model_files.formats import SummaryPositions
from lloco_desktop.pretraining.config import Config, Stage, Training
from lloco_desktop.pretraining.items import ANSWER_PREFIX, Item, Sources, Task, choose, make_item
from lloco_desktop.pretraining.shards import sentences

TASKS = tuple(Task)
_LONG_ANSWERS = frozenset({Task.REPEAT, Task.CONTINUE, Task.ASK})
_QUESTION_TOKENS = 48
_TRIES = 3
_NO_LIMIT = 1_000_000
_SMALLEST_REST = 12  # tokens of a row that are not worth another example


class Present(Enum):
    """How the contexts of an item are shown."""

    TEXT = "text"
    SUMMARIES = "summaries"
    MIXED = "mixed"  # summaries of all contexts, and one or two of them as text too


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's input. B rows of L decoder tokens, M windows of W encoder tokens, P pairs."""

    ids: Tensor  # [B, L]
    positions: Tensor  # [B, L]
    example: Tensor  # [B, L] which example of its row a token belongs to; -1: none
    branch: Tensor  # [B, L] which question of its example, from 1; 0: what all of them see
    labels: Tensor  # [B, L] the next token, -100 where none is learned
    weights: Tensor  # [B, L]
    task: Tensor  # [B, L] index into TASKS of answer tokens, -1 elsewhere
    compressed: Tensor  # [B, L] 1 where the answer is read from summaries alone
    memory: Tensor  # [B, L] 0, or 1 + index into the summaries [M * n] flattened
    windows: Tensor  # [M, W]
    window_mask: Tensor  # [M, W]
    questions: Tensor  # [P, Q]
    question_mask: Tensor
    passages: Tensor  # [P + hard negatives, W]
    passage_mask: Tensor
    ratio: int

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        tensors = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "ratio"}
        moved = {name: tensor.to(device, non_blocking=True) for name, tensor in tensors.items()}
        return Batch(**moved, ratio=self.ratio)


@dataclass(slots=True)
class _Example:
    """One laid-out example, before it is put into a row."""

    ids: list[int]
    positions: list[int]
    branch: list[int]
    weights: list[float]  # of learning the token itself (the row shifts them)
    answers: list[tuple[int, int]]  # where the answers' tokens stand, for the log
    memory: list[int]  # index into this example's own summaries + 1, or 0
    windows: list[Sequence[int]]
    task: Task
    compressed: bool


class BatchMaker:
    """Makes the batch of any step of one stage."""

    def __init__(
        self, config: Config, stage: Stage, work: Path, tokenizer: Tokenizer, sources: Sources
    ) -> None:
        self.config, self.stage, self.sources = config, stage, sources
        self.training: Training = config.training(stage)
        self.tokenizer = tokenizer
        self.positions = SummaryPositions(config.shape.positions)
        self.prose = np.memmap(work / "prose.bin", dtype=np.uint16, mode="r")
        self._encode = lru_cache(2_000)(self._encode_text)  # most texts are the prompt's fixed parts
        self._end = self._special(IM_END)
        self._pad = self._special(END_OF_TEXT)

    def _special(self, token: str) -> int:
        found = self.tokenizer.token_to_id(token)
        assert found is not None, token
        return int(found)

    def _encode_text(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokenizer.encode(text, add_special_tokens=False).ids)

    # --- one example ---------------------------------------------------------------------------

    def _shown(self, item: Item, rng: random.Random, windows_left: int) -> tuple[list[str], list[str], bool]:
        """Documents to compress, passages to show as text, and whether only summaries hold the answer."""
        share = self.training.present or {Present.TEXT.value: 1.0}
        present = Present(choose(share, rng))
        contexts = list(item.contexts)
        if item.task in (Task.REPEAT, Task.CONTINUE) and windows_left:
            present = Present.SUMMARIES
        if present is Present.TEXT or windows_left < len(contexts):
            return [], contexts, False
        if present is Present.SUMMARIES:
            return contexts, [], True
        shown = rng.sample(range(len(contexts)), min(len(contexts), rng.choice((1, 1, 2))))
        if item.gold is not None and item.gold not in shown and rng.random() < 0.6:
            shown[0] = item.gold
        shown.sort()
        only = item.gold is None or item.gold not in shown
        return contexts, [contexts[i] for i in shown], only

    def example(
        self, item: Item, rng: random.Random, windows_left: int, ratio: int, room: int = _NO_LIMIT
    ) -> _Example | None:
        """Lay out one item in at most `room` tokens; None where it needs more, or more windows than are left.

        Of its further questions as many are taken as there is room for.
        """
        documents, passages, compressed = self._shown(item, rng, windows_left)
        window = self.config.shape.window
        windows: list[Sequence[int]] = []
        counts = []
        for document in documents:
            ids = self._encode(document)
            cut = [ids[i : i + window] for i in range(0, len(ids), window)]
            windows += cut
            counts.append(sum(-(-len(part) // ratio) for part in cut))
        if len(windows) > windows_left:
            return None

        def asked(question: str) -> Layout:
            pieces = user_turn(counts, question, passages)
            return lay_out(pieces, self._encode, self._special, self.positions, ratio)

        layouts = [asked(question) for question, _ in item.questions]
        shared = _shared([layout.ids for layout in layouts]) if len(layouts) > 1 else 0
        start = layouts[0].memory[-1] if layouts[0].memory else (0, 0)
        passage_weight = self.training.text_weight if passages else 0.0
        example = _Example([], [], [], [], [], [], windows, item.task, compressed)
        for index, (layout, (question, answer)) in enumerate(zip(layouts, item.questions, strict=True)):
            answer_ids = [*self._encode(f"{ANSWER_PREFIX}{answer}"), self._end]
            first = shared if index else 0  # from where on it differs from what is there already
            if len(example.ids) + len(layout.ids) - first + len(answer_ids) > room:
                break
            prompt = len(layout.ids)
            tail = 4 + len(self._encode("assistant\n")) - 1  # <|im_end|> \n <|im_start|> assistant\n
            weights = [passage_weight] * prompt
            asks = tail + len(self._encode(question))
            weights[prompt - asks : prompt] = [self.training.question_weight] * asks
            weights[: sum(start) + 1] = [0.0] * (sum(start) + 1)
            if index:
                weights[first] = 0.0  # the token before it in the row is another branch's
            at = len(example.ids)
            example.ids += [*layout.ids[first:], *answer_ids]
            after = range(layout.next_position, layout.next_position + len(answer_ids))
            example.positions += [*layout.positions[first:], *after]
            own = prompt - max(first, shared)
            example.branch += [0] * (prompt - first - own) + [index + 1] * (own + len(answer_ids))
            learned = 1.0 if item.task in _LONG_ANSWERS else self.training.answer_weight
            example.weights += [*weights[first:], *[learned] * len(answer_ids)]
            example.answers.append((at + prompt - first, at + prompt - first + len(answer_ids)))
        if not example.ids:
            return None
        self._jump(example.positions, shared or len(layouts[0].ids), rng)
        example.memory = [0] * len(example.ids)
        number = 1
        for row, count in layouts[0].memory:
            example.memory[row : row + count] = range(number, number + count)
            number += count
        return example

    def _jump(self, positions: list[int], prompt: int, rng: random.Random) -> None:
        """Sometimes let position ids jump inside what all questions share, as if more text stood between."""
        if self.training.gap_jump and prompt > 1 and rng.random() < 0.4:
            row, jump = rng.randrange(1, prompt), rng.randint(1, self.training.gap_jump)
            positions[row:] = [position + jump for position in positions[row:]]

    def _prose(self, length: int, rng: random.Random) -> _Example:
        start = rng.randrange(max(1, len(self.prose) - length))
        ids = self.prose[start : start + length].astype(int).tolist()
        weight = max(self.training.text_weight, 0.1)
        count = len(ids)
        return _Example(
            ids, list(range(count)), [0] * count, [weight] * count, [], [0] * count, [], Task.PROSE, False
        )

    # --- one batch -----------------------------------------------------------------------------

    def make(self, step: int, ratio: int | None = None) -> Batch:
        """The batch of one step, at the ratio given or one that is drawn."""
        rng = random.Random(f"{self.config.seed}/{self.stage.value}/{step}")  # noqa: S311 - not for secrets
        training, shape = self.training, self.config.shape
        ratio = ratio or rng.choice(training.ratios or shape.ratios or (shape.ratio,))
        rows: list[list[_Example]] = []
        windows_left = training.windows
        for _ in range(training.rows):
            row: list[_Example] = []
            room = training.length
            while room >= _SMALLEST_REST:
                example = self._next(rng, room, windows_left, ratio)
                row.append(example)
                windows_left -= len(example.windows)
                room -= len(example.ids)
            rows.append(row)
        return self.pack(rows, ratio, self._pairs(rng))

    def _next(self, rng: random.Random, room: int, windows_left: int, ratio: int) -> _Example:
        for _ in range(_TRIES):
            task = Task(choose(self.training.mix, rng))
            if task is Task.PROSE:
                return self._prose(room, rng)
            item = make_item(task, self.sources, rng, distractors=2)
            example = self.example(item, rng, windows_left, ratio, room)
            if example is not None:
                return example
        return self._prose(room, rng)

    def pack(
        self, rows: Sequence[Sequence[_Example]], ratio: int, pairs: Mapping[str, Tensor] | None = None
    ) -> Batch:
        """A batch of the stage's shape from at most as many rows of examples; without pairs: of none."""
        training, shape = self.training, self.config.shape
        size = (training.rows, training.length)
        per_window = -(-shape.window // ratio)
        ids = np.full(size, self._pad)
        positions, memory = np.zeros(size, int), np.zeros(size, int)
        branch = np.zeros(size, int)
        example_of, labels, task = np.full(size, -1), np.full(size, -100), np.full(size, -1)
        weights, compressed = np.zeros(size, np.float32), np.zeros(size, int)
        windows: list[Sequence[int]] = []
        for r, row in enumerate(rows):
            at = 0
            for index, example in enumerate(row):
                n = len(example.ids)
                ids[r, at : at + n] = example.ids
                positions[r, at : at + n] = example.positions
                example_of[r, at : at + n] = index
                branch[r, at : at + n] = example.branch
                target = np.asarray(example.weights[1:], np.float32)
                weights[r, at : at + n - 1] = target
                labels[r, at : at + n - 1] = np.where(target > 0, example.ids[1:], -100)
                for start, end in example.answers:
                    task[r, at + start - 1 : at + end - 1] = TASKS.index(example.task)
                    compressed[r, at + start - 1 : at + end - 1] = int(example.compressed)
                memory[r, at : at + n] = _flat_memory(example, len(windows), per_window, ratio)
                windows += example.windows
                at += n
        filled, mask = _padded(windows, max(training.windows, 1), shape.window, self._pad)
        tensors = {
            "ids": ids, "positions": positions, "example": example_of, "branch": branch, "labels": labels,
            "weights": weights, "task": task, "compressed": compressed, "memory": memory,
        }  # fmt: skip
        return Batch(
            **{name: torch.from_numpy(values) for name, values in tensors.items()},
            windows=filled, window_mask=mask, **(pairs or self._padded_pairs([], [], 0)),
            ratio=ratio,
        )  # fmt: skip

    def _pairs(self, rng: random.Random) -> dict[str, Tensor]:
        """Questions with their passages, then hard negatives of as many of them as have one."""
        count, window = self.training.pairs, self.config.shape.window
        questions, passages, negatives = [], [], []
        for _ in range(count):
            question, passage, negative = self._pair(rng)
            questions.append(self._encode(question)[:_QUESTION_TOKENS])
            passages.append(self._encode(passage)[:window])
            negatives.append(self._encode(negative)[:window])
        return self._padded_pairs(questions, passages + negatives, count)

    def _padded_pairs(
        self, questions: Sequence[Sequence[int]], passages: Sequence[Sequence[int]], count: int
    ) -> dict[str, Tensor]:
        q, q_mask = _padded(questions, max(count, 1), _QUESTION_TOKENS, self._pad)
        p, p_mask = _padded(passages, max(2 * count, 1), self.config.shape.window, self._pad)
        return {"questions": q, "question_mask": q_mask, "passages": p, "passage_mask": p_mask}

    def _pair(self, rng: random.Random) -> tuple[str, str, str]:
        """A question, a passage that answers it and one that does not."""
        kind = rng.random()
        if kind < 0.55 and self.sources.asked:
            for _ in range(10):
                asked = rng.choice(self.sources.asked)
                if asked.answer:
                    negative = rng.choice(asked.negatives or self.sources.passages)
                    return asked.question, asked.passage, negative
        if kind < 0.85:  # a sentence finds its own passage
            passage = rng.choice(self.sources.passages)
            parts = sentences(passage)
            if len(parts) > 2:
                picked = rng.randrange(len(parts))
                words = parts[picked].split()
                first = rng.randrange(max(1, len(words) - 5))
                rest = parts if rng.random() < 0.2 else parts[:picked] + parts[picked + 1 :]
                query = " ".join(words[first : first + rng.randint(4, 16)])
                return query, " ".join(rest), rng.choice(self.sources.passages)
        item = make_item(rng.choice((Task.FRAMES, Task.RECORDS, Task.NEEDLE)), self.sources, rng)
        return item.question, item.contexts[0], rng.choice(self.sources.passages)


def _shared(prompts: Sequence[Sequence[int]]) -> int:
    """How many of their first tokens some prompts have in common; at least one is left to each."""
    most = min(len(prompt) for prompt in prompts) - 1
    first = prompts[0]
    return next((i for i in range(most) if any(prompt[i] != first[i] for prompt in prompts[1:])), most)


def _flat_memory(example: _Example, first: int, per_window: int, ratio: int) -> list[int]:
    """The example's own summary indices turned into indices into all windows' summaries, from 1."""
    places = [0]
    for offset, window in enumerate(example.windows):
        start = (first + offset) * per_window + 1
        places += range(start, start + -(-len(window) // ratio))
    return [places[index] for index in example.memory]


def _padded(rows: Sequence[Sequence[int]], count: int, length: int, pad: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((count, length), pad, dtype=torch.long)
    mask = torch.zeros(count, length, dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row, dtype=torch.long)
        mask[index, : len(row)] = 1
    if not rows:
        mask[:, 0] = 1
    return ids, mask


class StepBatches(Dataset[Batch]):
    """Batches of consecutive steps, for a DataLoader with worker processes."""

    def __init__(self, maker: BatchMaker, first: int, steps: int) -> None:
        self.maker, self.first, self.steps = maker, first, steps

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, index: int) -> Batch:
        return self.maker.make(self.first + index)
