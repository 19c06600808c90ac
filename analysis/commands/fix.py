"""`fix`: prints the candidate with fixes applied, or writes it."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis import files
from analysis.commands.opening import (
    STANDARD_INPUT,
    UsageError,
    check_read,
    open_inputs,
    open_settings,
)
from analysis.commands.output import complain, write, write_bytes
from analysis.commands.patch import unified_diff
from analysis.edits import Edit, apply_edits, touching
from analysis.findings import Finding, Fix, Safety, Verified
from analysis.review import Inputs, Review
from analysis.source import Source
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient

DONE, LEFT = 0, 3
_NAMED = 3


def run(arguments: argparse.Namespace) -> int:
    """Print or write the fixed text; return the exit status."""
    inputs = _opened(arguments)
    with WorkerClient() as client:
        if arguments.all:
            text, left = _everything(client, inputs)
        elif arguments.safe:
            text, left = _safe(client, inputs)
        else:
            text, left = _chosen(client, inputs, list(dict.fromkeys(arguments.finding)))
    for line in left:
        complain(line)
    if arguments.in_place:
        _save(arguments.candidate, inputs.candidate, text)
    elif arguments.diff:
        write(unified_diff(arguments.candidate, inputs.candidate, text), arguments.output)
    else:
        fixed = replace(inputs.candidate, text=text)
        write_bytes(files.encode(fixed), arguments.output)
    return LEFT if left else DONE


def _opened(arguments: argparse.Namespace) -> Inputs:
    if arguments.all and not arguments.reference:
        message = "fix --all needs a reference"
        raise UsageError(message)
    if arguments.in_place and arguments.candidate == STANDARD_INPUT:
        message = "fix --in-place needs a file, not standard input"
        raise UsageError(message)
    inputs = open_inputs(
        arguments.candidate,
        arguments.reference,
        exporters=arguments.exporters,
        lint=arguments.lint and not arguments.all,
        settings=open_settings(arguments.settings, arguments.region),
    )
    if arguments.diff and inputs.candidate.encoding != "utf-8":
        message = "fix --diff needs a file in UTF-8; git takes others for binary"
        raise UsageError(message)
    return inputs


def _everything(client: WorkerClient, inputs: Inputs) -> tuple[str, list[str]]:
    check_read(inputs, Supervisor(client).review(inputs))
    answer = client.ask("fix-all", inputs)
    return answer["text"], [f"not done: {one}" for one in answer["left"]]


def _safe(client: WorkerClient, inputs: Inputs) -> tuple[str, list[str]]:
    """Apply all safe fixes; those that would clash wait for the next round.

    Each is tried first; one that does not do what it says is left.
    """
    supervisor = Supervisor(client)
    before = review = supervisor.review(inputs)
    check_read(inputs, review)
    settled: set[tuple[str, str]] = set()
    left: list[str] = []
    while True:
        edits: list[Edit] = []
        for finding in review.findings:
            wanted = next(filter(_is_safe, finding.fixes), None)
            # What a round does can give a finding another fix.
            if wanted is None or (finding.id, wanted.title) in settled:
                continue
            title = f"{finding.id!r} ({finding.title})"
            if touching(wanted.edits, edits):
                complain(f"{title} waits: it changes the same lines as a fix before it")
                continue
            settled.add((finding.id, wanted.title))
            fix = _tried(supervisor, inputs, finding.id) or wanted
            if fix.verified is Verified.NO:
                left.append(f"not done: {title}: not verified: {fix.why}")
            elif touching(fix.edits, edits):
                settled.discard((finding.id, wanted.title))
                complain(f"{title} waits: it changes the same lines as a fix before it")
            else:
                edits += fix.edits
        if not edits:
            _tell(before, review)
            return inputs.candidate.text, left
        inputs = _edited(inputs, edits)
        review = supervisor.review(inputs)


def _is_safe(fix: Fix) -> bool:
    return fix.safety is Safety.SAFE


def _tried(supervisor: Supervisor, inputs: Inputs, finding_id: str) -> Fix | None:
    """Return a finding's first safe fix as it came back from being tried."""
    review = supervisor.review(inputs, verify="focus", focus=finding_id)
    fixes = (fix for one in review.findings if one.id == finding_id for fix in one.fixes)
    return next(filter(_is_safe, fixes), None)


def _tell(before: Review, after: Review) -> None:
    """Say what is gone, what stays and what is new, if anything changed."""
    if before.candidate.sha256 == after.candidate.sha256:
        return
    old, new = ({one.id: one.title for one in review.findings} for review in (before, after))
    gone = [title for name, title in old.items() if name not in new]
    come = [title for name, title in new.items() if name not in old]
    complain(f"{_counted('gone', gone)}; {len(old) - len(gone)} stay; {_counted('new', come)}")


def _counted(word: str, titles: Sequence[str]) -> str:
    if not titles:
        return f"{word}: none"
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    return f"{word}: {', '.join(titles[:_NAMED])}{more}"


def _chosen(client: WorkerClient, inputs: Inputs, wanted: Sequence[str]) -> tuple[str, list[str]]:
    """Apply the fixes of these findings, each to what the one before it left.

    A fix is tried first, so that what it leaves undone comes along.
    """
    supervisor = Supervisor(client)
    review = supervisor.review(inputs)
    check_read(inputs, review)
    known = {finding.id: finding for finding in review.findings}
    choices = {name: _choice(known, name) for name in wanted}
    left: list[str] = []
    for name, number in choices.values():
        now = supervisor.review(inputs, verify="focus", focus=name)
        finding = next((one for one in now.findings if one.id == name), None)
        title = f"{name!r} ({known[name].title})"
        if finding is None:
            complain(f"{title} went with a finding before it")
        elif number >= len(finding.fixes):
            left.append(f"not done: {title}: what was done before left no such fix of it")
        elif not finding.fixes[number].edits:
            left.append(f"not done: {title}: {finding.fixes[number].why}")
        else:
            fix = finding.fixes[number]
            if fix.verified is Verified.NO:
                complain(f"not verified: {title}: {fix.why}")
            inputs = _edited(inputs, fix.edits)
    _tell(review, supervisor.review(inputs))
    return inputs.candidate.text, left


def _choice(known: Mapping[str, Finding], wanted: str) -> tuple[str, int]:
    """Return the finding that is meant and the number of its fix, from 0: `ID` or `ID#2`."""
    name, _, number = wanted.partition("#")
    if name not in known:
        message = f"there is no finding {name!r}; review --format json --all lists them"
        raise UsageError(message)
    fixes = known[name].fixes
    if not fixes:
        message = f"the finding {name!r} has no fix: {known[name].title}"
        raise UsageError(message)
    told = "; ".join(f"{name}#{at}: {fix.title}" for at, fix in enumerate(fixes, 1))
    if not number and fixes[0].safety is Safety.CHOICE:
        message = f"the finding {name!r} leaves a choice: {told}"
        raise UsageError(message)
    if number and not (number.isascii() and number.isdigit() and 0 < int(number) <= len(fixes)):
        message = f"the finding {name!r} has no fix {number!r}: {told}"
        raise UsageError(message)
    return name, int(number or 1) - 1


def _edited(inputs: Inputs, edits: Sequence[Edit]) -> Inputs:
    text = apply_edits(inputs.candidate.text, edits)
    return replace(inputs, candidate=replace(inputs.candidate, text=text))


def _save(name: str, source: Source, text: str) -> None:
    """Write the file anew, unless somebody else did since it was read."""
    path, _ = files.split_choice(name)
    before = files.digest(files.encode(source))
    files.save(path, files.encode(replace(source, text=text)), before)
