"""Backbones of both published shapes: downloaded, interrupted, gone on with, converted, loaded, asked.

The hub is a server on this machine, the presets are those that the application comes with, and the
checkpoints are tiny ones with the files of the published ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import psutil
import pytest

from lloco_desktop.domain import Answer, Question
from lloco_desktop.errors import BadInput, DownloadError, DownloadRefused, LlocoError
from lloco_desktop.hub.fetching import Wanted, fetch
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.hub.token import forget_token, keep_token
from lloco_desktop.jobs.job import Job, JobKind, JobState
from lloco_desktop.jobs.runner import JobEvent
from lloco_desktop.progress import Progress
from lloco_desktop.settings import BackboneChoice, Device, Places, Precision, Settings
from lloco_desktop.workflows.diagnostics import report
from lloco_desktop.workflows.events import Answered, BackboneArrived
from lloco_desktop.workflows.getting_backbones import Getting, Site, get_backbone, size_of
from lloco_desktop.workflows.hub_desk import Offer, OfferState, known_presets, preset_named
from lloco_desktop.workflows.models import ModelState
from lloco_desktop.workflows.services import Services
from tests.checkpoints import write_autocompressor, write_lclm, write_published_adapter
from tests.hub.faults import Wrong
from tests.hub.repository import Repository, repository_of_folder
from tests.hub.server import HubServer
from tests.hub.test_token import MemoryKeyring
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.conftest import import_all

PATIENCE = 60.0
LLAMA, LCLM = "llama2-7b-lloco", "lclm-4b-16x"
LLAMA_SHARD = "pytorch_model-00001-of-00002.bin"
LCLM_SHARD = "decoder/model-00001-of-00002.safetensors"
SHARDS = {LLAMA: LLAMA_SHARD, LCLM: LCLM_SHARD}
KEYS = pytest.mark.parametrize("key", [LLAMA, LCLM])


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> list[Repository]:
    place = tmp_path_factory.mktemp("hub")
    folders = {
        preset_named(LLAMA, known_presets()).repository: write_autocompressor(place / "llama"),
        preset_named(LCLM, known_presets()).repository: write_lclm(place / "lclm"),
    }
    for number, adapter in enumerate(preset_named(LLAMA, known_presets()).adapters[:2]):
        folders[adapter.repository] = write_published_adapter(place / adapter.name, seed=number)
    return [repository_of_folder(str(name), folder, any_commit=True) for name, folder in folders.items()]


@pytest.fixture
def hub(repositories: list[Repository]) -> Iterator[HubServer]:
    with HubServer(repositories) as server:
        yield server


@dataclass
class Desk:
    """Open services, and all that jobs said."""

    services: Services
    events: list[JobEvent] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.services.listen(self.hear)

    def hear(self, event: JobEvent) -> None:
        with self.heard:
            self.events.append(event)
            self.heard.notify_all()

    def wait_for(self, wanted: Callable[[JobEvent], bool]) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: any(map(wanted, self.events)), PATIENCE), self.events[-3:]

    def get(self, key: str, **more: object) -> Job:
        return self.services.hub.get(key, terms_accepted=True, **more)  # type: ignore[arg-type]

    def ended(self, job: Job) -> Job:
        assert self.services.runner.wait([job.id], PATIENCE)
        found = self.services.workspace.jobs.get(job.id)
        assert found is not None
        return found

    def offer(self, key: str) -> Offer:
        (one,) = [offer for offer in self.services.hub.offers() if offer.preset.key == key]
        return one

    def progress(self) -> list[Progress]:
        return [event.event for event in self.events if isinstance(event.event, Progress)]

    def arrived(self) -> list[Path]:
        return [event.event.folder for event in self.events if isinstance(event.event, BackboneArrived)]

    def use(self, key: str) -> None:
        ended: list[Exception | None] = []
        choice = BackboneChoice(key, Device.CPU, Precision.FP32)
        assert self.services.use_backbone(choice, ended.append).wait(PATIENCE)
        assert ended == [None]

    def ask(self, **more: object) -> Answer:
        events: list[object] = []
        question = Question("When does the lease end?", **more)  # type: ignore[arg-type]
        assert self.services.ask(question, events.append, lambda _error: None).wait(PATIENCE)
        (answer,) = [event.answer for event in events if isinstance(event, Answered)]
        return answer


Open = Callable[[], Desk]


@pytest.fixture
def open_desk(tmp_path: Path, hub: HubServer) -> Iterator[Open]:
    opened: list[Services] = []

    def make() -> Desk:
        settings = Settings(backbone="none", device=Device.CPU, hub_endpoint=hub.address, answer_tokens=8)
        opened.append(Services.open(tmp_path / "workspace", settings, Places.of_user()))
        return Desk(opened[-1])

    yield make
    for services in opened:
        services.close()


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    return open_desk()


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# --- the whole way -------------------------------------------------------------------------------------


@KEYS
def test_a_backbone_is_downloaded_converted_loaded_and_asked(desk: Desk, key: str, tmp_path: Path) -> None:
    services = desk.services
    assert desk.offer(key).state is OfferState.ABSENT
    job = desk.ended(desk.get(key))
    assert job.state is JobState.DONE, job.reason
    offer = desk.offer(key)
    assert offer.state is OfferState.HERE
    assert offer.folder == Places.of_user().backbones / key
    assert desk.arrived() == [offer.folder]
    assert offer.problem is None
    assert offer.originals == 0
    lock = read_lock(offer.folder)
    assert lock is not None
    assert lock.terms == offer.preset.terms.name
    assert len(lock.commit) == 40
    assert not [name for name in files_of(offer.folder) if name.endswith((".bin", ".partial"))]
    assert not list((Places.of_user().backbones / ".coming").glob("*/"))
    (found,) = [one for one in services.models.found() if one.name == key]
    assert found.problem is None
    library = services.library_named("papers", create=True)
    services.import_files(library.id, [write_pdf(tmp_path / "lease.pdf", [LEASE, BEES])])
    services.wait_for_all()
    desk.use(key)
    services.wait_for_all()
    answer = desk.ask()
    assert answer.backbone == key
    assert answer.tokens.summaries > 0
    assert answer.tokens.prompt > answer.tokens.summaries
    assert answer.tokens.answer > 0
    assert desk.offer(key).in_use


def test_progress_is_in_bytes_and_ends_whole(desk: Desk) -> None:
    job = desk.ended(desk.get(LCLM))
    assert job.state is JobState.DONE, job.reason
    told = desk.progress()
    assert {one.unit for one in told} == {"bytes"}
    assert all(one.done <= one.total for one in told if one.total)
    assert told[-1].done == told[-1].total > 0


def test_published_adapters_come_with_the_backbone_and_can_be_used(desk: Desk, tmp_path: Path) -> None:
    services = desk.services
    assert desk.ended(desk.get(LLAMA, adapters=("quality",))).state is JobState.DONE
    offer = desk.offer(LLAMA)
    assert offer.adapters == ("quality",)
    fingerprint = services.models.found()[-1].fingerprint
    assert desk.ended(desk.get(LLAMA, adapters=("qasper", "quality"))).state is JobState.DONE
    assert desk.offer(LLAMA).adapters == ("quality", "qasper")
    assert services.models.found()[-1].fingerprint == fingerprint  # they are no part of the backbone
    desk.use(LLAMA)
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE, BEES]))
    library = services.library_named("papers").id
    adapter = services.import_adapter(library, offer.folder / "adapters" / "qasper")
    services.use_adapter(library, adapter.id)
    answer = desk.ask()
    assert answer.backbone == LLAMA
    assert answer.tokens.prompt > 0
    assert answer.adapter is not None


# --- interrupted -----------------------------------------------------------------------------------------

VICTIM = """
    import sys
    from pathlib import Path
    from lloco_desktop.settings import Device, Places, Settings
    from lloco_desktop.workflows.services import Services

    if __name__ == "__main__":
        settings = Settings(backbone="none", device=Device.CPU, hub_endpoint=sys.argv[2])
        services = Services.open(Path(sys.argv[1]), settings, Places.of_user())
        services.hub.get(sys.argv[3], terms_accepted=True)
        services.wait_for_all()
"""


@KEYS
def test_a_download_whose_application_is_killed_goes_on_from_there(
    open_desk: Open, hub: HubServer, key: str, tmp_path: Path
) -> None:
    hub.rate = 40_000
    script = tmp_path / "victim.py"
    script.write_text(textwrap.dedent(VICTIM))
    workspace = tmp_path / "workspace"
    victim = subprocess.Popen(
        [sys.executable, str(script), str(workspace), hub.address, key],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        hub.wait_sent(120_000, PATIENCE)
        fetching = psutil.Process(victim.pid).children(recursive=True)
    finally:
        victim.kill()
        victim.wait()
    assert not psutil.wait_procs(fetching, PATIENCE)[1]  # what it was still given is not counted below
    come, sent = size_of(Places.of_user().backbones / ".coming"), hub.sent
    assert come > 60_000
    hub.rate = None
    desk = open_desk()
    (job,) = [job for job in desk.services.workspace.jobs.all() if job.kind is JobKind.DOWNLOAD]
    assert desk.ended(job).state is JobState.DONE
    assert desk.offer(key).state is OfferState.HERE
    repository = preset_named(key, known_presets()).repository
    total = sum(
        file.size for one in hub.repositories if one.name == repository for file in one.files.values()
    )
    assert hub.sent - sent < total - come / 2  # what had come did not come again
    desk.use(key)


@KEYS
def test_a_wrong_hash_is_told_and_the_next_try_brings_the_file_anew(
    desk: Desk, hub: HubServer, key: str
) -> None:
    hub.fault(Wrong.WRONG_BYTES, SHARDS[key])
    failed = desk.ended(desk.get(key))
    assert failed.state is JobState.FAILED
    offer = desk.offer(key)
    assert offer.state is OfferState.INCOMPLETE
    assert offer.problem == failed.reason
    assert Path(SHARDS[key]).name in (failed.reason or "")
    assert not offer.folder.exists()
    hub.heal()
    assert desk.ended(desk.get(key)).state is JobState.DONE
    offer = desk.offer(key)
    assert offer.state is OfferState.HERE
    assert offer.problem is None
    desk.use(key)


def test_a_cancelled_download_keeps_what_has_come_until_it_is_removed(desk: Desk, hub: HubServer) -> None:
    hub.rate = 40_000
    job = desk.get(LLAMA)
    hub.wait_sent(100_000, PATIENCE)
    assert desk.offer(LLAMA).state is OfferState.COMING
    with pytest.raises(BadInput, match="Cancel that first"):
        desk.services.hub.remove(LLAMA)
    desk.services.runner.cancel(job.id)
    assert desk.ended(job).state is JobState.CANCELLED
    offer = desk.offer(LLAMA)
    assert offer.state is OfferState.INCOMPLETE
    assert offer.problem is None
    assert offer.come > 0
    desk.services.hub.remove(LLAMA)
    offer = desk.offer(LLAMA)
    assert offer.state is OfferState.ABSENT
    assert offer.come == 0


def test_a_paused_download_asks_for_nothing_and_goes_on_when_it_is_asked_for_again(
    desk: Desk, hub: HubServer
) -> None:
    hub.rate = 40_000
    job = desk.get(LLAMA)
    hub.wait_sent(100_000, PATIENCE)
    desk.services.runner.pause(job.id)
    desk.wait_for(lambda event: event.event is None and event.job.state is JobState.PAUSED)
    offer = desk.offer(LLAMA)
    assert offer.state is OfferState.COMING
    assert offer.job == job.id
    hub.rate = None
    assert desk.get(LLAMA).id == job.id
    assert desk.ended(job).state is JobState.DONE


def test_what_has_been_fetched_is_converted_without_the_hub(open_desk: Open, hub: HubServer) -> None:
    preset = preset_named(LLAMA, known_presets())
    site = Site(Places.of_user().backbones, LLAMA)
    assert preset.repository is not None
    wanted = Wanted(preset.repository, preset.revision, preset.files, site.coming)
    for _event in fetch([wanted], endpoint=hub.address):
        pass
    hub.fault(Wrong.STATUS, "", status=500)  # of every listing
    asked = len(hub.log)
    desk = open_desk()
    assert desk.ended(desk.get(LLAMA)).state is JobState.DONE
    assert len(hub.log) == asked
    desk.use(LLAMA)


def test_originals_are_kept_where_that_is_wished_for(desk: Desk) -> None:
    assert desk.ended(desk.get(LLAMA, keep_originals=True)).state is JobState.DONE
    offer = desk.offer(LLAMA)
    assert offer.originals > 0
    assert desk.services.hub.pickles(offer.folder) == offer.originals
    desk.use(LLAMA)


def test_a_damaged_download_is_mended_by_getting_it_again(desk: Desk) -> None:
    assert desk.ended(desk.get(LCLM)).state is JobState.DONE
    folder = desk.offer(LCLM).folder
    shard = folder / LCLM_SHARD
    shard.write_bytes(shard.read_bytes()[:-100])
    offer = desk.offer(LCLM)
    assert offer.state is OfferState.HERE
    assert offer.problem is not None
    assert desk.ended(desk.get(LCLM)).state is JobState.DONE
    assert desk.offer(LCLM).problem is None
    desk.use(LCLM)


# --- refused ---------------------------------------------------------------------------------------------


def test_terms_have_to_be_accepted_first(desk: Desk, hub: HubServer) -> None:
    with pytest.raises(DownloadRefused, match="has to be accepted first"):
        desk.services.hub.get(LLAMA, terms_accepted=False)
    assert hub.log == []
    assert desk.services.runner.unfinished() == []


@pytest.mark.parametrize(("key", "adapters", "said"), [
    ("unknown", (), "There are: small"),
    ("small", (), "came with the application"),
    (LCLM, ("quality",), "No adapters were published for LCLM"),
])  # fmt: skip
def test_what_there_is_not_is_refused_at_once(
    desk: Desk, key: str, adapters: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        desk.get(key, adapters=adapters)


def test_asked_for_twice_is_one_job(desk: Desk, hub: HubServer) -> None:
    hub.rate = 40_000
    first = desk.get(LLAMA, adapters=("quality",))
    assert desk.get(LLAMA).id == first.id
    desk.services.runner.cancel(first.id)
    desk.ended(first)


def test_a_disk_without_room_for_converting_is_told_before_anything_comes(
    hub: HubServer, tmp_path: Path
) -> None:
    preset = preset_named(LLAMA, known_presets())
    size = sum(file.size for one in hub.repositories for file in one.files.values() if "AutoC" in one.name)
    getting = Getting(preset, endpoint=hub.address, free=lambda _folder: size + 20 * 2**20)
    with pytest.raises(DownloadError, match="while it is converted"):
        list(get_backbone(getting, Site(tmp_path, LLAMA)))
    assert hub.bodies(LLAMA_SHARD) == []


def test_another_process_that_brings_it_is_not_disturbed(desk: Desk) -> None:
    site = Site(Places.of_user().backbones, LCLM)
    title = preset_named(LCLM, known_presets()).title
    with site.alone():
        failed = desk.ended(desk.get(LCLM))
        assert failed.state is JobState.FAILED
        assert (failed.reason or "").startswith(f"{title} is being downloaded by another window or command")
        with pytest.raises(DownloadError, match="another window"):
            desk.services.hub.remove(LCLM)
    assert desk.ended(desk.get(LCLM)).state is JobState.DONE


def test_somebody_elses_folder_of_that_name_is_left_alone(desk: Desk) -> None:
    theirs = Places.of_user().backbones / LCLM / "thesis.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine")
    failed = desk.ended(desk.get(LCLM))
    assert failed.state is JobState.FAILED
    assert "something else" in (failed.reason or "")
    assert theirs.read_text() == "mine"


# --- looked after ----------------------------------------------------------------------------------------


def test_a_backbone_in_use_is_not_removed_and_another_one_is_with_all_its_files(
    desk: Desk, tmp_path: Path
) -> None:
    for key in (LLAMA, LCLM):
        assert desk.ended(desk.get(key)).state is JobState.DONE
    desk.use(LCLM)
    import_all(desk.services, write_pdf(tmp_path / "lease.pdf", [LEASE, BEES]))
    with pytest.raises(BadInput, match="in use"):
        desk.services.hub.remove(LCLM)
    with pytest.raises(BadInput, match="belongs to the application"):
        desk.services.hub.remove("small")
    desk.use(LLAMA)
    desk.services.wait_for_all()
    desk.services.hub.remove(LCLM)
    offer = desk.offer(LCLM)
    assert offer.state is OfferState.ABSENT
    assert not offer.folder.exists()
    assert desk.ask().backbone == LLAMA
    assert desk.ended(desk.get(LCLM)).state is JobState.DONE
    desk.use(LCLM)
    assert all(one.done == one.total for one in desk.services.summary_counts().values())  # kept all along


def test_a_removal_that_was_broken_off_is_finished_at_the_next_start(open_desk: Open) -> None:
    left = Places.of_user().backbones / ".coming" / f"{LCLM}.gone" / "decoder"
    left.mkdir(parents=True)
    (left / "model.safetensors").write_bytes(b"x")
    desk = open_desk()
    assert not left.parent.exists()
    assert desk.offer(LCLM).state is OfferState.ABSENT


def test_a_folder_that_was_added_is_converted_and_keeps_its_summaries(desk: Desk, tmp_path: Path) -> None:
    services = desk.services
    folder = write_autocompressor(tmp_path / "by-hand")
    desk.use(str(folder))
    import_all(services, write_pdf(tmp_path / "lease.pdf", [LEASE, BEES]))
    before, counts = services.models.fingerprint, services.summary_counts()
    assert services.hub.pickles(folder) > 0
    job = desk.ended(services.hub.convert(folder, keep=False))
    assert job.state is JobState.DONE, job.reason
    assert desk.arrived() == [folder]
    assert services.hub.pickles(folder) == 0
    services.models.release()
    assert services.models.state is ModelState.NOT_LOADED
    assert services.models.fingerprint == before
    assert services.summary_counts() == counts
    answer = desk.ask()
    assert answer.tokens.prompt > 0
    assert services.models.fingerprint == before
    with pytest.raises(LlocoError, match="nothing to convert"):
        services.hub.convert(folder, keep=False)


def test_one_offer_is_recommended_and_every_one_says_how_it_fits(desk: Desk) -> None:
    offers = desk.services.hub.offers()
    assert [offer.preset.key for offer in offers] == [preset.key for preset in known_presets()]
    assert sum(offer.recommended for offer in offers) == 1
    assert all(offer.fit.sentence and offer.fits for offer in offers)
    small = offers[0]
    assert small.state is OfferState.HERE
    assert small.problem is None
    assert desk.services.hub.fits(small.folder)


def test_the_diagnostics_say_what_is_here_and_never_the_token(desk: Desk) -> None:
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    try:
        keep_token("hf_secretsecret")
        job = desk.get(LCLM)
        assert desk.ended(job).state is JobState.FAILED  # this hub does not know that token
        forget_token()
        assert desk.ended(desk.get(LCLM)).state is JobState.DONE
        keep_token("hf_secretsecret")
        text = report(desk.services, Places.of_user())
    finally:
        keyring.set_keyring(before)
    lock = read_lock(desk.offer(LCLM).folder)
    assert lock is not None
    assert f"{LCLM}: here" in text
    assert lock.commit in text
    assert "a mirror, 127.0.0.1" in text
    assert "secret" not in text
    everything = [path.read_bytes() for path in Places.of_user().data.rglob("*") if path.is_file()]
    workspace = [path.read_bytes() for path in desk.services.workspace.folder.rglob("*") if path.is_file()]
    assert not any(b"hf_secretsecret" in one for one in (*everything, *workspace))
