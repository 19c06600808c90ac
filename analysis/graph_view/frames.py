"""The frames of a drawing: the stack, and the groups in it."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from analysis.graph_view.framing import Framing
from analysis.layout import METRICS, Arrangement, Box, GraphFrame

_STACKS = {"difference": "Both stacks"}
_TITLE = 30.0
_AROUND = 16.0
_INSET = 9.0


def frames_of(
    placed: Arrangement[str],
    framing: Framing,
    outside: AbstractSet[str],
    side: str,
    orientation: str,
) -> tuple[GraphFrame, ...]:
    """Return the frames, the outermost first.

    The stack has one where something is outside of it.
    """
    return (
        *_stack(placed, outside, _STACKS.get(side, "This stack"), orientation),
        *_groups(placed, framing),
    )


def _stack(
    placed: Arrangement[str],
    outside: AbstractSet[str],
    title: str,
    orientation: str,
) -> Iterator[GraphFrame]:
    inside = placed.corners.keys() - outside
    if not outside or not inside:
        return
    metrics = METRICS[orientation]
    place, _ = metrics.turned(placed.corners[min(outside)])
    ends = (
        metrics.turned((box.x + box.width, box.y + box.height)) for box in placed.frames.values()
    )
    end = max([place - metrics.channel + _AROUND, *(far + _INSET for far, _ in ends)])
    _, breadth = metrics.turned((placed.width, placed.height))
    far = metrics.point(end, breadth + _AROUND)
    box = Box(-_AROUND, -_TITLE, far[0] + _AROUND, far[1] + _TITLE)
    members = tuple(name for name in placed.corners if name in inside)
    yield GraphFrame("stack", title, box.x, box.y, box.width, box.height, members)


def _groups(placed: Arrangement[str], framing: Framing) -> Iterator[GraphFrame]:
    for path in sorted(placed.frames, key=len):
        box = placed.frames[path]
        kind, title = framing.titles[path[-1]]
        held = (name for name, place in framing.within.items() if place[: len(path)] == path)
        yield GraphFrame(kind, title, box.x, box.y, box.width, box.height, tuple(held))
