"""Brings the tables of translations up to date with the source: `make translations`.

The texts are found in the syntax tree of every module and handed to Qt's lupdate as if they were C++, since
its own reading of Python misses plurals given to `translate` and knows nothing of `say`. What lupdate does
well stays with it: merging with what is translated already, and the format. Then lrelease makes the `.qm`
files that the window loads. Nothing depends on line numbers or the order of files, so that a difference of a
table shows what changed and nothing else.

A text that is not a literal where one is needed is an error: nobody could translate it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6

FOLDER = Path(__file__).resolve().parent
SOURCES = FOLDER.parent.parent / "lloco_desktop"
SENTENCES = "sentences"  # the context of everything said below the window
LANGUAGES = ("en", "zh_CN")
TRANSLATE = ("translate", "QT_TRANSLATE_NOOP")
_COUNTED = re.compile(r"%n( [\w-]+)*? [\w-]+\(s\)")
_AGREES = re.compile(r"\b(need|wait|fail|remain|go|come|are|were|have|do|they|them|these)\b")  # with a number


@dataclass(frozen=True, order=True)
class Text:
    """One text that people see, as the tables know it."""

    context: str
    source: str
    comment: str = ""
    plural: bool = False


class NotALiteral(Exception):
    """A text that no table could hold."""


class _Finder(ast.NodeVisitor):
    """Collects the texts of one module."""

    def __init__(self, file: Path) -> None:
        self.file, self.found = file, set[Text]()
        self._classes: list[str] = []
        self._arguments: dict[str, str] = {}  # of the function at hand: the class of each

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self._arguments
        given = [*node.args.args, *node.args.kwonlyargs]
        named = {one.arg: one.annotation.id for one in given if isinstance(one.annotation, ast.Name)}
        self._arguments = {**before, **named}
        self.generic_visit(node)
        self._arguments = before

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name == "tr" and isinstance(called, ast.Attribute):
            self._add(node, self._class_of(called.value), 0)
        elif name in TRANSLATE and (isinstance(called, ast.Name) or _is_application(called.value)):
            self._add(node, self._literal(node, 0), 1)
        elif name in ("say", "to_say") and isinstance(called, ast.Name):
            if name == "to_say" or not _is_marked(node.args[0]):
                self.found.add(Text(SENTENCES, self._literal(node, 0)))
        elif name == "say_n":
            self.found.add(Text(SENTENCES, self._literal(node, 2), plural=True))
        self.generic_visit(node)

    def _class_of(self, owner: ast.expr) -> str:
        """The context of `owner.tr`: the class that it is written in, or that an argument is of."""
        name = owner.id if isinstance(owner, ast.Name) else ""
        if name == "self" and self._classes:
            return self._classes[-1]
        if name in self._arguments:
            return self._arguments[name]
        raise self._error(owner, "tr is called on something whose class is not known; use translate")

    def _add(self, node: ast.Call, context: str, at: int) -> None:
        comment = ""
        if len(node.args) > at + 1 and not _is_none(node.args[at + 1]):
            comment = self._literal(node, at + 1)
        self.found.add(Text(context, self._literal(node, at), comment, plural=len(node.args) > at + 2))

    def _literal(self, node: ast.Call, at: int) -> str:
        argument = node.args[at] if len(node.args) > at else None
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise self._error(node, "this text is not a literal")
        return argument.value

    def _error(self, node: ast.AST, what: str) -> NotALiteral:
        return NotALiteral(f"{self.file}:{getattr(node, 'lineno', 0)}: {what}")


def texts(sources: Path = SOURCES) -> set[Text]:
    """Every text of the application that can be translated."""
    found: set[Text] = set()
    for file in sorted(sources.rglob("*.py")):
        finder = _Finder(file)
        finder.visit(ast.parse(file.read_text(encoding="utf-8")))
        found |= finder.found
    return found


def update(folder: Path = FOLDER, sources: Path = SOURCES) -> None:
    """Bring the tables in a folder up to date, and what is loaded from them."""
    found = texts(sources)
    # English needs a table only where its own words change with a number, which sentences bring along.
    _lupdate({one for one in found if one.plural and one.context != SENTENCES}, folder / "lloco_en.ts")
    _fill_plain_plurals(folder / "lloco_en.ts")
    _lupdate(found, folder / "lloco_zh_CN.ts")
    for language in LANGUAGES:
        table = folder / f"lloco_{language}.ts"
        release(table, table.with_suffix(".qm"))


def release(table: Path, to: Path) -> None:
    """Make what the window loads from a table."""
    _run("lrelease", "-silent", str(table), "-qm", str(to))


def _lupdate(found: set[Text], table: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.cpp"
        source.write_text("\n".join(_as_cpp(found)) + "\n", encoding="utf-8")
        _run(
            "lupdate",
            *("-silent", "-locations", "none", "-no-obsolete", "-sort-messages"),
            *("-source-language", "en", "-disable-heuristic", "similartext"),
            *(str(source), "-ts", str(table)),
        )


def _as_cpp(found: set[Text]) -> Iterator[str]:
    for text in sorted(found):
        parts = [_quoted(text.context), _quoted(text.source)]
        if text.comment or text.plural:
            parts.append(_quoted(text.comment) if text.comment else "nullptr")
        if text.plural:
            parts.append("n")
        yield f"QCoreApplication::translate({', '.join(parts)});"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _fill_plain_plurals(table: Path) -> None:
    """Write the two forms of "%n file(s)" and its like, which nobody needs to think about."""
    message = re.compile(
        r"(?P<head><source>(?P<source>[^<]*)</source>(?:\s*<comment>[^<]*</comment>)?\s*)"
        r'<translation type="unfinished">(?P<forms>.*?)</translation>',
        re.DOTALL,
    )

    def filled(match: re.Match[str]) -> str:
        source = match["source"]
        if "numerusform>" in match["forms"] and source.count("(") == 1 and _is_plain(source):
            one, many = (source.replace("%n", "%Ln").replace("(s)", end) for end in ("", "s"))
            forms = "".join(f"\n            <numerusform>{form}</numerusform>" for form in (one, many))
            return f"{match['head']}<translation>{forms}\n        </translation>"
        return match[0]

    table.write_text(message.sub(filled, table.read_text(encoding="utf-8")), encoding="utf-8")


def _is_marked(node: ast.expr) -> bool:
    """Whether a template has a name, under which `to_say` marked it elsewhere."""
    if isinstance(node, ast.IfExp):
        return _is_marked(node.body) and _is_marked(node.orelse)
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def _is_application(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "QCoreApplication"


def _is_plain(source: str) -> bool:
    """Whether only a noun changes with the number."""
    return bool(_COUNTED.search(source)) and not _AGREES.search(source.replace("(s)", ""))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in (None, "")


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / (tool + (".exe" if sys.platform == "win32" else ""))
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool} failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    try:
        update()
    except NotALiteral as error:
        sys.exit(str(error))
