"""The stages as functions: what the command line calls, and the tests."""

from __future__ import annotations

import json
import logging
import random
from pathlib import Path

import numpy as np
import torch

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END
from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining import checkpoints, purity
from lloco_desktop.pretraining import shards as shard_files
from lloco_desktop.pretraining.batches import BatchMaker
from lloco_desktop.pretraining.config import TRAINED, Config, Stage
from lloco_desktop.pretraining.exporting import export_backbone
from lloco_desktop.pretraining.growth import copy_into, fit_reading
from lloco_desktop.pretraining.induction import quiet_common_tokens, start_encoder
from lloco_desktop.pretraining.items import Sources, Task, make_item
from lloco_desktop.pretraining.learner import Learner, encoder_from_decoder, make_model
from lloco_desktop.pretraining.loop import Stop, Trainer
from lloco_desktop.pretraining.plotting import plot_logs
from lloco_desktop.pretraining.rehearsing import StageCost, measure_peak, measure_stage
from lloco_desktop.pretraining.tokenizing import load_tokenizer

logger = logging.getLogger(__name__)
_FITTED_BATCHES = 6  # that the heads which read summaries are fitted on


def tokenizer(config: Config, data: Path, work: Path) -> None:
    """Learn the vocabulary."""
    shard_files.build_tokenizer(data, work, config)


def shards(config: Config, data: Path, work: Path) -> None:
    """Tokenise and cut the training files."""
    report = shard_files.build_shards(data, work, config)
    logger.info(
        "%d tokens of prose, %d passages, %d questions; %d documents dropped for overlap",
        report["prose_tokens"], report["passages"], report["questions"], len(report["dropped_for_overlap"]),
    )  # fmt: skip


def prove_purity(data: Path, work: Path) -> int:
    """Compare training with evaluation files; 0 if no training document shares 13 words with any.

    The list of those that do is left in the work folder, and the stage 'shards' drops them.
    """
    report = purity.check(data)
    work.mkdir(parents=True, exist_ok=True)
    (work / purity.OVERLAPPING).write_text(json.dumps(report.overlapping), encoding="utf-8")
    logger.info(
        "%d training documents against %d held-out runs: %d overlap%s",
        report.documents, report.held_out_runs,
        len(report.overlapping), "".join(f"\n  {name}" for name in report.overlapping[:50]),
    )  # fmt: skip
    return 1 if report.overlapping else 0


def plot(work: Path) -> None:
    """Draw the loss curves of every stage that has a log."""
    for path in plot_logs(work):
        logger.info("wrote %s", path.name)


def held_out(config: Config, work: Path, out: Path, count: int = 100) -> None:
    """Write programmatic questions with names that training never drew, as an evaluation file per task."""
    sources = Sources.load(work, held_out=True)
    out.mkdir(parents=True, exist_ok=True)
    for task in (Task.FRAMES, Task.RECORDS, Task.NEEDLE):
        rng = random.Random(f"{config.seed}/held out/{task.value}")  # noqa: S311 - not for secrets
        lines = []
        for index in range(count):
            item = make_item(task, sources, rng)
            answers = [] if item.gold is None else [item.answer]
            asked = {"q": item.question, "a": answers, "kind": task.value}
            row = {"id": f"{task.value}/{index}", "text": item.contexts[0], "qas": [asked]}
            lines.append(json.dumps(row, ensure_ascii=False))
        (out / f"{task.value}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pick_device(name: str) -> torch.device:
    """The named device, or the best there is."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return torch.device(name)


def new_learner(config: Config, work: Path, *, grown: bool = False) -> Learner:
    """A learner with fresh weights of the seed alone; `grown`: with the heads that read summaries."""
    tokens = load_tokenizer(work)
    torch.manual_seed(config.seed)
    end, pad = tokens.token_to_id(IM_END), tokens.token_to_id(END_OF_TEXT)
    assert end is not None
    assert pad is not None
    model = make_model(config.shape, end, pad, grown=grown)
    return Learner(model)


def _begin(
    config: Config, learner: Learner, stage: Stage, work: Path, start: Path | None, maker: BatchMaker
) -> None:
    """Weights that a stage starts from: a given place, else the last checkpoint before it."""
    if start is not None and start.is_dir():
        learner.model.load_state_dict(PooledModel.from_folder(start).state_dict())
        return
    before = [s for s in TRAINED[: TRAINED.index(stage)] if (work / f"{s.value}.pt").is_file()]
    path = start or (work / f"{before[-1].value}.pt" if before else None)
    if path is None:
        if stage is not Stage.LANGUAGE:
            raise BadInput(f"The stage '{stage.value}' needs the checkpoint of a stage before it.")
        return
    quiets = config.training(stage).quiet_common
    counts = torch.from_numpy(np.bincount(maker.prose, minlength=config.shape.vocabulary))
    if path.stem != Stage.LANGUAGE.value or stage is Stage.LANGUAGE:
        checkpoints.load_weights(path, learner)
        if quiets:
            quiet_common_tokens(learner.model, counts)
        return
    narrow = new_learner(config, work)
    checkpoints.load_weights(path, narrow)
    if config.shape.reading_heads:
        start_encoder(narrow.model)
    else:
        encoder_from_decoder(narrow.model)
    if quiets:
        quiet_common_tokens(narrow.model, counts)  # before the fit, which then allows for it
    copy_into(narrow.model, learner.model)
    if config.shape.reading_heads and config.training(stage).windows:
        place = next(learner.parameters()).device
        batches = [maker.make(-2 - index, config.shape.ratio).to(place) for index in range(_FITTED_BATCHES)]
        logger.info("summaries before training: %s", fit_reading(learner, batches, config.shape.heads))


def train(
    config: Config,
    stage: Stage,
    work: Path,
    *,
    device: str = "auto",
    budget_minutes: float | None = None,
    resume: bool = False,
    start: Path | None = None,
    most_steps: int = 0,
) -> bool:
    """Train one stage; True when its budget is used up, False when it was stopped before."""
    place = pick_device(device)
    _set_up(config, place)
    learner = new_learner(config, work, grown=stage is not Stage.LANGUAGE).to(place)
    maker = BatchMaker(config, stage, work, load_tokenizer(work), Sources.load(work))
    resumes = resume and (work / f"{stage.value}.pt").is_file()
    if not resumes:
        _begin(config, learner, stage, work, start, maker)
    trainer = Trainer(config, stage, learner, maker, work, place)
    if resumes:
        trainer.resume()
    else:
        trainer.log_path.unlink(missing_ok=True)
    if config.compile:
        learner.compile_parts()
    stop = Stop()
    if most_steps == 0:
        stop.listen()
    minutes = config.training(stage).minutes if budget_minutes is None else budget_minutes
    position = trainer.run(minutes, stop, most_steps=most_steps)
    logger.info("%s: step %d, %.1f minutes", stage.value, position.step, position.seconds / 60)
    return position.done


def rehearse(config: Config, work: Path, *, device: str = "auto", steps: int = 10) -> list[StageCost]:
    """What every stage of the configuration costs on this machine; see `rehearsing`."""
    place = pick_device(device)
    _set_up(config, place)
    peak = measure_peak(place)
    tokens, sources = load_tokenizer(work), Sources.load(work)
    costs = []
    for stage in (stage for stage in TRAINED if stage.value in config.stages):
        learner = new_learner(config, work, grown=stage is not Stage.LANGUAGE).to(place)
        maker = BatchMaker(config, stage, work, tokens, sources)
        costs.append(measure_stage(Trainer(config, stage, learner, maker, work, place), peak, steps))
        logger.info("%s", costs[-1])
    return costs


def _set_up(config: Config, device: torch.device) -> None:
    if config.threads:
        torch.set_num_threads(config.threads)
    if device.type == "cuda":
        torch.set_float32_matmul_precision("high")


def export(
    config: Config, work: Path, out: Path, start: Path | None = None, card: Path | None = None
) -> None:
    """Write the backbone folder from the latest checkpoint, or from the one given."""
    found = [work / f"{stage.value}.pt" for stage in TRAINED if (work / f"{stage.value}.pt").is_file()]
    if start is None and not found:
        raise BadInput(f"There is no checkpoint in {work} to export.")
    path = start or found[-1]
    learner = new_learner(config, work, grown=path.stem != Stage.LANGUAGE.value)
    checkpoints.load_weights(path, learner)
    if path.stem == Stage.LANGUAGE.value:
        encoder_from_decoder(learner.model)
    export_backbone(learner.model, load_tokenizer(work), config.shape, out, card)
    logger.info("wrote %s: %s", out, json.dumps(sorted(p.name for p in out.iterdir())))
