"""How the downloading child reaches the hub: its environment, proxies, and what it says of itself.

Child process only. The application's own process stays offline; this one is the only one that is not.
"""

from __future__ import annotations

import os

import httpx2

import lloco_desktop

LOOPBACK = ("all://localhost", "all://127.0.0.1", "all://[::1]")

# What would send a request elsewhere, take another account's token, or keep us from asking at all.
_NOT_OURS = (
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "HF_ENDPOINT",
    "HF_DEBUG",
    "HUGGINGFACE_CO_STAGING",
    "HF_HUB_USER_AGENT_ORIGIN",
)


def prepare_environment() -> None:
    """Make `huggingface_hub` ask the network, tell nothing about this machine, read no token of its own."""
    for name in _NOT_OURS:
        os.environ.pop(name, None)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"  # noqa: S105
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    os.environ["HF_HUB_DISABLE_XET"] = "1"  # its chunks cannot be resumed as a file's bytes can

    from huggingface_hub import constants, set_client_factory

    # In a child of the command line the program's own imports may have read the environment before this.
    constants.HF_HUB_OFFLINE = False
    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.HF_HUB_DISABLE_IMPLICIT_TOKEN = True
    constants.HF_HUB_DISABLE_XET = True
    constants.HF_DEBUG = False
    set_client_factory(_client)


def headers_for(token: str | None) -> dict[str, str]:
    """What goes with every request for a file; bytes are wanted as they are, or ranges would not fit."""
    from huggingface_hub.utils import build_hf_headers

    return build_hf_headers(
        token=token or False,
        library_name="lloco-desktop",
        library_version=lloco_desktop.__version__,
        headers={"Accept-Encoding": "identity"},
    )


def _client() -> httpx2.Client:
    """Proxies come from the environment or the system's settings, but this machine is reached directly."""
    return httpx2.Client(follow_redirects=True, timeout=None, mounts=dict.fromkeys(LOOPBACK))
