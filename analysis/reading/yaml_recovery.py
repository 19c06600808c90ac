"""Goes on behind the breaks of a YAML text: each is mended, or the smallest stretch given up.

What is given up is overwritten with spaces, so that all offsets stay; what is mended is tried by
parsing on. All work is counted and bounded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import yaml

from analysis.edits import Edit, overlapping
from analysis.reading.guard import check_depth
from analysis.reading.projection import Projection, project_edits
from analysis.reading.reading import Problem
from analysis.reading.yaml_lines import Lines
from analysis.reading.yaml_repairs import proposals, tab_proposals
from analysis.source import Span

_BUDGET = 10_000_000
_STEPS = 200
_COPYING = 20  # Making a text to try costs so much less than parsing it.
_REACH = 60  # An open quote is found that many lines above the error, or not at all.
_MOST_SUSPICIOUS = 4
_INK = re.compile(r"[^\r\n]")
_NO_KEY = "could not find expected ':'"
_SENTENCES = {
    "mapping values are not allowed in this context": "A colon makes a key where none can stand.",
    _NO_KEY: "This line is neither a key with its value nor part of a text.",
    "did not find expected key": "This line does not fit into the object around it.",
    "did not find expected '-' indicator": "This line does not fit into the list around it.",
    "did not find expected ',' or ']'": "A list in brackets is neither continued nor closed here.",
    "did not find expected ',' or '}'": "An object in braces is neither continued nor closed here.",
    "did not find expected node content": "A value is missing in brackets.",
    "found unexpected end of stream": "The text ends inside quotes.",
    "found character that cannot start any token": "Without quotes, no value begins like this.",
    "found unknown escape character": "Double quotes hold an escape that YAML does not know.",
    "block sequence entries are not allowed in this context": "A list item cannot stand here.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why libyaml stops, and where what it was reading began."""

    at: int
    context: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A text that parses: with stretches given up and edits made, and the way back."""

    projection: Projection
    problems: tuple[Problem, ...]
    has_edits: bool


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A set of steps: what was given up and what was mended so far."""

    gaps: tuple[Problem, ...] = ()
    repairs: tuple[Problem, ...] = ()

    @property
    def unread(self) -> tuple[Span, ...]:
        """What was given up."""
        return tuple(gap.unread for gap in self.gaps if gap.unread)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of all repairs."""
        return tuple(edit for problem in self.repairs for edit in problem.repair)


def first_failure(text: str) -> Failure | None:
    """Return where libyaml cannot go on, None where it reads all.

    Raises LimitError over a limit of the guard: libyaml itself slows down quadratically.
    """
    events = yaml.CSafeLoader(text)
    depth = 0
    try:
        while (event := events.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                check_depth(depth, event.start_mark.index if event.start_mark else 0)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        context = error.context_mark.index if error.context_mark else None
        return Failure(mark.index if mark else 0, context, error.problem or "")
    finally:
        events.dispose()
    return None


def mend(text: str, sentences: Sequence[Span] = ()) -> Mended:
    """Return a text that parses, with a problem for each place that was mended or given up.

    `sentences` are stretches that are known to be no part of the template.
    """
    recovery = _Recovery(text)
    attempt = recovery.run(_without_prose(text, sentences))
    projection = recovery.project(attempt)
    problems = (*attempt.repairs, *_joined(text, attempt.gaps))
    return Mended(projection, problems, bool(attempt.edits))


class _Recovery:
    """Searches for the steps that make a text parse, within a budget of characters read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines.of(text)
        self._budget = _BUDGET

    def run(self, attempt: _Attempt) -> _Attempt:
        """Return the steps that make the text parse."""
        failure = self._failure(attempt)
        for _ in range(_STEPS):
            if failure is None:
                return attempt
            step = self._best_step(attempt, failure)
            if step is None:
                break
            attempt, failure = step
        return self._cut(attempt, failure)

    def project(self, attempt: _Attempt) -> Projection:
        """Return the text with the steps made."""
        return project_edits(_masked(self._text, attempt.unread), 0, attempt.edits)

    def _failure(self, attempt: _Attempt) -> Failure | None:
        """Return the first failure of the text with the steps made, in its own offsets."""
        projection = self.project(attempt)
        failure = first_failure(projection.text)
        if failure is None:
            self._budget -= len(self._text)
            return None
        self._budget -= failure.at + len(self._text) // _COPYING
        back = projection.source_offset
        context = None if failure.context is None else back(failure.context)
        return Failure(min(back(failure.at), len(self._text)), context, failure.message)

    def _best_step(
        self, attempt: _Attempt, failure: Failure
    ) -> tuple[_Attempt, Failure | None] | None:
        lines = self._lines.without(attempt.unread)
        numbers = _suspects(lines, failure)
        tabbed = self._text.startswith("\t", failure.at)
        proposed = _proposed(lines, numbers, tabbed=tabbed)
        mended = self._first_mending(attempt, failure, proposed)
        if mended:
            return mended
        plain = _culprits(lines, numbers, failure)
        best = self._furthest(attempt, failure, _gaps(lines, plain, failure))
        if best:
            return best
        best = self._furthest(attempt, failure, _gaps(lines, numbers, failure))
        line = lines.number_at(failure.at)
        if best and (best[1] is None or lines.number_at(best[1].at) > line + 1):
            return best
        # One line after the other fails: the object around them may be what is wrong.
        around = _gaps(lines, [*lines.ancestors(line)][:3], failure)
        outer = self._furthest(attempt, failure, around)
        return max((one for one in (best, outer) if one), key=_reach, default=None)

    def _first_mending(
        self, attempt: _Attempt, failure: Failure, problems: Iterable[Problem]
    ) -> tuple[_Attempt, Failure | None] | None:
        for problem in problems:
            if self._budget < 0:
                break
            if overlapping((*attempt.edits, *problem.repair)):
                continue
            tried = replace(attempt, repairs=(*attempt.repairs, problem))
            left = self._failure(tried)
            if left is None:
                return tried, left
            if left.at > max(failure.at, problem.span.end):
                # Where reading comes further without the line, that was not what it lacked.
                without = self._failure(_with_gap(attempt, replace(problem, unread=problem.span)))
                if without and without.at <= left.at:
                    return tried, left
        return None

    def _furthest(
        self, attempt: _Attempt, failure: Failure, gaps: Iterable[Problem]
    ) -> tuple[_Attempt, Failure | None] | None:
        """Return the gap behind which libyaml comes furthest, of equal ones the smallest."""
        best: tuple[_Attempt, Failure | None] | None = None
        for gap in sorted(dict.fromkeys(gaps), key=_size):
            if self._budget < 0:
                break
            tried = _with_gap(attempt, gap)
            left = self._failure(tried)
            behind = left is None or left.at > failure.at
            if behind and (best is None or _reach((tried, left)) > _reach(best)):
                best = tried, left
        return best

    def _cut(self, attempt: _Attempt, failure: Failure | None) -> _Attempt:
        """Give up all behind a failure that nothing else helps."""
        while failure is not None:
            starts = [failure.at if failure.context is None else failure.context, failure.at]
            lines = self._lines.without(attempt.unread)
            line = lines[lines.number_at(min(starts))]
            span = Span(line.start, len(self._text))
            message = "From here on the text cannot be read."
            attempt = _with_gap(attempt, Problem(message, line.span, unread=span))
            failure = self._failure(attempt)
        return attempt


def _reach(step: tuple[_Attempt, Failure | None]) -> float:
    return float("inf") if step[1] is None else step[1].at


def _size(gap: Problem) -> int:
    return gap.unread.end - gap.unread.start if gap.unread else 0


def _masked(text: str, unread: Iterable[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for span in sorted(unread):
        start = span.start
        while start > at and text[start - 1] in " \t":
            # A tab in front would still be an error, even in a line that is blank otherwise.
            start -= 1
        pieces += (text[at:start], _INK.sub(" ", text[max(at, start) : span.end]))
        at = max(at, span.end)
    pieces.append(text[at:])
    return "".join(pieces)


def _with_gap(attempt: _Attempt, gap: Problem) -> _Attempt:
    """Add a gap; what was found inside it before is no longer of interest."""
    unread = gap.unread or gap.span
    gaps = tuple(one for one in attempt.gaps if (one.unread or one.span) not in unread)
    repairs = tuple(
        one
        for one in attempt.repairs
        if all(edit.span.end < unread.start or unread.end <= edit.span.start for edit in one.repair)
    )
    return _Attempt((*gaps, gap), repairs)


def _suspects(lines: Lines, failure: Failure) -> list[int]:
    """Return the lines that may be to blame, the likeliest first."""
    number = lines.number_at(failure.at)
    found = [number]
    previous = lines.previous(number)
    if failure.context is not None:
        found.append(lines.number_at(failure.context))
    if previous is not None:
        found.append(previous)
    stray = lines.stray_before(number)
    if stray is not None:
        found.append(stray)
    reach = range(number, max(number - _REACH, -1), -1)
    found += islice((other for other in reach if lines[other].is_suspicious), _MOST_SUSPICIOUS)
    return list(dict.fromkeys(found))


def _culprits(lines: Lines, numbers: Sequence[int], failure: Failure) -> list[int]:
    """Return those of the suspected lines that are to blame beyond doubt."""
    sentences = [number for number in numbers if lines[number].is_stray]
    if sentences:
        return sentences[:1]
    if failure.message == _NO_KEY and failure.context is not None:
        return [lines.number_at(failure.context)]
    return []


def _proposed(lines: Lines, numbers: Sequence[int], *, tabbed: bool) -> Iterator[Problem]:
    if tabbed or any("\t" in lines[number].indent for number in numbers):
        yield from tab_proposals(lines, numbers[0])
    for number in numbers:
        yield from proposals(lines, number)


def _gaps(lines: Lines, numbers: Sequence[int], failure: Failure) -> Iterator[Problem]:
    """Yield what could be given up: the value of a line, the line, the stretch without keys."""
    for number in numbers:
        line = lines[number]
        message = _SENTENCES.get(failure.message, "The text cannot be read as YAML here.")
        if line.has_open_quote and lines.number_at(failure.at) != number:
            message = "A quote in this line has no partner."
        first, last = lines.run(number)
        if not line.is_stray:
            end = lines[lines.last_of_block(number)].end
            yield Problem(message, line.span, unread=Span(line.ink_start, end))
            if line.value_start is not None and line.value_start < end:
                yield Problem(message, line.span, unread=Span(line.value_start, end))
            if line.value_start is not None and line.value_start < line.end < end:
                yield Problem(message, line.span, unread=line.span)
        # At the margin everything deeper would be a sentence's own: only the sentences go.
        if last > first or line.is_stray:
            span = Span(lines[first].ink_start, lines[last].end)
            yield Problem(message, lines[first].span, unread=span)
        deep = lines.too_deep(number)
        if deep:
            yield Problem(message, lines[lines.number_at(deep.start)].span, unread=deep)
        for other in lines.resumptions(number):
            before = lines.previous(other)
            if before is not None and before > number:
                start = lines[first] if line.is_stray else line
                span = Span(start.ink_start, lines[before].end)
                yield Problem(message, start.span, unread=span)


def _joined(text: str, gaps: Sequence[Problem]) -> list[Problem]:
    """Return the gaps with neighbours made one, between which there is only white space."""
    joined: list[Problem] = []
    for gap in sorted(gaps, key=lambda gap: gap.unread or gap.span):
        last = joined[-1].unread if joined else None
        apart = not last or not gap.unread or bool(text[last.end : gap.unread.start].strip())
        if last and gap.unread and not (apart or joined[-1].repair):
            joined[-1] = replace(joined[-1], unread=Span(last.start, max(last.end, gap.unread.end)))
        else:
            joined.append(gap)
    return joined


def _without_prose(text: str, sentences: Sequence[Span]) -> _Attempt:
    """Give up sentences: those before the first section of a template, and those given."""
    lines = Lines.of(text)
    first = next((number for number in range(len(lines)) if lines[number].is_section), 0)
    prose = [number for number in range(first) if lines[number].is_sentence]
    gaps: list[Problem] = []
    if prose:
        start, end = lines[prose[0]], lines[prose[-1]]
        span = Span(start.ink_start, end.end)
        message = "Text stands before the template."
        gaps.append(Problem(message, start.span, (Edit(span, ""),), unread=span))
    message = "A sentence stands in the template."
    behind = gaps[0].unread.end if gaps and gaps[0].unread else 0
    gaps += [Problem(message, span, unread=span) for span in sentences if span.start >= behind]
    return _Attempt(tuple(gaps))
