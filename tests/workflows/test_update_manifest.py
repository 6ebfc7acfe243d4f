"""What a release says of itself: whose signature counts, which addresses, and how a maintainer makes it."""

from __future__ import annotations

import base64
import importlib.util
import stat
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lloco_desktop import __version__
from lloco_desktop.workflows.update_fetching import Refused, fetch
from lloco_desktop.workflows.update_manifest import NotSigned, is_safe, rank_of, read_release, read_source
from lloco_desktop.workflows.updates import LARGEST

ROOT = Path(__file__).parent.parent.parent


def test_what_is_not_signed_is_not_even_read() -> None:
    key = Ed25519PrivateKey.generate()
    with pytest.raises(NotSigned):
        read_release(b"{", base64.b64encode(key.sign(b"[")), key.public_key().public_bytes_raw())


def test_versions_are_compared_by_their_numbers() -> None:
    ordered = ["0.1", "0.1.1", "0.2.0rc1", "0.2", "0.10.0", "1.0"]
    assert all(rank_of(one) < rank_of(after) for one, after in pairwise(ordered))
    assert rank_of("0.2") == rank_of("0.2.0")
    assert rank_of(__version__) > rank_of("odd")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/updates.json", True),
        ("http://127.0.0.1:8000/updates.json", True),
        ("http://[::1]:8000/", True),
        ("http://example.org/", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://127.0.0.1@example.org/", False),
        ("https://user:secret@example.org/", False),
        ("https://example.org:port/", False),
        ("https://[/", False),
        ("https://exämple.org/", False),
        ("https:///nobody", False),
        ("ftp://example.org/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://example.org/" + "x" * 500, False),
        ("", False),
    ],
)
def test_addresses(address: str, safe: bool) -> None:
    assert is_safe(address) is safe
    if not safe:
        with pytest.raises((Refused, ValueError)):
            fetch(address, LARGEST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "address = 3\npublic_key = 4",
        'address = "https://example.org/"\npublic_key = ""',
        'address = "https://example.org/"\npublic_key = "AAAA"',
        f'address = "http://example.org/"\npublic_key = "{"A" * 43}="',
        f'address = "https://example.org/?id=3"\npublic_key = "{"A" * 43}="',
        f'address = ""\npublic_key = "{"A" * 43}="',
        "address = ",
    ],
)
def test_half_a_place_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "updates.toml"
    file.write_text(text)
    assert read_source(file) is None


def test_a_place(tmp_path: Path) -> None:
    file = tmp_path / "updates.toml"
    file.write_text(f'address = "https://example.org/u.json"\npublic_key = "{"A" * 43}="')
    source = read_source(file)
    assert source is not None
    assert source.host == "example.org"
    assert source.public_key == bytes(32)


# --- what a release is made with -------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_updates", ROOT / "packaging" / "updates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_what_the_maintainer_signs_is_believed(
    tmp_path: Path, program: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    key, file = tmp_path / "key.pem", tmp_path / "dist" / "updates.json"
    assert program.main(["key", str(key)]) == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert program.main(["key", str(key)]) == 1, "a key is never written over"
    lines = capsys.readouterr().out.splitlines()
    toml = tmp_path / "updates.toml"
    toml.write_text(f'address = "https://example.org/u.json"\n{lines[-1]}')
    source = read_source(toml)
    assert source is not None
    news = ["--news", "en=Larger backbones.", "--news", "zh_CN=更大的模型。"]
    common = ["manifest", "--key", str(key), "--page", "https://example.org/a", str(file)]
    assert program.main([*common, *news]) == 0
    release = read_release(
        file.read_bytes(), (tmp_path / "dist/updates.json.sig").read_bytes(), source.public_key
    )
    assert release.version == __version__
    assert dict(release.news) == {"en": "Larger backbones.", "zh_CN": "更大的模型。"}
    file.unlink()
    assert program.main([*common, *news[:2]]) == 1
    assert "zh_CN" in capsys.readouterr().err
    assert program.main([*common, *news, "--news", "de=Neu"]) == 1
    assert program.main(["manifest", "--key", str(key), "--page", "ftp://a", *news, str(file)]) == 1
    assert not file.exists()
