"""Resources carry the reference's tags.

Tags tell who pays, who owns and what belongs together.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.families import named_by, names_below
from analysis.rules.places import item_name, place_text
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.words import coded, counted, named, value_pair, value_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode, text_of, walk
from analysis.template import Template

_LISTS = re.compile(r"(^|\.)(Tags|TagSpecifications|HostedZoneTags|FileSystemTags|UserPoolTags)\b")
_LIST = re.compile(r"(Tags|TagSpecifications)$")
_FEW = 3
_SHOWN_KEYS = 3
_VALUES = 2
_STAGE = re.compile(r"(?i)(?<![a-z])(prod|production|stag(e|ing)|dev|development)(?![a-z])")
_ADDED = ("absent", "partial")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of tag differences of one kind."""

    title: str
    severity: Severity
    root_cause: str
    prior: float
    impact: Impact = field(default_factory=Impact)


_ABSENT = _Words(
    title="Missing {keys} Tag{s} on {where}",
    severity=Severity.MEDIUM,
    root_cause="The candidate uses none of these tag keys; the reference tags with them.",
    impact=Impact(cost="Costs cannot be told apart by these keys."),
    prior=0.13,
)
_PARTIAL = _Words(
    title="Incomplete Tagging of {where}: {keys} Tag{s}",
    severity=Severity.LOW,
    root_cause="The candidate tags fewer resources with these keys than the reference.",
    prior=0.08,
)
_FIXED = _Words(
    title="Hardcoded {keys} Tag Value{s} on {where}",
    severity=Severity.LOW,
    root_cause="The candidate writes down tag values that the reference takes from elsewhere.",
    prior=0.07,
)
_STAGED = _Words(
    title="Hardcoded {keys} Tag Value{s} on {where}",
    severity=Severity.MEDIUM,
    root_cause="The candidate writes one environment into tags whose values the reference takes "
    "from elsewhere.",
    prior=0.045,
)
_OTHER = _Words(
    title="Inconsistent {keys} Tag{s} on {where}",
    severity=Severity.LOW,
    root_cause="The candidate tags with other values than the reference.",
    prior=0.04,
)
_SURPLUS = _Words(
    title="Surplus {keys} Tag{s} on {where}",
    severity=Severity.LOW,
    root_cause="The candidate has tags that the reference does without.",
    prior=0.04,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each kind of difference in tags."""
    comparison = context.comparison
    if comparison is None:
        return
    used = set(_used(comparison.candidate))
    kinds: dict[str, tuple[_Words, list[Difference]]] = {}
    for one in comparison.differences:
        if one.section == "Resources" and not one.is_whole_entity and _is_tag(one):
            name, words = _kind(one, used)
            kinds.setdefault(name, (words, []))[1].append(one)
    taken: set[str] = set()
    for name, (words, differences) in sorted(kinds.items()):
        key = f"add {_leading(differences, taken)}" if name in _ADDED else name
        is_staged = words is _FIXED and any(map(_names_stage, differences))
        yield _draft(comparison, key, _STAGED if is_staged else words, differences)


def _names_stage(one: Difference) -> bool:
    """Whether the candidate's value names an environment."""
    return bool(_STAGE.search(text_of(one.candidate) or ""))


def _leading(differences: Sequence[Difference], taken: set[str]) -> str:
    """Return the tag key that most differences are about and that no finding is named after.

    What other resources are tagged with decides which words tell a key, and not what it is about.
    """
    counts = Counter(key for one in differences for key in _keys_of(one) if key not in taken)
    leading = min(counts, key=lambda key: (-counts[key], key), default="")
    taken.add(leading)
    return leading


def _is_tag(one: Difference) -> bool:
    return one.path[:1] == ("Properties",) and bool(_LISTS.search(place_text(one.path)))


def _used(template: Template) -> Iterator[str]:
    """Yield the keys with which a template tags anything."""
    for resource in template.resources.values():
        for path, node in walk(resource.node):
            if path and isinstance(path[-1], str) and _LIST.search(path[-1]):
                yield from _keys(node)


def _keys(node: Node | None) -> list[str]:
    """Return the keys of tags, in a list or an object."""
    if isinstance(node, ArrayNode):
        return [key for item in node.items for key in _keys(item)]
    if not isinstance(node, ObjectNode):
        return []
    key = text_of(node.child("Key"))
    if key:
        return [key]
    tags = node.child("Tags")
    return _keys(tags) if tags else list(node.names)


def _keys_of(one: Difference) -> list[str]:
    """Return the tag keys that a difference is about."""
    at = [step for step in one.path if isinstance(step, str) and step.startswith("Key=")]
    if at:
        return [at[-1].removeprefix("Key=")]
    last = str(one.path[-1])
    if _LIST.search(last) or item_name(one) or isinstance(one.path[-1], int):
        return _keys(one.reference if one.operation is Operation.ADD else one.candidate)
    return [last]


def _kind(one: Difference, used: set[str]) -> tuple[str, _Words]:
    """Return which finding tells a difference, and its words."""
    match one.operation:
        case Operation.ADD if used.intersection(_keys_of(one)):
            return "partial", _PARTIAL
        case Operation.ADD:
            return "absent", _ABSENT
        case Operation.REMOVE:
            return "surplus", _SURPLUS
    is_fixed = isinstance(one.candidate, ScalarNode) and isinstance(one.reference, IntrinsicNode)
    return ("fixed", _FIXED) if is_fixed else ("other", _OTHER)


def _draft(
    comparison: Comparison, key: str, words: _Words, differences: Sequence[Difference]
) -> Draft:
    ids = ids_of(differences)
    keys = list(dict.fromkeys(key for one in differences for key in _keys_of(one)))
    is_few = len(ids) <= _FEW
    filled = {
        "keys": named(keys, 2) if len(keys) <= _SHOWN_KEYS else f"{len(keys)} Kinds of",
        "s": "" if len(keys) == len(ids) == 1 else "s",
        "where": named(ids, 2) if is_few else counted(len(ids), "Resource"),
    }
    parameters = _parameters(comparison, differences)
    return Draft(
        key=key,
        severity=Severity.LOW if is_few and words is not _STAGED else words.severity,
        title=words.title.format(**filled),
        issue=_issue(keys, differences),
        suggestion=_suggestion(differences),
        root_cause=words.root_cause,
        impact=Impact() if is_few else words.impact,
        candidate=of_candidate(differences) or holders(comparison, differences),
        reference=of_reference(differences),
        covers=tuple(differences),
        fix_title=f"Adopt the tags {named(keys, 3)} from the reference",
        prior=words.prior,
        about=(*ids, *parameters) if is_few else (*parameters, ids[0]),
        properties=("Tags",),
    )


def _issue(keys: Sequence[str], differences: Sequence[Difference]) -> str:
    ids = ids_of(differences)
    if len(ids) <= _FEW:
        return issue_of(differences)
    tags = f"the tag{'' if len(keys) == 1 else 's'} {coded(keys)}"
    count = counted(len(ids), "resource")
    match differences[0].operation:
        case Operation.ADD:
            theirs = [_stated(one.reference) for one in differences]
            given = coded([*filter(None, dict.fromkeys(theirs))], _VALUES)
            some = "" if len(keys) == 1 else "one or more of "
            return f"{count} lack {some}{tags}." + (
                f" The reference sets {given}." if given else ""
            )
        case Operation.REMOVE:
            return f"{count} have {tags}, which the reference does without."
    one = differences[0]
    ours, theirs_ = value_pair(one.candidate, one.reference)
    return f"{count} have other values of {tags}, such as {ours}; the reference sets {theirs_}."


def _suggestion(differences: Sequence[Difference]) -> str:
    if len(ids_of(differences)) <= _FEW:
        return suggestion_of(differences)
    return "Tag the resources as the reference does."


def _stated(node: Node | None) -> str:
    """Return the value that a tag has, empty for a whole list of tags."""
    value = node.child("Value") if isinstance(node, ObjectNode) else node
    return "" if isinstance(value, ArrayNode | ObjectNode) or value is None else value_text(value)


def _parameters(comparison: Comparison, differences: Sequence[Difference]) -> list[str]:
    """Return the parameters that the reference's tags are made with."""
    names = names_below(comparison.reference_uses)
    used = {name for one in differences for name in named_by(names, one)}
    return [name for name in comparison.reference.section("Parameters") if name in used]


CANDIDATE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
"""
REFERENCE = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          DelaySeconds: 1
          Tags:
            - Key: Team
              Value: orders
"""
OTHER = REFERENCE.replace("orders", "payments")
EXAMPLES = (
    Example("a tag has another value", OTHER, REFERENCE, fixed=REFERENCE),
    Example("a tag more than in the reference", REFERENCE, CANDIDATE, fixed=CANDIDATE),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "tags",
    "Tags",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Resource tags",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-pro"
            "perties-resource-tags.html",
        ),
    ),
    residual=True,
)
