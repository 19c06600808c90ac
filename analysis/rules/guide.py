"""Pages of CloudFormation's guide to which several rules link."""

from analysis.findings import Link

_GUIDE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide"
PARAMETERS = Link("Parameters", f"{_GUIDE}/parameters-section-structure.html")
CONDITIONS = Link("Conditions", f"{_GUIDE}/conditions-section-structure.html")
DEPENDS_ON = Link("DependsOn attribute", f"{_GUIDE}/aws-attribute-dependson.html")
RESOURCES = Link("Resources", f"{_GUIDE}/resources-section-structure.html")
INLINE_CODE = Link(
    "Inline code of a function",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
    "aws-properties-lambda-function-code.html",
)
