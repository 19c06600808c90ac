"""On a real pair each fix does what it says; the benchmark measures all pairs so."""

from pathlib import Path

import pytest

from benchmarks.fixes import measured

PAIR = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "json-Pr4330"
ALWAYS = (
    "all: parses",
    "all: nothing differs",
    "all: plain comparison agrees",
    "all: no new error of cfn-lint",
    "all: idempotent",
    "fix: parses",
    "fix: not offered again",
    "fix: bytes outside are the same",
    "fix: comments are kept",
)


@pytest.mark.corpus
@pytest.mark.skipif(not PAIR.is_dir(), reason="the review corpus is not beside the project")
def test_fixes_do_what_they_say() -> None:
    _, found = measured(PAIR)
    assert {name: found.good[name] for name in ALWAYS} == {name: found.all[name] for name in ALWAYS}
    for share, name in ((0.9, "finding: a fix is offered"), (0.85, "finding: a fix is verified")):
        assert found.good[name] >= share * found.all[name] > 0
