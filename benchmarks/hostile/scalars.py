"""Values, keys and documents that are legal YAML or JSON, or nearly, and that no template has."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_VALUES = (
    "1e999999",
    "-1e999999",
    "1e-999999",
    ".inf",
    "-.Inf",
    ".NaN",
    "9" * 5_000,
    "-" + "9" * 5_000,
    "0x" + "f" * 6_000,
    "0b" + "1" * 20_000,
    "0o" + "7" * 6_000,
    "0777",
    "190:20:30",
    "1:" * 3_000 + "1",
    "1" + "_0" * 3_000,
    "0." + "3" * 9_000,
    "2020-13-45",
    "0000-00-00",
    "9999-99-99 99:99:99",
    "2001-12-14t21:59:43.10-99:99",
    "=",
    "<<",
    "yes",
    "Off",
    "~",
    "!!timestamp 2020-99-99",
    "!!timestamp x",
    "!!int x",
    "!!int " + "9" * 5_000,
    "!!float 1e999999",
    "!!bool maybe",
    "!!null x",
    '!!binary "####"',
    '!!binary "' + "A" * 9_000 + '"',
    "!!merge x",
    "!!value x",
    "!!str [a]",
    "!!seq {a: b}",
    "!!map [a]",
    "!!omap [a: b, a: c]",
    "!!pairs [a: b, a: c]",
    "!!set {a, b}",
    "!!python/name:os.system x",
    '!!python/object/apply:os.system ["touch stray"]',
    "!!python/object/new:subprocess.Popen [[touch, stray]]",
    "!!python/module:os x",
    "!<tag:yaml.org,2002:python/none> x",
    "!<!Ref> Queue",
    "! x",
    "!a%00b x",
    "!Ref" + "f" * 9_000 + " x",
    "!Sub !Ref Queue",
    "!Ref &a Queue",
    "&a !GetAtt Queue.Arn",
    "!GetAtt " + "a." * 5_000,
    "!GetAtt [[[a]]]",
    "!Ref " + "R" * 200_000,
    "[" + "!Ref Queue, " * 20_000 + "]",
    "{? [a] : b, ? {c: d} : e}",
    "{a, b, c: , : d}",
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\U00110000"',
    '"\\x00\\x07\\e\\_\\N\\L\\P"',
    "|9\n      x",
    "|-+\n      x",
    ">\n\n\n" + " " * 10_000 + "x",
    "'" + "''" * 50_000 + "'",
    '"' + "\\n" * 50_000 + '"',
    "é" * 100_000,
    "😀" * 100_000,
    "a" + "\u0301" * 60_000,
    "\u202e\u2066\u2069\u200f" * 5_000,
    "@x",
    "`x`",
    "%x",
    "*",
    "&",
    "!",
    "- - - x",
    "? x",
    "a: b: c: d",
)
_KEYS = (
    "5",
    "1.5",
    "1e999999",
    ".nan",
    "true",
    "NO",
    "null",
    "~",
    "2020-01-01",
    "2020-13-45",
    "0x1F",
    "1:30",
    "[a, b]",
    "{a: b}",
    "!Ref X",
    "!!binary aGk=",
    "!!python/none x",
    "&k x",
    "*x",
    "=",
    "<<",
    "''",
    "' '",
    "'\\0'",
    '"\\0"',
    '"\\ud800"',
    '"a\\nb"',
    "|\n      block\n   ",
    "k" * 300_000,
    "\u202ekey",
    "\ufeff",
    "Fn::Sub",
    "Ref",
    "Condition",
    "__proto__",
    "__class__",
    "*",
    "Fn::ForEach::",
    "Fn::ForEach::" + "x" * 9_000,
    "{0.__class__}",
    "../../x",
)
_DOCUMENTS = {
    "two": f"---\n{QUEUE}---\n{QUEUE}",
    "many": f"---\n{QUEUE}" * 500,
    "empty ones": "---\n" * 5_000 + QUEUE,
    "ends": "...\n" * 5_000 + QUEUE,
    "second is the template": f"a: 1\n---\n{QUEUE}",
    "scalar first": f"--- x\n---\n{QUEUE}",
    "broken second": f"{QUEUE}---\na: [\n",
    "block": "--- |\n" + QUEUE,
    "folded": "--- >\n" + QUEUE,
    "tagged": "--- !Sub\n" + QUEUE,
    "tag of python": "--- !!python/object:os.system\n" + QUEUE,
    "version": f"%YAML 1.1\n---\n{QUEUE}",
    "no version": f"%YAML 9.9\n---\n{QUEUE}",
    "version twice": f"%YAML 1.1\n%YAML 1.2\n---\n{QUEUE}",
    "version of letters": f"%YAML x\n---\n{QUEUE}",
    "unknown directive": f"%FOO bar\n---\n{QUEUE}",
    "tag directive": f"%TAG ! tag:evil.example,2000:\n---\n{QUEUE}    Metadata: !Ref X\n",
    "tag directive of all": "%TAG !! tag:yaml.org,2002:python/\n---\nA: !!none\n" + QUEUE,
    "directives": "%FOO bar\n" * 20_000 + f"---\n{QUEUE}",
    "directive alone": "%YAML 1.1\n",
    "end inside": "Resources: {\n---\n}\n",
    "tab": f"---\t\n{QUEUE}",
    "comment": f"--- # x\n{QUEUE}",
    "indented": "    " + QUEUE.replace("\n", "\n    "),
    "list of it": "- " + QUEUE.replace("\n", "\n  "),
    "text of it": json.dumps(QUEUE),
    "text of text": json.dumps(json.dumps(QUEUE)),
    "number": "5",
    "huge number": "9" * 100_000,
    "text": "x" * 100_000,
    "true": "true",
    "one brace": "{",
    "one bracket": "]",
    "one quote": '"',
    "one bar": "|",
    "one star": "*",
    "pages": "<!DOCTYPE html><html><body>x</body></html>\n" * 500,
    "XML": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    "TOML": '[Resources.Queue]\nType = "AWS::SQS::Queue"\n',
    "Terraform": 'resource "aws_sqs_queue" "q" {\n  name = "${var.n}"\n}\n',
    "shell": "#!/bin/sh\nrm -rf ~\n",
}


def values() -> Iterator[Case]:
    """Yield scalars that have a special meaning, or nearly, as a value of every kind of place."""
    for number, value in enumerate(_VALUES):
        text = (
            f"Description: {value}\nParameters:\n  P: {{Type: Number, Default: a}}\n"
            f"{QUEUE}    Properties:\n      QueueName: {value}\n      DelaySeconds: {value}\n"
        )
        yield case("values", f"{number} {value[:12]}", text)
    for number, value in enumerate(("NaN", "-Infinity", "1e999999", "9" * 5_000, "01", "+1", ".5")):
        text = f'{{"Resources": {{"A": {{"Type": {value}, "Properties": {{"B": [{value}]}}}}}}}}'
        yield case("values", f"JSON {number}", text, ".json")


def keys() -> Iterator[Case]:
    """Yield keys that are no strings, and keys that stand twice."""
    for number, key in enumerate(_KEYS):
        text = f"x: &x y\n{QUEUE}    Properties:\n      ? {key}\n      : v\n  ? {key}\n  : {{}}\n"
        yield case("keys", f"{number} {key[:12]}", text)
    twice = {
        "section": QUEUE + QUEUE,
        "sections": QUEUE * 60,
        "resource": QUEUE + QUEUE.split("\n", 1)[1],
        "type": QUEUE + "    Type: AWS::SNS::Topic\n" * 50,
        "quoted": f"{QUEUE}    'Type': AWS::SNS::Topic\n    \"Type\": x\n",
        "case": f"{QUEUE}    type: AWS::SNS::Topic\n    TYPE: x\n",
        "flow": "Resources: {A: {Type: x, Type: y}, A: {Type: z}}\n",
        "merged": f"x: &x {{Type: a}}\n{QUEUE}    <<: *x\n    <<: *x\n    <<: [*x, *x]\n",
        "functions": f"{QUEUE}    Properties: {{Ref: A, Ref: B, 'Fn::Sub': c, Fn::If: [d]}}\n",
        "number and text": f"{QUEUE}    Metadata: {{1: a, '1': b, 1.0: c, 01: d}}\n",
    }
    for name, text in twice.items():
        yield case("doubled", name, text)
    for inside in ('"A": 1, "A": 2', '"A": {"B": 1, "B": 2}', '"": 1, "": 2'):
        yield case("doubled", f"JSON {inside}", f'{{"Resources": {{{inside}}}}}', ".json")
    many = ", ".join(f'"k{n % 40}": {n}' for n in range(4_000))
    yield case("doubled", "JSON, many", f'{{"Resources": {{{many}}}}}', ".json")


def documents() -> Iterator[Case]:
    """Yield files that are no single template."""
    for name, text in _DOCUMENTS.items():
        yield case("documents", name, text)
    template = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}})
    for name, text in (
        ("two", template * 2),
        ("lines", f"{template}\n" * 300),
        ("list", f"[{template}]"),
        ("text behind", f"{template} x"),
        ("brace behind", f"{template}}}"),
        ("comments", f"// a\n/* b */ {template}"),
        ("open comment", f"/* {template}"),
        ("single quotes", template.replace('"', "'")),
        ("no quotes", template.replace('"', "")),
        ("trailing commas", template.replace("}", ",}")),
        ("no commas", json.dumps({"Resources": {"A": {}, "B": {}}}).replace(",", "")),
        ("no colons", template.replace(":", " ")),
        ("NULs", template.replace(" ", "\0")),
        ("escapes", template.replace("Queue", "\\u0051ueue\\ud83d\\ude00\\ud83d")),
        ("bad escapes", template.replace("Queue", "\\x41\\u12\\q\\")),
        ("raw lines", template.replace("AWS::SQS::Queue", "AWS\n\t::SQS")),
        ("mark inside", template.replace("Queue", "\ufeffQueue")),
        ("CR", template.replace(" ", "\r")),
        ("text", json.dumps(template)),
        ("list of resources", '{"Resources": [{"A": {"Type": "x"}}]}'),
        ("text as resources", json.dumps({"Resources": template})),
    ):
        yield case("documents", f"JSON {name}", text, ".json")
    for name in ("utf-16", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig"):
        yield Case("documents", f"JSON {name}", template.encode(name), ".json")
    for name, data in (
        ("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 4),
        ("zip", b"PK\x03\x04" + bytes(500)),
        ("ELF", b"\x7fELF" + bytes(500)),
        ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        ("zeros", bytes(100_000)),
        ("ones", b"\xff" * 100_000),
        ("latin", "Description: \xe9\n".encode("latin-1") + QUEUE.encode()),
    ):
        yield Case("documents", name, data)
