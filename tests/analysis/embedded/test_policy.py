"""Policies as sets of grants."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.embedded.policy import (
    Grant,
    covers,
    delta,
    grants,
    is_covered,
    resource_grants,
    rights,
)
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


def granted(statements: str) -> frozenset[Grant]:
    found = template(
        "Resources:\n  P: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: "
        f"{{Statement: {statements}}}}}}}\n",
    )
    return grants(found.resources["P"].property("PolicyDocument"))


def test_a_statement_grants_every_action_on_every_resource() -> None:
    assert granted("{Effect: Allow, Action: [a:x, a:y], Resource: [r, !Sub '${B.Arn}/*']}") == {
        Grant("Allow", "a:x", "r"),
        Grant("Allow", "a:x", "${B.Arn}/*"),
        Grant("Allow", "a:y", "r"),
        Grant("Allow", "a:y", "${B.Arn}/*"),
    }


def test_conditions_and_principals_belong_to_a_grant() -> None:
    statement = (
        "[{Effect: Deny, NotAction: a:x, Resource: r, Principal: {AWS: [b, c]}, "
        "Condition: {Bool: {s: 'false'}, StringEquals: {k: [y, x]}}}]"
    )
    condition = "Bool s false; StringEquals k x | y"
    assert granted(statement) == {
        Grant("Deny", "!a:x", "r", condition, "AWS:b"),
        Grant("Deny", "!a:x", "r", condition, "AWS:c"),
    }


def test_what_is_no_policy_grants_nothing() -> None:
    assert granted("nothing") == frozenset()
    assert grants(None) == frozenset()


def test_denials_take_away_and_exceptions_to_them_do_not() -> None:
    assert Grant("Deny", "a", "r").is_negative
    assert Grant("Allow", "!a", "r").is_negative
    assert not Grant("Allow", "a", "r").is_negative
    assert not Grant("Deny", "!a", "r").is_negative


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("s3:*", "s3:GetObject", True),
        ("s3:Get*", "S3:getobject", True),
        ("s3:Get?bject", "s3:GetObject", True),
        ("s3:GetObject", "s3:*", False),
        ("*", "!s3:Get", True),
        ("!s3:*", "s3:Get", False),
        ("!s3:*", "!s3:Get", False),
        ("arn:${B.Arn}/*", "arn:${B.Arn}/a", True),
        ("arn:[a]", "arn:a", False),
    ],
)
def test_wildcards(pattern: str, text: str, expected: bool) -> None:  # noqa: FBT001 (a column)
    assert covers(pattern, text) is expected


def test_a_grant_without_condition_covers_one_with() -> None:
    wide, narrow = Grant("Allow", "a:*", "*"), Grant("Allow", "a:x", "r", "Bool s true")
    assert is_covered(narrow, [wide])
    assert not is_covered(wide, [narrow])


STACK = """
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: job
      ManagedPolicyArns: [arn:one, !Ref Own]
      Policies: [{{PolicyName: p, PolicyDocument: {{Statement: [{{Effect: Allow, Action: {a}, Resource: {r}}}]}}}}]
      AssumeRolePolicyDocument: {{Statement: {{Effect: Allow, Action: assume, Principal: {{Service: s}}}}}}
  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties: {{PolicyDocument: {{Statement: {{Effect: Allow, Action: own, Resource: r}}}}}}
  ByName:
    Type: AWS::IAM::RolePolicy
    Properties: {{RoleName: job, PolicyDocument: {{Statement: {{Effect: Allow, Action: named, Resource: r}}}}}}
  Others:
    Type: AWS::IAM::Policy
    Properties: {{Roles: [other], PolicyDocument: {{Statement: {{Effect: Allow, Action: no, Resource: r}}}}}}
  Call:
    Type: AWS::Lambda::Permission
    Properties: {{Action: invoke, FunctionName: !Ref F, Principal: s3, SourceArn: arn:b}}
"""  # noqa: E501 (policies on one line each)


def test_a_role_has_what_is_inline_attached_and_managed() -> None:
    found = template(STACK.format(a="inline", r="r"))
    mine = rights(found, found.resources["Role"])
    assert {grant.action for grant in mine.grants} == {"inline", "own", "named"}
    assert mine.managed == {"arn:one", "${Own}"}


def test_a_resource_may_carry_a_policy() -> None:
    found = template(STACK.format(a="inline", r="r"))
    names = {"Role": "Job", "F": "Function"}
    assert resource_grants(found.resources["Role"], names) == {
        Grant("Allow", "assume", "${Job}", "", "Service:s"),
    }
    assert resource_grants(found.resources["Call"], names) == {
        Grant("Allow", "invoke", "${Function}", "ArnLike AWS:SourceArn arn:b", "Service:s3"),
    }
    assert resource_grants(found.resources["Own"], names) == frozenset()


def test_rights_are_missing_extra_narrower_or_wider() -> None:
    few = template(STACK.format(a="['a:x', 'a:y', 'b:z']", r="table"))
    many = template(STACK.format(a="['a:*', 'c:z']", r="'*'"))
    mine, known = (rights(one, one.resources["Role"]) for one in (few, many))
    found, back = delta(mine, known), delta(known, mine)
    assert [grant.action for grant in found.missing] == ["c:z"]
    assert [grant.action for grant in found.extra] == ["b:z"]
    assert [grant.action for grant in found.narrowed] == ["a:*"]
    assert found.widened == ()
    assert (back.missing, back.extra) == (found.extra, found.missing)
    assert (back.narrowed, back.widened) == (found.widened, found.narrowed)
    assert (found.missing_managed, found.extra_managed) == ((), ())


def test_managed_policies_are_told_apart() -> None:
    role = "Resources:\n  R: {{Type: AWS::IAM::Role, Properties: {{ManagedPolicyArns: {}}}}}\n"
    one, other = template(role.format("[arn:a, arn:b]")), template(role.format("arn:b"))
    found = delta(rights(one, one.resources["R"]), rights(other, other.resources["R"]))
    assert (found.missing_managed, found.extra_managed) == ((), ("arn:a",))


@given(st.text("aB*?", max_size=7), st.text("aAbB", max_size=7))
def test_wildcards_stand_for_what_they_say(pattern: str, text: str) -> None:
    wild = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert covers(pattern, text) == bool(re.fullmatch(wild, text, re.IGNORECASE))


def test_many_wildcards_take_no_longer() -> None:
    started = time.process_time()
    assert not covers("s3:" + "*a" * 40 + "b", "s3:" + "a" * 400)
    assert covers("s3:" + "*a" * 40, "s3:" + "a" * 400)
    assert time.process_time() - started < 0.5
