"""What the graph costs from a template's text to the screen, and while it is used."""

import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from analysis.graph_view import graph_of
from analysis.layout import GraphLayout
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import find_uses
from analysis.values import decode, encode
from benchmarks.graph_clarity import large_graph, read
from gui.graph import GraphView
from gui.graph.canvas import GraphCanvas
from gui.theme import load_theme

_RUNS = 7
_MIDDLE = range(45, 56)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of the processor for something; `limit` are milliseconds, 0 where there is none."""

    what: str
    best: float
    worst: float
    limit: float = 0.0


def ready_times(paths: Sequence[Path]) -> Iterator[Timed]:
    """Yield how long graphs of 50 and of 500 nodes take: reading, layout, process, scene."""
    middle = [path for path in paths if len(read(path).nodes) in _MIDDLE][:6]
    for path in middle:
        yield from _ready(_source(path), f"ready: {path.parent.name}", 150.0, in_parts=False)
    yield from _ready(large_source(), "ready: 500 nodes, 1,015 edges", 700.0, in_parts=True)


def scene_times() -> Iterator[Timed]:
    """Yield what a frame and a hover cost at 500 nodes."""
    application, view = _shown_view()
    drawn = _drawn(large_source())
    _show(view, drawn)
    canvas = view.findChild(GraphCanvas)
    assert canvas is not None
    canvas.fit()
    application.processEvents()
    yield _timed("500 nodes: a frame of the whole", canvas.viewport().repaint, 16.0)
    canvas.zoom(0.5 / canvas.transform().m11())
    yield _timed("500 nodes: a frame at half size", canvas.viewport().repaint, 16.0)
    canvas.zoom(1 / canvas.transform().m11())
    yield _timed("500 nodes: a frame at full size", canvas.viewport().repaint, 16.0)
    steps = itertools.cycle((40, -40))

    def pan() -> None:
        bar = canvas.horizontalScrollBar()
        bar.setValue(bar.value() + next(steps))
        canvas.viewport().repaint()

    yield _timed("500 nodes: a step of a pan, painted", pan, 16.0)
    places = itertools.cycle(
        [canvas.mapFromScene(node.x + 5, node.y + 5) for node in drawn.nodes],
    )
    yield _timed("500 nodes: hover", lambda: canvas.hover(next(places)), 5.0)
    for frames in ("service", "network"):
        draw = partial(_drawn, large_source(), frames)
        yield _timed(f"500 nodes: read and laid out by {frames}", draw)


def large_source() -> Source:
    """Return a template of 500 resources with 1,015 dependencies between them."""
    graph = large_graph()
    needs: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for source, target in graph.edges:
        needs[source].append(target)
    resources = {
        name: {
            "Type": "AWS::SQS::Queue",
            "Properties": {"Tags": [{"Key": "k", "Value": {"Ref": other}} for other in others]},
        }
        for name, others in needs.items()
    }
    return Source("large.json", json.dumps({"Resources": resources}, indent=1))


def _ready(source: Source, name: str, limit: float, *, in_parts: bool) -> Iterator[Timed]:
    application, view = _shown_view()
    drawn = _drawn(source)
    crossing = json.dumps(encode(drawn))
    template = read_template(source)
    uses = find_uses(template)
    parts = (
        _timed("  reading", lambda: find_uses(read_template(source))),
        _timed("  layout", lambda: graph_of(template, uses)),
        _timed("  into JSON", lambda: json.dumps(encode(drawn))),
        _timed("  out of JSON", lambda: decode(GraphLayout, json.loads(crossing))),
        _timed("  scene", lambda: _show(view, drawn)),
        _timed("  first frame", application.processEvents),
    )
    total = (sum(part.best for part in parts), sum(part.worst for part in parts))
    yield Timed(name, *total, limit)
    yield from parts if in_parts else ()


def _drawn(source: Source, frames: str = "none") -> GraphLayout:
    template = read_template(source)
    return graph_of(template, find_uses(template), frames=frames)


def _source(path: Path) -> Source:
    return Source(str(path), path.read_text("utf-8", "replace"))


def _shown_view() -> tuple[QCoreApplication, GraphView]:
    application = QApplication.instance() or QApplication([])
    view = GraphView(load_theme("light"))
    view.resize(1400, 850)
    view.show()
    return application, view


def _show(view: GraphView, graph: GraphLayout) -> None:
    # A large graph is built between events.
    loop = QEventLoop()
    canvas = view.findChild(GraphCanvas)
    assert canvas is not None
    canvas.graph_shown.connect(loop.quit)
    QTimer.singleShot(0, lambda: view.show_graph(graph))
    loop.exec()
    canvas.graph_shown.disconnect(loop.quit)


def _timed(what: str, work: Callable[[], object], limit: float = 0.0) -> Timed:
    times = []
    for _ in range(_RUNS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return Timed(what, min(times), max(times), limit)
