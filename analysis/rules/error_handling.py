"""Failures are retried, told apart and passed on.

Code and state machines that give up at the first throttled call, or report an error as a success,
lose work that a second attempt would have done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference, Operation
from analysis.embedded.state_machine import StateMachineFacts, state_machine_facts
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.inline_functions import InlineFunction, code_lines, inline_functions
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import counted, named, verb
from analysis.template import Resource, Template

_DEFINITIONS = ("DefinitionString", "Definition")
_DEAD_LETTER_QUEUES = Link(
    "Dead-letter queues",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
    "sqs-dead-letter-queues.html",
)
_DEAD_LETTERS = frozenset({"DeadLetterConfig", "RedrivePolicy", "DeadLetterQueue"})


@dataclass(frozen=True, slots=True)
class _Lack:
    """One thing that the reference does and the candidate does not."""

    issue: str
    suggestion: str
    candidate: tuple[Evidence, ...] = ()
    reference: tuple[Evidence, ...] = ()
    covers: tuple[Difference, ...] = ()


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all that the reference does about errors and the candidate does not."""
    comparison = context.comparison
    if comparison is None:
        return
    retried = [*_code(comparison), *_state_machines(comparison)]
    lacks = [*retried, *_dead_letters(comparison)]
    if not lacks:
        return
    yield Draft(
        key="errors",
        severity=Severity.MEDIUM,
        title="Inadequate Error Handling",
        issue=" ".join(one.issue for one in lacks),
        suggestion=" ".join(one.suggestion for one in lacks),
        root_cause="The candidate follows the case in which everything succeeds and does little "
        "about errors that pass."
        if retried
        else "The candidate has no place for what fails for good.",
        impact=Impact(
            performance="A run ends with an error that a later attempt would not meet."
            if retried
            else "What fails for good is discarded and cannot be looked into.",
        ),
        candidate=tuple(one for lack in lacks for one in lack.candidate),
        reference=tuple(one for lack in lacks for one in lack.reference),
        covers=tuple(one for lack in lacks for one in lack.covers),
        fix_title="Adopt the reference's error handling",
        prior=0.3,
        properties=("Retry", "Catch") if any(_state_machines(comparison)) else (),
        documentation=() if retried else (_DEAD_LETTER_QUEUES,),
    )


def _code(comparison: Comparison) -> Iterator[_Lack]:
    ours = [one for one in inline_functions(comparison.candidate) if one.python]
    theirs = [one for one in inline_functions(comparison.reference) if one.python]
    if not ours:
        return
    yield from _retries(comparison, ours, theirs)
    yield from _specific(comparison, ours, theirs)
    yield from _swallowed(comparison, ours, theirs)


def _retries(
    comparison: Comparison, ours: Sequence[InlineFunction], theirs: Sequence[InlineFunction]
) -> Iterator[_Lack]:
    trying = [one for one in theirs if one.python and one.python.retries]
    if not trying or any(one.python and one.python.retries for one in ours):
        return
    facts = [fact for one in trying if one.python for fact in one.python.retries]
    how = next((fact.name for fact in facts if "backoff" in fact.name), "retries")
    names = _ids(trying)
    yield _Lack(
        f"{_none_of(ours)} a failed call itself.",
        f"Retry failed calls as the reference does in {named(names)} ({how}).",
        reference=tuple(_fact_lines(comparison.reference, trying)),
        covers=tuple(_code_changes(comparison, names)),
    )


def _none_of(functions: Sequence[InlineFunction]) -> str:
    if len(functions) == 1:
        return f"{_ids(functions)[0]} does not retry"
    return f"None of the {counted(len(functions), 'function')} with inline code retries"


def _specific(
    comparison: Comparison, ours: Sequence[InlineFunction], theirs: Sequence[InlineFunction]
) -> Iterator[_Lack]:
    telling = [one for one in theirs if _clauses(one, specific=True)]
    broad = [one for one in ours if _clauses(one, specific=False)]
    if not telling or not broad or any(_clauses(one, specific=True) for one in ours):
        return
    names = {name for one in telling for clause in _clauses(one, specific=True) for name in clause}
    yield _Lack(
        f"{named(_ids(broad))} {verb(_ids(broad), 'catches', 'catch')} every `Exception` alike.",
        f"Catch specific exceptions ({named(sorted(names))}) as the reference does in "
        f"{named(_ids(telling))}.",
        candidate=tuple(_except_lines(comparison.candidate, broad)),
        covers=tuple(_code_changes(comparison, _ids(telling))),
    )


def _swallowed(
    comparison: Comparison, ours: Sequence[InlineFunction], theirs: Sequence[InlineFunction]
) -> Iterator[_Lack]:
    catching = [one for one in ours if one.python and one.python.excepts]
    raising = [one for one in theirs if _raises(one)]
    if not catching or not raising or any(_raises(one) for one in ours):
        return
    names = _ids(catching)
    yield _Lack(
        f"{named(names)} {verb(names, 'ends', 'end')} every `except` by returning, so that Lambda "
        "takes a failed run for a success and does not retry it.",
        f"Raise the error again where it cannot be dealt with, as the reference does in "
        f"{named(_ids(raising))}.",
        candidate=tuple(_except_lines(comparison.candidate, catching)),
    )


def _raises(function: InlineFunction) -> bool:
    return bool(function.python and any(one.raises for one in function.python.excepts))


def _clauses(function: InlineFunction, *, specific: bool) -> list[tuple[str, ...]]:
    excepts = function.python.excepts if function.python else ()
    return [one.names for one in excepts if one.is_specific is specific]


def _ids(functions: Sequence[InlineFunction]) -> list[str]:
    return [one.resource.logical_id for one in functions]


def _fact_lines(template: Template, functions: Sequence[InlineFunction]) -> Iterator[Evidence]:
    for one in functions:
        for fact in one.python.retries[:1] if one.python else ():
            yield code_lines(template, one, fact.line, fact.line + 10)


def _except_lines(template: Template, functions: Sequence[InlineFunction]) -> Iterator[Evidence]:
    for one in functions:
        for clause in one.python.excepts[-1:] if one.python else ():
            yield code_lines(template, one, clause.line, clause.line + 5)


def _code_changes(comparison: Comparison, names: Sequence[str]) -> Iterator[Difference]:
    for one in comparison.differences:
        if one.reference_id in names and one.candidate_id and one.property_name == "Code":
            yield one


def _state_machines(comparison: Comparison) -> Iterator[_Lack]:
    for theirs, ours in comparison.aligned_resources:
        if ours.type != "AWS::StepFunctions::StateMachine":
            continue
        known, mine = _facts(theirs), _facts(ours)
        if known is None or mine is None:
            continue
        by_name = {state.name: state for state in mine.tasks}
        for word, clause in (("retries", "Retry"), ("catches", "Catch")):
            bare = [
                state.name
                for state in known.tasks
                if (state.retried if clause == "Retry" else state.caught)
                and state.name in by_name
                and not _has(by_name[state.name], clause)
            ]
            if bare:
                yield _Lack(
                    f"In {ours.logical_id}, {named(bare)} {verb(bare, 'has', 'have')} no "
                    f"`{clause}`; the reference {word} errors there.",
                    f"Add `{clause}` to {named(bare)}.",
                    candidate=_definition(ours),
                    reference=_definition(theirs),
                    covers=tuple(_definition_changes(comparison, ours)),
                )


def _has(state: object, clause: str) -> bool:
    return bool(getattr(state, "retried" if clause == "Retry" else "caught"))


def _facts(machine: Resource) -> StateMachineFacts | None:
    for name in _DEFINITIONS:
        node = machine.property(name)
        if node is not None:
            return state_machine_facts(node)
    return None


def _definition(machine: Resource) -> tuple[Evidence, ...]:
    return tuple(one for name in _DEFINITIONS for one in of_property(machine, name))


def _definition_changes(comparison: Comparison, machine: Resource) -> Iterator[Difference]:
    for one in comparison.differences:
        if one.candidate_id == machine.logical_id and one.property_name in _DEFINITIONS:
            yield one


def _dead_letters(comparison: Comparison) -> Iterator[_Lack]:
    group = [
        one
        for one in comparison.differences
        if one.operation is Operation.ADD and _DEAD_LETTERS.intersection(one.path)
    ]
    if group:
        names = list(dict.fromkeys(one.logical_id for one in group))
        yield _Lack(
            f"{named(names)} {verb(names, 'has', 'have')} no dead letter queue.",
            f"Give {named(names)} the reference's dead letter queue.",
            reference=of_reference(group),
            covers=tuple(group),
        )


GIVES_UP = """
    Resources:
      Sender:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/sender
          Code:
            ZipFile: |
              def handler(event, context):
                  return send(event)
"""
TRIES_AGAIN = GIVES_UP.replace(
    "                  return send(event)\n",
    """                  for attempt in range(3):
                      try:
                          return send(event)
                      except TimeoutError:
                          time.sleep(2 ** attempt)
""",
)
EXAMPLES = (
    Example("the reference tries again", GIVES_UP, TRIES_AGAIN, fixed=TRIES_AGAIN),
    Example("both try again", TRIES_AGAIN, TRIES_AGAIN, reported=False),
    Example("neither tries again", GIVES_UP, GIVES_UP, reported=False),
)
RULE = Rule(
    "error-handling",
    "Error handling",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda: asynchronous invocation errors",
            "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html",
        ),
        Link(
            "Step Functions: handling errors",
            "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html",
        ),
    ),
)
