"""Text to token ids and back, for a folder that may have a tokenizer or not.

Text is always encoded as plain text: a document that contains `<|im_end|>` gets the letters, not the
token. Streaming decodes token by token and never shows half a character.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lloco_desktop.errors import BackboneDamaged
from lloco_desktop.sentences import say

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
NEVER_LONGER = int(1e30)  # keeps transformers from warning about texts that we cut ourselves
LONGEST_CHARACTER = 8  # tokens to wait for the rest of a character; a byte-level one needs 4


class Codec:
    """One tokenizer, or the lack of one."""

    def __init__(self, name: str, tokenizer: Any | None) -> None:
        self._name = name
        self._tokenizer = tokenizer

    @classmethod
    def read(cls, folder: Path) -> Codec:
        """The tokenizer in `folder`; without tokenizer files, one that says so when it is needed."""
        names = ("tokenizer.json", "tokenizer.model", "vocab.json", "tokenizer_config.json")
        if not any((folder / name).is_file() for name in names):
            return cls(folder.name, None)
        from transformers import AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        except (ValueError, KeyError, OSError, TypeError, ImportError) as error:
            raise BackboneDamaged(
                say(
                    "The tokenizer in {folder} cannot be read; copy or download the backbone again.",
                    folder=folder.name,
                )
            ) from error
        tokenizer.model_max_length = NEVER_LONGER
        return cls(folder.name, tokenizer)

    @property
    def present(self) -> bool:
        """Whether there is a tokenizer at all."""
        return self._tokenizer is not None

    def encode(self, text: str) -> list[int]:
        """Token ids of plain text: nothing is added, and no special token is recognised in it."""
        ids: list[int] = self._need().encode(text, add_special_tokens=False, split_special_tokens=True)
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text of token ids, special tokens left out."""
        text: str = self._need().decode(
            list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return text

    def special(self, token: str) -> int:
        """The id of a special token; raises BackboneDamaged if the tokenizer has none of that name."""
        index = self._need().convert_tokens_to_ids(token)
        if index is None or index == self._need().unk_token_id:
            raise BackboneDamaged(
                say("The tokenizer in {name} lacks the token {token}.", name=self._name, token=token)
            )
        return int(index)

    def end_ids(self, *tokens: str) -> set[int]:
        """Ids that end an answer: the tokenizer's own end of text, and those of `tokens` that it has."""
        if self._tokenizer is None:
            return set()
        known = [self._tokenizer.eos_token_id, *(self._tokenizer.convert_tokens_to_ids(t) for t in tokens)]
        return {int(index) for index in known if index is not None and index != self._tokenizer.unk_token_id}

    def _need(self) -> Any:
        if self._tokenizer is None:
            raise BackboneDamaged(
                say(
                    "The backbone folder {name} has no tokenizer, so it can be checked but cannot read text; "
                    "copy the tokenizer files of its original into the folder.",
                    name=self._name,
                )
            )
        return self._tokenizer


class TextStream:
    """Turns a stream of token ids into pieces of text that join to what decoding all at once gives.

    Each piece is decoded together with the tokens of the piece before it, because some tokenizers give
    a token another text at the start than within (Llama's leading space).
    """

    def __init__(self, decode: Callable[[Sequence[int]], str]) -> None:
        self._decode = decode
        self._shown: list[int] = []  # tokens of the last piece that was given out
        self._waiting: list[int] = []  # tokens that do not make up whole characters yet

    def push(self, token: int) -> str:
        """The text that this token completes; empty while a character is incomplete."""
        self._waiting.append(token)
        before = self._decode(self._shown) if self._shown else ""
        text = self._decode([*self._shown, *self._waiting])[len(before) :]
        if text.endswith(REPLACEMENT):
            if len(self._waiting) < LONGEST_CHARACTER:
                return ""
            # These bytes will never be a character: drop them, and begin afresh after them.
            self._shown, self._waiting = [], []
            return text.replace(REPLACEMENT, "")
        if text:
            self._shown, self._waiting = self._waiting, []
        return text.replace(REPLACEMENT, "")

    def finish(self) -> str:
        """What is left when no more tokens come, without the bytes of an incomplete character."""
        if not self._waiting:
            return ""
        before = self._decode(self._shown) if self._shown else ""
        text = self._decode([*self._shown, *self._waiting])[len(before) :]
        self._shown, self._waiting = [], []
        return text.replace(REPLACEMENT, "")


class StopAt:
    """Passes text through until a stop string; holds back what may yet become one."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._held = ""
        self.stopped = False

    def push(self, text: str) -> str:
        """The part of the text so far that certainly belongs to the answer."""
        if not self._stops or self.stopped:
            return "" if self.stopped else text
        self._held += text
        found = [place for place in (self._held.find(stop) for stop in self._stops) if place >= 0]
        if found:
            self.stopped = True
            given, self._held = self._held[: min(found)], ""
            return given
        keep = max(
            (n for stop in self._stops for n in range(1, len(stop)) if self._held.endswith(stop[:n])),
            default=0,
        )
        given, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return given

    def finish(self) -> str:
        """What was held back and did not become a stop string."""
        held, self._held = self._held, ""
        return "" if self.stopped else held
