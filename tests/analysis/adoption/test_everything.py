"""On real pairs, nothing differs after everything was adopted."""

from pathlib import Path

import pytest

from analysis.adoption.everything import adopt_everything
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
PAIRS = sorted(CORPUS.glob("*"))[::12]


def source_of(folder: Path, side: str) -> Source:
    file = next(folder.glob(f"{side}.*"))
    return Source(file.name, file.read_bytes().decode())


@pytest.mark.corpus
@pytest.mark.skipif(not PAIRS, reason="the review corpus is not beside the project")
@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_nothing_is_left(folder: Path) -> None:
    candidate = source_of(folder, "candidate")
    everything = adopt_everything(candidate, build_template(read(source_of(folder, "reference"))))
    assert everything.left == ()
    assert len(read(Source(candidate.path, everything.text)).problems) <= len(
        read(candidate).problems,
    )
