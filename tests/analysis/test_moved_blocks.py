"""Blocks that stand elsewhere: found in file order, and told where meaning aligned them."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.moved_blocks import MOVE, Move, find_moves, reordered, with_moves
from analysis.row_blocks import Row, align_in_file_order
from analysis.source import Source

QUEUE = ["  Queue:", "    Type: AWS::SQS::Queue", "    DeletionPolicy: Retain", ""]
TOPIC = ["  Topic:", "    Type: AWS::SNS::Topic", "    Properties:", "      Name: t", "      Z: 1"]
LINES = st.lists(st.sampled_from([*QUEUE, *TOPIC, "}", "x: 1"]), max_size=24)


def aligned(mine: list[str], known: list[str]) -> tuple[tuple[Row, ...], tuple[Move, ...]]:
    rows = align_in_file_order(Source("c", "\n".join(mine)), Source("r", "\n".join(known)))
    moves = find_moves(rows, mine, known)
    return with_moves(rows, moves), moves


def test_a_block_that_stands_elsewhere_is_moved() -> None:
    rows, moves = aligned(QUEUE + TOPIC, TOPIC + QUEUE)
    assert moves == (Move(1, 6, 4),)
    assert [row for row in rows if row[4] == MOVE] == [(1, 5, 1, 1, MOVE), (10, 10, 6, 10, MOVE)]
    assert {row[4] for row in rows} == {MOVE, "same"}


def test_brackets_alone_are_no_block() -> None:
    brackets = ["}", "},", "{"]
    assert aligned([*brackets, *TOPIC], [*TOPIC, *brackets])[1] == ()


@given(LINES, LINES)
def test_rows_with_moves_cover_each_line_once(mine: list[str], known: list[str]) -> None:
    mine, known = mine or [""], known or [""]
    rows, moves = aligned(mine, known)
    assert [line for row in rows for line in range(*row[:2])] == [*range(1, len(mine) + 1)]
    assert [line for row in rows for line in range(*row[2:4])] == [*range(1, len(known) + 1)]
    for move in moves:
        start, other = move.candidate - 1, move.reference - 1
        assert mine[start : start + move.count] == known[other : other + move.count]


def test_what_keeps_its_order_is_not_reordered() -> None:
    assert reordered([(1, 3, 1, 3, "same"), (3, 4, 3, 3, "remove"), (4, 5, 3, 4, "same")]) == ()


def test_the_smaller_part_is_the_one_that_moved() -> None:
    rows = [(1, 2, 1, 2, "same"), (2, 4, 12, 14, "same"), (4, 14, 2, 12, "same")]
    assert reordered(rows) == ((2, 12),)
    assert reordered([(1, 11, 5, 15, "same"), (11, 15, 1, 5, "same")]) == ((11, 1),)


@given(st.permutations(range(7)))
def test_what_is_left_without_the_reordered_rises(order: list[int]) -> None:
    rows = [(at + 1, at + 2, place + 1, place + 2, "same") for at, place in enumerate(order)]
    moved = {known for _, known in reordered(rows)}
    left: list[int] = []
    before, is_left = -1, True
    for row in rows:
        if row[2] != before + 1 or row[2] in moved:
            is_left = row[2] not in moved
        before = row[2]
        left += [before] if is_left else []
    assert left == sorted(left)
