"""Both documents with their alignment: what each line is beside its partner."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.lines import changed_words, similarity
from analysis.source import Span
from gui.compare.alignment import (
    ADD,
    CHANGE,
    MOVE,
    QUIET,
    REMOVE,
    SAME,
    UNKNOWN,
    Alignment,
    Stretch,
)
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.mirrored_text import LONGEST_LINE
from gui.compare.moves import Moves
from gui.compare.noise import Noise
from gui.selection import CANDIDATE, REFERENCE

RENAME = "rename"
"""The same in meaning, with another name."""
FORMAT = "format"
"""The same in meaning, written otherwise."""
_SAME_LINE = 0.4
_NAMES_SHOWN = 4
_SYNTAX = " \t\"',{}[]:!-"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a line is beside its partner, and the words that differ, in code points."""

    kind: str
    words: tuple[Span, ...] = ()

    @property
    def is_tinted(self) -> bool:
        """Whether it stands out from what is alike."""
        return self.kind not in (SAME, QUIET, FORMAT)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """The line of its text, from 0, at which an entity begins, and the one after its end."""

    start: int
    end: int
    section: str
    logical_id: str


UNCHANGED = LineChange(SAME)
UNMARKED = LineChange(QUIET)
REFORMATTED = LineChange(FORMAT)
MOVED = LineChange(MOVE)


class PairedLines:
    """The two documents and where their lines stand; views of a pane ask here."""

    def __init__(self, candidate: MirroredDocument, reference: MirroredDocument) -> None:
        self.documents = {CANDIDATE: candidate, REFERENCE: reference}
        self.alignment = Alignment([Stretch(0, 1, 0, 1, UNKNOWN)])
        self.moves = Moves()
        self._names: Mapping[str, Sequence[NamedLine]] = {}
        self._renamed: Collection[tuple[str, str]] = ()
        self._quiet: Collection[Noise] = ()

    def show_names(self, names: Mapping[str, Iterable[NamedLine]]) -> None:
        """Take the entities of both sides that bars of folds name."""
        self._names = {
            side: sorted(named, key=lambda name: name.start) for side, named in names.items()
        }

    def show_quiet(
        self,
        quiet: Collection[Noise],
        renamed: Collection[tuple[str, str]],
    ) -> None:
        """Take what is not marked, and the names of both sides for what was renamed."""
        self._quiet, self._renamed = quiet, renamed

    def change(self, side: str, block: int) -> LineChange:
        """Return what a block of a side is beside its partner."""
        alignment = self.alignment
        kind = alignment.stretches[alignment.index_of(side, block)].kind
        if kind == UNKNOWN:
            return UNCHANGED
        if kind == QUIET:
            return UNMARKED
        partner = alignment.partner(side, block)
        mine = self.documents[side].true_line(block)[:LONGEST_LINE]
        if partner is None or kind in (ADD, REMOVE, MOVE):
            return _alone(side, kind)
        known = self.documents[_other(side)].true_line(partner)[:LONGEST_LINE]
        lines = (mine, known) if side == CANDIDATE else (known, mine)
        change = _compare_lines(kind, *lines)[0 if side == CANDIDATE else 1]
        return self._written_otherwise(change, *lines) if change.kind == RENAME else change

    def bar_text(self, side: str, index: int) -> str:
        """Return what the bar of the closed fold at a stretch says."""
        fold = self.alignment.fold_of(index)
        if fold is None:
            return ""
        start, end = self.alignment.fold_lines(fold, side)
        other = self.alignment.fold_lines(fold, _other(side))
        count = (end - start) or (other[1] - other[0])
        lines = "1 line" if count == 1 else f"{count} lines"
        mine = self.alignment.fold_lines(fold, CANDIDATE)
        if fold.is_alike:
            words, names = f"{lines} alike", self._names_in(CANDIDATE, *mine)
        else:
            at = CANDIDATE if mine[0] < mine[1] else REFERENCE
            names = self._names_in(at, *self.alignment.fold_lines(fold, at))
            is_moved = self.alignment.stretches[index].kind == MOVE
            words = f"{lines} {'moved, here' if is_moved else 'only'} in the {at}"
        return f"┄ {words} · {names} ┄" if names else f"┄ {words} ┄"

    def _written_otherwise(
        self,
        change: LineChange,
        candidate: str,
        reference: str,
    ) -> LineChange:
        """Return what lines of one meaning are beside each other: renamed, or in another form."""
        mine, known = _names(candidate), _names(reference)
        differing = [pair for pair in zip(mine, known, strict=False) if pair[0] != pair[1]]
        is_renamed = len(mine) == len(known) and all(pair in self._renamed for pair in differing)
        if is_renamed:
            return UNMARKED if Noise.NAMES in self._quiet else change
        return UNCHANGED if Noise.FORMATTING in self._quiet else REFORMATTED

    def _names_in(self, side: str, start: int, end: int) -> str:
        every, document = self._names.get(side, ()), self.documents[side]
        if start < end:
            # The reference is displayed in another order than its own.
            start, end = document.text_line(start), document.text_line(end - 1) + 1
        first = max(bisect_right(every, start, key=lambda name: name.start) - 1, 0)
        last = bisect_left(every, end, key=lambda name: name.start)
        touched = [name for name in every[first:last] if start < name.end]
        if not touched:
            return ""
        if len(touched) == 1:
            return f"{touched[0].section} / {touched[0].logical_id}"
        shown = ", ".join(name.logical_id for name in touched[:_NAMES_SHOWN])
        more = len(touched) - _NAMES_SHOWN
        return f"{shown} and {more} more" if more > 0 else shown


@lru_cache(maxsize=8192)
def _compare_lines(kind: str, candidate: str, reference: str) -> tuple[LineChange, LineChange]:
    if kind == SAME and _names(candidate) == _names(reference):
        return UNCHANGED, UNCHANGED
    if candidate.strip() == reference.strip() and not _WORD.search(candidate):
        # Amid changes, blank lines and brackets stand beside each other by chance.
        return UNCHANGED, UNCHANGED
    if kind == CHANGE and similarity(candidate, reference) < _SAME_LINE:
        return _alone(CANDIDATE, kind), _alone(REFERENCE, kind)
    shown = RENAME if kind == SAME else CHANGE
    words = changed_words(candidate, reference)
    mine, known = _trimmed(candidate, words[0]), _trimmed(reference, words[1])
    if not mine and not known:  # quotes or brackets are all that differs
        mine, known = words
    return LineChange(shown, mine), LineChange(shown, known)


def _alone(side: str, kind: str) -> LineChange:
    if kind == SAME:
        return UNCHANGED
    if kind == MOVE:
        return MOVED
    return LineChange(REMOVE if side == CANDIDATE else ADD)


def _names(line: str) -> list[str]:
    """Return the words of a line: what JSON and YAML have in common."""
    return _WORD.findall(line.replace("Fn::", ""))


def _trimmed(line: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans without quotes, brackets and spaces around them, and not those alone."""
    trimmed: list[Span] = []
    for span in spans:
        words = line[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip(_SYNTAX))
        end = span.end - len(words) + len(words.rstrip(_SYNTAX))
        if start < end and line[start:end] != "Fn":
            trimmed.append(Span(start, end))
    return tuple(trimmed)


def _other(side: str) -> str:
    return REFERENCE if side == CANDIDATE else CANDIDATE
