"""Excerpts of inline code: what a JSON string holds is shown as the lines that it stands for."""

import re

from analysis.findings import Place

LEFT_OUT = "…"

_MOST_LINES = 8
_STEP = 4
_STRING_HEAD = re.compile(r'^\s*"(?:ZipFile|Fn::Sub)"\s*:\s*(?:\{\s*"Fn::Sub"\s*:\s*)?"')
_STRING_TAIL = re.compile(r'(?<!\\)"[\s},]*$')
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_WRITTEN = {"n": "\n", "t": "\t", "r": "", "b": "", "f": ""}
_TEMPLATE_SIGNS = ("ZipFile", "Fn::Sub", "!Sub")
_SCRIPT_SIGNS = ("const ", "=>", "require(", "};")


def code_lines(place: Place) -> str | None:
    """Return the code that an excerpt shows, None where it shows the template around it, too."""
    if "ZipFile" not in place.path:
        return None
    if "\\n" in place.excerpt and "\n" not in place.excerpt:
        return _decoded(place.excerpt)
    if any(sign in place.excerpt for sign in _TEMPLATE_SIGNS):
        return None
    return place.excerpt


def language_of(code: str) -> str:
    """Return the language of inline code, as fences name it."""
    return "javascript" if any(sign in code for sign in _SCRIPT_SIGNS) else "python"


def _decoded(excerpt: str) -> str:
    inside = _STRING_TAIL.sub("", _STRING_HEAD.sub("", excerpt))
    cut_before, cut_after = inside.startswith(LEFT_OUT), inside.endswith(LEFT_OUT)
    # The cut may have gone through an escape.
    text = inside.strip(LEFT_OUT).rstrip("\\")
    lines = _ESCAPE.sub(_character, text).split("\n")
    if cut_before and len(lines) > 1:
        lines[0] = " " * _indent_before(lines) + lines[0].lstrip()
    if len(lines) > _MOST_LINES:
        lines, cut_after = lines[:_MOST_LINES], True
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "\n".join([*lines, LEFT_OUT] if cut_after else lines)


def _indent_before(lines: list[str]) -> int:
    """Return the indentation of a first line that was cut: what the lines below it ask for."""
    below = [line for line in lines[1:] if line.strip()]
    least = min((len(line) - len(line.lstrip()) for line in below), default=0)
    closes = any(
        line.lstrip()[0] in ")]}" for line in below if len(line) - len(line.lstrip()) == least
    )
    opens = lines[0].rstrip().endswith((":", "(", "[", "{"))
    return max(0, least - _STEP) if opens and not closes else least


def _character(found: re.Match[str]) -> str:
    escape = found.group(1)
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return _WRITTEN.get(escape, escape)
