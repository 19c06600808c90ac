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
from analysis.edits import Edit, apply_edits, overlapping
from analysis.findings import Finding, Safety, Verified
from analysis.review import Inputs
from analysis.source import Source
from analysis.supervision import Supervisor
from analysis.worker_client import WorkerClient

DONE, LEFT = 0, 3


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
    """Apply all safe fixes; those that would clash wait for the next round."""
    supervisor = Supervisor(client)
    applied: set[str] = set()
    while True:
        review = supervisor.review(inputs)
        check_read(inputs, review)
        edits: list[Edit] = []
        for finding in review.findings:
            fix = next((one for one in finding.fixes if one.safety is Safety.SAFE), None)
            if fix and finding.id not in applied and not overlapping([*edits, *fix.edits]):
                applied.add(finding.id)
                edits += fix.edits
        if not edits:
            return inputs.candidate.text, []
        inputs = _edited(inputs, edits)


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
        else:
            fix = finding.fixes[number]
            if fix.verified is Verified.NO:
                complain(f"not verified: {title}: {fix.why}")
            inputs = _edited(inputs, fix.edits)
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
