"""What cfn-lint's rules are called in titles, and what their messages name."""

import re
from collections.abc import Sequence

from analysis.lint import LintMatch
from analysis.rules.words import named
from analysis.template import ENTITY_SECTIONS

# Its own syntax errors are said better by invalid-syntax, cycles by circular-dependency, names that
# are no logical IDs by logical-id; what is left says of nearly every template that a policy could
# be there or a partition be a variable.
_UNSAID = frozenset(
    {"E0000", "E0002", "E0001", "E3004", "I3011", "I3042", "I1002", "I1003", "I7010"}
)
_NAME_PATTERN = "'^[a-zA-Z0-9]+$'"
# Warnings that say of a value that nothing can be created with it.
REFUSING_WARNINGS = frozenset({"W3690", "W3691"})
_VERSIONS = frozenset({"E3690", "E3691"})
_OF_LIST = re.compile(r"'?([\d.]+)'? is not one of (.*)", re.DOTALL)
_NAME = re.compile(r"'([^']*)'")
_LIST = re.compile(r"\[('.*)")
_LISTED = 3
_TITLES = {
    "E1001": "Invalid Template Section",
    "E1041": "Wrong Kind of Reference",
    "E1029": "Fn::Sub Missing Around Variable",
    "E1152": "Invalid AMI ID",
    "E1154": "Invalid ID",
    "E1150": "Invalid ID",
    "E2001": "Invalid Parameter Definition",
    "E2531": "Deprecated Lambda Runtime",
    "E3001": "Invalid Resource Definition",
    "E3005": "DependsOn a Resource That May Not Exist",
    "E3007": "Name Used Twice",
    "E3014": "Properties That Exclude Each Other",
    "E3017": "Missing One of the Required Properties",
    "E3019": "Two Resources With the Same Name",
    "E3021": "Missing Dependent Property",
    "E3024": "Repeated Entries",
    "E3027": "Invalid Schedule Expression",
    "E3032": "Too Many or Too Few Entries",
    "E3045": "Bucket ACL Without Ownership Controls",
    "E3063": "Properties That Exclude Each Other",
    "E3504": "Invalid Backup Lifecycle",
    "E3510": "Invalid IAM Policy",
    "E3512": "Unknown Condition Operator",
    "E3639": "Missing Provisioned Throughput",
    "E3663": "Reserved Environment Variable",
    "E3677": "Inline Code on a Runtime Without It",
    "E3680": "Too Few Subnets",
    "E3690": "Engine Version Not Available",
    "E3691": "Engine Version Not Available",
    "E6001": "Invalid Output",
    "E6003": "Invalid Output",
    "E6101": "Invalid Output",
    "W1001": "Reference to a Conditional Resource",
    "W1011": "Password Parameter Instead of Dynamic Reference",
    "W1020": "Unnecessary Fn::Sub",
    "W1030": "Invalid Value Behind a Reference",
    "W1031": "Invalid Value of Fn::Sub",
    "W2001": "Unused Parameter",
    "W2010": "NoEcho Parameter in an Output",
    "W2501": "Password Parameter Without NoEcho",
    "W2531": "Deprecated Lambda Runtime",
    "W3002": "Local Path Needs Packaging",
    "W3005": "Redundant DependsOn",
    "W3010": "Hardcoded Availability Zone",
    "W3011": "DeletionPolicy and UpdateReplacePolicy Not Both Set",
    "W3037": "Unknown IAM Action",
    "W3045": "Legacy Bucket ACL",
    "W3663": "Permission Not Limited to the Source",
    "W3690": "Engine Version Not Available",
    "W3691": "Engine Version Not Available",
    "W3696": "Service About to Be Shut Down",
    "W3697": "Service in Maintenance Mode",
    "W7001": "Unused Mapping",
    "W8001": "Unused Condition",
}
_DEEP = frozenset({"E3002", "E3003", "E3012", "E3030"})
_REFERENCES = frozenset({"E1010", "E1011", "E1012", "E1017", "E1019", "E1020", "E1021", "E6101"})
_NAMED = {
    "E2531": "Deprecated Lambda Runtime",
    "E3002": "Invalid Property",
    "E3003": "Missing Required Property",
    "E3006": "Invalid Resource Type",
    "W2531": "Deprecated Lambda Runtime",
    "W3690": "Engine Version Not Available:",
    "W3691": "Engine Version Not Available:",
}
_RESOLVED = frozenset({"W1030", "W1031"})
_REASONS = (
    ("was deprecated on", "Deprecated Lambda Runtime"),
    ("Bucket.Name", "Invalid Bucket Name"),
    ("pattern", "Value That Does Not Fit the Pattern"),
    ("does not match", "Value That Does Not Fit the Pattern"),
    ("is longer than", "Value That Is Too Long"),
    ("is not one of", "Value That Is Not Allowed"),
)
_VALUES = frozenset({"E3012", "E3030", "E3031", "E3033", "E3034"})


def is_unsaid(match: LintMatch) -> bool:
    """Whether a match is told by a rule of its own, or is none to tell."""
    return match.rule in _UNSAID or (match.rule == "E3001" and _NAME_PATTERN in match.message)


def owner_of(match: LintMatch) -> str:
    """Return the entity that a match stands in, else its section."""
    match match.path:
        case (str(section), str(name), *_) if section in ENTITY_SECTIONS:
            return name
    return str(match.path[0]) if match.path else ""


def first_name(match: LintMatch) -> str:
    """Return what a message quotes first: the property, type or name that it is about."""
    found = _NAME.search(match.message)
    return found[1] if found else ""


def is_reference(match: LintMatch) -> bool:
    """Whether a match says that a name which the template refers to does not exist."""
    is_named = bool(first_name(match)) and not match.message.startswith("{")
    return match.rule in _REFERENCES and is_named


def _is_attribute(match: LintMatch) -> bool:
    return match.path[-2:] == ("Fn::GetAtt", 1)


def message_of(match: LintMatch) -> str:
    """Return a match's message with no more than the first names of a long list in it."""
    text = match.message.rstrip(".")
    listed = _LIST.search(text)
    if not listed or len(names := _NAME.findall(listed[1])) <= _LISTED:
        return text
    first = ", ".join(f"'{name}'" for name in names[:_LISTED])
    return f"{text[: listed.start()]}[{first}, …]"


def partial_version(match: LintMatch) -> str:
    """Return the version that is none of a list but begins one: the service completes it.

    Of a list that is cut it is taken for such a one where all that is left of it says more.
    """
    found = _OF_LIST.match(match.message) if match.rule in _VERSIONS else None
    if not found:
        return ""
    version, listed = found[1], _NAME.findall(found[2])
    is_cut = found[2].endswith("…") and bool(listed)
    is_shorter = is_cut and all(one.count(".") > version.count(".") for one in listed)
    begins = any(one.startswith(f"{version}.") for one in listed)
    return version if begins or is_shorter else ""


def is_unexpected(match: LintMatch) -> bool:
    """Whether a match says that a property does not exist."""
    return match.rule == "E3002" and "unexpected" in match.message


def property_of(match: LintMatch) -> str:
    """Return the property that a match is about, empty where it is about none."""
    if is_unexpected(match) or match.rule == "E3003":
        return first_name(match)
    if match.rule in _VERSIONS | REFUSING_WARNINGS:
        return "EngineVersion"
    names = [step for step in match.path[3:] if isinstance(step, str)]
    return names[0] if names else ""


def kind_of(match: LintMatch) -> str:
    """Return what a match is about, in a few words."""
    name = first_name(match)
    kind = {"E": "Error", "W": "Warning"}.get(match.rule[:1], "Hint")
    if version := partial_version(match):
        return f"Engine Version Not Exact: {version}"
    known = reason_of(match) or _TITLES.get(match.rule, f"Template {kind} {match.rule}")
    if match.rule in _VALUES or (match.rule == "E3002" and not is_unexpected(match)):
        place = property_of(match)
        return f"Invalid Value for {place}" if place else "Invalid Value"
    if match.rule in _NAMED and name:
        return f"{_NAMED[match.rule]} {name}"
    if is_reference(match):
        what = "Fn::GetAtt Attribute" if _is_attribute(match) else "Reference"
        return f"Invalid {what} {name}"
    return known


def reason_of(match: LintMatch) -> str:
    """Return what a rule objects to that checks by many others, empty for every other rule.

    It checks what a reference stands for by whatever the value in its place is checked by.
    """
    reasons = _REASONS if match.rule in _RESOLVED else ()
    return next((title for words, title in reasons if words in match.message), "")


def title_of(match: LintMatch, owners: Sequence[str]) -> str:
    """Return the title of a finding about such matches in these entities."""
    if not owners:
        return kind_of(match)
    place = _place_of(match)
    where = f"{place} of {named(owners, 2)}" if place else named(owners, 2)
    return f"{kind_of(match)} in {where}"


def _place_of(match: LintMatch) -> str:
    """Return the top-level property that the error stands below, empty where it is that itself."""
    below = [step for step in match.path[3:] if isinstance(step, str)]
    return below[0] if match.rule in _DEEP and below and below[0] != property_of(match) else ""
