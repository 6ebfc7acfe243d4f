"""An adapter's folder: whole or not there, refused in a sentence, exported and imported as it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch

from lloco_desktop.backbone.base import Backbone
from lloco_desktop.backbone.loading import load_backbone
from lloco_desktop.errors import AdapterDamaged, AdapterMismatch, BadInput, LearningError
from lloco_desktop.learning.adapters import (
    ORIGIN_FILE,
    README_FILE,
    REPORT_FILE,
    check_folder,
    document_digest,
    export_folder,
    read_origin,
    read_report,
    write_folder,
)
from lloco_desktop.learning.report import Comparison, Decision, Interval, Measured, Report, Score
from lloco_desktop.learning.settings import LearningSettings
from lloco_desktop.model_files.adapter_files import CONFIG_FILE, WEIGHTS_FILE
from lloco_desktop.model_files.formats import LoraShape
from lloco_desktop.study import AdapterOrigin, MaterialKind, Split, StudyItem
from tests.fakes import fake_info
from tests.tiny_backbone import write_tiny_backbone

SCORE = Score(40, Interval(31.0, 25.0, 37.0), Interval(10.0, 5.0, 15.0))
REPORT = Report(
    documents=2,
    tokens=5000,
    comparisons=(
        Comparison(
            Measured.HELD_OUT,
            SCORE,
            replace(SCORE, f1=Interval(52.5, 46.0, 59.0)),
            Interval(21.5, 12.0, 30.0),
        ),
    ),
    decision=Decision(True, "It answers held-out questions better."),
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_backbone(tmp_path_factory.mktemp("backbones") / "tiny")


@pytest.fixture
def backbone(places: Path) -> Backbone:
    return load_backbone(places, device="cpu", dtype="fp32")


@pytest.fixture
def origin(backbone: Backbone) -> AdapterOrigin:
    return AdapterOrigin(
        backbone=backbone.info.fingerprint,
        backbone_name=backbone.info.name,
        documents=("a" * 64, "b" * 64),
        material="c" * 64,
        settings=LearningSettings().as_json(),
        seed=3,
        scores={"held_out": {"before": 31.0, "after": 52.5}},
        created="2026-01-02T03:04:05+00:00",
        application="0.1.0",
        parent=None,
    )


@pytest.fixture
def written(backbone: Backbone, origin: AdapterOrigin, tmp_path: Path) -> Path:
    backbone.adapters.add("learning", LoraShape(rank=4, alpha=8))
    write_folder(backbone.adapters, "learning", tmp_path / "run-1", origin, REPORT)
    return tmp_path / "run-1"


def plain_json(value: object) -> object:
    return json.loads(json.dumps(value))


def test_a_folder_says_all_of_itself(
    backbone: Backbone, origin: AdapterOrigin, written: Path, tmp_path: Path
) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(
        [CONFIG_FILE, WEIGHTS_FILE, ORIGIN_FILE, REPORT_FILE]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["run-1"]
    found = check_folder(written, backbone.info)
    assert found is not None
    assert plain_json(asdict(found)) == plain_json(asdict(origin))
    assert found.documents == origin.documents
    assert LearningSettings.from_json(found.settings) == LearningSettings()
    assert read_report(written) == REPORT
    backbone.adapters.load("adapter1", written)
    one, other = (backbone.adapters.state(name) for name in ("learning", "adapter1"))
    assert all(torch.equal(one[key], other[key]) for key in one)


def test_its_size_is_that_of_its_files(backbone: Backbone, origin: AdapterOrigin, tmp_path: Path) -> None:
    backbone.adapters.add("learning", LoraShape())
    size = write_folder(backbone.adapters, "learning", tmp_path / "a", origin, REPORT)
    assert size == sum(path.stat().st_size for path in (tmp_path / "a").iterdir())


def test_what_a_dead_process_left_is_in_nobodys_way(
    backbone: Backbone, origin: AdapterOrigin, tmp_path: Path
) -> None:
    half = tmp_path / "run-1.partial"
    half.mkdir()
    (half / WEIGHTS_FILE).write_bytes(b"half")
    (half / "more.json").write_text("{}")
    backbone.adapters.add("learning", LoraShape())
    write_folder(backbone.adapters, "learning", tmp_path / "run-1", origin, REPORT)
    assert check_folder(tmp_path / "run-1", backbone.info) is not None
    assert not (tmp_path / "run-1" / "more.json").exists()
    assert not half.exists()


def test_a_place_that_cannot_be_written_is_said(
    backbone: Backbone, origin: AdapterOrigin, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    backbone.adapters.add("learning", LoraShape())
    with pytest.raises(LearningError, match="could not be written"):
        write_folder(backbone.adapters, "learning", tmp_path / "file" / "run-1", origin, REPORT)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_published_adapter_has_no_origin_and_is_taken_if_it_fits(
    backbone: Backbone, written: Path, tmp_path: Path
) -> None:
    for name in (ORIGIN_FILE, REPORT_FILE):
        (written / name).unlink()
    assert read_origin(written) is None
    assert read_report(written) is None
    assert check_folder(written, backbone.info) is None
    wide = write_tiny_backbone(tmp_path / "other")
    config = json.loads((wide / "decoder" / "config.json").read_text())
    deep = {**config, "num_hidden_layers": 3, "layer_types": ["full_attention"] * 3}
    (wide / "decoder" / "config.json").write_text(json.dumps(deep))
    with pytest.raises(AdapterMismatch, match="layers do not fit"):
        check_folder(written, replace(backbone.info, folder=wide))
    (wide / "decoder" / "config.json").write_text(json.dumps({**config, "hidden_size": 64}))
    with pytest.raises(AdapterMismatch, match="layers do not fit"):
        check_folder(written, replace(backbone.info, folder=wide))


def test_one_of_another_backbone_is_refused(backbone: Backbone, written: Path) -> None:
    other = replace(backbone.info, fingerprint="another", name="big")
    with pytest.raises(AdapterMismatch) as caught:
        check_folder(written, other)
    assert "learned with the backbone tiny and does not fit big" in str(caught.value)
    with pytest.raises(AdapterMismatch, match="does not fit tiny as it is now"):
        check_folder(written, replace(backbone.info, fingerprint="changed"))


def test_a_backbone_whose_folder_says_nothing_is_asked_nothing(written: Path, origin: AdapterOrigin) -> None:
    assert check_folder(written, fake_info(origin.backbone)) is not None


def text(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(content)


def origin_with(**values: object) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        raw = json.loads((folder / ORIGIN_FILE).read_text())
        kept = {name: value for name, value in {**raw, **values}.items() if value != "(absent)"}
        (folder / ORIGIN_FILE).write_text(json.dumps(kept))

    return spoil


DAMAGE = {
    "weights cut short": lambda folder: os.truncate(folder / WEIGHTS_FILE, 300),
    "no weights": lambda folder: (folder / WEIGHTS_FILE).unlink(),
    "no settings": lambda folder: (folder / CONFIG_FILE).unlink(),
    "an origin that is no JSON": text(ORIGIN_FILE, "{"),
    "an origin that is a list": text(ORIGIN_FILE, "[]"),
    "an origin of nothing": text(ORIGIN_FILE, "{}"),
    "an origin without a backbone": origin_with(backbone="(absent)"),
    "a backbone that is a number": origin_with(backbone=7),
    "documents that are a number": origin_with(documents=7),
    "documents that are numbers": origin_with(documents=[7]),
    "settings that are text": origin_with(settings="r=8"),
    "a seed that is text": origin_with(seed="three"),
    "a report that is no JSON": text(REPORT_FILE, "{"),
    "a report of nothing": text(REPORT_FILE, "{}"),
    "a report that nests too deeply": text(REPORT_FILE, "[" * 100_000),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_folder_is_refused_and_not_exported(
    case: str, backbone: Backbone, written: Path, tmp_path: Path
) -> None:
    DAMAGE[case](written)
    with pytest.raises(
        AdapterDamaged, match=r"^The adapter in run-1 cannot be used: .*Nothing was changed\."
    ):
        check_folder(written, backbone.info)
    with pytest.raises(AdapterDamaged):
        export_folder(written, tmp_path / "exported")
    assert not (tmp_path / "exported").exists()


def test_what_a_newer_version_adds_is_left_out(backbone: Backbone, written: Path) -> None:
    origin_with(mood="good")(written)
    found = check_folder(written, backbone.info)
    assert found is not None
    assert found.seed == 3


def test_an_exported_folder_is_a_working_copy(backbone: Backbone, written: Path, tmp_path: Path) -> None:
    (written / "notes.txt").write_text("not ours to pass on")
    target = tmp_path / "deep" / "exported"
    export_folder(written, target)
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [CONFIG_FILE, WEIGHTS_FILE, ORIGIN_FILE, REPORT_FILE, README_FILE]
    )
    for name in (CONFIG_FILE, WEIGHTS_FILE, ORIGIN_FILE, REPORT_FILE):
        assert (target / name).read_bytes() == (written / name).read_bytes()
    assert check_folder(target, backbone.info) == check_folder(written, backbone.info)
    assert [path.name for path in target.parent.iterdir()] == ["exported"]
    readme = (target / README_FILE).read_text()
    for said in (
        "rank 4, alpha 8, on k_proj, o_proj, q_proj, v_proj",
        f"tiny, fingerprint {backbone.info.fingerprint}",
        "F1 on 40 questions about text that was held out: 31.0 without it, 52.5 with it.",
        "PeftModel.from_pretrained",
        "pass this folder on as you would pass on the documents",
    ):
        assert said in readme


def test_an_exported_folder_of_a_published_adapter_says_what_is_known(written: Path, tmp_path: Path) -> None:
    for name in (ORIGIN_FILE, REPORT_FILE):
        (written / name).unlink()
    export_folder(written, tmp_path / "exported")
    readme = (tmp_path / "exported" / README_FILE).read_text()
    assert "it does not say which" in readme
    assert "without a report" in readme


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing. is deprecated:FutureWarning")  # peft's own
def test_peft_loads_it_as_the_readme_says(
    backbone: Backbone, places: Path, written: Path, tmp_path: Path
) -> None:
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    export_folder(written, tmp_path / "exported")
    decoder = AutoModelForCausalLM.from_pretrained(places / "decoder")
    decoder = PeftModel.from_pretrained(decoder, tmp_path / "exported")
    rows = torch.randn(1, 5, 48)
    backbone.adapters.activate("learning")
    with torch.inference_mode():
        assert torch.allclose(
            decoder(inputs_embeds=rows).logits, backbone.decoder(inputs_embeds=rows).logits, atol=1e-6
        )


def test_nothing_is_overwritten_by_an_export(written: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    for make in (taken.mkdir, lambda: taken.write_text("a file"), lambda: taken.symlink_to("nowhere")):
        make()
        with pytest.raises(BadInput, match="already"):
            export_folder(written, taken)
        if taken.is_dir() and not taken.is_symlink():
            taken.rmdir()
        else:
            taken.unlink()
    shutil.copytree(written, taken)
    with pytest.raises(BadInput, match="already"):
        export_folder(written, taken)


def test_a_place_that_cannot_be_exported_to_is_said(written: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="could not be written"):
        export_folder(written, tmp_path / "file" / "exported")


def test_material_has_a_hash_of_its_own() -> None:
    item = StudyItem(MaterialKind.QUESTION, Split.TRAIN, "Who?", "Ann", 0, ("key",))
    others = [
        replace(item, question="Where?"),
        replace(item, answer="Bob"),
        replace(item, kind=MaterialKind.OWN),
        replace(item, split=Split.HELD_OUT),
        replace(item, chunk=1),
        replace(item, reads=()),
    ]
    assert document_digest([item]) == document_digest(iter([item]))
    digests = {document_digest(items) for items in ([item], [], [item, item], *([one] for one in others))}
    assert len(digests) == 3 + len(others)
    assert document_digest([item, others[0]]) != document_digest([others[0], item])
