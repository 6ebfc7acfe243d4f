"""The language of the window: what is there to choose from, and the switch from one to another.

Texts are written in English in the source, so English needs a table only for its plurals; that table stays
beneath every other one, so that what is not translated yet is at least said rightly. Qt's own texts (the
menu of a text field, the buttons of its dialogs) come from the tables that PySide6 brings.

Widgets take their texts when they are made. So who switches builds the window anew after `changed`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QGuiApplication

from lloco_desktop import sentences
from lloco_desktop.settings import resources

SYSTEM = ""  # the setting that follows the system
ENGLISH = "en"
PREFIX = "lloco_"
_look_up = QCoreApplication.translate  # by this name: what it is given here was found elsewhere


class Language(QObject):
    """The language in use.

    Signals:
        changed(): another one is in use; what is on screen still speaks the last.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or resources() / "translations"
        self._installed: list[tuple[QTranslator, bytes]] = []
        self.wanted = SYSTEM
        self.code = ""  # none yet

    def available(self) -> tuple[str, ...]:
        """The languages that there are tables of, English first."""
        found = sorted(file.stem.removeprefix(PREFIX) for file in self._folder.glob(f"{PREFIX}*.qm"))
        return (ENGLISH, *(code for code in found if code != ENGLISH))

    def use(self, wanted: str) -> None:
        """Speak a language from now on; `SYSTEM` is the one that the system prefers among those there are."""
        self.wanted = wanted if wanted in self.available() else SYSTEM
        code = self.wanted or preferred(QLocale.system().uiLanguages(), self.available())
        if code == self.code:
            return
        self.code = code
        locale = locale_of(code)
        QLocale.setDefault(locale)
        self._install(code)
        sentences.speak(None if code == ENGLISH else translated_sentence)
        QGuiApplication.setLayoutDirection(locale.textDirection())
        self.changed.emit()

    def _install(self, code: str) -> None:
        for translator, _table in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        wanted = [self._folder / f"{PREFIX}{ENGLISH}.qm"]  # the last installed is asked first
        if code != ENGLISH:
            wanted += [qt / f"qtbase_{code}.qm", self._folder / f"{PREFIX}{code}.qm"]
        for file in wanted:
            translator, table = QTranslator(self), _read(file)
            if table and translator.load(table, str(file.parent)):
                QCoreApplication.installTranslator(translator)
                self._installed.append((translator, table))  # which Qt goes on reading


def _read(file: Path) -> bytes:
    """A table. Not left to Qt, which maps the file: it may be replaced while it is in use."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def preferred(system: list[str], available: tuple[str, ...]) -> str:
    """The first of the system's languages that is there; the script decides between kinds of Chinese."""
    ours = {code: QLocale(code) for code in available}
    for tag in system:
        locale = QLocale(tag)
        for code, one in ours.items():
            if (locale.language(), locale.script()) == (one.language(), one.script()):
                return code
    return ENGLISH


def locale_of(code: str) -> QLocale:
    """How numbers and dates are written: as in the user's own country where it speaks the language."""
    system, chosen = QLocale.system(), QLocale(code)
    return system if system.language() == chosen.language() else chosen


def own_name(code: str) -> str:
    """What a language calls itself, so that everyone finds theirs."""
    if code == ENGLISH:
        return "English"
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def translated_sentence(template: str, number: int | None) -> str:
    """The template of a sentence that is made below the window, in the language in use."""
    return _look_up("sentences", template, None, -1 if number is None else number)
