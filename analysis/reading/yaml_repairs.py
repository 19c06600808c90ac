"""Repairs of YAML whose meaning is certain, proposed for the lines around an error.

A proposal is made from the look of a line alone; whoever asks tries it and keeps it only if the
text then reads on.
"""

import re
from collections.abc import Iterator

from analysis.edits import Edit
from analysis.intrinsics import LONG_BY_TAG
from analysis.reading.reading import Problem
from analysis.reading.verdict import SECTIONS
from analysis.reading.yaml_lines import Line, Lines
from analysis.reading.yaml_scalars import quoted
from analysis.source import Span

_TAG = re.compile(r"(?:![\w:]+[ \t]+)?")
_COMMENT = re.compile(r"[ \t]#")
_RESERVED = "@`%*,]}"
_SPACELESS = re.compile(r"(?:-[ \t]+)*[A-Za-z][A-Za-z0-9]*:(?=[^\s:])")
_WORD = re.compile(r"(?:-[ \t]+)*[A-Za-z][A-Za-z0-9:]*[ \t]*\Z")
_TWO_TAGS = re.compile(r"(?<![^\s,\[{])(![A-Za-z0-9:]+)[ \t]+(![A-Za-z0-9:]+)[ \t]+")
_ARGUMENT = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,\[\]{}|>\"'][^\s,\[\]{}]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*\Z")
_ESCAPE = re.compile(r"\\(?![0abt\tnvfe \"/\\N_LPxuU\r\n])")
_QUOTES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_TAB_WIDTHS = (2, 4, 8, 1)


def proposals(lines: Lines, number: int) -> Iterator[Problem]:
    """Yield problems with repairs that a line may need."""
    line = lines[number]
    following = lines.following(number)
    behind = lines[following] if following is not None else None
    for propose in _PROPOSERS:
        yield from propose(line, behind)
    yield from _outdented_key(lines, number)


def tab_proposals(lines: Lines, number: int) -> Iterator[Problem]:
    """Yield problems that turn the tabs of all indentations into spaces, of several widths."""
    tabbed = [line for line in lines if "\t" in line.indent]
    message = "A tab indents this line; YAML allows only spaces."
    for width in sorted(_TAB_WIDTHS, key=lambda width: not _nests(lines, width)):
        edits = tuple(
            Edit(Span(line.start, line.ink_start), line.indent.expandtabs(width)) for line in tabbed
        )
        if edits:
            yield Problem(message, lines[number].span, edits)


def _nests(lines: Lines, width: int) -> bool:
    """Whether with tabs of a width each line that follows a bare key is deeper than that key."""
    for number, line in enumerate(lines):
        before = lines.previous(number) if "\t" in line.indent else None
        if before is not None and lines[before].ink.rstrip().endswith(":"):
            outer = len(lines[before].indent.expandtabs(width))
            if len(line.indent.expandtabs(width)) <= outer:
                return False
    return True


def _escapes(line: Line, _: Line | None) -> Iterator[Problem]:
    edits = tuple(
        Edit(Span(at, at), "\\")
        for string in re.finditer(r"\"(?:[^\"\\]|\\.)*\"", line.ink)
        for escape in _ESCAPE.finditer(string[0])
        for at in (line.ink_start + string.start() + escape.start(),)
    )
    if edits:
        message = "A backslash in double quotes begins an escape that YAML does not know."
        yield Problem(message, line.span, edits)


def _two_tags(line: Line, behind: Line | None) -> Iterator[Problem]:
    value_start = len(line.ink) if line.value_start is None else line.value_start - line.ink_start
    for found in _TWO_TAGS.finditer(line.ink, value_start):
        outer, inner = found[1], found[2]
        if outer not in LONG_BY_TAG or inner not in LONG_BY_TAG:
            continue
        message = f"{outer} stands directly before {inner}; YAML allows one tag for a value."
        start = line.ink_start + found.start()
        argument = _ARGUMENT.match(line.ink, found.end())
        if argument:
            begin = line.ink_start + found.start(2)
            end = line.ink_start + argument.end()
            opening = Edit(Span(begin, begin + len(inner)), f"{{{LONG_BY_TAG[inner]}:")
            yield Problem(message, line.span, (opening, Edit(Span(end, end), "}")))
        elif _BLOCK_HEADER.match(line.ink, found.end()) and start == line.value_start:
            inside = behind.indentation - line.key_column - 1 if behind else 0
            if inside > 0:
                outside = Span(start, line.ink_start + found.start(2))
                key = f"\n{' ' * (line.key_column + min(inside, 2))}{LONG_BY_TAG[outer]}: "
                yield Problem(message, line.span, (Edit(outside, key),))


def _tags_in_two_lines(line: Line, behind: Line | None) -> Iterator[Problem]:
    if line.value_start is None or behind is None:
        return
    outer = line.ink[line.value_start - line.ink_start :].rstrip()
    inner = behind.ink.split(maxsplit=1)[0]
    if outer in LONG_BY_TAG and inner in LONG_BY_TAG and behind.indentation > line.indentation:
        message = f"{outer} stands directly before {inner}; YAML allows one tag for a value."
        outside = Span(line.value_start, behind.ink_start)
        edit = Edit(outside, f"\n{behind.indent}{LONG_BY_TAG[outer]}: ")
        yield Problem(message, line.span, (edit,))


def _missing_space(line: Line, _: Line | None) -> Iterator[Problem]:
    found = _SPACELESS.match(line.ink)
    if found and ": " not in line.ink:
        at = line.ink_start + found.end()
        yield Problem("A space is missing behind the colon.", line.span, (Edit(Span(at, at), " "),))


def _missing_colon(line: Line, behind: Line | None) -> Iterator[Problem]:
    if behind is None or behind.indentation <= line.key_column or behind.value_start is None:
        return
    if _WORD.match(line.ink) and (line.indentation or line.ink.rstrip() in SECTIONS):
        edit = Edit(Span(line.end, line.end), ":")
        yield Problem("A colon is missing behind this key.", line.span, (edit,))


def _closing_quote(line: Line, behind: Line | None) -> Iterator[Problem]:
    found = _value(line)
    if found is None or behind is None:
        return
    value, start = found
    quote = value[0]
    if quote in "'\"" and value.count(quote) == 1 and "\\" not in value and len(value) > 1:
        end = start + len(value)
        message = "A closing quote is missing at the end of this line."
        yield Problem(message, line.span, (Edit(Span(end, end), quote),))


def _closing_bracket(line: Line, behind: Line | None) -> Iterator[Problem]:
    found = _value(line)
    if found is None or behind is None or behind.indentation > line.indentation:
        return
    value, start = found
    bare = _QUOTES.sub("", value)
    missing = bare.count("[") - bare.count("]")
    if value.startswith("[") and missing > 0 and not set("'\"{}") & set(bare):
        end = start + len(value.rstrip(", \t"))
        message = "A closing bracket is missing at the end of this line."
        yield Problem(message, line.span, (Edit(Span(end, end), "]" * missing),))


def _reserved(line: Line, behind: Line | None) -> Iterator[Problem]:
    found = _value(line)
    if found is None or (behind and behind.indentation > line.indentation):
        return
    value, start = found
    if value[0] in "'\"[{|>&!#?":
        return
    if value[0] in _RESERVED:
        message = f"A value without quotes cannot begin with “{value[0]}”."
    elif ": " in value or value.endswith(":"):
        message = "A value without quotes cannot hold a colon before a space."
    else:
        return
    edit = Edit(Span(start, start + len(value)), quoted(value))
    yield Problem(message, line.span, (edit,))


def _outdented_key(lines: Lines, number: int) -> Iterator[Problem]:
    """Propose to indent a key like the other keys of its list item.

    A key between the dash and the item's other keys can belong to that item only.
    """
    line = lines[number]
    opener = next(lines.ancestors(number), None)
    following = lines.following(number)
    if opener is None or line.value_start is None:
        return
    if following is not None and lines[following].indentation > line.indentation:
        return
    between = (lines[other] for other in range(opener + 1, number))
    is_alone = all(one.is_blank or one.indentation > line.indentation for one in between)
    column = lines[opener].key_column
    if is_alone and lines[opener].indentation < line.indentation < column:
        edit = Edit(Span(line.start, line.ink_start), " " * column)
        yield Problem("This line is indented less than its list item.", line.span, (edit,))


def _value(line: Line) -> tuple[str, int] | None:
    """Return the value of a line behind its key, dash and tag, and where it begins."""
    if line.value_start is None:
        return None
    tag = _TAG.match(line.ink, line.value_start - line.ink_start)
    start = tag.end() if tag else 0
    comment = _COMMENT.search(line.ink, start)
    is_quoted = line.ink.startswith(("'", '"'), start)
    end = comment.start() if comment and not is_quoted else len(line.ink)
    value = line.ink[start:end].rstrip()
    return (value, line.ink_start + start) if value else None


_PROPOSERS = (
    _escapes,
    _two_tags,
    _tags_in_two_lines,
    _missing_space,
    _missing_colon,
    _closing_quote,
    _closing_bracket,
    _reserved,
)
