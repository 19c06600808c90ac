import subprocess
import sys

import pytest

from analysis import schemas


def test_create_only_properties_are_paths() -> None:
    assert ("GroupDescription",) in schemas.create_only("AWS::EC2::SecurityGroup")
    assert ("Engine",) not in schemas.create_only("AWS::S3::Bucket")
    assert ("GroupId",) in schemas.read_only("AWS::EC2::SecurityGroup")
    assert schemas.conditional_create_only("AWS::RDS::DBInstance")


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("AWS::EC2::SecurityGroup", ("SecurityGroupIngress",), True),
        ("AWS::RDS::DBSubnetGroup", ("SubnetIds",), True),
        ("AWS::S3::Bucket", ("Tags",), True),
        ("AWS::CloudFront::Distribution", ("DistributionConfig", "CacheBehaviors"), False),
        ("AWS::S3::Bucket", ("NoSuchThing",), False),
        ("AWS::No::Such", ("Tags",), False),
    ],
)
def test_order_counts_unless_the_schema_says_otherwise(
    kind: str,
    path: tuple[str, ...],
    expected: bool,  # noqa: FBT001 (a column of the table above)
) -> None:
    assert schemas.insertion_order_false(kind, path) is expected


def test_paths_lead_through_lists_and_definitions() -> None:
    path = ("BucketEncryption", "ServerSideEncryptionConfiguration", 0)
    below = (*path, "ServerSideEncryptionByDefault", "SSEAlgorithm")
    assert "aws:kms" in schemas.enum_values("AWS::S3::Bucket", below)
    named = ("Tags", "Key=Name", "Value")
    assert schemas.at_path("AWS::S3::Bucket", named) is not None
    assert schemas.at_path("AWS::S3::Bucket", ("Nothing", "Below")) is None


def test_unknown_types_say_nothing() -> None:
    assert not schemas.is_known("AWS::No::Such")
    assert schemas.shape("AWS::No::Such") is None
    assert schemas.create_only("AWS::No::Such") == ()
    assert schemas.enum_values("AWS::No::Such", ("A",)) == ()
    assert schemas.required("AWS::No::Such") == frozenset()
    assert schemas.has_update_handler("AWS::No::Such")
    assert not schemas.is_stateful("AWS::No::Such")


def test_tables_are_read() -> None:
    assert schemas.is_stateful("AWS::S3::Bucket")
    assert "getobject" in schemas.actions("S3")
    assert schemas.actions("nosuchservice") == frozenset()
    old = schemas.runtime("python3.7")
    assert old is not None
    assert old.deprecated < "2024"
    assert old.successor.startswith("python3")
    assert schemas.runtime("cobol") is None
    assert "Role" in schemas.required("AWS::Lambda::Function")


def test_custom_resources_have_a_schema_and_sam_types_too() -> None:
    assert schemas.is_known("Custom::Anything")
    assert schemas.is_known("AWS::Serverless::Function")


def test_documentation_addresses() -> None:
    page = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
    bucket = f"{page}aws-resource-s3-bucket.html"
    assert schemas.resource_url("AWS::S3::Bucket") == bucket
    assert schemas.property_url("AWS::S3::Bucket", "BucketName") == (
        f"{bucket}#cfn-s3-bucket-bucketname"
    )
    assert schemas.resource_url("Custom::Thing") == ""
    assert schemas.property_url("Custom::Thing", "A") == ""


def test_cfn_lint_itself_is_not_imported() -> None:
    code = (
        "import sys; from analysis import schemas; schemas.create_only('AWS::S3::Bucket');"
        "print('cfnlint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
