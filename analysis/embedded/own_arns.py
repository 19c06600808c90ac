"""The many ways of writing the ARN of a template's own resource, written as one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from analysis.embedded.policy import Rights
from analysis.substitution import as_text
from analysis.template import Resource, Template

_HERE = "${AWS::Region}:${AWS::AccountId}"
# By type: the property that names it, its ARN around the name, and whether `Ref` gives the ARN.
_ARNS: Mapping[str, tuple[str, str, bool]] = MappingProxyType(
    {
        "AWS::DynamoDB::GlobalTable": ("TableName", f"arn:aws:dynamodb:{_HERE}:table/%s", False),
        "AWS::DynamoDB::Table": ("TableName", f"arn:aws:dynamodb:{_HERE}:table/%s", False),
        "AWS::IAM::Role": ("RoleName", "arn:aws:iam::${AWS::AccountId}:role/%s", False),
        "AWS::Kinesis::Stream": ("Name", f"arn:aws:kinesis:{_HERE}:stream/%s", False),
        "AWS::Lambda::Function": ("FunctionName", f"arn:aws:lambda:{_HERE}:function:%s", False),
        "AWS::Logs::LogGroup": ("LogGroupName", f"arn:aws:logs:{_HERE}:log-group:%s:*", False),
        "AWS::S3::Bucket": ("BucketName", "arn:aws:s3:::%s", False),
        "AWS::SNS::Topic": ("TopicName", f"arn:aws:sns:{_HERE}:%s", True),
        "AWS::SQS::Queue": ("QueueName", f"arn:aws:sqs:{_HERE}:%s", False),
        "AWS::StepFunctions::StateMachine": (
            "StateMachineName",
            f"arn:aws:states:{_HERE}:stateMachine:%s",
            True,
        ),
    }
)
# What may stand behind an ARN and still be of the same resource: a key, an index, a version.
_END = r"(?=$|[/:])"


def with_own_arns(rights: Rights, template: Template, names: Mapping[str, str]) -> Rights:
    """Return rights in which an own resource is meant by one text, however its ARN is written.

    `names` are the common words for entities; the partition is taken for that of most regions.
    """
    known = sorted(_spellings(template, names), key=lambda pair: -len(pair[0]))
    patterns = [(re.compile(re.escape(text) + _END), own) for text, own in known]
    return replace(
        rights,
        grants=frozenset(
            replace(one, resource=_written(one.resource, patterns)) for one in rights.grants
        ),
    )


def _written(resource: str, patterns: list[tuple[re.Pattern[str], str]]) -> str:
    text = resource.replace("arn:${AWS::Partition}:", "arn:aws:")
    for pattern, own in patterns:
        found = pattern.match(text)
        if found:
            return own + text[found.end() :]
    return text


def _spellings(template: Template, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the other ways of writing an own resource's ARN, each with the one that is kept."""
    for resource in template.of_type(*_ARNS):
        own = names.get(resource.logical_id, resource.logical_id)
        _, arn, is_ref = _ARNS[resource.type]
        kept = f"${{{own}}}" if is_ref else f"${{{own}.Arn}}"
        if is_ref:
            yield from ((f"${{{own}.{attribute}}}", kept) for attribute in ("Arn", "TopicArn"))
        else:
            yield arn % f"${{{own}}}", kept
        stated = _stated_name(resource, names)
        if stated:
            yield arn % stated, kept


def _stated_name(resource: Resource, names: Mapping[str, str]) -> str:
    node = resource.property(_ARNS[resource.type][0])
    return as_text(node, names) if node is not None else ""
