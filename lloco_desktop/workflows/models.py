"""The backbone that is in use: found at once, loaded when it is first needed.

Only the model lane calls `get`; any thread may read `state`, `reason` and `info`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lloco_desktop.errors import BackboneMissing, BackboneTooLarge, LlocoError, OutOfMemory
from lloco_desktop.model_files.describing import ratio_to_use
from lloco_desktop.model_files.finding import FoundBackbone, find_backbones, summaries_key
from lloco_desktop.sentences import say
from lloco_desktop.settings import BackboneChoice, Device, Precision
from lloco_desktop.workflows.room import give_back

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import Backbone, BackboneInfo


class ModelState(Enum):
    """How ready the backbone is."""

    NONE = "none"  # no usable backbone was found
    NOT_LOADED = "not loaded"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class Models:
    """Finds backbones and keeps one of them loaded."""

    def __init__(
        self,
        folders: Sequence[Path],
        wanted: str,
        device: Device = Device.AUTO,
        precision: Precision = Precision.AUTO,
        on_change: Callable[[], None] = lambda: None,
        ratio: int | None = None,
        spill: bool = False,
    ) -> None:
        self._folders = tuple(folders)
        self._choice = BackboneChoice(wanted, device, precision, ratio, spill)
        self._lock = threading.Lock()
        self._backbone: Backbone | None = None
        self._error: LlocoError | None = None
        self._loading = False
        self._as_loaded: tuple[str | None, str] | None = None  # what the folder is, and the summaries' key
        self.on_change = on_change

    def found(self) -> list[FoundBackbone]:
        """Every backbone folder, also the ones that cannot be used (with their problem)."""
        return find_backbones(self._folders)

    @property
    def wanted(self) -> str:
        """The name or folder of the backbone that was chosen."""
        return self._choice.backbone

    @property
    def choice(self) -> BackboneChoice:
        """What was chosen: the backbone, and how it is to compute."""
        return self._choice

    @property
    def chosen(self) -> FoundBackbone | None:
        """The usable backbone that the choice names."""
        return self._choose()

    def look_in(self, folders: Sequence[Path]) -> None:
        """Find backbones in these folders from now on; what is loaded stays."""
        self._folders = tuple(folders)

    def replace(self, choice: BackboneChoice) -> None:
        """Let go of what is loaded and be ready to load another; from the model lane alone, between steps.

        Whoever still holds the backbone from before keeps it in memory.
        """
        with self._lock:
            self._backbone, self._error, self._choice = None, None, choice
            self._as_loaded = None
        self.on_change()

    def release(self) -> None:
        """Let go of what is loaded, until it is needed again; like `replace` in everything else."""
        with self._lock:
            self._backbone = None
        give_back()
        self.on_change()

    @property
    def state(self) -> ModelState:
        """How ready the backbone is."""
        if self._backbone is not None:
            return ModelState.READY
        if self._error is not None:
            return ModelState.FAILED
        if self._loading:
            return ModelState.LOADING
        return ModelState.NOT_LOADED if self._choose() else ModelState.NONE

    @property
    def reason(self) -> str:
        """One sentence on the state, for people."""
        if self._error is not None:
            return str(self._error)
        if self._backbone is not None:
            return self._backbone.info.reason
        chosen = self._choose()
        return "" if chosen else say("No backbone named {wanted!r} is installed.", wanted=self.wanted)

    @property
    def info(self) -> BackboneInfo | None:
        """What is loaded, or None."""
        return self._backbone.info if self._backbone is not None else None

    @property
    def fingerprint(self) -> str | None:
        """What the summaries of the backbone in use are stored under; None without a backbone."""
        if self._backbone is not None:
            return self._backbone.info.fingerprint
        chosen = self._choose()
        if chosen is None or chosen.fingerprint is None:
            return None
        if self._as_loaded is not None and self._as_loaded[0] == chosen.fingerprint:
            return self._as_loaded[1]  # an automatic choice may depend on the machine
        return self.fingerprint_of(chosen, self._choice)

    @staticmethod
    def fingerprint_of(found: FoundBackbone, choice: BackboneChoice) -> str | None:
        """What the summaries of a backbone are stored under, if it computes as the choice says."""
        if found.fingerprint is None:
            return None
        return summaries_key(
            found.fingerprint, found.format, choice.precision, ratio_to_use(found.folder, choice.ratio)
        )

    @property
    def available(self) -> bool:
        """Whether `get` may be expected to succeed."""
        return self.state in (ModelState.NOT_LOADED, ModelState.LOADING, ModelState.READY)

    def get(self) -> Backbone:
        """The backbone, loaded on the first call (seconds; imports torch).

        Raises `BackboneMissing` or `BackboneDamaged`; a failure is remembered and raised again. One for want
        of memory, `OutOfMemory` or `BackboneTooLarge`, is tried again, since memory comes and goes.
        """
        with self._lock:
            if self._backbone is not None:
                return self._backbone
            if self._error is not None and not isinstance(self._error, OutOfMemory | BackboneTooLarge):
                raise self._error
            self._error, self._loading = None, True
            self.on_change()
            try:
                self._backbone = self._load_with_advice()
            except LlocoError as error:
                self._error = error
                raise
            finally:
                self._loading = False
                self.on_change()
            return self._backbone

    def _load_with_advice(self) -> Backbone:
        try:
            return self._load()
        except OutOfMemory:
            pass
        # Outside the handler: inside it, the traceback would keep what was loaded alive.
        give_back()
        from lloco_desktop.workflows.memory_advice import Moment, NoRoom, sentence

        raise NoRoom(sentence(self, Moment.LOADING))

    def _load(self) -> Backbone:
        chosen = self._choose()
        if chosen is None:
            names = ", ".join(found.name for found in self.found()) or "none"
            raise BackboneMissing(
                say(
                    "There is no usable backbone named {wanted!r} (found: {names}). Add it, or "
                    "choose another one in the settings.",
                    wanted=self.wanted,
                    names=names,
                )
            )
        # Here, because it imports torch, which takes seconds and the window must not wait for.
        from lloco_desktop.backbone.loading import load_backbone

        choice = self._choice
        made = load_backbone(
            chosen.folder,
            device=choice.device.value,
            dtype=choice.precision.value,
            ratio=ratio_to_use(chosen.folder, choice.ratio),
            spill=choice.spill,
        )
        self._as_loaded = (chosen.fingerprint, made.info.fingerprint)
        return made

    def _choose(self) -> FoundBackbone | None:
        as_path = Path(self.wanted)
        for found in self.found():
            if found.problem is None and (found.name == self.wanted or found.folder == as_path):
                return found
        if as_path.is_dir():
            given = find_backbones([as_path])
            return next((found for found in given if found.problem is None), None)
        return None


class BackboneEmbedder:
    """A backbone's own pooled vectors as `retrieval.embedder.Embedder`."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone
        self.name = backbone.info.fingerprint
        self.width = backbone.info.embedding_width

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors `[n, width]`, float32, L2-normalised."""
        vectors: NDArray[np.float32] = self._backbone.embed(texts).cpu().numpy()
        return vectors
