"""The access token lies in the system's keyring, and nowhere where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from lloco_desktop.errors import BadInput
from lloco_desktop.hub.token import forget_token, keep_token, read_token


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps its secrets in memory, and can be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_a_token_is_kept_read_and_forgotten(memory: MemoryKeyring) -> None:
    assert read_token() is None
    keep_token("  hf_abc\n")
    assert read_token() == "hf_abc"
    keep_token("hf_new")
    assert list(memory.secrets.values()) == ["hf_new"]
    forget_token()
    assert read_token() is None
    forget_token()


@pytest.mark.parametrize("text", ["", "  ", "two words", "hf_ünicode", "hf_\x00", "h" * 600])
def test_what_is_no_token_is_not_kept(memory: MemoryKeyring, text: str) -> None:
    with pytest.raises(BadInput, match="This is not an access token"):
        keep_token(text)
    assert memory.secrets == {}


def test_a_locked_keyring_asks_to_be_unlocked(memory: MemoryKeyring) -> None:
    memory.locked = True
    for act in (read_token, forget_token, lambda: keep_token("hf_abc")):
        with pytest.raises(BadInput, match="is locked or does not answer") as refused:
            act()
        assert "hf_abc" not in str(refused.value)


def test_without_a_keyring_there_is_no_token_and_none_can_be_kept(no_keyring: None) -> None:
    assert read_token() is None
    for act in (forget_token, lambda: keep_token("hf_abc")):
        with pytest.raises(BadInput, match="has no keyring that could keep the token safely"):
            act()
