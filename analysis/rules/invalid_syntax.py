"""The candidate is valid JSON or YAML.

CloudFormation parses a template before it does anything else: one place that is neither JSON nor
YAML and the whole template is rejected.
"""

from collections.abc import Iterator, Sequence

from analysis.findings import Impact, Link, Severity
from analysis.fixing.syntax_fixes import repairs, without_repeated
from analysis.reading import Problem
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import counted
from analysis.source import Source, Span
from analysis.syntax import ObjectNode, Path, UnreadableNode, walk
from analysis.template import Template

_TOLD = 3
_MOST_PLACES = 100
_SHOWN_LINES = 4
_NAMES = {"json": "JSON", "yaml": "YAML", "mixed": "JSON"}


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all places that do not parse, and one for keys that stand twice."""
    reading = context.candidate.reading
    repeated = _repeated(context.candidate)
    wrong = tuple(one for one in reading.problems if one.span not in repeated)
    twice = tuple(one for one in reading.problems if one.span in repeated)
    if twice:
        yield _repeating(context.candidate, twice)
    if not wrong:
        return
    name = _NAMES.get(reading.syntax, "JSON")
    source = reading.source
    told = [_told(source, problem) for problem in wrong[:_TOLD]]
    more = len(wrong) - _TOLD
    if more > 0:
        told.append(f"{counted(more, 'further place')} of the kind.")
    yield Draft(
        key="syntax",
        severity=Severity.CRITICAL,
        title=f"Template Is Not Valid {name}",
        issue=f"{counted(len(wrong), 'place')} cannot be parsed. {' '.join(told)}",
        suggestion=_suggestion(reading.syntax),
        root_cause=_root_cause(reading.syntax),
        impact=Impact(
            deployment=f"CloudFormation rejects the template before it creates anything: "
            f'"Template format error: {name} not well-formed."',
        ),
        candidate=tuple(_evidence(context.candidate, problem) for problem in wrong[:_MOST_PLACES]),
        fixes=tuple(repairs(reading, wrong)),
        prior=1.0,
    )


def _repeated(template: Template) -> set[Span]:
    """Return the spans of keys that stand in their object again."""
    found: set[Span] = set()
    for _, node in walk(template.root):
        seen: set[str] = set()
        for entry in node.entries if isinstance(node, ObjectNode) else ():
            if entry.key.text in seen:
                found.add(entry.key.span)
            seen.add(entry.key.text)
    return found


def _repeating(template: Template, problems: Sequence[Problem]) -> Draft:
    source = template.reading.source
    return Draft(
        key="repeated",
        severity=Severity.MEDIUM,
        title="Key Stands Twice in the Same Object",
        issue=" ".join(_told(source, problem) for problem in problems[:_TOLD]),
        suggestion="Keep one of the values and delete the other.",
        root_cause="The candidate states a key a second time; the first value has no effect.",
        candidate=tuple(_evidence(template, problem) for problem in problems[:_MOST_PLACES]),
        fixes=(last_alone,) if (last_alone := without_repeated(template)) else (),
        prior=0.3,
    )


def _told(source: Source, problem: Problem) -> str:
    message = problem.message.rstrip(".")
    return f"Line {source.line(problem.span.start)}: {message}."


def _suggestion(syntax: str) -> str:
    if syntax == "mixed":
        return (
            "Write each text as one JSON string, its line breaks as \\n, or turn the whole "
            "template into YAML."
        )
    return "Correct the syntax at these places."


def _root_cause(syntax: str) -> str:
    if syntax == "mixed":
        return "The candidate uses YAML block scalars inside JSON, which has no such thing."
    return "The candidate was not parsed after it had been written."


def _evidence(template: Template, problem: Problem) -> Evidence:
    path, node = _innermost(template, problem.span.start)
    del node
    source = template.reading.source
    last = source.line_span(source.line(problem.span.start) + _SHOWN_LINES - 1)
    end = max(problem.span.start, min(problem.span.end, last.end))
    return Evidence(path, UnreadableNode(problem.span), (problem.span.start, end))


def _innermost(template: Template, offset: int) -> tuple[Path, object]:
    """Return the deepest node in whose span a code point stands."""
    found: tuple[Path, object] = ((), template.root)
    for path, node in walk(template.root):
        if node.span.start <= offset < node.span.end:
            found = (path, node)
    return found


MIXED = """{
  "Resources": {
    "Task": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Code": {
          "ZipFile": {
            "Fn::Sub": |
              import json
              print(json)
          }
        }
      }
    }
  }
}
"""
REPAIRED = """{
  "Resources": {
    "Task": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Code": {
          "ZipFile": {
            "Fn::Sub": "import json\\nprint(json)\\n"
          }
        }
      }
    }
  }
}
"""
EXAMPLES = (
    Example("a YAML block in JSON", candidate=MIXED, fixed=REPAIRED),
    Example("plain JSON", candidate=REPAIRED, reported=False),
)
RULE = Rule(
    "invalid-syntax",
    "Template syntax",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Template formats",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
        ),
    ),
)
