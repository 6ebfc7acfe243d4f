from __future__ import annotations

from pathlib import Path

import pytest

from lloco_desktop.answering.metadata import MetadataKind, MetadataQuestion, recognise, reply
from tests.answering.town import document

COUNT, PAGES = MetadataKind.DOCUMENT_COUNT, MetadataKind.PAGE_COUNT
LIST, LENGTH = MetadataKind.DOCUMENT_LIST, MetadataKind.DOCUMENT_LENGTH

ABOUT_THE_LIBRARY = [
    ("How many documents are there?", COUNT),
    ("how many documents do I have", COUNT),
    ("How many files are in my library?", COUNT),
    ("How many PDFs have I imported so far?", COUNT),
    ("number of documents", COUNT),
    ("how many papers are in the papers library?", COUNT),
    ("How many documents are in papers?", COUNT),
    ("How many pages are there in total?", PAGES),
    ("How many pages do my documents have?", PAGES),
    ("Which documents do you have?", LIST),
    ("List all documents", LIST),
    ("list my papers", LIST),
    ("What files are in the library?", LIST),
    ("Show me the documents", LIST),
    ("What are the titles of my documents?", LIST),
    ("How long is the document Attention?", LENGTH),
    ("How many pages does 'The Lights' have?", LENGTH),
    ("How many pages is this document?", LENGTH),
    ("有多少文档？", COUNT),
    ("我的资料库里一共有多少篇论文？", COUNT),
    ("一共有多少页？", PAGES),
    ("库里有哪些文件", LIST),
    ("列出所有文档", LIST),
    ("《红楼梦》有多少页？", LENGTH),
    ("这份文档有几页？", LENGTH),
]
ABOUT_THEIR_CONTENT = [
    "How many pages did the author write per day?",
    "How many papers were published in 2019?",
    "Which documents mention climate change?",
    "What documents are needed to apply for a visa?",
    "How many books did Tolstoy write?",
    "How many files can the system open at once?",
    "How long is the Amazon river?",
    "List the papers by Smith",
    "Which file format is used?",
    "What is the title of the book?",
    "How many reports are required each year?",
    "how many pages a day do students read?",
    "Which article of the treaty covers fishing?",
    "How many documents does the archive hold?",
    "which documents do I need to submit",
    "list all files in the directory",
    "Who built the lighthouse?",
    "",
    "这本书卖了多少本？",
    "有多少学生参加了课程？",
    "哪些文档提到了气候变化？",
    "申请签证需要哪些文件？",
]


@pytest.mark.parametrize(("question", "kind"), ABOUT_THE_LIBRARY)
def test_recognised(question: str, kind: MetadataKind) -> None:
    asked = recognise(question, ["papers"])
    assert asked is not None
    assert asked.kind is kind


@pytest.mark.parametrize("question", ABOUT_THEIR_CONTENT)
def test_left_to_the_documents(question: str) -> None:
    assert recognise(question, ["papers"]) is None


@pytest.mark.parametrize(
    "question",
    [
        "How long is the report's retention period?",
        "How many pages does the browser open?",
        "How many pages does the contract have?",
        "作者每天写多少页？",
    ],
)
def test_a_length_of_something_that_is_no_document_gets_no_reply(question: str) -> None:
    asked = recognise(question)
    assert asked is None or reply(asked, [document(1, "The Lights"), document(2, "The Harbour")]) is None


def test_replies_in_both_languages() -> None:
    two = [document(1, "The Lights", 12), document(2, "The Harbour", 1200)]
    assert reply(MetadataQuestion(COUNT), two) == "There are 2 documents, with 1,212 pages in all."
    assert reply(MetadataQuestion(PAGES), two) == "There are 1,212 pages in 2 documents."
    assert reply(MetadataQuestion(COUNT), two[:1]) == "There is 1 document, with 12 pages in all."
    assert reply(MetadataQuestion(COUNT, chinese=True), two) == "共有 2 份文档，合计 1212 页。"
    listed = reply(MetadataQuestion(LIST), two)
    assert listed == "There are 2 documents:\n1. The Lights (12 pages)\n2. The Harbour (1,200 pages)"
    assert reply(MetadataQuestion(LIST), []) == "There are 0 documents."


def test_a_document_is_named_by_title_or_file() -> None:
    two = [document(1, "The Lights", 12, "a/lights-2019.pdf"), document(2, "The Harbour", 8)]
    for question in ("How many pages does The Lights have?", "how long is lights-2019.pdf?"):
        asked = recognise(question)
        assert asked is not None
        assert reply(asked, two) == "“The Lights” has 12 pages."
    this = recognise("How many pages does this document have?")
    assert this is not None
    assert reply(this, two) is None
    assert reply(this, two[1:]) == "“The Harbour” has 8 pages."
    assert two[0].path == Path("a/lights-2019.pdf")


def test_a_long_list_is_cut_and_counted() -> None:
    many = [document(number, f"Paper {number}") for number in range(1, 151)]
    listed = reply(MetadataQuestion(LIST), many)
    assert listed is not None
    assert listed.count("\n") == 101
    assert listed.endswith("... and 50 more.")
