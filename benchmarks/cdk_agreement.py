"""Whether `diff` and AWS's own comparison see the same resources change.

    python -m benchmarks.cdk_agreement NODE_MODULES PAIRS [COUNT]

NODE_MODULES is a folder into which `npm install @aws-cdk/cloudformation-diff` was run, PAIRS holds
`<id>/candidate.*` and `<id>/reference.*`. Both compare the reference, as what runs, with the
candidate. What TwinStack takes for renamed goes by the reference's names for both: cdk diff knows
no new names. Prints who sees what change, and how often they agree on the impact.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.deployment import deployments
from analysis.pipeline import Pair, understand
from analysis.review import Inputs, ResourceImpact
from analysis.source import Source
from analysis.syntax import plain

_SCRIPT = """
const { fullDiff, ResourceImpact } = require(process.argv[1] + '/@aws-cdk/cloudformation-diff');
const pairs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = pairs.map(([running, deployed]) => {
  const changed = {};
  fullDiff(running, deployed).resources.forEachDifference((id, one) => {
    const properties = {};
    one.forEachDifference((kind, name, value) => {
      properties[name] = kind === 'Property' ? String(value.changeImpact) : 'other';
    });
    changed[id] = { impact: String(one.changeImpact), properties };
  });
  return changed;
});
console.log(JSON.stringify(found));
"""
_IMPACTS = {
    "WILL_UPDATE": "update",
    "WILL_CREATE": "create",
    "WILL_REPLACE": "replace",
    "MAY_REPLACE": "may replace",
    "WILL_DESTROY": "delete",
    "WILL_ORPHAN": "orphan",
    "NO_CHANGE": "none",
}
_VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+)")
_COUNT = 20
Changed = Mapping[str, Mapping[str, Any]]


@dataclass
class Tally:
    """How often both say the same, and who alone says that a resource changes."""

    agreed: int = 0
    same_impact: int = 0
    ours_only: list[str] = field(default_factory=list)
    theirs_only: list[str] = field(default_factory=list)
    impacts: Counter[tuple[str, str]] = field(default_factory=Counter)


def main(arguments: list[str]) -> int:
    """Print the comparison; exit status 2 where node is not there."""
    node = shutil.which("node")
    if node is None or len(arguments) < 2:  # noqa: PLR2004
        print("usage: python -m benchmarks.cdk_agreement NODE_MODULES PAIRS [COUNT], with node")
        return 2
    count = int(arguments[2]) if len(arguments) > 2 else _COUNT  # noqa: PLR2004
    names, pairs = _readable_pairs(Path(arguments[1]), count)
    told = json.dumps([_plain_pair(pair) for pair in pairs])
    done = subprocess.run(  # noqa: S603 (a fixed script; the templates go in as data)
        [node, "-e", _SCRIPT, str(Path(arguments[0]).resolve())],
        input=told,
        capture_output=True,
        text=True,
        check=True,
    )
    tally = Tally()
    for name, pair, theirs in zip(names, pairs, json.loads(done.stdout), strict=True):
        _count(tally, name, pair, theirs)
    _print(tally, len(pairs))
    return 0


def _readable_pairs(folder: Path, count: int) -> tuple[list[str], list[Pair]]:
    """Return pairs without a syntax error, spread over all there are."""
    found: dict[str, Pair] = {}
    folders = [one for one in sorted(folder.iterdir()) if one.is_dir()]
    step = max(len(folders) // (count + count // 2), 1)
    for one in folders[::step]:
        pair = understand(Inputs(_source(one, "candidate"), _source(one, "reference")))
        templates = [each for each in (pair.candidate, pair.reference) if each]
        if len(templates) > 1 and not any(each.reading.problems for each in templates):
            found[one.name] = pair
        if len(found) == count:
            break
    return list(found), list(found.values())


def _source(folder: Path, side: str) -> Source:
    path = next(folder.glob(f"{side}.*"))
    return Source(str(path), path.read_text(encoding="utf-8"))


def _plain_pair(pair: Pair) -> tuple[Any, Any]:
    """Return what runs and what is deployed as JSON values, under the reference's names."""
    assert pair.reference is not None
    assert pair.comparison is not None
    pairs = pair.comparison.alignment.pairs
    names = {**pairs.get("Parameters", {}), **pairs.get("Resources", {})}
    deployed: Any = plain(pair.candidate.root)
    for section in ("Parameters", "Resources"):
        own = pairs.get(section, {})
        body = deployed.get(section) or {}
        deployed[section] = {own.get(key, key): one for key, one in body.items()}
    return plain(pair.reference.root), _mapped(deployed, names)


def _mapped(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401, PLR0911 (a table)
    """Return a value in which references name what the reference calls it."""
    match value:
        case {"Ref": str(name)}:
            return {"Ref": names.get(name, name)}
        case {"Fn::GetAtt": [str(name), *rest]}:
            return {"Fn::GetAtt": [names.get(name, name), *_mapped(rest, names)]}
        case {"Fn::GetAtt": str(path)}:
            owner, dot, attribute = path.partition(".")
            return {"Fn::GetAtt": f"{names.get(owner, owner)}{dot}{attribute}"}
        case {"Fn::Sub": str(text)}:
            return {"Fn::Sub": _substituted(text, names)}
        case {"Fn::Sub": [str(text), dict(own)]}:
            kept = {name: new for name, new in names.items() if name not in own}
            return {"Fn::Sub": [_substituted(text, kept), _mapped(own, names)]}
        case dict():
            return {
                key: _depended(one, names) if key == "DependsOn" else _mapped(one, names)
                for key, one in value.items()
            }
        case list():
            return [_mapped(one, names) for one in value]
    return value


def _substituted(text: str, names: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: f"${{{names.get(found[1], found[1])}", text)


def _depended(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [names.get(one, one) if isinstance(one, str) else one for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _ours(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the reference's name, else the candidate's, and the properties that differ.

    What is replaced along references alone is shown with the impacts, as cdk diff shows it.
    """
    for impact in deployments(pair.comparison)["candidate"] if pair.comparison else ():
        if impact.impact in ("replace", "may replace") and not _is_renamed(impact):
            yield impact.reference_id or impact.candidate_id or "", "along references"
    for one in pair.comparison.differences if pair.comparison else ():
        if one.section == "Resources":
            name = one.reference_id or one.candidate_id or ""
            yield name, one.property_name or str(one.path[0] if one.path else "")


def _count(tally: Tally, pair_name: str, pair: Pair, theirs: Changed) -> None:
    ours: dict[str, set[str]] = {}
    for name, changed in _ours(pair):
        ours.setdefault(name, set()).add(changed)
    impacts = dict(_own_impacts(pair))
    for name in sorted({*ours, *theirs}):
        if name not in ours and impacts.get(name) == "renamed":
            # Both say that it is replaced; here, because its logical ID is another.
            ours[name] = set()
        if name not in theirs:
            tally.ours_only.append(f"{pair_name} {name}: {', '.join(sorted(ours[name]))}")
        elif name not in ours:
            properties = theirs[name]["properties"]
            tally.theirs_only.append(f"{pair_name} {name}: {', '.join(sorted(properties))}")
        else:
            tally.agreed += 1
            pairing = impacts.get(name, ""), _IMPACTS.get(theirs[name]["impact"], "?")
            tally.same_impact += pairing[0] == pairing[1]
            tally.impacts[pairing] += 1


def _own_impacts(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the worst impact of each resource's own differences, propagation included."""
    for one in deployments(pair.comparison)["candidate"] if pair.comparison else ():
        name = one.reference_id or one.candidate_id or ""
        yield name, "renamed" if _is_renamed(one) else one.impact


def _is_renamed(impact: ResourceImpact) -> bool:
    names = impact.candidate_id, impact.reference_id
    return None not in names and names[0] != names[1]


def _print(tally: Tally, pairs: int) -> None:
    every = tally.agreed + len(tally.ours_only) + len(tally.theirs_only)
    print(f"{pairs} pairs, {every} resources that one of both takes for changed")
    print(f"changed for both: {tally.agreed} ({tally.agreed / max(every, 1):.1%})")
    print(f"changed for TwinStack alone: {len(tally.ours_only)}")
    for line in tally.ours_only:
        print(f"    {line}")
    print(f"changed for cdk alone: {len(tally.theirs_only)}")
    for line in tally.theirs_only:
        print(f"    {line}")
    print(f"the same impact: {tally.same_impact} of {tally.agreed}; TwinStack's, cdk's:")
    for (mine, known), number in tally.impacts.most_common():
        print(f"  {number:5}  {mine:14}{known}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
