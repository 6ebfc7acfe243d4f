"""A backbone's folder says what it is, without being loaded."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.model_files.describing import (
    Description,
    describe_folder,
    front_matter,
    ratio_to_use,
    without_front_matter,
)
from lloco_desktop.model_files.finding import describe, summaries_key
from lloco_desktop.model_files.formats import BackboneFormat
from lloco_desktop.settings import Precision, bundled_backbones
from tests.tiny_backbone import write_tiny_backbone

GOLDEN = Path(__file__).parent.parent / "golden"


def test_a_pooled_backbone_with_a_card(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", ratio=8, ratios=(4, 16))
    (folder / "README.md").write_text("---\nlanguage:\n- en\n- zh\nlicense: mit\n---\n# Tiny\n")
    found = describe_folder(folder)
    assert found == Description(64, 4096, 8.0, (4, 8, 16), None, ("en", "zh"), "mit", folder / "README.md")


def test_an_autocompressor() -> None:
    found = describe_folder(GOLDEN / "autocompressor-tiny")
    assert found.encoder_window
    assert found.decoder_window
    assert found.tokens_per_summary
    assert found.ratios == ()


def test_the_bundled_one_names_its_language_and_licence() -> None:
    found = describe_folder(bundled_backbones() / "small")
    assert found.languages == ("en",)
    assert found.licence == "agpl-3.0"
    assert found.held_out_f1 is not None


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    assert describe_folder(tmp_path) == Description()
    (tmp_path / "model_config.json").write_text("{")
    (tmp_path / "LICENSE").write_text("\n# Some Licence\nwords")
    assert describe_folder(tmp_path) == Description(licence="Some Licence")


def test_front_matter() -> None:
    text = "---\nlanguage: [en, 'de']\nlicense: \"apache-2.0\"\ntags:\n  - x\nempty:\n---\n\nText --- here"
    assert front_matter(text) == {"language": ["en", "de"], "license": "apache-2.0", "tags": ["x"]}
    assert without_front_matter(text).strip() == "Text --- here"
    assert front_matter("# no matter\n---\na: b\n---\n") == {}


def test_ratios_that_count(tmp_path: Path) -> None:
    folder = write_tiny_backbone(tmp_path / "tiny", ratio=8, ratios=(4, 16))
    assert [ratio_to_use(folder, ratio) for ratio in (None, 4, 8, 16, 5)] == [None, 4, None, 16, None]
    assert ratio_to_use(tmp_path, 4) is None
    assert ratio_to_use(GOLDEN / "autocompressor-tiny", 4) is None


def test_fingerprints_of_ratios_are_those_of_the_loaded_backbone(tmp_path: Path) -> None:
    from lloco_desktop.backbone.loading import load_backbone

    folder = write_tiny_backbone(tmp_path / "tiny", ratio=8, ratios=(4, 16))
    identity = describe(folder).fingerprint
    assert identity is not None
    for ratio in (None, 4, 8, 16):
        loaded = load_backbone(folder, device="cpu", dtype="fp32", ratio=ratio)
        key = summaries_key(identity, BackboneFormat.POOLED, Precision.FP32, ratio_to_use(folder, ratio))
        assert loaded.info.fingerprint == key
