"""YAML block scalars: where one ends, what it says, and where each of its lines stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.json_tokens import indentation
from analysis.source import Span

HEADER = re.compile(r"([|>])([-+]?[1-9]?|[1-9][-+])[ \t]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")
"""The start of a block scalar up to its line's end."""

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block scalar: the span of its text without line ending."""

    span: Span
    text: str

    @property
    def indentation(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        """Whether nothing but spaces stands in it: a tab is content."""
        return not self.text.strip(" ")


@dataclass(frozen=True, slots=True)
class Block:
    """A block scalar: its lines, the indentation that is not content, and what its header asks."""

    span: Span
    header: str
    lines: tuple[Line, ...]
    indentation: int

    @property
    def is_folded(self) -> bool:
        """Whether line breaks become spaces."""
        return self.header[0] == ">"

    @property
    def chomping(self) -> str:
        """`-` drops the final line break, `+` keeps all of them, otherwise empty."""
        return next((sign for sign in "-+" if sign in self.header), "")


def block_in_json(text: str, start: int, header_end: int, header: str) -> Block:
    """Return the block scalar whose header stands in a JSON text.

    It ends before the first line that is indented no deeper than the header's own line: the
    closing bracket or the next key.
    """
    outer, _ = indentation(text, start)
    lines: list[Line] = []
    for line in _lines(text, header_end):
        if line.text.strip() and line.indentation <= outer:
            break
        lines.append(line)
    return _block(Span(start, header_end), header, lines, outer)


def decode(block: Block) -> str:
    """Return what a block scalar says."""
    contents = [line.text[block.indentation :] for line in block.lines]
    while contents and not contents[-1]:
        contents.pop()
    trailing = len(block.lines) - len(contents)
    body = _fold(contents) if block.is_folded else "\n".join(contents)
    if block.chomping == "-":
        return body
    if block.chomping == "+":
        return body + "\n" * (trailing + bool(contents))
    return body + "\n" if body else ""


def _block(head: Span, header: str, lines: list[Line], outer: int) -> Block:
    inked = [line for line in lines if not line.is_blank]
    digit = next((int(sign) for sign in header if sign.isdigit()), 0)
    widest = max((line.indentation for line in lines), default=0)
    indentation = outer + digit if digit else inked[0].indentation if inked else widest
    # Spaces beyond the indentation are content as well.
    full = [line for line in lines if line.text[indentation:]]
    if "+" not in header:
        while lines and (not full or lines[-1] is not full[-1]):
            lines.pop()
    end = full[-1].span.end if full else head.end
    return Block(Span(head.start, end), header, tuple(lines), indentation)


def _fold(contents: Sequence[str]) -> str:
    # https://yaml.org/spec/1.2.2/#813-folded-style: single breaks between lines that are not
    # more indented become spaces; blank lines stand for one break each.
    folded: list[str] = []
    breaks = 0
    previous_is_deep = True
    for content in contents:
        is_deep = content[:1] in (" ", "\t")
        if not content:
            breaks += 1
            continue
        if folded:
            if is_deep or previous_is_deep:
                folded.append("\n" * (breaks + 1))
            else:
                folded.append("\n" * breaks or " ")
        else:
            folded.append("\n" * breaks)
        folded.append(content)
        previous_is_deep = is_deep
        breaks = 0
    return "".join(folded)


def _lines(text: str, header_end: int) -> Iterator[Line]:
    ending = _LINE.match(text, header_end)
    at = ending.end() if ending else len(text)
    while at < len(text):
        found = _LINE.match(text, at)
        assert found, "the pattern matches anywhere"
        yield Line(Span(at, found.end(1)), found[1])
        at = found.end()
