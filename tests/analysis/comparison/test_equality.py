"""What means the same, and what does not: pairs of bodies of one resource."""

import pytest

from analysis.comparison import compare
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template

BUCKET = "Type: AWS::S3::Bucket, Properties"
ROLE = "Type: AWS::IAM::Role, Properties"
GROUP = "Type: AWS::EC2::SecurityGroup, Properties"
FUNCTION = "Type: AWS::Lambda::Function, Properties"
MACHINE = "Type: AWS::StepFunctions::StateMachine, Properties"
QUEUE = "Type: AWS::SQS::Queue"
OTHER_JSON = '{"B": 1, "A":  "${V}"}'


def policy(statements: str) -> str:
    return f"{ROLE}: {{Policies: [{{PolicyName: p, PolicyDocument: {{Statement: {statements}}}}}]}}"


def code(text: str) -> str:
    return f"{FUNCTION}: {{Code: {{ZipFile: {text}}}}}"


SAME = {
    "key order": (f"{BUCKET}: {{A: 1, B: 2}}", "Properties: {B: 2, A: 1}, Type: AWS::S3::Bucket"),
    "short and long form": (f"{BUCKET}: {{A: !Ref Q}}", f"{BUCKET}: {{A: {{Ref: Q}}}}"),
    "GetAtt as a list": (
        f"{BUCKET}: {{A: !GetAtt Q.Arn}}",
        f"{BUCKET}: {{A: {{Fn::GetAtt: [Q, Arn]}}}}",
    ),
    "GetAtt of a nested stack": (
        f"{BUCKET}: {{A: !GetAtt Q.Outputs.X}}",
        f"{BUCKET}: {{A: {{Fn::GetAtt: [Q, Outputs.X]}}}}",
    ),
    "Sub without variables": (f"{BUCKET}: {{A: !Sub plain}}", f"{BUCKET}: {{A: plain}}"),
    "Sub of one name": (f"{BUCKET}: {{A: !Sub '${{Q}}'}}", f"{BUCKET}: {{A: !Ref Q}}"),
    "Sub of one attribute": (
        f"{BUCKET}: {{A: !Sub '${{Q.Arn}}'}}",
        f"{BUCKET}: {{A: !GetAtt Q.Arn}}",
    ),
    "Sub with a variable": (
        f"{BUCKET}: {{A: !Sub ['a-${{V}}-b', {{V: !Ref Q}}]}}",
        f"{BUCKET}: {{A: !Sub 'a-${{Q}}-b'}}",
    ),
    "Sub with a literal": (f"{BUCKET}: {{A: !Sub 'a${{!B}}'}}", f"{BUCKET}: {{A: 'a${{B}}'}}"),
    "Join without delimiter": (
        f"{BUCKET}: {{A: !Join ['', [a-, !Ref Q, '-b']]}}",
        f"{BUCKET}: {{A: !Sub 'a-${{Q}}-b'}}",
    ),
    "Join with a delimiter": (
        f"{BUCKET}: {{A: !Join ['-', [a, !Ref Q, b]]}}",
        f"{BUCKET}: {{A: !Sub 'a-${{Q}}-b'}}",
    ),
    "a number as a string": (f"{BUCKET}: {{A: 5}}", f"{BUCKET}: {{A: '5'}}"),
    "a boolean as a string": (f"{BUCKET}: {{A: true}}", f"{BUCKET}: {{A: 'true'}}"),
    "a number that the schema knows": (
        f"{FUNCTION}: {{Timeout: 30}}",
        f"{FUNCTION}: {{Timeout: '30.0'}}",
    ),
    "two spellings of a number": (f"{BUCKET}: {{A: 5.0}}", f"{BUCKET}: {{A: 5}}"),
    "DependsOn one": (f"{QUEUE}, DependsOn: Q", f"{QUEUE}, DependsOn: [Q]"),
    "DependsOn in another order": (f"{QUEUE}, DependsOn: [Q, T]", f"{QUEUE}, DependsOn: [T, Q]"),
    "empty Properties": (f"{QUEUE}, Properties: {{}}", QUEUE),
    "empty DependsOn": (f"{QUEUE}, DependsOn: []", QUEUE),
    "tags in another order": (
        f"{BUCKET}: {{Tags: [{{Key: a, Value: 1}}, {{Key: b, Value: 2}}]}}",
        f"{BUCKET}: {{Tags: [{{Key: b, Value: 2}}, {{Key: a, Value: 1}}]}}",
    ),
    "tags of a custom resource": (
        "Type: Custom::X, Properties: {Tags: [{Key: a, Value: 1}, {Key: b, Value: 2}]}",
        "Type: Custom::X, Properties: {Tags: [{Key: b, Value: 2}, {Key: a, Value: 1}]}",
    ),
    "rules in another order": (
        f"{GROUP}: {{SecurityGroupIngress: [{{IpProtocol: tcp}}, {{IpProtocol: udp}}]}}",
        f"{GROUP}: {{SecurityGroupIngress: [{{IpProtocol: udp}}, {{IpProtocol: tcp}}]}}",
    ),
    "a single value where a list is meant": (
        f"{GROUP}: {{SecurityGroupIngress: {{IpProtocol: udp}}}}",
        f"{GROUP}: {{SecurityGroupIngress: [{{IpProtocol: udp}}]}}",
    ),
    "statements in another order": (
        policy("[{Effect: Allow, Action: a:B}, {Effect: Deny, Action: a:C}]"),
        policy("[{Effect: Deny, Action: a:C}, {Effect: Allow, Action: a:B}]"),
    ),
    "one statement": (
        policy("{Effect: Allow, Action: a:B, Resource: '*'}"),
        policy("[{Effect: Allow, Action: [a:B], Resource: ['*']}]"),
    ),
    "actions in another order and case": (
        policy("[{Effect: Allow, Action: [s3:GetObject, s3:ListBucket]}]"),
        policy("[{Effect: Allow, Action: ['s3:listbucket', 's3:getobject']}]"),
    ),
    "one principal": (
        policy("[{Effect: Allow, Action: x, Principal: {Service: a}}]"),
        policy("[{Effect: Allow, Action: x, Principal: {Service: [a]}}]"),
    ),
    "one value of a condition": (
        policy("[{Effect: Allow, Action: x, Condition: {StringEquals: {k: a}}}]"),
        policy("[{Effect: Allow, Action: x, Condition: {StringEquals: {k: [a]}}}]"),
    ),
    "JSON in a string": (
        f"""{MACHINE}: {{DefinitionString: '{{"A": 1, "B": [true]}}'}}""",
        f"""{MACHINE}: {{DefinitionString: '{{ "B":[ true ],"A":1 }}'}}""",
    ),
    "JSON in Sub": (
        f"""{MACHINE}: {{DefinitionString: !Sub '{{"A": "${{Q.Arn}}", "B": 1}}'}}""",
        f"{MACHINE}: {{DefinitionString: !Sub ['{OTHER_JSON}', {{V: !GetAtt Q.Arn}}]}}",
    ),
    "Python with other comments and quotes": (
        code(r'''"import os  # one\n\nprint('a')\n"'''),
        code(r'''"import os\nprint(\"a\")  # other\n"'''),
    ),
    "Python in Sub": (
        code("""!Sub "x = '${Q}'  # one" """),
        code("""!Sub 'x = "${Q}"' """),
    ),
    "Python in Join": (
        code(r"""{Fn::Join: ["\n", ["import os", "os.x()"]]}"""),
        code(r'"import os\nos.x()\n"'),
    ),
    "other code with other blank lines": (
        code(r'"exports.x = () => {\n  1\n}"'),
        code(r'"exports.x = () => {  \n\n  1\n}\n"'),
    ),
    "zones of the own region": (
        f"{BUCKET}: {{A: !GetAZs ''}}",
        f"{BUCKET}: {{A: !GetAZs {{Ref: AWS::Region}}}}",
    ),
}

DIFFERENT = {
    "a version is no number": (f"{BUCKET}: {{A: '8.0'}}", f"{BUCKET}: {{A: '8.00'}}"),
    "an account is no number": (
        f"{BUCKET}: {{A: '012345678901'}}",
        f"{BUCKET}: {{A: 12345678901}}",
    ),
    "another attribute": (
        f"{BUCKET}: {{A: !GetAtt Q.Arn}}",
        f"{BUCKET}: {{A: !GetAtt Q.QueueName}}",
    ),
    "Ref and GetAtt": (f"{BUCKET}: {{A: !Ref Q}}", f"{BUCKET}: {{A: !GetAtt Q.Arn}}"),
    "a literal and a name": (
        f"{BUCKET}: {{A: !Sub 'a${{!Q}}'}}",
        f"{BUCKET}: {{A: !Sub 'a${{Q}}'}}",
    ),
    "another delimiter": (
        f"{BUCKET}: {{A: !Join ['-', [a, !Ref Q]]}}",
        f"{BUCKET}: {{A: !Join ['', [a, !Ref Q]]}}",
    ),
    "a list that a delimiter joins": (
        f"{BUCKET}: {{A: !Join ['-', [a, !If [C, b, !Ref AWS::NoValue]]]}}",
        f"{BUCKET}: {{A: !Join ['', [a, '-', !If [C, b, !Ref AWS::NoValue]]]}}",
    ),
    "an order that counts": (f"{FUNCTION}: {{Layers: [a, b]}}", f"{FUNCTION}: {{Layers: [b, a]}}"),
    "a tag twice": (
        f"{BUCKET}: {{Tags: [{{Key: a, Value: 1}}, {{Key: a, Value: 1}}]}}",
        f"{BUCKET}: {{Tags: [{{Key: a, Value: 1}}]}}",
    ),
    "an effect": (policy("[{Effect: Allow, Action: x}]"), policy("[{Effect: Deny, Action: x}]")),
    "a resource's case": (
        policy("[{Effect: Allow, Action: x, Resource: a}]"),
        policy("[{Effect: Allow, Action: x, Resource: A}]"),
    ),
    "JSON numbers and strings": (
        f"""{MACHINE}: {{DefinitionString: '{{"A": 1}}'}}""",
        f"""{MACHINE}: {{DefinitionString: '{{"A": "1"}}'}}""",
    ),
    "JSON with another name in it": (
        f"""{MACHINE}: {{DefinitionString: !Sub '{{"A": "${{Q.Arn}}"}}'}}""",
        f"""{MACHINE}: {{DefinitionString: !Sub '{{"A": "${{T.Arn}}"}}'}}""",
    ),
    "Python that does something else": (code("'x = 1'"), code("'x = 1.0'")),
    "Python with another name in it": (code("!Sub 'x = \"${Q}\"'"), code("!Sub 'x = \"${T}\"'")),
    "code that is no Python": (code("'a b c'"), code("'a b d'")),
    "DeletionPolicy": (f"{QUEUE}, DeletionPolicy: Retain", QUEUE),
    "Condition": (f"{QUEUE}, Condition: C", f"{QUEUE}, Condition: D"),
    "Metadata": (f"{QUEUE}, Metadata: {{a: b}}", QUEUE),
    "null and nothing": (f"{BUCKET}: {{A: null, B: 1}}", f"{BUCKET}: {{B: 1}}"),
}


def template(body: str) -> Template:
    others = "  Q: {Type: AWS::SQS::Queue}\n  T: {Type: AWS::SNS::Topic}\n"
    text = f"Resources:\n{others}  X: {{{body}}}\n"
    found = build_template(read(Source("template.yaml", text)))
    assert not found.reading.problems, text
    return found


@pytest.mark.parametrize("name", SAME)
def test_what_means_the_same_does_not_differ(name: str) -> None:
    one, other = (template(body) for body in SAME[name])
    assert compare(one, other).differences == ()
    assert compare(other, one).differences == ()


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_means_something_else_differs(name: str) -> None:
    one, other = (template(body) for body in DIFFERENT[name])
    assert compare(one, other).differences
    assert compare(other, one).differences
