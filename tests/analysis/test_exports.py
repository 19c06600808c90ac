import pytest

from analysis.exports import exports, provider
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template
from analysis.uses import UseKind, find_uses


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


def exporting(*names: str) -> Template:
    outputs = "".join(
        f"  O{at}: {{Value: x, Export: {{Name: {one}}}}}\n" for at, one in enumerate(names)
    )
    return template(f"Resources: {{}}\nOutputs:\n{outputs}  Plain: {{Value: x}}\n")


def provided(wanted: str, *names: str) -> str | None:
    importing = template(
        f"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n"
        f"    Properties: {{A: {{Fn::ImportValue: {wanted}}}}}\n",
    )
    use = next(use for use in find_uses(importing) if use.kind is UseKind.IMPORT)
    found = provider(use, exports(exporting(*names)))
    return found.name if found else None


def test_exports_are_outputs_with_a_name() -> None:
    found = exports(exporting("Vpc-Id", "!Sub '${AWS::StackName}-Subnet'"))
    assert [(one.logical_id, one.name) for one in found] == [
        ("O0", "Vpc-Id"),
        ("O1", "${AWS::StackName}-Subnet"),
    ]


@pytest.mark.parametrize(
    ("wanted", "names", "expected"),
    [
        ("Vpc-Id", ["Subnet", "Vpc-Id"], "Vpc-Id"),
        ("Vpc-Id", ["Vpc-ID"], None),
        ("!Sub '${Net}-VpcId'", ["!Sub '${AWS::StackName}-VpcId'"], "${AWS::StackName}-VpcId"),
        ("network-VpcId", ["!Sub '${AWS::StackName}-VpcId'"], "${AWS::StackName}-VpcId"),
        ("!Sub '${Net}-VpcId'", ["prod-VpcId"], "prod-VpcId"),
        ("!Sub '${Net}-VpcId'", ["!Sub '${AWS::StackName}-SubnetId'"], None),
        ("network-VpcId", ["!Ref AWS::StackName"], None),
        ("a-VpcId", ["!Sub '${AWS::StackName}-VpcId'", "a-VpcId"], "a-VpcId"),
    ],
)
def test_an_import_takes_the_closest_export(
    wanted: str, names: list[str], expected: str | None
) -> None:
    assert provided(wanted, *names) == expected
