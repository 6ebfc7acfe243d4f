"""The tables of translations, as the tests read them, and tables of a language that nobody speaks."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from types import ModuleType

from lloco_desktop.settings import resources

FOLDER = resources() / "translations"
_KEPT = re.compile(r"(\{[^{}]*\}|%L?n|\(\*\.[^)]*\)|;;|\n)")  # placeholders and patterns of files
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵħíĵķĺɱńóṕɋŕśťúṽŵẋýźÁɃĆĐÉƑǴĦÍĴĶĹṀŃÓṔɊŔŚŤÚṼŴẊÝŹ",
)


@dataclass(frozen=True)
class Message:
    """One line of a table."""

    context: str
    source: str
    forms: tuple[str, ...]
    plural: bool
    kind: str  # "" when it is finished


def messages(table: Path) -> Iterator[Message]:
    """All lines of a table."""
    for context in ET.parse(table).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.iter("numerusform")]
            yield Message(
                context.findtext("name", ""),
                message.findtext("source", ""),
                tuple(forms) if plural else (translation.text or "",),
                plural,
                translation.get("type", ""),
            )


def placeholders(text: str) -> set[str]:
    """The names of what is put into a text, and whether a number is."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return names | ({"%n"} if re.search(r"%L?n", text) else set())


def update_program() -> ModuleType:
    """`resources/translations/update.py`, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("update_translations", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def pseudo(text: str) -> str:
    """A text in a language that looks like English, with accents, brackets, and 40% more of it."""
    if not re.search(r"[A-Za-z]", _KEPT.sub("", text)):
        return text
    shown = "".join(
        part if _KEPT.fullmatch(part) else part.translate(_ACCENTED) for part in _KEPT.split(text)
    )
    more = max(2, round(0.4 * len(_KEPT.sub("", text))))
    filler = " ".join("ŵóŕđś" for _ in range(more // 6)) + "ẋ" * (more % 6)
    return f"[{shown} {filler}]"


def make_tables(folder: Path, language: str, said: Callable[[str], str] = pseudo) -> Path:
    """A folder with the tables of English and of a made-up language, for `Language`."""
    shutil.copy(FOLDER / "lloco_en.qm", folder)
    root = ET.parse(FOLDER / "lloco_zh_CN.ts").getroot()
    root.set("language", language)
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        source = message.findtext("source", "")
        translation.attrib.clear()
        forms = list(translation)
        if forms:
            for extra in forms[1:]:
                translation.remove(extra)
            english = forms[0]
            english.text = said(source)
            second = ET.SubElement(translation, "numerusform")
            second.text = said(source)
        else:
            translation.text = said(source)
    table = folder / f"lloco_{language}.ts"
    ET.ElementTree(root).write(table, encoding="utf-8", xml_declaration=True)
    update_program().release(table, table.with_suffix(".qm"))
    return folder
