"""Lays the lines of candidate and reference beside each other, by what they mean."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from analysis.comparison.compared_text import compared_text, is_punctuation
from analysis.comparison.comparison import Comparison
from analysis.comparison.pieces import HEAD, Piece, split
from analysis.lines import match_lines, pair_lines
from analysis.row_blocks import (
    Row,
    align_in_file_order,
    changed_rows,
    joined_rows,
    row_of,
    unpaired_rows,
)
from analysis.syntax import ArrayNode, Node, ScalarNode, UnreadableNode
from analysis.template import ENTITY_SECTIONS, Template


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
    return tuple(joined_rows(_Aligner(comparison).blocks()))


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
        across = (candidate.syntax == "yaml") != (reference.syntax == "yaml")
        mine = [one.candidate.span for one in comparison.differences if one.candidate]
        known = [one.reference.span for one in comparison.differences if one.reference]
        self._mine = compared_text(candidate.source, names, mine, across_syntaxes=across)
        self._known = compared_text(reference.source, {}, known, across_syntaxes=across)

    def blocks(self) -> Iterator[Row]:
        """Yield the blocks of the whole texts."""
        yield from self._align(
            Piece("", 1, self._mine.source.line_count + 1, self._comparison.candidate.root),
            Piece("", 1, self._known.source.line_count + 1, self._comparison.reference.root),
            (),
        )

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
                is_quiet = is_punctuation(self._mine.lines_of(piece.start, piece.end))
                yield piece.start, piece.end, 0, 0, "same" if is_quiet else "remove"
            yield from self._lacking(followers.get(piece.key, ()))

    def _lacking(self, pieces: Sequence[Piece]) -> Iterator[Row]:
        for piece in pieces:
            is_quiet = is_punctuation(self._known.lines_of(piece.start, piece.end))
            yield 0, 0, piece.start, piece.end, "same" if is_quiet else "add"

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
        mine = [self._mine.compared_text(piece) for piece in inner]
        known = [self._known.compared_text(piece) for piece in other]
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
            self._mine.indented_lines(mine) if is_text else self._mine.compared_lines(mine),
            self._known.indented_lines(known) if is_text else self._known.compared_lines(known),
        )
        may_be_alike = _is_read(mine.node) and _is_read(known.node)
        for stretch in stretches:
            whole = row_of(stretch, "same", mine.start, known.start)
            if stretch.alike:
                yield whole
                continue
            if self._one_is_short(mine, known):
                rows = unpaired_rows(*whole[:4])
            else:
                lines, others = self._mine.lines, self._known.lines
                rows = changed_rows(lines, others, stretch, mine.start, known.start)
            for row in rows:
                yield (*row[:4], "same") if self._is_quiet(row, may_be_alike) else row

    def _is_quiet(self, row: Row, may_be_alike: bool) -> bool:  # noqa: FBT001 (a fact)
        """Whether lines that look different mean the same."""
        lines = [*self._mine.lines_of(*row[:2]), *self._known.lines_of(*row[2:4])]
        return is_punctuation(lines) or (
            may_be_alike
            and not self._differ(row)
            and not any(line.lstrip().startswith("#") for line in lines)
        )


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


def _with_partner(piece: Piece, pairs: Mapping[str, str]) -> Piece:
    if not (isinstance(piece.key, tuple) and piece.node is not None):
        return piece
    name = str(piece.key[0])
    return replace(piece, key=(pairs[name], *piece.key[1:]) if name in pairs else ("alone", name))


def _is_read(node: Node | None) -> bool:
    return node is not None and not isinstance(node, UnreadableNode)
