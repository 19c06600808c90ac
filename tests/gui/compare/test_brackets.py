"""The bracket at the cursor finds its partner, in a text of any length."""

import time

import pytest

from gui.compare.brackets import matching

DEEP = "{[" * 15_000


@pytest.mark.parametrize(
    ("lines", "quoted", "at", "expected"),
    [
        (["{", "a", "}"], {}, (0, 0), ((0, 0), (2, 0))),
        (["{", "a", "}"], {}, (2, 1), ((2, 0), (0, 0))),
        (["{'}'}"], {0: [(1, 4)]}, (0, 0), ((0, 0), (0, 4))),
        (["{'}'}"], {0: [(1, 4)]}, (0, 5), ((0, 4), (0, 0))),
        (["{'}'}"], {0: [(1, 4)]}, (0, 3), None),
        (["[", "{", "]"], {}, (0, 0), ((0, 0), (2, 0))),
        ([f"{DEEP}{{}}"], {}, (0, 30_000), ((0, 30_000), (0, 30_001))),
        ([DEEP], {}, (0, 0), None),
        ([DEEP] * 40, {0: [(n, n + 1) for n in range(1, 20_000, 2)]}, (0, 0), None),
        (["x" * 1_000_000 + "}"], {}, (0, 1_000_000), None),
    ],
)
def test_partners(
    lines: list[str],
    quoted: dict[int, list[tuple[int, int]]],
    at: tuple[int, int],
    expected: object,
) -> None:
    started = time.process_time()
    found = matching(lines.__getitem__, lambda line: quoted.get(line, []), len(lines), at)
    assert found == expected
    assert time.process_time() - started < 0.5
