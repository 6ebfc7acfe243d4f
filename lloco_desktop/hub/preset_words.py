"""The sentences of resources/presets.toml, word for word, so that they can be said in the window's language.

A list of backbones that somebody else wrote says its own sentences as they are.
"""

from __future__ import annotations

from lloco_desktop.sentences import say, to_say

SENTENCES = frozenset(
    (
        to_say(
            "Comes with the application and runs on any machine. A stand-in: it finds plainly stated facts, "
            "in English, and no more."
        ),
        to_say(
            "The paper's own: AutoCompressor Llama 2 7B writes 1,536 tokens as 50 summaries, about 30x "
            "fewer. English. Made to be taught: learn a library, or use one of the paper's five adapters."
        ),
        to_say(
            "The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 4x it keeps most detail and reads "
            "less at once."
        ),
        to_say(
            "The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 8x it is the middle way between "
            "detail and length."
        ),
        to_say(
            "The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 16x it reads the most at once; "
            "exact wording suffers."
        ),
        to_say(
            "These weights derive from Meta's Llama 2. I have read and accept the Llama 2 Community License "
            "and its Acceptable Use Policy."
        ),
        to_say(
            "I accept the Apache License 2.0, which the authors name on the page of these weights. Their "
            "code has no licence of its own."
        ),
    )
)


def said(sentence: str) -> str:
    """A sentence of a list of backbones, in the language in use where it is one of ours."""
    return say(sentence) if sentence in SENTENCES else sentence
