"""Where needles were found, as a picture; matplotlib is a development dependency and imported only here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lloco_desktop.evaluation.needles import Found

# Of Okabe and Ito's colours, which are told apart without red and green; every cell has its word too.
_STATES = (("not found", "#d9d9d9", "black"), ("shown", "#e69f00", "black"), ("answered", "#0072b2", "white"))


def draw_needles(found: Sequence[Found], title: str, path: Path) -> bool:
    """Write a PNG of lengths by depths; False where matplotlib is not installed."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        return False
    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.colors import ListedColormap

    lengths, depths = sorted({one.tokens for one in found}), sorted({one.depth for one in found})
    states = {(one.tokens, one.depth): 2 if one.answered else int(one.retrieved) for one in found}
    cells = [[states.get((length, depth), float("nan")) for length in lengths] for depth in depths]
    figure, axes = pyplot.subplots(figsize=(2.5 + 1.3 * len(lengths), 1.6 + 0.4 * len(depths)))
    axes.imshow(
        cells, cmap=ListedColormap([colour for _, colour, _ in _STATES]), vmin=0, vmax=2, aspect="auto"
    )
    for (length, depth), state in states.items():
        word, _, ink = _STATES[state]
        axes.text(
            lengths.index(length), depths.index(depth), word, ha="center", va="center", color=ink, fontsize=9
        )
    axes.set_xticks(range(len(lengths)), [f"{length:,}" for length in lengths])
    axes.set_yticks(range(len(depths)), [f"{100 * depth:.0f}%" for depth in depths])
    axes.set_xlabel("tokens of book")
    axes.set_ylabel("depth of the needle")
    axes.set_title(title, fontsize=11)
    axes.set_xticks([place - 0.5 for place in range(1, len(lengths))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(depths))], minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)
    figure.savefig(path, dpi=120, bbox_inches="tight")
    pyplot.close(figure)
    return True
