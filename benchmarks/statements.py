"""Statements of findings that the two templates refute, and words that no sentence should have.

Each sentence that a rule builds from names and values can be held against the templates: who is
said to be missing is missing, what is quoted stands there, who must be given a value has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.findings import Finding
from analysis.rules.words import value_text
from analysis.syntax import walk
from analysis.template import ENTITY_SECTIONS, Template

_CODE = re.compile(r"`([^`]+)`")
_LIST = r"((?:`[^`]+`(?:, | and )?)+)"
_NOUNS = r"(?:parameters?|outputs?|conditions?|mappings?|rules?|resources?)"
_LACKS = re.compile(rf"The candidate has no (?:({_NOUNS}) )?{_LIST}")
_ALONE = re.compile(rf"The candidate alone has (?:({_NOUNS}) )?{_LIST}")
_SUBJECT = re.compile(
    rf"(?:^|\. ){_LIST}(?= (?:has|have|lacks?|sets?) (?:no )?`)(?!.{{0,80}} in the ref)"
)
_ADDED = re.compile(rf"(?:^|\. )Add (?:({_NOUNS}) )?{_LIST}(?= \(| as the reference)")
_SET = re.compile(rf"(?:^|\. )Set `[^`]+` of {_LIST} to ")
_OURS = re.compile(r"(?:^|\. )`\w+` sets? `[\w.]+` to `([^`]+)`, the reference")
_THEIRS = re.compile(r"(?:the reference sets it to|, the reference to) `([^`]+)`(?=[.;,])")
_MISSING = re.compile(r"Missing ([A-Z]\w+) on (\w+(?:(?:, | and )\w+)*)")
_MUST_BE_GIVEN = re.compile(r"Parameters: \[([^\]]*)\] must have values")
_CIRCLE = re.compile(r"between resources: \[([^\]]*)\]")
_UNUSED = re.compile(rf"Nothing in the template uses the \w+ {_LIST}")
_AWKWARD = (
    (re.compile(r"\{(which|list|of|on|s|types|properties|parameters|lacks|beyond)\}"), "a blank"),
    (re.compile(r"(?<![…`\"]) {2,}"), "two spaces"),
    (re.compile(r" [,;](?!`)|(?<!\.)\.\.(?!\.)(?![/}])"), "stray punctuation"),
    (re.compile(r"``"), "empty quotes"),
    (re.compile(r"\b(on on|of of|the the|in in|to to|a a|is is)\b"), "a word twice"),
    (re.compile(r"\bNone\b(?! of )|\bnothing`"), "a bare None"),
    (re.compile(r"\b1 (places|resources|names|functions|parameters)\b"), "one of many"),
)
_SECTION_PATH = re.compile(r"(?<=^Metadata)\..*")
_QUOTED = re.compile(r"`[^`]+`|cfn-lint reports .*", re.DOTALL)
_CUT = 60


@dataclass(frozen=True, slots=True)
class Wrong:
    """A finding and what is wrong with a statement of it."""

    finding: Finding
    why: str

    def __str__(self) -> str:
        return f"{self.finding.rule}: {self.finding.title}: {self.why}"


def wrong(findings: Sequence[Finding], candidate: Template, reference: Template) -> Iterator[Wrong]:
    """Yield what the templates refute of what findings say, and what no sentence should have."""
    ours, theirs = _quotable(candidate), _quotable(reference)
    for one in findings:
        for why in (
            *_names(one, candidate, reference),
            *_unused(one, ours),
            *_values(one, ours, theirs),
            *_errors(one, candidate),
            *_words(one),
        ):
            yield Wrong(one, why)


def _names(one: Finding, candidate: Template, reference: Template) -> Iterator[str]:
    for noun, name in _listed(_LACKS, one.issue):
        if name not in _known(reference, noun):
            yield f"the reference has no {name} either"
        if name != "Metadata" and name in _known(candidate, noun):
            yield f"the candidate has {name}"
    for noun, name in _listed(_ALONE, one.issue):
        if name not in _known(candidate, noun):
            yield f"the candidate has no {name}"
    for _, name in _listed(_ADDED, one.suggestion):
        if not _is_entity(reference, name) and name not in _known(reference, ""):
            yield f"the reference has no {name} to add"
    yield from _subjects(one, candidate)
    for name in one.logical_ids:
        if not _is_entity(candidate, name) and not _is_entity(reference, name):
            yield f"neither template has {name}"


def _subjects(one: Finding, candidate: Template) -> Iterator[str]:
    for pattern, text in ((_SUBJECT, one.issue), (_SET, one.suggestion)):
        for found in pattern.finditer(text):
            for name in _CODE.findall(found[1]):
                if not _is_entity(candidate, name) and name not in candidate.root.names:
                    yield f"the candidate has no {name}, of which something is said"
    found_missing = _MISSING.fullmatch(one.title)
    for name in re.split(", | and ", found_missing[2]) if found_missing else ():
        resource = candidate.resources.get(name)
        if found_missing and resource and resource.property(found_missing[1]) is not None:
            yield f"{name} has {found_missing[1]}"


def _unused(one: Finding, quotable: frozenset[str]) -> Iterator[str]:
    for found in _UNUSED.finditer(one.issue):
        for name in _CODE.findall(found[1]):
            if f"!Ref {name}" in quotable:
                yield f"{name} is used"


def _listed(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    for found in pattern.finditer(text):
        for name in _CODE.findall(found[2]):
            yield (found[1] or "").rstrip("s"), _SECTION_PATH.sub("", name)


def _known(template: Template, noun: str) -> set[str]:
    """Return the names of a noun's section, of resources and of sections where there is none."""
    section = next((one for one in ENTITY_SECTIONS if noun and one.lower().startswith(noun)), "")
    known = {*template.section(section or "Resources")}
    return known if section else known | {*template.root.names}


def _is_entity(template: Template, name: str) -> bool:
    return any(name in entities for entities in template.entities.values())


def _quotable(template: Template) -> frozenset[str]:
    """Return every value of a template as a sentence would quote it."""
    return frozenset(value_text(node) for _, node in walk(template.root))


def _values(one: Finding, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[str]:
    for pattern, quotable, whose in (
        (_OURS, ours, "candidate"),
        (_THEIRS, theirs, "reference"),
    ):
        for found in pattern.finditer(one.issue):
            value = found[1]
            is_whole = not value.startswith("…") and not _is_excerpt(value)
            if is_whole and value not in quotable:
                yield f"the {whose} does not have the value {value[:_CUT]}"


def _is_excerpt(value: str) -> bool:
    """Whether an object is quoted by what it does not share, or a text spelled out by its type."""
    return value.startswith(("{", "[", "!Sub ")) or "****" in value


def _errors(one: Finding, candidate: Template) -> Iterator[str]:
    told = one.impact.deployment
    for found in _MUST_BE_GIVEN.finditer(told):
        for name in filter(None, map(str.strip, found[1].split(","))):
            parameter = candidate.section("Parameters").get(name)
            if parameter is None or parameter.attribute("Default") is not None:
                yield f"{name} is no parameter that must be given"
    for found in _CIRCLE.finditer(told):
        for name in map(str.strip, found[1].split(",")):
            if name not in candidate.resources:
                yield f"{name} of a circle is no resource"


def _words(one: Finding) -> Iterator[str]:
    impact = one.impact
    sentences = (one.issue, one.suggestion, one.root_cause)
    effects = (impact.deployment, impact.security, impact.cost, impact.performance)
    for text in (one.title, *sentences, *effects):
        prose = _QUOTED.sub("`x`", text)
        for pattern, why in _AWKWARD:
            found = pattern.search(prose)
            if found:
                yield f"{why} in {text[max(0, found.start() - 20) : found.end() + 20]!r}"
    for text in (*sentences, *filter(None, effects)):
        if not text.rstrip('"').endswith((".", "?", ")", "…", "****")):
            yield f"no full stop: {text[-_CUT:]!r}"
    if one.title.count(": ") > 1 or one.title.endswith((":", " on", " of", " and")):
        yield "an awkward title"
    if any(not link.url.startswith("https://docs.aws.amazon.com/") for link in one.documentation):
        yield "a link elsewhere"
    if not one.candidate and not one.reference:
        yield "no place in either template"
