"""The offline pack: taken whole, or refused before anything is changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.errors import BadInput, DownloadDamaged
from lloco_desktop.gpu_runtime.installing import RuntimeState, Site
from lloco_desktop.progress import Progress
from tests.gpu_runtime.fixtures import NVIDIA, Bench, runtime_of, tiny_wheels, write_pack


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Its list names addresses at which nobody is."""
    return Bench(Site(tmp_path / "gpu-runtime", runtime_of(tiny_wheels())))


@pytest.mark.parametrize("given", ["the folder", "the first part", "the last part"])
def test_it_is_taken_without_a_network(bench: Bench, tmp_path: Path, given: str) -> None:
    parts = write_pack(tmp_path / "pack", bench.site.runtime, tiny_wheels())
    pack = {"the folder": tmp_path / "pack", "the first part": parts[0], "the last part": parts[-1]}[given]
    bench.run(pack)
    assert bench.site.state() is RuntimeState.HERE
    assert (bench.site.final / "nvidia/cu13/lib/libcublas.so.13").is_file()
    assert all(part.is_file() for part in parts)  # it is the user's


def test_a_missing_part_is_named_and_nothing_changes(bench: Bench, tmp_path: Path) -> None:
    first, second = write_pack(tmp_path / "pack", bench.site.runtime, tiny_wheels())
    second.unlink()
    with pytest.raises(BadInput, match=second.name):
        bench.run(first)
    assert bench.site.state() is RuntimeState.ABSENT


def test_a_part_that_was_copied_by_half_is_refused(bench: Bench, tmp_path: Path) -> None:
    _first, second = write_pack(tmp_path / "pack", bench.site.runtime, tiny_wheels())
    second.write_bytes(second.read_bytes()[:100_000])
    with pytest.raises(BadInput, match=NVIDIA):
        bench.run(tmp_path / "pack")
    assert bench.site.state() is RuntimeState.ABSENT


def test_a_wheel_with_other_bytes_is_not_taken(bench: Bench, tmp_path: Path) -> None:
    wheels = tiny_wheels()
    changed = wheels | {NVIDIA: wheels[NVIDIA][:-1] + b"!"}
    write_pack(tmp_path / "pack", bench.site.runtime, changed)
    with pytest.raises(DownloadDamaged, match="is damaged"):
        bench.run(tmp_path / "pack")
    assert not bench.site.final.exists()
    assert not (bench.site.wheels / NVIDIA).exists()
    write_pack(tmp_path / "pack", bench.site.runtime, wheels)
    bench.run(tmp_path / "pack")
    assert bench.site.state() is RuntimeState.HERE


def test_one_for_another_torch_is_refused(bench: Bench, tmp_path: Path) -> None:
    other = replace(bench.site.runtime, torch="8.0")
    write_pack(tmp_path / "pack", other, tiny_wheels())
    with pytest.raises(BadInput, match=r"PyTorch 8\.0; this one has 9\.1"):
        bench.run(tmp_path / "pack")


def test_what_is_no_pack_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "holiday.tar"
    file.write_bytes(b"no tar at all")
    for pack in (file, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="no pack"):
            bench.run(pack)


def test_broken_off_it_goes_on_with_what_is_missing(bench: Bench, tmp_path: Path) -> None:
    parts = write_pack(tmp_path / "pack", bench.site.runtime, tiny_wheels())
    with closing(bench.steps(parts[0])) as steps:
        for event in steps:
            if isinstance(event, Progress) and event.text == "Unpacking nvidia_cublas":
                break
    texts = [event.text for event in bench.run(parts[0]) if isinstance(event, Progress)]
    assert "Taking torch from the pack" not in texts
    assert bench.site.state() is RuntimeState.HERE
