"""The path of a line inside its entity, read from the text alone: keys by their indentation."""

import re
from collections.abc import Callable

_KEY = re.compile(
    r"""^(?P<before>[ \t]*(?:-[ \t]+)*)
    (?P<quote>["']?)(?P<key>[^\s"'{}\[\],]+?)(?P=quote)[ \t]*:(?=\s|$)""",
    re.VERBOSE,
)
_BLOCK = re.compile(r":[ \t]*(?:![\w:]+[ \t]+)?[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_MOST_LINES = 2000


def crumbs(line_of: Callable[[int], str], first: int, line: int) -> tuple[str, ...]:
    """Return the keys that lead from an entity, which begins at a line, to another line.

    What stands in a block of text has the key of that block; lines count from 0.
    """
    found: list[str] = []
    text = line_of(line)
    own = _KEY.match(text)
    margin = (len(own["before"]) if own else _margin(text)) + 1
    for number in range(line, max(first, line - _MOST_LINES), -1):
        text = line_of(number)
        if not text.strip():
            continue
        key = _KEY.match(text)
        if key is None:
            continue
        column = len(key["before"])
        if _margin(text) < margin and _BLOCK.search(text) and number < line:
            # Everything so far was inside this text.
            found, margin = [key["key"]], column
        elif column < margin:
            found.append(key["key"])
            margin = column
    return tuple(reversed(found))


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))
