"""The texts that are written inside a changed value: code, or JSON in a string."""

import json

from analysis.review import Change

_LEAST_LINES = 3
_MOST_CHARACTERS = 200_000
_JSON = ("{", "[")
_SIDES = 2


def inside_texts(change: Change) -> tuple[str, str] | None:
    """Return what is written inside a changed value on both sides, None where that is no text."""
    if change.operation != "change":
        return None
    texts = [_laid_out(text) for text in map(_text, (change.candidate, change.reference)) if text]
    if len(texts) < _SIDES or max(map(len, texts)) > _MOST_CHARACTERS:
        return None
    is_long = max(text.count("\n") for text in texts) >= _LEAST_LINES - 1
    return (texts[0], texts[1]) if is_long else None


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case {"Fn::Sub": str(text)} | {"Fn::Sub": [str(text), *_]}:
            return text
        case {"Fn::Join": [str(glue), list(pieces)]}:
            return glue.join(one if isinstance(one, str) else json.dumps(one) for one in pieces)
    return ""


def _laid_out(text: str) -> str:
    """Return JSON in lines of its own, any other text as it is."""
    if text.lstrip()[:1] not in _JSON:
        return text
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
