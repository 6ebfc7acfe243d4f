"""Where the pages of a document stand below each other, in logical pixels. Pure arithmetic."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

GAP = 12
MARGIN = 16
LETTER = (612.0, 792.0)  # in points


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the document that does not depend on the zoom: a page (0-based) and points within it."""

    page: int
    x: float
    y: float


class PageLayout:
    """Pages centred in a column as wide as the view, or as the widest page where that is wider."""

    def __init__(
        self, sizes: Sequence[tuple[float, float]] = (), scale: float = 1.0, view_width: float = 0
    ) -> None:
        self.sizes = tuple(sizes)
        self.scale = scale  # logical pixels per point
        widest = max((width for width, _height in self.sizes), default=LETTER[0])
        self.width = max(widest * scale + 2 * MARGIN, view_width)
        top = float(GAP)
        self.tops: list[float] = []
        for _width, height in self.sizes:
            self.tops.append(top)
            top += height * scale + GAP
        self.height = top

    def rect(self, page: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of a page (0-based)."""
        width, height = (side * self.scale for side in self.sizes[page])
        return (self.width - width) / 2, self.tops[page], width, height

    def page_at(self, y: float) -> int:
        """The page (0-based) at a height; a gap belongs to the page below it."""
        return max(bisect_right(self.tops, y + GAP) - 1, 0)

    def between(self, top: float, bottom: float) -> range:
        """The pages (0-based) that show between two heights."""
        first = max(bisect_right(self.tops, top) - 1, 0)
        return range(first, bisect_right(self.tops, bottom))

    def spot(self, x: float, y: float) -> Spot:
        """What lies at a point."""
        if not self.sizes:
            return Spot(0, 0.0, 0.0)
        page = self.page_at(y)
        left, top, _width, _height = self.rect(page)
        return Spot(page, (x - left) / self.scale, (y - top) / self.scale)

    def point(self, spot: Spot) -> tuple[float, float]:
        """Where a spot lies."""
        if not self.sizes:
            return 0.0, 0.0
        left, top, _width, _height = self.rect(spot.page)
        return left + spot.x * self.scale, top + spot.y * self.scale


def usual_size(sizes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The size that most pages have: one poster among them does not make all others small."""
    if not sizes:
        return LETTER
    return Counter((round(width, 1), round(height, 1)) for width, height in sizes).most_common(1)[0][0]
