"""Inline code has the handler that Lambda is told to call.

Code that stands in the template becomes a file named `index`. A handler of another file, or one
that the code does not define, is not found: every call fails before the code runs.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.inline_functions import InlineFunction, inline_functions
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import text_of
from analysis.template import Template

_RUNTIMES = ("python", "nodejs")
_FILE = "index"


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for handlers of other files, and one for those that the code has not."""
    comparison = context.comparison
    known = set(_lost(comparison.reference)) if comparison else set()
    elsewhere: list[InlineFunction] = []
    absent: list[InlineFunction] = []
    for name, function in _lost(context.candidate).items():
        if comparison and comparison.alignment.reference_id("Resources", name) in known:
            continue
        (elsewhere if _file(function) != _FILE else absent).append(function)
    for functions in (elsewhere, absent):
        if functions:
            yield _draft(comparison, functions)


def _lost(template: Template) -> dict[str, InlineFunction]:
    """Return the functions whose handler is not in their code, by logical ID."""
    return {
        one.resource.logical_id: one
        for one in inline_functions(template)
        if one.runtime.startswith(_RUNTIMES)
        and not one.has_layers
        and _handler(one)
        and (_file(one) != _FILE or not _defines(one))
    }


def _handler(function: InlineFunction) -> str:
    text = text_of(function.resource.property("Handler")) or ""
    return text if "." in text and "${" not in text else ""


def _file(function: InlineFunction) -> str:
    return _handler(function).rpartition(".")[0]


def _defines(function: InlineFunction) -> bool:
    return _names(function, _handler(function).rpartition(".")[2])


def _is_in(handler: str, function: InlineFunction) -> bool:
    """Whether a handler is one that the code has, being inline."""
    file, _, name = handler.rpartition(".")
    return file == _FILE and _names(function, name)


def _names(function: InlineFunction, name: str) -> bool:
    """Whether the code mentions a name at all."""
    is_there = re.search(rf"\b{re.escape(name)}\b", function.code.text)
    return bool(is_there) or "*" in _imported(function)


def _imported(function: InlineFunction) -> str:
    found = re.findall(r"(?m)^\s*(?:from\s+\S+\s+import|export)\s+(.*)", function.code.text)
    return " ".join(found)


def _draft(comparison: Comparison | None, functions: Sequence[InlineFunction]) -> Draft:
    owners = [one.resource.logical_id for one in functions]
    handlers = list(dict.fromkeys(map(_handler, functions)))
    covers = _changes(comparison, functions) if comparison else []
    is_elsewhere = _file(functions[0]) != _FILE
    return Draft(
        key="file" if is_elsewhere else "name",
        severity=Severity.CRITICAL,
        title=f"Incorrect Lambda Handler for Inline Code: {named(handlers, 2)}",
        issue=f"{named(owners)} {verb(owners, 'has', 'have')} the handler {coded(handlers)}, but "
        + (
            f"inline code is put into a file named `{_FILE}`: the handler cannot be imported."
            if is_elsewhere
            else "the inline code does not define it."
        ),
        suggestion=_suggestion(covers, functions, is_elsewhere=is_elsewhere),
        root_cause="The candidate names the file that the code would have outside of a template."
        if is_elsewhere
        else "The candidate names a function that its code does not have.",
        impact=Impact(
            deployment='The stack is created, but every call fails: "Unable to import module".'
            if is_elsewhere
            else "The stack is created, but every call fails: the handler is undefined or missing."
        ),
        candidate=tuple(
            one for function in functions for one in of_property(function.resource, "Handler")
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        prior=0.4,
        properties=("Handler",),
    )


def _changes(comparison: Comparison, functions: Sequence[InlineFunction]) -> list[Difference]:
    """Return the differences of the handlers, with those of code that the handlers are for."""
    told = [*_differing(comparison, functions, ("Handler",))]
    if not _fit(told, functions):
        told += _differing(comparison, functions, ("Code", "CodeUri", "InlineCode"))
    return told


def _differing(
    comparison: Comparison, functions: Sequence[InlineFunction], names: Sequence[str]
) -> Iterator[Difference]:
    owners = [one.resource.logical_id for one in functions]
    for one in comparison.differences:
        if one.candidate_id in owners and one.property_name in names:
            yield one


def _fit(covers: Sequence[Difference], functions: Sequence[InlineFunction]) -> bool:
    """Whether the reference's handlers are in the candidate's code."""
    codes = {one.resource.logical_id: one for one in functions}
    handlers = ((one, text_of(one.reference)) for one in covers if one.property_name == "Handler")
    return all(text and _is_in(text, codes[one.candidate_id or ""]) for one, text in handlers)


def _suggestion(
    covers: Sequence[Difference], functions: Sequence[InlineFunction], *, is_elsewhere: bool
) -> str:
    handlers = [one for one in covers if one.property_name == "Handler"]
    theirs = list(dict.fromkeys(text_of(one.reference) or "" for one in handlers))
    if any(theirs) and _fit(handlers, functions):
        return f"Set `Handler` to {coded(theirs)}, as the reference does."
    if any(theirs) and len(covers) > len(handlers):
        return f"Take the reference's code with its handler, {coded(theirs)}."
    if not is_elsewhere:
        return "Set `Handler` to a function that the code defines."
    meant = list(dict.fromkeys(f"{_FILE}.{_handler(one).rpartition('.')[2]}" for one in functions))
    return f"Set `Handler` to {coded(meant)}."


ELSEWHERE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: job.main
          Code:
            ZipFile: |
              def main(event, context):
                  return {}
"""
INDEX = ELSEWHERE.replace("job.main", "index.main")
ABSENT = ELSEWHERE.replace("job.main", "index.handler")
NATIVE = ELSEWHERE.replace("python3.12", "provided.al2023")
EXAMPLES = (
    Example("a handler of another file", ELSEWHERE, INDEX, fixed=INDEX),
    Example("a handler that the code has not", ABSENT),
    Example("no reference", ELSEWHERE),
    Example("the reference has the same", ELSEWHERE, ELSEWHERE, reported=False),
    Example("a runtime that looks for no file", NATIVE, reported=False),
    Example("the handler is in the code", INDEX, reported=False),
)
RULE = Rule(
    "inline-handler",
    "Lambda handler",
    check,
    __doc__,
    EXAMPLES,
    (guide.INLINE_CODE,),
)
