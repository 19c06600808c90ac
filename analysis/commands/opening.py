"""Opens the files that a command line names."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from analysis import files
from analysis.commands.output import complain
from analysis.review import Inputs, Review, Side
from analysis.secrets import UNMASKED
from analysis.settings import Settings
from analysis.source import Source
from analysis.team_settings import TeamSettings, load

STANDARD_INPUT = "-"
REGION = "us-east-1"


class UsageError(Exception):
    """The command line asks for something that makes no sense; the message is one line."""


def open_inputs(
    candidate: str,
    reference: str | None,
    *,
    exporters: Sequence[str] = (),
    lint: bool = True,
    settings: TeamSettings | None = None,
) -> Inputs:
    """Return the inputs that the arguments name.

    Raises files.RefusedFileError where a file cannot be read, UsageError for two standard inputs.
    """
    named = [name for name in (candidate, reference, *exporters) if name]
    if named.count(STANDARD_INPUT) > 1:
        message = "only one template can come from standard input"
        raise UsageError(message)
    mine, mine_choice = open_template(candidate)
    known, known_choice = (None, 0) if reference is None else open_template(reference)
    return Inputs(
        candidate=mine,
        reference=known,
        candidate_choice=mine_choice,
        reference_choice=known_choice,
        exporters=tuple(open_template(name)[0] for name in exporters),
        region=(settings and settings.region) or REGION,
        today=datetime.now(tz=UTC).date().isoformat(),
        lint=lint,
        settings=settings.findings if settings else Settings(),
    )


def open_settings(name: str | None, region: str | None = None) -> TeamSettings:
    """Return a team's settings, those of no team without a file; a region that is given wins."""
    team = load(name) if name else TeamSettings()
    return replace(team, region=region or team.region)


def check_read(inputs: Inputs, review: Review) -> None:
    """Refuse a file in which no template could be read, or not the one that was asked for."""
    _check_side(inputs.candidate_choice, review.candidate)
    if review.reference:
        _check_side(inputs.reference_choice, review.reference)


def _check_side(choice: int, side: Side) -> None:
    if choice > max(1, len(side.choices)):
        reason = f"It has {max(1, len(side.choices))} and not {choice} templates."
        raise files.RefusedFileError(side.path, reason)
    if side.problems and not side.outline:
        raise files.RefusedFileError(side.path, side.problems[0].message)


def with_secrets(review: Review) -> Review:
    """Return the review with nothing of it masked; say how much that shows."""
    many = len(review.secrets)
    said = "1 value" if many == 1 else f"{many} values"
    complain(f"secrets are written as they are: {said} of the templates, and all tokens and keys")
    return replace(review, secrets=UNMASKED)


def open_template(name: str) -> tuple[Source, int]:
    """Return the source that a name stands for, and the number of the template in it."""
    if name == STANDARD_INPUT:
        return files.from_bytes(name, sys.stdin.buffer.read()), 0
    path, choice = files.split_choice(name)
    return files.load(path), choice
