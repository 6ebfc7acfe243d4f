"""What somebody who helps needs to know, as text: versions, machine, backbone, counts, failures, log.

It is put together on request, from what is here; nothing is sent anywhere. `report` redacts.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from lloco_desktop import __version__
from lloco_desktop.errors import LlocoError
from lloco_desktop.fitting.machine import Gpu
from lloco_desktop.gpu_runtime.activation import active
from lloco_desktop.hub.endpoint import host_of
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.jobs.job import JobState
from lloco_desktop.settings import Places, bundled_backbones
from lloco_desktop.workflows.gpu_desk import support
from lloco_desktop.workflows.redaction import redactor
from lloco_desktop.workflows.services import Services
from lloco_desktop.workflows.storage import folder_size

PACKAGES = (
    "torch",
    "transformers",
    "peft",
    "bitsandbytes",
    "accelerate",
    "huggingface_hub",
    "keyring",
    "tokenizers",
    "safetensors",
    "numpy",
    "pymupdf",
    "apsw",
    "sqlite-vec",
    "PySide6-Essentials",
)
LOG_LINES = 120
FAILED_JOBS = 10
TAIL_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """One group of facts; names are not translated, since whoever helps reads them."""

    heading: str
    pairs: tuple[tuple[str, str], ...]


def collect(services: Services) -> list[Facts]:
    """Everything but the log. May take a second: it imports torch and asks the device."""
    return [
        *surroundings(),
        Facts("Backbone", _backbone(services)),
        Facts("Backbones to get", _hub(services)),
        Facts("Workspace", _workspace(services)),
        Facts("Settings", _settings(services)),
        Facts("Jobs that failed", _failed(services)),
    ]


def surroundings() -> list[Facts]:
    """What does not depend on a workspace."""
    return [
        Facts("Application", _application()),
        Facts("Machine", _machine()),
        Facts("GPU support", _gpu_support()),
        Facts("Packages", tuple((name, _version(name)) for name in PACKAGES)),
    ]


def log_tail(file: Path, lines: int = LOG_LINES) -> str:
    """The last lines of a log; empty where there is none."""
    try:
        with file.open("rb") as log:
            log.seek(0, os.SEEK_END)
            log.seek(max(0, log.tell() - TAIL_BYTES))
            text = log.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def report(services: Services, places: Places, crash: str = "") -> str:
    """All of it as text to hand on, without the names of folders, files, documents and libraries."""
    parts = [as_text(collect(services))]
    if crash:
        parts.append(f"## Last crash\n\n{crash.strip()}")
    if tail := log_tail(places.logs / "lloco.log"):
        parts.append(f"## Log\n\n{tail}")
    redact = redactor(services.workspace, (places.logs, "<logs>"), (places.config, "<config>"))
    return redact("\n\n".join(parts)) + "\n"


def as_text(groups: Sequence[Facts]) -> str:
    """Facts below each other."""
    return "\n\n".join(
        "\n".join([f"## {group.heading}", "", *(f"{what}: {value}" for what, value in group.pairs)])
        for group in groups
    )


def _application() -> tuple[tuple[str, str], ...]:
    frozen = getattr(sys, "frozen", False)
    return (
        ("LLoCO Desktop", __version__),
        ("Python", platform.python_version()),
        ("Frozen", f"yes, {_mb(folder_size(Path(sys.executable).parent))}" if frozen else "no"),
        ("Bundled backbones", _mb(folder_size(bundled_backbones()))),
    )


def _machine() -> tuple[tuple[str, str], ...]:
    from lloco_desktop.fitting.machine import look  # imports torch

    found = look()
    return (
        ("System", f"{platform.system()} {platform.release()} ({platform.machine()})"),
        ("Processor", f"{found.processor}, threads: {found.cores}, bf16 {'yes' if found.bf16 else 'no'}"),
        ("Memory free", _mb(found.memory)),
        *([(gpu.device, _gpu(gpu)) for gpu in found.gpus] or [("GPU", found.why_no_gpu or "none")]),
        ("4-bit weights", found.why_no_nf4 or "possible"),
    )


def _gpu_support() -> tuple[tuple[str, str], ...]:
    """Which torch computes, and what there is of the one with CUDA."""
    import torch

    places = Places.of_user()
    found, used = support(places), active(places)
    cuda = f"CUDA {torch.version.cuda}" if torch.version.cuda else "no CUDA"
    return (
        (
            "PyTorch in use",
            f"{torch.__version__}, {cuda}, {used.name if used is not None else 'the bundled one'}",
        ),
        ("On this machine", f"{found.state.value} {found.reason}".strip()),
        ("For this edition", found.runtime.key if found.runtime is not None else "nothing to get"),
        (
            "NVIDIA driver",
            (found.driver.version or "unknown version") if found.driver is not None else "none",
        ),
    )


def _gpu(gpu: Gpu) -> str:
    held = ", ".join(f"{one.name} {_mb(one.bytes)}" for one in gpu.holders) or "nobody else"
    return f"{gpu.name} ({gpu.kind.value}), {_mb(gpu.free)} of {_mb(gpu.total)} free, held by {held}"


def _hub(services: Services) -> tuple[tuple[str, str], ...]:
    """What can be got and what came; whether there is a token is not asked for, and never told."""
    endpoint = services.settings.hub_endpoint
    pairs = [("Address", f"a mirror, {host_of(endpoint)}" if endpoint else "the hub's own")]
    try:
        offers = services.hub.offers()
    except LlocoError as error:
        return (*pairs, ("Problem", str(error)))
    for offer in offers:
        lock = read_lock(offer.folder)
        parts = [offer.state.value, f"fit: {offer.fit.verdict.value} as {offer.fit.precision.value}"]
        parts += [f"commit {lock.commit}, {len(lock.files)} files"] if lock is not None else []
        parts += [f"adapters: {', '.join(offer.adapters)}"] if offer.adapters else []
        parts += [offer.problem] if offer.problem else []
        pairs.append((offer.preset.key, "; ".join(parts)))
    return tuple(pairs)


def _backbone(services: Services) -> tuple[tuple[str, str], ...]:
    models = services.models
    pairs = [("Chosen", Path(models.wanted).name), ("State", models.state.value), ("Why", models.reason)]
    if info := models.info:
        pairs += [
            ("Format", info.format.value),
            ("Fingerprint", info.fingerprint),
            ("Device, numbers", f"{info.device}, {info.dtype}"),
            ("Windows", f"{info.encoder_window} and {info.decoder_window} tokens"),
            ("Tokens a summary", f"{info.tokens_per_summary:g}"),
            ("Width", str(info.width)),
        ]
    pairs += [(f"Found: {one.name}", one.problem or f"{one.size:,} bytes") for one in models.found()]
    return tuple(pairs)


def _workspace(services: Services) -> tuple[tuple[str, str], ...]:
    found = services.workspace.statistics()
    counts = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return (
        ("SQLite", services.workspace.engine()),
        *((name.replace("_", " "), f"{value:,}") for name, value in counts.items()),
    )


def _settings(services: Services) -> tuple[tuple[str, str], ...]:
    now = services.settings
    names = (
        "device",
        "precision",
        "ratio",
        "summary_precision",
        "expansion",
        "answer_tokens",
        "ocr",
        "language",
    )
    return tuple(
        (name, str(getattr(value, "value", value))) for name in names for value in (getattr(now, name),)
    )


def _failed(services: Services) -> tuple[tuple[str, str], ...]:
    jobs = [job for job in services.workspace.jobs.all() if job.state is JobState.FAILED][-FAILED_JOBS:]
    return tuple((f"{job.kind.value} {job.id}", job.reason or "") for job in jobs)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _mb(size: int | None) -> str:
    return "unknown" if size is None else f"{size // 10**6:,} MB"
