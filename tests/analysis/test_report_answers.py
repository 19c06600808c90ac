"""The worker writes reports masked, unless it is told to spell secrets out."""

import pytest

from analysis.answers import ANSWERS
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import encode
from analysis.workspace import Workspace

SECRET = "Winter2024!only"  # noqa: S105 (what must not be seen)
TEXT = f"""
Parameters:
  Password:
    Type: String
    NoEcho: true
    Default: {SECRET}
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: {SECRET}
"""
KNOWN = TEXT.replace(f"MasterUserPassword: {SECRET}", "MasterUserPassword: !Ref Password")
INPUTS = Inputs(Source("a.yaml", TEXT), Source("b.yaml", KNOWN), lint=False)


@pytest.mark.parametrize("form", ["markdown", "html", "sarif"])
def test_secrets_are_spelled_out_only_on_request(form: str) -> None:
    asked = {"inputs": encode(INPUTS), "findings": "all", "format": form}
    assert SECRET not in ANSWERS["report"](Workspace(), asked)["text"]
    assert SECRET in ANSWERS["report"](Workspace(), {**asked, "show_secrets": True})["text"]
