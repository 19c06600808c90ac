"""The pairs that come with the program."""

from dataclasses import dataclass
from pathlib import Path

_SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair to try the program with."""

    title: str
    candidate: Path
    reference: Path


def samples(folder: Path = _SAMPLES) -> tuple[Sample, ...]:
    """Return the pairs of a folder of `<name>/candidate.*` and `<name>/reference.*`, by name."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        candidate = next(iter(sorted(path.glob("candidate.*"))), None)
        reference = next(iter(sorted(path.glob("reference.*"))), None)
        if candidate and reference:
            found.append(Sample(_title(path), candidate, reference))
    return tuple(found)


def _title(folder: Path) -> str:
    named = folder / "title.txt"
    if named.is_file():
        return named.read_text("utf-8").strip()
    return folder.name.replace("-", " ").capitalize()
