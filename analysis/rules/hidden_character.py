"""A reader sees every character of the template, in the order in which AWS reads them.

Characters without a width make two names different that look alike; those that turn the direction
of writing round show a text in another order than it has. Reviews have been led astray with both.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analysis.edits import Edit
from analysis.findings import Fix, Impact, Link, Safety, Severity
from analysis.reading import Reading
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import counted
from analysis.source import Span
from analysis.syntax import Node, ObjectNode, Path, ScalarNode, UnreadableNode, walk

_MOST_PLACES = 50
_TOLD = 5
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
# A joiner makes one picture of several and belongs to some scripts; behind ASCII it only hides.
_JOINER = "(?<=[\x00-\x7f])\u200d"
_HIDDEN = re.compile(f"[{_TURNING}{_UNSEEN}{_CONTROLS}]|{_JOINER}")
_TURNS = re.compile(f"[{_TURNING}]")
# A control character may stand for a blank: without it, words would grow together.
_CAN_GO = re.compile(f"[{_TURNING}{_UNSEEN}\u200d]")


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for all hidden characters of the template, comments included."""
    reading = context.candidate.reading
    spans = _hidden(reading)
    if not spans:
        return
    characters = [reading.source.slice(span) for span in spans]
    turns = any(_TURNS.match(character) for character in characters)
    names = list(dict.fromkeys(f"U+{ord(character):04X}" for character in characters))
    others = " and others" if len(names) > _TOLD else ""
    yield Draft(
        key="hidden",
        severity=Severity.HIGH if turns else Severity.MEDIUM,
        title="Text Is Shown in Another Order Than It Has" if turns else "Hidden Characters",
        issue=f"{counted(len(spans), 'character')} cannot be seen: "
        f"{', '.join(names[:_TOLD])}{others}.",
        suggestion="Delete these characters, or write them as escapes where they are meant.",
        root_cause="The text was copied from a document or page, or somebody wants it misread.",
        impact=Impact(security="What was reviewed is not what is deployed.") if turns else Impact(),
        candidate=tuple(_evidence(reading.root, spans[:_MOST_PLACES])),
        fixes=tuple(_fixes(reading, spans)),
        prior=0.9 if turns else 0.6,
        adopts=False,
    )


def _hidden(reading: Reading) -> list[Span]:
    region = reading.region
    found = _HIDDEN.finditer(reading.source.text, region.start, region.end)
    return [Span(*one.span()) for one in found]


def _fixes(reading: Reading, spans: Sequence[Span]) -> Iterator[Fix]:
    edits = tuple(Edit(one, "") for one in spans if _CAN_GO.match(reading.source.slice(one)))
    if edits:
        yield Fix("Delete the hidden characters", Safety.REVIEW, edits)


def _evidence(root: Node, spans: Sequence[Span]) -> Iterator[Evidence]:
    """Yield the places with the paths of the keys and values that they stand in."""
    starts = [span.start for span in spans]
    paths: dict[Span, Path] = {}
    for path, node in _scalars(root):
        for span in spans[bisect_left(starts, node.span.start) :]:
            if span.start >= node.span.end:
                break
            paths[span] = path
    for span in spans:
        yield Evidence(paths.get(span, ()), UnreadableNode(span), (span.start, span.end))


def _scalars(root: Node) -> Iterator[tuple[Path, ScalarNode]]:
    for path, node in walk(root):
        if isinstance(node, ScalarNode):
            yield path, node
        elif isinstance(node, ObjectNode):
            yield from (((*path, entry.name), entry.key) for entry in node.entries)


def _queue(name: str, comment: str = "") -> str:
    return f"""
    Resources:
      Queue: {comment}
        Type: AWS::SQS::Queue
        Properties:
          QueueName: {name}
"""


EXAMPLES = (
    Example("a name with a space of no width", _queue("jo\u200bbs"), fixed=_queue("jobs")),
    Example(
        "a comment that is turned round",
        _queue("jobs", "# kept \u202e\u2066if admin\u2069"),
        _queue("jobs"),
        fixed=_queue("jobs", "# kept if admin"),
    ),
    Example("a joiner among Latin letters", _queue("jo\u200dbs"), fixed=_queue("jobs")),
    Example("a letter that takes no room", _queue("jobs", "# a\u3164b\U000e0100")),
    Example("a control character", _queue('"a\u2028b"')),
    Example("letters and pictures", _queue("größe-\U0001f468\u200d\U0001f4bb"), reported=False),
    Example("escapes", _queue('"\\u200b"'), reported=False),
)
RULE = Rule(
    "hidden-character",
    "Hidden characters",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Template format",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
        ),
    ),
)
