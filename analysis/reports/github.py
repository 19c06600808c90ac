"""A review as annotations of a GitHub workflow: lines that a job prints."""

from collections.abc import Iterator

from analysis.findings import Finding, State
from analysis.reports.escaping import visible
from analysis.reports.listing import LEVELS, listed
from analysis.reports.masking import masked
from analysis.review import Review

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def annotations(review: Review, *, everything: bool = False) -> str:
    """Return a line for each open finding; https://docs.github.com has the form."""
    safe = masked(review)
    path = safe.candidate.path
    lines = [
        _annotation(path, finding)
        for finding in listed(safe, everything=everything)
        if finding.decision.state is State.OPEN
    ]
    return "".join(f"{line}\n" for line in [*lines, *_unchecked(safe)])


def _annotation(path: str, finding: Finding) -> str:
    properties = {"file": path, "line": "1"}
    if finding.candidate:
        place = finding.candidate[0]
        properties |= {"line": str(place.start_line), "endLine": str(place.end_line)}
    properties["title"] = f"{finding.severity.value.capitalize()}: {finding.title}"
    said = "\n".join(part for part in (finding.issue, finding.suggestion) if part)
    return _command(_COMMANDS[LEVELS[finding.severity]], properties, said)


def _unchecked(review: Review) -> Iterator[str]:
    for why in review.checked.why:
        yield _command("notice", {"file": review.candidate.path, "title": "Not checked"}, why)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_escaped(text, _PROPERTY)}" for key, text in properties.items())
    return f"::{name} {given}::{_escaped(message, _DATA)}"


def _escaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    text = visible(text)
    for character, written in pairs:
        text = text.replace(character, written)
    return text
