"""`batch`: reviews every pair of a folder, some at a time, here or on a cluster."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis import files
from analysis.batches.index_html import index_html
from analysis.batches.index_markdown import index_markdown
from analysis.batches.pairs import SIDES, PairFiles, UnreadPairError, files_of, folders
from analysis.batches.record import (
    Entry,
    Making,
    Record,
    Recorded,
    is_written,
    read_record,
    reusable,
)
from analysis.batches.reviewing import Outcome, Task, unread
from analysis.batches.running import Site, in_threads, on_cluster, outcomes
from analysis.batches.totals import summed
from analysis.commands.opening import REGION, UsageError, open_settings
from analysis.commands.output import complain, write
from analysis.files import RefusedFileError
from analysis.reports.json import tool_version
from analysis.review import Inputs
from analysis.team_settings import LABELS, TeamSettings

DONE, UNREAD = 0, 3
_NAMED = 5


def run(arguments: argparse.Namespace) -> int:
    """Review the pairs and sum them up; return the exit status."""
    pairs = _pairs(Path(arguments.folder))
    output = Path(arguments.output)
    team = open_settings(arguments.settings)
    earlier = _earlier(arguments, output)
    output.mkdir(parents=True, exist_ok=True)
    making, known = _beginning(arguments, team, output)
    kept = [known[pair.name] for pair in pairs if pair.name in known]
    with _site(arguments) as site, Record(output, making, kept) as record:
        _review(pairs, site, record, team, output)
        recorded = record.finish()
    _write_index(recorded, earlier, output)
    return _status(recorded)


def _pairs(folder: Path) -> list[Path]:
    if not folder.is_dir():
        message = f"{folder}: there is no such folder"
        raise UsageError(message)
    pairs = folders(folder)
    if not pairs:
        message = f"{folder}: it holds no folder with a {SIDES[0]} and a {SIDES[1]}"
        raise UsageError(message)
    return pairs


def _earlier(arguments: argparse.Namespace, output: Path) -> Recorded | None:
    if arguments.earlier is None:
        return None
    folder = Path(arguments.earlier)
    if folder.resolve() == output.resolve():
        message = "--earlier and --output must be two folders"
        raise UsageError(message)
    recorded = read_record(folder)
    if recorded is None:
        raise RefusedFileError(str(folder), "This is no output of `batch`, or of another version.")
    return recorded


def _beginning(
    arguments: argparse.Namespace, team: TeamSettings, output: Path
) -> tuple[Making, Mapping[str, Entry]]:
    making = Making(
        tool=tool_version(),
        linter=_linter_version() if arguments.lint else "",
        folder=arguments.folder,
        form=arguments.format,
        lint=arguments.lint,
        verify="shown" if arguments.verify else "none",
        today=datetime.now(tz=UTC).date().isoformat(),
        settings=team.digest if arguments.settings else "",
    )
    if not arguments.resume:
        return making, {}
    before = read_record(output)
    making, known = reusable(before, making)
    if before and before.entries and not known:
        complain("what is there was made otherwise, or could not be read; all pairs are reviewed")
    return making, known


def _linter_version() -> str:
    try:
        return version("cfn-lint")
    except PackageNotFoundError:
        return ""


def _site(arguments: argparse.Namespace) -> AbstractContextManager[Site]:
    if arguments.scheduler:
        return on_cluster(arguments.scheduler)
    return in_threads(arguments.jobs or _processors())


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _review(
    pairs: list[Path], site: Site, record: Record, team: TeamSettings, output: Path
) -> None:
    """Review what is not done; each review is on disk before the record says so."""
    digests: dict[str, str] = {}
    progress = _Progress(len(pairs))

    def keep(outcome: Outcome) -> None:
        record.add(_written(outcome, digests.pop(outcome.name), record.making.form, output))
        progress.advance()

    def tasks() -> Iterator[Task]:
        for folder in pairs:
            pair = files_of(folder)
            entry = record.entries.get(pair.name)
            if entry and is_written(entry, pair.digest, output):
                progress.advance()
                continue
            digests[pair.name] = pair.digest
            try:
                yield _task(pair, record.making, team)
            except (UnreadPairError, RefusedFileError) as error:
                keep(unread(pair.name, record.making.form, str(error)))

    for outcome in outcomes(tasks(), site):
        keep(outcome)
    progress.end()


def _task(pair: PairFiles, making: Making, team: TeamSettings) -> Task:
    candidate, reference = pair.sources()
    inputs = Inputs(
        candidate,
        reference,
        region=team.region or REGION,
        today=making.today,
        lint=making.lint,
        settings=team.findings,
    )
    labels = team.labels or LABELS[0]
    return Task(pair.name, inputs, making.form, making.verify, labels)


def _written(outcome: Outcome, digest: str, form: str, output: Path) -> Entry:
    file = f"{outcome.name}.{'json' if form == 'json' else 'md'}"
    write(outcome.text, str(output / file))
    return Entry(
        pair=outcome.name,
        input=digest,
        output=files.digest(outcome.text.encode("utf-8", "surrogatepass")),
        file=file,
        error=outcome.error,
        is_passing=outcome.is_passing,
        findings=outcome.findings,
        is_complete=outcome.is_complete,
    )


def _write_index(recorded: Recorded, earlier: Recorded | None, output: Path) -> None:
    total = summed(recorded, earlier)
    write(index_html(total), str(output / "index.html"))
    taken = {entry.file for entry in recorded.entries.values()}
    # A pair may be called `index`; its review keeps the name.
    name = next(name for name in ("index.md", "index-of-all.md", "_.md") if name not in taken)
    write(index_markdown(total), str(output / name))


def _status(recorded: Recorded) -> int:
    names = [entry.pair for entry in recorded.entries.values() if entry.error]
    if not names:
        return DONE
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    complain(
        f"{len(names)} of {len(recorded.entries)} pairs could not be read: "
        f"{', '.join(names[:_NAMED])}{more}"
    )
    return UNREAD


class _Progress:
    """Says on a terminal how many pairs are done."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._is_shown = sys.stderr.isatty()

    def advance(self) -> None:
        self._done += 1
        self._say(f"\r{self._done} of {self._total} pairs")

    def end(self) -> None:
        self._say("\n")

    def _say(self, text: str) -> None:
        if self._is_shown:
            print(text, end="", file=sys.stderr, flush=True)  # noqa: T201 (a command)
