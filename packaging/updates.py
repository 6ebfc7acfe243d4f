"""Makes the key that releases are signed with, and the signed manifest of a release (UPDATES.md beside).

    python packaging/updates.py key ~/keys/lloco-updates.pem
    python packaging/updates.py manifest --key ~/keys/lloco-updates.pem --page https://example.org/0.2.0 \
        --news en="Larger backbones." --news zh_CN="更大的模型。" dist/updates.json

The version is that of this checkout, so that no manifest can tell of another one by a slip.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lloco_desktop import __version__
from lloco_desktop.settings import APP_NAME, LANGUAGES
from lloco_desktop.workflows.update_manifest import read_release, read_source

SPOKEN = tuple(filter(None, LANGUAGES))


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status 1 says in a line what is wrong; nothing was written then."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command == "key":
            make_key(arguments.file, ask=arguments.passphrase)
        else:
            make_manifest(arguments)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="make a key pair; the public key is printed")
    key.add_argument("file", type=Path, help="where the private key goes; it must not exist")
    key.add_argument("--passphrase", action="store_true", help="ask for one, to encrypt the private key with")
    made = commands.add_parser("manifest", help="write and sign the manifest of this version")
    made.add_argument("file", type=Path, help="where it goes; the signature goes beside it, with .sig")
    made.add_argument("--key", type=Path, required=True, help="the private key")
    made.add_argument("--page", required=True, help="the address of the page that has the release")
    made.add_argument("--news", action="append", default=[], metavar="LANGUAGE=LINE", help="what is new")
    made.add_argument("--needs", action="append", default=[], metavar="LANGUAGE=LINE", help="systems needed")
    made.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date())
    return parser


def make_key(file: Path, *, ask: bool = False) -> None:
    """Write a new private key that its owner alone may read, and print the public one."""
    secret = getpass.getpass("Passphrase: ").encode() if ask else b""
    if ask and (not secret or secret != getpass.getpass("Once more: ").encode()):
        raise ValueError("The passphrases differ, or there is none; no key was made.")
    private = Ed25519PrivateKey.generate()
    locked = serialization.BestAvailableEncryption(secret) if secret else serialization.NoEncryption()
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        kept.write(pem)
    print(f"{file} is the private key: keep it, and a copy of it, where only you can read it.")
    print("For resources/updates.toml:")
    print(f'public_key = "{_public(private)}"')


def make_manifest(arguments: argparse.Namespace) -> None:
    """Write the manifest and its signature, once the application's own reader takes them."""
    news, needs = _lines(arguments.news), _lines(arguments.needs)
    lacking = [code for code in SPOKEN if code not in news or (needs and code not in needs)]
    if lacking:
        raise ValueError(f"A line is missing in: {', '.join(lacking)}. Nothing was written.")
    private = _private(arguments.key)
    build = read_source()
    if build is not None and base64.b64encode(build.public_key).decode() != _public(private):
        raise ValueError("resources/updates.toml names another public key. Nothing was written.")
    raw = {
        "application": APP_NAME,
        "version": __version__,
        "date": arguments.date.isoformat(),
        "page": arguments.page,
        "news": news,
        **({"needs": needs} if needs else {}),
    }
    data = (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()
    signature = base64.b64encode(private.sign(data)) + b"\n"
    read_release(data, signature, private.public_key().public_bytes_raw())
    arguments.file.parent.mkdir(parents=True, exist_ok=True)
    arguments.file.write_bytes(data)
    beside = arguments.file.with_name(f"{arguments.file.name}.sig")
    beside.write_bytes(signature)
    print(f"{arguments.file} and {beside.name}: version {__version__}, {arguments.date}")


def _private(file: Path) -> Ed25519PrivateKey:
    pem = file.read_bytes()
    secret = getpass.getpass("Passphrase: ").encode() if b"ENCRYPTED" in pem else None
    key = serialization.load_pem_private_key(pem, secret)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file} is a key of another kind. Nothing was written.")
    return key


def _public(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()


def _lines(given: Sequence[str]) -> dict[str, str]:
    lines = dict(one.partition("=")[::2] for one in given)
    odd = sorted(set(lines) - set(SPOKEN))
    if odd:
        raise ValueError(f"A line is LANGUAGE=TEXT, of {', '.join(SPOKEN)}; not {odd[0]!r}.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
