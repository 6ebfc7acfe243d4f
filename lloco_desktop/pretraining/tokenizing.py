"""The tokenizer: byte-level BPE with single digits, and the chat and memory tokens.

Digits stand alone so that a number is copied digit by digit and never met as an unseen token.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from lloco_desktop.backbone.prompts import END_OF_TEXT, IM_END, SPECIAL_TOKENS
from lloco_desktop.errors import BadInput

_PIECES = r"\p{N}|'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Learn a BPE of `vocabulary` tokens, special tokens included (they get the first ids)."""
    if vocabulary < 256 + len(SPECIAL_TOKENS):
        raise BadInput("A byte-level vocabulary needs at least 256 tokens and the special ones.")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
        min_frequency=2,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def as_transformers(tokenizer: Tokenizer, longest: int) -> PreTrainedTokenizerFast:
    """The tokenizer as backbone folders hold it."""
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        eos_token=IM_END,
        pad_token=END_OF_TEXT,
        model_max_length=longest,
        clean_up_tokenization_spaces=False,
    )


def load_tokenizer(work: Path) -> Tokenizer:
    """The tokenizer that the tokenizer stage left in the work folder; raises BadInput if it is missing."""
    path = work / "tokenizer.json"
    if not path.is_file():
        raise BadInput(f"There is no tokenizer in {work}; run the stage 'tokenizer' first.")
    return Tokenizer.from_file(str(path))
