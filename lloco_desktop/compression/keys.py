"""What the summaries of a segment depend on, as one string: equal keys, equal summaries.

Where a backbone accumulates, a segment's summaries also depend on the segments before it, so its key
holds theirs; a document whose middle changes keeps the summaries before the change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

SCHEME = "1"  # of keys; raise it when equal text would be compressed otherwise than before


def summary_key(
    text: str, backbone_fingerprint: str, settings: str = "", history_keys: Sequence[str] = ()
) -> str:
    """The key of a segment's summaries: 32 hex digits."""
    digest = hashlib.sha256()
    for part in (SCHEME, backbone_fingerprint, settings, *history_keys, text):
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little"))  # so that no two lists of parts run together alike
        digest.update(encoded)
    return digest.hexdigest()[:32]


class DocumentKeys:
    """Gives the keys of one document's segments, in order; make a new one for each document."""

    def __init__(self, backbone_fingerprint: str, history: int | None, settings: str = "") -> None:
        self._fingerprint = backbone_fingerprint
        self._history = history
        self._settings = settings
        self._given: list[str] = []

    def __call__(self, text: str) -> str:
        """The key of the document's next segment."""
        before = preceding(self._given, len(self._given), self._history)
        key = summary_key(text, self._fingerprint, self._settings, before)
        self._given.append(key)
        return key


def preceding(keys: Sequence[str], ordinal: int, history: int | None) -> tuple[str, ...]:
    """Those of a document's keys whose summaries segment `ordinal` sees: `history` of them, None is all."""
    first = 0 if history is None else max(0, ordinal - history)
    return tuple(keys[first:ordinal])
