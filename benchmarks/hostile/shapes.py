"""Templates whose values are of another type than CloudFormation has there."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_ODD = ("null", "[]", "[x, 5]", "x", "5", "true", "2020-01-01", "{a: {b: [c]}}", "!Ref X", "~")
_SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Transform",
    "Resources",
    "Outputs",
)
_ATTRIBUTES = (
    "Type",
    "Properties",
    "Metadata",
    "DependsOn",
    "Condition",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "UpdatePolicy",
)
_FUNCTIONS = (
    "Ref",
    "Fn::GetAtt",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Select",
    "Fn::If",
    "Fn::FindInMap",
    "Fn::ImportValue",
    "Fn::Split",
    "Fn::Cidr",
    "Fn::Transform",
    "Fn::Nothing",
    "Condition",
)
_ARGUMENTS = ("null", "[]", "{}", "[[[]]]", "5", "[a, {Ref: null}, 7, 8, 9]", '""')
_POLICIES = (
    "x",
    "[1]",
    "{Statement: x}",
    "{Statement: [{Action: {a: b}, Resource: null, Effect: [Allow], Principal: 7}]}",
    "{Statement: [[{}]], Version: 2012-10-17}",
)
_CODES = (
    ("nested", "(" * 5_000),
    ("negated", "x = " + "not " * 20_000 + "1"),
    ("minus", "x = " + "-" * 30_000 + "1"),
    ("indented", "".join(f"{' ' * n}if x:\n" for n in range(300))),
    ("quotes", "'" * 9_000),
    ("NUL", "x = 1\\0"),
    ("chained", "x" + ".a" * 9_000),
    ("calls", "f(" * 150 + ")" * 150),
    ("script", "const x = " + "[" * 9_000),
    ("regular expression", "/" + "(a+)+" * 2_000),
)


def sections() -> Iterator[Case]:
    """Yield each section as something else."""
    for section in _SECTIONS:
        rest = "" if section == "Resources" else QUEUE
        for odd in _ODD:
            yield case("sections", f"{section} {odd}", f"{section}: {odd}\n{rest}")
    for text in ("", " ", "\n\n", "# only\n", "~", "null", "5", "x", "[]", "{}", "--- \n...\n"):
        yield case("sections", f"whole {text!r} {len(text)}", text)


def entities() -> Iterator[Case]:
    """Yield resources and other entities with attributes and names of odd types."""
    for attribute in _ATTRIBUTES:
        for odd in _ODD[:8]:
            text = f"Resources:\n  A:\n    {attribute}: {odd}\n"
            text += "" if attribute == "Type" else "    Type: AWS::S3::Bucket\n"
            yield case("attributes", f"{attribute} {odd}", text)
    for name in ("5", "NO", "null", "1.5", "''", "'a b'", "[a]", "{a: b}", "<<", "2020-01-01", "é"):
        yield case("names", f"resource {name}", f"Resources:\n  ? {name}\n  : {{Type: A::B::C}}\n")
    for odd in _ODD[:8]:
        yield case("names", f"parameter {odd}", f"Parameters:\n  P: {odd}\n{QUEUE}")
        yield case(
            "names", f"output {odd}", f"{QUEUE}Outputs:\n  O: {{Value: {odd}, Export: {odd}}}\n"
        )
        yield case("names", f"mapping {odd}", f"Mappings:\n  M: {{T: {odd}}}\n{QUEUE}")
    for place in ("", "    "):
        for checks in ("5", "[5]", "[{a: b}]", "null", "{E: 1}", "[E, W, I]"):
            inside = f"{{cfn-lint: {{config: {{ignore_checks: {checks}}}}}}}"
            yield case(
                "directives", f"{len(place)} {checks}", f"{QUEUE}{place}Metadata: {inside}\n"
            )


def functions() -> Iterator[Case]:
    """Yield intrinsic functions with arguments that they do not take."""
    for function in _FUNCTIONS:
        for argument in _ARGUMENTS:
            value = f"{{{json.dumps(function)}: {argument}}}"
            text = f"{QUEUE}    Properties:\n      QueueName: {value}\n      Tags: [{value}]\n"
            yield case("functions", f"{function} {argument}", text)
    for tag in ("!Ref", "!GetAtt", "!Sub", "!Unknown", "!!python/object:os.system", "!!binary"):
        for argument in ("", " []", " {a: b}", " [[x]]"):
            text = f"{QUEUE}    Properties:\n      QueueName: {tag}{argument}\n"
            yield case("tags", f"{tag}{argument}", text)


def contents() -> Iterator[Case]:
    """Yield code, policies and documents inside a template that are none."""
    for name, code in _CODES:
        text = json.dumps(code.replace("\\0", "\0"))
        runtime = "nodejs20.x" if "script" in name or "regular" in name else "python3.12"
        properties = f"{{Runtime: {runtime}, Handler: index.f, Code: {{ZipFile: {text}}}}}"
        body = f"Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {properties}\n"
        yield case("code", name, body, ".json" if name == "none" else ".yaml")
    for policy in _POLICIES:
        properties = (
            f"{{AssumeRolePolicyDocument: {policy}, Policies: [{{PolicyDocument: {policy}}}]}}"
        )
        body = f"Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties: {properties}\n"
        yield case("policies", policy, body)
    for name, definition in (
        ("deep", "[" * 20_000),
        ("circle", '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}'),
        ("odd", '{"StartAt": 5, "States": [1, {"a": null}]}'),
    ):
        properties = f"{{DefinitionString: {json.dumps(definition)}}}"
        yield case(
            "workflows",
            name,
            "Resources:\n  S:\n    Type: AWS::StepFunctions::StateMachine\n"
            f"    Properties: {properties}\n",
        )
    for name, text in (
        ("fences", f"```yaml\n{QUEUE}```\n" * 400),
        ("open fence", f"# A\n\n```yaml\n{QUEUE}"),
        ("many ticks", "`" * 15_000),
        ("in a list", f"- a\n  ```json\n  {{}}\n  ```\n{QUEUE}"),
        ("links", "[" * 9_000),
        ("quotes", "> " * 5_000),
        ("nothing", "# Nothing here\n"),
    ):
        yield case("markdown", name, text, ".md")
