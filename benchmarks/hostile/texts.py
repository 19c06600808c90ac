"""Files that are damaged, in another encoding or full of what no reader sees."""

import json
import random
from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case, samples

_HIDDEN = (
    "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\xa0\xad\u061c"
    "\u200b\u200d\u200e\u2028\u2029\u202e\u2066\u2069"
    "\ufdd0\ufeff\ufffe\ufffd\U000e0041\U0001f600"
)
_MUTATIONS = 70
_HALVES = 24
_NOISES = 16
_TOKENS = "{}[]:,\"'-#&*!|>%@`\\?\t\r\n "


def encodings() -> Iterator[Case]:
    """Yield a template in encodings and with line endings that few files have."""
    text = f"Description: Größe 😀\n{QUEUE}"
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "cp1252"):
        data = text.encode(name, "replace")
        yield Case("encodings", name, data)
    for name, data in (
        ("big-endian mark", b"\xfe\xff" + text.encode("utf-16-be")),
        ("half a unit", b"\xff\xfe" + text.encode("utf-16-le") + b"\x00"),
        ("half a pair", b"\xff\xfe" + text.encode("utf-16-le") + b"\x3d\xd8"),
        ("mark alone", b"\xef\xbb\xbf"),
        ("two marks", b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode()),
        ("mark inside", text.encode() + "\ufeff".encode() + b"x: 1\n"),
        ("overlong", b"Description: \xc0\xaf\n" + QUEUE.encode()),
        ("surrogate", b"Description: \xed\xa0\x80\n" + QUEUE.encode()),
        ("cut", text.encode()[:18]),
        ("lone byte", b"Description: \xff\n" + QUEUE.encode()),
    ):
        yield Case("encodings", name, data)
    for name, end in (("CRLF", "\r\n"), ("CR", "\r"), ("NEL", "\x85"), ("LS", "\u2028")):
        yield case("line ends", name, text.replace("\n", end))
    mixed = "\r\n".join(QUEUE.split("\n")[:2]) + "\r    Type: AWS::SNS::Topic\n\r\n\r"
    yield case("line ends", "mixed", mixed)
    yield case("line ends", "none at the end", QUEUE.rstrip())
    yield case("line ends", "escaped", json.dumps({"Resources": "\ud800\u2028"}), ".json")


def characters() -> Iterator[Case]:
    """Yield control, reordering and invisible characters in names, values and comments."""
    for character in _HIDDEN:
        text = (
            f"Description: a{character}b\nResources:\n  Que{character}ue:\n"
            f"    Type: AWS::SQS::Queue # c{character}d\n    Properties:\n"
            f"      QueueName: '{character}'\n"
        )
        yield case("characters", f"U+{ord(character):04X}", text)
        escaped = json.dumps({"Resources": {f"a{character}": {"Type": f"x{character}"}}})
        yield case("characters", f"escaped U+{ord(character):04X}", escaped, ".json")
    yield case("characters", "tabs", QUEUE.replace("  ", "\t"))
    yield case("characters", "all of one plane", "".join(map(chr, range(0x2000, 0x2100))) + QUEUE)
    yield case("characters", "combining", "Description: a" + "\u0301" * 9_000 + "\n" + QUEUE)


def markup() -> Iterator[Case]:
    """Yield text that a screen or a page would take for its own."""
    for name, text in (
        ("image", "<img src='file:///etc/passwd' width=900>"),
        ("script", "<script>alert(1)</script>"),
        ("bold", "<b>" * 4_000),
        ("formula", "$\\frac{1}{$ ${A}-${B}$"),
        ("link", "[a](javascript:alert(1)) https://evil.example"),
        ("format", "{} {0.__class__} %s %n {x!r}"),
        ("shell", "$(touch /tmp/x) `id` ; rm -rf ~"),
        ("path", "../../../../etc/passwd\\..\\x"),
    ):
        body = f"Resources:\n  {json.dumps(text[:200])}:\n    Type: {json.dumps(text[:200])}\n"
        yield case("markup", name, f"Description: {json.dumps(text)}\n{body}")
        yield case("markup", f"{name} in a value", f"{QUEUE}    Properties: {json.dumps([text])}\n")


def damaged(seed: int) -> Iterator[Case]:
    """Yield real templates cut off, changed at random, and noise."""
    source = random.Random(seed)  # noqa: S311 (it has to be the same each time)
    real = samples()
    for number in range(_HALVES):
        data = source.choice(real)
        yield Case("halves", str(number), data[: source.randrange(1, len(data))], _suffix(data))
    for number in range(_MUTATIONS):
        data = source.choice(real)
        yield Case("mutations", str(number), _mutated(data, source), _suffix(data), data)
    for number in range(_NOISES):
        length = source.choice((1, 7, 300, 20_000))
        yield Case("noise", f"bytes {number}", source.randbytes(length))
        printable = "".join(source.choices(_TOKENS + "abR1", k=length))
        yield case("noise", f"signs {number}", printable, source.choice((".yaml", ".json", ".md")))


def _suffix(data: bytes) -> str:
    return ".json" if data.lstrip()[:1] == b"{" else ".yaml"


def _mutated(data: bytes, source: random.Random) -> bytes:
    lines = data.decode().split("\n")
    for _ in range(source.choice((1, 1, 2, 5, 20))):
        at = source.randrange(len(lines))
        match source.randrange(7):
            case 0:
                del lines[at : at + source.choice((1, 3))]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at] = " " * source.randrange(9) + lines[at].lstrip()
            case 3:
                place = source.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + source.choice(_TOKENS) + lines[at][place:]
            case 4:
                place = source.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + lines[at][place + 1 :]
            case 5:
                other = source.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines[at] = lines[at].swapcase()
        lines = lines or [""]
    return "\n".join(lines).encode()
