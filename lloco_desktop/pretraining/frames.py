"""Programmatic documents: biographies, minutes, price lists, specifications, reports, records.

A *frame* is one fact about one kind of subject, with several ways to say it and several to ask for it.
A document tells a few facts about a few subjects; a question asks for one of them, so that the answer
has to be found among rivals of the same kind. `{e}` is the subject, `{v}` the value.
"""

# ruff: noqa: E501 - a table of sentences

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lloco_desktop.pretraining.fillers import Fillers

Draw = Callable[[Fillers], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One fact: how its value is drawn, told and asked for."""

    value: Draw
    told: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject with the facts that can be told about it."""

    name: str
    subject: Draw
    frames: tuple[Frame, ...]
    opening: tuple[str, ...] = ()


def _frame(value: Draw, told: str, asked: str) -> Frame:
    return Frame(value, tuple(told.split(" | ")), tuple(asked.split(" | ")))


_F = Fillers
PERSON = Kind(
    "biography",
    _F.person,
    (
        _frame(
            _F.year,
            "{e} was born in {v}. | Born in {v}, {e} grew up far from the sea. | {e}, born in {v}, began early.",
            "When was {e} born? | In what year was {e} born? | What is the birth year of {e}?",
        ),
        _frame(
            _F.place,
            "{e} grew up in {v}. | The childhood home of {e} was {v}. | {e} spent a childhood in {v}.",
            "Where did {e} grow up? | What was the childhood home of {e}? | In which place did {e} grow up?",
        ),
        _frame(
            _F.organisation,
            "{e} worked for {v}. | {v} employed {e} for many years. | The employer of {e} was {v}.",
            "Who did {e} work for? | Which organisation employed {e}? | Who was the employer of {e}?",
        ),
        _frame(
            _F.person,
            "{e} married {v}. | The husband or wife of {e} was {v}. | {v} and {e} were married.",
            "Who did {e} marry? | Who was the spouse of {e}? | To whom was {e} married?",
        ),
        _frame(
            _F.phrase,
            "{e} studied {v}. | At university {e} chose {v}. | The field of {e} was {v}.",
            "What did {e} study? | What was the field of {e}? | Which subject did {e} choose?",
        ),
        _frame(
            _F.date,
            "{e} died on {v}. | The death of {e} came on {v}. | On {v} {e} passed away.",
            "When did {e} die? | On what date did {e} die? | What was the date of the death of {e}?",
        ),
        _frame(
            _F.person,
            "{e} was taught by {v}. | The teacher of {e} was {v}. | {v} taught {e}.",
            "Who taught {e}? | Who was the teacher of {e}? | By whom was {e} taught?",
        ),
    ),
)
COMPANY = Kind(
    "report",
    _F.organisation,
    (
        _frame(
            _F.money,
            "{e} earned {v} in the year. | Revenue at {e} came to {v}. | The revenue of {e} was {v}.",
            "What was the revenue of {e}? | How much did {e} earn? | What did revenue at {e} come to?",
        ),
        _frame(
            _F.percent,
            "Sales of {e} grew by {v}. | {e} reported growth of {v}. | Growth at {e} was {v}.",
            "By how much did sales of {e} grow? | What growth did {e} report? | What was the growth at {e}?",
        ),
        _frame(
            _F.person,
            "{e} is led by {v}. | The chief executive of {e} is {v}. | {v} has become the head of {e}.",
            "Who leads {e}? | Who is the chief executive of {e}? | Who is the head of {e}?",
        ),
        _frame(
            _F.place,
            "{e} has its head office in {v}. | The headquarters of {e} are in {v}. | {e} is based in {v}.",
            "Where is the head office of {e}? | Where are the headquarters of {e}? | Where is {e} based?",
        ),
        _frame(
            _F.number,
            "{e} employs {v} people. | The staff of {e} numbers {v}. | There are {v} employees at {e}.",
            "How many people does {e} employ? | How many employees are at {e}? | How large is the staff of {e}?",
        ),
        _frame(
            _F.year,
            "{e} was founded in {v}. | Founded in {v}, {e} is still growing. | The founding year of {e} was {v}.",
            "When was {e} founded? | In which year was {e} founded? | What is the founding year of {e}?",
        ),
        _frame(
            _F.phrase,
            "{e} makes {v}. | The main product of {e} is {v}. | {e} is known for its {v}.",
            "What does {e} make? | What is the main product of {e}? | What is {e} known for?",
        ),
    ),
)
PRODUCT = Kind(
    "specification",
    _F.thing,
    (
        _frame(
            _F.money,
            "{e} costs {v}. | The price of {e} is {v}. | {e}: {v}. | {e} - {v}",
            "How much does {e} cost? | What is the price of {e}? | What does {e} cost? | Price of {e}?",
        ),
        _frame(
            _F.measure,
            "{e} weighs {v}. | The weight of {e} is {v}. | Weight of {e}: {v}.",
            "How much does {e} weigh? | What is the weight of {e}? | How heavy is {e}?",
        ),
        _frame(
            _F.code,
            "{e} has the part number {v}. | The part number of {e} is {v}. | Part number of {e}: {v}.",
            "What is the part number of {e}? | Which part number does {e} have?",
        ),
        _frame(
            _F.place,
            "{e} is made in {v}. | The factory for {e} is in {v}. | {e} comes from {v}.",
            "Where is {e} made? | Where is the factory for {e}? | Where does {e} come from?",
        ),
        _frame(
            _F.measure,
            "The range of {e} is {v}. | {e} has a range of {v}. | {e} lasts for {v}.",
            "What is the range of {e}? | What range does {e} have? | How long does {e} last?",
        ),
        _frame(
            _F.word,
            "The colour of {e} is {v}. | {e} is made of {v}. | {e} is covered with {v}.",
            "What is {e} made of? | What is {e} covered with? | What is the colour of {e}?",
        ),
        _frame(
            _F.date,
            "{e} was released on {v}. | The release of {e} is set for {v}. | {e} will appear in {v}.",
            "When was {e} released? | When is the release of {e}? | When will {e} appear?",
        ),
    ),
)
MEETING = Kind(
    "minutes",
    lambda f: f"the {f.word()} {f.rng.choice(('committee', 'board', 'team', 'working group', 'panel'))}",
    (
        _frame(
            _F.date,
            "The meeting of {e} took place on {v}. | {e} met on {v}. | On {v} {e} came together.",
            "When did {e} meet? | On what date did {e} meet? | When was the meeting of {e}?",
        ),
        _frame(
            _F.person,
            "{v} chaired {e}. | The chair of {e} was {v}. | {e} was chaired by {v}.",
            "Who chaired {e}? | Who was the chair of {e}? | By whom was {e} chaired?",
        ),
        _frame(
            _F.time,
            "{e} closed at {v}. | The session of {e} began at {v}. | At {v} {e} opened its session.",
            "At what time did {e} meet? | When did the session of {e} begin or close?",
        ),
        _frame(
            _F.phrase,
            "{e} agreed to buy {v}. | The decision of {e} concerned {v}. | {e} spoke about {v}.",
            "What did {e} agree on? | What did {e} speak about? | What did the decision of {e} concern?",
        ),
        _frame(
            _F.money,
            "{e} approved a budget of {v}. | The budget of {e} is {v}. | {v} was granted to {e}.",
            "What budget did {e} approve? | What is the budget of {e}? | How much was granted to {e}?",
        ),
        _frame(
            _F.person,
            "{v} will write the report of {e}. | The secretary of {e} is {v}. | Minutes of {e} by {v}.",
            "Who will write the report of {e}? | Who is the secretary of {e}? | Who wrote the minutes of {e}?",
        ),
    ),
)
TOWN = Kind(
    "gazetteer",
    _F.place,
    (
        _frame(
            _F.number,
            "{e} has {v} inhabitants. | The population of {e} is {v}. | {v} people live in {e}.",
            "How many people live in {e}? | What is the population of {e}? | How many inhabitants has {e}?",
        ),
        _frame(
            _F.name,
            "{e} lies on the river {v}. | The river at {e} is the {v}. | The {v} flows through {e}.",
            "Which river flows through {e}? | On which river does {e} lie? | What is the river at {e}?",
        ),
        _frame(
            _F.measure,
            "{e} stands at a height of {v}. | The height of {e} is {v}. | {e} is {v} high.",
            "What is the height of {e}? | How high is {e}? | At what height does {e} stand?",
        ),
        _frame(
            _F.person,
            "The mayor of {e} is {v}. | {v} was elected mayor of {e}. | {e} has a new mayor, {v}.",
            "Who is the mayor of {e}? | Who was elected mayor of {e}?",
        ),
        _frame(
            _F.phrase,
            "{e} is famous for {v}. | Visitors come to {e} for {v}. | The market of {e} sells {v}.",
            "What is {e} famous for? | Why do visitors come to {e}? | What does the market of {e} sell?",
        ),
        _frame(
            _F.place,
            "{e} is the capital of {v}. | {e} lies in {v}. | {e} belongs to {v}.",
            "What is {e} the capital of? | Where does {e} lie? | To what does {e} belong?",
        ),
    ),
)
STUDY = Kind(
    "study",
    lambda f: f"the {f.name()} {f.rng.choice(('study', 'trial', 'method', 'model', 'survey', 'experiment'))}",
    (
        _frame(
            _F.number,
            "{e} included {v} patients. | A total of {v} people took part in {e}. | {e} used {v} samples.",
            "How many took part in {e}? | How many patients did {e} include? | How many samples did {e} use?",
        ),
        _frame(
            _F.percent,
            "{e} reached an accuracy of {v}. | The accuracy of {e} was {v}. | {e} improved results by {v}.",
            "What accuracy did {e} reach? | What was the accuracy of {e}? | By how much did {e} improve results?",
        ),
        _frame(
            _F.organisation,
            "{e} was funded by {v}. | Funding for {e} came from {v}. | {v} paid for {e}.",
            "Who funded {e}? | Where did funding for {e} come from? | Who paid for {e}?",
        ),
        _frame(
            _F.person,
            "{e} was led by {v}. | {v} directed {e}. | The author of {e} is {v}.",
            "Who led {e}? | Who directed {e}? | Who is the author of {e}?",
        ),
        _frame(
            _F.phrase,
            "{e} looked at {v}. | The subject of {e} was {v}. | {e} found an effect of {v}.",
            "What did {e} look at? | What was the subject of {e}? | What effect did {e} find?",
        ),
        _frame(
            _F.measure,
            "{e} took {v}. | The duration of {e} was {v}. | {e} lasted {v}.",
            "How long did {e} take? | What was the duration of {e}? | How long did {e} last?",
        ),
    ),
)
KINDS = (PERSON, COMPANY, PRODUCT, MEETING, TOWN, STUDY)

ATTRIBUTES = (
    "code password number key owner colour size name price height status limit rate address manager author title "
    "deadline budget total capacity version location symbol unit length speed score source origin purpose"
).split()
RECORD_TOLD = (
    "The {a} of {e} is {v}.",
    "{e} has the {a} {v}.",
    "{a} of {e}: {v}",
    "The {a} for {e} is {v}.",
    "For {e}, the {a} is {v}.",
    "{e} | {a} | {v}",
    "{e}'s {a} is {v}.",
)
RECORD_ASKED = (
    "What is the {a} of {e}?",
    "Which {a} does {e} have?",
    "{a} of {e}?",
    "Tell me the {a} of {e}.",
    "What is the {a} for {e}?",
    "What is {e}'s {a}?",
    "Give the {a} of {e}.",
)
NEEDLE_TOLD = (
    "The magic {a} of {e} is {v}.",
    "The special {a} for {e} is {v}.",
    "Remember that the {a} of {e} is {v}.",
    "The secret {a} of {e} is {v}.",
    "The best thing to do in {e} is to {v}.",
    "The {a} you need for {e} is {v}.",
    "One of the {a}s of {e} is {v}.",
    "The {a} mentioned in the text for {e} is {v}.",
)
NEEDLE_ASKED = (
    "What is the magic {a} of {e}?",
    "What is the special {a} for {e}?",
    "What is the {a} of {e}?",
    "What is the secret {a} of {e}?",
    "What is the best thing to do in {e}?",
    "What is the {a} you need for {e}?",
    "What is one of the {a}s of {e}?",
    "What is the {a} mentioned in the text for {e}?",
)
