"""The questions that the window puts to the graph, and their answers in words."""

from collections.abc import Sequence
from enum import StrEnum

from analysis.layout import GraphLayout
from analysis.layout.questions import (
    Answer,
    apart,
    between,
    circular,
    dependents,
    direct_dependents,
    importing,
    requirements,
)
from gui.text import one_line

_NAME = 60
_MOST = 3


class Question(StrEnum):
    """What can be asked; the first three are about what is chosen."""

    DEPENDENTS = "What depends on this"
    REQUIREMENTS = "What this needs"
    BETWEEN = "Ways between the two chosen"
    IMPORTING = "What hangs on imports"
    CIRCULAR = "Circular dependencies"
    APART = "What is joined with nothing else"

    @property
    def is_of_chosen(self) -> bool:
        """Whether it is about what is chosen."""
        return self in (Question.DEPENDENTS, Question.REQUIREMENTS, Question.BETWEEN)

    def can_be_asked(self, graph: GraphLayout, chosen: frozenset[str]) -> bool:
        """Return whether a graph and what is chosen in it give an answer."""
        match self:
            case Question.DEPENDENTS | Question.REQUIREMENTS:
                return bool(chosen)
            case Question.BETWEEN:
                return len(chosen) == 2  # noqa: PLR2004 (two ends)
            case Question.IMPORTING:
                return any(node.kind == "import" for node in graph.nodes)
            case Question.CIRCULAR:
                return bool(graph.cycles)
            case _:
                return bool(graph.nodes)


def answer_to(question: Question, graph: GraphLayout, chosen: Sequence[str]) -> Answer:
    """Return the answer to a question that can be asked."""
    match question:
        case Question.DEPENDENTS:
            return dependents(graph, chosen)
        case Question.REQUIREMENTS:
            return requirements(graph, chosen)
        case Question.BETWEEN:
            return between(graph, *chosen)
        case Question.IMPORTING:
            return importing(graph)
        case Question.CIRCULAR:
            return circular(graph)
        case _:
            return apart(graph)


def answer_text(
    question: Question,
    graph: GraphLayout,
    chosen: Sequence[str],
    answer: Answer,
) -> str:
    """Return an answer in one line."""
    labels = {node.id: one_line(node.label, _NAME) for node in graph.nodes}
    names = _joined([labels[name] for name in chosen])
    count = len(answer.nodes.difference(chosen))
    match question:
        case Question.DEPENDENTS:
            return _dependents_text(graph, chosen, names, count)
        case Question.REQUIREMENTS:
            return f"{names} needs {count or 'nothing'} of what is drawn."
        case Question.BETWEEN:
            return f"{names}: {_way_text(answer, count)}."
        case Question.IMPORTING:
            imports = sum(node.kind == "import" for node in graph.nodes)
            return f"{len(answer.nodes) - imports} hang on {_counted(imports, 'import')}."
        case Question.CIRCULAR:
            return _spelled(graph, labels)
        case _:
            return _apart_text(answer, count)


def _dependents_text(graph: GraphLayout, chosen: Sequence[str], names: str, count: int) -> str:
    if not count:
        return f"Nothing that is drawn depends on {names}."
    direct = len(direct_dependents(graph, chosen))
    verb = "depends" if count == 1 else "depend"
    return f"{count} {verb} on {names}: {direct} directly, {count - direct} through others."


def _way_text(answer: Answer, count: int) -> str:
    if not answer.nodes:
        return "no way leads from one to the other"
    return f"{count} on the way between them" if count else "one needs the other directly"


def _apart_text(answer: Answer, count: int) -> str:
    if not count:
        return "Everything hangs together."
    ends = {end for edge in answer.edges for end in edge}
    alone = len(answer.nodes - ends)
    words = f"{_counted(count, 'node')} that nothing joins with the largest part"
    return f"{words}; {alone or 'none'} of them without any dependency."


def _joined(names: Sequence[str]) -> str:
    if len(names) > _MOST:
        return f"{len(names)} chosen nodes"
    return " and ".join(names)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _spelled(graph: GraphLayout, labels: dict[str, str]) -> str:
    ways = [" → ".join(labels[name] for name in way) for way in graph.cycles[:_MOST]]
    more = len(graph.cycles) - len(ways)
    return "; ".join(ways) + (f"; and {more} more" if more else "")
