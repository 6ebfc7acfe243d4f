"""A repository as the model hub keeps it: files at a commit, small ones in git, large ones beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

LFS_NAMES = (".bin", ".safetensors", ".model", ".pt")
LFS_SIZE = 10 * 1024 * 1024


@dataclass
class RepositoryFile:
    """One file: its bytes, or where they lie."""

    path: str
    source: bytes | Path
    _sums: tuple[str, str] | None = None

    @property
    def size(self) -> int:
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    @property
    def is_lfs(self) -> bool:
        return self.path.endswith(LFS_NAMES) or self.size >= LFS_SIZE

    def read(self, start: int, length: int) -> bytes:
        if isinstance(self.source, bytes):
            return self.source[start : start + length]
        with self.source.open("rb") as file:
            file.seek(start)
            return file.read(length)

    @property
    def sha256(self) -> str:
        return self._digests()[0]

    @property
    def blob(self) -> str:
        """The name that git has for it; for a large file that of its pointer."""
        if not self.is_lfs:
            return self._digests()[1]
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {self.size}\n"
        return hashlib.sha1(b"blob %d\0" % len(pointer) + pointer.encode()).hexdigest()

    def _digests(self) -> tuple[str, str]:
        if self._sums is None:
            sha256, git = hashlib.sha256(), hashlib.sha1(b"blob %d\0" % self.size)
            for start in range(0, self.size, 1 << 20):
                part = self.read(start, 1 << 20)
                sha256.update(part)
                git.update(part)
            self._sums = sha256.hexdigest(), git.hexdigest()
        return self._sums


@dataclass
class Repository:
    """A repository of the test server."""

    name: str  # "owner/name"
    files: dict[str, RepositoryFile]
    commit: str = ""
    branches: dict[str, str] = field(default_factory=dict)  # branch: commit
    gated: bool = False
    private: bool = False
    any_commit: bool = False  # whatever looks like a commit is answered with these files

    def __post_init__(self) -> None:
        if not self.commit:
            text = self.name + "".join(sorted(self.files))
            self.commit = hashlib.sha1(text.encode()).hexdigest()
        self.branches.setdefault("main", self.commit)

    def commit_of(self, revision: str) -> str | None:
        """The commit of a branch or commit; None if there is none."""
        if revision in self.branches:
            return self.branches[revision]
        if revision == self.commit:
            return revision
        looks_like_one = len(revision) == 40 and set(revision) <= set("0123456789abcdef")
        return revision if self.any_commit and looks_like_one else None

    def listing(self, commit: str, *, blobs: bool) -> dict[str, object]:
        """What `/api/models/NAME` says."""
        siblings: list[dict[str, object]] = []
        for file in self.files.values():
            entry: dict[str, object] = {"rfilename": file.path}
            if blobs:
                entry |= {"size": file.size, "blobId": file.blob}
                if file.is_lfs:
                    entry["lfs"] = {"size": file.size, "sha256": file.sha256, "pointerSize": 134}
            siblings.append(entry)
        return {
            "_id": "0" * 24,
            "id": self.name,
            "modelId": self.name,
            "author": self.name.split("/")[0],
            "sha": commit,
            "private": self.private,
            "gated": "manual" if self.gated else False,
            "disabled": False,
            "tags": [],
            "siblings": siblings,
        }

    def tree(self) -> list[dict[str, object]]:
        """What `/api/models/NAME/tree/REVISION?recursive=true` says."""
        entries: list[dict[str, object]] = []
        for file in self.files.values():
            entry: dict[str, object] = {
                "type": "file",
                "oid": file.blob,
                "size": file.size,
                "path": file.path,
            }
            if file.is_lfs:
                entry["lfs"] = {"oid": file.sha256, "size": file.size, "pointerSize": 134}
            entries.append(entry)
        return entries


def repository(name: str, files: dict[str, bytes | Path], **more: object) -> Repository:
    """A repository of these files."""
    entries = {path: RepositoryFile(path, source) for path, source in files.items()}
    return Repository(name, entries, **more)  # type: ignore[arg-type]


def repository_of_folder(name: str, folder: Path, **more: object) -> Repository:
    """A repository of the files that lie in a folder."""
    files: dict[str, bytes | Path] = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return repository(name, files, **more)
