"""How rules put names, numbers and values into sentences."""

from collections.abc import Sequence

from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode, text_of

_LISTED = 4
_VALUE = 80
_LEAD = 25
_EMPTY = '""'


def named(names: Sequence[str], limit: int = _LISTED) -> str:
    """Return names as prose: `A, B and C`, or `A, B, C, D and 3 more`."""
    known = list(dict.fromkeys(name for name in names if name))
    if len(known) > limit + 1:
        return f"{', '.join(known[:limit])} and {len(known) - limit} more"
    if len(known) > 1:
        return f"{', '.join(known[:-1])} and {known[-1]}"
    return "".join(known)


def coded(names: Sequence[str], limit: int = _LISTED) -> str:
    """Return names as prose, each in backquotes."""
    return named([f"`{name}`" for name in names if name], limit)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 function`, `3 policies`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def verb(names: Sequence[str], one: str, many: str) -> str:
    """Return the form of a verb that so many names need."""
    return one if len(set(names)) == 1 else many


def value_text(node: Node | None) -> str:
    """Return a value in short, as a sentence quotes it."""
    return _cut(_compact(node))


def value_phrase(node: Node | None) -> str:
    """Return a value in backquotes, or what it is where there is nothing to quote."""
    return _phrase(value_text(node))


def value_pair(ours: Node | None, theirs: Node | None) -> tuple[str, str]:
    """Return two values as phrases, long ones cut to what they do not have in common."""
    one, other = _compact(ours), _compact(theirs)
    if one == other:
        # A text with `${…}` in it is not what `Fn::Sub` makes of it.
        one, other = _explicit(ours), _explicit(theirs)
    if max(len(one), len(other)) > _VALUE and isinstance(ours, ObjectNode):
        one, other = _own_entries(ours, theirs) or one, _own_entries(theirs, ours) or other
    parting = _parting(one, other)
    if max(len(one), len(other)) <= _VALUE or parting <= _LEAD:
        return _phrase(_cut(one)), _phrase(_cut(other))
    start = parting - _LEAD
    return _phrase(f"…{_cut(one[start:])}"), _phrase(f"…{_cut(other[start:])}")


def _own_entries(node: Node | None, other: Node | None) -> str:
    """Return the entries of an object that another has otherwise or not at all."""
    if not isinstance(node, ObjectNode) or not isinstance(other, ObjectNode):
        return ""
    own = [
        f"{entry.name}: {_inner(entry.value)}"
        for entry in node.entries
        if _compact(other.child(entry.name)) != _compact(entry.value)
    ]
    shared = ["…"] if len(own) < len(node.entries) else []
    return f"{{{', '.join(own + shared)}}}" if own else ""


def _parting(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str) -> str:
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"


def _phrase(text: str) -> str:
    return f"`{text}`" if text else "an empty string"


def _explicit(node: Node | None) -> str:
    is_substituted = isinstance(node, IntrinsicNode) and node.name == "Fn::Sub"
    return f"!Sub {_compact(node)}" if is_substituted else _compact(node)


def _compact(node: Node | None) -> str:
    """Return a node on one line, intrinsic functions in their short form.

    A substituted text is told by its `${…}` alone.
    """
    match node:
        case None:
            return "nothing"
        case ScalarNode():
            return " ".join(node.text.split())
        case IntrinsicNode(name=name, argument=argument):
            return _intrinsic(name, argument)
        case ObjectNode():
            inside = (f"{entry.key.text}: {_inner(entry.value)}" for entry in node.entries)
            return f"{{{', '.join(inside)}}}"
        case ArrayNode():
            return f"[{', '.join(map(_inner, node.items))}]"
        case _:
            return "…"


def _intrinsic(name: str, argument: Node) -> str:
    if name == "Fn::Sub" and "${" in (text_of(argument) or ""):
        return _compact(argument)
    return f"!{name.removeprefix('Fn::')} {_argument(name, argument) or _EMPTY}"


def _argument(name: str, argument: Node) -> str:
    texts = [text_of(item) for item in getattr(argument, "items", ())]
    if name == "Fn::GetAtt" and texts and all(texts):
        return ".".join(text or "" for text in texts)
    return _compact(argument)


def _inner(node: Node) -> str:
    return _compact(node) or _EMPTY
