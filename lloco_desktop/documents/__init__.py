"""PDF file -> pages, blocks, passages, segments. No torch, no SQL, no Qt.

Files are parsed in a child process (`child.py`, `extraction.py`); the parent's side (`reader.py`,
`rendering.py`) never imports the parser. What turns pages into passages is pure.
"""
