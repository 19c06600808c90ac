"""Where the review corpus, the seed and the malformed templates are, if they are at hand."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED = SHARED / "seed"
CORPUS = SHARED / "corpus"
MALFORMED = SHARED / "malformed"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the review corpus is not beside the project"
)


def pair(folder: Path) -> tuple[Path, Path]:
    """Return the candidate and the reference of a pair's folder."""
    return next(folder.glob("candidate.*")), next(folder.glob("reference.*"))


def corpus_pairs(every: int = 1) -> list[Path]:
    """Return the folders of the corpus, or each so many-th of them; none where it is absent."""
    if not CORPUS.is_dir():
        return []
    return sorted(path for path in CORPUS.iterdir() if path.is_dir())[::every]
