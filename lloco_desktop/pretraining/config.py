"""The settings of a training run, read from one TOML file and checked before any work.

Unknown keys are refused: a typing mistake must not cost an hour of training.
"""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from lloco_desktop.errors import BadInput


class Stage(Enum):
    """One command of the pipeline, in the order in which they are run."""

    TOKENIZER = "tokenizer"
    SHARDS = "shards"
    LANGUAGE = "language"
    COMPRESS = "compress"
    RETRIEVE = "retrieve"
    ANNEAL = "anneal"
    EXPORT = "export"


TRAINED = (Stage.LANGUAGE, Stage.COMPRESS, Stage.RETRIEVE, Stage.ANNEAL)


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model; encoder and decoder are Llama models of equal width."""

    vocabulary: int
    width: int
    layers: int
    encoder_layers: int
    mlp: int
    heads: int
    kv_heads: int
    window: int  # tokens of one encoder window
    ratio: int  # the default compression ratio
    ratios: tuple[int, ...] = ()  # all that can be used, multiples of it if concat; empty: the default alone
    pooling: str = "mean"
    positions: str = "spaced"
    rope_theta: float = 10_000.0
    max_positions: int = 8_192
    reading_heads: int = 0  # added to the decoder before compression: see `growth`
    induction_start: bool = False  # begin with heads that copy: see `induction`


@dataclass(frozen=True, slots=True)
class Data:
    """What is read from the data folder and how much of it is kept."""

    prose_characters: int  # kept for language modelling, over all sources
    source_characters: int  # at most this much of one source
    book_characters: int  # at most this much of one document
    tokenizer_characters: int  # what the tokenizer is trained on
    passage_words: int = 110  # longest passage that is put into a prompt
    answer_words: int = 10  # longest answer that is trained
    passages: int = 20_000  # prose passages kept for cloze, needles and distractors


@dataclass(frozen=True, slots=True)
class Training:
    """How one stage trains."""

    steps: int = 0  # 0: until the budget ends
    minutes: float = 0.0  # the budget unless --budget-minutes says otherwise
    rows: int = 16  # rows of a batch
    length: int = 384  # decoder tokens of a row
    windows: int = 0  # encoder windows of a batch
    pairs: int = 0  # question-passage pairs of a batch (retrieval)
    lr: float = 2e-3  # AdamW: embeddings, norms, biases
    muon_lr: float = 2e-2  # Muon: matrices of the layers
    quiet_common: bool = False  # begin the stage by letting common tokens count less in the encoder
    encoder_rate: float = 1.0  # factor of both for encoder and projector
    warmup: int = 30  # steps
    decay: float = 0.2  # the share of the run over which the rate falls to `floor`
    floor: float = 0.1
    weight_decay: float = 0.01
    clip: float = 1.0
    text_weight: float = 1.0  # loss weights by what a token is
    question_weight: float = 0.3
    answer_weight: float = 5.0
    unpool_weight: float = 0.0  # of predicting the pooled tokens from each summary
    contrast_weight: float = 1.0
    gap_jump: int = 0  # longest random jump of position ids inside a prompt
    mix: dict[str, float] = field(default_factory=dict)  # task -> share of examples
    present: dict[str, float] = field(default_factory=dict)  # how contexts are shown -> share
    ratios: tuple[int, ...] = ()  # one is drawn per batch, repeated ones oftener; empty: the shape's


@dataclass(frozen=True, slots=True)
class Config:
    """One whole run."""

    name: str
    seed: int
    shape: Shape
    data: Data
    stages: dict[str, Training]
    workers: int = 0  # processes that make batches; 0: in the training process
    compile: bool = False
    checkpoint_seconds: float = 60.0
    log_every: int = 20
    threads: int = 0  # 0: as torch has it

    def training(self, stage: Stage) -> Training:
        """Settings of a trained stage; raises BadInput if the file has none."""
        if stage.value not in self.stages:
            raise BadInput(f"The configuration '{self.name}' has no section [stages.{stage.value}].")
        return self.stages[stage.value]


_T = TypeVar("_T")


def _build(kind: type[_T], values: dict[str, Any], where: str) -> _T:
    known = {item.name for item in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    if unknown:
        raise BadInput(f"The configuration has unknown keys in {where}: {', '.join(unknown)}.")
    try:
        return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})
    except TypeError as error:
        raise BadInput(f"The configuration section {where} is not complete: {error}.") from error


def read_config(path: Path) -> Config:
    """Read and check a TOML file; raises BadInput with what is wrong."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"The configuration {path} cannot be read.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The configuration {path} is not valid TOML: {error}.") from error
    try:
        shape = _build(Shape, values.pop("shape"), "[shape]")
        data = _build(Data, values.pop("data"), "[data]")
        stages = values.pop("stages")
    except KeyError as error:
        raise BadInput(f"The configuration {path} has no section {error}.") from error
    unknown = sorted(set(stages) - {stage.value for stage in TRAINED})
    if unknown:
        raise BadInput(f"The configuration names stages that do not exist: {', '.join(unknown)}.")
    trainings = {name: _build(Training, value, f"[stages.{name}]") for name, value in stages.items()}
    config = _build(Config, {**values, "shape": shape, "data": data, "stages": trainings}, "the top level")
    used = {ratio for training in trainings.values() for ratio in training.ratios}
    if not used <= {config.shape.ratio, *config.shape.ratios}:
        raise BadInput("A stage can only use compression ratios that [shape] lists.")
    if config.shape.window % config.shape.ratio:
        raise BadInput("The encoder window must be a multiple of the compression ratio.")
    return config
