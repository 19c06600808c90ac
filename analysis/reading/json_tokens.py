"""The tokens of JSON, and of what stands in its place in broken JSON."""

import json
import re

_STRICT = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"'

KEY = re.compile(rf"[ \t\r\n]*({_STRICT})[ \t\r\n]*:[ \t\r\n]*")
VALUE = re.compile(
    rf"[ \t\r\n]*(?:({_STRICT})"
    r"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?![\w.+:-]))"
    r"|([{\[]))",
    re.ASCII,
)
SEPARATOR = re.compile(r"[ \t\r\n]*([,}\]])")
SPACE = re.compile(r"\s*")
COMMENT = re.compile(r"//[^\r\n]*|#[^\r\n]*|/\*.*?\*/", re.DOTALL)
STRING = re.compile(_STRICT)
LOOSE_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
LINE_STRING = re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n])*)"')
SINGLE_STRING = re.compile(r"'((?:[^'\\\r\n]|\\[^\r\n]|'')*)'(?=\s*(?:[:,}\]]|\Z|[\r\n]|//|#))")
BARE_KEY = re.compile(r"([A-Za-z0-9_$][\w$./-]*(?:::[\w$./-]+)*)(?=[ \t]*:(?!:))")
BARE_WORD = re.compile(r"[\w.+$/@*-][\w.+$/:@*-]*(?=[ \t]*(?:[,}\]\r\n]|\Z|//|#))")
BARE_TEXT = re.compile(r"[A-Za-z][^\r\n\"{}\[\]]*(?=[\r\n]|\Z)")
NOT_JSON = re.compile(r"(?:NaN|[-+]?Infinity|undefined)\b")
TAG = re.compile(r"![A-Za-z][A-Za-z0-9:]*")
KEY_AHEAD = re.compile(
    r"(?:\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'|[A-Za-z_$][\w$.-]*(?:::[\w$.-]+)*)"
    r"[ \t]*:(?!:)",
)
VALUE_AHEAD = re.compile(r"[\"'{\[!0-9-]|(?:true|false|null)\b")
LINE_START = re.compile(
    rf"(?:(?<=\n)|(?<=\r)(?!\n))(?P<indent>[ \t]*)(?:(?P<key>(?={KEY_AHEAD.pattern}))"
    r"|(?P<closer>[}\]]+(?=[ \t]*,?[ \t]*(?:\r|\n|\Z))))",
)
"""A line that begins with a key, or holds nothing but closing brackets: where reading goes on."""

WORDS = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "None": "null"}
"""What other languages write for JSON's words."""

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)|[\x00-\x1f]", re.DOTALL)
_KNOWN = frozenset('"\\/bfnrt')


def decoded(raw: str) -> str:
    """Return what a valid JSON string with its quotes says."""
    if "\\" not in raw:
        return raw[1:-1]
    text: str = json.loads(raw)
    return text


def decoded_loosely(inner: str) -> str:
    """Return what the inside of a faulty string says: unknown escapes stand for themselves."""
    return decoded(f'"{_ESCAPE.sub(_mended_escape, inner)}"')


def encoded(value: str | list[str]) -> str:
    """Return a text, or a list of texts, as JSON."""
    return json.dumps(value, ensure_ascii=False)


def _mended_escape(found: re.Match[str]) -> str:
    escape = found[1]
    if escape is None:
        return json.dumps(found[0])[1:-1]
    if escape == "'":
        return "'"
    if len(escape) > 1 or escape in _KNOWN:
        return found[0]
    if escape in "\r\n":
        return "\\n"
    return "\\\\" + (json.dumps(escape, ensure_ascii=False)[1:-1])


def indentation(text: str, offset: int, limit: int = 20_001) -> tuple[int, bool]:
    """Return how deep a line is indented, and whether nothing stands in it before the offset."""
    low = max(0, offset - limit)
    start = max(text.rfind("\n", low, offset), text.rfind("\r", low, offset)) + 1
    before = text[start:offset]
    width = len(before) - len(before.lstrip())
    return width, width == len(before)
