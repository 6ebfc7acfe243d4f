"""Asking the hub which commit a revision is, and what the wanted files are there. Child process only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from huggingface_hub import HfApi, ModelInfo, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import HFValidationError
from huggingface_hub.hf_api import RepoSibling

import lloco_desktop
from lloco_desktop.hub.endurance import Endurance
from lloco_desktop.hub.listing import HubFile, Listing, UnsafePath, Wanted, check_paths
from lloco_desktop.hub.presets import PresetFile, expand
from lloco_desktop.hub.problems import Problem, ProblemKind
from lloco_desktop.hub.reasons import Stopped

SHA256_DIGITS = 64
SHA1_DIGITS = 40


def listing_of(
    wanted: Wanted, commit: str | None, *, endpoint: str, token: str | None, endurance: Endurance
) -> Listing:
    """What the hub has of the wanted files, at `commit` or else at the revision. Raises `Stopped`."""
    at = replace(endurance.at, repository=wanted.repository, place=str(wanted.folder))
    if wanted.addresses:
        return _addressed(wanted, at)
    _check([file.path.replace("*", "any") for file in wanted.files], at)
    api = HfApi(
        endpoint,
        token=token or False,
        library_name="lloco-desktop",
        library_version=lloco_desktop.__version__,
    )
    info = endurance.insist(lambda: _info(api, wanted, commit, endurance, at), at)
    if not isinstance(info.sha, str) or not _is_name(info.sha, SHA1_DIGITS):
        raise Stopped(replace(at, kind=ProblemKind.NOT_A_HUB))
    there = {sibling.rfilename: sibling for sibling in info.siblings or ()}
    found, lost = expand(wanted.files, there)
    if lost:
        raise Stopped(replace(at, kind=ProblemKind.NO_FILE, name=lost[0]))
    _check(list(found), at)
    files = []
    in_order = sorted(found.items(), key=lambda pair: (wanted.files.index(pair[1]), pair[0]))
    for path, meant in in_order:
        here, file = replace(at, name=path), replace(meant, path=path)
        listed = _hub_file(there[path]) or _looked_at(
            file, wanted, info.sha, endpoint, token, endurance, here
        )
        files.append(_pinned(listed, file, here))
    return Listing(wanted.repository, wanted.revision, info.sha, wanted.folder, tuple(files))


def _addressed(wanted: Wanted, at: Problem) -> Listing:
    """What is known without asking anybody."""
    _check([one.path for one in wanted.addresses], at)
    files = tuple(HubFile(one.path, one.size, one.sha256, None, one.url) for one in wanted.addresses)
    return Listing(wanted.repository, wanted.revision, wanted.revision, wanted.folder, files)


def _check(paths: Sequence[str], at: Problem) -> None:
    try:
        check_paths(tuple(paths))
    except UnsafePath as error:
        raise Stopped(replace(at, kind=ProblemKind.UNSAFE_PATH, name=str(error))) from None


def _info(api: HfApi, wanted: Wanted, commit: str | None, endurance: Endurance, at: Problem) -> ModelInfo:
    try:
        return api.model_info(
            wanted.repository,
            revision=commit or wanted.revision,
            files_metadata=True,
            timeout=endurance.patience.silence,
        )
    except HFValidationError:
        raise Stopped(replace(at, kind=ProblemKind.NO_REPOSITORY)) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if endurance.is_network(error):
            raise
        raise Stopped(replace(at, kind=ProblemKind.NOT_A_HUB)) from error  # 200, but no listing


def _hub_file(sibling: RepoSibling) -> HubFile | None:
    """A listed file; None where the listing lacks its size or hash, as that of some mirrors does."""
    lfs = sibling.lfs
    size = lfs.size if lfs is not None else sibling.size
    sha256 = lfs.sha256 if lfs is not None else None
    blob = sibling.blob_id if lfs is None else None
    usable = _is_name(sha256, SHA256_DIGITS) or _is_name(blob, SHA1_DIGITS)
    if not usable or not isinstance(size, int) or size < 0:
        return None
    return HubFile(sibling.rfilename, size, sha256, blob)


def _looked_at(
    file: PresetFile,
    wanted: Wanted,
    commit: str,
    endpoint: str,
    token: str | None,
    endurance: Endurance,
    at: Problem,
) -> HubFile:
    """The same from the headers of the file itself."""
    url = hf_hub_url(wanted.repository, file.path, revision=commit, endpoint=endpoint)
    found = endurance.insist(
        lambda: get_hf_file_metadata(
            url, token=token or False, timeout=endurance.patience.silence, endpoint=endpoint
        ),
        at,
    )
    name = found.etag or ""
    large = _is_name(name, SHA256_DIGITS)
    if found.size is None or not (large or _is_name(name, SHA1_DIGITS)):
        raise Stopped(replace(at, kind=ProblemKind.NOT_A_HUB))
    return HubFile(file.path, found.size, name if large else None, None if large else name)


def _pinned(listed: HubFile, file: PresetFile, at: Problem) -> HubFile:
    """With the hash that the preset pins, if it does: a listed one has to be that."""
    if file.sha256 is None:
        return listed
    if listed.sha256 is not None and listed.sha256 != file.sha256.lower():
        raise Stopped(replace(at, kind=ProblemKind.CHANGED))
    return replace(listed, sha256=file.sha256.lower())


def _is_name(text: object, digits: int) -> bool:
    return isinstance(text, str) and len(text) == digits and set(text) <= set("0123456789abcdef")
