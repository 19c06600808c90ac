"""Nothing is defined that nobody uses.

A parameter that no resource reads asks for a decision that changes nothing; a condition or mapping
that nobody uses misleads who reads the template.
"""

from collections.abc import Iterator, Sequence

from analysis.findings import Fix, Impact, Severity
from analysis.fixing.unused import definition_users, delete_unused, orphaned
from analysis.rules import guide
from analysis.rules.evidence import of_entity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import IntrinsicNode, ScalarNode, text_of, walk
from analysis.template import Entity, Template
from analysis.uses import Use

_SECTIONS = ("Parameters", "Mappings", "Conditions")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each section that has entities without use, if the reference has none."""
    if _is_expanded(context.candidate):
        return
    comparison = context.comparison
    for section in _SECTIONS:
        unused = _unused(context.candidate, context.candidate_uses, section)
        if comparison:
            known = {
                comparison.alignment.candidate_id(section, one.logical_id)
                for one in _unused(comparison.reference, comparison.reference_uses, section)
            }
            unused = [one for one in unused if one.logical_id not in known]
        if unused:
            yield _draft(context, section, unused)


def _is_expanded(template: Template) -> bool:
    """Whether macros may use what the template itself does not."""
    if template.root.child("Transform") is not None:
        return True
    return any(
        isinstance(node, IntrinsicNode) and node.name == "Fn::Transform"
        for _, node in walk(template.root)
    ) or bool(template.reading.problems)


def _unused(template: Template, uses: Sequence[Use], section: str) -> list[Entity]:
    used = {use.target for use in uses if use.path[:2] != (section, use.target)}
    if section == "Conditions":
        texts = (node for _, node in walk(template.root) if isinstance(node, ScalarNode))
        used |= {text_of(node) or "" for node in texts}
    return [one for name, one in template.section(section).items() if name not in used]


def _draft(context: Context, section: str, unused: Sequence[Entity]) -> Draft:
    names = [one.logical_id for one in unused]
    noun = section.removesuffix("s")
    comparison = context.comparison
    covers = [
        one
        for one in (comparison.differences if comparison else ())
        if one.section == section and one.is_whole_entity and one.candidate_id in names
    ]
    return Draft(
        key=section,
        severity=Severity.MEDIUM,
        title=f"Unused {noun if len(names) == 1 else section} {', '.join(names[:2])}",
        issue=f"Nothing in the template uses the {verb(names, noun, section).lower()} "
        f"{coded(names, 6)}.",
        suggestion=f"Delete {coded(names, 6)}, or use {verb(names, 'it', 'them')}.",
        root_cause="The candidate defines more than it goes on to use.",
        impact=Impact(),
        candidate=tuple(of_entity(one) for one in unused),
        covers=tuple(covers),
        fixes=_fixes(context, unused, noun, section),
        adopts=False,
        prior=0.24,
        logical_ids=tuple(names),
    )


def _fixes(context: Context, unused: Sequence[Entity], noun: str, section: str) -> tuple[Fix, ...]:
    """Return what uses them as a reference that has them does, else what deletes them."""
    names = [one.logical_id for one in unused]
    if context.comparison and context.adopter:
        users = definition_users(context.comparison, names)
        title = f"Use {named(names, 3)} as the reference does"
        used = context.adopter.fix(users, title) if users else None
        if used:
            return (used,)
    title = f"Delete the unused {verb(names, noun, section).lower()} {named(names, 3)}"
    paths = [one.path for one in unused]
    further = orphaned(context.candidate, context.candidate_uses, paths)
    if further:
        title += f", and {named([str(path[1]) for path in further], 3)}, which nothing else uses"
    deleted = delete_unused(context.candidate, [*paths, *further], title)
    return (deleted,) if deleted else ()


UNUSED = """
    Parameters:
      Name:
        Type: String
        Default: orders
      Colour:
        Type: String
        Default: red
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Ref Name
"""
USED = """
    Parameters:
      Name:
        Type: String
        Default: orders
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Ref Name
"""
TOLD = """
    Parameters:
      Name:
        Type: String
        Default: orders
    Resources:
      Store:
        Type: AWS::S3::Bucket
    Outputs:
      Name:
        Value: !Ref Name
"""
CHAIN = """
    Parameters:
      Stage:
        Type: String
        Default: test
    Mappings:
      Names:
        test: {Is: test}
    Conditions:
      IsTest: !Equals [!Ref Stage, !FindInMap [Names, test, Is]]
      IsLive: !Not [!Condition IsTest]
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
WITHOUT_CHAIN = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("a parameter that nothing reads", UNUSED, USED, fixed=USED),
    Example("what only it uses goes with it", CHAIN, WITHOUT_CHAIN, fixed=WITHOUT_CHAIN),
    Example("an output of the same name reads it", TOLD, reported=False),
    Example("no reference", UNUSED),
    Example("nothing is left over", USED, reported=False),
    Example("the reference has it too", UNUSED, UNUSED, reported=False),
)
RULE = Rule(
    "unused-entity",
    "Unused parameters, mappings and conditions",
    check,
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
)
