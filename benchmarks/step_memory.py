"""What a step of LoRA takes in memory, beside what `backbone/model_memory.py` says that it takes.

    python -m benchmarks.step_memory [--json FILE]

Every case is a process of its own (Linux): its resident memory before the step, and the most while it ran.
The C library hands freed memory back at once here (`MALLOC_MMAP_THRESHOLD_`), so what is measured is what
is needed; "as it comes" is the same without that.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from benchmarks.report import arguments, report
from lloco_desktop.backbone.lora import AdapterRack
from lloco_desktop.backbone.model_memory import step_memory
from lloco_desktop.backbone.quantising import quantise
from lloco_desktop.fitting.reckoning import ANSWER_SHARE
from lloco_desktop.model_files.formats import LoraShape

STATUS = Path("/proc/self/status")
MB = 1e6


@dataclass(frozen=True)
class Case:
    """A decoder and a step."""

    width: int
    layers: int
    rows: int
    weights: str  # "fp32", "bf16", "nf4"
    checkpointing: bool


CASES = [
    Case(256, 4, 4096, "fp32", False),
    *(
        Case(1024, 8, 2048, weights, checkpointing)
        for weights in ("fp32", "bf16", "nf4")
        for checkpointing in (False, True)
    ),
    Case(1024, 16, 1024, "bf16", False),
]


def decoder(case: Case) -> LlamaForCausalLM:
    config = LlamaConfig(
        vocab_size=16_384,
        hidden_size=case.width,
        intermediate_size=11 * case.width // 4 // 64 * 64,
        num_hidden_layers=case.layers,
        num_attention_heads=case.width // 64,
        num_key_value_heads=max(1, case.width // 256),
    )
    model = LlamaForCausalLM(config).to(torch.float32 if case.weights == "fp32" else torch.bfloat16).eval()
    if case.weights == "nf4":
        quantise(model, torch.device("cpu"), torch.bfloat16)
    return model


def step(model: LlamaForCausalLM, rack: AdapterRack, name: str, rows: int) -> None:
    """Forward, backward and update, as the learning loop does them."""
    optimizer = torch.optim.AdamW(rack.parameters(name), lr=1e-4)
    rack.activate(name, training=True)
    model.train(True)
    states = model.model(
        inputs_embeds=torch.randn(1, rows, model.config.hidden_size, dtype=model.dtype),
        attention_mask=torch.ones(1, rows, dtype=torch.long),
        use_cache=False,
    ).last_hidden_state
    scores = model.lm_head(states[0, -max(1, round(rows * ANSWER_SHARE)) :]).float()
    torch.nn.functional.cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long)).backward()
    model.train(False)
    rack.activate(None)
    optimizer.step()


def resident(what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+)", STATUS.read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


def measure(case: Case) -> dict[str, float]:
    """Bytes said and measured, in this process."""
    torch.set_num_threads(1)
    model = decoder(case)
    said = step_memory(model, LoraShape(), case.rows, checkpointing=case.checkpointing)
    if case.checkpointing:
        model.activation_checkpointing_enable({"use_reentrant": False})
    rack = AdapterRack(model)
    rack.add("warm", LoraShape())
    step(model, rack, "warm", 8)
    rack.drop("warm")
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins here
    before = resident("VmRSS")
    rack.add("learning", LoraShape())
    step(model, rack, "learning", case.rows)
    return {"weights": said.weights, "said": said.added, "measured": resident("VmHWM") - before}


def in_a_process(case: Case, *, handed_back: bool) -> dict[str, float]:
    environment = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"} if handed_back else dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.step_memory", "--case", json.dumps(asdict(case))],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--case", help="one case, as JSON: what the processes are started with")
    options = parser.parse_args()
    if options.case:
        print(json.dumps(measure(Case(**json.loads(options.case)))))
        return
    rows = []
    for case in CASES:
        found = in_a_process(case, handed_back=True)
        rows.append(
            {
                **asdict(case),
                "decoder MB": found["weights"] / MB,
                "said MB": found["said"] / MB,
                "measured MB": found["measured"] / MB,
                "said / measured": found["said"] / found["measured"],
                "as it comes MB": in_a_process(case, handed_back=False)["measured"] / MB,
            }
        )
    report("Memory of one step of LoRA, rank 8 on q, k, v and o, beside the decoder", rows, options.json)


if __name__ == "__main__":
    main()
