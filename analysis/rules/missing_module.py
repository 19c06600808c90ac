"""Inline code imports only what its runtime has.

Code that stands in a template comes without packages: without a layer it can import the standard
library, the SDK and little else. Any other import fails before the handler is reached.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.inline_functions import InlineFunction, code_lines, inline_functions
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.tables import table
from analysis.rules.words import coded, named, verb
from analysis.template import Template

_DATA_API = "rds-data"
_CALL_LINES = 8
_CONNECTS = re.compile(r"(?i)\b(connect|create_pool|(strict)?redis|mongoclient|from_url)\(")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each module that functions import and their runtime lacks."""
    importing: dict[str, list[InlineFunction]] = {}
    for function in inline_functions(context.candidate):
        for module in dict.fromkeys(fact.name for fact in function.imports):
            if not function.has_layers and not function.provides(module):
                importing.setdefault(module, []).append(function)
    for module, functions in importing.items():
        yield _draft(context, module, functions)


def _draft(context: Context, module: str, functions: Sequence[InlineFunction]) -> Draft:
    comparison = context.comparison
    reference = [*inline_functions(comparison.reference)] if comparison else []
    sharing = {one.resource.logical_id for one in reference if _imports(one, module)}
    data_api = [one for one in reference if one.python and _DATA_API in one.python.services]
    connecting = [one for one in functions if _CONNECTS.search(one.code.text)]
    engine = table("lambda_runtime")["database_drivers"].get(module) if connecting else None
    owners = [one.resource.logical_id for one in functions]
    is_each = len(connecting) == len(functions) > 1
    runtimes = list(dict.fromkeys(one.runtime for one in functions))
    return Draft(
        key=module,
        severity=Severity.MEDIUM if sharing else Severity.HIGH,
        title=_title(module, engine, data_api),
        issue=f"{named(owners, 6)} {verb(owners, 'imports', 'import')} `{module}`, which the "
        f"{coded(runtimes)} {'runtime does' if len(runtimes) == 1 else 'runtimes do'} not have, "
        f"and {verb(owners, 'has', 'have')} no layer that brings it."
        + (f" Each opens its own {engine} connection." if engine and is_each else ""),
        suggestion=_suggestion(module, engine, data_api),
        root_cause=_root_cause(module, engine),
        impact=_impact(module, engine, runtimes),
        candidate=tuple(_evidence(context.candidate, module, functions)),
        reference=tuple(_data_api_lines(comparison.reference, data_api)) if comparison else (),
        covers=tuple(_code(comparison, owners, sharing)) if comparison else (),
        fix_title="Adopt the reference's code",
        prior=0.1 if sharing else 0.3,
        logical_ids=tuple(owners),
        properties=("Code", "ZipFile"),
        documentation=_DATA_API_PAGES if engine and data_api else (),
        adopts=not any(_counterpart(comparison, one) in sharing for one in owners),
    )


def _imports(function: InlineFunction, module: str) -> bool:
    return any(fact.name == module for fact in function.imports)


def _counterpart(comparison: Comparison | None, owner: str) -> str | None:
    return comparison.alignment.pairs.get("Resources", {}).get(owner) if comparison else None


def _title(module: str, engine: str | None, data_api: Sequence[InlineFunction]) -> str:
    if engine and data_api:
        return f"Direct Database Connection With {module} Instead of the Data API"
    return f"Module {module} Missing From the Lambda Runtime"


def _suggestion(module: str, engine: str | None, data_api: Sequence[InlineFunction]) -> str:
    if engine and data_api:
        owners = [one.resource.logical_id for one in data_api]
        return (
            f"Use the RDS Data API through boto3's `{_DATA_API}` client, as the reference does in "
            f"{named(owners)}: it needs neither a driver nor a connection."
        )
    if module == "aws-sdk":
        return "Use the version 3 clients (`@aws-sdk/client-…`) that the runtime brings."
    return f"Add a layer that holds `{module}`, or do without it."


def _root_cause(module: str, engine: str | None) -> str:
    if module == "aws-sdk":
        return "The candidate assumes that the runtime still brings version 2 of the SDK."
    if engine:
        return (
            f"The candidate assumes that `{module}` can be imported by inline code, and opens "
            "connections of its own."
        )
    return f"The candidate assumes that `{module}` can be imported by inline code."


def _impact(module: str, engine: str | None, runtimes: Sequence[str]) -> Impact:
    error = (
        f"\"Cannot find module '{module}'\""
        if any(one.startswith("nodejs") for one in runtimes)
        else f"\"No module named '{module}'\""
    )
    return Impact(
        deployment=f"The stack is created, but every invocation of these functions fails: {error}.",
        performance="Each invocation opens a connection of its own; many at once may exhaust "
        "those of the database."
        if engine
        else "",
    )


def _evidence(
    template: Template, module: str, functions: Sequence[InlineFunction]
) -> Iterator[Evidence]:
    for function in functions:
        call = _call_lines(function.code.text, f"{module}.connect(")
        line = next(fact.line for fact in function.imports if fact.name == module)
        yield code_lines(template, function, *(call or (line, line)))


def _call_lines(text: str, call: str) -> tuple[int, int] | None:
    """Return the first and last line of the first such call, counted from 1."""
    at = text.find(call)
    if at < 0:
        return None
    depth, end = 0, at
    for end in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if text[end] == ")" and depth == 0:
            break
    first = text.count("\n", 0, at) + 1
    return first, min(text.count("\n", 0, end) + 1, first + _CALL_LINES)


def _data_api_lines(template: Template, functions: Sequence[InlineFunction]) -> Iterator[Evidence]:
    for function in functions:
        lines = _call_lines(function.code.text, "execute_statement(\n")
        if lines:
            yield code_lines(template, function, *lines)


def _code(
    comparison: Comparison, owners: Sequence[str], sharing: Collection[str]
) -> Iterator[Difference]:
    """Yield what differs in the code of functions whose own reference does without the module."""
    for one in comparison.differences:
        if one.reference_id in sharing:
            continue
        if one.candidate_id in owners and one.property_name in {"Code", "Environment"}:
            yield one


_DATA_API_PAGES = (
    Link(
        "Using the Amazon RDS Data API",
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html",
    ),
    Link(
        "Python packages in Lambda",
        "https://docs.aws.amazon.com/lambda/latest/dg/python-package.html",
    ),
)
DRIVER = """
    Resources:
      Query:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/query
          Code:
            ZipFile: |
              import pymysql
              def handler(event, context):
                  return pymysql.connect(host="db").ping()
"""
SDK_ONLY = DRIVER.replace("import pymysql", "import boto3").replace(
    'pymysql.connect(host="db").ping()', '"ok"'
)
LAYERED = DRIVER.replace(
    "Runtime:", "Layers: [arn:aws:lambda:us-east-1:111122223333:layer:db:1]\n          Runtime:"
)
EXAMPLES = (
    Example("a driver without a layer", DRIVER, SDK_ONLY, fixed=SDK_ONLY),
    Example("no reference", DRIVER),
    Example("a layer may bring it", LAYERED, reported=False),
    Example("the SDK is there", SDK_ONLY, reported=False),
)
RULE = Rule(
    "missing-module",
    "Lambda code",
    check,
    __doc__,
    EXAMPLES,
    _DATA_API_PAGES[1:],
)
