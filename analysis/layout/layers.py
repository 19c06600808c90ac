"""Columns: cycles are broken, and every edge leads at least one column to the right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

_ROUNDS = 12


def backward_edges(count: int, edges: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the edges that close a cycle when followed depth first in the given order."""
    targets: list[list[int]] = [[] for _ in range(count)]
    entered = [0] * count
    for source, target in edges:
        targets[source].append(target)
        entered[target] += 1
    backward: set[tuple[int, int]] = set()
    state = [0] * count
    for root in sorted(range(count), key=lambda node: (entered[node] > 0, node)):
        if state[root]:
            continue
        state[root] = 1
        trail = [(root, iter(targets[root]))]
        while trail:
            node, rest = trail[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                trail.pop()
            elif state[following] == 1:
                backward.add((node, following))
            elif not state[following]:
                state[following] = 1
                trail.append((following, iter(targets[following])))
    return backward


def columns_of(
    count: int,
    edges: Sequence[tuple[int, int]],
    outside: Collection[int] = (),
) -> list[int]:
    """Return the column of each node of an acyclic graph, 0 at the left; edges are short.

    The nodes `outside` share a last column of their own.
    """
    inner = [(source, target) for source, target in edges if target not in outside]
    ranks = _Ranks(count, inner)
    ranks.shorten()
    first = min((ranks.of[node] for node in range(count) if node not in outside), default=0)
    columns = [rank - first for rank in ranks.of]
    last = max((columns[node] for node in range(count) if node not in outside), default=-1)
    for node in outside:
        columns[node] = last + 1
    return columns


@dataclass(slots=True)
class _Ranks:
    """Ranks that keep every edge at least one long while groups of nodes are moved."""

    sources: list[list[int]]
    targets: list[list[int]]
    of: list[int]

    def __init__(self, count: int, edges: Sequence[tuple[int, int]]) -> None:
        self.sources = [[] for _ in range(count)]
        self.targets = [[] for _ in range(count)]
        for source, target in edges:
            self.sources[target].append(source)
            self.targets[source].append(target)
        self.of = self._longest_ways()

    def shorten(self) -> None:
        """Move groups as long as that makes the edges shorter in all."""
        for _ in range(_ROUNDS):
            moved = False
            for node in range(len(self.of)):
                moved |= self._pull(node, 1) or self._pull(node, -1)
            if not moved:
                return

    def _longest_ways(self) -> list[int]:
        # A sink has rank 0, what needs it stands left of it.
        ranks = [0] * len(self.sources)
        waiting = [len(targets) for targets in self.targets]
        ready = [node for node, open_targets in enumerate(waiting) if not open_targets]
        for node in ready:
            for source in self.sources[node]:
                ranks[source] = min(ranks[source], ranks[node] - 1)
                waiting[source] -= 1
                if not waiting[source]:
                    ready.append(source)
        return ranks

    def _pull(self, node: int, way: int) -> bool:
        # Moves a node and all that stands in its way, by as much as no edge forbids.
        ahead, behind = (self.targets, self.sources) if way > 0 else (self.sources, self.targets)
        if len(ahead[node]) < len(behind[node]) or not ahead[node]:
            return False
        group = [node]
        members = {node}
        for one in group:
            for other in ahead[one]:
                if other not in members and (self.of[other] - self.of[one]) * way == 1:
                    members.add(other)
                    group.append(other)
        gain = 0
        slack = 1 << 30
        for one in group:
            for other in ahead[one]:
                if other not in members:
                    gain += 1
                    slack = min(slack, (self.of[other] - self.of[one]) * way - 1)
            gain -= sum(1 for other in behind[one] if other not in members)
        if gain <= 0:
            return False
        for one in group:
            self.of[one] += slack * way
        return True
