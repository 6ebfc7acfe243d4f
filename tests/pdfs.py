"""Makes small PDFs for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pymupdf


def write_pdf(
    path: Path,
    pages: Sequence[str],
    *,
    title: str | None = None,
    password: str | None = None,
    font: str = "helv",
) -> Path:
    """A PDF with one paragraph per page; an empty string makes a page without text."""
    document = pymupdf.open()
    for text in pages:
        page = document.new_page()
        if text:
            page.insert_textbox(pymupdf.Rect(60, 60, 540, 780), text, fontsize=11, fontname=font)
    if title:
        document.set_metadata({"title": title})
    path.parent.mkdir(parents=True, exist_ok=True)
    if password:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password + "!")
    else:
        document.save(path)
    document.close()
    return path


LEASE = (
    "The tenant may end the lease with three months' notice to the landlord. The notice must be given in "
    "writing. The monthly rent is 840 euros and is due on the third working day of each month."
)
BEES = (
    "A honey bee colony has one queen, several thousand workers and a few hundred drones. The queen lays up "
    "to two thousand eggs a day in early summer. Worker bees live about six weeks in that season."
)
STORM = (
    "The storm of 1703 destroyed the first Eddystone lighthouse and killed its builder, Henry Winstanley. "
    "About eight thousand people died at sea. Daniel Defoe wrote a book about it in the following year."
)
