"""The pairs of a folder: `<id>/candidate.*` and `<id>/reference.*`, read into tasks."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis import files
from analysis.source import Source

SIDES = ("candidate", "reference")


class UnreadPairError(Exception):
    """A folder does not hold a pair; the message says why."""


@dataclass(frozen=True, slots=True)
class PairFiles:
    """A pair as it lies in its folder; the digest is that of all its files and their names."""

    name: str
    candidates: tuple[Path, ...]
    references: tuple[Path, ...]
    digest: str

    def sources(self) -> tuple[Source, Source]:
        """Return the two texts; raises UnreadPairError or files.RefusedFileError."""
        return files.load(str(self._only(0))), files.load(str(self._only(1)))

    def _only(self, side: int) -> Path:
        found = (self.candidates, self.references)[side]
        if len(found) != 1:
            how_many = "no" if not found else "more than one"
            message = f"{self.name}: there is {how_many} {SIDES[side]}.* in it"
            raise UnreadPairError(message)
        return found[0]


def folders(folder: Path) -> list[Path]:
    """Return the folders that should hold a pair, by name."""
    return [path for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "."]


def files_of(folder: Path) -> PairFiles:
    """Return the files of a pair's folder."""
    candidates, references = (
        tuple(sorted(path for path in folder.glob(f"{side}.*") if path.is_file())) for side in SIDES
    )
    return PairFiles(folder.name, candidates, references, _digest((*candidates, *references)))


def files_of_side(folder: Path, side: str) -> tuple[Path, ...]:
    """Return the files that could be a side of a pair: one, if all is well."""
    return tuple(sorted(path for path in folder.glob(f"{side}.*") if path.is_file()))


def _digest(paths: tuple[Path, ...]) -> str:
    told = hashlib.sha256()
    for path in paths:
        told.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        for piece in _pieces(path):
            told.update(piece)
    return told.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield what tells a file's content from another: a digest, or that it cannot be read."""
    try:
        with path.open("rb") as file:
            yield hashlib.file_digest(file, "sha256").digest()
    except OSError:
        yield b"unreadable"
