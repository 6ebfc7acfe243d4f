"""A download that was interrupted in any way goes on from where it was: seen in what the server is asked."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from lloco_desktop.errors import DownloadDamaged, DownloadError
from lloco_desktop.hub.fetching import fetch
from lloco_desktop.hub.lock_file import LOCK
from tests.hub.faults import Wrong
from tests.hub.fetching_fixtures import (
    IMPATIENT,
    LARGE,
    NAME,
    SECOND,
    SMALL,
    backbone_repository,
    content,
    download_processes,
    listed,
    parts,
    right,
    until_bytes,
    wanted,
)
from tests.hub.repository import RepositoryFile
from tests.hub.server import PIECE, HubServer


def _finish_from(hub: HubServer, folder: Path, part: int) -> None:
    """Go on, and see that only what was missing of the large file was asked for."""
    asked, sent = len(hub.bodies(LARGE)), hub.sent
    events = list(fetch(wanted(folder), endpoint=hub.address, patience=IMPATIENT))
    assert hub.ranges(LARGE)[asked:] == [f"bytes={part}-"]
    one = hub.repositories[0]
    missing = one.files[LARGE].size - part + one.files[SECOND].size
    assert missing <= hub.sent - sent <= missing + PIECE  # the interrupted answer may have sent one more
    assert listed(events).missing == missing
    assert right(folder, one, SMALL, LARGE, SECOND)
    assert (folder / LOCK).exists()


def test_closed_and_begun_again(tmp_path: Path) -> None:
    others = download_processes()
    with HubServer([backbone_repository(2_000_000)], rate=1_000_000) as hub:
        steps = fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT)
        until_bytes(steps, 200_000)
        (child,) = download_processes(besides=others)
        steps.close()
        assert not child.is_running()
        (part,) = parts(tmp_path).values()
        assert 150_000 < part < 2_000_000
        assert not (tmp_path / LARGE).exists()
        assert not (tmp_path / LOCK).exists()
        hub.rate = None
        _finish_from(hub, tmp_path, part)


def test_the_child_process_is_killed(tmp_path: Path) -> None:
    others = download_processes()
    with HubServer([backbone_repository(2_000_000)], rate=1_000_000) as hub:
        steps = fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT)
        until_bytes(steps, 200_000)
        (child,) = download_processes(besides=others)
        child.kill()
        with pytest.raises(DownloadError, match="ended from outside"):
            list(steps)
        (part,) = parts(tmp_path).values()
        hub.rate = None
        _finish_from(hub, tmp_path, part)


PROGRAM = """
import sys
from pathlib import Path
from lloco_desktop.hub.fetching import fetch
from tests.hub.fetching_fixtures import wanted

if __name__ == "__main__":
    for _ in fetch(wanted(Path(sys.argv[2])), endpoint=sys.argv[1]):
        pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_application_is_killed_and_its_child_ends_with_it(tmp_path: Path) -> None:
    program, folder = tmp_path / "program.py", tmp_path / "folder"
    program.write_text(PROGRAM)
    root = Path(__file__).parents[2]
    with HubServer([backbone_repository(4_000_000)], rate=1_000_000) as hub:
        application = subprocess.Popen(
            [sys.executable, str(program), hub.address, str(folder)],
            cwd=root,
            env={"PYTHONPATH": str(root), "PATH": "", "HF_HUB_OFFLINE": "1"},
        )
        hub.wait_sent(500_000)
        (child,) = download_processes(psutil.Process(application.pid))
        application.send_signal(signal.SIGKILL)
        application.wait(10)
        psutil.wait_procs([child], timeout=10)
        assert not child.is_running()
        (part,) = parts(folder).values()
        assert part > 0
        hub.rate = None
        _finish_from(hub, folder, part)


def test_the_connection_drops_and_is_made_again_by_itself(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=3, after=100_000)
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        first, *rest = hub.ranges(LARGE)
        assert first is None
        assert rest == ["bytes=100000-", "bytes=200000-", "bytes=300000-"]
        assert hub.sent == sum(one.files[path].size for path in (SMALL, LARGE, SECOND))
    assert right(tmp_path, one, LARGE)


def test_a_connection_that_brings_nothing_any_more_is_given_up_with_what_came_kept(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=100_000)
        hub.fault(Wrong.DROP, LARGE, after=0)
        with pytest.raises(DownloadError, match=r"broke several times\. What has come is kept"):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert list(parts(tmp_path).values()) == [100_000]
        hub.heal()
        _finish_from(hub, tmp_path, 100_000)


def test_a_range_that_is_cut_short_is_asked_on(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=300_000)
        hub.fault(Wrong.SHORT_RANGE, LARGE, times=2, after=50_000)
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.ranges(LARGE)[1:] == ["bytes=300000-", "bytes=350000-", "bytes=400000-"]
    assert right(tmp_path, one, LARGE)


def test_a_server_that_ignores_ranges_costs_no_byte_that_came(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=300_000)
        hub.fault(Wrong.IGNORE_RANGE, LARGE)
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert len(hub.bodies(LARGE)) == 2
    done = [event.done for event in events if not hasattr(event, "missing")]
    assert done == sorted(done)
    assert right(tmp_path, one, LARGE)


def test_a_range_that_begins_elsewhere_is_not_written(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=300_000)
        hub.fault(Wrong.SHIFTED_RANGE, LARGE, after=1000)
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.ranges(LARGE) == [None, "bytes=300000-", None]
    assert right(tmp_path, one, LARGE)


def test_wrong_bytes_are_removed_and_only_that_file_comes_anew(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.WRONG_BYTES, LARGE, times=1)
        with pytest.raises(DownloadDamaged, match=r"model-00001.safetensors came damaged and was removed"):
            list(fetch(wanted(tmp_path, SECOND, SMALL, LARGE), endpoint=hub.address, patience=IMPATIENT))
        assert parts(tmp_path) == {}
        assert not (tmp_path / LARGE).exists()
        assert not (tmp_path / LOCK).exists()
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert [len(hub.bodies(path)) for path in (SMALL, LARGE, SECOND)] == [1, 2, 1]
        assert hub.ranges(LARGE) == [None, None]
    assert right(tmp_path, one, SMALL, LARGE, SECOND)


def test_wrong_bytes_of_a_small_file_are_found_by_the_name_that_git_has_for_it(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.WRONG_BYTES, SMALL, times=1)
        with pytest.raises(DownloadDamaged, match=r"config.json came damaged"):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))


def test_a_beginning_that_was_damaged_on_the_disk_is_found_in_the_end(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=100_000)
        hub.fault(Wrong.DROP, LARGE, after=0)
        with pytest.raises(DownloadError):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        (part,) = [path for path in (tmp_path / ".partial").iterdir() if path.stat().st_size == 100_000]
        part.write_bytes(bytes(100_000))
        hub.heal()
        with pytest.raises(DownloadDamaged, match="came damaged"):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    assert right(tmp_path, one, LARGE)


def test_a_file_of_another_length_than_listed_is_not_taken(tmp_path: Path) -> None:
    with HubServer([backbone_repository()]) as hub:
        hub.fault(Wrong.WRONG_LENGTH, LARGE, after=500_000)
        with pytest.raises(DownloadDamaged, match="in another size than it had announced"):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        hub.heal()
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))


def test_a_branch_that_moved_meanwhile_mixes_nothing(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.DROP, LARGE, times=1, after=100_000)
        hub.fault(Wrong.DROP, LARGE, after=0)
        with pytest.raises(DownloadError):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        one.files[LARGE] = RepositoryFile(LARGE, content(600_000, 99))
        one.commit = one.branches["main"] = "c" * 40
        hub.heal()
        asked = len(hub.bodies(LARGE))
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        assert hub.ranges(LARGE)[asked:] == [None]
        assert len(hub.bodies(SMALL)) == 1
    assert right(tmp_path, one, SMALL, LARGE)


def test_two_downloads_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    with HubServer([backbone_repository(2_000_000)], rate=1_000_000) as hub:
        steps = fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT)
        until_bytes(steps, 100_000)
        with pytest.raises(DownloadError, match="Another program is already downloading"):
            list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
        steps.close()


def test_too_many_requests_are_waited_for_as_the_hub_asks(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, "", times=1, status=429, headers=(("Retry-After", "0"),))
        hub.fault(Wrong.STATUS, LARGE, times=2, status=429)
        events = list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    assert right(tmp_path, one, LARGE)
    assert any("Waiting for the model hub" in getattr(event, "text", "") for event in events)


def test_a_fault_of_the_server_that_passes_is_waited_for(tmp_path: Path) -> None:
    with HubServer([one := backbone_repository()]) as hub:
        hub.fault(Wrong.STATUS, "", times=2, status=503)
        hub.fault(Wrong.STATUS, SECOND, times=2, status=500)
        list(fetch(wanted(tmp_path), endpoint=hub.address, patience=IMPATIENT))
    assert right(tmp_path, one, SECOND)


def test_repository_names_and_revisions_are_asked_for_as_they_are(tmp_path: Path) -> None:
    one = backbone_repository(branches={"refs/pr/1": "d" * 40}, any_commit=True)
    with HubServer([one]) as hub:
        list(fetch(wanted(tmp_path, SMALL, revision="refs/pr/1"), endpoint=hub.address, patience=IMPATIENT))
        assert hub.bodies(SMALL)[0].path == f"/{NAME}/resolve/{'d' * 40}/{SMALL}"
