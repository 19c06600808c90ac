"""Masks secrets in whatever leaves the program: known values, and what looks like a token."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.secret_forms import MASK, forms_of, is_distinct
from analysis.syntax import PlainValue

UNMASKED = ("",)
"""Instead of the secrets of a review: nothing of it is masked, tokens and keys neither."""

_CUT = "…"
SECRET_NAME = re.compile(
    r"(?:password|passwd|passphrase|secret|secret_?string|secret_?access_?key|auth_?token"
    r"|(?:access|oauth|api|bearer|bot|session|refresh|git_?hub)_?token|api_?key(?:_?value)?"
    r"|private_?key|client_?secret|secret_?key|credentials?|pwd)$",
    re.IGNORECASE,
)
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----"
    r"(?s:.*?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\Z)"
)
# A value that only says where the secret is: a dynamic reference, an ARN, a place to fill in.
_POINTER = re.compile(
    r"\{\{resolve:|^arn:|^\$\{[^}]*\}$|^<[^>]*>$|^(?:true|false|none|null)$", re.IGNORECASE
)
_TOKENS = (
    PRIVATE_KEY,
    *(
        re.compile(pattern)
        for pattern in (
            r"\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b(?<!EXAMPLE)",
            r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
            r"\bgh[pousr]_[A-Za-z0-9]{36,}\b",
            r"\bgithub_pat_[A-Za-z0-9_]{22,}\b",
            r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
            r"\bsk_live_[A-Za-z0-9]{16,}\b",
            r"(?<=://)(?P<user>[^\s/:@'\"]+):(?!\$\{)(?P<password>[^\s/@'\"$]+)(?=@)",
        )
    ),
)
# What prose quotes: a value stands in backquotes or quotes there.
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# Code says `password = "…"`, a shell `DB_PASSWORD=…`, a configuration `secret_access_key = …`.
_ASSIGNED = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?i)\b\w*(?:password|passwd|secret|api_?key|auth_?token)\s*=\s*"
            r"(?P<quote>''|\\?['\"])(?P<value>[^'\"\\\s${}]{6,})(?P=quote)"
        ),
        (
            r"\b[A-Z0-9_]*(?:PASSWORD|PASSWD|_PWD|SECRET|API_KEY|AUTH_TOKEN)="
            r"(?P<value>[^\s'\"\\`${}<>&|;,)]{6,})"
        ),
        r"(?i)\b\w*secret_access_key\s*[=:]\s*(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])",
    )
)


def mask(text: str, values: Sequence[str]) -> str:
    """Return the text with these values, and whatever looks like a token, as `****`."""
    if is_shown(values):
        return text
    text = forms_of(tuple(values)).masked(text)
    for token in _TOKENS:
        text = token.sub(_masked_token, text)
    for assigned in _ASSIGNED:
        text = assigned.sub(_masked_assignment, text)
    return text


def mask_name(text: str, values: Sequence[str]) -> str:
    """Return a logical ID, a type or a path masked, but for secrets that are ordinary words.

    Names say where something stands; one that happens to be a password of "admin" tells nothing.
    """
    return mask(text, values if is_shown(values) else _distinct(tuple(values)))


def is_pointer(value: str) -> bool:
    """Whether a value only says where the secret is."""
    return bool(_POINTER.search(value))


def is_shown(values: Sequence[str]) -> bool:
    """Whether nothing is masked: no secret is an empty text."""
    return len(values) == 1 and not values[0]


def mask_prose(text: str, values: Sequence[str]) -> str:
    """Return a sentence of ours masked; its own words stay where a secret is such a word.

    A password that is "password" is masked where the sentence quotes it. Elsewhere the word tells
    nothing: it stands in findings about any password.
    """
    words, others = _words_apart(tuple(values))
    if words:
        forms = forms_of(words)
        text = _QUOTED.sub(lambda quoted: forms.masked(quoted[0]), text)
    return mask_excerpt(text, others)


def mask_excerpt(text: str, values: Sequence[str]) -> str:
    """Return an excerpt masked; what an ellipsis stands beside may be a part of a secret."""
    text = mask(text, values)
    if _CUT not in text or is_shown(values):
        return text
    pieces = text.split(_CUT)
    forms = forms_of(tuple(values))
    ended = [*map(forms.without_beginning, pieces[:-1]), pieces[-1]]
    return _CUT.join([ended[0], *map(forms.without_end, ended[1:])])


def mask_value(value: PlainValue, values: Sequence[str]) -> PlainValue:
    """Return a JSON value with the secrets in its strings masked."""
    match value:
        case str():
            return mask(value, values)
        case list():
            return [mask_value(item, values) for item in value]
        case dict():
            return {mask_name(key, values): mask_value(one, values) for key, one in value.items()}
        case int() | float() if not isinstance(value, bool) and str(value) in values:
            return MASK
    return value


@lru_cache(maxsize=8)
def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(is_distinct, values))


@lru_cache(maxsize=8)
def _words_apart(values: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the secrets that are such words as our sentences have, and the others."""
    words = tuple(value for value in values if SECRET_NAME.fullmatch(value))
    return words, tuple(value for value in values if value not in words)


def _masked_token(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return f"{groups['user']}:{MASK}" if "user" in groups else MASK


def _masked_assignment(found: re.Match[str]) -> str:
    start, end = (at - found.start() for at in found.span("value"))
    return f"{found.group()[:start]}{MASK}{found.group()[end:]}"
