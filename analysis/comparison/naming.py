"""What the words of a logical ID say, once those that say nothing are gone."""

import re
from functools import lru_cache
from typing import TypeVar

_WORD = re.compile(
    r"EC2|S3|IPv[46]|DynamoDB|CloudTrail|CloudWatch|CloudFront|EventBridge|OpenSearch|VPCs?"
    r"|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+",
)
_Item = TypeVar("_Item")
_STOP_WORDS = frozenset(
    {"app", "application", "aws", "main", "my", "prod", "production", "resource", "tap", "the"},
)
_SYNONYMS = {
    "alb": ("load", "balancer"),
    "asg": ("auto", "scaling", "group"),
    "aurora": ("database",),
    "az": (),
    "cloudtrail": ("trail",),
    "daily": ("day",),
    "db": ("database",),
    "ddb": ("dynamodb",),
    "elb": ("load", "balancer"),
    "env": ("environment",),
    "exec": ("execution",),
    "fn": ("function",),
    "func": ("function",),
    "igw": ("internet", "gateway"),
    "lambda": ("function",),
    "lb": ("load", "balancer"),
    "one": ("1",),
    "rds": ("database",),
    "repo": ("repository",),
    "scheduler": ("schedule",),
    "sg": ("security", "group"),
    "tg": ("target", "group"),
    "three": ("3",),
    "two": ("2",),
}
_ORDINALS = {"a": "1", "b": "2", "c": "3", "d": "4"}


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, with one word for those that mean the same."""
    found: list[str] = []
    for match in _WORD.finditer(name):
        word = match.group().lower()
        word = _ORDINALS.get(word, word)
        found.extend(_SYNONYMS.get(word, (_singular(word),)))
    return tuple(found)


def _singular(word: str) -> str:
    is_plural = len(word) > len("vpcs") and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


@lru_cache(maxsize=8192)
def tokens(name: str, resource_type: str = "") -> frozenset[str]:
    """Return the words of a name that its type does not say already."""
    said = set(words(resource_type.replace("::", " ")))
    return frozenset(words(name)) - said - _STOP_WORDS


def ordinals(found: frozenset[str]) -> frozenset[str]:
    """Return the tokens that number one of several: two names that differ in them are two."""
    return frozenset(token for token in found if token.isdigit())


def overlap(one: frozenset[_Item], other: frozenset[_Item]) -> float:
    """Return the share of what two sets have in common, 0 when both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
