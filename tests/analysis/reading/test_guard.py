import json
import time
from itertools import pairwise

import pytest

from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import build_template

_LETTERS = "abcdefghijkl"


def _laughs(item: str, opening: str, closing: str) -> str:
    lines = [f"a: &a {opening}{item}{closing}"]
    for before, name in pairwise(_LETTERS):
        items = ", ".join([f"*{before}"] * 10)
        lines.append(f"{name}: &{name} [{items}]")
    return "\n".join([*lines, "Resources: {}", ""])


def _merges(count: int) -> str:
    lines = ["k0: &k0 {x: 1}"]
    for number in range(1, count):
        items = ", ".join([f"*k{number - 1}"] * 9)
        lines.append(f"k{number}: &k{number}\n  <<: [{items}]\n  y{number}: 1")
    return "\n".join([*lines, "Resources: {}", ""])


REFUSED = {
    "many lines": ("#\n" * 100_000, "The text has 100,001 lines; up to 100,000 are read."),
    "many variables": (
        "A: |\n" + "  ${a}\n" * 20_001,
        "20,001 variables such as ${Name}; up to 20,000 are read, which end in line 20002.",
    ),
    "a large text": ("a: b\n" * 500_000, "The text has 2.5 MB; up to 2 MB are read."),
    "open lists on one line": ("\n" + "[" * 100_000, "Line 2 nests 65 levels deep"),
    "open lists": ("[\n" * 90_000, "Line 65 nests 65 levels deep; up to 64 are read."),
    "open JSON lists": ('{"Resources": [' + "[\n" * 90_000, "levels deep"),
    "open JSON objects": ('{"a":\n' * 50_000, "levels deep"),
    "open keys": ("? " * 9_000, "levels deep"),
    "indentation": ("".join(f"{' ' * i}k:\n" for i in range(190)), "levels deep"),
    "tags in JSON": ('{"Resources": ' + "!Sub " * 3_000, "levels deep"),
    "laughs": (_laughs("x", "[", "]"), "250,000 values"),
    "merges": (_merges(40), "250,000 values"),
    "values": ("Resources:\n" + "  - [" + "a, a, a,\n" * 87_000, "250,000 values"),
    "keys": ("Resources:\n" + "".join(f"  K{i}: 1\n" for i in range(5_001)), "5,001 keys"),
    "JSON keys": ('{"Resources": {' + ",\n".join(f'"K{i}": 1' for i in range(6_000)), "5,001 keys"),
    "closers": ('{"Resources": {}' + "}\n" * 90_000, "20,001 places"),
}


def test_a_template_on_one_long_line_is_read() -> None:
    resources = {f"Topic{number}": {"Type": "AWS::SNS::Topic"} for number in range(2_000)}
    reading = read(Source("minified.json", json.dumps({"Resources": resources})))
    assert not reading.problems
    assert len(build_template(reading).resources) == len(resources)


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_a_text_over_a_limit_is_refused_with_the_limit(text: str, message: str) -> None:
    reading = read(Source("x", text))
    assert not reading.root.entries
    (problem,) = reading.problems
    assert message in problem.message


ANSWERED = {
    "aliases": "Resources: {}\na: &a 1\nb:\n" + "- *a\n" * 20_000,
    "open quotes": "Resources:\n" + '  a: "b\n' * 20_000,
    "colons": "Resources:\n" + "  a: b: c\n" * 20_000,
    "prose": "Resources:\n  A: 1\n" + "Some prose here\nmore: of it, yes: no\n" * 20_000,
    "prose in JSON": '{"Resources": {\n' + "Some prose here\nmore of it, yes no\n" * 20_000,
    "open quotes in JSON": '{"Resources": {\n' + "".join(f'"a{i}: "b\n' for i in range(40_000)),
    "comments in JSON": '{"Resources": {\n' + "/*\n" * 90_000,
    "keys in a JSON list": '{"Resources": [' + '"a":\n' * 90_000,
    "early ends": '{"Resources": {}' + '}\n,"a":1' * 50_000,
    "mismatches": '{"Resources": ' + "[\n}" * 50_000,
    "blocks": '{"Resources": {' + '"a": |\n  x\n' * 4_000,
    "fences": "```\nResources:\n  A: {Type: x}\n```\n" * 10_000,
    "quotes in quotes": "> " * 5_000 + "\n```\nResources:\n",
    "documents": "---\nResources: {}\n" * 20_000,
    "control characters": "Resources: {}\n" + "\x07\n" * 50_000,
    "one long space": "Resources:\n  A: b" + " " * 19_000 + ": c\n  B: @x" + " " * 19_000 + "y\n",
    "spaces alone": " " * 1_500_000,
    "a long number": '{"Resources": {"a": ' + "9" * 19_000 + "}}",
    "braces": "{" * 15_000 + "\n" + "{" * 15_000,
}


@pytest.mark.parametrize("text", ANSWERED.values(), ids=ANSWERED)
def test_hostile_text_is_answered_soon(text: str) -> None:
    start = time.process_time()
    reading = read(Source("x", text))
    assert reading.root
    assert time.process_time() - start < 3  # A third of it without coverage.


@pytest.mark.parametrize(
    "text",
    [
        "Resources: &r\n  <<: *r\n",
        "Resources: &r\n  x: *r\n",
        "\ud800",
        "\ufeff{",
        "\x00",
        "%YAML 9\n",
    ],
)
def test_odd_text_is_no_crash(text: str) -> None:
    assert read(Source("x", text)).problems
