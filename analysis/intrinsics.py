"""The table of intrinsic functions: long form, short form, pseudo parameters."""

from types import MappingProxyType

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
_FUNCTIONS = (
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::RefAll",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
)

LONG_FORMS = frozenset({"Ref", "Condition", *_FUNCTIONS})
"""The names that make a one-key object an intrinsic function."""

LONG_BY_TAG = MappingProxyType(
    {f"!{name.removeprefix('Fn::')}": name for name in sorted(LONG_FORMS)},
)
"""`!Sub` -> `Fn::Sub`, `!Ref` -> `Ref`."""

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
PSEUDO_PARAMETERS = frozenset(
    {
        "AWS::AccountId",
        "AWS::NoValue",
        "AWS::NotificationARNs",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    },
)


def short_form(name: str) -> str:
    """Return the YAML tag of an intrinsic function: `Fn::Sub` -> `!Sub`."""
    return f"!{name.removeprefix('Fn::')}"
