"""The test server is close enough to the model hub: the hub's own client downloads from it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.hub.fetching_fixtures import LARGE, NAME, SECOND, SMALL, backbone_repository, right
from tests.hub.server import HubServer

ROOT = Path(__file__).parents[2]
CLIENT = """
import sys
from huggingface_hub import snapshot_download
snapshot_download(sys.argv[2], endpoint=sys.argv[1], local_dir=sys.argv[3], token=False)
"""


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(ROOT),
        "HF_HOME": str(folder / "home"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "NO_PROXY": "127.0.0.1",
    }


def test_the_hubs_own_client_downloads_a_whole_repository_from_it(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        said = subprocess.run(
            [sys.executable, "-c", CLIENT, hub.address, NAME, str(tmp_path / "folder")],
            env=_environment(tmp_path),
            capture_output=True,
            text=True,
        )
    assert said.returncode == 0, said.stderr
    assert right(tmp_path / "folder", one, SMALL, LARGE, SECOND, "unwanted.md")


def test_as_a_program_it_serves_the_checkpoints_of_a_folder(tmp_path: Path) -> None:
    checkpoint = tmp_path / "owner" / "name"
    (checkpoint / "encoder").mkdir(parents=True)
    (checkpoint / "config.json").write_text("{}")
    (checkpoint / "encoder" / "model.safetensors").write_bytes(b"w" * 1000)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.hub.server", str(tmp_path), "--port", "0", "--rate", "1000000"],
        cwd=ROOT,
        env=_environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        address, _, has = program.stdout.readline().partition(" ")
        assert has.strip() == "has owner/name"
        pinned = "a" * 40
        with urllib.request.urlopen(
            f"{address}/api/models/owner/name/revision/{pinned}?blobs=true"
        ) as answer:
            listing = json.load(answer)
        assert listing["sha"] == pinned
        assert [one["rfilename"] for one in listing["siblings"]] == [
            "config.json",
            "encoder/model.safetensors",
        ]
        large = f"{address}/owner/name/resolve/main/encoder/model.safetensors"
        with urllib.request.urlopen(large) as answer:
            assert answer.read() == b"w" * 1000
    finally:
        program.kill()
        program.communicate()
