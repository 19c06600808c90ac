"""Makes sources, findings and reviews for tests of the window."""

from dataclasses import replace

from analysis.edits import Edit
from analysis.findings import Finding, Fix, Impact, Link, Place, Safety, Severity
from analysis.review import Change, Checked, OutlineEntry, Review, Side
from analysis.source import Source, Span

CANDIDATE = Source(
    "/pair/candidate.yaml",
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n  Topic:\n    Type: AWS::SNS::Topic\n",
)
REFERENCE = Source(
    "/pair/reference.yaml",
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: Retain\n"
    "  Alarm:\n    Type: AWS::CloudWatch::Alarm\n",
)


def span_of(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


def place(source: Source, logical_id: str, path: str, text: str) -> Place:
    span = span_of(source, text)
    line = source.line(span.start)
    return Place(logical_id, path, line, line, line, source.line_text(line), span)


RETAIN = Edit(
    Span(*[CANDIDATE.text.index("  Topic")] * 2),
    "    DeletionPolicy: Retain\n",
)


def make_finding(number: int = 1, **fields: object) -> Finding:
    finding = Finding(
        f"f{number}",
        "missing-deletion-policy",
        "Data protection",
        Severity.HIGH,
        "The queue is not retained",
        ("Queue",),
        ("AWS::SQS::Queue",),
        ("DeletionPolicy",),
        (place(CANDIDATE, "Queue", "Resources/Queue/Type", "AWS::SQS::Queue"),),
        (place(REFERENCE, "Queue", "Resources/Queue/DeletionPolicy", "Retain"),),
        "Queue lacks the reference's DeletionPolicy.",
        "Add it.",
        "Nobody thought of it.",
        Impact(security="Messages are lost."),
        (Link("DeletionPolicy", "https://docs.aws.amazon.com/policy.html"),),
        (Fix("Retain the queue", Safety.SAFE, (RETAIN,)),),
    )
    return replace(finding, **fields)  # type: ignore[arg-type]


def make_side(source: Source, outline: tuple[OutlineEntry, ...] = ()) -> Side:
    whole = Span(0, len(source.text))
    return Side(source.path, "yaml", "yaml", source.sha256, whole, (), (), 1, outline)


def make_entry(source: Source, name: str, kind: str, change: str, partner: str) -> OutlineEntry:
    span = span_of(source, f"  {name}:\n    Type: {kind}")
    line = source.line(span.start)
    return OutlineEntry("Resources", name, kind, span, line, change, partner)


def make_review(findings: tuple[Finding, ...] | None = None) -> Review:
    found = (make_finding(),) if findings is None else findings
    mine = make_side(
        CANDIDATE,
        (
            make_entry(CANDIDATE, "Queue", "AWS::SQS::Queue", "change", "Queue"),
            make_entry(CANDIDATE, "Topic", "AWS::SNS::Topic", "remove", ""),
        ),
    )
    known = make_side(
        REFERENCE,
        (
            make_entry(REFERENCE, "Queue", "AWS::SQS::Queue", "change", "Queue"),
            make_entry(REFERENCE, "Alarm", "AWS::CloudWatch::Alarm", "add", ""),
        ),
    )
    return Review(mine, known, Checked(), found, len(found), 0, make_changes())


def make_changes() -> tuple[Change, ...]:
    queue, topic, alarm = "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::CloudWatch::Alarm"
    return (
        Change(
            "add",
            "Resources",
            "Queue",
            "Queue",
            queue,
            "DeletionPolicy",
            None,
            "Retain",
            "none",
            None,
            span_of(REFERENCE, "DeletionPolicy: Retain"),
        ),
        Change(
            "remove",
            "Resources",
            "Topic",
            None,
            topic,
            "",
            {"Type": topic},
            None,
            "create",
            span_of(CANDIDATE, f"  Topic:\n    Type: {topic}"),
            None,
        ),
        Change(
            "add",
            "Resources",
            None,
            "Alarm",
            alarm,
            "",
            None,
            {"Type": alarm},
            "delete",
            None,
            span_of(REFERENCE, f"  Alarm:\n    Type: {alarm}"),
        ),
    )
