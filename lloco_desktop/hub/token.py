"""The access token for the model hub, in the system's keyring and nowhere else.

`keyring` and what it talks to (Secret Service, KWallet, Keychain, the Credential Manager) are imported when a
token is first asked for. Backends that write files of their own are not used.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lloco_desktop.errors import BadInput
from lloco_desktop.sentences import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "LLoCO Desktop"
ACCOUNT = "model hub"
MAX_LENGTH = 512  # characters; the hub's have 37

_WITHOUT_SECRETS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

log = logging.getLogger(__name__)


def read_token() -> str | None:
    """The token; None if none was kept, or there is no keyring that could keep one.

    Raises `BadInput` where the keyring is there and does not open.
    """
    backend = _keyring()
    if backend is None:
        return None
    with _opening():
        return backend.get_password(SERVICE, ACCOUNT) or None


def keep_token(text: str) -> None:
    """Keep a token in the keyring. Raises `BadInput`."""
    token = text.strip()
    if not token or len(token) > MAX_LENGTH or not token.isascii() or not token.isprintable() or " " in token:
        raise BadInput(
            say(
                "This is not an access token. Copy the whole token from the model hub's settings; it begins "
                "with hf_."
            )
        )
    backend = _needed()
    with _opening():
        backend.set_password(SERVICE, ACCOUNT, token)


def forget_token() -> None:
    """Remove the token from the keyring; nothing happens if there is none. Raises `BadInput`."""
    from keyring.errors import PasswordDeleteError

    backend = _needed()
    with _opening():
        if backend.get_password(SERVICE, ACCOUNT) is None:
            return
        try:
            backend.delete_password(SERVICE, ACCOUNT)
        except PasswordDeleteError as error:
            raise BadInput(
                say("The keyring of this system did not remove the token. Remove it there yourself.")
            ) from error


def _keyring() -> KeyringBackend | None:
    """The keyring in use; None if it could not keep a secret."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    if isinstance(backend, ChainerBackend):
        usable = [one for one in backend.backends if _keeps_secrets(one)]
        return usable[0] if usable else None
    return backend if _keeps_secrets(backend) else None


def _keeps_secrets(backend: KeyringBackend) -> bool:
    return not type(backend).__module__.startswith(_WITHOUT_SECRETS)


def _needed() -> KeyringBackend:
    backend = _keyring()
    if backend is None:
        raise BadInput(
            say(
                "This system has no keyring that could keep the token safely, and it is not written to a "
                "file. On Linux, install GNOME Keyring or KWallet and sign in again."
            )
        )
    return backend


@contextmanager
def _opening() -> Iterator[None]:
    try:
        yield
    except BadInput:
        raise
    except Exception as error:  # backends are plugins, which raise what their services raise
        log.warning("the keyring refuses: %s", type(error).__name__)
        raise BadInput(
            say("The keyring of this system is locked or does not answer. Unlock it, and try again.")
        ) from error
