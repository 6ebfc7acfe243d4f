"""Typed settings, and where files live: from source, installed, and frozen.

User data lies under the user's data directory, never under a cache. `LLOCO_HOME` moves all of it into
one folder. Settings are a small JSON file; a value that makes no sense is refused when it is read, with
the file's name in the sentence, and nothing is overwritten.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from lloco_desktop.domain import SummaryPrecision
from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say

APP_NAME = "lloco-desktop"


class Device(Enum):
    """Where a backbone computes."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"  # a GPU of NVIDIA's, or of AMD's where PyTorch was built for ROCm
    MPS = "mps"  # the GPU of Apple's own processors


class Precision(Enum):
    """The number format of a backbone's weights while it computes."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"  # the linear layers' weights in 8 bits (LLM.int8)
    NF4 = "nf4"  # the decoder's weights in 4 bits; computes in what the device does well


class Appearance(Enum):
    """Whether the window is light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Updates(Enum):
    """What the user said to looking for newer versions."""

    NOT_ASKED = "not asked"
    OFF = "off"
    ON = "on"


LANGUAGES = ("", "en", "zh_CN")  # "" is the system's
LONGEST_ANSWER = 2048  # tokens: more than any decoder's window leaves beside what it reads


@dataclass(frozen=True)
class BackboneChoice:
    """Which backbone, and how it computes."""

    backbone: str = "small"  # a name, or a folder
    device: Device = Device.AUTO
    precision: Precision = Precision.AUTO
    ratio: int | None = None  # tokens a summary; None, or one that it does not have: the backbone's own
    spill: bool = False  # layers that a GPU has no room for may compute on the processor, slowly

    @classmethod
    def from_raw(cls, raw: Any) -> BackboneChoice:
        """From JSON. Raises ValueError, KeyError or TypeError for what makes no sense."""
        ratio = raw["ratio"]
        spill = raw.get("spill", False)
        if not isinstance(spill, bool):
            raise TypeError("spill is either true or false")
        chosen = cls(str(raw["backbone"]), Device(raw["device"]), Precision(raw["precision"]), ratio, spill)
        if ratio is not None and (not isinstance(ratio, int) or ratio < 1):
            raise ValueError("a ratio below one")
        return chosen

    def as_raw(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "backbone": self.backbone,
            "device": self.device.value,
            "precision": self.precision.value,
            "ratio": self.ratio,
            "spill": self.spill,
        }


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


@cache
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
    theme: Appearance = Appearance.SYSTEM
    language: str = ""  # "" is the system's
    expansion: bool = True  # the best passages as text beside the summaries
    ratio: int | None = None  # of `BackboneChoice`
    spill: bool = False  # of `BackboneChoice`
    unload_after: int = 0  # minutes without a question after which the backbone leaves the memory; 0: never
    hub_endpoint: str = ""  # the address of a mirror of the model hub; "" is the hub itself
    updates: Updates = Updates.NOT_ASKED  # whether to look once a week if there is a newer version
    waiting: BackboneChoice | None = None  # to be used once no library is being learned with the present one
    workspace: Path | None = None  # None: `Places.workspace`
    next_workspace: Path | None = None  # a copy, or another one, to be used from the next start on

    def __post_init__(self) -> None:
        if not all(isinstance(one, bool) for one in (self.expansion, self.ocr, self.spill)):
            raise BadInput(say("The settings expansion, ocr and spill are either true or false."))
        if not isinstance(self.unload_after, int) or self.unload_after < 0:
            raise BadInput(say("The setting unload_after is a number of minutes; 0 is never."))
        if self.hub_endpoint and not self.hub_endpoint.startswith(("https://", "http://")):
            raise BadInput(say("The address of a mirror begins with https:// or http://."))
        if self.language not in LANGUAGES:
            raise BadInput(say("The setting language knows no {language}.", language=repr(self.language)))
        if self.answer_tokens > LONGEST_ANSWER or not isinstance(self.answer_tokens, int):
            raise BadInput(say("The setting answer_tokens is at most {most}.", most=LONGEST_ANSWER))
        if self.ratio is not None and not (isinstance(self.ratio, int) and self.ratio > 0):
            raise BadInput(say("The setting {name} must be greater than zero.", name="ratio"))
        for name in ("seconds_per_file", "seconds_per_page", "parser_memory", "answer_tokens"):
            if not getattr(self, name) > 0:
                raise BadInput(say("The setting {name} must be greater than zero.", name=name))

    def workspace_in(self, places: Places) -> Path:
        """The workspace that is used when none is named."""
        return self.workspace or places.workspace

    @property
    def choice(self) -> BackboneChoice:
        """The backbone and how it computes."""
        return BackboneChoice(self.backbone, self.device, self.precision, self.ratio, self.spill)

    def choosing(self, choice: BackboneChoice) -> Settings:
        """These settings with another backbone, or another way for it to compute; nothing waits any more."""
        return replace(
            self,
            backbone=choice.backbone,
            device=choice.device,
            precision=choice.precision,
            ratio=choice.ratio,
            spill=choice.spill,
            waiting=None,
        )

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
        except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise BadInput(
                say(
                    "The settings in {file} cannot be used ({error}). "
                    "Correct or remove that file; nothing else was changed.",
                    file=file,
                    error=error,
                )
            ) from error

    @classmethod
    def load_or_set_aside(cls, file: Path) -> tuple[Settings, str | None]:
        """Read settings; where that is not possible, the defaults and one sentence.

        The file is kept under another name, so that nothing a user wrote is lost and the next start is quiet.
        """
        try:
            return cls.load(file), None
        except BadInput as error:
            said = str(error)
        kept = next(
            path
            for number in itertools.count(1)
            if not (path := file.with_name(f"{file.stem}.unreadable-{number}{file.suffix}")).exists()
        )
        try:
            file.replace(kept)
        except OSError:
            return cls(), say("{problem} Until then the usual settings are used.", problem=said)
        return cls(), say(
            "The settings could not be read, so the usual ones are used. What was there is kept in {file}.",
            file=kept,
        )

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
            "theme": Appearance,
            "updates": Updates,
        }
        for name, kind in kinds.items():
            if name in values:
                values[name] = kind(values[name])
        if "extra_backbones" in values:
            values["extra_backbones"] = tuple(Path(folder) for folder in values["extra_backbones"])
        for name in ("workspace", "next_workspace"):
            if values.get(name) is not None:
                values[name] = Path(values[name])
        if values.get("waiting") is not None:
            values["waiting"] = BackboneChoice.from_raw(values["waiting"])
        return replace(cls(), **values)

    def save(self, file: Path) -> None:
        """Write the settings beside the old file, then put them in its place."""
        raw = {
            name: value.value if isinstance(value, Enum) else value for name, value in asdict(self).items()
        }
        raw["extra_backbones"] = [str(folder) for folder in self.extra_backbones]
        raw["waiting"] = self.waiting.as_raw() if self.waiting is not None else None
        for name in ("workspace", "next_workspace"):
            raw[name] = str(raw[name]) if raw[name] is not None else None
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".tmp")
        draft.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
        draft.replace(file)
