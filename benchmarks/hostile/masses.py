"""What there is too much of: in a template as a whole, in a function, in code, in a pair."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_TOPIC = {"Type": "AWS::SNS::Topic"}
_PATTERNS = (
    "(x+x+)+y",
    "(?:(?:a|b)*c?)*d",
    "^(\\w+\\s?)*$",
    "(a|b|ab)*c",
    "([a-zA-Z]+)*[0-9]",
    "(?=(a+))a*b",
    "((((((((((a*)*)*)*)*)*)*)*)*)*",
    "a{1,65535}{1,65535}",
    "(?:a{0,9999}){0,9999}$",
    "[\\s\\S]*" * 300,
    "(?R)",
    "(?(1)a|b)" * 90,
    "\\p{Lu}+(?<n>x)\\k<n>",
    "(?#" + "x" * 9_000 + ")",
    "[[:alpha:]--[a]]&&[z]",
    "\\Q" * 900,
)
_CODE = {
    "nested calls": "x = " + "f(" * 3_000 + ")" * 3_000,
    "nested lists": "x = " + "[" * 3_000 + "]" * 3_000,
    "open lists": "x = " + "[" * 90_000,
    "negations": "x = " + "~" * 90_000 + "1",
    "sum of a million": "x = " + "1+" * 400_000 + "1",
    "comparisons": "x = " + "1<" * 60_000 + "1",
    "conjunctions": "x = " + "a and " * 40_000 + "a",
    "powers": "x = " + "2**" * 5_000 + "2",
    "strings": "x = " + "'a'" * 100_000,
    "formats": "x = " + 'f"{' * 149 + "1" + '}"' * 149,
    "awaits": "async def f():\n  " + "await " * 5_000 + "x",
    "stars": "f(" + "*" * 5_000 + "x)",
    "walrus": "(" + "a := " * 5_000 + "1)",
    "blocks": "".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "pass",
    "blocks of tabs": "".join("\t" * n + "while 1:\n" for n in range(99)) + "\t" * 99 + "pass",
    "excepts": "try: pass\n" + "except A: pass\n" * 9_000,
    "withs": "with " + "a as b, " * 9_000 + "c: pass",
    "imports": "import " + "a." * 40_000 + "b",
    "globals": "global " + ", ".join(f"a{n}" for n in range(40_000)),
    "NULs": "import boto3\0" * 5_000,
    "lone surrogate": "x = '\udcff'",
    "number": "x = " + "9" * 200_000,
    "number of letters": "x = 0x" + "f" * 200_000,
    "indents of spaces": (" " * 90_000) + "x",
    "form feeds": "\f\x0b\x1c x = 1\n" * 5_000,
    "names that are one": "ﬁ = 1\nfi = ª\n" * 5_000,
    "escapes": "x = '" + "\\N{DIGIT ONE}\\x41\\u0041\\777" * 5_000 + "'",
    "handler in itself": "def f(e, c):\n  return f(f, f)(f)[f]\nf.f = f\n" * 3_000,
    "classes": "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(9_000)),
}


def functions() -> Iterator[Case]:
    """Yield intrinsic functions with more in them than anyone writes."""
    many = {f"V{n}": {"Ref": "Queue"} for n in range(4_900)}
    used = "".join(f"${{V{n}}}" for n in range(4_900))
    choice: object = "x"
    for _ in range(29):
        choice = {"Fn::If": ["C", choice, {"Ref": "AWS::NoValue"}]}
    loop: object = {"${X}": _TOPIC}
    for n in range(20):
        loop = {f"Fn::ForEach::L{n}": [f"X{n}", ["a", "b"], loop]}
    include = {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}}
    nested: object = include
    for _ in range(14):
        nested = {"Fn::Transform": {"Name": "M", "Parameters": {"a": nested, "b": include}}}
    for name, value in (
        ("variables of one text", {"Fn::Sub": "${Queue}" * 100_000}),
        ("variables of a map", {"Fn::Sub": [used, many]}),
        ("variables of no map", {"Fn::Sub": used * 20}),
        ("attributes", {"Fn::Sub": "${Queue.Arn}${Queue.a.b.c.d}" * 30_000}),
        ("literals", {"Fn::Sub": "${!Literal}$$${${" * 30_000}),
        ("choices", choice),
        ("transforms", nested),
        ("zones", {"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "AWS::Region"}}] * 5_000}),
        ("parts", {"Fn::Join": ["x" * 9_000, ["y" * 90] * 5_000]}),
        ("splits", {"Fn::Split": ["a" * 9_000, "a" * 90_000]}),
        ("lookups", [{"Fn::FindInMap": ["M", f"k{n}", "x"]} for n in range(5_000)]),
        ("imports", [{"Fn::ImportValue": {"Fn::Sub": f"${{N{n}}}-x"}} for n in range(3_000)]),
    ):
        queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": value, "Tags": [value]}}
        yield _case("masses of functions", name, {"Resources": {"Queue": queue, "T": _TOPIC}})
    yield _case(
        "masses of functions",
        "loops",
        {
            "Transform": "AWS::LanguageExtensions",
            "Resources": {"Fn::ForEach::L": ["X", ["a"], loop]},
        },
    )
    flat = {f"Fn::ForEach::L{n}": [f"X{n}", [f"a{n}"], {f"${{X{n}}}": _TOPIC}] for n in range(900)}
    yield _case(
        "masses of functions",
        "many loops",
        {"Transform": "AWS::LanguageExtensions", "Resources": flat},
    )


def templates() -> Iterator[Case]:
    """Yield templates with too much of one thing, and with circles of every kind."""
    parameters = {
        f"P{n}": {"Type": "String", "Default": "x", "NoEcho": True} for n in range(10_000)
    }
    outputs = {f"O{n}": {"Value": {"Ref": "T"}, "Export": {"Name": f"e{n}"}} for n in range(4_900)}
    secrets = {
        f"P{n}": {"Type": "String", "NoEcho": True, "Default": f"s3cret-{n}-x"} for n in range(900)
    }
    importing = {
        f"O{n}": {"Value": {"Fn::ImportValue": f"e{n + 1}"}, "Export": {"Name": f"e{n}"}}
        for n in range(900)
    }
    own = {"O": {"Value": {"Fn::ImportValue": "mine"}, "Export": {"Name": "mine"}}}
    names = [f"T{n}" for n in range(300)]
    every = {name: {**_TOPIC, "DependsOn": [*names, "Nowhere", name]} for name in names}
    rules = {
        f"R{n}": {
            "RuleCondition": {"Fn::Equals": [{"Ref": "P"}, n]},
            "Assertions": [{"Assert": {"Fn::Contains": [["a"] * 99, {"Ref": f"P{n}"}]}}] * 9,
        }
        for n in range(300)
    }
    circle = {f"C{n}": {"Fn::Or": [{"Condition": f"C{(n + 1) % 90}"}] * 9} for n in range(90)}
    mapping: object = "x"
    for n in range(50):
        mapping = {f"k{n}": mapping, "a": n}
    for name, sections in (
        ("parameters", {"Parameters": parameters}),
        ("secrets", {"Parameters": secrets}),
        ("outputs", {"Outputs": outputs}),
        ("exports that import", {"Outputs": importing}),
        ("import of itself", {"Outputs": own}),
        ("depends on everything", {"Resources": every}),
        ("rules", {"Rules": rules, "Parameters": {"P": {"Type": "Number"}}}),
        ("circle of conditions", {"Conditions": circle}),
        ("mapping of mappings", {"Mappings": {"M": mapping, "N": {"a": {"b": {"c": {}}}}}}),
        ("dashboard", {"Resources": {"D": _dashboard('{"widgets": [NaN, -Infinity, 1e999]}')}}),
        ("deep dashboard", {"Resources": {"D": _dashboard('{"widgets":[' * 9_000)}}),
        ("large dashboard", {"Resources": {"D": _dashboard(json.dumps([{"a": 1}] * 20_000))}}),
        ("hooks", {"Hooks": {f"H{n}": {"Type": "AWS::CodeDeploy::BlueGreen"} for n in range(900)}}),
    ):
        yield _case("masses", name, {"Resources": {"T": _TOPIC}, **sections})
    for number, pattern in enumerate(_PATTERNS):
        parameter = {"Type": "String", "AllowedPattern": pattern, "Default": "a" * 40 + "!"}
        yield _case(
            "masses of patterns",
            str(number),
            {"Parameters": {"P": parameter}, "Resources": {"T": _TOPIC}},
        )


def code() -> Iterator[Case]:
    """Yield functions whose code takes a parser of Python too long, too deep or by surprise."""
    for name, text in _CODE.items():
        for runtime in ("python3.12", "nodejs22.x"):
            function = {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Runtime": runtime, "Handler": "index.f", "Code": {"ZipFile": text}},
            }
            known = json.loads(json.dumps(function))
            known["Properties"]["Code"]["ZipFile"] = f"import os\n{text[:5_000]}\n\ndef f(): pass\n"
            data, reference = {"Resources": {"F": function}}, {"Resources": {"F": known}}
            yield case(
                "masses of code",
                f"{name} {runtime}",
                json.dumps(data, indent=1),
                ".json",
                json.dumps(reference, indent=1),
            )


def pairs() -> Iterator[Case]:
    """Yield pairs whose comparison has much to choose from."""
    for name, mine, known in (
        ("same types renamed", _topics("A", 400), _topics("B", 400)),
        ("one against many", _topics("A", 1), _topics("B", 1_500)),
        ("many against one", _topics("A", 1_500), _topics("B", 1)),
        ("same twice", _topics("A", 900), _topics("A", 900)),
        ("turned", _topics("A", 450), dict(reversed(_topics("A", 450).items()))),
        ("lists of objects", _listed(1_500, 1), _listed(1_500, -1)),
        ("lists of lists", _listed(900, 1, deep=True), _listed(900, -1, deep=True)),
        ("text of one letter", _worded("a" * 19_000), _worded("a" * 18_000 + "b")),
        ("text of many lines", _worded("a\nb\n" * 9_000), _worded("b\na\n" * 9_000)),
    ):
        texts = [json.dumps({"Resources": one}, indent=1) for one in (mine, known)]
        yield case("masses of pairs", name, texts[0], ".json", texts[1])
    yield case("masses of pairs", "as it is", QUEUE, reference=QUEUE)
    yield case(
        "masses of pairs",
        "of two kinds",
        QUEUE,
        ".yaml",
        json.dumps({"Resources": _topics("A", 3)}),
    )


def _topics(letter: str, count: int) -> dict[str, object]:
    return {
        f"{letter}{n}": {**_TOPIC, "Properties": {"DisplayName": f"t{n % 9}"}} for n in range(count)
    }


def _listed(count: int, step: int, *, deep: bool = False) -> dict[str, object]:
    items: list[object] = [
        {"Key": f"k{n % 40}", "Value": [n % 7, {"a": n % 3}]} for n in range(count)
    ]
    items = [[one, [one]] for one in items] if deep else items
    return {"T": {**_TOPIC, "Properties": {"Tags": items[::step]}}}


def _worded(text: str) -> dict[str, object]:
    return {"T": {**_TOPIC, "Properties": {"DisplayName": text}}}


def _dashboard(body: str) -> dict[str, object]:
    return {"Type": "AWS::CloudWatch::Dashboard", "Properties": {"DashboardBody": body}}


def _case(group: str, name: str, template: dict[str, object]) -> Case:
    return case(group, name, json.dumps(template, indent=1), ".json")
