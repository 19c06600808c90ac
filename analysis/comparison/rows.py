"""Lays the lines of candidate and reference beside each other, by what they mean."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias

from analysis.comparison.comparison import Comparison
from analysis.comparison.pieces import HEAD, Piece, split
from analysis.lines import Stretch, match_lines, pair_lines
from analysis.source import Source, Span
from analysis.syntax import ArrayNode, Node, ScalarNode, UnreadableNode
from analysis.template import ENTITY_SECTIONS, Template

Row: TypeAlias = tuple[int, int, int, int, str]
"""Candidate's lines, reference's lines (from 1, half-open); `same`, `change`, `add`, `remove`."""

_NAME = re.compile(r"[A-Za-z0-9]+")
_PUNCTUATION = re.compile(r"^[\s{}\[\],]*$")
_WRITING = re.compile(r"[\"'{}\[\],]|^\s*- ")


def align_rows(
    candidate: Template,
    reference: Template,
    comparison: Comparison | None = None,
) -> tuple[Row, ...]:
    """Return blocks that cover each line of both texts once, partners in one block.

    The candidate keeps its order. Reference lines stand beside their partners, what the candidate
    lacks behind its neighbour in the reference. In a block, line stands beside line from the top;
    a longer side has what the other lacks. `same` means the same, though it may be written
    otherwise, in more lines or fewer; `add` has lines of the reference only, `remove` of the
    candidate only. Without a comparison both keep the order of their files.
    """
    mine, known = candidate.reading.source, reference.reading.source
    if comparison is None or mine.text == known.text:
        return align_in_file_order(mine, known)
    return tuple(_joined(_Aligner(comparison).blocks()))


def align_in_file_order(candidate: Source, reference: Source) -> tuple[Row, ...]:
    """Return blocks that cover both texts in the order of their lines."""
    mine, known = _lines(candidate), _lines(reference)
    stretches = match_lines([line.rstrip() for line in mine], [line.rstrip() for line in known])
    found: list[Row] = []
    for stretch in stretches:
        if stretch.alike:
            found.append(_row(stretch, "same"))
        else:
            found += _changed(mine, known, stretch)
    return tuple(_joined(found))


@dataclass(frozen=True, slots=True)
class _Text:
    """One side: its lines as they are, as they are compared, and how many of them differ."""

    source: Source
    lines: Sequence[str]
    compared: Sequence[str]
    differing: Sequence[int]

    def lines_of(self, lines: tuple[int, int]) -> Sequence[str]:
        """Return lines, half-open and from 1, as they are."""
        return self.lines[lines[0] - 1 : lines[1] - 1]

    def is_one_line(self, piece: Piece) -> bool:
        """Whether nothing but blank lines follows the first line of a piece."""
        return not any(map(str.strip, self.lines[piece.start : piece.end - 1]))

    def compared_lines(self, piece: Piece) -> Sequence[str]:
        """Return the lines of a piece as they are compared."""
        return self.compared[piece.start - 1 : piece.end - 1]

    def differs(self, start: int, end: int) -> bool:
        """Whether a difference in meaning stands in these lines."""
        return end > start and self.differing[end - 1] > self.differing[start - 1]


class _Aligner:
    """Aligns the pieces of two templates, then the pieces of those that are not alike."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        candidate, reference = comparison.candidate.reading, comparison.reference.reading
        names = {
            mine: known
            for pairs in comparison.alignment.pairs.values()
            for mine, known in pairs.items()
            if mine != known
        }
        self._is_one_syntax = (candidate.syntax == "yaml") == (reference.syntax == "yaml")
        spans = [(_span(one.candidate), _span(one.reference)) for one in comparison.differences]
        self._mine = self._text(candidate.source, names, [mine for mine, _ in spans])
        self._known = self._text(reference.source, {}, [known for _, known in spans])

    def blocks(self) -> Iterator[Row]:
        """Yield the blocks of the whole texts."""
        yield from self._align(
            Piece("", 1, self._mine.source.line_count + 1, self._comparison.candidate.root),
            Piece("", 1, self._known.source.line_count + 1, self._comparison.reference.root),
            (),
        )

    def _text(
        self,
        source: Source,
        names: Mapping[str, str],
        spans: Sequence[Span | None],
    ) -> _Text:
        lines = _lines(source)
        compared = [line.strip().removesuffix(",") for line in lines]
        if not self._is_one_syntax:
            compared = [_WRITING.sub("", line).strip() for line in compared]
        if names:
            compared = [
                _NAME.sub(lambda found: names.get(found[0], found[0]), line) for line in compared
            ]
        return _Text(source, lines, compared, _counted(source, spans))

    def _align(self, mine: Piece, known: Piece, path: tuple[Hashable, ...]) -> Iterator[Row]:
        if self._is_alike(mine, known):
            yield mine.start, mine.end, known.start, known.end, "same"
            return
        inner, other = self._split(mine, known, path)
        if {piece.key for piece in inner if piece.node} & {piece.key for piece in other}:
            yield from self._place(inner, other, path)
        else:
            yield from self._align_lines(mine, known)

    def _split(
        self,
        mine: Piece,
        known: Piece,
        path: tuple[Hashable, ...],
    ) -> tuple[Sequence[Piece], Sequence[Piece]]:
        # What stands on one line is beside the first line of what is written over several.
        if type(mine.node) is not type(known.node) or self._one_is_short(mine, known):
            return (), ()
        inner, other = split(self._mine.source, mine), split(self._known.source, known)
        return self._keyed(mine, inner, other, path) if inner and other else ((), ())

    def _is_alike(self, mine: Piece, known: Piece) -> bool:
        return not self._differ(
            (mine.start, mine.end, known.start, known.end, ""),
        ) and self._mine.compared_lines(mine) == self._known.compared_lines(known)

    def _one_is_short(self, mine: Piece, known: Piece) -> bool:
        return self._mine.is_one_line(mine) or self._known.is_one_line(known)

    def _differ(self, row: Row) -> bool:
        return self._mine.differs(row[0], row[1]) or self._known.differs(row[2], row[3])

    def _place(
        self,
        inner: Sequence[Piece],
        other: Sequence[Piece],
        path: tuple[Hashable, ...],
    ) -> Iterator[Row]:
        partners = {piece.key: piece for piece in other}
        followers = _followers(other, {piece.key for piece in inner})
        if inner[0].key != HEAD:
            yield from self._lacking(followers.pop(HEAD, ()))
        for piece in inner:
            partner = partners.get(piece.key)
            if partner:
                yield from self._align(piece, partner, (*path, piece.key))
            else:
                yield piece.start, piece.end, 0, 0, _alone(self._mine, piece, "remove")
            yield from self._lacking(followers.get(piece.key, ()))

    def _lacking(self, pieces: Sequence[Piece]) -> Iterator[Row]:
        for piece in pieces:
            yield 0, 0, piece.start, piece.end, _alone(self._known, piece, "add")

    def _keyed(
        self,
        whole: Piece,
        inner: Sequence[Piece],
        other: Sequence[Piece],
        path: tuple[Hashable, ...],
    ) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """Return the pieces with keys that are equal for partners and no others."""
        if isinstance(whole.node, ArrayNode):
            return self._paired_items(inner, other)
        section = whole.key[0] if len(path) == 1 and isinstance(whole.key, tuple) else None
        pairs = self._comparison.alignment.pairs.get(str(section))
        if section not in ENTITY_SECTIONS or pairs is None:
            return inner, other
        return [_with_partner(piece, pairs) for piece in inner], other

    def _paired_items(
        self,
        inner: Sequence[Piece],
        other: Sequence[Piece],
    ) -> tuple[Sequence[Piece], Sequence[Piece]]:
        mine = [_item_text(self._mine, piece) for piece in inner]
        known = [_item_text(self._known, piece) for piece in other]
        partner: dict[int, int] = {}
        for stretch in match_lines(mine, known):
            first, second = stretch.candidate_start, stretch.reference_start
            pairs = (
                [(number, number) for number in range(stretch.candidate_count)]
                if stretch.alike
                else pair_lines(
                    mine[first : stretch.candidate_end],
                    known[second : stretch.reference_end],
                )
            )
            partner |= {first + row: second + column for row, column in pairs}
        return (
            [
                replace(piece, key=("item", partner.get(number, -1 - number)))
                if piece.key is None
                else piece
                for number, piece in enumerate(inner)
            ],
            [
                replace(piece, key=("item", number)) if piece.key is None else piece
                for number, piece in enumerate(other)
            ],
        )

    def _align_lines(self, mine: Piece, known: Piece) -> Iterator[Row]:
        """Yield the rows of two pieces that have no inner pieces, line by line."""
        is_text = isinstance(mine.node, ScalarNode) and isinstance(known.node, ScalarNode)
        stretches = match_lines(
            _without_indentation(self._mine, mine) if is_text else self._mine.compared_lines(mine),
            _without_indentation(self._known, known)
            if is_text
            else self._known.compared_lines(known),
        )
        may_be_alike = _is_read(mine.node) and _is_read(known.node)
        for stretch in stretches:
            if stretch.alike:
                yield _row(stretch, "same", mine.start, known.start)
                continue
            if self._one_is_short(mine, known):
                rows = iter((_row(stretch, "change", mine.start, known.start),))
            else:
                rows = _changed(
                    self._mine.lines, self._known.lines, stretch, mine.start, known.start
                )
            for row in rows:
                lines = [*self._mine.lines_of(row[:2]), *self._known.lines_of(row[2:4])]
                alike = all(map(_PUNCTUATION.match, lines)) or (
                    may_be_alike
                    and not self._differ(row)
                    and not any(line.lstrip().startswith("#") for line in lines)
                )
                yield (*row[:4], "same") if alike else row


def _followers(
    pieces: Sequence[Piece],
    paired: AbstractSet[Hashable],
) -> dict[Hashable, list[Piece]]:
    """Return the pieces without a partner by the key of the nearest before them that has one."""
    followers: dict[Hashable, list[Piece]] = {}
    neighbour: Hashable = HEAD
    for piece in pieces:
        if piece.key in paired:
            neighbour = piece.key
        else:
            followers.setdefault(neighbour, []).append(piece)
    return followers


def _alone(text: _Text, piece: Piece, kind: str) -> str:
    # Brackets that only one of the syntaxes needs say nothing.
    lines = text.lines[piece.start - 1 : piece.end - 1]
    return "same" if all(map(_PUNCTUATION.match, lines)) else kind


def _with_partner(piece: Piece, pairs: Mapping[str, str]) -> Piece:
    if not (isinstance(piece.key, tuple) and piece.node is not None):
        return piece
    name = str(piece.key[0])
    return replace(piece, key=(pairs[name], *piece.key[1:]) if name in pairs else ("alone", name))


def _item_text(text: _Text, piece: Piece) -> str:
    return "\n".join(line for line in text.compared_lines(piece) if line)


def _is_read(node: Node | None) -> bool:
    return node is not None and not isinstance(node, UnreadableNode)


def _without_indentation(text: _Text, piece: Piece) -> list[str]:
    """Return the lines as compared, but with the indentation that they have among themselves."""
    lines = text.lines[piece.start - 1 : piece.end - 1]
    compared = text.compared_lines(piece)
    widths = [len(line) - len(line.lstrip()) for line in lines]
    least = min(
        (width for width, line in zip(widths[1:], lines[1:], strict=True) if line.strip()),
        default=0,
    )
    return [
        compared[0],
        *(
            " " * (width - least) + line
            for width, line in zip(widths[1:], compared[1:], strict=True)
        ),
    ]


def _lines(source: Source) -> list[str]:
    return [source.line_text(line) for line in range(1, source.line_count + 1)]


def _span(node: Node | None) -> Span | None:
    return node.span if node else None


def _counted(source: Source, spans: Sequence[Span | None]) -> list[int]:
    """Return, for each line, how many of the lines down to it have a part of a span."""
    marked = [0] * (source.line_count + 1)
    for span in spans:
        if span is not None:
            first, last = source.line(span.start), source.line(max(span.end - 1, span.start))
            marked[first : last + 1] = [1] * (last + 1 - first)
    return list(accumulate(marked))


def _row(stretch: Stretch, kind: str, first: int = 1, second: int = 1) -> Row:
    return (
        stretch.candidate_start + first,
        stretch.candidate_end + first,
        stretch.reference_start + second,
        stretch.reference_end + second,
        kind,
    )


def _changed(
    candidate: Sequence[str],
    reference: Sequence[str],
    stretch: Stretch,
    first: int = 1,
    second: int = 1,
) -> Iterator[Row]:
    """Yield the rows of lines that differ: similar ones beside each other, the rest between."""
    start, end, other_start, other_end, _ = _row(stretch, "", first, second)
    pairs = pair_lines(
        candidate[start - 1 : end - 1],
        reference[other_start - 1 : other_end - 1],
    )
    at, other_at = start, other_start
    for mine, known in ((start + row, other_start + column) for row, column in pairs):
        yield from _unpaired(at, mine, other_at, known)
        yield mine, mine + 1, known, known + 1, "change"
        at, other_at = mine + 1, known + 1
    yield from _unpaired(at, end, other_at, other_end)


def _unpaired(start: int, end: int, other_start: int, other_end: int) -> Iterator[Row]:
    if start < end and other_start < other_end:
        yield start, end, other_start, other_end, "change"
    elif start < end:
        yield start, end, other_start, other_end, "remove"
    elif other_start < other_end:
        yield start, end, other_start, other_end, "add"


def _joined(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with neighbours of a kind made one, empty sides placed where they belong."""
    joined: list[Row] = []
    at = other_at = 1
    for start, end, other_start, other_end, kind in rows:
        row = (
            *((start, end) if start < end else (at, at)),
            *((other_start, other_end) if other_start < other_end else (other_at, other_at)),
            kind,
        )
        at, other_at = row[1], row[3]
        if joined and _continues(joined[-1], row):
            row = (joined[-1][0], row[1], joined[-1][2], row[3], kind)
            joined.pop()
        joined.append(row)
    return joined


def _continues(row: Row, following: Row) -> bool:
    """Whether two rows may be one without any line getting another neighbour."""
    if row[4] != following[4] or row[1] != following[0] or row[3] != following[2]:
        return False
    count, other_count = row[1] - row[0], row[3] - row[2]
    return (
        count == other_count
        or (count < other_count and following[0] == following[1])
        or (count > other_count and following[2] == following[3])
    )
