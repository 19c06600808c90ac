"""A service sends its traffic to a container that its task has.

The container that a load balancer's targets are in is named twice: in the task definition and in
the service. The two must be the same text.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import at_path, of_candidate, of_reference
from analysis.rules.places import exchanged
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.words import coded, named
from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, ScalarNode
from analysis.template import Resource, Template
from analysis.uses import Use

_TASK = "AWS::ECS::TaskDefinition"
_SERVICE = "AWS::ECS::Service"


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each service of another container, and one for names put together."""
    comparison = context.comparison
    known = _strays(comparison.reference, comparison.reference_uses) if comparison else {}
    taken: list[str] = []
    for name, (evidence, said, containers) in _strays(
        context.candidate, context.candidate_uses
    ).items():
        if comparison and comparison.alignment.reference_id("Resources", name) in known:
            continue
        taken.append(name)
        yield _stray_draft(comparison, name, evidence, said, containers)
    if comparison:
        for is_literal in (True, False):
            changes = [*_changes(comparison, taken, is_literal=is_literal)]
            if changes:
                yield _change_draft(changes, is_literal=is_literal)


def _strays(template: Template, uses: Sequence[Use]) -> dict[str, tuple[Evidence, str, list[str]]]:
    """Return the services that name a container which their task definition has not."""
    found: dict[str, tuple[Evidence, str, list[str]]] = {}
    for service in template.of_type(_SERVICE):
        containers = _containers(template, uses, service)
        balancers = service.property("LoadBalancers")
        for at, item in enumerate(balancers.items) if isinstance(balancers, ArrayNode) else ():
            node = item.child("ContainerName") if isinstance(item, ObjectNode) else None
            said = as_text(node) if node else ""
            if not isinstance(node, ScalarNode) or not containers or said in containers:
                continue
            path = (*service.path, "Properties", "LoadBalancers", at, "ContainerName")
            found[service.logical_id] = (at_path(template, path)[0], said, containers)
    return found


def _containers(template: Template, uses: Sequence[Use], service: Resource) -> list[str]:
    """Return the names of the containers of a service's task, none where one is put together."""
    place = (*service.path, "Properties", "TaskDefinition")
    for use in uses:
        task = template.resources.get(use.target)
        if use.path[: len(place)] == place and task and task.type == _TASK:
            listed = task.property("ContainerDefinitions")
            items = listed.items if isinstance(listed, ArrayNode) else ()
            names = [_name(one) for one in items]
            if names and all(isinstance(one, ScalarNode) for one in names):
                return [as_text(one) for one in names]
    return []


def _stray_draft(
    comparison: Comparison | None,
    name: str,
    evidence: Evidence,
    said: str,
    containers: Sequence[str],
) -> Draft:
    covers = [
        one
        for one in (comparison.differences if comparison else ())
        if one.candidate_id == name and one.candidate_path == evidence.path
    ]
    return Draft(
        key=name,
        severity=Severity.CRITICAL,
        title=f"ECS Container Name Mismatch in {name}: {said}",
        issue=f"`{name}` sends traffic to the container `{said}`, but its task definition has "
        f"{coded(containers)}.",
        suggestion=f"Name {coded(containers)} as `ContainerName`.",
        root_cause="The candidate names the container differently in the task and in the service.",
        impact=Impact(
            deployment=f'Creation of the service fails: "The container {said} does not exist in '
            'the task definition".'
        ),
        candidate=(evidence,),
        reference=of_reference(covers),
        covers=tuple(covers),
        prior=0.35,
        about=(name,),
        properties=("LoadBalancers", "ContainerName"),
    )


def _changes(
    comparison: Comparison, taken: Sequence[str], *, is_literal: bool
) -> Iterator[Difference]:
    """Yield the names that one side writes down and the other puts together."""
    own = [one for one in comparison.differences if one.candidate_id not in taken]
    for one in own:
        is_name = one.type == _SERVICE and one.path[-1:] == ("ContainerName",)
        if is_name and _is_written(one.candidate, one.reference, is_literal=is_literal):
            yield one
    for held in exchanged(one for one in own if one.type == _TASK).values():
        if held[0].path[:-1] == ("Properties", "ContainerDefinitions"):
            ours = [_name(one.candidate) for one in held if one.candidate is not None]
            theirs = [_name(one.reference) for one in held if one.reference is not None]
            pairs = ((mine, known) for mine in ours for known in theirs)
            if all(_is_written(*pair, is_literal=is_literal) for pair in pairs):
                yield from held


def _name(container: Node | None) -> Node | None:
    return container.child("Name") if isinstance(container, ObjectNode) else None


def _is_written(ours: Node | None, theirs: Node | None, *, is_literal: bool) -> bool:
    """Whether one side, the candidate's or the reference's, alone writes a name down."""
    written, made = (ours, theirs) if is_literal else (theirs, ours)
    return isinstance(written, ScalarNode) and isinstance(made, IntrinsicNode)


def _change_draft(changes: Sequence[Difference], *, is_literal: bool) -> Draft:
    owners = ids_of(changes)
    return Draft(
        key="written" if is_literal else "put together",
        severity=Severity.MEDIUM,
        title=f"Hardcoded ECS Container Name in {named(owners, 2)}"
        if is_literal
        else f"ECS Container Name From a Function in {named(owners, 2)}",
        issue=issue_of(changes),
        suggestion=suggestion_of(changes),
        root_cause="The candidate writes down a container's name that the reference puts together."
        if is_literal
        else "The candidate puts a container's name together that the reference writes down.",
        impact=Impact(
            deployment="Where the name in the service is another text than that in the task, "
            "creation of the service fails."
        ),
        candidate=of_candidate(changes),
        reference=of_reference(changes),
        covers=tuple(changes),
        prior=0.15,
    )


_PAIR = """
    Resources:
      Task:
        Type: AWS::ECS::TaskDefinition
        Properties:
          ContainerDefinitions:
            - Image: shop
              Name: shop
      Shop:
        Type: AWS::ECS::Service
        Properties:
          TaskDefinition: !Ref Task
          LoadBalancers:
            - ContainerPort: 80
              TargetGroupArn: !ImportValue targets
              ContainerName: """
MATCHED = f"{_PAIR}shop\n"
STRAY = f"{_PAIR}web\n"
NAMED = MATCHED.replace("Name: shop", "Name: !Ref AWS::StackName")
EXAMPLES = (
    Example("a container that the task has not", STRAY, MATCHED, fixed=MATCHED),
    Example("no reference", STRAY),
    Example("a name from a function", NAMED, MATCHED, fixed=MATCHED),
    Example("a name that is written down", MATCHED, NAMED, fixed=NAMED),
    Example("the reference names it so too", STRAY, STRAY, reported=False),
    Example("both name the same", MATCHED, reported=False),
)
RULE = Rule(
    "container-name",
    "ECS containers",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "ECS task definitions",
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
            "task_definition_parameters.html",
        ),
    ),
)
