"""Keyword search: English, Chinese, Japanese, Korean, mixtures, and any text at all as a query."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lloco_desktop.store.keywords import MAX_TERMS, pair_query, pairs, word_query

TEXTS = (
    "The quick brown foxes were running over the lazy dog",
    "Neural networks compress long contexts into summary embeddings",
    "Müller’s café in the Straße, naïve résumé",
    "我们研究机器学习和上下文压缩",
    "黑猫坐在窗台上，看着外面的雨。",
    "GPT4模型与BERT模型的比较（2024年）",
    "東京タワーは日本の観光名所です",
    "ﾊﾝｶｸ カタカナ と ｆｕｌｌｗｉｄｔｈ",
    "한국어 문장은 띄어쓰기가 있습니다",
    "⼈⼯智能 written with radicals, as some PDFs do",
    "𠮷野家 uses a character beyond the basic plane",
    "C++ and node.js; don't use snake_case at 3.14%",
    "上下文\n窗口在行尾被切断",
)


@pytest.fixture
def shelved(shelf):
    shelf.add(*TEXTS)
    return shelf


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("fox run", 0),
        ("What did the FOXES do?", 0),
        ("dogs", 0),
        ("network embedding", 1),
        ("muller", 2),
        ("Café", 2),
        ("resume", 2),
        ("Straße", 2),
        ("机器学习是什么？", 3),
        ("机器", 3),
        ("习", 3),
        ("压缩", 3),
        ("猫", 4),
        ("黑猫", 4),
        ("雨", 4),
        ("BERT", 5),
        ("gpt4", 5),
        ("ＧＰＴ４", 5),
        ("模型", 5),
        ("2024", 5),
        ("タワー", 6),
        ("日本", 6),
        ("観光名所", 6),
        ("ハンカク", 7),
        ("カタカナ", 7),
        ("띄어쓰기", 8),
        ("문장", 8),
        ("人工智能", 9),
        ("人", 9),
        ("𠮷野", 10),
        ("𠮷", 10),
        ("node.js", 11),
        ("snake_case", 11),
        ("don't", 11),
        ("3.14", 11),
        ("文窗", 12),
        ("上下文窗口", 12),
    ],
)
def test_finds_the_right_passage_first(shelved, query, text):
    assert shelved.found(query)[0] == TEXTS[text]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "zebra",
        "斑马",
        "?!…—",
        "😀",
        '"',
        "*",
        "()",
        '"" OR ""',
        "^",
        ":",
        "-",
        "NEAR(",
        "\x00",
        "\ud800",
    ],
)
def test_finds_nothing_where_there_is_nothing(shelved, query):
    assert shelved.found(query) == []


def test_operators_are_words(shelved):
    for query in (
        "fox AND zebra",
        "fox NOT brown",
        '"fox zebra"',
        "text:fox",
        "fox*",
        "(fox",
        'fox"',
        "-fox",
        "NEAR(fox)",
    ):
        assert shelved.found(query)[0] == TEXTS[0], query


def test_passages_with_more_of_the_words_come_first(shelf):
    shelf.add("red", "red green", "red green blue", *["filler text"] * 20)
    assert shelf.found("red green blue") == ["red green blue", "red green", "red"]


def test_stop_words_count_only_when_there_is_nothing_else(shelf):
    shelf.add("the band The Who", "a fox", *["filler"] * 10)
    assert shelf.found("who is the fox") == ["a fox"]
    assert shelf.found("the who") == ["the band The Who"]


def test_scores_fall_and_are_positive(shelved, workspace):
    hits = workspace.passages.search("模型 learning 学习 fox 上下文")
    scores = [score for _, score in hits]
    assert len(hits) == 4
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert len(workspace.passages.search("模型 learning 学习 fox 上下文", limit=2)) == 2


def test_a_question_in_two_languages_uses_both_indexes(shelved, workspace):
    both = workspace.passages.search("黑猫 fox")
    found = {passage.text for passage in workspace.passages.by_ids([key for key, _ in both])}
    assert {TEXTS[0], TEXTS[4]} <= found


def test_restricted_to_libraries_and_documents(workspace, shelf):
    other = workspace.libraries.create("Other").id
    first = shelf.add("fox one 黑猫", name="1.pdf")
    second = shelf.add("fox two 黑猫", name="2.pdf")
    third = shelf.add("fox three 黑猫", name="3.pdf", library=other)
    shelf.add("fox unfinished 黑猫", name="4.pdf", complete=False)
    for query in ("fox", "猫", "fox 黑猫"):
        assert len(shelf.found(query)) == 3
        assert shelf.found(query, libraries=[other]) == ["fox three 黑猫"]
        assert len(shelf.found(query, libraries=[other, shelf.library])) == 3
        assert shelf.found(query, documents=[second]) == ["fox two 黑猫"]
        assert len(shelf.found(query, documents=[first, third])) == 2
        assert shelf.found(query, documents=[first], libraries=[other]) == []


def test_a_very_long_query(shelved):
    assert TEXTS[0] in shelved.found("fox " * 100_000)
    assert shelved.found("黑猫" * 100_000)
    assert word_query(" ".join(map(str, range(1000)))).count(" OR ") == MAX_TERMS - 1


ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*()^:-+{}[]~!@#$%&|\\/ORANDNEAR fox猫학カ\x00\ud800\u0301ﾞ々", max_size=40),
    st.lists(st.sampled_from([*TEXTS, "AND", "OR", "NOT", "NEAR(", '"', "*", "😀"]), max_size=5).map(
        " ".join
    ),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=ANY_TEXT)
def test_any_text_is_a_safe_query(shelved, query):
    hits = shelved.workspace.passages.search(query)
    assert all(score > 0 for _, score in hits)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_can_be_stored_and_keeps_its_length(workspace, shelf, drafts, text):
    """Offsets into a passage's text stay true, whatever it holds."""
    document = shelf.add(complete=False, name=repr(text.encode("utf-8", "surrogatepass")))
    workspace.passages.add(document, drafts([text]))
    (stored,) = workspace.passages.of_document(document)
    assert len(stored.text) == len(text)
    assert stored.lines == drafts([text])[0].lines
    workspace.documents.delete(document)
    assert workspace._database.value("SELECT count(*) FROM passages_words_docsize") == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    run=st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF), min_size=1, max_size=12),
    data=st.data(),
)
def test_every_piece_of_a_chinese_text_is_found(workspace, shelf, drafts, run, data):
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    document = shelf.add(f"前 {run}", name=run)
    assert shelf.found(run[start:end], documents=[document])
    workspace.documents.delete(document)


def test_pairs_are_what_the_docstring_says():
    assert pairs("机器学习") == "机器 器学 学习 习"
    assert pairs("GPT4模型") == "模型 型 gpt4"
    assert pairs("plain English, 42 café") == ""
    assert pair_query("猫") == '"猫"*'
    assert pair_query("黑猫") == '"黑猫"'
    assert pair_query("?") is None
    assert word_query("?") is None
