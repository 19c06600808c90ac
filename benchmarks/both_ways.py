"""Whether any pair makes a rule fail: `python -m benchmarks.both_ways FOLDER [EVERY [JOBS]]`.

FOLDER holds pairs as `batch` takes them, and may hold templates that stand alone. Each pair is
reviewed both ways round; each template alone, and against itself, which must find no difference
and nothing that the template alone would not show. What findings say of a pair is held against its
templates (`statements.py`). What fails is printed, the count at the end.
"""

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path

from analysis import files
from analysis.findings import Finding
from analysis.pipeline import read_template, review
from analysis.review import Inputs, Review
from analysis.source import Source
from benchmarks import statements

_SUFFIXES = frozenset({".json", ".md", ".template", ".txt", ".yaml", ".yml"})


@dataclass(slots=True)
class Seen:
    """How many reviews there were, and what was wrong with them."""

    reviews: int = 0
    wrong: list[str] = field(default_factory=list)


def seen(folder: Path) -> Seen:
    """Return what reviewing a pair, or one template, in every way round shows."""
    found = Seen()
    sources = [source for path in _templates(folder) for source in _opened(path, found)]
    for candidate in sources:
        alone = _reviewed(folder, found, "alone", candidate, None)
        self_review = _reviewed(folder, found, "against itself", candidate, candidate)
        if alone and self_review:
            found.wrong += [f"{folder.name}: {what}" for what in of_itself(alone, self_review)]
        for reference in sources:
            if reference is not candidate:
                of_pair = _reviewed(folder, found, "against the other", candidate, reference)
                templates = read_template(candidate), read_template(reference)
                said = statements.wrong(of_pair.findings if of_pair else (), *templates)
                found.wrong += [f"{folder.name} ({candidate.path}): {one}" for one in said]
    return found


def of_itself(alone: Review, against_itself: Review) -> Iterator[str]:
    """Yield what a review of a template against itself says and should not."""
    if against_itself.changes:
        yield f"{len(against_itself.changes)} differences from itself"
    known = {one.id for one in alone.findings}
    for finding in against_itself.findings:
        if finding.covers or finding.id not in known:
            yield f"of a template against itself: {_named(finding)}"


def _named(finding: Finding) -> str:
    return f"{finding.rule}: {finding.title}"


def _templates(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted([*path.glob("candidate.*"), *path.glob("reference.*")])
    return [path]


def _opened(path: Path, found: Seen) -> Iterator[Source]:
    try:
        yield files.load(str(path))
    except files.RefusedFileError as error:
        found.wrong.append(f"{path.name}: refused: {error}")


def _reviewed(
    folder: Path, found: Seen, how: str, candidate: Source, reference: Source | None
) -> Review | None:
    found.reviews += 1
    try:
        return review(Inputs(candidate, reference, lint=False, today="2026-01-01"))
    except Exception:  # noqa: BLE001 (whatever a rule raises is what this looks for)
        told = "".join(traceback.format_exc(limit=-3))
        found.wrong.append(f"{folder.name} ({candidate.path}) {how}:\n{told}")
        return None


def main(arguments: Sequence[str]) -> int:
    """Review all in every way round; return 1 where anything is wrong."""
    folder, every, jobs = Path(arguments[0]), *map(int, (*arguments[1:], "1", "1")[:2])
    listed = [
        path
        for path in sorted(folder.iterdir())
        if path.is_dir() or (path.suffix in _SUFFIXES and path.stem != "README")
    ]
    counts: Counter[str] = Counter()
    with Pool(jobs) as pool:
        for one in pool.imap_unordered(seen, listed[::every], 4):
            counts["reviews"] += one.reviews
            counts["wrong"] += len(one.wrong)
            for line in one.wrong:
                print(line)
    print(f"{counts['reviews']} reviews of {len(listed[::every])}, {counts['wrong']} wrong")
    return bool(counts["wrong"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
