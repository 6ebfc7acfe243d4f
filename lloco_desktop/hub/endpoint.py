"""The address of the model hub, or of a mirror of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say

HUB = "https://huggingface.co"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def endpoint_of(address: str) -> str:
    """The endpoint that a setting means; "" is the hub itself. Raises `BadInput`."""
    if not address.strip():
        return HUB
    endpoint = address.strip().rstrip("/")
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in ("https", "http") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadInput(
            say("The mirror's address has to begin with https://, and {address} is none.", address=endpoint)
        )
    return endpoint


def host_of(endpoint: str) -> str:
    """What people call an endpoint."""
    return urlsplit(endpoint).hostname or endpoint


def is_private(endpoint: str) -> bool:
    """Whether nobody on the way can read what is sent there."""
    parts = urlsplit(endpoint)
    return parts.scheme == "https" or parts.hostname in LOOPBACK
