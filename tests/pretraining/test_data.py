from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

import pytest
import torch
from torch.utils.data import DataLoader

from lloco_desktop.backbone.prompts import NOT_IN_DOCUMENTS
from lloco_desktop.errors import BadInput
from lloco_desktop.pretraining import purity, stages
from lloco_desktop.pretraining.batches import BatchMaker, Present, StepBatches
from lloco_desktop.pretraining.config import Config, Stage, read_config
from lloco_desktop.pretraining.fillers import Fillers, is_held_out
from lloco_desktop.pretraining.items import Item, Sources, Task, make_item
from lloco_desktop.pretraining.learner import Learner, make_model
from lloco_desktop.pretraining.shards import cut_around, cut_passages, sentences
from lloco_desktop.pretraining.tokenizing import load_tokenizer


@pytest.fixture(scope="module")
def sources(work: Path) -> Sources:
    return Sources.load(work)


def maker(tiny: Config, stage: Stage, work: Path, sources: Sources) -> BatchMaker:
    return BatchMaker(tiny, stage, work, load_tokenizer(work), sources)


@pytest.mark.parametrize("task", [task for task in Task if task is not Task.PROSE])
def test_items_depend_on_the_seed_alone_and_their_answers_stand_in_the_gold_context(
    task: Task, sources: Sources
) -> None:
    for seed in range(40):
        made = make_item(task, sources, random.Random(seed), distractors=2)
        assert made == make_item(task, sources, random.Random(seed), distractors=2)
        if made.gold is not None and made.task not in (Task.CONTINUE, Task.ASK):
            assert made.answer.lower() in made.contexts[made.gold].lower()
        if made.gold is None:
            assert made.answer == NOT_IN_DOCUMENTS
        for question, answer in made.further:
            assert question != made.question or made.task in (Task.QUOTE, Task.CLOZE)
            if made.gold is not None:
                assert answer == NOT_IN_DOCUMENTS or answer.lower() in made.contexts[made.gold].lower()


def test_questions_on_one_passage_are_found(sources: Sources) -> None:
    together = [asked for asked in sources.asked if sources.beside(asked)]
    assert together
    for asked in together:
        for other in sources.beside(asked):
            assert other.question != asked.question
            assert other.answer in asked.passage


def test_held_out_fillers_are_never_drawn_for_training(sources: Sources) -> None:
    fillers = Fillers(sources.lexicon, random.Random(1))
    assert not any(is_held_out(fillers.word()) for _ in range(200))


@pytest.mark.parametrize("stage", [Stage.LANGUAGE, Stage.COMPRESS])
def test_batches_are_the_same_every_time(stage: Stage, tiny: Config, work: Path, sources: Sources) -> None:
    first = maker(tiny, stage, work, sources).make(3)
    again = maker(tiny, stage, work, sources).make(3)
    other = maker(tiny, stage, work, sources).make(4)
    for name in ("ids", "positions", "labels", "memory", "windows", "questions"):
        assert torch.equal(getattr(first, name), getattr(again, name))
    assert not torch.equal(first.ids, other.ids)


def test_worker_processes_make_the_same_batches(tiny: Config, work: Path, sources: Sources) -> None:
    made = maker(tiny, Stage.COMPRESS, work, sources)
    loader = DataLoader(
        StepBatches(made, 5, 3), batch_size=None, num_workers=2, multiprocessing_context="fork"
    )
    for step, batch in zip(range(5, 8), loader, strict=True):
        assert torch.equal(batch.ids, made.make(step).ids)


def test_labels_are_the_next_token_of_the_same_example(tiny: Config, work: Path, sources: Sources) -> None:
    batch = maker(tiny, Stage.COMPRESS, work, sources).make(0)
    rows, columns = (batch.labels >= 0).nonzero(as_tuple=True)
    assert len(rows)
    assert torch.equal(batch.labels[rows, columns], batch.ids[rows, columns + 1])
    assert torch.equal(batch.example[rows, columns], batch.example[rows, columns + 1])


def test_a_backbone_says_how_its_answers_were_made_to_begin(
    tiny: Config, work: Path, sources: Sources
) -> None:
    """An adapter that was trained on other tokens would unlearn the first word of every answer."""
    made = maker(tiny, Stage.COMPRESS, work, sources)
    item = make_item(Task.RECORDS, sources, random.Random(1))
    example = made.example(item, random.Random(1), windows_left=64, ratio=tiny.shape.ratio)
    assert example is not None
    first, last = example.answers[0]
    config = make_model(tiny.shape, 2, 0).config
    assert made.tokenizer.decode(example.ids[first : last - 1]) == config.answer_prefix + item.answer


def test_memory_points_at_summaries_that_exist(tiny: Config, work: Path, sources: Sources) -> None:
    batch = maker(tiny, Stage.COMPRESS, work, sources).make(1)
    per_window = -(-tiny.shape.window // batch.ratio)
    used = batch.memory[batch.memory > 0] - 1
    assert len(used)
    assert len(used.unique()) == len(used)
    places = (used % per_window) * batch.ratio
    assert bool((batch.window_mask[used // per_window, places] == 1).all())


def test_packed_examples_do_not_see_each_other(tiny: Config, work: Path, sources: Sources) -> None:
    torch.manual_seed(0)
    learner = Learner(make_model(tiny.shape, 2, 0)).eval()
    batch = maker(tiny, Stage.COMPRESS, work, sources).make(0)
    before = learner.hidden(batch, learner.summaries(batch))
    changed = batch.ids.clone()
    changed[batch.example == 0] = 9  # all of every row's first example
    batch.ids.copy_(changed)
    after = learner.hidden(batch, learner.summaries(batch))
    kept = batch.example > 0
    assert bool(kept.any())
    assert torch.allclose(before[kept], after[kept], atol=1e-5)


def _losses(learner: Learner, made: BatchMaker, item: Item) -> torch.Tensor:
    """Loss of every token of an item's answers, laid out with summaries and one passage as text."""
    example = made.example(item, random.Random(3), windows_left=8, ratio=4)
    assert example is not None
    assert len(example.answers) == len(item.questions)
    batch = made.pack([[example]], ratio=4)
    losses, rows = learner.token_losses(batch, learner.hidden(batch, learner.summaries(batch)))
    answers = [losses[(rows >= first - 1) & (rows < last - 1)] for first, last in example.answers]
    return torch.cat(answers)


@pytest.mark.parametrize("present", list(Present))
def test_a_question_among_others_is_learned_as_if_it_stood_alone(
    present: Present, tiny: Config, work: Path, sources: Sources
) -> None:
    torch.manual_seed(0)
    learner = Learner(make_model(tiny.shape, 2, 0)).eval()
    stage = dataclasses.replace(
        tiny.training(Stage.COMPRESS), present={present.value: 1.0}, gap_jump=0, length=512
    )
    config = dataclasses.replace(tiny, stages={**tiny.stages, "compress": stage})
    made = maker(config, Stage.COMPRESS, work, sources)
    item = next(
        item
        for seed in range(100)
        if len((item := make_item(Task.RECORDS, sources, random.Random(seed))).further) == 3
    )
    together = _losses(learner, made, item)
    alone = [
        _losses(learner, made, dataclasses.replace(item, question=question, answer=answer, further=()))
        for question, answer in item.questions
    ]
    assert torch.allclose(together, torch.cat(alone), atol=1e-5)


def test_overlap_with_held_out_text_is_found_and_dropped(
    data: Path, work: Path, tiny: Config, tmp_path: Path
) -> None:
    assert purity.check(data).overlapping == ("train/leaked",)
    assert stages.prove_purity(data, tmp_path) == 1
    stages.tokenizer(tiny, data, tmp_path)
    stages.shards(tiny, data, tmp_path)  # from the list that was written
    for name in ("prose.bin", "questions.jsonl", "passages.jsonl"):
        assert (tmp_path / name).read_bytes() == (work / name).read_bytes()
    report = json.loads((work / "shards.json").read_text(encoding="utf-8"))
    assert report["dropped_for_overlap"] == ["train/leaked"]


def test_several_processes_cut_the_same_shards(data: Path, work: Path, tiny: Config, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((work / "tokenizer.json").read_bytes())
    stages.shards(dataclasses.replace(tiny, workers=2), data, tmp_path)
    for name in ("prose.bin", "questions.jsonl", "passages.jsonl", "lexicon.json", "shards.json"):
        assert (tmp_path / name).read_bytes() == (work / name).read_bytes()


def test_runs_of_few_distinct_words_prove_nothing() -> None:
    assert not list(purity.runs("0 " * 50))
    assert len(list(purity.runs(" ".join(f"w{i}" for i in range(15))))) == 3


def test_digits_stand_alone_and_text_survives_the_tokenizer(work: Path) -> None:
    tokenizer = load_tokenizer(work)
    text = "In 1987, Zoë paid €12.50 \n\n for <|im_end|> it — 漢字."
    encoded = tokenizer.encode("1987", add_special_tokens=False)
    assert len(encoded.ids) == 4
    assert (
        tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids, skip_special_tokens=False)
        == text
    )


def test_a_passage_is_cut_around_its_answer() -> None:
    text = "One is here. Two is there. Three has the answer Paris inside. Four is late. Five ends."
    cut = cut_around(text, "Paris", 12, random.Random(0))
    assert cut is not None
    assert "Paris" in cut
    assert len(cut.split()) <= 12
    assert cut_around(text, "London", 12, random.Random(0)) is None
    assert sentences("A b. C d!") == ("A b.", "C d!")
    assert all(len(passage.split()) <= 6 for passage in cut_passages(text, 6))


def test_a_mistyped_setting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('name = "x"\nseed = 1\nsede = 2\n[shape]\n[data]\n[stages]\n', encoding="utf-8")
    with pytest.raises(BadInput):
        read_config(path)


@pytest.mark.parametrize("name", ["tiny", "cpu", "h200"])
def test_the_configurations_that_ship_are_valid(name: str) -> None:
    from importlib.resources import files

    config = read_config(Path(str(files("lloco_desktop.pretraining") / "configs" / f"{name}.toml")))
    assert set(config.stages) == {"language", "compress", "retrieve", "anneal"}


def test_the_held_out_programmatic_questions_draw_other_fillers(
    tiny: Config, work: Path, tmp_path: Path
) -> None:
    stages.held_out(tiny, work, tmp_path / "held", count=5)
    lines = (tmp_path / "held" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5
    assert {"id", "text", "qas"} == set(json.loads(lines[0]))


def test_the_induction_start_copies_before_any_training() -> None:
    from lloco_desktop.pretraining.config import Shape
    from lloco_desktop.pretraining.induction import copying

    shape = Shape(500, 128, 3, 1, 32, 2, 2, 64, 4, rope_theta=500_000.0, induction_start=True)
    torch.manual_seed(0)
    assert copying(make_model(shape, 2, 0).decoder, 32, 4) > 0.8
    torch.manual_seed(0)
    plain = dataclasses.replace(shape, induction_start=False)
    assert copying(make_model(plain, 2, 0).decoder, 32, 4) < 0.1
    with pytest.raises(BadInput):
        make_model(dataclasses.replace(shape, kv_heads=1), 2, 0)
