"""Templates of a size and a density that nobody writes, alone and as both sides of a pair."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from benchmarks.hostile.case import QUEUE, Case, case, samples

_TOPIC = "AWS::SNS::Topic"
_ODD: tuple[object, ...] = (
    *(None, True, 0, -1, 1e308, "", "x", [], {}, [[]], [None], "\ud800", 10**40, "9" * 400),
    *({"Ref": None}, {"Fn::If": []}, {"Fn::GetAtt": 5}, {"": ""}, {"Ref": ["a"]}),
    {"Fn::Sub": ["${a}", 5]},
)
_SWAPS = 60
_FLIPS = 40


def dense() -> Iterator[Case]:
    """Yield resources that all name each other, by every way there is to name one."""
    for count in (60, 300, 460):
        names = [f"T{n}" for n in range(count)]
        yield _resources(f"depends {count}", {name: _topic(DependsOn=names) for name in names})
        refs = [{"Ref": name} for name in names]
        yield _resources(f"refs {count}", {name: _topic({"Tags": refs}) for name in names})
        text = {"Fn::Sub": "".join(f"${{{name}}}" for name in names)}
        yield _resources(f"subs {count}", {name: _topic({"TopicName": text}) for name in names})
    chain = {f"T{n}": _topic({"TopicName": {"Ref": f"T{n + 1}"}}) for n in range(2_000)}
    yield _resources("chain of refs", chain)
    circle = {f"T{n}": _topic({"TopicName": {"Ref": f"T{(n + 1) % 500}"}}) for n in range(500)}
    yield _resources("circle of refs", circle)
    star = {f"T{n}": _topic({"TopicName": {"Ref": "T0"}}) for n in range(3_000)}
    yield _resources("star", star)
    pairs = {f"T{n}": _topic({"TopicName": {"Ref": f"T{n ^ 1}"}}) for n in range(900)}
    yield _resources("small circles", pairs)
    imports = {f"T{n}": _topic({"TopicName": {"Fn::ImportValue": f"e{n}"}}) for n in range(2_000)}
    yield _resources("imports", imports)


def sections() -> Iterator[Case]:
    """Yield sections with as many entries as a file can hold."""
    mapping = {f"k{n}": {"a": "b"} for n in range(100_000)}
    yield _template("one mapping", {"Mappings": {"M": mapping}})
    mappings = {f"M{m}": {f"k{n}": {"a": "b"} for n in range(900)} for m in range(60)}
    yield _template("mappings", {"Mappings": mappings})
    parameters = {f"P{n}": {"Type": "String", "Default": "x"} for n in range(4_900)}
    yield _template("parameters", {"Parameters": parameters})
    conditions = {f"C{n}": {"Condition": f"C{n + 1}"} for n in range(4_900)}
    yield _template("conditions", {"Conditions": conditions})
    circle = {f"C{n}": {"Fn::Not": [{"Condition": f"C{(n + 1) % 900}"}]} for n in range(900)}
    yield _template("circle of conditions", {"Conditions": circle})
    rules: object = {
        f"R{n}": {"Assertions": [{"Assert": {"Fn::Contains": []}}]} for n in range(2_000)
    }
    yield _template("rules", {"Rules": rules})
    odd: object = {
        "R": {"RuleCondition": {"Ref": None}, "Assertions": {"Assert": 5}},
        "S": [],
        "T": None,
    }
    yield _template("odd rules", {"Rules": odd})
    exports = {f"O{n}": {"Value": "x", "Export": {"Name": "e" * 300}} for n in range(2_000)}
    yield _template("exports", {"Outputs": exports})
    groups = [{"Label": {"default": "x"}, "Parameters": [f"P{n}" for n in range(4_000)]}] * 8
    interface = {"AWS::CloudFormation::Interface": {"ParameterGroups": groups}}
    yield _template("interface", {"Metadata": interface})
    yield _template("sections", {f"Section{n}": {} for n in range(4_900)})
    long = "x" * 1_000_000
    yield _template("description", {"Description": long})
    yield _template("name", {"Outputs": {long: {"Value": {"Ref": long}}}})
    yield _resources("type", {"A": {"Type": long, "Properties": {long[:90_000]: "b"}}})
    yield case("structures", "long comment", f"{QUEUE}# {long}\n")
    yield case(
        "structures",
        "long lines",
        f"Description: {'x ' * 12_000}\n" + f"# {'y ' * 12_000}\n" * 60 + QUEUE,
    )


def pairs() -> Iterator[Case]:
    """Yield pairs in which everything is like everything else, or where both sides are large."""
    for count in (150, 450):
        mine = {f"A{n}": _topic({"DisplayName": f"x{n % 7}"}) for n in range(count)}
        known = {f"B{n}": _topic({"DisplayName": f"x{n % 5}"}) for n in range(count)}
        yield _both(f"alike {count}", mine, known)
    kinds = [f"AWS::S{n}::T" for n in range(450)]
    yield _both(
        "all other",
        {f"A{n}": {"Type": kind} for n, kind in enumerate(kinds)},
        {f"A{n}": {"Type": kind} for n, kind in enumerate(kinds[::-1])},
    )
    items = [{"Key": f"k{n}", "Value": {"Ref": f"V{n % 50}"}} for n in range(3_000)]
    turned = [items[n * 7 % 3_000] for n in range(3_000)]
    yield _both("turned list", {"A": _topic({"Tags": items})}, {"A": _topic({"Tags": turned})})
    lists = [[n % 3, n % 5] for n in range(4_000)]
    yield _both("lists", {"A": _topic({"Tags": lists})}, {"A": _topic({"Tags": lists[::-1]})})
    text = "".join(f"line {n * 7919 % 997}\n" for n in range(15_000))
    yield _both("texts", {"A": _topic({"A": text})}, {"A": _topic({"A": text[::-1]})})
    same = "}\n" * 15_000
    yield _both("same lines", {"A": _topic({"A": same})}, {"A": _topic({"A": same[:-9_000] + "x"})})
    word = "ab" * 9_000
    yield _both("one word", {"A": _topic({"A": word})}, {"A": _topic({"A": word[::-1] + "c"})})
    deep: object = "x"
    for _ in range(55):
        deep = {"a": deep, "b": [deep] if isinstance(deep, str) else 1}
    yield _both("deep", {"A": _topic({"A": deep})}, {"A": _topic({"A": [deep]})})
    large = {f"T{n}": _topic({"DisplayName": "x" * 150}) for n in range(3_500)}
    other = {f"T{n}": _topic({"DisplayName": "y" * 150}) for n in range(3_500)}
    yield _both("large", large, other)
    blank = json.dumps({"Resources": {}})
    yield case("pairs", "nothing", blank, ".json", blank)
    yield case("pairs", "broken reference", QUEUE, reference='{"Resources": {"A": [' * 20)
    yield case("pairs", "no reference", QUEUE, reference="x")
    yield case("pairs", "empty reference", QUEUE, reference="")


def swapped(seed: int) -> Iterator[Case]:
    """Yield real templates in which values, at random, are of another kind; the real one beside."""
    source = random.Random(seed)  # noqa: S311 (it has to be the same each time)
    real = [data for data in samples() if _is_json(data)]
    for number in range(_SWAPS):
        data = source.choice(real)
        root = json.loads(data)
        for _ in range(source.choice((1, 3, 10, 40))):
            _swap(root, source)
        yield Case("swaps", str(number), json.dumps(root, indent=2).encode(), ".json", data)
    every = samples()
    for number in range(_FLIPS):
        flipped = bytearray(source.choice(every))
        for _ in range(source.choice((1, 4, 50))):
            flipped[source.randrange(len(flipped))] = source.randrange(256)
        suffix = ".json" if flipped[:1] == b"{" else ".yaml"
        yield Case("flips", str(number), bytes(flipped), suffix)


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except ValueError:
        return False


def _swap(root: object, source: random.Random) -> None:
    """Put something odd, or another part of the template, at a random place."""
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        steps = (
            node if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0)
        )
        places += [(node, step) for step in steps]
        waiting += [node[step] for step in steps]
    if places:
        holder, step = source.choice(places)
        giver, taken = source.choice(places)
        value = source.choice((source.choice(_ODD), giver[taken]))
        holder[step] = json.loads(json.dumps(value))


def turned_round(suite: list[Case]) -> Iterator[Case]:
    """Yield some of the other cases as the reference of an ordinary candidate."""
    for one in suite[::11]:
        if one.suffix != ".md":
            yield replace(
                one, group="as reference", name=one.label, data=QUEUE.encode(), reference=one.data
            )


def _topic(properties: object = None, **attributes: object) -> dict[str, object]:
    return {"Type": _TOPIC, "Properties": properties or {}, **attributes}


def _resources(name: str, resources: object) -> Case:
    return case("structures", name, json.dumps({"Resources": resources}, indent=1), ".json")


def _template(name: str, sections_: dict[str, object]) -> Case:
    template = {**sections_, "Resources": {"T": _topic()}}
    return case("structures", name, json.dumps(template, indent=1), ".json")


def _both(name: str, mine: object, known: object) -> Case:
    texts = (json.dumps({"Resources": one}, indent=1) for one in (mine, known))
    candidate, reference = texts
    return case("pairs", name, candidate, ".json", reference)
