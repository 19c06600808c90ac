"""Turns drawings into SVG, PNG and PDF; the only importer of matplotlib.

Agg needs no display. Only matplotlib's own fonts are used: no scan of the system's, and the same
picture everywhere. Text is drawn as it is, never as mathematics.
"""

# ruff: noqa: E402 (what is set before the imports of matplotlib is for them)

import io
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import Any

os.environ.setdefault("MPL_IGNORE_SYSTEM_FONTS", "1")
# The list of fonts cannot be kept in the sandbox; that is no news.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path

from analysis.drawing import charts, graph
from analysis.drawing.figures import figure_of
from analysis.drawing.palette import DARK, LIGHT
from analysis.drawing.sheet import Curve, Sheet, Text
from analysis.layout import GraphLayout
from analysis.review import Review

_DPI = 96.0
_POINTS = 72.0 / _DPI
_SHARP = 2.0
_MOST_PIXELS = 40_000_000
_UNITS = 64.0
_SETTINGS: Any = {
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "twinstack",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
_WITHOUT_DATE = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}


def draw_graph(layout: GraphLayout, form: str, *, dark: bool = False) -> bytes:
    """Return a graph as a file: `svg`, `png` or `pdf`."""
    with _quiet():
        return _rendered(graph.sheet_of(layout, DARK if dark else LIGHT, _width), form, _SHARP)


def draw_figure(  # noqa: PLR0913 (a figure, and all that its picture needs)
    figure: str,
    review: Review,
    width: int,
    height: int,
    ratio: float = 1.0,
    *,
    dark: bool = False,
) -> bytes:
    """Return a figure of the Summary (`figures.FIGURES`) as PNG.

    The size is in the window's pixels; `ratio` is how many of the screen's each of them has.
    """
    size = (float(max(width, 1)), float(max(height, 1)))
    colours = DARK if dark else LIGHT
    with _quiet():
        sheet = charts.sheet_of(figure_of(figure, review), size, colours, _width)
        return _rendered(sheet, "png", ratio)


def _rendered(sheet: Sheet, form: str, ratio: float) -> bytes:
    with rc_context(_SETTINGS):
        figure = _figure(sheet)
        most = (_MOST_PIXELS / max(sheet.width * sheet.height, 1.0)) ** 0.5
        target = io.BytesIO()
        figure.savefig(
            target,
            format=form,
            dpi=_DPI * min(ratio, most),
            facecolor=sheet.ground,
            metadata=_WITHOUT_DATE[form],
        )
        return target.getvalue()


def _figure(sheet: Sheet) -> Figure:
    figure = Figure(figsize=(sheet.width / _DPI, sheet.height / _DPI))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0.0, sheet.width)
    axes.set_ylim(sheet.height, 0.0)
    # Neighbours of one kind go together: a collection draws faster than its members alone.
    for order, (is_curve, marks) in enumerate(groupby(sheet.marks, key=_is_curve)):
        if is_curve:
            curves = [mark for mark in marks if isinstance(mark, Curve)]
            axes.add_collection(_collection(curves, order), autolim=False)
        else:
            for mark in marks:
                if isinstance(mark, Text):
                    axes.text(*mark.at, mark.text, zorder=order, **_style(mark))
    return figure


def _is_curve(mark: Curve | Text) -> bool:
    return isinstance(mark, Curve)


def _collection(curves: Sequence[Curve], order: int) -> PathCollection:
    return PathCollection(
        [Path(one.points, [Path.MOVETO] + [Path.CURVE4] * (len(one.points) - 1)) for one in curves],
        facecolors=[one.fill or "none" for one in curves],
        edgecolors=[one.stroke or "none" for one in curves],
        linewidths=[one.width * _POINTS if one.stroke else 0.0 for one in curves],
        linestyles=[_dashes(one) for one in curves],
        capstyle="butt",
        zorder=order,
    )


def _dashes(curve: Curve) -> object:
    # matplotlib counts dashes in line widths.
    if not curve.dash:
        return "solid"
    return 0.0, tuple(length / curve.width for length in curve.dash)


def _style(text: Text) -> dict[str, Any]:
    return {
        "fontsize": text.size * _POINTS,
        "fontweight": "bold" if text.bold else "normal",
        "color": text.colour,
        "ha": text.align,
        "va": "center_baseline",
    }


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 (as Measure has it)
    font = _font("bold" if bold else "normal")
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    width, _ = font.get_width_height()
    return float(width) / _UNITS


@lru_cache
def _font(weight: str) -> Any:  # noqa: ANN401 (matplotlib has no types)
    return get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))


@contextmanager
def _quiet() -> Iterator[None]:
    # A character that the font lacks is drawn as a box; that is all there is to say about it.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield
