"""Limits on what is read: hostile text is refused in one linear pass, before and while parsing.

libyaml's own tree builder overflows the stack on deep nesting, and whatever walks a tree explodes
on aliases of aliases. Real templates reach a tenth of these limits at most.
"""

import math
import re
from itertools import islice

from analysis.source import Source, Span

MAX_BYTES = 2_000_000
MAX_LINES = 100_000
MAX_DEPTH = 64
MAX_NODES = 250_000
MAX_KEYS = 5_000
MAX_PROBLEMS = 20_000
MAX_VARIABLES = 20_000
_VARIABLE = "${"


class LimitError(Exception):
    """A text goes over a limit; the message is a sentence in which `{line}` stands for its line."""

    def __init__(self, sentence: str, offset: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.offset = offset


def megabytes(size: int) -> str:
    """Return a number of bytes in megabytes, rounded up: over a limit is never shown as at it."""
    return f"{math.ceil(size / 1e5) / 10:g}"


def count_lines(text: str) -> int:
    """Return how many lines a text has, whatever ends them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def check_text(source: Source) -> None:
    """Raise LimitError for a text that is too large; a long line is no reason to refuse one."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        sentence = f"The text has {megabytes(size)} MB; up to {megabytes(MAX_BYTES)} MB are read."
        raise LimitError(sentence, 0)
    lines = count_lines(source.text)
    if lines > MAX_LINES:
        sentence = f"The text has {lines:,} lines; up to {MAX_LINES:,} are read."
        raise LimitError(sentence, 0)
    variables = source.text.count(_VARIABLE)
    if variables > MAX_VARIABLES:
        sentence = (
            f"The text has {variables:,} variables such as ${{{{Name}}}}; up to {MAX_VARIABLES:,} "
            "are read, which end in line {line}."
        )
        raise LimitError(sentence, _end_of_variables(source.text))


def _end_of_variables(text: str) -> int:
    """Return where the first variable stands that is one too many."""
    found = re.finditer(re.escape(_VARIABLE), text)
    return next(islice(found, MAX_VARIABLES, None)).start()


def check_depth(depth: int, offset: int) -> None:
    """Raise LimitError for a collection that lies too deep."""
    if depth > MAX_DEPTH:
        sentence = f"Line {{line}} nests {depth} levels deep; up to {MAX_DEPTH} are read."
        raise LimitError(sentence, offset)


def check_nodes(count: int, offset: int) -> None:
    """Raise LimitError where a text holds too many values, counting each use of an alias."""
    if count > MAX_NODES:
        sentence = (
            f"The template has more than {MAX_NODES:,} values: line {{line}} brings "
            f"number {count:,}, each use of an alias counted in full."
        )
        raise LimitError(sentence, offset)


def check_keys(count: int, offset: int) -> None:
    """Raise LimitError for an object with too many keys."""
    if count > MAX_KEYS:
        sentence = f"The object in line {{line}} has {count:,} keys; up to {MAX_KEYS:,} are read."
        raise LimitError(sentence, offset)


def check_problems(count: int, offset: int) -> None:
    """Raise LimitError for a text with too many places that are not what its format asks for."""
    if count > MAX_PROBLEMS:
        sentence = (
            f"Up to line {{line}} the text has {count:,} places that its format does not allow; "
            f"reading ends behind {MAX_PROBLEMS:,}."
        )
        raise LimitError(sentence, offset)


def place(source: Source, error: LimitError) -> tuple[str, Span]:
    """Return what a limit's problem says and where."""
    line = source.line(error.offset)
    return error.sentence.format(line=line), source.line_span(line)
