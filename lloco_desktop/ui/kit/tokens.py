"""Design tokens: the colours, distances and type sizes that everything on screen is made of.

Contrast of every text colour on every ground it is used on is at least 4.5:1; a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass

# Distances, on a grid of 4.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32
RADIUS = 6
CHIP_RADIUS = 10
ICON = 16
SCROLL_BAR = 12
FADE_MS = 120

# Type sizes in logical pixels.
TEXT_BASE, TEXT_SMALL, TEXT_READING, TEXT_TITLE = 13, 11, 15, 20
TEXT_SMALL_CHINESE = 12  # the strokes of a character run together below that
CHINESE_FONTS = (
    *("PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    *("Source Han Sans CN", "Noto Sans SC", "HarmonyOS Sans SC", "WenQuanYi Micro Hei"),
)  # of sans-serif kind, the systems' own first
READING_LINE_HEIGHT = 1.5  # of the type size
MEASURE = 680  # the widest that a column of reading text becomes


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours, as `#rrggbb`."""

    ground: str  # behind what is read
    side: str  # the columns that step back
    raised: str  # inputs and floating panels
    ink: str  # text
    ink_soft: str  # secondary text
    ink_faint: str  # decoration and disabled controls only, never text to read
    hairline: str
    hover: str
    selected: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str  # ground of chips
    attention: str
    attention_soft: str
    loss: str  # for what destroys something
    marker: str  # the highlight on a page
    found: str  # on a page, what a search found
    found_now: str  # and which of it is looked at
    found_edge: str
    picked: str  # on a page, what is selected
    desk: str  # behind the pages of the viewer
    is_dark: bool


LIGHT = Colours(
    ground="#FDFDFC",
    side="#F5F5F2",
    raised="#FFFFFF",
    ink="#1E1F22",
    ink_soft="#5E6066",
    ink_faint="#A3A4A8",
    hairline="#E5E5E1",
    hover="#ECECE8",
    selected="#E4E9F5",
    accent="#2B5DD8",
    on_accent="#FFFFFF",
    accent_hover="#214BB4",
    accent_soft="#EBF0FB",
    attention="#8A5300",
    attention_soft="#FBF1DD",
    loss="#B3261E",
    marker="#FFE27A",
    found="#D3E2FF",
    found_now="#A9C4FF",
    found_edge="#2B5DD8",
    picked="#BFD3FB",
    desk="#ECECE8",
    is_dark=False,
)

DARK = Colours(
    ground="#1C1D20",
    side="#17181A",
    raised="#232428",
    ink="#E7E7E4",
    ink_soft="#A6A8AE",
    ink_faint="#65676D",
    hairline="#303237",
    hover="#26282C",
    selected="#283149",
    accent="#7AA2FF",
    on_accent="#0D1526",
    accent_hover="#98B7FF",
    accent_soft="#252E44",
    attention="#E6B45C",
    attention_soft="#36301F",
    loss="#FF8F85",
    marker="#FFE27A",
    found="#D3E2FF",
    found_now="#A9C4FF",
    found_edge="#2B5DD8",
    picked="#BFD3FB",
    desk="#121315",
    is_dark=True,
)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, 1 to 21."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
