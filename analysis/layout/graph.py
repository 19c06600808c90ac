"""The values of a drawn graph: what crosses the process and what every drawing shows."""

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

BOX_WIDTH = 170.0
"""The width of every box, in pixels at full size."""

BOX_HEIGHT = 34.0
"""The height of every box."""


@dataclass(frozen=True, slots=True)
class EdgeUse:
    """One use behind an edge: how the entity is named, and at which property path.

    `line` and `start` are where in the text; 0 and -1 where it stands nowhere.
    """

    kind: str
    path: str
    line: int = 0
    start: int = -1


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A box: an entity, an import or an export, with its top left corner.

    `kind` is `resource`, `parameter`, `condition`, `mapping`, `output`, `import` or `export`.
    `side` and `logical_id` say where a click leads; `partner` is the aligned entity's name on the
    other side. `change` is `same`, `change`, `replace` (a change: deploying the candidate over the
    reference replaces it), `add` (the reference alone has it), `remove` (the candidate alone has
    it), `rename` (nothing but the name), or empty where nothing was compared. `provided_by` is an
    import's: the template that exports it, empty where none is known.
    `provision` is an import's, too: `provided`, `perhaps` (the names have the same pattern), `open`
    (only the deployment knows the name) or `missing`. `severity` is the gravest of its `findings`,
    empty where there are none.
    """

    id: str
    kind: str
    label: str
    detail: str
    x: float
    y: float
    side: str
    logical_id: str
    width: float = BOX_WIDTH
    height: float = BOX_HEIGHT
    line: int = 0
    change: str = ""
    service: str = ""
    family: str = "other"
    severity: str = ""
    findings: tuple[str, ...] = ()
    partner: str = ""
    provided_by: str = ""
    provision: str = ""
    uses: int = 0
    in_cycle: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An arrow: `source` depends on `target`, for the reasons in `uses`.

    `points` are cubic Bezier segments: a start, then two control points and an end for each.
    Edges to one target may share their way. `change` is as a node's, of the dependency itself.
    """

    source: str
    target: str
    kind: str
    uses: tuple[EdgeUse, ...]
    points: tuple[Point, ...]
    change: str = ""
    in_cycle: bool = False


@dataclass(frozen=True, slots=True)
class GraphFrame:
    """A frame around nodes: of the `stack`, a `service`, a `vpc` or a `subnet`."""

    kind: str
    title: str
    x: float
    y: float
    width: float
    height: float
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphWish:
    """What is asked of a drawing.

    `kinds` are those of the nodes (none: the usual ones), `frames` is `none`, `service` or
    `network`, `orientation` where dependencies stand: `right` or `down`.
    """

    side: str = "candidate"
    kinds: tuple[str, ...] = ()
    frames: str = "none"
    orientation: str = "right"


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """A graph ready to be drawn; `side` is `candidate`, `reference` or `difference`.

    Lines lead to the right, or `down`, which `orientation` says; `frames` are painted below them,
    the outermost first.

    `left_out` counts the nodes that a limit kept out of the drawing. `cycles` are the ways round
    of its circular dependencies, as ids of nodes; the last one is the first. `plumbing` counts the
    resources that only join others and are left out on request: edges lead through them.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    width: float
    height: float
    side: str
    left_out: int = 0
    cycles: tuple[tuple[str, ...], ...] = ()
    plumbing: int = 0
    orientation: str = "right"
    frames: tuple[GraphFrame, ...] = ()
