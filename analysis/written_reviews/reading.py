"""Reads a review that somebody wrote in Markdown: the seed's form and its common variants."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.findings import Severity
from analysis.written_reviews.labels import (
    FIELDS,
    label_of,
    plain_label,
    severity_in_title,
    severity_of,
)
from analysis.written_reviews.written import WrittenExcerpt, WrittenItem, WrittenReview

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*$")
_FENCE = re.compile(r"^ {0,8}(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[^\s`]*)[^`]*$")
_NUMBER = re.compile(
    r"^(?:(?:failure|issue|problem|error|finding|item)\s*)?#?(?P<number>\d{1,4})(?:\.\d+)*"
    r"\s*(?:[.):]|\s[-–—]|(?=\s))\s*",  # noqa: RUF001 (dashes that titles have)
    re.IGNORECASE,
)
_RULE = re.compile(r"^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")
_TOTAL = re.compile(r"\btotal\b.*?(?:failures|issues|findings|problems)\b", re.IGNORECASE)
_COUNT = re.compile(r"(\d+)\s*(critical|high|medium|low)\b", re.IGNORECASE)
_DECORATION = re.compile(r"^[^\w`(\[\"'<&…“‘$%+=/.,;:!?)\]-]+")  # noqa: RUF001 (quotes that titles have)
_SECTION = re.compile(
    r"\b(?:failures?|issues?|priority|problems?|severity|concerns|findings|mismatches|errors?)\b",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"^([^`*]*)\*\*(.*)\*\*$")
_IS_AN_ITEM = frozenset({"issue", "fix", "severity", "root_cause"})


@dataclass(slots=True)
class _Block:
    """A heading with the lines below it, up to the next heading."""

    level: int
    heading: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def read(text: str) -> WrittenReview:
    """Return what a review says; a text that is none has no items."""
    lines = re.split(r"\r\n|\r|\n", text)
    blocks = list(_blocks(lines))
    items: list[WrittenItem] = []
    loose: list[tuple[int, str]] = []
    above: dict[int, Severity | None] = {}
    for block in blocks:
        above = {level: known for level, known in above.items() if level < block.level}
        parts = _Parts(block)
        if parts.is_item:
            section = next((above[level] for level in sorted(above, reverse=True)
                            if above[level]), None)  # fmt: skip
            items.append(_item(block, parts, section, len(items) + 1))
        else:
            loose += block.lines
        above[block.level] = _section_severity(block.heading)
    title = next((block.heading for block in blocks if block.level == 1), "")
    totals, line = _totals(loose)
    return WrittenReview(title, tuple(items), totals, line)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yield the headings with what stands below; headings that are labels are lines."""
    block = _Block(0, "", 1)
    for number, line, is_code in _with_code(lines):
        found = None if is_code else _HEADING.match(line)
        heading = (found[2] or "").strip() if found else ""
        if found and plain_label(heading.strip("*: ")) in FIELDS:
            block.lines.append((number, f"**{heading.strip('*: ')}**:"))
        elif found:
            yield block
            block = _Block(len(found[1]), heading, number)
        else:
            block.lines.append((number, line))
    yield block


def _with_code(lines: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield lines with their numbers, and whether they belong to a fenced block."""
    fence = ""
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        if fence:
            yield number, line, True
            if _closes(fence, line):
                fence = ""
        elif found:
            fence = found["mark"]
            yield number, line, True
        else:
            yield number, line, False


def _closes(fence: str, line: str) -> bool:
    shown = line.strip()
    return len(shown) >= len(fence) and set(shown) == {fence[0]}


class _Parts:
    """The labelled parts of a block."""

    def __init__(self, block: _Block) -> None:
        self.texts: dict[str, list[str]] = {"": []}
        self.excerpts: list[WrittenExcerpt] = []
        self._name = ""
        self._fence: tuple[str, str, int, list[str]] | None = None
        for number, line in block.lines:
            self._take(number, line)
        if self._fence:
            self._end_fence()

    @property
    def is_item(self) -> bool:
        return not _IS_AN_ITEM.isdisjoint(self.texts)

    def text(self, name: str) -> str:
        return "\n".join(self.texts.get(name, ())).strip()

    def others(self) -> dict[str, str]:
        return {
            name: self.text(name)
            for name in self.texts
            if name and name not in FIELDS.values() and self.text(name)
        }

    def _take(self, number: int, line: str) -> None:
        if self._fence:
            if _closes(self._fence[0], line):
                self._end_fence()
            else:
                self._fence[3].append(line)
            return
        opening = _FENCE.match(line)
        if opening:
            self._fence = (opening["mark"], opening["language"].lower(), number + 1, [])
            return
        if _RULE.match(line):
            self._name = "after the rule"
            return
        found = label_of(line)
        if found:
            label, name, rest = found
            self._name = name or label
            self.texts.setdefault(self._name, []).append(rest)
        else:
            self.texts.setdefault(self._name, []).append(line)

    def _end_fence(self) -> None:
        if self._fence is None:
            return
        _, language, line, lines = self._fence
        side = {"issue": "candidate", "fix": "reference"}.get(self._name, "")
        self.excerpts.append(WrittenExcerpt(side, language, "\n".join(lines), line))
        self._fence = None


def _item(block: _Block, parts: _Parts, section: Severity | None, number: int) -> WrittenItem:
    title = _bare(block.heading)
    found = _NUMBER.match(title)
    if found:
        number, title = int(found["number"]), title[found.end() :].strip("* ")
    severity = severity_of(parts.text("severity"))
    if severity is None:
        severity, title = severity_in_title(title)
    return WrittenItem(
        number=number,
        line=block.line,
        title=title,
        severity=severity or section,
        section_severity=section,
        issue=parts.text("issue"),
        fix=parts.text("fix"),
        root_cause=parts.text("root_cause"),
        impact=parts.text("impact"),
        documentation=parts.text("documentation"),
        note=parts.text("note"),
        decision=parts.text("decision"),
        others=parts.others(),
        excerpts=tuple(parts.excerpts),
    )


def _bare(heading: str) -> str:
    """Return a heading without bold marks around it and signs before it."""
    # Beside code, only marks around the whole title are surely bold.
    plain = heading if "`" in heading else heading.replace("**", "")
    return _DECORATION.sub("", _WRAPPED.sub(r"\1\2", plain)).strip()


def _section_severity(heading: str) -> Severity | None:
    return severity_of(heading) if _SECTION.search(heading) else None


def _totals(lines: Sequence[tuple[int, str]]) -> tuple[dict[str, int], int]:
    """Return the totals that a line outside the items states, and where it stands."""
    for number, line in lines:
        if _TOTAL.search(line):
            counts = {name.lower(): int(count) for count, name in _COUNT.findall(line)}
            if counts:
                return counts, number
    return {}, 0
