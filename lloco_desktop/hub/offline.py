"""Nothing of the application's own process reaches the model hub; only the child that downloads does."""

from __future__ import annotations

import os
from collections.abc import MutableMapping


def stay_offline(environ: MutableMapping[str, str] = os.environ) -> None:
    """Keep the libraries that know the hub from asking it. Before they are imported."""
    environ["HF_HUB_OFFLINE"] = "1"
    environ["TRANSFORMERS_OFFLINE"] = "1"
    environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
