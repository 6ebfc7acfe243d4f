"""A machine whose memory runs out when a test says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from lloco_desktop.backbone.device import memory_errors
from lloco_desktop.settings import BackboneChoice
from lloco_desktop.workflows.memory_advice import Moment
from lloco_desktop.workflows.models import Models

if TYPE_CHECKING:
    from lloco_desktop.backbone.base import Backbone


class ScarceModels(Models):
    """Real backbones whose allocations fail at the moments that `short_of` names, as a device's do."""

    def __init__(self, folders: Sequence[Path], choice: BackboneChoice) -> None:
        super().__init__(folders, choice.backbone, choice.device, choice.precision, ratio=choice.ratio)
        self.short_of: set[Moment] = set()
        self.failures = 0

    def fail_if(self, moment: Moment) -> None:
        """Fail as PyTorch's allocator does."""
        if moment in self.short_of:
            self.failures += 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    def _load(self) -> Backbone:
        with memory_errors():
            self.fail_if(Moment.LOADING)
        backbone = super()._load()
        backbone.decoder.model.layers[0].register_forward_pre_hook(self._before_decoding)
        backbone.model.encoder.register_forward_pre_hook(self._before_encoding)  # type: ignore[attr-defined]
        return backbone

    def _before_decoding(self, *_: Any) -> None:
        self.fail_if(Moment.LEARNING if torch.is_grad_enabled() else Moment.ANSWERING)

    def _before_encoding(self, *_: Any) -> None:
        self.fail_if(Moment.SUMMARISING)
