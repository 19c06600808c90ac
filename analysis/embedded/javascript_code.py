"""Facts about inline JavaScript, by its text: what it requires, reads and catches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from analysis.embedded.python_code import Fact

_REQUIRE = re.compile(r"""\brequire\(\s*['"]([^'"]+)['"]\s*\)""")
_IMPORT = re.compile(r"""^\s*import\b[^'"\n;]*['"]([^'"]+)['"]""", re.MULTILINE)
_ENVIRONMENT = re.compile(r"""\bprocess\.env(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\])""")
_EXPORTED = re.compile(
    r"\b(?:module\.)?exports\.(\w+)\s*=|\bexport\s+(?:const|async\s+function)\s+(\w+)"
)
_CATCH = re.compile(r"\bcatch\s*(?:\([^)]*\))?\s*\{|\.catch\(")
_RETRY = re.compile(r"\b(?:maxAttempts|maxRetries|retryStrategy|backoff|retries)\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class JavaScriptFacts:
    """What the text of a piece of JavaScript tells.

    `imports` are packages without the path below them; `aws-sdk` is version 2 of the SDK,
    `@aws-sdk` stands for the clients of version 3.
    """

    imports: tuple[Fact, ...] = ()
    environment: tuple[Fact, ...] = ()
    functions: tuple[Fact, ...] = ()
    catches: tuple[Fact, ...] = ()
    retries: tuple[Fact, ...] = ()

    @property
    def modules(self) -> frozenset[str]:
        """The names of the imported packages."""
        return frozenset(fact.name for fact in self.imports)


def javascript_facts(text: str) -> JavaScriptFacts:
    """Return the facts about a piece of JavaScript; comments do not count."""
    code = _COMMENT.sub(_blanked, text)
    return JavaScriptFacts(
        imports=tuple(
            Fact(_package(fact.name), fact.line)
            for fact in chain(_facts(_REQUIRE, code), _facts(_IMPORT, code))
        ),
        environment=tuple(_facts(_ENVIRONMENT, code)),
        functions=tuple(_facts(_EXPORTED, code)),
        catches=tuple(_facts(_CATCH, code)),
        retries=tuple(_facts(_RETRY, code)),
    )


def _blanked(comment: re.Match[str]) -> str:
    # Lines must keep their numbers.
    return re.sub(r"[^\n]", " ", comment.group())


def _facts(pattern: re.Pattern[str], code: str) -> Iterator[Fact]:
    for hit in pattern.finditer(code):
        name = next((group for group in hit.groups() if group), hit.group())
        yield Fact(name, code.count("\n", 0, hit.start() + _leading(hit)) + 1)


def _leading(hit: re.Match[str]) -> int:
    return len(hit.group()) - len(hit.group().lstrip())


def _package(specifier: str) -> str:
    name = specifier.removeprefix("node:")
    if name.startswith(("@aws-sdk/", "@smithy/")):
        return "@aws-sdk"
    depth = 2 if name.startswith("@") else 1
    return "/".join(name.split("/")[:depth])
