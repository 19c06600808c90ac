"""Nothing of a review that leaves the program holds a secret but its edits."""

import json

from analysis.pipeline import review
from analysis.reports.masking import masked
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import encode

SECRET = "Tr0ub4dor" + "-n1ne"


def template(topic: str) -> Source:
    data = {
        "Parameters": {"Hidden": {"Type": "String", "NoEcho": True, "Default": SECRET}},
        "Resources": {
            topic: {"Type": f"AWS::SNS::{SECRET}", "DependsOn": f"No{SECRET}"},
            "Queue": {
                "Type": "AWS::SQS::Queue",
                "Properties": {SECRET: {"Ref": topic}, "QueueName": f"{topic}-x"},
            },
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {"RoleName": {"Ref": topic}, "Path": {"Ref": f"Nowhere{SECRET}"}},
            },
        },
        "Outputs": {"Name": {"Value": {"Fn::ImportValue": f"{SECRET}-{topic}"}}},
    }
    return Source(f"{topic[:3]}.json", json.dumps(data, indent=1))


def test_no_part_of_a_review_but_its_edits_holds_a_secret() -> None:
    inputs = Inputs(template(f"Old{SECRET}"), template(f"New{SECRET}"), lint=False)
    found = json.loads(json.dumps(encode(masked(review(inputs)))))
    assert found["impacts"]["candidate"]
    for finding in found["findings"]:
        for fix in finding["fixes"]:
            fix["edits"] = []
    for side in ("candidate", "reference"):
        # These are the window's, and stand in no report.
        found[side]["outline"] = found[side]["uses"] = None
    found["secrets"] = found["counts"] = None
    text = json.dumps(found)
    assert SECRET not in text, text[max(0, text.find(SECRET) - 200) :][:400]
