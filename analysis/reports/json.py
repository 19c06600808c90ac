"""Reviews and differences as JSON, version 1 of the contract; docs/review.schema.json has it."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.findings import Finding, Fix, Place
from analysis.reports.masking import masked
from analysis.reports.totals import totals, uncovered
from analysis.review import DEPLOYED, Change, ResourceImpact, Review, Side

_FORMAT = 1
_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
JsonObject = dict[str, object]


def tool_version() -> str:
    """Return the version of the installed program, or of the checkout that it runs from."""
    try:
        return version("twinstack")
    except PackageNotFoundError:
        project = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]
        return str(project["version"])


def review_text(review: Review, *, everything: bool = False) -> str:
    """Return a review as JSON text; it lists the findings that are shown, or all of them."""
    return json_text(review_json(review, everything=everything))


def review_json(review: Review, *, everything: bool = False) -> JsonObject:
    """Return a review as the contract has it, its secrets masked."""
    safe = masked(review)
    listed = safe.findings if everything else safe.findings[: safe.shown]
    return {
        **_head(),
        "candidate": _side(safe.candidate),
        "reference": _side(safe.reference) if safe.reference else None,
        "checked": {
            "structure": safe.checked.structure.value,
            "rules": safe.checked.rules.value,
            "lint_candidate": safe.checked.lint_candidate.value,
            "lint_reference": safe.checked.lint_reference.value,
            "verification": safe.checked.verification.value,
            "why": list(safe.checked.why),
        },
        "findings": [_finding(finding) for finding in listed],
        "hidden_findings": len(safe.findings) - len(listed),
        "other_differences": uncovered(safe, listed),
        "summary": totals(safe.findings),
    }


def error_text(why: str) -> str:
    """Return what stands in the file of a pair that could not be reviewed."""
    return json_text({**_head(), "error": why, "findings": []})


def diff_text(review: Review) -> str:
    """Return the differences of a review as JSON text."""
    safe = masked(review)
    return json_text(
        {
            "renamed": [
                {"section": section, "candidate": mine, "reference": known, "type": type_}
                for section, mine, known, type_ in safe.renamed
            ],
            "differences": [_change(change) for change in safe.changes],
            **{name: _rows(safe.deltas.get(name, ())) for name in DELTAS},
            "impacts": {side: _impacts(safe.impacts.get(side, ())) for side in DEPLOYED},
        },
    )


DELTAS = ("iam", "security_groups", "exports", "imports")


def json_text(data: Mapping[str, object]) -> str:
    """Return JSON text as all reports have it."""
    return json.dumps(data, indent=2) + "\n"


def _head() -> JsonObject:
    return {"tool": {"name": "TwinStack", "version": tool_version()}, "format": _FORMAT}


def _side(side: Side) -> JsonObject:
    return {
        "path": side.path,
        "format": side.format,
        "sha256": side.sha256,
        "problems": [
            {"message": problem.message, "line": problem.line, "column": problem.column}
            for problem in side.problems
        ],
    }


def _finding(finding: Finding) -> JsonObject:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "title": finding.title,
        "logical_ids": list(finding.logical_ids),
        "resource_types": list(finding.resource_types),
        "properties": list(finding.properties),
        "candidate": _places(finding.candidate),
        "reference": _places(finding.reference),
        "issue": finding.issue,
        "suggestion": finding.suggestion,
        "root_cause": finding.root_cause,
        "impact": {name: text for name, text in asdict(finding.impact).items() if text},
        "documentation": [asdict(link) for link in finding.documentation],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "suppressed_by": finding.suppressed_by,
        "decision": {
            "state": finding.decision.state.value,
            "reason": finding.decision.reason,
        },
        "note": finding.note,
    }


def _places(places: Iterable[Place]) -> list[JsonObject]:
    return [
        {
            "logical_id": place.logical_id,
            "path": place.path,
            "start_line": place.start_line,
            "end_line": place.end_line,
            "heading_line": place.heading_line,
            "excerpt": place.excerpt,
        }
        for place in places
    ]


def _fix(fix: Fix) -> JsonObject:
    return {
        "title": fix.title,
        "safety": fix.safety.value,
        "verified": fix.verified.value,
        "why": fix.why,
        "also_adds": list(fix.also_adds),
        "edits": [
            {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
            for edit in fix.edits
        ],
    }


def _change(change: Change) -> JsonObject:
    return {
        "op": change.operation,
        "section": change.section,
        "candidate_id": change.candidate_id,
        "reference_id": change.reference_id,
        "type": change.type,
        "path": change.path,
        "candidate": change.candidate,
        "reference": change.reference,
        "impact": change.impact,
    }


def _impacts(impacts: Iterable[ResourceImpact]) -> list[JsonObject]:
    return [{**asdict(one), "because": list(one.because)} for one in impacts]


def _rows(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [dict(row) for row in rows]
