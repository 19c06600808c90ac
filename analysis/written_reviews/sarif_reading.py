"""Reads what other tools found, as SARIF 2.1.0, like a review that somebody wrote.

Results that say the same of several places are one item. Whatever the log has in another form than
the standard's is passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard
from urllib.parse import unquote, urlparse

from analysis.findings import Severity
from analysis.written_reviews.written import WrittenItem, WrittenRegion, WrittenReview

_LEVELS = {"error": Severity.HIGH, "warning": Severity.MEDIUM, "note": Severity.LOW}
_LONGEST_TITLE = 120
_CRITICAL, _HIGH, _MEDIUM = 9.0, 7.0, 4.0
"""Where GitHub's `security-severity` draws its lines."""


def is_sarif(text: str) -> bool:
    """Whether a text is meant as a log in SARIF."""
    return (
        text.lstrip("\ufeff \t\r\n").startswith("{") and re.search(r'"runs"\s*:', text) is not None
    )


def read_sarif(text: str) -> WrittenReview:
    """Return what a log says; a text that is none has no items."""
    try:
        log = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return WrittenReview("", ())
    items: dict[tuple[str, str], WrittenItem] = {}
    tools: list[str] = []
    for run in map(_object, _list(_object(log).get("runs"))):
        tools.append(_text(_at(run, "tool", "driver").get("name")) or "SARIF")
        for item in _items(run, tools[-1]):
            key = (item.others["Rule"], item.issue)
            known = items.get(key)
            items[key] = _joined(known, item) if known else item
    numbered = (replace(item, number=number) for number, item in enumerate(items.values(), 1))
    return WrittenReview(", ".join(dict.fromkeys(tools)), tuple(numbered))


def _items(run: Mapping[str, Any], tool: str) -> Iterator[WrittenItem]:
    rules = [_object(rule) for rule in _list(_at(run, "tool", "driver").get("rules"))]
    by_id = {_text(rule.get("id")): rule for rule in rules}
    artifacts = [_uri(_object(one).get("location")) for one in _list(run.get("artifacts"))]
    for result in map(_object, _list(run.get("results"))):
        name = _text(result.get("ruleId")) or _text(_at(result, "rule").get("id"))
        rule = by_id.get(name) or _indexed(rules, result.get("ruleIndex"))
        said = _message(result.get("message"), rule)
        summary = _message(rule.get("shortDescription"), {}) or said
        yield WrittenItem(
            number=0,
            line=1,
            title=_shortened(_text(_at(result, "properties").get("title")) or summary or name),
            severity=_severity(result, rule),
            issue=said,
            documentation=_text(rule.get("helpUri")),
            decision=_suppressed(result),
            others={"Rule": name or _text(rule.get("id")), "Tool": tool},
            regions=tuple(_regions(result, artifacts)),
        )


def _regions(result: Mapping[str, Any], artifacts: list[str]) -> Iterator[WrittenRegion]:
    for location in map(_object, _list(result.get("locations"))):
        physical = _at(location, "physicalLocation")
        region = _at(physical, "region")
        start = region.get("startLine")
        if not _is_line(start):
            continue
        end = region.get("endLine")
        at = _at(physical, "artifactLocation").get("index")
        indexed = artifacts[at] if isinstance(at, int) and 0 <= at < len(artifacts) else ""
        yield WrittenRegion(
            path=_uri(physical.get("artifactLocation")) or indexed,
            start_line=start,
            end_line=max(start, end) if _is_line(end) else start,
            text=_text(_at(region, "snippet").get("text")),
        )


def _severity(result: Mapping[str, Any], rule: Mapping[str, Any]) -> Severity:
    for holder in (_at(result, "properties"), _at(rule, "properties")):
        word = _text(holder.get("severity")).lower()
        if word in set(Severity):
            return Severity(word)
        try:
            score = float(holder.get("security-severity", ""))
        except (TypeError, ValueError):
            continue
        return _scored(score)
    level = result.get("level") or _at(rule, "defaultConfiguration").get("level")
    return _LEVELS.get(_text(level), Severity.MEDIUM)


def _scored(score: float) -> Severity:
    if score >= _CRITICAL:
        return Severity.CRITICAL
    if score >= _HIGH:
        return Severity.HIGH
    return Severity.MEDIUM if score >= _MEDIUM else Severity.LOW


def _suppressed(result: Mapping[str, Any]) -> str:
    """Return why a result is suppressed, as a decision reads."""
    for one in map(_object, _list(result.get("suppressions"))):
        if one.get("status", "accepted") == "accepted":
            because = _text(one.get("justification"))
            if because.lower().startswith(("accepted", "dismissed")):
                return because[0].upper() + because[1:]
            return f"Dismissed: {because}" if because else "Dismissed"
    return ""


def _message(message: object, rule: Mapping[str, Any]) -> str:
    """Return a message's text, its placeholders filled."""
    told = _object(message)
    text = _text(told.get("text"))
    if not text and told.get("id"):
        text = _text(_at(rule, "messageStrings", _text(told.get("id"))).get("text"))
    arguments = [_text(one) for one in _list(told.get("arguments"))]

    def filled(found: re.Match[str]) -> str:
        if found.group() in ("{{", "}}"):
            return found.group()[0]
        number = int(found["number"])
        return arguments[number] if number < len(arguments) else found.group()

    return re.sub(r"\{\{|\}\}|\{(?P<number>\d{1,3})\}", filled, text).strip()


def _joined(known: WrittenItem, other: WrittenItem) -> WrittenItem:
    regions = tuple(dict.fromkeys((*known.regions, *other.regions)))
    return replace(known, regions=regions)


def _uri(location: object) -> str:
    """Return the path in a location, without its scheme."""
    uri = _text(_object(location).get("uri"))
    try:
        return unquote(urlparse(uri).path)
    except ValueError:
        return uri


def _indexed(rules: list[Mapping[str, Any]], index: object) -> Mapping[str, Any]:
    return rules[index] if isinstance(index, int) and 0 <= index < len(rules) else {}


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"


def _at(data: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    for key in keys:
        data = _object(data.get(key))
    return data


def _object(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: object) -> list[Any]:
    return data if isinstance(data, list) else []


def _text(data: object) -> str:
    return data if isinstance(data, str) else ""


def _is_line(data: object) -> TypeGuard[int]:
    return isinstance(data, int) and not isinstance(data, bool) and data > 0
