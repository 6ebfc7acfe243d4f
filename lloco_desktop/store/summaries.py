"""Summary embeddings, content-addressed: whoever needs a key's summaries finds those of whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lloco_desktop.domain import StoredSummaries, SummaryPrecision
from lloco_desktop.store.codec import json_list
from lloco_desktop.store.database import Database

PRUNE = "DELETE FROM summaries WHERE NOT EXISTS (SELECT 1 FROM segments WHERE segments.key = summaries.key)"
PRUNE_KEYS = f"{PRUNE} AND key = ?"


class Summaries:
    """The summaries of one workspace, by the key of the segment that they are made of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, backbone: str, summaries: Iterable[StoredSummaries]) -> None:
        """Store one batch; what is there already under a key is replaced."""
        rows = [(one.key, backbone, one.count, one.width, one.precision.value, one.data) for one in summaries]
        with self._database.transaction():
            self._database.run_many(
                """INSERT OR REPLACE INTO summaries (key, backbone, count, width, precision, data)
                VALUES (?, ?, ?, ?, ?, ?)""",
                rows,
            )

    def get(self, keys: Sequence[str]) -> dict[str, StoredSummaries]:
        """The summaries that are stored under these keys."""
        rows = self._database.rows(
            """SELECT key, count, width, precision, data FROM summaries
            WHERE key IN (SELECT value FROM json_each(?))""",
            (json_list(keys),),
        )
        return {
            key: StoredSummaries(key, count, width, SummaryPrecision(precision), data)
            for key, count, width, precision, data in rows
        }

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that nothing is stored under."""
        wanted = set(keys)
        rows = self._database.rows(
            "SELECT key FROM summaries WHERE key IN (SELECT value FROM json_each(?))",
            (json_list(sorted(wanted)),),
        )
        return wanted - {key for (key,) in rows}

    def prune(self) -> int:
        """Remove the summaries that no segment uses, and say how many there were."""
        with self._database.transaction():
            return self._database.run(PRUNE)

    def backbones(self) -> list[str]:
        """The fingerprints that summaries or segments are stored under."""
        rows = self._database.rows(
            "SELECT DISTINCT backbone FROM segments UNION SELECT DISTINCT backbone FROM summaries"
        )
        return [key for (key,) in rows]

    def forget(self, backbone: str) -> int:
        """Remove a backbone's segments and summaries, and say how many summaries there were."""
        with self._database.transaction():
            self._database.run("DELETE FROM segments WHERE backbone = ?", (backbone,))
            return self._database.run("DELETE FROM summaries WHERE backbone = ?", (backbone,))

    def size_of(self, backbone: str) -> int:
        """Bytes of a backbone's summaries."""
        sql = "SELECT coalesce(sum(octet_length(data)), 0) FROM summaries WHERE backbone = ?"
        return int(self._database.value(sql, (backbone,)))
