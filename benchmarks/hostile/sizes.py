"""Inputs that are small on disk and large for whoever works on them."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_PARAMETER = "Parameters:\n  P: {Type: String, Default: a}\n"


def bombs() -> Iterator[Case]:
    """Yield aliases of aliases, merges of merges, and aliases that lead nowhere or in circles."""
    for levels in (4, 6, 9, 12, 30):
        yield case("aliases", f"lists {levels}", _aliases(levels, "[{}]"))
        yield case("aliases", f"mappings {levels}", _aliases(levels, "{{{}}}"))
        yield case("merges", f"wide {levels}", _merges(levels, 9))
        yield case("merges", f"two {levels}", _merges(levels, 2))
    yield case("aliases", "many of one", f"x: &a 1\ny: [{'*a, ' * 20_000}]\n{QUEUE}")
    yield case("aliases", "undefined", f"{QUEUE}    Properties: *nowhere\n")
    for name, text in (
        ("itself", "Resources: &r\n  A:\n    Type: AWS::SNS::Topic\n    Properties: *r\n"),
        ("list of itself", "Resources: &r [*r]\n"),
        ("root", "&root\nResources:\n  A: *root\n"),
        ("merge of itself", "Resources: &r\n  <<: *r\n"),
        ("merge of its parent", "Resources: &r\n  A:\n    <<: *r\n    Type: AWS::SNS::Topic\n"),
    ):
        yield case("circles", name, text)
    for value in ("5", "x", "[1, 2]", "[[{a: b}]]", "null", "[*q, *q]"):
        yield case("merges", f"of {value}", f"x: &q {{a: b}}\nResources:\n  <<: {value}\n  A: 1\n")
    anchors = "".join(f"k{n}: &a{n} v\n" for n in range(4_000))
    yield case("aliases", "many anchors", f"{anchors}{QUEUE}")


def _aliases(levels: int, form: str) -> str:
    keyed = form.startswith("{{")
    lines = ["a0: &a0 x"]
    for n in range(1, levels + 1):
        inside = ", ".join(f"k{i}: *a{n - 1}" if keyed else f"*a{n - 1}" for i in range(9))
        lines.append(f"a{n}: &a{n} {form.format(inside)}")
    return "\n".join(lines) + f"\n{QUEUE}    Properties:\n      Tags: *a{levels}\n"


def _merges(levels: int, width: int) -> str:
    lines = ["a0: &a0 {k: v}"]
    lines += [
        f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * width)}]\n  k{n}: v"
        for n in range(1, levels + 1)
    ]
    return "\n".join(lines) + f"\n{QUEUE}    Properties:\n      <<: *a{levels}\n"


def depths() -> Iterator[Case]:
    """Yield what nests far deeper than a template does, closed and left open."""
    for depth in (60, 65, 200, 1_000, 5_000, 30_000, 100_000):
        yield case("depth", f"open lists {depth}", "Resources: " + "[" * depth)
        yield case("depth", f"open objects {depth}", '{"a":' * depth, ".json")
        yield case("depth", f"lists {depth}", "[" * depth + "]" * depth, ".json")
    for depth in (65, 1_000, 20_000):
        yield case("depth", f"questions {depth}", "? " * depth)
        yield case("depth", f"dashes {depth}", "- " * depth + "x")
        yield case("depth", f"open braces {depth}", "Resources: " + "{a: " * depth)
    for depth in (40, 300):
        block = "".join(f"{' ' * n}k:\n" for n in range(depth))
        yield case("depth", f"blocks {depth}", f"{block}{' ' * depth}x\n")
        inner = "!Ref A"
        for _ in range(depth):
            inner = f"!If [C, {inner}, b]"
        yield case("depth", f"ifs {depth}", f"{QUEUE}    Properties: {{QueueName: {inner}}}\n")


def strings() -> Iterator[Case]:
    """Yield long texts on which a search that goes back takes the square of their length."""
    for name, piece in (
        ("opened", "${"),
        ("ampersands", "&{ "),
        ("variables", "${A} "),
        ("dollars", "$"),
        ("resolves", "{{resolve:"),
        ("backquotes", "`"),
        ("stars", "*a_"),
        ("angles", "<!--"),
        ("spaces", "  x"),
        ("backslashes", "\\\\"),
    ):
        for length in (5_000, 150_000):
            text = json.dumps({"Fn::Sub": piece * (length // len(piece))})
            yield case("strings", f"{name} {length}", f"{QUEUE}    Metadata: {text}\n")
    yield case("strings", "lines of variables", _folded("${A}", 60_000))
    yield case("strings", "key", f"{QUEUE}    Metadata: {{{'k' * 15_000}: v}}\n")
    yield case("strings", "digits", f"{QUEUE}    Metadata: {{n: {'9' * 6_000}}}\n")
    yield case("strings", "exponent", f"{QUEUE}    Metadata: {{n: 1e999999999, m: .inf}}\n")
    yield case("strings", "name", f"Resources:\n  {'A' * 15_000}:\n    Type: AWS::SNS::Topic\n")
    yield case("strings", "type", f"Resources:\n  A:\n    Type: {'AWS::' * 3_000}\n")
    yield case("strings", "long line", f"{QUEUE}# {'x' * 25_000}\n")
    yield case("strings", "comments", "#\n" * 900_000 + QUEUE)
    yield case("strings", "empty lines", "\n" * 1_900_000 + QUEUE)
    for name, line in (
        ("space", "A: b" + " " * 1_200_000 + ": c"),
        ("end of space", "A: 'b'" + " " * 1_200_000 + "x"),
        ("digits", "A: " + "9" * 1_200_000),
        ("quotes", "A: " + "'" * 1_200_001),
        ("dashes", "A: " + "-" * 1_200_000),
        ("backslashes", 'A: "' + "\\" * 1_200_001),
        ("variables", "A: " + "${a.b} " * 170_000),
        ("braces", "A: " + "${" * 600_000),
        ("fence", "`" * 1_200_000),
        ("assignments", "A: " + "password=" * 130_000),
        ("addresses", "A: " + "https://a:" * 120_000),
        ("keys", "A: " + "-----BEGIN PRIVATE KEY-----" * 40_000),
        ("tokens", "A: " + "eyJaaaaaaaaaaa." * 80_000),
    ):
        text = f"Resources:\n  X:\n    Type: AWS::SQS::Queue\n    Metadata:\n      {line}\n"
        yield case("long lines", name, text)
    yield case("strings", "spaces only", " " * 1_500_000)
    yield case("strings", "too large", QUEUE + "# filling\n" * 220_000)
    yield case("strings", "quotes", '{"Resources": {' + '"' * 19_000, ".json")
    yield case("strings", "commas", "[" + "," * 19_000, ".json")
    yield case("strings", "colons", ": " * 9_000)
    yield case("strings", "minified", json.dumps({"Resources": _topics(1_500)}), ".json")


def _folded(piece: str, length: int) -> str:
    lines = "".join(f"          {piece * 20}\n" for _ in range(length // (20 * len(piece))))
    return f"{QUEUE}    Metadata:\n      Fn::Sub: |\n{lines}"


def patterns() -> Iterator[Case]:
    """Yield regular expressions that a template brings, with a default to try them on."""
    for pattern, default in (
        ("(a+)+$", "a" * 40 + "!"),
        ("^(a|aa)+$", "a" * 60 + "!"),
        ("^(a|a?)+$", "a" * 40 + "!"),
        ("(.*a){25}", "a" * 50 + "!"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 45),
        ("(a{60000}){60000}", "a"),
        ("a?" * 5_000 + "a" * 2_000, "a" * 2_000),
        ("(?:" * 3_000 + "a" + ")" * 3_000, "a"),
        ("[", "a"),
        ("(?P<x>a)(?P=x)(?P=y)", "aa"),
        ("\\1", "a"),
        ("(?i)(?s)(?<=a{1,9})b", "ab"),
    ):
        value = json.dumps({"Type": "String", "AllowedPattern": pattern, "Default": default})
        yield case("patterns", pattern[:24], f"Parameters:\n  P: {value}\n{QUEUE}")


def conditions() -> Iterator[Case]:
    """Yield conditions that double, choose among all, or lead back to themselves."""
    for operator in ("And", "Or"):
        for count in (8, 20, 60, 300):
            yield case("conditions", f"{operator} {count}", _doubling(operator, count))
    for name, text in (
        ("itself", "  A: !Condition A\n"),
        ("in a circle", "  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n"),
        ("odd", "  A: {Fn::And: 5}\n  B: {Fn::Or: []}\n  C: {Fn::Not: {}}\n  D: null\n"),
    ):
        yield case("conditions", name, f"{_PARAMETER}Conditions:\n{text}{QUEUE}    Condition: A\n")
    for depth in (6, 11):
        tree = _choices(depth)
        yield case("conditions", f"tree {depth}", f"{QUEUE}    Metadata: {{x: {tree}}}\n")
    many = "".join(f"  C{n}: !Equals [!Ref P, v{n}]\n" for n in range(400))
    yield case("conditions", "many", f"{_PARAMETER}Conditions:\n{many}{QUEUE}")


def _doubling(operator: str, count: int) -> str:
    rest = "".join(
        f"  C{n}: !{operator} [!Condition C{n - 1}, !Condition C{n - 1}]\n"
        for n in range(1, count + 1)
    )
    head = f"{_PARAMETER}Conditions:\n  C0: !Equals [!Ref P, a]\n"
    return f"{head}{rest}{QUEUE}    Condition: C{count}\n"


def _choices(depth: int, name: str = "C") -> str:
    if not depth:
        return "x"
    inner = (_choices(depth - 1, f"{name}{side}") for side in "ab")
    return f"!If [{name[:6]}, {', '.join(inner)}]"


def loops() -> Iterator[Case]:
    """Yield loops of the language extensions over many items, nested, and of the wrong form."""
    head = "Transform: AWS::LanguageExtensions\nResources:\n"
    topic = "${X}: {Type: AWS::SNS::Topic}"
    for count in (300, 4_000):
        items = ", ".join(f"i{n}" for n in range(count))
        yield case("loops", f"items {count}", f"{head}  Fn::ForEach::L: [X, [{items}], {topic}]\n")
    for depth in (2, 5, 8):
        inner = "{" + topic + "}"
        for n in range(depth):
            items = ", ".join(map(str, range(10)))
            inner = f"{{'Fn::ForEach::L{n}': [X{n}, [{items}], {inner}]}}"
        yield case("loops", f"nested {depth}", f"{head}  {inner[1:-1]}\n")
    for value in ("5", "[]", "[X]", "[X, 5, {}]", "[[], [], []]", "{a: b}", "[X, !Ref P, null]"):
        yield case("loops", f"odd {value}", f"{head}  Fn::ForEach::L: {value}\n")


def crowds() -> Iterator[Case]:
    """Yield many keys, resources and references, in chains and circles."""
    keys = "".join(f"  k{n}: v\n" for n in range(20_000))
    yield case("crowds", "keys", f"Metadata:\n{keys}{QUEUE}")
    twice = "    Type: AWS::SQS::Queue\n" * 5_000
    yield case("crowds", "doubled keys", f"Resources:\n  Queue:\n{twice}")
    for count in (400, 2_000):
        yield _json("crowds", f"topics {count}", {"Resources": _topics(count)})
        chain = {
            name: {**topic, "DependsOn": f"T{n + 1}"} if n < count - 1 else topic
            for n, (name, topic) in enumerate(_topics(count).items())
        }
        yield _json("crowds", f"chain {count}", {"Resources": chain})
    circle = {
        name: {**topic, "DependsOn": f"T{(n + 1) % 300}"}
        for n, (name, topic) in enumerate(_topics(300).items())
    }
    yield _json("crowds", "circle", {"Resources": circle})
    names = list(_topics(90))
    dense = {name: {**topic, "DependsOn": names} for name, topic in _topics(90).items()}
    yield _json("crowds", "dense", {"Resources": dense})
    other = {f"N{name}": topic for name, topic in reversed(_topics(300).items())}
    yield _json("crowds", "renamed", {"Resources": _topics(300)}, {"Resources": other})
    outputs = {f"O{n}": {"Value": {"Ref": "T0"}, "Export": {"Name": f"e{n}"}} for n in range(900)}
    yield _json("crowds", "outputs", {"Resources": _topics(1), "Outputs": outputs}, {})
    items = [{"Key": f"k{n % 7}", "Value": f"v{n}"} for n in range(2_500)]
    yield _json("crowds", "list", _tagged(items), _tagged(items[::-1]))
    text = "".join(f"line {n * 7919 % 1_000}\n" for n in range(20_000))
    yield _json("crowds", "long text", _tagged(text), _tagged(text[::-1]))


def _topics(count: int) -> dict[str, dict[str, object]]:
    return {
        f"T{n}": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": f"topic {n}"}}
        for n in range(count)
    }


def _tagged(tags: object) -> dict[str, object]:
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"Tags": tags}}
    return {"Resources": {"Topic": topic}}


def _json(group: str, name: str, data: object, reference: object = None) -> Case:
    other = None if reference is None else json.dumps(reference, indent=1)
    return case(group, name, json.dumps(data, indent=1), ".json", other)
