"""Where in a text each character of a scalar's decoded text stands."""

import re
from bisect import bisect_right
from itertools import accumulate

from analysis.reading.block_scalar import HEADER
from analysis.syntax import ScalarNode, ScalarStyle

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"(?P<fold>[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
_ESCAPE = (
    rf"(?P<nothing>\\{_BREAK}[ \t]*)"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\."
)
_CHARACTERS = {
    ScalarStyle.PLAIN: r".",
    ScalarStyle.SINGLE: r"''|\\'|.",
    ScalarStyle.DOUBLE: rf"{_ESCAPE}|.",
}
_FOLDING = {
    style: re.compile(f"{_FOLD}|{characters}", re.DOTALL)
    for style, characters in _CHARACTERS.items()
}
_EXACT = {style: re.compile(characters, re.DOTALL) for style, characters in _CHARACTERS.items()}
_INK = re.compile(r"[^ \t\r\n]+")
_LAST_BREAK = re.compile(r"[\r\n][^\r\n]*\Z")


def scalar_offset(text: str, node: ScalarNode, index: int) -> int:
    """Return where the index-th code point of a scalar's decoded text stands in the text.

    An escape's place is its backslash. An index past the end gives the end of the scalar's text.
    """
    if node.style in (ScalarStyle.LITERAL, ScalarStyle.FOLDED):
        return _block_offset(text, node, index)
    start, end = node.span.start, node.span.end
    style = node.style
    quote = {ScalarStyle.SINGLE: "'", ScalarStyle.DOUBLE: '"'}.get(style)
    if quote and text[start:end].startswith(quote):
        start, end = start + 1, end - text[start + 1 : end].endswith(quote)
    elif quote:
        style = ScalarStyle.PLAIN
    if index >= len(node.text):
        return end
    if end - start == len(node.text):
        return start + max(index, 0)
    return _flow_offset(text[start:end], style, node, index) + start


def _flow_offset(raw: str, style: ScalarStyle, node: ScalarNode, index: int) -> int:
    # YAML folds line breaks; a JSON string that wrongly holds some keeps them as they are.
    for pattern in (_FOLDING[style], _EXACT[style]):
        tokens = list(pattern.finditer(raw))
        ends = list(accumulate(_length(token) for token in tokens))
        if ends and ends[-1] == len(node.text):
            return tokens[bisect_right(ends, max(index, 0))].start()
    return min(index, len(raw))


def _length(token: re.Match[str]) -> int:
    groups = token.groupdict()
    if groups.get("nothing") is not None:
        return 0
    fold = groups.get("fold")
    if fold is None:
        return 1
    breaks = fold.count("\n") + fold.count("\r") - fold.count("\r\n")
    return max(1, breaks - 1)


def _block_offset(text: str, node: ScalarNode, index: int) -> int:
    """Align the runs of ink of the decoded text with those of the block: they are the same."""
    header = HEADER.match(text, node.span.start)
    start = header.end() if header else node.span.start
    if index >= len(node.text):
        return node.span.end
    decoded = list(_INK.finditer(node.text))
    written = list(_INK.finditer(text, start, node.span.end))
    if len(decoded) != len(written):
        return min(start + index, node.span.end)
    number = bisect_right([run.end() for run in decoded], index)
    if number == len(decoded):
        return node.span.end
    run, place = decoded[number], written[number]
    if index >= run.start():
        return place.start() + index - run.start()
    return _gap_offset(text, node, index, (run.start(), place.start()))


def _gap_offset(text: str, node: ScalarNode, index: int, ends: tuple[int, int]) -> int:
    # White space before a run: behind its last line break it is aligned with the run.
    decoded_end, written_end = ends
    if not _LAST_BREAK.search(node.text[index:decoded_end]):
        return written_end - (decoded_end - index)
    gap = text[node.span.start : written_end]
    found = _LAST_BREAK.search(gap)
    return node.span.start + (found.start() if found else len(gap))
