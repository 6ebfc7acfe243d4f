"""A small made-up data folder: prose with questions to train on, and held-out rows."""

from __future__ import annotations

import json
import random
from pathlib import Path

_WORDS = (
    "river harbour market winter letter engine garden copper silver bridge captain morning village"
    " weather station paper minister company railway forest island teacher painter council library"
    " museum battle treaty summer"
).split()
_NAMES = "Ansel Bergen Corwin Dalby Elstow Farrow Galt Hester Ivory Jarrow Kestrel Lorne Maddox".split()


def sentence(rng: random.Random) -> str:
    """One sentence with a name and a year in it."""
    words = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(4, 9)))
    return f"The {words} of {rng.choice(_NAMES)} was near {rng.choice(_NAMES)} in {rng.randint(1500, 1999)}."


def row(index: int, rng: random.Random, part: str) -> dict[str, object]:
    """One document with two questions, one of which it does not answer."""
    text = " ".join(sentence(rng) for _ in range(8))
    name = rng.choice(_NAMES)
    fact = f"The treaty of number {index} was signed by {name} Stone."
    return {
        "id": f"{part}/{index}",
        "title": f"Document {index}",
        "text": f"{text} {fact}",
        "qas": [
            {"q": f"Who signed the treaty of number {index}?", "a": [f"{name} Stone"], "kind": "span"},
            {"q": "Who won the race?", "a": [], "kind": "unanswerable"},
        ],
        "lang": "en",
        "lic": "CC0",
        "src": "made up",
    }


def write_data(folder: Path, rows: int = 60) -> Path:
    """Write `train/mix.jsonl` and `eval/held.jsonl`; the last training row copies a held-out one."""
    rng = random.Random(5)
    (folder / "train").mkdir(parents=True)
    (folder / "eval").mkdir()
    train = [row(i, rng, "train") for i in range(rows)]
    held = [row(i, rng, "held") for i in range(1000, 1004)]
    train.append({**held[0], "id": "train/leaked"})
    for name, values in (("train/mix.jsonl", train), ("eval/held.jsonl", held)):
        lines = [json.dumps(value) for value in values]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
