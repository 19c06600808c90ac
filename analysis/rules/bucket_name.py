"""Bucket names are lower case and nobody else's.

The name of a bucket is unique in the whole world, not in an account, and knows no capitals. A
name that says neither account nor region is taken as soon as a second stack asks for it.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.fixing.literals import bucket_fixes
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, value_text, verb
from analysis.syntax import IntrinsicNode, Node, ScalarNode, plain, text_of
from analysis.template import Resource, Template

_VARIABLE = re.compile(r"\$\{[^}]*\}")
_UNIQUE = ("AWS::AccountId", "AWS::Region", "AWS::StackId")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for names with capitals, and one for names that are not unique."""
    comparison = context.comparison
    buckets = [
        one
        for one in context.candidate.of_type("AWS::S3::Bucket")
        if one.property("BucketName") is not None and _differs(comparison, one)
    ]
    capital = [one for one in buckets if _has_capitals(context.candidate, one)]
    if capital:
        yield _draft(context.candidate, comparison, capital, is_capital=True)
    common = [one for one in buckets if one not in capital and _is_less_unique(comparison, one)]
    if common:
        yield _draft(context.candidate, comparison, common, is_capital=False)


def _differs(comparison: Comparison | None, bucket: Resource) -> bool:
    """Whether the name is not the reference's own."""
    return comparison is None or any(_name_changes(comparison, bucket))


def _name_changes(comparison: Comparison, bucket: Resource) -> Iterator[Difference]:
    for one in comparison.differences:
        if one.candidate_id == bucket.logical_id and one.property_name == "BucketName":
            yield one


def _has_capitals(template: Template, bucket: Resource) -> bool:
    node = bucket.property("BucketName")
    text = _name_text(node)
    if re.search(r"[A-Z_]", _VARIABLE.sub("", text)):
        return True
    return any(_capital_defaults(template, bucket))


def _capital_defaults(template: Template, bucket: Resource) -> Iterator[tuple[str, str]]:
    """Yield the parameters in a bucket's name whose defaults have capitals, with these."""
    for name in re.findall(r"\$\{(\w+)\}", _name_text(bucket.property("BucketName"))):
        parameter = template.section("Parameters").get(name)
        default = text_of(parameter.attribute("Default")) if parameter else None
        if default and re.search(r"[A-Z_]", default):
            yield name, default


def _name_text(node: Node | None) -> str:
    match node:
        case ScalarNode(text=text):
            return text
        case IntrinsicNode(name="Ref", argument=ScalarNode(text=name)):
            return f"${{{name}}}"
        case IntrinsicNode(name="Fn::Sub", argument=ScalarNode(text=text)):
            return text
        case _:
            return ""


def _is_less_unique(comparison: Comparison | None, bucket: Resource) -> bool:
    ours = _unique_parts(bucket.property("BucketName"))
    if comparison is None:
        return not ours and isinstance(bucket.property("BucketName"), ScalarNode)
    return not ours or bool(_their_parts(comparison, bucket) - ours)


def _their_parts(comparison: Comparison | None, bucket: Resource) -> set[str]:
    """Return what tells the reference's name from others."""
    name = comparison.alignment.reference_id("Resources", bucket.logical_id) if comparison else None
    known = comparison.reference.resources.get(name or "") if comparison else None
    return _unique_parts(known.property("BucketName")) if known else set()


def _unique_parts(node: Node | None) -> set[str]:
    text = str(plain(node)) if node else ""
    return {part for part in _UNIQUE if part in text}


def _capital_words(template: Template, buckets: Sequence[Resource]) -> str:
    """Say where the capitals come from: the name itself, or a parameter's default."""
    defaults = {
        f"`{name}` defaults to `{default}`": None
        for bucket in buckets
        for name, default in _capital_defaults(template, bucket)
    }
    return f"in which {named([*defaults])}." if defaults else "with capitals or underscores in it."


def _common_words(comparison: Comparison | None, buckets: Sequence[Resource]) -> str:
    """Say what a name leaves out that would tell it from others."""
    own = set.intersection(*(_unique_parts(one.property("BucketName")) for one in buckets))
    theirs = {part for one in buckets for part in _their_parts(comparison, one)}
    lacking = sorted(theirs - own)
    if comparison and lacking:
        return f"without {coded(lacking)}, which the reference's have."
    return "which another account may have taken."


def _draft(
    template: Template,
    comparison: Comparison | None,
    buckets: Sequence[Resource],
    *,
    is_capital: bool,
) -> Draft:
    ids = [one.logical_id for one in buckets]
    covers = (
        [one for each in buckets for one in _name_changes(comparison, each)] if comparison else []
    )
    names = [value_text(one.property("BucketName")) for one in buckets]
    # With neither account nor region in it, a name is whoever's has it first.
    is_common = not all(_unique_parts(one.property("BucketName")) for one in buckets)
    has = verb(ids, "has the name", "have the names")
    return Draft(
        key="capitals" if is_capital else "uniqueness",
        severity=Severity.CRITICAL if is_capital or is_common else Severity.HIGH,
        title=f"Uppercase in S3 Bucket Name of {named(ids, 2)}"
        if is_capital
        else f"S3 Bucket Names Not Globally Unique: {named(ids, 2)}",
        issue=f"{named(ids)} {has} {coded(names, 3)}, "
        + (_capital_words(template, buckets) if is_capital else _common_words(comparison, buckets)),
        suggestion=_suggestion(covers),
        root_cause="The candidate builds bucket names with capitals, which S3 does not allow."
        if is_capital
        else "The candidate's names say less of where the bucket is than they could.",
        impact=Impact(
            deployment='Creation fails: "Bucket name should not contain uppercase characters".'
            if is_capital
            else 'Creation fails where the name is taken: "already exists".',
        ),
        candidate=tuple(one for each in buckets for one in of_property(each, "BucketName")),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=() if covers else bucket_fixes(template, buckets, is_capital=is_capital),
        fix_title="Name the buckets as the reference does",
        prior=0.18 if is_capital else 0.07,
        properties=("BucketName",),
    )


def _suggestion(covers: Sequence[Difference]) -> str:
    theirs = [value_text(one.reference) for one in covers if one.reference]
    if theirs:
        return f"Name them as the reference does: {coded(theirs, 3)}."
    if covers:
        return "Leave `BucketName` out, as the reference does: S3 then makes a unique name."
    return "Put the account's ID and the region into the name, or leave `BucketName` out."


CAPITAL = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: OrderStore
"""
UNIQUE = CAPITAL.replace("OrderStore", "!Sub order-store-${AWS::AccountId}")
COMMON = CAPITAL.replace("OrderStore", "order-store")
EXAMPLES = (
    Example("capitals", CAPITAL, UNIQUE, fixed=UNIQUE),
    Example("not unique", COMMON, UNIQUE, fixed=UNIQUE),
    Example("no reference", CAPITAL),
    Example("no reference, but unique", UNIQUE.replace("order-s", "Order_S"), fixed=UNIQUE),
    Example("no reference, and not unique", COMMON, fixed=UNIQUE),
    Example("unique", UNIQUE, reported=False),
    Example("the reference's name", COMMON, COMMON, reported=False),
)
RULE = Rule(
    "bucket-name",
    "Bucket names",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Bucket naming rules",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
        ),
    ),
)
