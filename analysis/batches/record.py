"""The record of a batch: which pairs are done, and what came of each.

It is a file of JSON lines beside the reviews. The first line says how they are made; each further
one is written when the review of a pair is safely on disk. A run that was cut off is continued
from it, a later run is compared with it. docs/batch-record.schema.json has its form.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis import files
from analysis.batches.reviewing import Told
from analysis.closing import Closing
from analysis.values import decode, encode

FILE = "batch.jsonl"
"""No review has this name: those end in .json and .md."""
_KIND = "twinstack-batch"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Making:
    """How the reviews of a batch are made; what was made otherwise is made anew."""

    tool: str
    linter: str
    folder: str
    form: str
    lint: bool
    verify: str
    today: str
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair that is done; `input` and `output` are digests of what was read and written."""

    pair: str
    input: str
    output: str
    file: str
    error: str = ""
    is_passing: bool = False
    findings: tuple[Told, ...] = ()
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record holds."""

    making: Making
    entries: Mapping[str, Entry]


def read_record(folder: Path) -> Recorded | None:
    """Return the record of a batch; None where there is none that this version can read.

    A line that was cut off, with the process that wrote it, is left out.
    """
    try:
        first, *rest = (folder / FILE).read_text("utf-8").splitlines()
        head = json.loads(first)
        if head.pop("kind") != _KIND or head.pop("format") != _FORMAT:
            return None
        making = decode(Making, head)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Recorded(making, {entry.pair: entry for entry in _entries(rest)})


def _entries(lines: Iterable[str]) -> Iterable[Entry]:
    for line in lines:
        try:
            yield decode(Entry, json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue


class Record(Closing):
    """Writes the record of a run while it runs."""

    def __init__(self, folder: Path, making: Making, kept: Iterable[Entry] = ()) -> None:
        self._path = folder / FILE
        self.making = making
        self.entries = {entry.pair: entry for entry in kept}
        self._save()
        self._file = self._path.open("a", encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def add(self, entry: Entry) -> None:
        """Remember a pair whose review is written."""
        self.entries[entry.pair] = entry
        self._file.write(_line(encode(entry)))
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self) -> Recorded:
        """Leave the pairs in the order of their names, however the run went, and return them."""
        self.close()
        self._save()
        return Recorded(self.making, dict(sorted(self.entries.items())))

    def _save(self) -> None:
        head = {"kind": _KIND, "format": _FORMAT, **encode(self.making)}
        lines = [head, *(encode(entry) for _, entry in sorted(self.entries.items()))]
        data = "".join(map(_line, lines)).encode("ascii")
        files.save(str(self._path), data, None)


def reusable(recorded: Recorded | None, making: Making) -> tuple[Making, Mapping[str, Entry]]:
    """Return how to go on from a record, and the pairs that need no second review.

    A run is continued with the date on which it began: findings may depend on it.
    """
    if recorded is None:
        return making, {}
    continued = replace(making, today=recorded.making.today)
    if continued != recorded.making:
        return making, {}
    done = {name: one for name, one in recorded.entries.items() if not one.is_passing}
    return continued, done


def is_written(entry: Entry, digest: str, folder: Path) -> bool:
    """Whether a recorded review is that of these files and still stands in its own."""
    if entry.input != digest:
        return False
    try:
        return files.digest((folder / entry.file).read_bytes()) == entry.output
    except OSError:
        return False


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, separators=(",", ":")) + "\n"
