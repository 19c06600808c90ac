"""Finds the lines of a template that an excerpt of a written review shows.

Excerpts are retyped: other indentation, one line for three, JSON for YAML. So words are compared
in their order, without quotes, brackets and the two forms of an intrinsic function.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.source import Source

_WORD = re.compile(r"[\w$.*/@%+-]+(?::[\w$.*/@%+-]+)*")
_ESCAPES = re.compile(r'\\[nrt]|\\(?=["\\])')
_ELISION = re.compile(r"^\W*(?:\.\.\.|…)|^\s*(?:#|//)")
_FORM = re.compile(r"^(?:Fn::)")
_LEAST_WORDS = 2
_MOST_PLACES = 50
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of an excerpt that stand together in a template; `places` are where they may stand.

    `share` is how much of the excerpt's words they are.
    """

    places: tuple[tuple[int, int], ...]
    words: int
    share: float


class ExcerptSearch:
    """The words of one template, to be searched for many excerpts."""

    def __init__(self, source: Source) -> None:
        words: list[str] = []
        self._lines: list[int] = []
        for line in range(1, source.line_count + 1):
            found = _words(source.line_text(line))
            words += found
            self._lines += [line] * len(found)
        self._text = _joined(words)
        self._starts = [1, *accumulate((len(word) + 1 for word in words), initial=1)][1:]

    def runs(self, excerpt: str) -> tuple[Run, ...]:
        """Return the runs of an excerpt that the template has, longest lines first to last."""
        lines = [words for words in _excerpt_lines(excerpt) if words]
        total = sum(map(len, lines))
        return tuple(self._found(lines, total)) if total else ()

    def lines_of(self, word: str) -> list[int]:
        """Return the lines that have a word."""
        return [first for first, _ in self._places((word,))]

    def _found(self, lines: Sequence[Sequence[str]], total: int) -> Iterator[Run]:
        at = 0
        while at < len(lines):
            end, places = self._longest(lines, at)
            words = sum(map(len, lines[at:end]))
            if places and words >= min(_LEAST_WORDS, total):
                yield Run(tuple(places), words, words / total)
            at = max(end, at + 1)

    def _longest(
        self, lines: Sequence[Sequence[str]], at: int
    ) -> tuple[int, list[tuple[int, int]]]:
        """Return how far lines stand together in the template, and where."""
        end, places = at, []
        words: list[str] = []
        while end < len(lines):
            words += lines[end]
            found = self._places(words)
            if not found:
                break
            end, places = end + 1, found
        return end, places

    def _places(self, words: Sequence[str]) -> list[tuple[int, int]]:
        wanted = _joined(words)
        places: list[tuple[int, int]] = []
        at = self._text.find(wanted)
        while at >= 0 and len(places) < _MOST_PLACES:
            first = bisect_right(self._starts, at + 1) - 1
            places.append((self._lines[first], self._lines[first + len(words) - 1]))
            at = self._text.find(wanted, at + 1)
        return places


def _joined(words: Sequence[str]) -> str:
    return f"{_SEPARATOR}{_SEPARATOR.join(words)}{_SEPARATOR}"


def _excerpt_lines(excerpt: str) -> Iterator[list[str]]:
    for line in excerpt.split("\n"):
        # What is left out, and what reviewers write beside the code.
        if _ELISION.match(line):
            continue
        yield _words(re.split(r"\s(?:#|//)\s|\s<?--\s", line)[0])


def _words(line: str) -> list[str]:
    found = _WORD.findall(_ESCAPES.sub(" ", line))
    bare = (_FORM.sub("", word).strip("-.") for word in found)
    return [word for word in bare if word and word not in ("|", "*", "$", "+", "/")]
