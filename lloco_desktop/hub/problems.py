"""Why a download stopped: what the child process met, as data, and the sentence that it becomes.

The child sends a `Problem`; the parent knows the language in which it is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from lloco_desktop.errors import DownloadDamaged, DownloadError, DownloadRefused
from lloco_desktop.hub.endpoint import HUB
from lloco_desktop.sentences import say, say_n


class ProblemKind(Enum):
    """What went wrong."""

    # The hub answers, and says no.
    TOKEN_WANTED = auto()  # gated, and no token was sent
    LICENCE_NOT_ACCEPTED = auto()  # gated, and the token's owner was not let in
    TOKEN_WRONG = auto()
    TOKEN_UNSAFE = auto()  # it would go over an unencrypted connection; found before anything is sent
    NO_REPOSITORY = auto()  # or a private one
    NO_REVISION = auto()
    NO_FILE = auto()
    FORBIDDEN = auto()
    # The hub answers, but not as it should.
    TOO_MANY = auto()  # requests, in its opinion
    SERVER = auto()  # 5xx
    STATUS = auto()  # any other status
    NOT_A_HUB = auto()  # a sign-in page, or something that does not speak the protocol
    # No answer.
    NO_NETWORK = auto()
    NO_SUCH_HOST = auto()
    UNREACHABLE = auto()
    TLS = auto()
    PROXY = auto()
    SILENT = auto()  # timed out
    LOST = auto()  # the connection broke, again and again
    # Here.
    NO_ROOM = auto()  # found before the first byte
    DISK_FULL = auto()
    FILE_TOO_LARGE = auto()  # for the file system: FAT32 ends at 4 GB
    CANNOT_WRITE = auto()
    BUSY = auto()  # another process is fetching into the folder
    CHILD_DIED = auto()
    # What came is not it.
    WRONG_CONTENT = auto()  # its hash
    WRONG_SIZE = auto()
    CHANGED = auto()  # the hub lists another hash than the preset pins
    UNSAFE_PATH = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One of those, with what there is to say about it."""

    kind: ProblemKind
    repository: str = ""
    name: str = ""  # of a file
    host: str = ""
    place: str = ""  # a folder
    status: int = 0
    seconds: float = 0.0  # to wait
    needed: int = 0  # bytes
    free: int = 0  # bytes
    detail: str = ""  # a few words of the system's


# Those that time may heal, so that it is worth to try again by itself.
PASSING = frozenset(
    {
        ProblemKind.TOO_MANY,
        ProblemKind.SERVER,
        ProblemKind.NO_NETWORK,
        ProblemKind.NO_SUCH_HOST,
        ProblemKind.UNREACHABLE,
        ProblemKind.SILENT,
        ProblemKind.LOST,
    }
)

_REFUSED = frozenset(
    {
        ProblemKind.TOKEN_WANTED,
        ProblemKind.LICENCE_NOT_ACCEPTED,
        ProblemKind.TOKEN_WRONG,
        ProblemKind.TOKEN_UNSAFE,
        ProblemKind.NO_REPOSITORY,
        ProblemKind.NO_REVISION,
        ProblemKind.NO_FILE,
        ProblemKind.FORBIDDEN,
    }
)
_DAMAGED = frozenset(
    {ProblemKind.WRONG_CONTENT, ProblemKind.WRONG_SIZE, ProblemKind.CHANGED, ProblemKind.UNSAFE_PATH}
)


def as_error(problem: Problem, *, mirror: bool) -> DownloadError:
    """The exception whose text is the sentence; `mirror`: not the hub itself was asked."""
    kind = problem.kind
    text = _plain(problem) or _refusal(problem, mirror) or _bad_answer(problem, mirror)
    text = text or _no_answer(problem) or _here(problem) or _damage(problem)
    if kind in _REFUSED:
        return DownloadRefused(text)
    return DownloadDamaged(text) if kind in _DAMAGED else DownloadError(text)


def _plain(problem: Problem) -> str:
    """Of a file that no hub was asked about, where that makes a difference."""
    if problem.repository or not problem.name:
        return ""
    match problem.kind:
        case ProblemKind.NO_FILE | ProblemKind.NO_REPOSITORY | ProblemKind.FORBIDDEN:
            return say(
                "{host} does not give out {name} any more. What has come is kept; a newer version of this "
                "application may know where it lies.",
                host=problem.host,
                name=problem.name,
            )
        case ProblemKind.NO_SUCH_HOST | ProblemKind.UNREACHABLE:
            return say(
                "{host} cannot be reached. Check the connection to the internet. What has come is kept.",
                host=problem.host,
            )
    return ""


def _refusal(problem: Problem, mirror: bool) -> str:
    repository, name, host = problem.repository, problem.name, problem.host
    lacking = (ProblemKind.NO_REPOSITORY, ProblemKind.NO_REVISION, ProblemKind.NO_FILE)
    if mirror and problem.kind in lacking:
        return say(
            "The mirror {host} does not have {what}. Clear the mirror's address in the settings to ask the "
            "model hub itself, or enter another one.",
            host=host,
            what=f"{repository}/{name}" if name else repository,
        )
    match problem.kind:
        case ProblemKind.TOKEN_WANTED:
            return say(
                "{repository} is only given to people who have accepted its licence at {address}. Accept "
                "it there, make an access token, enter it in the settings, and try again.",
                repository=repository,
                address=f"{HUB}/{repository}",
            )
        case ProblemKind.LICENCE_NOT_ACCEPTED:
            return say(
                "The owner of your access token has not been given access to {repository} yet. Ask for it "
                "at {address}, and try again when it was granted.",
                repository=repository,
                address=f"{HUB}/{repository}",
            )
        case ProblemKind.TOKEN_WRONG:
            return say(
                "{host} does not know your access token. It may have been revoked; enter a new one in the "
                "settings, and try again.",
                host=host,
            )
        case ProblemKind.TOKEN_UNSAFE:
            return say(
                "Your access token was not sent to {host}, since connections there are not encrypted. "
                "Enter an address that begins with https://.",
                host=host,
            )
    return _lacking(problem)


def _lacking(problem: Problem) -> str:
    repository, name, host = problem.repository, problem.name, problem.host
    match problem.kind:
        case ProblemKind.NO_REPOSITORY:
            return say(
                "The model hub has no {repository}, or does not show it without permission. It may have "
                "been renamed or withdrawn.",
                repository=repository,
            )
        case ProblemKind.NO_REVISION:
            return say(
                "The model hub no longer has the version of {repository} that is wanted. A newer version of "
                "this application may know another.",
                repository=repository,
            )
        case ProblemKind.NO_FILE:
            return say(
                "{repository} at the model hub has no file {name}. It may have been renamed or withdrawn.",
                repository=repository,
                name=name,
            )
        case ProblemKind.FORBIDDEN:
            return say(
                "{host} refuses to give out {repository}. A token with the permission to read it may help.",
                host=host,
                repository=repository,
            )
    return ""


def _bad_answer(problem: Problem, mirror: bool) -> str:
    host = problem.host
    match problem.kind:
        case ProblemKind.TOO_MANY:
            return say_n(
                max(1, round(problem.seconds / 60)),
                "{host} was asked too often from this network and wants a pause of {n} minute. What has "
                "come is kept; try again then.",
                "{host} was asked too often from this network and wants a pause of {n} minutes. What has "
                "come is kept; try again then.",
                host=host,
            )
        case ProblemKind.SERVER:
            return say(
                "{host} has a fault of its own at the moment ({status}). What has come is kept; try again "
                "later.",
                host=host,
                status=problem.status,
            )
        case ProblemKind.STATUS:
            return say(
                "{host} gave an answer that is not understood ({status}). What has come is kept; try again "
                "later.",
                host=host,
                status=problem.status,
            )
        case ProblemKind.NOT_A_HUB if mirror:
            return say(
                "{host} does not answer as a mirror of the model hub does. Check its address in the "
                "settings, and whether this network wants you to sign in first.",
                host=host,
            )
        case ProblemKind.NOT_A_HUB:
            return say(
                "Something else answered in place of {host}. This network may want you to sign in first: "
                "open any page in a browser, and try again.",
                host=host,
            )
    return ""


def _no_answer(problem: Problem) -> str:
    host = problem.host
    match problem.kind:
        case ProblemKind.NO_NETWORK:
            return say(
                "There is no connection to the internet. What has come is kept; try again when there is one."
            )
        case ProblemKind.NO_SUCH_HOST:
            return say(
                "The address {host} was not found. Check the connection to the internet, and the mirror's "
                "address in the settings if you entered one. What has come is kept.",
                host=host,
            )
        case ProblemKind.UNREACHABLE:
            return say(
                "{host} cannot be reached. Check the connection to the internet, and the mirror's address "
                "in the settings if you entered one. What has come is kept.",
                host=host,
            )
        case ProblemKind.TLS:
            return say(
                "The connection to {host} is not secure, so nothing was taken from it ({detail}). A proxy "
                "or a virus scanner may stand between, or this computer's clock may be wrong.",
                host=host,
                detail=problem.detail,
            )
        case ProblemKind.PROXY:
            return say(
                "The proxy of this network refused the connection to {host}. Check the proxy in the "
                "system's settings. What has come is kept.",
                host=host,
            )
        case ProblemKind.SILENT:
            return say("{host} stopped answering. What has come is kept; try again later.", host=host)
        case ProblemKind.LOST:
            return say(
                "The connection to {host} broke several times. What has come is kept; try again to go on.",
                host=host,
            )
    return ""


def _here(problem: Problem) -> str:
    place = problem.place
    match problem.kind:
        case ProblemKind.NO_ROOM:
            return say(
                "The download needs {needed} GB more and the disk of {place} has {free} GB free. Nothing "
                "was downloaded; make room, and try again.",
                needed=_gigabytes(problem.needed, up=True),
                free=_gigabytes(problem.free),
                place=place,
            )
        case ProblemKind.DISK_FULL:
            return say(
                "The disk of {place} is full. What has come is kept; make room, and try again to go on.",
                place=place,
            )
        case ProblemKind.FILE_TOO_LARGE:
            return say(
                "The disk of {place} cannot hold a file as large as {name}; disks formatted as FAT32 end "
                "at 4 GB. What has come is kept.",
                place=place,
                name=problem.name,
            )
        case ProblemKind.CANNOT_WRITE:
            return say(
                "Nothing can be written to {place} ({detail}). What has come is kept.",
                place=place,
                detail=problem.detail,
            )
        case ProblemKind.BUSY:
            return say(
                "Another program is already downloading to {place}. Wait for it, or stop it there.",
                place=place,
            )
        case ProblemKind.CHILD_DIED:
            return say("The download was ended from outside. What has come is kept; try again to go on.")
    return ""


def _damage(problem: Problem) -> str:
    repository, name = problem.repository, problem.name
    match problem.kind:
        case ProblemKind.WRONG_CONTENT:
            return say(
                "{name} came damaged and was removed; the other files are kept. Try again: only this file "
                "is downloaded anew.",
                name=name,
            )
        case ProblemKind.WRONG_SIZE:
            return say(
                "{host} sent {name} in another size than it had announced, so it was not taken. The other "
                "files are kept; try again later.",
                host=problem.host,
                name=name,
            )
        case ProblemKind.CHANGED:
            return say(
                "{name} of {repository} is not the one that this application was made for, so nothing was "
                "downloaded. A newer version of the application may know it.",
                name=name,
                repository=repository,
            )
    return say(
        "{repository} lists a file whose name is not allowed ({name}), so nothing was downloaded from it.",
        repository=repository,
        name=name,
    )


def _gigabytes(size: int, *, up: bool = False) -> str:
    tenths = -(-size // 10**8) if up else size // 10**8
    return f"{tenths / 10:,.1f}"
