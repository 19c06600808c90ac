"""Variables that inline code cannot do without are set.

Code that reads a variable by `os.environ[...]` fails where nobody sets it: at the first call, or
before the handler is reached.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_reference
from analysis.rules.inline_functions import InlineFunction, code_lines, inline_functions
from analysis.rules.places import place_text
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named
from analysis.syntax import ObjectNode
from analysis.template import Template

# What Lambda sets itself.
_OWN = ("AWS_", "LAMBDA_", "_", "TZ", "LANG", "PATH", "LD_LIBRARY_PATH", "NODE_PATH", "PYTHONPATH")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each function whose code reads what nobody sets."""
    comparison = context.comparison
    known = _unset(comparison.reference) if comparison else {}
    for name, (function, variables) in _unset(context.candidate).items():
        counterpart = comparison.alignment.reference_id("Resources", name) if comparison else None
        own = set(known[counterpart][1]) if counterpart in known else set()
        left = [one for one in variables if one not in own]
        if left:
            yield _draft(context, function, left)


def _unset(template: Template) -> dict[str, tuple[InlineFunction, list[str]]]:
    """Return the functions with the variables that they read and that are not set."""
    if "Globals" in template.root.names:
        # SAM sets variables of all functions there.
        return {}
    found: dict[str, tuple[InlineFunction, list[str]]] = {}
    for function in inline_functions(template):
        stated = function.resource.property("Environment", "Variables")
        if function.python is None or not (stated is None or isinstance(stated, ObjectNode)):
            continue
        names = set(stated.names) if stated else set()
        required = dict.fromkeys(fact.name for fact in function.python.required)
        left = [one for one in required if one not in names and not one.startswith(_OWN)]
        if left:
            found[function.resource.logical_id] = (function, left)
    return found


def _draft(context: Context, function: InlineFunction, variables: Sequence[str]) -> Draft:
    name = function.resource.logical_id
    lines = (
        [one.line for one in function.python.required if one.name in variables]
        if (function.python)
        else []
    )
    covers = _settings(context.comparison, name, variables) if context.comparison else []
    return Draft(
        key=name,
        severity=Severity.HIGH,
        title=f"Missing Lambda Environment Variable of {name}: {named(variables, 2)}",
        issue=f"The inline code of `{name}` reads the environment "
        f"variable{'' if len(variables) == 1 else 's'} {coded(variables)}, which the function does "
        "not set.",
        suggestion=f"Set {coded(variables)} under `Environment`"
        + (", as the reference does." if covers else "."),
        root_cause="The candidate's code expects variables that its configuration leaves out.",
        impact=Impact(
            deployment="The stack is created, but calls that read the variable fail: `KeyError`."
        ),
        candidate=tuple(code_lines(context.candidate, function, line) for line in lines),
        reference=of_reference(covers),
        covers=tuple(covers),
        prior=0.2,
        about=(name,),
        properties=("Environment", "Variables"),
    )


def _settings(comparison: Comparison, name: str, variables: Sequence[str]) -> list[Difference]:
    """Return the differences in which the reference sets these variables."""
    places = {f"Environment.Variables.{one}" for one in variables} | {
        "Environment",
        "Environment.Variables",
    }
    return [
        one
        for one in comparison.differences
        if one.candidate_id == name and one.reference and place_text(one.path) in places
    ]


UNSET = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.main
          Code:
            ZipFile: |
              import os
              def main(event, context):
                  return os.environ['TABLE']
"""
SET = (
    UNSET
    + """\
          Environment:
            Variables:
              TABLE: orders
"""
)
COPING = UNSET.replace("os.environ['TABLE']", "os.environ.get('TABLE', 'orders')")
EXAMPLES = (
    Example("the reference sets it", UNSET, SET, fixed=SET),
    Example("no reference", UNSET),
    Example("the reference sets it no more", UNSET, UNSET, reported=False),
    Example("the code does without", COPING, reported=False),
    Example("it is set", SET, reported=False),
)
RULE = Rule(
    "unset-variable",
    "Lambda configuration",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda environment variables",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
        ),
    ),
)
