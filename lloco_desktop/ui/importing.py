"""Bringing files in: the file dialog, drops, the first library that is made on the way.

A few PDFs are imported at once. Folders and many files are looked at first, in a thread, and the user is
asked where that is large or does not fit.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lloco_desktop.domain import Library, LibraryId
from lloco_desktop.errors import BadInput, LlocoError
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.documents import import_words
from lloco_desktop.ui.dropping import LIBRARY, contents, sort_out
from lloco_desktop.ui.kit import words
from lloco_desktop.ui.services import Services
from lloco_desktop.workflows.import_needs import ImportNeeds

FEW = 50  # files that are imported without being looked at
FEW_BYTES = 300_000_000
LONGEST = 5.0  # seconds that a window which goes waits for imports to be noted


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and into what; `library` None makes the first one."""

    paths: tuple[Path, ...]
    library: Library | None
    follow: bool = False  # and go on following the folder
    told: tuple[str, ...] = field(default=())  # sentences on what was dropped beside it


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of a wish."""

    library: LibraryId
    may_follow: bool = False  # a folder that was imported alone is one that more may come into
    problem: str = ""  # why the folder is not followed


class Importing(QObject):
    """Begins imports.

    Signals:
        begun(LibraryId): an import into this library was queued.
        failed(str): it could not be begun.
        told(str): what of it was not taken, after `begun`.
        looking(str): what was named is being looked at; "" when that is over.
        asked(ImportNeeds): an answer is wanted: `go_on`, `look_again` or `let_be`.
        folder_begun(LibraryId, Path): a folder is imported that the library might follow.
        followed(LibraryId): the library follows another folder.
        libraries_found(list[Path]): libraries as files, which are not for this object.
    """

    begun = Signal(object)
    failed = Signal(str)
    told = Signal(str)
    looking = Signal(str)
    asked = Signal(object)
    folder_begun = Signal(object, object)
    followed = Signal(object)
    libraries_found = Signal(list)

    def __init__(self, services: Services, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._last_folder = ""
        self._waiting: deque[Wish] = deque()  # behind the one that is looked at or asked about
        self._current: Wish | None = None
        self._is_asked = False  # whether the current one waits for the user's word
        self._stop = threading.Event()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stop.set)

    # --- choosing ------------------------------------------------------------------------

    def choose_files(self, window: QWidget, library: Library | None) -> None:
        """Let the user pick PDFs."""
        names, _filter = QFileDialog.getOpenFileNames(
            window, self.tr("Import PDFs"), self._last_folder, self.tr("PDF files (*.pdf *.PDF)")
        )
        self._chosen([Path(name) for name in names], library)

    def choose_folder(self, window: QWidget, library: Library | None) -> None:
        """Let the user pick a folder, whose PDFs are imported with those of its sub-folders."""
        name = QFileDialog.getExistingDirectory(window, self.tr("Import a folder"), self._last_folder)
        self._chosen([Path(name)] if name else [], library)

    def choose_folder_to_follow(self, window: QWidget, library: Library | None) -> None:
        """Let the user pick a folder that a library follows from now on."""
        name = QFileDialog.getExistingDirectory(window, self.tr("Watch a folder"), self._last_folder)
        if name:
            self._last_folder = str(Path(name).parent)
            self.follow(Path(name), library)

    def _chosen(self, paths: list[Path], library: Library | None) -> None:
        if paths:
            self._last_folder = str(paths[0].parent)
            self.add(paths, library)

    # --- what is to come in --------------------------------------------------------------

    def take(self, data: QMimeData, library: Library | None, *, texts: bool = False) -> bool:
        """Bring in what was dropped or pasted; False if there was nothing in it."""
        drop = sort_out(data, texts=texts)
        if drop.is_empty:
            return False
        told = import_words.refused_links(drop.links)
        if drop.libraries:
            self.libraries_found.emit(list(drop.libraries))
        if drop.paths:
            self._add(Wish(drop.paths, library, told=told))
        elif drop.has_bytes:
            name, read = contents(data)
            self._background.run(
                self,
                lambda: self._services.intake.keep(name, read),
                lambda path: self._add(Wish((path,), library, told=told)),
                lambda error: self.failed.emit(str(error)),
            )
        elif told:
            self.failed.emit(words.together(*told))
        return True

    def add(self, paths: Sequence[Path], library: Library | None) -> None:
        """Import into a library, or into a first one that is made for it; libraries as files come in too."""
        libraries = [path for path in paths if path.suffix.lower() == LIBRARY]
        rest = tuple(path for path in paths if path not in libraries)
        if libraries:
            self.libraries_found.emit(libraries)
        if rest:
            self._add(Wish(rest, library))

    def follow(self, folder: Path, library: Library | None) -> None:
        """Import a folder and go on following it."""
        self._add(Wish((folder,), library, follow=True))

    def keep_following(self, library: LibraryId, folder: Path) -> None:
        """Follow a folder that is being imported already."""
        self._background.write(
            self,
            lambda: self._services.intake.follow(library, folder),
            lambda _folder: self.followed.emit(library),
            lambda error: self.failed.emit(str(error)),
        )

    def _add(self, wish: Wish) -> None:
        if not wish.follow and _is_small(wish.paths):
            self._begin(wish)
            return
        self._waiting.append(wish)
        self._next()

    def _next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._look()

    # --- looking at it first -------------------------------------------------------------

    def _look(self) -> None:
        wish = self._current
        assert wish is not None
        stop = self._stop = threading.Event()
        self._is_asked = False
        self.looking.emit(import_words.looking_at(wish.paths))
        self._background.run(
            self,
            lambda: self._services.intake.survey(wish.paths, stop.is_set),
            lambda needs: None if stop.is_set() else self._looked(needs),
            self._failed,
        )

    def _looked(self, needs: ImportNeeds) -> None:
        self.looking.emit("")
        wish = self._current
        assert wish is not None
        self._current = replace(wish, paths=needs.paths, told=wish.told + import_words.left_out(needs))
        if not needs.paths and not wish.follow:
            self.failed.emit(words.together(*self._current.told))
            self.let_be()
        elif needs.is_large:
            self._is_asked = True
            self.asked.emit(needs)
        else:
            self.go_on()

    def go_on(self) -> None:
        """Import what was asked about."""
        wish, self._current = self._current, None
        if wish is not None:
            self._begin(wish)
        self._next()

    def look_again(self) -> None:
        """Ask anew, as when room was made on the disk."""
        if self._current is not None:
            self._look()

    def let_be(self) -> None:
        """Do not import what is looked at or asked about."""
        self._stop.set()
        self._current = None
        self.looking.emit("")
        self._next()

    def keep(self) -> None:
        """The window goes: what is still looked at is imported without, and goes on at the next start."""
        self._stop.set()
        wishes = [*([] if self._current is None or self._is_asked else [self._current]), *self._waiting]
        self._current = None
        self._waiting.clear()
        for wish in wishes:
            self._begin(wish)
        self._background.finish_writing(LONGEST)

    def _failed(self, error: LlocoError) -> None:
        self.let_be()
        self.failed.emit(str(error))

    # --- beginning -----------------------------------------------------------------------

    def _begin(self, wish: Wish) -> None:
        self._background.write(
            self,
            lambda: self._store(wish),
            lambda begun: self._say_begun(wish, begun),
            lambda error: self.failed.emit(str(error)),
        )

    def _store(self, wish: Wish) -> Begun:
        """In the thread that writes."""
        library = (wish.library or self._first_library(wish.paths)).id
        if not wish.follow:
            self._services.import_files(library, wish.paths)
            return Begun(library, may_follow=self._may_follow(library, wish.paths))
        try:
            self._services.intake.follow(library, wish.paths[0])
        except LlocoError as error:
            return Begun(library, problem=str(error))
        return Begun(library)

    def _say_begun(self, wish: Wish, begun: Begun) -> None:
        self.begun.emit(begun.library)
        if wish.told:
            self.told.emit(import_words.what_was_taken(wish.paths, wish.told))
        if begun.problem:
            self.failed.emit(begun.problem)
        elif wish.follow:
            self.followed.emit(begun.library)
        elif begun.may_follow:
            self.folder_begun.emit(begun.library, wish.paths[0])

    def _may_follow(self, library: LibraryId, paths: Sequence[Path]) -> bool:
        if len(paths) != 1 or not paths[0].is_dir():
            return False
        followed = [one.path for one in self._services.intake.folders(library)]
        return not any(path == paths[0] or path in paths[0].parents for path in followed)

    def name_for(self, paths: Sequence[Path]) -> str:
        """What a library that is made for these files is called: as their folder is, if it is one."""
        if len(paths) == 1 and paths[0].is_dir() and paths[0].name.strip():
            return paths[0].name.strip()[:120]
        return self.tr("My documents")

    def _first_library(self, paths: Sequence[Path]) -> Library:
        existing = self._services.libraries()
        if existing:
            return existing[0]
        try:
            return self._services.create_library(self.name_for(paths))
        except BadInput:  # a folder may be called what a library may not
            return self._services.create_library(self.tr("My documents"))


def _is_small(paths: Sequence[Path]) -> bool:
    """Whether this is just a few PDFs, which are imported as they are."""
    if len(paths) > FEW or any(path.suffix.lower() != ".pdf" for path in paths):
        return False
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except OSError:
            continue  # the import says what is wrong with it
    return size <= FEW_BYTES and not any(path.is_dir() for path in paths)
