"""Corners of YAML, JSON and Unicode that no template needs and that parsers disagree about."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_PLACE = "    Properties:\n      QueueName: "
_TAGS = (
    "!!python/object/apply:os.system [echo]",
    "!!python/object/new:type [x, [], {}]",
    "!!python/tuple [a, [b]]",
    "!!python/bytes aGk=",
    "!!python/complex 1j",
    "!!python/long 99999999999999999999",
    "!!java.lang.Runtime x",
    "!!binary |\n        R0lGODlhDAAMAIQAAP//9/X17unp5WZmZgAAAOfn5\n        !!!!",
    "!!binary '=' ",
    "!!set {? a, ? b, ? [c], ? {d: e}}",
    "!!omap [{a: b}, {a: b}, 5, [x]]",
    "!!timestamp 0000-00-00T99:99:99Z",
    "!!timestamp 99999-12-31",
    "!!timestamp '2001-12-14 21:59:43.10 +99:99'",
    "!!int 0b2",
    "!!int -",
    "!!int 1:99:99",
    "!!float .",
    "!!float 1e-99999",
    "!!bool 1",
    "!!null [a]",
    "!!str &a !!str x",
    "!!map {<<: {<<: {<<: [x]}}}",
    "!<tag:yaml.org,2002:str> x",
    "!<tag:%zz> x",
    "!%41%00 x",
    "!Ref !Ref !Ref Queue",
    "!Sub !!binary aGk=",
    "!GetAtt !!int 5",
    "!If [!Condition C, !If [], !Ref {a: b}]",
    "!Base64 !Sub !Join [!Ref a, !Ref b]",
    "!FindInMap [!Ref a, &b [*b], c]",
    "!Transform {Name: !Ref x, Parameters: !Sub y}",
    "!ForEach [x, [y], {z: w}]",
    "!ToJsonString {a: !Ref b}",
    "!Length !Split [',', !Ref x]",
    "! |\n        text",
    "!a!b c",
    "!!",
    "!",
    "!Ref",
    "!Condition &x *x",
)
_TEXTS = {
    "directive for tags": "%TAG !e! tag:e,2000:\n%TAG !e! tag:f,2000:\n---\n!e!x\n" + QUEUE,
    "unknown handle": "--- !u!x\n" + QUEUE,
    "long directive": "%" + "X" * 100_000 + "\n---\n" + QUEUE,
    "directive between": f"{QUEUE}%YAML 1.1\n---\n{QUEUE}",
    "version 1.999999": "%YAML 1.99999999999999999999\n---\n" + QUEUE,
    "anchor on a key": f"{QUEUE}    &k Properties: {{&n QueueName: *k, *n : x}}\n",
    "anchor twice": f"a: &a 1\nb: &a 2\nc: *a\n{QUEUE}",
    "anchor of signs": f"a: &!@#$%^&*() 1\nb: *!@#$%^&*()\n{QUEUE}",
    "anchor long": f"a: &{'a' * 100_000} 1\nb: *{'a' * 100_000}\n{QUEUE}",
    "anchor on nothing": f"a: &a\nb: *a\nc: {{*a : *a}}\n{QUEUE}",
    "alias as section": "x: &x {Queue: {Type: AWS::SQS::Queue}}\nResources: *x\nOutputs: *x\n",
    "alias as type": "x: &x AWS::SQS::Queue\nResources: {A: {Type: *x}, B: {Type: *x}}\n",
    "merge list of lists": "x: &x [{a: b}]\nResources:\n  A:\n    <<: [*x, *x, [*x]]\n",
    "merge of a scalar key": "x: &x {Type: AWS::SQS::Queue}\nResources:\n  A: {? <<\n  : *x}\n",
    "merge quoted": "x: &x {Type: a}\nResources:\n  A: {'<<': *x, \"<<\": *x, !!str <<: *x}\n",
    "merge with tag": "x: &x {Type: a}\nResources:\n  A: {!!merge <<: *x}\n",
    "merge that overrides itself": "R: &r {A: 1, <<: {A: 2, <<: {A: 3}}}\nResources: *r\n",
    "merge recursive": "Resources: &r\n  A: &a\n    Type: x\n    <<: [*a]\n  <<: [*r, *a]\n",
    "merge mutual": "a: &a {x: &b {y: *a}}\nb: {<<: *b}\nResources: {A: {<<: [*a, *b]}}\n",
    "complex keys": (
        "Resources:\n  ? {a: [b, {c: d}]}\n  : {Type: x}\n  ? [e]\n  : 5\n  ? >\n   f\n  : g\n"
    ),
    "null keys": "Resources: {~: {Type: x}, null: {Type: y}, : {Type: z}, '': {Type: w}}\n",
    "boolean keys": "Resources: {true: {Type: x}, on: {Type: y}, No: {Type: z}, y: {Type: w}}\n",
    "number keys": (
        "Resources: {1: {Type: x}, 1.0: {}, 0x1: {}, 01: {}, 1e0: {}, .inf: {}, .nan: {}}\n"
    ),
    "doubled in nested flow": "Resources: {A: {Type: x, P: {a: {b: 1, b: {b: 2, b: 3}}, a: []}}}\n",
    "doubled in every section": "\n".join(
        f"{s}: {{A: 1, A: 2}}"
        for s in (
            "Parameters",
            "Mappings",
            "Conditions",
            "Outputs",
            "Rules",
            "Metadata",
            "Resources",
        )
    )
    + "\n",
    "tabs as indentation": "Resources:\n\tQueue:\n\t\tType: AWS::SQS::Queue\n",
    "tabs behind colons": "Resources:\t\n  Queue:\t\n    Type:\tAWS::SQS::Queue\t#\tx\n",
    "wide tabs": "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Metadata: {a: '"
    + "\t" * 9_000
    + "'}\n",
    "block indentation": (
        f"{QUEUE}    Metadata:\n      a: |1\n         b\n      c: >9-\n         d\n  "
        "    e: |+\n\n\n\n"
    ),
    "block without text": f"{QUEUE}    Metadata:\n      a: |\n      b: >\n      c: |-\n",
    "block in flow": f"{QUEUE}    Metadata: {{a: |\n  b\n  , c: d}}\n",
    "plain in many lines": (
        f"{QUEUE}    Metadata:\n      a: b\n       c\n\n       d\n        e: f\n"
    ),
    "open quotes": f'{QUEUE}    Metadata: "a\n\n  b\\\n  c\n',
    "nested quotes": f"{QUEUE}    Metadata: {{'a''b': \"c\\\"d\", \"e'f\": 'g\"h'}}\n",
    "comment in flow": f"{QUEUE}    Metadata: {{a: b, # c: d}}\n      e: f}}\n",
    "colon without space": "Resources:\n  Queue:{Type:AWS::SQS::Queue}\n",
    "dashes": f"{QUEUE}    Metadata:\n    - - - - a\n    -\n      -\n        - b\n    -c\n",
    "question": f"{QUEUE}    Metadata:\n      ? a\n      ? b\n      : c\n      ?\n      :\n",
    "end marks inside": f"{QUEUE}    Metadata: |\n      a\n...\n---\nb\n...\n",
    "sexagesimal": "Resources:\n  190:20:30: {Type: 1:1, Properties: {A: -1:59.5, B: 0:0:0:0}}\n",
    "octal": QUEUE + "    Properties: {A: 0o17, B: 017, C: 089, D: 0o9, E: -017, F: 0_17}\n",
    "digits of a million": f"{QUEUE}    Properties: {{DelaySeconds: {'9' * 1_000_000}}}\n",
    "fraction of a million": f"{QUEUE}    Properties: {{DelaySeconds: 0.{'3' * 1_000_000}}}\n",
    "not a number": f"{QUEUE}    Properties: {{DelaySeconds: .nan, A: [.inf, -.inf, .NaN]}}\n",
    "whole of comments": "# a\n" * 9_000,
    "marks alone": "---\n---\n...\n",
}
_JSON = {
    "NUL escaped": '{"Resources": {"A\\u0000": {"Type": "a\\u0000b"}}}',
    "lone surrogates": (
        '{"Resources": {"\\ud83d": {"Type": "\\ude00\\ud83d", "\\udfff": "\\ud800\\ud800"}}}'
    ),
    "pair over a cut": '{"Resources": {"A\\ud83d": 1, "\\ude00": 2}}',
    "exponents": (
        '{"Resources": {"A": {"Type": "x", "Properties": {"a": 1e400, "b": '
        '-1E+9999999999, "c": 1e-9999999999, "d": 0e0, "e": 1.5e3}}}}'
    ),
    "signs of numbers": (
        '{"Resources": {"A": {"Type": "x", "P": [+1, -0, 00, 1., .1, 1e, 0x1F, '
        "1_000, Infinity, NaN, -NaN]}}}"
    ),
    "doubled deep": '{"Resources": {"A": ' + '{"a": 1, "a": ' * 50 + "1" + "}" * 50 + "}}",
    "doubled sections": (
        '{"Resources": {"A": {"Type": "x"}}, "Resources": [], "Resources": {"B": {"Type": "y"}}}'
    ),
    "keys that are no texts": "{Resources: {A: {Type: 'x'}}, 5: 6, null: 7, [1]: 2}",
    "escapes of solidus": '{"Resources": {"A\\/B": {"Type": "\\b\\f\\n\\r\\t\\/\\\\"}}}',
    "controls": '{"Resources": {"A": {"Type": "a\x01\x02\x1fb\x7f"}}}',
    "deep objects": '{"Resources": {"A": {"Type": "x", "P": '
    + '{"a":' * 60_000
    + "1"
    + "}" * 60_000
    + "}}}",
    "arrays of arrays": '{"Resources": {"A": {"Type": "x", "P": '
    + "[[],[[]]," * 9_000
    + "]" * 9_000
    + "}}}",
    "unicode escapes": '{"Resources": {'
    + ", ".join(f'"\\u{n:04x}": {{"Type": "x"}}' for n in range(0x20, 0x400, 3))
    + "}}",
    "whitespace": '{\u00a0"Resources"\u2003:\u3000{\ufeff"A"\x0b:\x0c{"Type": "x"}}}',
    "comment of each kind": '{/*a*/"Resources"//b\n:{#c\n"A":{"Type":"x"/*d}}}',
    "missing ends": '{"Resources": {"A": {"Type": "x"',
    "wrong ends": '{"Resources": {"A": ["Type": "x"}, "B": (1)]]}}',
    "texts joined": '{"Resources": {"A": {"Type": "x" "y", "P": \'a\' + "b"}}}',
    "only a text": '"' + "a" * 100_000 + '"',
    "prototype": (
        '{"__proto__": {"x": 1}, "constructor": {}, "Resources": {"__proto__": '
        '{"Type": "x"}, "hasOwnProperty": 1}}'
    ),
}


def languages() -> Iterator[Case]:
    """Yield tags, anchors, merges, documents and numbers that are legal, or nearly."""
    for number, value in enumerate(_TAGS):
        yield case("tags in full", f"{number} {value[:16]}", f"{QUEUE}{_PLACE}{value}\n")
        yield case("tags in full", f"key {number}", f"Resources:\n  ? {value}\n  : {{Type: a}}\n")
    for name, text in _TEXTS.items():
        yield case("corners", name, text)
    for name, text in _JSON.items():
        yield case("corners", f"JSON {name}", text, ".json")
        yield case("corners", f"JSON as YAML {name}", text, ".yaml")


def units() -> Iterator[Case]:
    """Yield texts in units that are not those of UTF-8, or not all of one."""
    text = f"Description: Ünïcödé \U0001f600\n{QUEUE}"
    compact = json.dumps({"Resources": {"A": {"Type": "AWS::SQS::Queue"}}})
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "cp037", "shift_jis"):
        for mark in (b"", "\ufeff".encode(name, "ignore")):
            yield Case("units", f"{name} {len(mark)}", mark + text.encode(name, "replace"))
            yield Case("units", f"JSON {name} {len(mark)}", mark + compact.encode(name), ".json")
    whole = text.encode()
    for name, data in (
        ("half a sequence at the end", whole + b"\xf0\x9f\x98"),
        ("half a sequence inside", whole.replace(b"\xf0\x9f\x98\x80", b"\xf0\x9f\x98")),
        ("continuation first", b"\x80" + whole),
        ("longest sequence", b"# \xf8\x88\x80\x80\x80\n" + whole),
        ("beyond the last", b"# \xf4\x90\x80\x80\n" + whole),
        ("surrogates in UTF-8", b"# \xed\xa0\xbd\xed\xb8\x80\n" + whole),
        ("latin-1", "Description: Größe\n".encode("latin-1") + QUEUE.encode()),
        ("mark of UTF-8 twice", b"\xef\xbb\xbf" * 2 + whole),
        ("mark of UTF-16 alone", b"\xff\xfe"),
        ("mark of UTF-32 alone", b"\xff\xfe\x00\x00"),
        ("odd number of bytes", b"\xfe\xff" + text.encode("utf-16-be") + b"\x00"),
        ("other mark", b"\x2b\x2f\x76\x38" + whole),
        ("mixed encodings", whole + "Größe: 1\n".encode("utf-16-le")),
        ("NUL at the end", whole + b"\0"),
        ("control Z", whole + b"\x1a"),
    ):
        yield Case("units", name, data)
    for name, end in (
        ("CR", "\r"),
        ("LF CR", "\n\r"),
        ("NEL", "\x85"),
        ("PS", "\u2029"),
        ("VT", "\x0b"),
        ("FF", "\x0c"),
        ("RS", "\x1e"),
    ):
        yield case("units", f"lines end by {name}", text.replace("\n", end))
        yield case("units", f"a line ends by {name}", QUEUE.replace(":\n", f": {end}\n", 1))
        again = json.dumps({"Resources": {f"A{end}B": {"Type": "x"}}}, ensure_ascii=False)
        yield case("units", f"JSON {name}", again.replace(" ", end), ".json")


def names() -> Iterator[Case]:
    """Yield logical IDs, types and keys that look like others, are endless or cannot be seen."""
    for name, text in (
        ("right to left", "\u05d0\u05d1\u05d2\u0661\u0662"),
        ("overridden", "Admin\u202eeueuQ\u202c"),
        ("isolated", "\u2066\u2067\u2068Queue"),
        ("joined", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 40),
        ("zero width", "Qu\u200be\u200cu\u2060e"),
        ("look-alike", "Quеue"),  # noqa: RUF001 (a Cyrillic letter is what this is about)
        ("combining", "Q" + "\u0300\u0316\u0489" * 3_000),
        ("variations", "Q\ufe0f\ufe0e\U000e0101" * 500),
        ("tags", "Queue" + "".join(chr(0xE0000 + ord(letter)) for letter in "delete")),
        ("full width", "\uff31\uff55\uff45\uff55\uff45"),
        ("not normal", "Que\u0301ue"),
        ("dotless", "\u0130\u0131\u017f\u212a"),
        ("private", "\ue000\uf8ff\U000f0000\U0010fffd"),
        ("no character", "\ufdd0\ufffe\uffff\U0001ffff"),
        ("letters without end", "Q" * 100_000),
        ("wide letters without end", "\ufdfd" * 30_000),
        ("blanks", " \u00a0\u3000\u2003 "),
        ("dots", "../../" * 2_000),
        ("colons", "AWS::" * 5_000),
        ("one of many lines", "Queue\\nType: x\\n" * 500),
    ):
        quoted = json.dumps(text.replace("\\n", "\n"), ensure_ascii=False)
        resource = f"{{Type: {quoted}, Properties: {{{quoted}: !Ref {quoted}}}}}"
        body = f"Resources:\n  {quoted}: {resource}\n  Queue: {{Type: AWS::SQS::Queue}}\n"
        parts = f"Parameters: {{{quoted}: {{Type: String, Default: {quoted}}}}}\n"
        outputs = f"Outputs: {{{quoted}: {{Value: {quoted}, Export: {{Name: {quoted}}}}}}}\n"
        yield case("odd names", name, parts + body + outputs)
