"""`python -m lloco_desktop.pretraining STAGE --config FILE --data DIR --work DIR`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lloco_desktop.errors import LlocoError
from lloco_desktop.pretraining.config import TRAINED, Stage, read_config


def _arguments(values: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lloco_desktop.pretraining", description=__doc__)
    parser.add_argument(
        "stage", choices=[*(stage.value for stage in Stage), "purity", "plot", "heldout", "speed"]
    )
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder with train/ and eval/")
    parser.add_argument(
        "--work", type=Path, default=Path("pretraining-run"), help="shards, checkpoints, logs"
    )
    parser.add_argument(
        "--budget-minutes", type=float, default=None, help="of training, over all resumptions"
    )
    parser.add_argument("--resume", action="store_true", help="go on from this stage's checkpoint")
    parser.add_argument(
        "--start", type=Path, default=None, help="a checkpoint or backbone folder to start from"
    )
    parser.add_argument("--device", default="auto")
    parser.add_argument("--out", type=Path, default=None, help="export: the backbone folder to write")
    parser.add_argument(
        "--card", type=Path, default=None, help="export: a README.md to put beside the weights"
    )
    return parser.parse_args(values)


def _wait_passively() -> None:
    """Threads of torch that wait for each other sleep; on shared cores spinning cost 85% of the speed.

    Has to happen before torch is imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", "0")


def main(values: Sequence[str] | None = None) -> int:
    """Run one stage; the exit status is 0 if it reached its end."""
    _wait_passively()
    arguments = _arguments(values)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        config = read_config(arguments.config)
        return _run(arguments, config)
    except LlocoError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run(arguments: argparse.Namespace, config: object) -> int:
    from lloco_desktop.pretraining import stages
    from lloco_desktop.pretraining.config import Config

    assert isinstance(config, Config)
    if arguments.stage == "purity":
        return stages.prove_purity(arguments.data, arguments.work)
    if arguments.stage == "plot":
        stages.plot(arguments.work)
        return 0
    if arguments.stage == "heldout":
        stages.held_out(config, arguments.work, arguments.out or arguments.work / "heldout")
        return 0
    if arguments.stage == "speed":
        costs = stages.rehearse(config, arguments.work, device=arguments.device)
        sys.stdout.write("".join(json.dumps(dataclasses.asdict(cost)) + "\n" for cost in costs))
        return 0
    stage = Stage(arguments.stage)
    if stage is Stage.TOKENIZER:
        stages.tokenizer(config, arguments.data, arguments.work)
    elif stage is Stage.SHARDS:
        stages.shards(config, arguments.data, arguments.work)
    elif stage in TRAINED:
        os.environ["TOKENIZERS_PARALLELISM"] = "false"  # batches may be made in forked workers
        done = stages.train(
            config, stage, arguments.work, device=arguments.device, budget_minutes=arguments.budget_minutes,
            resume=arguments.resume, start=arguments.start,
        )  # fmt: skip
        return 0 if done else 3
    else:
        stages.export(config, arguments.work, arguments.out or arguments.work / "backbone", arguments.start,
                      arguments.card)  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
