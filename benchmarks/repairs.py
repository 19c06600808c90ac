"""What the one repair of broken templates does: `python -m benchmarks.repairs FOLDER`.

FOLDER holds templates that do not load. Of each, the first fix of the finding about its syntax is
applied, as the window's Repair does; then TwinStack has no problem with it, a plain loader takes
it, and all its words are there in their order, be they in comments.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import yaml

from analysis import files
from analysis.edits import apply_edits
from analysis.findings import Fix
from analysis.pipeline import review
from analysis.reading.reader import read
from analysis.review import Inputs
from analysis.source import Source
from benchmarks.plain_comparison import load

_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\[nrt]")
_RULE = "invalid-syntax"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of one template."""

    name: str
    fix: Fix | None
    parses: bool = False
    loads: bool = False
    lost: int = 0

    @property
    def is_mended(self) -> bool:
        """Whether it parses with all its text."""
        return self.parses and self.loads and not self.lost


def main(arguments: Sequence[str]) -> None:
    """Repair each template and print the table."""
    paths = sorted(path for path in Path(arguments[0]).iterdir() if path.suffix != ".md")
    every = [repaired(path) for path in paths if path.name != "README"]
    for one in every:
        told = f"{one.fix.safety.value}: {one.fix.title}" if one.fix else "no repair"
        state = "mended" if one.is_mended else f"parses {one.parses}, {one.lost} words lost"
        print(f"{one.name:<22} {state:<34} {told}")
    for word, count in (
        ("parse afterwards", sum(one.parses and one.loads for one in every)),
        ("… with all text kept", sum(one.is_mended for one in every)),
        ("… by a safe repair", sum(one.is_mended and _is_safe(one) for one in every)),
    ):
        print(f"{word:<22} {count} of {len(every)}")


def _is_safe(one: Repaired) -> bool:
    return one.fix is not None and one.fix.safety.value == "safe"


def repaired(path: Path) -> Repaired:
    """Return what the first repair of a template does."""
    source = files.load(str(path))
    found = (one for one in review(Inputs(source)).findings if one.rule == _RULE)
    fix = next((fix for one in found for fix in one.fixes), None)
    if fix is None:
        return Repaired(path.name, None)
    after = replace(source, text=apply_edits(source.text, fix.edits))
    lost = _lost(source.text, after.text)
    return Repaired(path.name, fix, not read(after).problems, _loads(after), lost)


def _loads(source: Source) -> bool:
    try:
        return isinstance(load(source.text), dict)
    except (ValueError, yaml.YAMLError):
        return False


def _lost(before: str, after: str) -> int:
    """Return how many words of a text are not in another one, in their order."""
    old, new = (_WORD.findall(_ESCAPED.sub(" ", text)) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return len(old) - sum(block.size for block in matcher.get_matching_blocks())


if __name__ == "__main__":
    main(sys.argv[1:])
