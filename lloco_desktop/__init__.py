"""LLoCO Desktop: ask questions of your own PDFs, on your own machine.

ARCHITECTURE.md is the map; `domain.py` holds the words; data flows one way through the packages.
"""

__version__ = "0.1.0"
