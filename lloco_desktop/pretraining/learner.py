"""The losses: next token over packed prompts, tokens from summaries, question against passage.

`Learner` wraps the `PooledModel` that will be exported. Beside it stands a small head that exists only
while training: it predicts, from one summary, the tokens that it stands for. That tells the encoder from
the first step what a summary is for, long before the decoder's attention has learned to look there.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaConfig, LlamaForCausalLM, LlamaModel

from lloco_desktop.backbone.pooled import PooledModel
from lloco_desktop.model_files.formats import PooledConfig, Pooling, SummaryPositions
from lloco_desktop.pretraining.batches import TASKS, Batch
from lloco_desktop.pretraining.config import Shape, Training
from lloco_desktop.pretraining.induction import start_with_induction
from lloco_desktop.pretraining.items import ANSWER_PREFIX

_TEMPERATURE = 0.05


def make_model(shape: Shape, end: int, pad: int, *, grown: bool = False) -> PooledModel:
    """A new model of the given shape; the seed of torch decides its weights.

    `grown` adds the heads that read summaries to the decoder.
    """

    def settings(layers: int, more_heads: int = 0) -> LlamaConfig:
        return LlamaConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.width,
            intermediate_size=shape.mlp,
            num_hidden_layers=layers,
            num_attention_heads=shape.heads + more_heads,
            num_key_value_heads=shape.kv_heads + more_heads,
            head_dim=shape.width // shape.heads,
            max_position_embeddings=shape.max_positions,
            rope_parameters={"rope_type": "default", "rope_theta": shape.rope_theta},
            tie_word_embeddings=True,
            attention_bias=shape.induction_start,
            bos_token_id=None,
            eos_token_id=end,
            pad_token_id=pad,
        )

    config = PooledConfig(
        compression_ratio=shape.ratio,
        encoder_window_size=shape.window,
        pooling=Pooling(shape.pooling),
        summary_positions=SummaryPositions(shape.positions),
        compression_ratios=shape.ratios,
        answer_prefix=ANSWER_PREFIX,
    )
    decoder = LlamaForCausalLM(settings(shape.layers, shape.reading_heads if grown else 0))
    if shape.induction_start and not grown:
        start_with_induction(decoder)
    return PooledModel(config, LlamaModel(settings(shape.encoder_layers)), decoder)


def encoder_from_decoder(model: PooledModel) -> None:
    """Start the encoder as the decoder's lower layers: it has read the same text."""
    source = model.decoder.model.state_dict()
    target = model.encoder.state_dict()
    model.encoder.load_state_dict({name: source[name] for name in target})


def _cross_entropy(states: Tensor, weight: Tensor, labels: Tensor) -> Tensor:
    """Of every row: `states [N, d]`, output matrix `weight [V, d]`, `labels [N]`; `[N]` in fp32."""
    logits = functional.linear(states, weight)
    return functional.cross_entropy(logits.float(), labels, reduction="none")


@dataclass(frozen=True, slots=True)
class Losses:
    """What one batch cost: the loss to minimise, and its parts for the log."""

    total: Tensor
    parts: dict[str, Tensor]


class Learner(nn.Module):
    """A `PooledModel` with its losses."""

    def __init__(self, model: PooledModel, unpool: bool = True) -> None:
        super().__init__()
        self.model = model
        width = int(model.decoder.config.hidden_size)
        ratio = max(model.config.ratios)
        self.unpool = nn.Linear(width, ratio * width, bias=False) if unpool else None
        self._cross_entropy = _cross_entropy

    def compile_parts(self) -> None:
        """Compile the two transformer bodies in place; names of weights stay as they are."""
        self.model.encoder.compile()
        self.model.decoder.model.compile()
        self._cross_entropy = torch.compile(_cross_entropy, dynamic=True)

    def summaries(self, batch: Batch) -> Tensor:
        """Summaries `[M, n, d]` of the batch's windows."""
        vectors, _ = self.model.compress_windows(batch.windows, batch.window_mask, batch.ratio)
        return vectors

    def hidden(self, batch: Batch, summaries: Tensor | None) -> Tensor:
        """The decoder's last hidden states `[B, L, d]`, summaries in their places."""
        embedded = self.model.embed_tokens(batch.ids)
        if summaries is not None:
            flat = summaries.reshape(-1, summaries.shape[-1]).to(embedded.dtype)
            taken = flat[(batch.memory - 1).clamp(min=0)]
            embedded = torch.where((batch.memory > 0)[..., None], taken, embedded)
        length = batch.ids.shape[1]
        row = torch.arange(length, device=batch.ids.device)
        own = batch.example[:, :, None] == batch.example[:, None, :]
        asked = batch.branch[:, None, :]  # of the token that is seen
        own &= (asked == 0) | (asked == batch.branch[:, :, None])
        mask = (own & (row[:, None] >= row[None, :]))[:, None]  # [B, 1, L, L]; padding sees padding
        output = self.model.decoder.model(
            inputs_embeds=embedded, attention_mask=mask, position_ids=batch.positions, use_cache=False
        )
        states: Tensor = output.last_hidden_state
        return states

    def token_losses(self, batch: Batch, states: Tensor) -> tuple[Tensor, Tensor]:
        """Cross-entropy of every learned token `[N]`, and the flat rows that they belong to."""
        labels = batch.labels.flatten()
        rows = (labels >= 0).nonzero()[:, 0]
        weight = self.model.decoder.lm_head.weight
        return self._cross_entropy(states.flatten(0, 1)[rows], weight, labels[rows]), rows

    def reading(self, batch: Batch, *, unpools: bool = False) -> Losses:
        """The loss of answering, repeating, continuing and plain text, from text and from summaries.

        With `unpools` also what the head that exists only while training makes of the summaries.
        """
        compresses = bool((batch.memory > 0).any())
        summaries = self.summaries(batch) if compresses else None
        losses, rows = self.token_losses(batch, self.hidden(batch, summaries))
        weights = batch.weights.flatten()[rows]
        total = (losses * weights).sum() / weights.sum().clamp(min=1e-6)
        parts = self._parts(batch, losses.detach(), rows)
        if unpools and summaries is not None:
            unpooled = self.unpool_loss(batch, summaries)
            parts["unpool"] = unpooled.detach()
            return Losses(total, {**parts, "_unpool": unpooled})
        return Losses(total, parts)

    def _parts(self, batch: Batch, losses: Tensor, rows: Tensor) -> dict[str, Tensor]:
        """Mean loss of answers by task and by whether they were read from summaries; of all other text."""
        task, compressed = batch.task.flatten()[rows], batch.compressed.flatten()[rows]
        parts = {}
        for index, name in enumerate(TASKS):
            for flag, suffix in ((0, "text"), (1, "summaries")):
                chosen = (task == index) & (compressed == flag)
                if bool(chosen.any()):
                    parts[f"{name.value}/{suffix}"] = losses[chosen].mean()
        plain = task < 0
        if bool(plain.any()):
            parts["plain"] = losses[plain].mean()
        return parts

    def unpool_loss(self, batch: Batch, summaries: Tensor) -> Tensor:
        """Cross-entropy of the tokens of every window, each predicted from its own summary alone."""
        assert self.unpool is not None
        windows, count, width = summaries.shape
        ratio = batch.ratio
        apart = self.unpool(summaries)[..., : ratio * width].reshape(windows, count * ratio, width)
        length = min(apart.shape[1], batch.windows.shape[1])
        chosen = batch.window_mask[:, :length].bool()
        logits = self.model.decoder.lm_head(self.model.decoder.model.norm(apart[:, :length][chosen]))
        return functional.cross_entropy(logits.float(), batch.windows[:, :length][chosen])

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Retrieval vectors `[N, e]`: the normalised mean of the encoder's last hidden states."""
        states = self.model.hidden_states(ids, mask).float()
        seen = mask[..., None].float()
        mean = (states * seen).sum(1) / seen.sum(1).clamp(min=1)
        return functional.normalize(mean, dim=-1)

    def contrast(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Question against its passage, all others and the hard negatives; and the share that wins."""
        questions = self.vectors(batch.questions, batch.question_mask)
        passages = self.vectors(batch.passages, batch.passage_mask)
        scores = questions @ passages.T / _TEMPERATURE  # [P, 2P]
        target = torch.arange(len(questions), device=scores.device)
        backwards = scores[:, : len(questions)].T
        loss = functional.cross_entropy(scores, target) + 0.3 * functional.cross_entropy(backwards, target)
        return loss, (scores.argmax(1) == target).float().mean()

    def forward(self, batch: Batch, training: Training) -> Losses:
        """The whole loss of a stage."""
        losses = self.reading(batch, unpools=bool(training.unpool_weight))
        total, parts = losses.total, dict(losses.parts)
        unpooled = parts.pop("_unpool", None)
        if unpooled is not None:
            total = total + training.unpool_weight * unpooled
        if training.pairs and training.contrast_weight:
            contrast, right = self.contrast(batch)
            parts |= {"contrast": contrast.detach(), "contrast_right": right}
            total = total + training.contrast_weight * contrast
        return Losses(total, {"loss": losses.total.detach(), **parts})

    @torch.no_grad()
    def gap(self, batch: Batch) -> dict[str, float]:
        """Loss on answers read from summaries: with the right ones, and with another document's."""
        summaries = self.summaries(batch)
        result = {}
        for name, vectors in (("right", summaries), ("wrong", summaries.roll(len(summaries) // 2, 0))):
            losses, rows = self.token_losses(batch, self.hidden(batch, vectors))
            chosen = batch.compressed.flatten()[rows] > 0
            result[name] = float(losses[chosen].mean()) if bool(chosen.any()) else float("nan")
        result["gap"] = result["wrong"] - result["right"]
        return result
