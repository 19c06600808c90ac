"""Whether YAML reads a text without quotes as that very text."""

import re

import yaml

_PLAIN = re.compile(
    r"[A-Za-z0-9_./$(^<=~+\\]([^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*[^\s:\x00-\x1f])?"
)
_NOT_PLAIN = re.compile(r":\s|\s#|[\ud800-\udfff\ufffe\uffff\u0085]")
_BRACKETS = re.compile(r"[\[\]{},]")
_RESOLVER = yaml.resolver.Resolver()


def is_plain(text: str) -> bool:
    """Whether a text needs no quotes in block YAML."""
    return (
        _PLAIN.fullmatch(text) is not None
        and _NOT_PLAIN.search(text) is None
        and _resolved(text) == "tag:yaml.org,2002:str"
    )


def is_plain_in_brackets(text: str) -> bool:
    """Whether a text needs no quotes inside YAML's brackets."""
    return is_plain(text) and _BRACKETS.search(text) is None


def _resolved(text: str) -> str:
    # cfn-lint and CloudFormation's own reader take dates, `no` and octals for what YAML 1.1 says.
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag
