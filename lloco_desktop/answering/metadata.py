"""Questions about the library itself, which its records answer and no model should: how many documents,
how many pages, which documents, how long is one of them. English and Chinese.

Recognising is strict: a question is one of these only if every word of it belongs to such a question.
"How many pages did the author write per day" is a question to the documents, and goes there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from lloco_desktop.domain import Document
from lloco_desktop.terms import content_terms, is_cjk, term_set

LISTED = 100  # documents named in a reply; the rest are counted


class MetadataKind(Enum):
    """What is asked about the library."""

    DOCUMENT_COUNT = "document count"
    PAGE_COUNT = "page count"
    DOCUMENT_LIST = "document list"
    DOCUMENT_LENGTH = "document length"


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """A question that the records answer."""

    kind: MetadataKind
    chinese: bool = False
    about: str | None = None  # DOCUMENT_LENGTH: the words that name the document, None for "this document"


_SURE = r"(?:documents?|files?|pdfs?|pdf\s+files?|pdf\s+documents?)"
_NOUN = rf"(?:{_SURE}|papers?|articles?|books?|reports?|texts?|titles?|sources?)"
_OWN = frozenset(  # words that say that the library is meant
    "library libraries collection workspace imported import indexed index stored loaded load added add "
    "uploaded upload my i you we here database app application".split()
)
_FILLER = _OWN | frozenset(
    """are is there do does did have has had got been in into to of the this that these those all a an our
    me so far now currently right total altogether overall available please can could see know about contain
    contains hold holds held exist exists and each every any it its them by name names title titles in
    there's were was full complete entire whole your""".split()
)
_COUNT = r"(?:how\s+many|(?:what\s+is\s+the\s+)?(?:total\s+)?number\s+of|count)"
_HEADS: tuple[tuple[MetadataKind, re.Pattern[str]], ...] = (
    (
        MetadataKind.PAGE_COUNT,
        re.compile(rf"{_COUNT}\s+(?:all\s+)?(?:the\s+)?pages?\b(?P<rest>.*)"),
    ),
    (
        MetadataKind.DOCUMENT_COUNT,
        re.compile(
            rf"{_COUNT}\s+(?:all\s+)?(?:of\s+)?(?:the\s+|my\s+)?(?:different\s+)?"
            rf"(?P<noun>{_NOUN})\b(?P<rest>.*)"
        ),
    ),
    (
        MetadataKind.DOCUMENT_LIST,
        re.compile(
            r"(?P<verb>which|what|list|show|name|enumerate|give\s+me|tell\s+me)\b(?P<before>(?:\s+\w+){0,8}?)\s+"
            rf"(?P<noun>{_NOUN})\b(?P<rest>.*)"
        ),
    ),
)
_LENGTH = (
    re.compile(
        r"how\s+many\s+pages\s+(?:does|do|has|are\s+(?:there\s+)?in|is|in)\s+(?P<about>.+?)"
        r"(?:\s+(?:have|has|contain|long|got))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"how\s+(?:long|big)\s+is\s+"
        rf"(?P<about>(?:the\s+|this\s+|my\s+)?(?:{_NOUN}\b.*|.*\b{_NOUN}|.*\.pdf))",
        re.IGNORECASE,
    ),
)
_ARTICLE = re.compile(
    rf"^(?:(?:the|this|that|my|a)\s+)?(?:{_NOUN}\b\s*)?(?:(?:called|named|titled|entitled)\s+)?",
    re.IGNORECASE,
)

# Chinese: what may stand around the core of such a question without making it another one.
_ZH_NOUN = (
    "(?:文档|文檔|文件|论文|論文|资料|資料|文章|书籍|書籍|书|書|报告|報告|[Pp][Dd][Ff](?:文件|文档|文檔)?)"
)
_ZH_FILLER = (
    "(?:请问|請問|请|請|告诉我|告訴我|给我|給我|我们|我們|我的|我|你|您|这个|這個|这些|這些|当前|當前|目前|"
    "现在|現在|资料库|資料庫|文档库|文檔庫|文库|文庫|书库|書庫|图书馆|圖書館|知识库|知識庫|数据库|數據庫|库|庫|"
    "里面|裡面|里|裡|中|内|內|一共|总共|總共|总计|總計|共|总|總|已经|已經|都|包含|收录|收錄|导入|導入|添加|"
    "上传|上傳|存|了|的|呢|吗|嗎|有|是|所有|全部|到|在)"
)
_ZH_COUNT = "(?:有?多少|有?几|有?幾)"
_ZH_MEASURE = "(?:个|個|份|篇|本|部)"
_ZH_LIST = "(?:列出|列举|列舉|显示|顯示)"
_ZH = (
    (MetadataKind.PAGE_COUNT, f"(?:{_ZH_COUNT}[页頁]|[页頁]数(?:是多少)?)"),
    (
        MetadataKind.DOCUMENT_COUNT,
        f"(?:{_ZH_COUNT}{_ZH_MEASURE}?{_ZH_NOUN}|{_ZH_NOUN}{_ZH_COUNT}{_ZH_MEASURE}?)",
    ),
    (
        MetadataKind.DOCUMENT_LIST,
        f"(?:有?(?:哪些|什么|什麼|哪几{_ZH_MEASURE}){_ZH_NOUN}|{_ZH_LIST}{_ZH_FILLER}*{_ZH_NOUN})",
    ),
)
_ZH_LENGTH = re.compile(
    rf"(?P<about>.*?)(?:[这這]{_ZH_MEASURE})?{_ZH_NOUN}?(?:一共|总共|總共|共)?{_ZH_COUNT}[页頁](?:[长長])?"
)


def recognise(question: str, library_names: Sequence[str] = ()) -> MetadataQuestion | None:
    """The question about the library that this is, or None: then it is one to the documents.

    A DOCUMENT_LENGTH question names a document in words; whether there is one of that name is for `named`.
    `library_names` may occur in the question without making it one to the documents.
    """
    text = " ".join(question.split()).strip(" ?？。.!！").strip()
    if not text or len(text) > 200:
        return None
    if is_cjk(text):
        return _recognise_chinese(text, library_names)
    lowered = text.casefold()
    for name in sorted(library_names, key=len, reverse=True):
        lowered = re.sub(
            rf"\b(?P<of>in|of|from)\s+(?P<the>the\s+)?[\"'“‘]?{re.escape(name.casefold())}(?!\w)[\"'”’]?(?=\s+librar|$)",
            r"\g<of> library",
            lowered,
        )
    for kind, pattern in _HEADS:
        match = pattern.fullmatch(_without_courtesy(lowered))
        if match and _is_about_library(match.groupdict(), kind):
            return MetadataQuestion(kind)
    return _length_question(text)


def _without_courtesy(text: str) -> str:
    return re.sub(r"^(?:please|can you|could you|tell me|do you know|hey|so)[ ,]+(?=\w)", "", text)


def _is_about_library(parts: dict[str, str | None], kind: MetadataKind) -> bool:
    rest = re.findall(r"\w+(?:'\w+)?", f"{parts.get('before') or ''} {parts.get('rest') or ''}")
    noun = re.compile(_NOUN)
    if not all(word in _FILLER or noun.fullmatch(word) for word in rest):
        return False
    plain = bool(re.fullmatch(_SURE, parts.get("noun") or "")) or kind is MetadataKind.PAGE_COUNT
    if kind is MetadataKind.DOCUMENT_LIST:
        ordered = parts.get("verb") not in ("which", "what")
        meant = _OWN if ordered or not plain else _OWN | {"there", "all", "available"}
        return (ordered and plain) or bool(meant.intersection(rest))
    if kind is MetadataKind.PAGE_COUNT:
        return not {"this", "that", "it"}.intersection(rest)
    return plain or bool(_OWN.intersection(rest)) or rest in (["are", "there"], ["there", "are"])


def _length_question(text: str) -> MetadataQuestion | None:
    for pattern in _LENGTH:
        match = pattern.fullmatch(text)
        if match:
            about = _ARTICLE.sub("", match["about"].strip(), count=1).strip(" \"'“”‘’")
            about = re.sub(rf"\s+{_NOUN}$", "", about, flags=re.IGNORECASE)
            return MetadataQuestion(MetadataKind.DOCUMENT_LENGTH, about=about or None)
    return None


def _recognise_chinese(text: str, library_names: Sequence[str]) -> MetadataQuestion | None:
    plain = re.sub(r"[\s，,、“”\"《》]+", "", text)
    named = plain
    for name in library_names:
        plain = plain.replace(re.sub(r"\s+", "", name), "")
    for kind, core in _ZH:
        if re.fullmatch(f"(?:{_ZH_FILLER}|{_ZH_NOUN})*?{core}{_ZH_FILLER}*", plain):
            return MetadataQuestion(kind, chinese=True)
    match = _ZH_LENGTH.fullmatch(named)
    if match:
        about = re.sub(rf"^{_ZH_FILLER}+", "", match["about"])
        about = re.sub(rf"{_ZH_FILLER}+$", "", about)
        return MetadataQuestion(MetadataKind.DOCUMENT_LENGTH, chinese=True, about=about or None)
    return None


def named(question: MetadataQuestion, documents: Sequence[Document]) -> Document | None:
    """The one document that a DOCUMENT_LENGTH question speaks of; None if no single one is meant."""
    if question.about is None:
        return documents[0] if len(documents) == 1 else None
    wanted = frozenset(content_terms(question.about))
    if not wanted:
        return None
    about = question.about.casefold()
    names = [{one.title.casefold(), one.path.name.casefold(), one.path.stem.casefold()} for one in documents]
    exact = [one for one, known in zip(documents, names, strict=True) if about in known]
    if exact:
        return exact[0] if len(exact) == 1 else None
    fitting = [one for one in documents if wanted <= term_set(f"{one.title} {one.path.stem}")]
    return fitting[0] if len(fitting) == 1 else None


def reply(question: MetadataQuestion, documents: Sequence[Document]) -> str | None:
    """The answer from the records of the documents asked about, in the question's language.

    None if it speaks of one document and no single one is meant: then it is a question to the documents.
    """
    pages = sum(document.pages for document in documents)
    count = len(documents)
    if question.kind is MetadataKind.DOCUMENT_LENGTH:
        one = named(question, documents)
        if one is None:
            return None
        return (
            f"《{one.title}》有 {one.pages} 页。"
            if question.chinese
            else f"“{one.title}” has {_n(one.pages, 'page')}."
        )
    if question.kind is MetadataKind.PAGE_COUNT:
        if question.chinese:
            return f"{count} 份文档共有 {pages} 页。"
        return f"There {_are(pages)} {_n(pages, 'page')} in {_n(count, 'document')}."
    if question.kind is MetadataKind.DOCUMENT_COUNT:
        if question.chinese:
            return f"共有 {count} 份文档，合计 {pages} 页。"
        return f"There {_are(count)} {_n(count, 'document')}, with {_n(pages, 'page')} in all."
    return _listing(documents, question.chinese)


def _listing(documents: Sequence[Document], chinese: bool) -> str:
    count = len(documents)
    head = f"共有 {count} 份文档" if chinese else f"There {_are(count)} {_n(count, 'document')}"
    if not count:
        return head + ("。" if chinese else ".")
    lines = [head + ("：" if chinese else ":")]
    for number, document in enumerate(documents[:LISTED], start=1):
        length = f"（{document.pages} 页）" if chinese else f" ({_n(document.pages, 'page')})"
        lines.append(f"{number}. {document.title}{length}")
    if count > LISTED:
        lines.append(f"……以及另外 {count - LISTED} 份。" if chinese else f"... and {count - LISTED:,} more.")
    return "\n".join(lines)


def _n(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
