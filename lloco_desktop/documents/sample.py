"""A small PDF made of nothing but text, written by hand: for the self-test, which must not need any file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

WIDTH, HEIGHT, MARGIN = 595, 842, 72  # points: A4
SIZE, LEADING, COLUMN = 11, 15, 84  # type, line, characters a line


def write_sample(path: Path, pages: Sequence[str]) -> Path:
    """Write a PDF with one text per page, in Helvetica. Letters beyond Latin-1 become question marks."""
    first = 4  # objects: 1 catalogue, 2 pages, 3 font, then two for each page
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        content = _content(text)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {first + 2 * number + 1} 0 R >>"
            ).encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    path.write_bytes(_file(objects))
    return path


def _content(text: str) -> bytes:
    lines = [b"BT /F1 %d Tf %d TL %d %d Td" % (SIZE, LEADING, MARGIN, HEIGHT - MARGIN)]
    for line in wrap(text, COLUMN):
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(b"(%s) Tj T*" % escaped.encode("latin-1", "replace"))
    return b"\n".join([*lines, b"ET"])


def _file(objects: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        data += b"%010d 00000 n \n" % place
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(data)
