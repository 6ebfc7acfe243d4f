"""Which texts a backbone was made for, by the letters that they are written in."""

from __future__ import annotations

import pytest

from lloco_desktop.backbone.scripts import is_foreign

CHINESE = "每月租金为人民币四万八千元，承租方应于每月五日前支付。"


@pytest.mark.parametrize(
    ("languages", "text", "foreign"),
    [
        (["en"], CHINESE, True),
        (["en"], "Аренда составляет сорок восемь тысяч рублей в месяц.", True),
        (["en"], "تُدفع الأجرة في اليوم الخامس من كل شهر.", True),
        (["en"], "The monthly rent is due on the fifth day. 租金", False),
        (["en"], "Die Miete ist am fünften Tag fällig.", False),  # letters do not tell that
        (["en"], "840, 12 % (3)", False),
        (["en"], "𝛼 + 𝛽 = 𝛾", False),
        (["en", "zh-Hans"], CHINESE, False),
        (["ja"], "家賃は毎月五日までに支払う。", False),
        (["zh"], "The monthly rent", False),  # names and terms are in Latin letters everywhere
        ([], CHINESE, False),
        (["multilingual"], CHINESE, False),  # what is not known is not said
    ],
)
def test_a_text_is_foreign_where_no_language_is_written_so(
    languages: list[str], text: str, foreign: bool
) -> None:
    assert is_foreign(languages, [text]) is foreign
