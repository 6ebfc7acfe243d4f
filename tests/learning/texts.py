"""Small documents for the tests of study material, as the store would give them."""

from __future__ import annotations

from lloco_desktop.domain import DocumentId, Passage, PassageId, Segment, SegmentId
from lloco_desktop.learning.chunks import DocumentText
from lloco_desktop.study import Chunk

BEAMS = (
    "Summary\n"
    "BeamBending is a Python package for drawing shear force diagrams of beams. The course was created by"
    " Alfredo Carella in 2019 at Oslo Metropolitan University. It is used by 120 students every year.",
    "Teaching\n"
    "The training course is divided into 8 sessions (Baker, 2016). Each session lasts 90 minutes and is held"
    " in Oslo. The notebooks cover bending moments, normal forces and supports.",
    "Installing\n"
    "The package is available on the Python Package Index (PPI). The installation takes about 3 minutes"
    " because all dependencies are downloaded first. The manual describes every function of the package.",
)
BEES = (
    "Honey bees\n"
    "The waggle dance was decoded by Karl von Frisch in 1944. The dance tells other bees where nectar can be"
    " found. A colony holds about 40,000 workers in summer.",
    "Wintering\n"
    "The winter cluster keeps the queen warm at 35 degrees. The beekeeper feeds sugar syrup in October"
    " because the colony needs 15 kilograms of stores. Mites are treated with oxalic acid in December.",
    "References\n"
    "Frisch, K. von (1967). The Dance Language and Orientation of Bees. Harvard University Press.\n"
    "Seeley, T. D. (2010). Honeybee Democracy. Princeton University Press. https://doi.org/10.1515/1234",
)


def document(number: int, title: str, passages: tuple[str, ...], per_segment: int = 1) -> DocumentText:
    """A document whose segments hold so many passages each; a token is a word."""
    stored = [
        Passage(PassageId(100 * number + at), DocumentId(number), at, text, (), len(text.split()))
        for at, text in enumerate(passages)
    ]
    segments = []
    for first in range(0, len(stored), per_segment):
        run = stored[first : first + per_segment]
        segments.append(
            Segment(
                SegmentId(100 * number + first),
                DocumentId(number),
                len(segments),
                run[0].ordinal,
                run[-1].ordinal,
                sum(passage.tokens for passage in run),
                f"{number}/{first}",
            )
        )
    return DocumentText(DocumentId(number), title, segments, stored)


def chunk(text: str, number: int = 1, title: str = "A title", at: int = 0) -> Chunk:
    """One chunk of one passage."""
    return Chunk(DocumentId(number), title, f"{number}/{at}", at, at, text, len(text.split()))


def library() -> list[DocumentText]:
    """Two documents of three passages each."""
    return [
        document(1, "BeamBending: a teaching aid", BEAMS),
        document(2, "How bees live", BEES),
    ]
