"""A review as SARIF 2.1.0, for code scanning and editors; docs/sarif.schema.json has what we use.

Columns count code points, as `columnKind` says; a lone CR ends a line, as `newlineSequences` says.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from analysis import files
from analysis.edits import Edit
from analysis.findings import Finding, Fix, Place, Severity, State
from analysis.reports.escaping import prose, visible
from analysis.reports.json import JsonObject, json_text, tool_version
from analysis.reports.listing import LEVELS, listed, spells_out_a_secret
from analysis.reports.masking import masked
from analysis.review import Check, Checked, Inputs, Review, Side
from analysis.source import Source, Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "twinstackCause/v1"
_CANDIDATE, _REFERENCE = 0, 1
_RANKS = {
    Severity.CRITICAL: 95.0,
    Severity.HIGH: 75.0,
    Severity.MEDIUM: 45.0,
    Severity.LOW: 15.0,
}
_LANGUAGES = {"json": "json", "mixed": "json", "yaml": "yaml", "markdown": "markdown"}


def sarif_text(review: Review, inputs: Inputs, *, everything: bool = False) -> str:
    """Return a review as SARIF text, its secrets masked."""
    return json_text(sarif(review, inputs, everything=everything))


def sarif(review: Review, inputs: Inputs, *, everything: bool = False) -> JsonObject:
    """Return a review as a SARIF log with one run."""
    safe = masked(review)
    findings = listed(safe, everything=everything)
    writer = _Writer(safe, inputs, findings)
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(writer.rules)},
                "invocations": [_invocation(safe.checked)],
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "artifacts": list(writer.artifacts()),
                "results": [writer.result(finding) for finding in findings],
            }
        ],
    }


def uri_of(path: str) -> str:
    """Return a path as a URI: relative ones stay relative."""
    if PureWindowsPath(path).drive:
        return PureWindowsPath(path).as_uri() if PureWindowsPath(path).root else quote(path)
    pure = PurePath(path)
    if pure.is_absolute():
        return f"file://{quote(pure.as_posix(), errors='replace')}"
    # A name with a colon in it must not be taken for a scheme.
    return quote(pure.as_posix(), errors="replace")


class _Writer:
    """Writes the results of one run; rules and artifacts are named by their index."""

    def __init__(self, review: Review, inputs: Inputs, findings: Iterable[Finding]) -> None:
        self._review = review
        self._inputs = inputs
        self.rules = {name: n for n, name in enumerate(dict.fromkeys(f.rule for f in findings))}

    def artifacts(self) -> Iterator[JsonObject]:
        target: JsonObject = {"roles": ["analysisTarget"]}
        yield {**target, **_artifact(self._inputs.candidate, self._review.candidate)}
        if self._inputs.reference and self._review.reference:
            # SARIF has no role for what something is compared with.
            about: JsonObject = {"description": {"text": "The reference"}}
            yield {**about, **_artifact(self._inputs.reference, self._review.reference)}

    def result(self, finding: Finding) -> JsonObject:
        return {
            "ruleId": finding.rule,
            "ruleIndex": self.rules[finding.rule],
            "level": LEVELS[finding.severity],
            "rank": _RANKS[finding.severity],
            "message": _said(_sentences(finding)),
            "locations": [self._main_location(finding)],
            **self._related(finding),
            "partialFingerprints": {_FINGERPRINT: finding.id},
            **self._fixes(finding),
            **_suppressions(finding),
            "properties": {
                "severity": finding.severity.value,
                "category": finding.category,
                "title": visible(finding.title),
                "tags": ["cloudformation", finding.category],
            },
        }

    def _main_location(self, finding: Finding) -> JsonObject:
        if finding.candidate:
            return self._location(finding.candidate[0], _CANDIDATE)
        # What is missing has no place; its fix says where it would stand.
        start = min((e.span.start for fix in finding.fixes[:1] for e in fix.edits), default=0)
        region = _region(self._inputs.candidate, Span(start, start))
        return {"physicalLocation": self._physical(_CANDIDATE, region)}

    def _related(self, finding: Finding) -> JsonObject:
        places = [(place, _CANDIDATE) for place in finding.candidate[1:]]
        if self._inputs.reference:
            places += [(place, _REFERENCE) for place in finding.reference]
        if not places:
            return {}
        return {
            "relatedLocations": [
                {"id": number, **self._location(place, side)}
                for number, (place, side) in enumerate(places, 1)
            ]
        }

    def _location(self, place: Place, side: int) -> JsonObject:
        source = self._source(side)
        region = _region(source, place.span)
        location: JsonObject = {"physicalLocation": self._physical(side, region)}
        if side == _REFERENCE:
            location["message"] = {"text": "In the reference"}
        if place.path:
            name = {"fullyQualifiedName": visible(place.path), "kind": "member"}
            location["logicalLocations"] = [name]
        return location

    def _physical(self, side: int, region: JsonObject) -> JsonObject:
        return {"artifactLocation": self._artifact_location(side), "region": region}

    def _artifact_location(self, side: int) -> JsonObject:
        return {"uri": uri_of(self._source(side).path), "index": side}

    def _source(self, side: int) -> Source:
        known = self._inputs.reference if side == _REFERENCE else None
        return known or self._inputs.candidate

    def _fixes(self, finding: Finding) -> JsonObject:
        fixes = [
            self._fix(fix)
            for fix in finding.fixes
            if fix.edits and not spells_out_a_secret(fix, self._review.secrets)
        ]
        return {"fixes": fixes} if fixes else {}

    def _fix(self, fix: Fix) -> JsonObject:
        change = {
            "artifactLocation": self._artifact_location(_CANDIDATE),
            "replacements": [self._replacement(edit) for edit in fix.edits],
        }
        return {
            "description": _said(fix.title),
            "artifactChanges": [change],
            "properties": {"safety": fix.safety.value, "verified": fix.verified.value},
        }

    def _replacement(self, edit: Edit) -> JsonObject:
        replacement: JsonObject = {"deletedRegion": _region(self._inputs.candidate, edit.span)}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        return replacement


def _driver(names: Mapping[str, int]) -> JsonObject:
    return {
        "name": "TwinStack",
        "version": tool_version(),
        "rules": [_rule(name) for name in names],
    }


def _rule(name: str) -> JsonObject:
    from analysis.rules import RULES  # noqa: PLC0415 (all rules, for a format that few ask for)

    rule = next((one for one in RULES if one.id == name), None)
    if rule is None:
        return {"id": name}
    summary, _, rest = rule.help.strip().partition("\n")
    described: JsonObject = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": _said(summary),
        "help": _said(" ".join(rest.split()) or summary),
        "properties": {"category": rule.category, "tags": ["cloudformation", rule.category]},
    }
    if rule.documentation:
        described["helpUri"] = rule.documentation[0].url
    return described


def _invocation(checked: Checked) -> JsonObject:
    invocation: JsonObject = {"executionSuccessful": checked.structure is Check.DONE}
    if checked.why:
        invocation["toolExecutionNotifications"] = [
            {"level": "warning", "message": _said(why)} for why in checked.why
        ]
    return invocation


def _artifact(source: Source, side: Side) -> JsonObject:
    return {
        "location": {"uri": uri_of(source.path)},
        "encoding": source.encoding.upper(),
        "sourceLanguage": _LANGUAGES[side.format],
        "hashes": {"sha-256": files.digest(files.encode(source))},
    }


def _region(source: Source, span: Span) -> JsonObject:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _suppressions(finding: Finding) -> JsonObject:
    found: list[JsonObject] = []
    if finding.suppressed_by:
        found.append({"kind": "inSource", "justification": visible(finding.suppressed_by)})
    if finding.decision.state is not State.OPEN:
        because = f": {finding.decision.reason}" if finding.decision.reason else ""
        words = visible(f"{finding.decision.state.value}{because}")
        found.append({"kind": "external", "status": "accepted", "justification": words})
    return {"suppressions": found}


def _sentences(finding: Finding) -> str:
    parts = (f"{finding.title}: {finding.issue}", finding.suggestion)
    return " ".join(part for part in parts if part)


def _said(text: str) -> JsonObject:
    """Return a message: braces doubled, as SARIF has placeholders, and nothing that is a link."""
    plain, marked = visible(" ".join(text.split())), prose(text)
    return {"text": _literal(plain.replace("](", "] (")), "markdown": _literal(marked)}


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
