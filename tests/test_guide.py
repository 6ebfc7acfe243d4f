"""The user guide: its PDFs are of its text, can be read, and answer the questions that the sample offers."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication

from lloco_desktop.domain import Question
from lloco_desktop.settings import Places, Settings, resources
from lloco_desktop.ui import sample, shortcuts
from lloco_desktop.ui.language import Language
from lloco_desktop.ui.user_guide import guide_file
from lloco_desktop.workflows.events import Answered
from lloco_desktop.workflows.services import Services

LANGUAGES = ("en", "zh_CN")


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_guide", resources() / "guide" / "make_guide.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


make_guide = maker()


def text_of(language: str) -> str:
    """What can be read, without the two lines at the foot of each page."""
    with pymupdf.open(make_guide.target(language)) as document:
        pages = [page.get_text().strip().split("\n") for page in document]
    return "\n".join(pages[0] + [line for page in pages[1:] for line in page[:-2]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_of_this_text(language: str) -> None:
    pdf = make_guide.target(language)
    assert make_guide.hash_in(pdf) == make_guide.source_hash(language), (
        "older than its text: run `make guide`"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_text_gives_the_same_bytes(language: str) -> None:
    assert make_guide.make(language) == make_guide.make(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_small_complete_and_can_be_walked(language: str) -> None:
    pdf = make_guide.target(language)
    assert pdf.stat().st_size < 250_000
    source = make_guide.source(language).read_text(encoding="utf-8")
    chapters = re.findall(r"(?m)^## (.+)$", source)
    with pymupdf.open(pdf) as document:
        assert 5 <= len(document) <= 10
        outline = document.get_toc()
        assert [title for _level, title, _page in outline] == chapters
        for _level, title, page in outline:
            assert title in document[page - 1].get_text().replace("\n", "")
        assert [link["page"] + 1 for link in document[0].get_links()] == [page for *_, page in outline]
        for page in document:
            for font in page.get_fonts():
                assert font[1] != "n/a", f"{font[3]} is not embedded"
            assert page.number == 0 or page.get_text().strip().endswith(str(page.number + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_source_can_be_found(language: str) -> None:
    source = make_guide.source(language).read_text(encoding="utf-8")
    plain = re.sub(r"(?m)^(#+ |- |\d+\. |\|[-|]+\|$)|[*|]", "", source)
    found = re.sub(r"\s+", "", text_of(language))
    for line in plain.split("\n"):
        for words in re.findall(r"[\w'’-]{2,}", line):
            assert words in found


def test_both_languages_have_the_same_chapters_and_keys() -> None:
    english, chinese = (make_guide.source(one).read_text(encoding="utf-8") for one in LANGUAGES)
    for mark in ("\n## ", "\n- ", "\n1. ", "\n| "):
        assert english.count(mark) == chinese.count(mark), mark
    keys = r"(?:Ctrl|Shift|Alt)\+\w+|\bF\d\b|\.lloco|\bEsc\b"
    assert set(re.findall(keys, english)) == set(re.findall(keys, chinese))


def test_the_keys_it_names_are_the_windows_own() -> None:
    known: set[str] = set()
    for key in shortcuts.table():
        known.update([key.keys] if isinstance(key.keys, str) else key.keys)
    written = re.findall(r"(?m)^\| ([^|]+) \|", make_guide.source("en").read_text(encoding="utf-8"))
    for keys in written[1:]:
        assert set(keys.split(", ")) <= known, keys


ANSWERS = {  # what the first quotes have to say
    "en": ("without an internet connection", "search index", "never deleted"),
    "zh_CN": ("不联网", "搜索索引", "绝不会被删除"),
}


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    language = Language()
    yield language.use
    language.use("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_to_try_are_answered_without_a_backbone(
    language: str, tmp_path: Path, speak: Callable[[str], None]
) -> None:
    speak(language)
    assert guide_file() == make_guide.target(language)
    settings = Settings(backbone="no-such-backbone")
    with Services.open(tmp_path / "workspace", settings, Places.of_user()) as services:
        library = services.library_named("guide", create=True).id
        services.import_files(library, [guide_file()])
        services.wait_for_all()
        for question, wanted in zip(sample.questions(), ANSWERS[language], strict=True):
            events = services.answer(Question(question, libraries=(library,), quote=True))
            answer = next(event.answer for event in events if isinstance(event, Answered))
            assert answer.found
            quotes = [citation.quote for citation in answer.citations]
            assert any(wanted in quote for quote in quotes[:2]), (question, quotes)
