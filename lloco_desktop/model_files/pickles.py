"""Opening weight files that are pickles: tensors and nothing else, or a refusal; their code is never run.

`weights_only=True` is torch's restricted reading; what it lets through beside tensors is refused here.
Tensors of the usual format (a zip archive) are mapped: opening a file costs no memory to speak of.
"""

from __future__ import annotations

import pickle
import warnings
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lloco_desktop.model_files.damage import PickleRefused, Why


def open_pickle(path: Path) -> dict[str, Tensor]:
    """The tensors of a pickle by name, on the CPU; mapped where it is a zip archive. Raises PickleRefused."""
    # What torch writes is a zip archive; a zip that is cut short has lost its directory at the end.
    try:
        with path.open("rb") as file:
            starts_as_zip = file.read(2) == b"PK"
    except OSError as error:
        raise PickleRefused(Why.DAMAGED) from error
    archive = zipfile.is_zipfile(path)
    if starts_as_zip and not archive:
        raise PickleRefused(Why.DAMAGED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on odd pickle protocols: they are read or refused, no more
            state: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=archive)
    except pickle.UnpicklingError as error:
        raise PickleRefused(Why.MORE_THAN_TENSORS) from error
    except (RuntimeError, EOFError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise PickleRefused(Why.DAMAGED) from error
    if not isinstance(state, dict) or not all(_is_plain(value) for value in state.values()):
        raise PickleRefused(Why.MORE_THAN_TENSORS)
    return {str(name): tensor.detach() for name, tensor in state.items()}


def is_mapped(path: Path) -> bool:
    """Whether `open_pickle` maps it instead of reading it into memory."""
    return zipfile.is_zipfile(path)


def _is_plain(value: object) -> bool:
    """Numbers in rows and columns: nothing sparse, nothing packed."""
    return isinstance(value, Tensor) and value.layout is torch.strided and not value.is_quantized
