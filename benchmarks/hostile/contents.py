"""What templates hold: code, policies, workflows, functions, macros and orders to a linter."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_PYTHON = {
    "parentheses": "(" * 150 + ")" * 150,
    "many parentheses": "(" * 60_000 + ")" * 60_000,
    "lists": "[" * 90 + "]" * 90,
    "lambdas": "x = " + "lambda: " * 5_000 + "1",
    "ternaries": "x = " + "1 if a else " * 5_000 + "2",
    "powers": "x = " + "9**" * 200 + "9",
    "digits": "x = " + "9" * 6_000,
    "sum": "x = " + "1 + " * 20_000 + "1",
    "attributes": "a" + ".b" * 40_000,
    "subscripts": "a" + "[0]" * 5_000,
    "calls": "a" + "()" * 20_000,
    "else ifs": "if a: pass\n" + "elif a: pass\n" * 5_000,
    "functions": "".join(f"{'  ' * n}def f{n}():\n" for n in range(95)) + "  " * 95 + "pass",
    "formats": 'f"' + "{f'" * 50 + "x",
    "decorators": "@a\n" * 5_000 + "def f(): pass",
    "quotes": '"""' * 5_001,
    "continuations": "x = 1 + \\\n" * 20_000 + "1",
    "NUL": "import boto3\0\nx = 1",
    "surrogate": "import boto3\nx = '\ud800'",
    "tabs": "if a:\n\tif b:\n        c\n\td\n",
    "assignments": "import boto3\n" + "c = boto3.client('s3')\n" * 8_000,
    "clients": "import boto3\n"
    + "".join(f"c{n} = boto3.client('s{n}'); c{n}.op_{n}(Bucket='b')\n" for n in range(5_000)),
    "unions": "x: " + "int | " * 5_000 + "str",
    "strings": "x = " + "'a' " * 50_000,
    "matches": "match x:\n" + "  case 1: pass\n" * 9_000,
    "encoding": "# -*- coding: utf-7 -*-\n+AGkAbQ-",
}
_SCRIPT = {
    "templates": "`${" * 5_000,
    "closed templates": "`${" * 1_000 + "}`" * 1_000,
    "braces": "{" * 60_000,
    "functions": "function f() {" * 5_000,
    "arrows": "x = " + "() => " * 20_000 + "1",
    "patterns": "x = /" + "(a|aa)+" * 5_000,
    "divisions": "a / " * 30_000,
    "comments": "/*" * 60_000,
    "strings": "'" * 60_001,
    "requires": "const a = require('a');\n" * 8_000,
    "imports": "import {a as b, " * 8_000,
    "clients": "const c = new AWS.S3(); c.getObject({});\n" * 5_000,
    "separators": "x = 1\u2028y = 2\u2029z = '\0'",
}
_POLICIES: dict[str, list[object]] = {
    "statements": [
        {"Effect": "Allow", "Action": f"s3:a{n}", "Resource": "*"} for n in range(9_000)
    ],
    "actions": [{"Effect": "Allow", "Action": [f"s3:a{n}" for n in range(40_000)]}],
    "stars": [{"Effect": "Allow", "Action": "s3:" + "*a" * 3_000, "Resource": "*?" * 3_000}],
    "brackets": [{"Effect": "Allow", "Action": "s3:[" * 500, "Resource": "arn:(a+)+$"}],
    "ARN": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:" + ":" * 9_000}],
    "conditions": [{"Effect": "Allow", "Condition": {f"k{n}": {"a": 1e999} for n in range(4_000)}}],
    "principals": [{"Effect": "Allow", "Principal": {"AWS": [f"{n:012}" for n in range(9_000)]}}],
    "odd": [{"Effect": ["Allow"], "Action": {"Ref": "A"}, "Principal": [None, {"AWS": None}]}],
    "nested": [[[{"Effect": "Allow"}]], None, 5, "x", {"Sid": {"Fn::If": ["c", [], {}]}}],
}
_STATE = {"Type": "Pass", "End": True}
_WORKFLOWS: dict[str, object] = {
    "states": {"StartAt": "S0", "States": {f"S{n}": _STATE for n in range(4_000)}},
    "chain": {
        "StartAt": "S0",
        "States": {f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(3_000)},
    },
    "choices": {
        "StartAt": "A",
        "States": {"A": {"Type": "Choice", "Choices": [{"Next": "A"} for _ in range(4_000)]}},
    },
    "odd": {"StartAt": None, "States": {"A": None, "B": [], "C": {"Type": 5, "Next": {}}}},
    "lists": {"StartAt": [], "States": []},
    "number": 5,
}
_ORDERS = (
    "null",
    "5",
    "x",
    "[]",
    "[x]",
    "2020-01-01",
    "!Ref X",
    "{config: null}",
    "{config: 5}",
    "{config: [x]}",
    "{config: {ignore_checks: E}}",
    "{config: {ignore_checks: ['', E, W, I]}}",
    "{config: {ignore_checks: [[E]], include_checks: 5}}",
    "{config: {mandatory_checks: [E3002], ignore_checks: [E3002]}}",
    "{config: {include_experimental: x, configure_rules: 5}}",
    "{config: {configure_rules: {E3012: {strict: [x]}}}}",
    "{config: {regions: [../../etc, 5]}}",
    "{config: {regions: ALL_REGIONS}}",
    "{config: {append_rules: [.], custom_rules: /etc/passwd, override_spec: /etc/passwd}}",
    "{config: {output_file: stray, format: junit, templates: ['/etc/*']}}",
    "{config: {parameters: [{a: b}], parameter_files: [/etc/passwd], deployment_files: [x]}}",
    "{config: {registry_schemas: [/etc], merge_configs: true, ignore_bad_template: true}}",
    "{config: {unknown: x}, unknown: y}",
    "{ignore_checks: [E]}",
)
_INCLUDE = "{Name: AWS::Include, Parameters: {Location: LOCATION}}"
_LOCATIONS = (
    "/etc/passwd",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x",
    "../../x",
    "s3://b/k",
    "",
)


def code() -> Iterator[Case]:
    """Yield functions whose code no parser likes."""
    for name, text in _PYTHON.items():
        yield _function(f"python {name}", {"ZipFile": text})
    for name, text in _SCRIPT.items():
        yield _function(f"script {name}", {"ZipFile": text}, "nodejs20.x")
    pieces = {"Fn::Join": ["\n", [f"x{n} = {n}" for n in range(9_000)]]}
    yield _function("joined", {"ZipFile": pieces})
    yield _function("substituted", {"ZipFile": {"Fn::Sub": "x = '${AWS::Region}'\n" * 5_000}})
    for odd in (5, None, [], ["x"], {"a": "b"}, {"ZipFile": None}, {"ZipFile": {"Fn::Join": 5}}):
        yield _function(f"odd {odd}", odd)
    runtimes: tuple[object, ...] = (
        "",
        "python99.x",
        "python3." + "9" * 5_000,
        5,
        None,
        ["python3.12"],
        "x" * 9_000,
    )
    for runtime in runtimes:
        yield _function(f"runtime {str(runtime)[:20]}", {"ZipFile": "x = 1"}, runtime)


def _function(name: str, body: object, runtime: object = "python3.12") -> Case:
    properties = {"Runtime": runtime, "Handler": "index.f", "Code": body, "Role": "r"}
    other = {**properties, "Code": {"ZipFile": "import os\n\n\ndef f(event, context):\n    pass\n"}}
    return _pair("code in full", name, "AWS::Lambda::Function", properties, other)


def documents() -> Iterator[Case]:
    """Yield policies and workflows of great size and of odd form."""
    for name, statements in _POLICIES.items():
        policy = {"Version": "2012-10-17", "Statement": statements}
        properties = {"AssumeRolePolicyDocument": policy, "Policies": [{"PolicyDocument": policy}]}
        turned = {"Version": "2012-10-17", "Statement": statements[::-1]}
        other = {"AssumeRolePolicyDocument": turned}
        yield _pair("policies in full", name, "AWS::IAM::Role", properties, other)
    for name, definition in _WORKFLOWS.items():
        for form in ("Definition", "DefinitionString"):
            value = definition if form == "Definition" else json.dumps(definition)
            machine = {form: value, "RoleArn": "r"}
            yield _pair(
                "workflows in full", f"{name} {form}", "AWS::StepFunctions::StateMachine", machine
            )
    for name, text in (
        ("deep", '{"a":' * 5_000),
        ("digits", '{"StartAt": ' + "9" * 6_000 + "}"),
        ("numbers", '{"StartAt": NaN, "States": {"A": {"Seconds": 1e999}}}'),
        ("doubled", '{"States": {"A": {}, "A": {"Next": "A"}}}'),
        ("substituted", "${" * 20_000),
    ):
        machine = {"DefinitionString": text, "DefinitionSubstitutions": {"A": None}}
        yield _pair("workflows in full", name, "AWS::StepFunctions::StateMachine", machine)


def functions() -> Iterator[Case]:
    """Yield intrinsic functions that are wide, deep, or go round in circles."""
    wide = [{"Ref": "Queue"}] * 10_000
    joined: object = "x"
    chosen: object = "x"
    for _ in range(28):
        joined = {"Fn::Join": ["", [joined, "a"]]}
        chosen = {"Fn::If": ["C", chosen, "b"]}
    for name, value in (
        ("wide join", {"Fn::Join": ["", wide]}),
        ("deep join", joined),
        ("deep if", chosen),
        ("wide if", {"Fn::If": wide}),
        ("delimiter", {"Fn::Join": [{"Ref": "Queue"}, wide[:10]]}),
        ("variables", {"Fn::Sub": "${a.b.c} ${!x} ${} ${ } ${AWS::} ${x" * 2_000}),
        ("map", {"Fn::Sub": ["${a0}", {f"a{n}": wide[0] for n in range(4_900)}]}),
        ("empty map", {"Fn::Sub": ["${a}", None]}),
        ("opened", {"Fn::Sub": "${" * 50_000}),
        ("select", {"Fn::Select": [10**30, wide[:5]]}),
        ("select below", {"Fn::Select": [-1, wide[:5]]}),
        ("select text", {"Fn::Select": ["9" * 5_000, wide[:5]]}),
        ("split", {"Fn::Split": ["", "x" * 100_000]}),
        ("cidr", {"Fn::Cidr": ["0.0.0.0/0", 10**9, 10**9]}),
        ("cidr of texts", {"Fn::Cidr": ["::/0", "x", {"Ref": "Queue"}]}),
        ("attribute", {"Fn::GetAtt": "Queue" + ".a" * 9_000}),
        ("attribute list", {"Fn::GetAtt": ["Queue"] * 9_000}),
        ("map of map", {"Fn::FindInMap": [{"Fn::FindInMap": ["a", "b", "c"]}, "a", {"Ref": "b"}]}),
        ("length", {"Fn::Length": wide}),
        ("text of", {"Fn::ToJsonString": {"a": wide}}),
        ("zones", {"Fn::GetAZs": {"Fn::GetAZs": ""}}),
        ("base", {"Fn::Base64": {"Fn::Base64": {"Fn::Sub": "#!/bin/bash\n" * 9_000}}}),
        ("import", {"Fn::ImportValue": {"Fn::ImportValue": "x" * 100_000}}),
        ("two functions", {"Ref": "Queue", "Fn::Sub": "a"}),
        ("reference to itself", {"Ref": "A"}),
    ):
        yield _pair(
            "functions in full", name, "AWS::SQS::Queue", {"QueueName": value, "Tags": [value]}
        )


def macros() -> Iterator[Case]:
    """Yield macros, includes, modules, nested stacks and SAM, which would read other files."""
    for location in _LOCATIONS:
        include = _INCLUDE.replace("LOCATION", json.dumps(location))
        yield case("macros", f"include {location}", f"Transform: {include}\n{QUEUE}")
        yield case("macros", f"inner include {location}", f"{QUEUE}    Fn::Transform: {include}\n")
        stack = f"{{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: '{location}'}}}}"
        yield case("macros", f"stack {location}", f"Resources:\n  S: {stack}\n")
        for kind, name in (
            ("Function", "CodeUri"),
            ("Api", "DefinitionUri"),
            ("StateMachine", "DefinitionUri"),
            ("LayerVersion", "ContentUri"),
            ("Application", "Location"),
        ):
            inside = f"{{Type: AWS::Serverless::{kind}, Properties: {{{name}: '{location}'}}}}"
            text = f"Transform: AWS::Serverless-2016-10-31\nResources:\n  S: {inside}\n"
            yield case("macros", f"{kind} {location}", text)
    for odd in ("[]", "5", "[[x]]", "{Name: 5}", "[AWS::LanguageExtensions, 5, {}]", "null"):
        yield case("macros", f"odd {odd}", f"Transform: {odd}\n{QUEUE}")
    many = ", ".join(["AWS::LanguageExtensions"] * 4_000)
    yield case("macros", "many", f"Transform: [{many}]\n{QUEUE}")
    for odd in ("5", "[]", "{Function: 5}", "{Function: {Environment: x}}", "{Nothing: {}}"):
        head = f"Transform: AWS::Serverless-2016-10-31\nGlobals: {odd}\n"
        body = "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Events: {A: 5}}}\n"
        yield case("macros", f"globals {odd}", head + body)
    yield case("macros", "module", "Resources:\n  M: {Type: A::B::C::MODULE, Properties: 5}\n")


def orders() -> Iterator[Case]:
    """Yield orders to cfn-lint in a template's Metadata, of every odd type."""
    for order in _ORDERS:
        for place in ("", "    "):
            text = f"{QUEUE}    Properties: {{Wrong: x}}\n{place}Metadata: {{cfn-lint: {order}}}\n"
            yield case("orders", f"{len(place)} {order}", text)


def _pair(group: str, name: str, kind: str, properties: object, other: object = None) -> Case:
    mine, known = (
        json.dumps({"Resources": {"A": {"Type": kind, "Properties": one}}}, indent=1)
        for one in (properties, other)
    )
    return case(group, name, mine, ".json", known if other else None)
