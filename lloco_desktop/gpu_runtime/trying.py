"""Imports a GPU runtime in a child process that nothing depends on: what fails there is never activated."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from lloco_desktop.child_process import be_quiet
from lloco_desktop.gpu_runtime.listing import Runtime
from lloco_desktop.progress import Progress
from lloco_desktop.sentences import say

SECONDS = 600.0  # the first import reads gigabytes, and compiles what it reads
TURN_SECONDS = 0.2
# What computes here: the backbones' own modules, and the packages that they find when they are loaded.
NEEDED = (
    "bitsandbytes",
    "peft",
    "transformers.models.llama.modeling_llama",
    "lloco_desktop.backbone.loading",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    problem: str | None  # one sentence where it does not work
    gpus: tuple[str, ...] = ()  # the names of those that computed


Try = Callable[[Path, Runtime], Generator[Progress, None, Trial]]


def try_out(
    folder: Path, runtime: Runtime, *, needed: Sequence[str] = NEEDED, seconds: float = SECONDS
) -> Generator[Progress, None, Trial]:
    """Import the runtime in a child and compute a little; the generator's value says what came of it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_import,
        args=(theirs, folder, runtime.torch, tuple(needed)),
        name="lloco-gpu-trial",
        daemon=True,
    )
    until = time.monotonic() + seconds
    try:
        process.start()
        theirs.close()  # so that the pipe ends when the child does
        while not ours.poll(TURN_SECONDS):
            if time.monotonic() > until:
                return Trial(
                    say("PyTorch with CUDA could not be loaded within {n} minutes.", n=round(seconds / 60))
                )
            yield Progress(say("Trying the GPU support"), 0, 0, "")
        found: Trial = ours.recv()
    except (EOFError, OSError):
        process.join(10)
        return Trial(
            say("PyTorch with CUDA ended its process while it was loaded ({code}).", code=process.exitcode)
        )
    else:
        return found
    finally:
        ours.close()
        if process.is_alive():
            process.kill()
        process.join(10)


def _import(pipe: Connection, folder: Path, version: str, needed: tuple[str, ...]) -> None:
    """The child: it answers with a `Trial`, or not at all."""
    be_quiet()
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = False  # what is compiled here need not be at the first start
    try:
        trial = _compute(folder, version, needed)
    except BaseException as error:  # noqa: BLE001 - the edge of the process: the reason is what is wanted
        trial = Trial(_sentence(error))
    with suppress(OSError):
        pipe.send(trial)


def _compute(folder: Path, version: str, needed: tuple[str, ...]) -> Trial:
    """Raises whatever goes wrong."""
    import torch

    if not Path(str(torch.__file__)).resolve().is_relative_to(folder.resolve()):
        raise ImportError(f"torch was taken from elsewhere ({torch.__file__})")
    if str(torch.__version__).partition("+")[0] != version or torch.version.cuda is None:
        raise ImportError(f"torch is {torch.__version__}, CUDA {torch.version.cuda}")
    _multiply("cpu")
    for name in needed:
        importlib.import_module(name)
    names = []
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        _multiply(f"cuda:{index}")
        names.append(str(torch.cuda.get_device_name(index)))
    return Trial(None, tuple(names))


def _multiply(device: str) -> None:
    import torch

    ones = torch.ones(8, 8, device=device)
    if float((ones @ ones).sum()) != 512.0:
        raise ArithmeticError(f"{device} does not compute rightly")


def _sentence(error: BaseException) -> str:
    words = " ".join(str(error).split())[:300]
    return say(
        "PyTorch with CUDA does not work here ({kind}: {words}).", kind=type(error).__name__, words=words
    )
