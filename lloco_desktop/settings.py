"""Typed settings, and where files live: from source, installed, and frozen.

User data lies under the user's data directory, never under a cache. `LLOCO_HOME` moves all of it into
one folder. Settings are a small JSON file; a value that makes no sense is refused when it is read, with
the file's name in the sentence, and nothing is overwritten.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

import platformdirs

from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import BadInput

APP_NAME = "lloco-desktop"


class Device(Enum):
    """Where a backbone computes."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Precision(Enum):
    """The number format of a backbone's weights while it computes."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    NF4 = "nf4"  # the decoder's weights in 4 bits; computes in what the device does well


@dataclass(frozen=True)
class Places:
    """The folders that belong to one user."""

    config: Path
    data: Path
    logs: Path

    @classmethod
    def of_user(cls, environ: Mapping[str, str] = os.environ) -> Places:
        """The platform's own places, or those under `LLOCO_HOME` where it is set."""
        home = environ.get("LLOCO_HOME")
        if home:
            base = Path(home).expanduser().resolve()
            return cls(base / "config", base / "data", base / "logs")
        dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)

    @property
    def workspace(self) -> Path:
        """The workspace that is used when none is named."""
        return self.data / "workspace"

    @property
    def backbones(self) -> Path:
        """Backbone folders that the user added or downloaded."""
        return self.data / "backbones"

    @property
    def settings_file(self) -> Path:
        """The file that holds `Settings`."""
        return self.config / "settings.json"


def project_root() -> Path:
    """The folder that holds `resources/` and `models/`: the checkout, or the frozen bundle."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Icons, the style sheet's parts, bundled samples."""
    return project_root() / "resources"


def bundled_backbones() -> Path:
    """The folder of the backbones that ship with the application."""
    return project_root() / "models"


@dataclass(frozen=True)
class Settings:
    """What a user may choose; every field has a default that works."""

    backbone: str = "small"
    device: Device = Device.AUTO
    precision: Precision = Precision.AUTO
    summary_precision: SummaryPrecision = SummaryPrecision.FP16
    ocr: bool = False
    seconds_per_file: float = 600.0
    seconds_per_page: float = 20.0
    parser_memory: int = 2 * 1024**3  # bytes that the child process which reads PDFs may take
    answer_tokens: int = 160
    extra_backbones: tuple[Path, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("seconds_per_file", "seconds_per_page", "parser_memory", "answer_tokens"):
            if not getattr(self, name) > 0:
                raise BadInput(f"The setting {name} must be greater than zero.")

    @classmethod
    def load(cls, file: Path) -> Settings:
        """Read settings; a missing file gives the defaults.

        Raises `BadInput` with the file's name if a value makes no sense.
        """
        if not file.exists():
            return cls()
        try:
            raw = json.loads(file.read_text(encoding="utf-8"))
            return cls._from_raw(raw)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise BadInput(
                f"The settings in {file} cannot be used ({error}). "
                "Correct or remove that file; nothing else was changed."
            ) from error

    @classmethod
    def _from_raw(cls, raw: Any) -> Settings:
        if not isinstance(raw, dict):
            raise TypeError("not a JSON object")
        unknown = set(raw) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"unknown setting {min(unknown)!r}")
        values: dict[str, Any] = dict(raw)
        kinds: dict[str, type[Enum]] = {
            "device": Device,
            "precision": Precision,
            "summary_precision": SummaryPrecision,
        }
        for name, kind in kinds.items():
            if name in values:
                values[name] = kind(values[name])
        if "extra_backbones" in values:
            values["extra_backbones"] = tuple(Path(folder) for folder in values["extra_backbones"])
        return replace(cls(), **values)

    def save(self, file: Path) -> None:
        """Write the settings beside the old file, then put them in its place."""
        raw = {
            name: value.value if isinstance(value, Enum) else value for name, value in asdict(self).items()
        }
        raw["extra_backbones"] = [str(folder) for folder in self.extra_backbones]
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".tmp")
        draft.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
        draft.replace(file)
