"""A change of a text as a patch that `git apply` takes."""

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.source import Source

_CONTEXT = 3
# What a terminal, a patch or a text in UTF-8 cannot hold as it is.
_TO_QUOTE = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\ud800-\udfff]')


def unified_diff(name: str, source: Source, text: str) -> str:
    """Return the patch that turns the source's file into one with the new text; empty for none."""
    mark = "\ufeff" if source.has_bom else ""
    before, after = _lines(mark + source.text), _lines(mark + text)
    path = _path(name)
    patch = difflib.unified_diff(
        before, after, _quoted(f"a/{path}"), _quoted(f"b/{path}"), n=_CONTEXT
    )
    return "".join(_written(patch))


def _lines(text: str) -> list[str]:
    """Return the lines as git counts them: only LF ends one."""
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _written(patch: Iterator[str]) -> Iterator[str]:
    for line in patch:
        # `difflib` ends its own lines with LF; a last line of the text may have none.
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _path(name: str) -> str:
    path = os.path.relpath(name) if Path(name).is_absolute() else name
    plain = Path(path).as_posix().removeprefix("./")
    if plain.startswith("../"):
        plain = Path(plain).name
    return plain


def _quoted(path: str) -> str:
    """Return a name as git writes it in a patch: what would end it or a line stands escaped."""
    if not _TO_QUOTE.search(path):
        # A tab ends a name that has blanks in it.
        return f"{path}\t" if " " in path else path
    return f'"{_TO_QUOTE.sub(_escaped, path)}"'


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(found[0]))
