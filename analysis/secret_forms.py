"""Finds known secrets in a text, however they are shown there, though there be thousands."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

MASK = "****"

# Secrets are looked up by so much of them; a part of this length is masked where a text is cut.
_PART = 4
# What no other word holds by chance is masked within words, too.
_SHORTEST_DISTINCT = 10
_FEW = 30


@dataclass(frozen=True, slots=True)
class Forms:
    """Secrets, and what stands for them where they are quoted, escaped or shown in part.

    `lengths` are how long those are that begin with some letters, the longest first: a text is
    looked through once, not once for each secret. `ordered` has them by the alphabet, `backwards`
    written from their ends.
    """

    known: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    ordered: tuple[str, ...]
    backwards: tuple[str, ...]
    longest: int

    def masked(self, text: str) -> str:
        """Return the text with `****` for each of them."""
        if len(self.known) <= _FEW and not any(form in text for form in self.known):
            return text
        kept: list[str] = []
        at = behind = 0
        while at <= len(text) - _PART:
            lengths = self.lengths.get(text[at : at + _PART], ())
            length = next((one for one in lengths if self._is_at(text, at, at + one)), 0)
            if length:
                kept += (text[behind:at], MASK)
                behind = at + length
            at += length or 1
        return "".join((*kept, text[behind:]))

    def without_beginning(self, text: str) -> str:
        """Return a text that is cut at its end without what may be a secret's beginning there."""
        return self._cut(text, self.ordered)

    def without_end(self, text: str) -> str:
        """Return a text that is cut at its start without what may be a secret's end there."""
        return self._cut(text[::-1], self.backwards)[::-1]

    def _is_at(self, text: str, start: int, end: int) -> bool:
        form = text[start:end]
        if form not in self.known:
            return False
        if is_distinct(form):
            return True
        # What an ordinary word begins or ends with is none.
        is_begun = start and form[0].isalnum() and _is_of_word(text[start - 1])
        return not is_begun and not (form[-1].isalnum() and _is_of_word(text[end : end + 1]))

    def _cut(self, text: str, ordered: Sequence[str]) -> str:
        for start in range(max(0, len(text) - self.longest), len(text) - _PART + 1):
            rest = text[start:]
            place = bisect_left(ordered, rest)
            if place < len(ordered) and ordered[place].startswith(rest):
                return text[:start] + MASK
        return text


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=8)
def forms_of(values: tuple[str, ...]) -> Forms:
    """Return secrets with all that stands for them."""
    found = {form for value in values for form in _shown(value) if len(form.strip()) >= _PART}
    lengths: dict[str, set[int]] = {}
    for form in found:
        lengths.setdefault(form[:_PART], set()).add(len(form))
    return Forms(
        frozenset(found),
        {part: tuple(sorted(those, reverse=True)) for part, those in lengths.items()},
        tuple(sorted(found)),
        tuple(sorted(form[::-1] for form in found)),
        max(map(len, found), default=0),
    )


def is_distinct(value: str) -> bool:
    """Whether no other word holds a value by chance."""
    return (
        len(value) >= _SHORTEST_DISTINCT
        and any(map(str.isdigit, value))
        and any(map(str.isalpha, value))
    )


def _shown(value: str) -> Iterator[str]:
    yield value
    if value.isalnum():
        return
    # In JSON, in JSON within JSON, as cfn-lint quotes it, and on one line.
    escaped = json.dumps(value)[1:-1]
    yield from (escaped, json.dumps(escaped)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1])
    yield from (repr(value)[1:-1], " ".join(value.split()))
    lines = [line.strip() for line in value.splitlines()]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= _SHORTEST_DISTINCT)
