"""The worker holds a written review against its templates, and writes suppressions."""

from analysis.answers import ANSWERS
from analysis.edits import apply_edits
from analysis.findings import Fix
from analysis.fixing.suppressions import Dialect, Suppression
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import decode, encode
from analysis.workspace import Workspace
from analysis.written_reviews.written import Examined

TEXT = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
INPUTS = Inputs(Source("a.yaml", TEXT), Source("b.yaml", TEXT), lint=False)


def test_written_review_crosses_the_process() -> None:
    said = "### Plain Queue\n**Issue**: See\n```\nType: AWS::SQS::Queue\n```\n**Fix**: None.\n"
    request = {"inputs": encode(INPUTS), "text": said}
    examined = decode(Examined, ANSWERS["written"](Workspace(), request)["examined"])
    assert [place.logical_id for place in examined.items[0].places] == ["Queue"]


def test_suppression_crosses_the_process() -> None:
    wanted = Suppression(Dialect.GUARD, "SQS_ENCRYPTED", "Nothing secret.", "Queue")
    request = {"inputs": encode(INPUTS), "suppression": encode(wanted)}
    fix = decode(Fix, ANSWERS["suppress"](Workspace(), request)["fix"])
    assert "SuppressedRules" in apply_edits(TEXT, fix.edits)
