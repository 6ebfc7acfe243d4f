"""The tables of translations are whole, fit the source, and say what they should as it should be written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.ui.tables import FOLDER, Message, messages, placeholders, update_program

TABLES = ("lloco_en", "lloco_zh_CN")
CHINESE = FOLDER / "lloco_zh_CN.ts"
_CJK = "\u4e00-\u9fff"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as they would be if they were brought up to date now."""
    folder = tmp_path_factory.mktemp("translations")
    for name in TABLES:
        shutil.copy(FOLDER / f"{name}.ts", folder)
    update_program().update(folder)
    return folder


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("ending", [".ts", ".qm"])
def test_tables_fit_the_source(fresh: Path, name: str, ending: str) -> None:
    """Otherwise: make translations, and write what is still missing."""
    file = f"{name}{ending}"
    if ending == ".ts":
        assert (FOLDER / file).read_text("utf-8") == (fresh / file).read_text("utf-8")
    assert (FOLDER / file).read_bytes() == (fresh / file).read_bytes()


def test_updating_twice_changes_nothing(fresh: Path) -> None:
    before = {file.name: file.read_bytes() for file in fresh.iterdir()}
    update_program().update(fresh)
    assert {file.name: file.read_bytes() for file in fresh.iterdir()} == before


@pytest.mark.parametrize("name", TABLES)
def test_everything_is_translated(name: str) -> None:
    lacking = [one.source for one in messages(FOLDER / f"{name}.ts") if one.kind or not all(one.forms)]
    assert lacking == []


@pytest.mark.parametrize("name", TABLES)
def test_what_is_put_into_a_text_is_put_into_its_translation(name: str) -> None:
    odd = [
        (one.source, form)
        for one in messages(FOLDER / f"{name}.ts")
        for form in one.forms
        if form and placeholders(form) != placeholders(one.source)
    ]
    assert odd == []


def test_languages_have_as_many_forms_as_they_need() -> None:
    english = list(messages(FOLDER / "lloco_en.ts"))
    assert all(one.plural and len(one.forms) == 2 and one.forms[0] for one in english)
    assert all(len(one.forms) == 1 for one in messages(CHINESE))


def test_chinese_has_chinese_punctuation() -> None:
    def odd(text: str) -> bool:
        bare = re.sub(r" ?\(\*[^)]*\)(;;)?", "", text)  # patterns of files
        near = rf"[{_CJK}][,;:!?()]|[,;!?()][{_CJK}]|[{_CJK}]\.(?:\s|$)|[{_CJK}] +[,;:!?。，；：]"
        return bool(re.search(near, bare)) or bool(re.search(rf"[{_CJK}] +[{_CJK}]", bare))

    assert [form for one in messages(CHINESE) for form in one.forms if odd(form)] == []


def test_chinese_is_chinese() -> None:
    """A text that stays as it is in English is a name, a number or a unit."""
    kept = {
        one.source
        for one in messages(CHINESE)
        for form in one.forms
        if form and not re.search(f"[{_CJK}]", form) and re.sub(r"\{[^{}]*\}", "", one.source) != form
    }
    bare = {re.sub(r"\{[^{}]*\}|\(\*[^)]*\)", "", text) for text in kept}
    names = {"LLoCO Desktop", "guide-en.pdf", "Markdown", "JSON", "of", "and"}  # "3 of 12" is "3/12"
    assert {word for text in bare for word in re.findall(r"[A-Za-z]{2,}.*\w", text)} <= names


def test_a_sentence_means_the_same_as_a_label_elsewhere() -> None:
    """The words of the glossary, which a user must recognise wherever they stand."""
    glossary = {
        r"\b[Ll]ibrar(?:y|ies)\b": ("资料库",),
        r"\b[Dd]ocuments?\b": ("文档",),
        r"\b[Ss]ummar(?:y|ies)\b": ("摘要",),
        r"\b[Bb]ackbones?\b": ("模型",),
        r"\b[Ww]orkspace\b": ("工作区",),
        r"\b[Aa]dapters?\b": ("适配器",),
    }
    free = {"Import", "guide-en.pdf"}
    odd = [
        (one.source, one.forms[0])
        for one in messages(CHINESE)
        for pattern, wanted in glossary.items()
        if one.forms[0]
        and one.source not in free
        and re.search(pattern, re.sub(r"\{[^{}]*\}|“\w+”|\S+\.\w+", "", one.source))
        and not any(word in one.forms[0] for word in wanted)
    ]
    assert odd == []


def test_a_text_that_nobody_could_translate_is_refused(tmp_path: Path) -> None:
    program = update_program()
    (tmp_path / "odd.py").write_text("def f(name):\n    return say(f'{name} is gone.')\n", encoding="utf-8")
    with pytest.raises(program.NotALiteral, match=r"odd\.py:2"):
        program.texts(tmp_path)


def test_texts_are_found_however_they_are_said(tmp_path: Path) -> None:
    program = update_program()
    (tmp_path / "module.py").write_text(
        """
class Page(QWidget):
    def show(self):
        self.tr("One {name}").format(name=1)
        self.tr("%n file(s)", "", 3)
        self.tr("Read", "the past")
        translate("words", "%n page(s)", None, 3)
        say("A long " "sentence.")
        say(SOMETHING if late else OTHER)
        say_n(3, "{n} line", "{n} lines")
        text.translate(TABLE)
SOMETHING = to_say("Later")
""",
        encoding="utf-8",
    )
    assert program.texts(tmp_path) == {
        program.Text("Page", "One {name}"),
        program.Text("Page", "%n file(s)", plural=True),
        program.Text("Page", "Read", "the past"),
        program.Text("words", "%n page(s)", plural=True),
        program.Text("sentences", "A long sentence."),
        program.Text("sentences", "{n} lines", plural=True),
        program.Text("sentences", "Later"),
    }


def test_messages_are_read() -> None:
    assert Message("words", "%n page(s)", ("%Ln page", "%Ln pages"), True, "") in set(
        messages(FOLDER / "lloco_en.ts")
    )
