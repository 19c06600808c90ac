"""Puts foreign text into Markdown so that it stays text: no link, image, HTML or break-out."""

import re
import unicodedata

_LONGEST_LINE = 200
_BACKQUOTES = re.compile(r"`+")
# What stands between backquotes, and a list in brackets that is no part of a longer word.
_CODE = re.compile(r"""(`[^`]+`|(?<![^\s("'])\[[^\[\]`]+ [^\[\]`]+\](?![^\s)"'.,;:!?]))""")
# Words made of these alone mean nothing to Markdown, in the middle of a line.
_PLAIN_WORD = re.compile(r"(?!www\.)(?:[^\W_]|[-'’“”\"(),.;!?%/+=…–—]|:(?![:/]))+", re.IGNORECASE)  # noqa: RUF001 (quotes and dashes that prose has)
_AROUND = re.compile(r"^([(“\"']*)(.*?)([)”\"',.;:!?]*)$", re.DOTALL)
_VISIBLE_CONTROLS = "\n\t"


def visible(text: str) -> str:
    """Return the text with each hidden or reordering character written out, as `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def code(text: str) -> str:
    """Return a code span of the text, on one line."""
    shown = visible(text).replace("\r\n", "\n").replace("\n", "⏎").replace("\t", " ")
    if not shown.strip():
        return "` `"
    ticks = "`" * (_longest_run(shown) + 1)
    padding = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{padding}{shown}{padding}{ticks}"


def prose(text: str) -> str:
    """Return a sentence in which only what it puts in backquotes is code, and nothing is markup.

    Words that could mean something to Markdown or to a forge (`*`, `<b>`, `@name`, `#1`,
    `AWS::S3::Bucket`, addresses) become code, and lists in brackets as a whole.
    """
    pieces = _CODE.split(" ".join(text.split()))
    written = ""
    for number, piece in enumerate(pieces):
        more = code(piece.strip("`")) if number % 2 else " ".join(map(_word, piece.split(" ")))
        # Two spans that touch would be one, with the backquotes between them inside.
        is_joined = written.endswith("`") and more.startswith("`")
        written += f" {more}" if is_joined else more
    return written


def fenced(text: str, language: str) -> str:
    """Return a fenced block that the text cannot end, its lines cut."""
    lines = visible(text).split("\n")
    body = "\n".join(
        line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…" for line in lines
    )
    fence = "`" * (max(_longest_run(body), 2) + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def _word(word: str) -> str:
    if not word or _PLAIN_WORD.fullmatch(word):
        return word
    around = _AROUND.match(word)
    if not around or not around.group(2):
        return code(word)
    before, inner, after = around.groups()
    if _PLAIN_WORD.fullmatch(inner):
        return f"{before}{inner}{after}"
    return f"{before}{code(inner)}{after}"


def _visible(character: str) -> str:
    if character in _VISIBLE_CONTROLS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKQUOTES.findall(text)), default=0)
