"""Finds the secrets that a template spells out, and masks them in whatever leaves the program."""

import json
import re
from collections.abc import Iterator, Sequence

from analysis.source import Source
from analysis.syntax import (
    ArrayNode,
    IntrinsicNode,
    Node,
    ObjectNode,
    PlainValue,
    ScalarKind,
    ScalarNode,
    children,
    text_of,
)
from analysis.template import Template

MASK = "****"

UNMASKED = ("",)
"""Instead of the secrets of a review: nothing of it is masked, tokens and keys neither."""

# Shorter values occur in other words, and would not keep anybody out.
_SHORTEST = 4
# A cut line may end inside a secret: this much of one is masked there.
_SHORTEST_PART = 3
_SECRET_NAME = re.compile(
    r"(?:password|passwd|passphrase|secret|secret_?string|secret_?access_?key|auth_?token"
    r"|(?:access|oauth|api|bearer|bot|session|refresh|git_?hub)_?token|api_?key(?:_?value)?"
    r"|private_?key|client_?secret|credentials?|pwd)$",
    re.IGNORECASE,
)
# A value that only says where the secret is: a dynamic reference, an ARN, a place to fill in.
_POINTER = re.compile(
    r"\{\{resolve:|^arn:|^\$\{[^}]*\}$|^<[^>]*>$|^(?:true|false|none|null)$", re.IGNORECASE
)
_TOKENS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b(?<!EXAMPLE)",
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\Z)",
        r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
        r"\bgh[pousr]_[A-Za-z0-9]{36,}\b",
        r"\bgithub_pat_[A-Za-z0-9_]{22,}\b",
        r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
        r"\bsk_live_[A-Za-z0-9]{16,}\b",
        r"(?<=://)(?P<user>[^\s/:@'\"]+):(?!\$\{)(?P<password>[^\s/@'\"$]+)(?=@)",
    )
)
# What prose quotes: a value stands in backquotes or quotes there.
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# Code says `password = "…"`; the value is what stands in the quotes.
_ASSIGNED = re.compile(
    r"(?i)\b\w*(?:password|passwd|secret|api_?key|auth_?token)\s*=\s*\\?(['\"])"
    r"(?P<value>[^'\"\\\s${}]{6,})\\?\1",
)


def secret_values(candidate: Template, reference: Template | None) -> tuple[str, ...]:
    """Return the secrets that the templates spell out, decided by where a value stands.

    They are defaults of NoEcho parameters and literal values of properties, keys and parameters
    whose names say so; the longest first.
    """
    found: set[str] = set()
    for template in (candidate, reference):
        if template:
            found.update(_values_of(template))
    return tuple(sorted(found, key=lambda value: (-len(value), value)))


def mask(text: str, values: Sequence[str]) -> str:
    """Return the text with these values, and whatever looks like a token, as `****`."""
    if is_shown(values):
        return text
    for value in values:
        if value in text:
            text = re.sub(_standing_alone(value), MASK, text)
    for token in _TOKENS:
        text = token.sub(_masked_token, text)
    return _ASSIGNED.sub(_masked_assignment, text)


def is_shown(values: Sequence[str]) -> bool:
    """Whether nothing is masked: no secret is an empty text."""
    return UNMASKED[0] in values


def mask_prose(text: str, values: Sequence[str]) -> str:
    """Return a sentence of ours masked; its own words stay where a secret is such a word.

    A password that is "password" is masked where the sentence quotes it. Elsewhere the word tells
    nothing: it stands in findings about any password.
    """
    words = [value for value in values if _SECRET_NAME.fullmatch(value)]
    if words:
        any_word = re.compile("|".join(map(_standing_alone, words)))
        text = _QUOTED.sub(lambda quoted: any_word.sub(MASK, quoted[0]), text)
    return mask(text, [value for value in values if value not in words])


def mask_excerpt(text: str, values: Sequence[str]) -> str:
    """Return an excerpt masked; its lines may be cut in the middle of a secret."""
    return "\n".join(_masked_ends(line, values) for line in mask(text, values).split("\n"))


def mask_value(value: PlainValue, values: Sequence[str]) -> PlainValue:
    """Return a JSON value with the secrets in its strings masked."""
    match value:
        case str():
            return mask(value, values)
        case list():
            return [mask_value(item, values) for item in value]
        case dict():
            return {key: mask_value(item, values) for key, item in value.items()}
    return value


def _standing_alone(value: str) -> str:
    before = r"(?<!\w)" if value[0].isalnum() else ""
    after = r"(?!\w)" if value[-1].isalnum() else ""
    return f"{before}{re.escape(value)}{after}"


def _masked_token(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return f"{groups['user']}:{MASK}" if "user" in groups else MASK


def _masked_assignment(found: re.Match[str]) -> str:
    start, end = (at - found.start() for at in found.span("value"))
    return f"{found.group()[:start]}{MASK}{found.group()[end:]}"


def _masked_ends(line: str, values: Sequence[str]) -> str:
    for value in values:
        if line.endswith("…"):
            line = _masked_end(line, value)
        if line.startswith("…"):
            line = _masked_end(line[::-1], value[::-1])[::-1]
    return line


def _masked_end(line: str, value: str) -> str:
    body = line[:-1]
    for length in range(min(len(value), len(body)), _SHORTEST_PART, -1):
        if body.endswith(value[:length]):
            return f"{body[:-length]}{MASK}…"
    return line


def _values_of(template: Template) -> Iterator[str]:
    source = template.reading.source
    for parameter in template.section("Parameters").values():
        default = parameter.attribute("Default")
        is_hidden = text_of(parameter.attribute("NoEcho")) in ("true", "True")
        if is_hidden or _SECRET_NAME.search(parameter.logical_id):
            yield from _spelled_out(default, source)
    for resource in template.resources.values():
        yield from _secrets_below(resource.node, "", source)


def _secrets_below(node: Node, name: str, source: Source) -> Iterator[str]:
    if _SECRET_NAME.search(name):
        yield from _spelled_out(node, source)
    for step, child in children(node):
        # The items of a list go by the list's name, those of an intrinsic by none.
        inner = name if isinstance(node, ArrayNode) else str(step)
        if isinstance(node, IntrinsicNode):
            inner = ""
        yield from _secrets_below(child, inner, source)
    if isinstance(node, ObjectNode):
        yield from _named_value(node, source)


def _named_value(node: ObjectNode, source: Source) -> Iterator[str]:
    """Yield the value of `{Name: DB_PASSWORD, Value: …}`, as container definitions have it."""
    name = text_of(node.child("Name")) or text_of(node.child("Key")) or ""
    if _SECRET_NAME.search(name):
        yield from _spelled_out(node.child("Value"), source)


def _spelled_out(node: Node | None, source: Source) -> Iterator[str]:
    if not isinstance(node, ScalarNode) or node.kind not in (
        ScalarKind.STRING,
        ScalarKind.NUMBER,
    ):
        return
    inside = _secrets_in_json(node.text)
    if inside is not None:
        yield from inside
        return
    # As the file writes it, too: an excerpt shows escapes.
    written = source.slice(node.span).strip("'\"")
    for value in {node.text, written}:
        if len(value) >= _SHORTEST and not _POINTER.search(value):
            yield value


def _secrets_in_json(text: str) -> list[str] | None:
    """Return the secrets of a JSON object in a string, None if it is none."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return [
        value
        for key, value in data.items()
        if isinstance(value, str)
        and _SECRET_NAME.search(key)
        and len(value) >= _SHORTEST
        and not _POINTER.search(value)
    ]
