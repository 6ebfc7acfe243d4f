"""Every exception that this application raises on purpose.

    LlocoError                     the user's world: its text is shown as it is
    ├── BadInput                   a question, option, path or setting that cannot be used
    ├── DocumentError              one file cannot become a document; the others go on
    │   ├── DocumentLocked         needs a password, or the given one is wrong
    │   ├── DocumentDamaged        truncated, or no readable page tree
    │   │   └── DocumentUnsupported    not a PDF at all
    │   ├── DocumentEmpty          no pages, or no text on any page
    │   ├── DocumentTooCostly      the parser hit its time or memory limit, or died
    │   └── DocumentUnreadable     the file is missing, or may not be read
    ├── WorkspaceError             the workspace as a whole
    │   ├── WorkspaceMissing       there is none in that folder, and it was opened for reading
    │   ├── WorkspaceBusy          another process has it open
    │   ├── WorkspaceDamaged       the file is not a usable database
    │   ├── WorkspaceTooNew        written by a newer version of the application
    │   └── WorkspaceFull          no space left, or the place is read-only
    ├── BackboneError              a backbone folder cannot be used
    │   ├── BackboneMissing        there is no backbone of that name or in that folder
    │   ├── BackboneDamaged        a shard is missing, truncated or holds more than tensors
    │   └── BackboneTooLarge       this machine has no room for it; says what would fit
    ├── DownloadError              a download stopped; what has come is kept, and goes on from there
    │   ├── DownloadRefused        the hub wants a token, or a licence accepted, or has no such file
    │   └── DownloadDamaged        what came is not what the hub says it is; that file was removed
    ├── AdapterError               an adapter cannot be used; answers go on without it
    │   ├── AdapterDamaged         its folder lacks a file, or holds something else
    │   └── AdapterMismatch        it was made for another backbone
    ├── LibraryFileError       a library cannot be written to one file, or made of one
    │   └── LibraryFileDamaged     the file is not what such a file has to be
    ├── LearningError              a library cannot be learned now; nothing that existed was changed
    └── OutOfMemory                the device ran out of memory; carries a proposal
    Cancelled                      not an error: the user stopped it; never shown as a failure

The text of a `LlocoError` is one sentence or two for a person: what happened, what was kept, what
to do next. Anything else that reaches a job's edge is a bug, is logged with its traceback, and is
shown as one.
"""

from __future__ import annotations


class LlocoError(Exception):
    """Something in the user's world; `str(error)` is shown to them unchanged."""


class BadInput(LlocoError):
    """A question, option, path or setting that cannot be used."""


class DocumentError(LlocoError):
    """One file cannot become a document."""


class DocumentLocked(DocumentError):
    """The file needs a password, or the given one does not open it."""


class DocumentDamaged(DocumentError):
    """The file is cut short, or has no readable page tree."""


class DocumentUnsupported(DocumentDamaged):
    """The file is not a PDF but something else."""


class DocumentEmpty(DocumentError):
    """The file has no pages, or no page has text."""


class DocumentTooCostly(DocumentError):
    """Reading the file hit the time or memory limit, or ended the child process."""


class DocumentUnreadable(DocumentError):
    """The file is missing or may not be read."""


class WorkspaceError(LlocoError):
    """The workspace cannot be opened or written."""


class WorkspaceMissing(WorkspaceError):
    """There is no workspace in that folder, and it was opened for reading only."""


class WorkspaceBusy(WorkspaceError):
    """Another process has the workspace open."""


class WorkspaceDamaged(WorkspaceError):
    """The workspace file is not a usable database."""


class WorkspaceTooNew(WorkspaceError):
    """The workspace was written by a newer version of the application."""


class WorkspaceFull(WorkspaceError):
    """The disk is full or read-only."""


class BackboneError(LlocoError):
    """A backbone folder cannot be used."""


class BackboneMissing(BackboneError):
    """No backbone of that name, or none in that folder."""


class BackboneDamaged(BackboneError):
    """A shard is missing, truncated, or holds more than tensors."""


class BackboneTooLarge(BackboneError):
    """This machine has no room for it."""


class DownloadError(LlocoError):
    """A download stopped; what has come is kept."""


class DownloadRefused(DownloadError):
    """The hub wants a token or an accepted licence, or has no such file."""


class DownloadDamaged(DownloadError):
    """What came is not what the hub says it is."""


class AdapterError(LlocoError):
    """An adapter cannot be used."""


class AdapterDamaged(AdapterError):
    """Its folder lacks a file, is cut short, or holds something else than LoRA weights."""


class AdapterMismatch(AdapterError):
    """It was made for another backbone."""


class LibraryFileError(LlocoError):
    """A library cannot be written to one file, or made of one: no space, no permission, too new."""


class LibraryFileDamaged(LibraryFileError):
    """The file is no library's file, or parts of it are missing or changed."""


class LearningError(LlocoError):
    """A library cannot be learned: too small, summaries missing, no memory or disk, gone meanwhile."""


class OutOfMemory(LlocoError):
    """The device ran out of memory; the text carries a proposal."""


class Cancelled(Exception):
    """The user stopped the work. Not an error."""
