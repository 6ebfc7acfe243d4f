"""A GPU runtime comes whole or not at all: fetched, broken off, resumed, refused, tried, removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lloco_desktop.errors import DownloadDamaged, DownloadError
from lloco_desktop.gpu_runtime.activation import MARKER, UNUSABLE, is_usable
from lloco_desktop.gpu_runtime.installing import LEAVING, RuntimeState, Site, remove, tidy
from lloco_desktop.progress import Progress
from tests.gpu_runtime.fixtures import (
    NVIDIA,
    TORCH,
    Bench,
    FakeTrial,
    noise,
    runtime_of,
    server_of,
    tiny_wheels,
    wheel,
)
from tests.hub.faults import Wrong
from tests.hub.server import Asked, HubServer


@pytest.fixture
def server() -> Iterator[HubServer]:
    with server_of(tiny_wheels()) as made:
        yield made


@pytest.fixture
def bench(server: HubServer, tmp_path: Path) -> Bench:
    return Bench(Site(tmp_path / "gpu-runtime", runtime_of(tiny_wheels(), server.store_address)))


def asked_for(server: HubServer, file: str) -> list[Asked]:
    return [one for one in server.log if one.file == file]


def test_it_is_fetched_checked_unpacked_tried_and_marked(bench: Bench) -> None:
    events = bench.run()
    site = bench.site
    assert bench.installed(events).folder == site.final
    assert bench.trial.tried == [site.final]
    assert (site.final / "torch/__init__.py").read_bytes().startswith(b"where")
    assert (site.final / "nvidia/cu13/lib/libcublas.so.13").read_bytes() == noise(300_000)
    assert (site.final / "nvidia/cu13/bin/ptxas").stat().st_mode & 0o111  # triton starts it
    assert not (site.final / "nvidia/cu13/lib/libcublas.so.13").stat().st_mode & 0o111
    assert (site.final / "nvidia/beside.py").is_file()
    assert not list(site.final.rglob("tool"))
    assert is_usable(site.final, site.runtime.edition)
    assert site.state() is RuntimeState.HERE
    assert not site.coming.exists()  # no wheel is left
    assert {event.unit for event in events if isinstance(event, Progress) and event.total} == {"bytes"}


def test_what_is_here_is_not_brought_again(bench: Bench, server: HubServer) -> None:
    bench.run()
    asked = len(server.log)
    bench.run()
    assert len(server.log) == asked
    assert len(bench.trial.tried) == 1


def test_no_token_and_no_cookie_goes_along(bench: Bench, server: HubServer) -> None:
    bench.run()
    assert {one.authorization for one in server.log} == {None}


def test_broken_off_in_the_middle_of_a_wheel_it_goes_on_from_there(tmp_path: Path) -> None:
    wheels = {TORCH: wheel({"torch/big.bin": noise(2_000_000)})}
    with server_of(wheels, rate=4_000_000) as server:
        bench = Bench(Site(tmp_path / "gpu-runtime", runtime_of(wheels, server.store_address)))
        with closing(bench.steps()) as steps:
            for event in steps:
                if isinstance(event, Progress) and event.done > 300_000:
                    break
        assert bench.site.state() is RuntimeState.INCOMPLETE
        assert 300_000 <= bench.site.come() < bench.site.runtime.size
        bench.run()
        ranges = [one.range for one in asked_for(server, TORCH)]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert int(ranges[1].removeprefix("bytes=").removesuffix("-")) >= 300_000
    assert (bench.site.final / "torch/big.bin").read_bytes() == noise(2_000_000)


def test_broken_off_while_unpacking_only_that_wheel_is_unpacked_again(
    bench: Bench, server: HubServer
) -> None:
    with closing(bench.steps()) as steps:
        for event in steps:
            if isinstance(event, Progress) and event.text == "Unpacking nvidia_cublas":
                break
    site = bench.site
    assert [site.is_done(one) for one in site.runtime.wheels] == [True, False]
    assert not (site.wheels / TORCH).exists()
    assert not site.final.exists()
    texts = [event.text for event in bench.run() if isinstance(event, Progress)]
    assert "Unpacking torch" not in texts
    assert len(asked_for(server, TORCH)) == len(asked_for(server, NVIDIA)) == 1
    assert site.state() is RuntimeState.HERE


def test_killed_after_the_last_rename_it_is_only_tried(bench: Bench, server: HubServer) -> None:
    with closing(bench.steps()) as steps:
        for event in steps:
            if isinstance(event, Progress) and event.text == "Trying":
                break
    assert bench.site.final.is_dir()
    assert not is_usable(bench.site.final, bench.site.runtime.edition)
    asked = len(server.log)
    bench.run()
    assert len(server.log) == asked
    assert bench.site.state() is RuntimeState.HERE


def test_other_bytes_than_the_list_says_are_removed_and_nothing_is_unpacked(
    bench: Bench, server: HubServer
) -> None:
    server.fault(Wrong.WRONG_BYTES, NVIDIA)
    with pytest.raises(DownloadDamaged, match="came damaged and was removed"):
        bench.run()
    assert bench.site.state() is RuntimeState.INCOMPLETE
    assert not (bench.site.coming / "files").exists()
    server.heal()
    bench.run()
    assert len(asked_for(server, TORCH)) == 1  # it was right, and kept
    assert bench.site.state() is RuntimeState.HERE


def test_a_wheel_that_is_gone_is_one_sentence(bench: Bench, server: HubServer) -> None:
    server.fault(Wrong.STATUS, TORCH, status=404)
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 does not give out torch"):
        bench.run()


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "torch/../../outside", "x.data/purelib/../../y"]
)
def test_a_wheel_that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    wheels = {TORCH: wheel({"torch/__init__.py": b"", name: b"x"})}
    with server_of(wheels) as server:
        bench = Bench(Site(tmp_path / "gpu-runtime", runtime_of(wheels, server.store_address)))
        with pytest.raises(DownloadDamaged, match="not allowed"):
            bench.run()
    assert not list(tmp_path.rglob("outside"))
    assert not list(tmp_path.rglob("y"))
    assert not (bench.site.coming / "files/torch").exists()  # all names are looked at first


def test_a_link_in_a_wheel_is_refused(tmp_path: Path) -> None:
    wheels = {TORCH: wheel({"torch/link": b"/etc"}, {"torch/link": 0o120777 << 16})}
    with server_of(wheels) as server:
        bench = Bench(Site(tmp_path / "gpu-runtime", runtime_of(wheels, server.store_address)))
        with pytest.raises(DownloadDamaged, match="not allowed"):
            bench.run()


def test_too_little_room_is_said_before_the_first_byte(bench: Bench, server: HubServer) -> None:
    bench.free = lambda _folder: 10**6
    with pytest.raises(DownloadError, match="GB free"):
        bench.run()
    assert not server.log


def test_what_does_not_work_is_kept_out_with_the_reason(bench: Bench) -> None:
    bench.trial = FakeTrial("PyTorch with CUDA does not work here (ImportError: no).")
    assert bench.installed(bench.run()).problem == bench.trial.problem
    site = bench.site
    assert site.state() is RuntimeState.UNUSABLE
    assert site.why_unusable() == bench.trial.problem
    assert not (site.final / MARKER).exists()
    bench.trial = FakeTrial()  # a newer driver, say
    bench.run()
    assert site.state() is RuntimeState.HERE
    assert not (site.final / UNUSABLE).exists()


def test_one_that_was_damaged_since_comes_anew(bench: Bench, server: HubServer) -> None:
    bench.run()
    library = bench.site.final / "nvidia/cu13/lib/libcublas.so.13"
    library.write_bytes(b"")
    assert (bench.site.state(), bench.site.come()) == (RuntimeState.INCOMPLETE, 0)
    bench.run()
    assert bench.site.state() is RuntimeState.HERE
    assert library.read_bytes() == noise(300_000)
    assert len(asked_for(server, NVIDIA)) == 2


def test_a_second_process_is_told_to_wait(bench: Bench) -> None:
    with closing(bench.steps()) as first:
        next(first)
        with pytest.raises(DownloadError, match="another window or command"):
            bench.run()


def test_one_of_another_version_goes_when_the_new_one_works(bench: Bench) -> None:
    old = bench.site.root / "9.0-cu128"
    (old / "torch").mkdir(parents=True)
    (old / MARKER).write_text("{}")
    bench.trial = FakeTrial("no")
    bench.run()
    assert old.is_dir()
    bench.trial = FakeTrial()
    bench.run()
    assert not old.exists()


def test_removed_it_is_gone_and_what_had_come_too(bench: Bench) -> None:
    bench.run()
    remove(bench.site, in_use=False)
    assert bench.site.state() is RuntimeState.ABSENT
    with closing(bench.steps()) as steps:
        for event in steps:
            if isinstance(event, Progress) and event.text == "Unpacking nvidia_cublas":
                break
    remove(bench.site, in_use=False)
    assert bench.site.state() is RuntimeState.ABSENT


def test_removing_takes_one_of_another_version_along(bench: Bench) -> None:
    old = bench.site.root / "9.0-cu128"
    (old / "torch").mkdir(parents=True)
    remove(bench.site, in_use=False)
    assert not old.exists()


def test_removed_while_it_is_used_it_goes_at_the_next_start(bench: Bench) -> None:
    bench.run()
    site = bench.site
    remove(site, in_use=True)
    assert site.state() is RuntimeState.LEAVING
    assert (site.final / "torch/__init__.py").is_file()  # modules may still be imported from it
    assert not is_usable(site.final, site.runtime.edition)
    tidy(site.root, in_use=site.final)
    assert site.final.is_dir()
    tidy(site.root, in_use=None)
    assert not site.final.exists()


def test_wanted_again_before_it_left_it_stays(bench: Bench, server: HubServer) -> None:
    bench.run()
    remove(bench.site, in_use=True)
    asked = len(server.log)
    bench.run()
    assert len(server.log) == asked
    assert not (bench.site.final / LEAVING).exists()
    assert bench.site.state() is RuntimeState.HERE


def test_the_room_is_the_most_that_is_ever_taken() -> None:
    runtime = runtime_of(tiny_wheels())
    first, second = runtime.wheels
    one = first.size + second.size + first.unpacked
    two = second.size + first.unpacked + second.unpacked
    assert runtime.room == max(one, two)
    assert replace(runtime, wheels=()).room == 0
