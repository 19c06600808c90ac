"""The console groups and labels the parameters.

`AWS::CloudFormation::Interface` tells whoever deploys by hand what the parameters are for.
"""

import re

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.places import place_text
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import both, theirs_says

_INTERFACE = r"AWS::CloudFormation::Interface"


def _is_interface(one: Difference) -> bool:
    """Whether the reference groups or labels parameters that the candidate does not."""
    says = (r"^(ParameterGroups|ParameterLabels)$", r"^(Label|Parameters|default)$")
    said = all(theirs_says(one_of)(one) for one_of in says)
    at = place_text(one.path)
    return bool(re.search(_INTERFACE, at) or theirs_says(_INTERFACE)(one)) and (
        said or "Parameter" in at
    )


THEME = Theme(
    claims=lambda one: one.section == "Metadata",
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudFormation Interface Metadata to Group Parameters",
                lead="No metadata section groups and labels the parameters: the CloudFormation "
                "console shows them in a flat list, without organization by what they are for.",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out the metadata that groups and labels its "
                "parameters.",
                impact=Impact(
                    deployment="The console lists the parameters without groups and labels.",
                ),
                when=both(_is_interface, lambda one: len(one.path) < 2),  # noqa: PLR2004
                prior=0.25,
            ),
            Words(
                title="Incomplete CloudFormation Interface Metadata",
                severity=Severity.MEDIUM,
                root_cause="The candidate groups or labels fewer of its parameters.",
                when=_is_interface,
                prior=0.12,
            ),
            Words(
                title="Missing Metadata",
                severity=Severity.LOW,
                root_cause="The candidate leaves out metadata that the reference has.",
                prior=0.02,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different CloudFormation Interface Metadata",
            severity=Severity.LOW,
            root_cause="The candidate groups or labels its parameters otherwise.",
            prior=0.06,
        ),
        Operation.REMOVE: Words(
            title="Surplus Metadata",
            severity=Severity.LOW,
            root_cause="The candidate has metadata that the reference does without.",
            prior=0.04,
        ),
    },
    prior=0.25,
)
CANDIDATE = """
    Parameters:
      VpcCidr:
        Type: String
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Metadata:
      AWS::CloudFormation::Interface:
        ParameterGroups:
          - Label:
              default: Network
            Parameters:
              - VpcCidr
""" + CANDIDATE[1:]
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "interface-metadata",
    "Interface metadata",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS::CloudFormation::Interface",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-res"
            "ource-cloudformation-interface.html",
        ),
    ),
    residual=True,
)
