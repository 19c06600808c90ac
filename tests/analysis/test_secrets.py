"""Secrets that a template spells out do not leave the program; what only looks like one does."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pipeline import read_template
from analysis.secrets import mask, mask_excerpt, mask_name, mask_prose, mask_value
from analysis.source import Source
from analysis.spelled_out import secret_values

if TYPE_CHECKING:
    from analysis.syntax import PlainValue

TEMPLATE = """\
Parameters:
  Hidden: {Type: String, NoEcho: true, Default: open-sesame}
  AdminPassword: {Type: String, Default: hunter22}
  Shown: {Type: String, Default: plain-value}
  TableName: {Type: String, NoEcho: 'false', Default: orders}
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUsername: admin-user
      MasterUserPassword: "Temp\\"Pass\\"123"
      ManageMasterUserPassword: true
      DBName: orders
  Pointed:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: '{{resolve:secretsmanager:db:SecretString:password}}'
  Referred:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref Hidden
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: '{"username": "writer", "password": "swordfish", "host": "db.internal"}'
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          DB_PASSWORD: from-environment
          HTTP_TOKENS: required
          SECRET_ARN: arn:aws:secretsmanager:eu-west-1:1:secret:x
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Environment:
            - {Name: API_KEY, Value: container-key}
            - {Name: STAGE, Value: production}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      ApiKeySourceType: HEADER
      Actions: ['secretsmanager:GetSecretValue']
"""
WIDER = """\
Parameters:
  Hidden:
    Type: String
    NoEcho: true
    AllowedValues: [first-choice, second-choice, '     ', abc]
Mappings:
  Stages:
    production: {Password: from-mapping}
Metadata:
  Login: {secretKey: from-metadata}
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !If [IsProduction, chosen-one, !Ref Hidden]
  Other:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Sub no-variable
  Third:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Sub '${Hidden}-suffix'
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          SETTINGS: '{"servers": [{"api_key": "from-settings", "host": "db"}]}'
          BROKEN: '{"api_key": '
          DEEP: 'DEEPLY'
  Server:
    Type: AWS::EC2::Instance
    Properties:
      UserData: |
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEA1234
        short
        -----END RSA PRIVATE KEY-----
Outputs:
  AdminPassword: {Value: from-output}
""".replace("DEEPLY", '{"a":' * 9_000)
WIDER_SECRETS = {
    "first-choice",
    "second-choice",
    "from-mapping",
    "from-metadata",
    "chosen-one",
    "no-variable",
    "from-settings",
    "MIIEpAIBAAKCAQEA1234",
    "from-output",
}
SECRETS = {
    "open-sesame",
    "hunter22",
    'Temp"Pass"123',
    'Temp\\"Pass\\"123',
    "swordfish",
    "from-environment",
    "container-key",
}


def test_secrets_are_known_by_where_they_stand() -> None:
    assert set(secret_values(read_template(Source("a.yaml", TEMPLATE)), None)) == SECRETS


def test_secrets_are_known_outside_of_properties_and_within_texts() -> None:
    assert set(secret_values(read_template(Source("a.yaml", WIDER)), None)) == WIDER_SECRETS


def test_secrets_of_both_templates_are_known() -> None:
    one = read_template(Source("a.yaml", "Resources: {}\n"))
    two = read_template(Source("b.yaml", TEMPLATE))
    assert set(secret_values(one, two)) == SECRETS


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Password: hunter22", "Password: ****"),
        ("the value `hunter22`.", "the value `****`."),
        ("hunter221 and xhunter22 are other words", "hunter221 and xhunter22 are other words"),
        ("key AKIAQYLPMN5HHHTG3XYZ in code", "key **** in code"),
        ("key AKIAIOSFODNN7EXAMPLE of the documentation", None),
        ("postgres://app:s3cret@db/orders", "postgres://app:****@db/orders"),
        ("postgres://app:${Password}@db/orders", None),
        ("https://docs.aws.amazon.com/x:y", None),
        ('api_key = "abcdef123456"', 'api_key = "****"'),
        ("password = creds['password']", None),
        ("password = ''abcdef123456''", "password = ''****''"),
        ("export DB_PASSWORD=abcdef", "export DB_PASSWORD=****"),
        ("DB_PASSWORD=$OTHER", None),
        ("aws_secret_access_key = " + "aB1/" * 10, "aws_secret_access_key = ****"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter",
            "****\nafter",
        ),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", "****"),
        ("secretsmanager:GetSecretValue", None),
    ],
)
def test_text_is_masked(text: str, masked: str | None) -> None:
    assert mask(text, ("hunter22",)) == (text if masked is None else masked)


def test_a_secret_that_no_word_holds_by_chance_is_masked_within_words() -> None:
    assert mask("NextTempPassword123Step", ("TempPassword123",)) == "Next****Step"


@pytest.mark.parametrize(
    "shown",
    [
        "first \"half\" of it\nand the second 'half'",
        "first \\\"half\\\" of it\\nand the second 'half'",
        "first \\\\\\\"half\\\\\\\" of it\\\\nand the second 'half'",
        "first \"half\" of it\\nand the second \\'half\\'",
        "first \"half\" of it and the second 'half'",
        'first "half" of it',
        "and the second 'half'",
    ],
)
def test_a_secret_is_masked_however_it_is_shown(shown: str) -> None:
    long = "first \"half\" of it\nand the second 'half'"
    assert mask(f"It is {shown}.", (long,)) == "It is ****."


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Resources/admin/Properties", None),
        ("Resources/TempPassword123", "Resources/****"),
        ("AKIAQYLPMN5HHHTG3XYZ", "****"),
    ],
)
def test_a_name_is_masked_unless_the_secret_is_an_ordinary_word(
    name: str, masked: str | None
) -> None:
    secrets = ("TempPassword123", "admin")
    assert mask_name(name, secrets) == (name if masked is None else masked)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("It takes the password from a parameter.", None),
        ("`MasterUserPassword` is `password`.", "`MasterUserPassword` is `****`."),
        ("It is `{User: admin, Password: password}`.", "It is `{User: admin, Password: ****}`."),
        ("'password' is too short: \"password\"", "'****' is too short: \"****\""),
        ("The reference's password and the candidate's", None),
        ("hunter22 stands without quotes", "**** stands without quotes"),
    ],
)
def test_ordinary_words_of_prose_stay(text: str, masked: str | None) -> None:
    assert mask_prose(text, ("hunter22", "password")) == (text if masked is None else masked)


def test_an_ordinary_word_is_masked_in_an_excerpt() -> None:
    line = "MasterUserPassword: password"
    assert mask_excerpt(line, ("password",)) == "MasterUserPassword: ****"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("Password: swordf…", "Password: ****…"),
        ("…ordfish }", "…**** }"),
        ("a: swo…", "a: swo…"),
        ("`…rdfish` and `sword…`.", "`…****` and `****…`."),
    ],
)
def test_a_secret_at_the_cut_of_a_line_is_masked(line: str, masked: str) -> None:
    assert mask_prose(line, ("swordfish",)) == masked
    assert mask_excerpt(line, ("swordfish",)) == masked


def test_values_are_masked_inside() -> None:
    value: PlainValue = {"A": ["hunter22", 5, True, None, 7351928, {"B": "x hunter22 y"}]}
    masked = {"A": ["****", 5, True, None, "****", {"B": "x **** y"}]}
    assert mask_value(value, ("hunter22", "7351928", "True")) == masked


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_secret_is_gone_wherever_it_stands_alone(before: str, after: str) -> None:
    masked = mask_excerpt(f"{before} Tr0ub4dor&3 {after}", ("Tr0ub4dor&3",))
    assert "Tr0ub4dor&3" not in masked
