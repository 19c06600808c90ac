"""What the window remembers between runs: recent pairs with decisions, its layout, its theme."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from platformdirs import user_state_path

from analysis.findings import Decision, OwnFinding, Wording
from analysis.review import Pairing
from analysis.values import decode, encode
from gui.annotations import Annotations

_PAIRS = 12


@dataclass(frozen=True, slots=True)
class RecentPair:
    """A pair of paths (the reference's may be empty) and what the reviewer said about it."""

    candidate: str
    reference: str
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnFinding, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    @classmethod
    def of(cls, candidate: str, reference: str, said: Annotations) -> "RecentPair":
        """Return a pair with what was said about it."""
        return cls(
            candidate,
            reference,
            said.decisions,
            said.notes,
            said.own,
            said.pairings,
            said.wordings,
        )


@dataclass(frozen=True, slots=True)
class State:
    """All that is remembered; the layout is Qt's own, as hexadecimal text.

    `queues` has the names of the pairs that are done, by the folder or list that they are from.
    An empty region, settings file or font (Qt's own text of one) is none of the user's own.
    """

    pairs: tuple[RecentPair, ...] = ()
    geometry: str = ""
    layout: str = ""
    theme: str = "system"
    quiet: tuple[str, ...] = ()
    file_order: bool = False
    report_labels: str = "candidate-reference"
    report_findings: str = "shown"
    report_form: str = "markdown"
    region: str = ""
    settings_file: str = ""
    code_font: str = ""
    queues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_pair(self, pair: RecentPair) -> "State":
        """Return the state with a pair at the top of the recent ones."""
        others = tuple(known for known in self.pairs if not _is_same(known, pair))
        return replace(self, pairs=(pair, *others)[:_PAIRS])

    def without_pair(self, pair: RecentPair) -> "State":
        """Return the state without a pair, because its files are gone."""
        return replace(
            self, pairs=tuple(known for known in self.pairs if not _is_same(known, pair))
        )

    def annotations(self, candidate: str, reference: str) -> Annotations:
        """Return what was said about a pair, nothing for an unknown one."""
        wanted = RecentPair(candidate, reference)
        known = next((pair for pair in self.pairs if _is_same(pair, wanted)), wanted)
        return Annotations(known.decisions, known.notes, known.own, known.pairings, known.wordings)


class StateFile:
    """Reads and writes the state; a missing or broken file is an empty state."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_state_path("twinstack", appauthor=False) / "window.json"

    @property
    def folder(self) -> Path:
        """Where the state lies, with what else a window keeps."""
        return self._path.parent

    def read(self, otherwise: State | None = None) -> State:
        """Return what was remembered, by this window or another."""
        try:
            return decode(State, json.loads(self._path.read_text("utf-8")))
        except OSError:
            return otherwise or State()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            with suppress(OSError):
                # A person may still make it out.
                self._path.replace(self._path.with_suffix(".unreadable"))
            return otherwise or State()

    def write(self, state: State) -> None:
        """Remember a state; a disk that takes nothing only costs the memory of it."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._path.with_suffix(f".{os.getpid()}.new")
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(fresh, flags, 0o600), "w", encoding="utf-8") as file:
                json.dump(encode(state), file)
            fresh.replace(self._path)


def _is_same(one: RecentPair, other: RecentPair) -> bool:
    return (one.candidate, one.reference) == (other.candidate, other.reference)
