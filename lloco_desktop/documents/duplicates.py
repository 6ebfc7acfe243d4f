"""Text that is drawn more than once at one place: shadows, fake bold, a second text layer. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence

from lloco_desktop.documents.rows import Fragment

SHIFT = 0.5  # of the line's height: how far a shadow may lie from its letters


def without_duplicates(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments less those whose text another one already has at the same place; order is kept."""
    longest_first = sorted(range(len(fragments)), key=lambda index: -len(fragments[index].text.strip()))
    kept: list[int] = []
    bands: dict[int, list[Fragment]] = {}
    for index in longest_first:
        piece = fragments[index]
        band = round(piece.middle / 8)
        near = (other for step in (-2, -1, 0, 1, 2) for other in bands.get(band + step, ()))
        if any(_covers(other, piece) for other in near):
            continue
        bands.setdefault(band, []).append(piece)
        kept.append(index)
    return [fragments[index] for index in sorted(kept)]


def _covers(other: Fragment, piece: Fragment) -> bool:
    """Whether a fragment stands over another and says the same or more."""
    shift = SHIFT * (piece.y1 - piece.y0)
    if abs(other.middle - piece.middle) > shift:
        return False
    said, more = piece.text.strip(), other.text.strip()
    if said == more:
        return abs(piece.x0 - other.x0) <= shift or abs(piece.x1 - other.x1) <= shift
    if piece.x0 < other.x0 - shift or piece.x1 > other.x1 + shift or said not in more:
        return False
    # the same words further along the line are no repetition: compare where they should stand
    place = other.x0 + (other.x1 - other.x0) * more.index(said) / len(more)
    return abs(place - piece.x0) < max(4 * shift, 0.15 * (other.x1 - other.x0))
