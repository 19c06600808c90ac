"""The Lambda functions of a template whose code stands in it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.embedded.javascript_code import JavaScriptFacts, javascript_facts
from analysis.embedded.python_code import Fact, PythonFacts, python_facts
from analysis.rules.evidence import lines_of
from analysis.rules.rule import Evidence
from analysis.rules.tables import table
from analysis.syntax import ArrayNode, IntrinsicNode, Node, Path, ScalarNode, text_of
from analysis.template import Resource, Template

FUNCTION_TYPES = ("AWS::Lambda::Function", "AWS::Serverless::Function")
_CODE_PATHS = (("Code", "ZipFile"), ("InlineCode",))
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class InlineFunction:
    """A function with the text of its code; facts are None where the code cannot be read."""

    resource: Resource
    runtime: str
    code: ScalarNode
    path: Path
    python: PythonFacts | None = None
    javascript: JavaScriptFacts | None = None

    @property
    def imports(self) -> tuple[Fact, ...]:
        """The imported modules or packages."""
        facts = self.python or self.javascript
        return facts.imports if facts else ()

    @property
    def has_layers(self) -> bool:
        """Whether layers may bring modules."""
        return self.resource.property("Layers") is not None

    def provides(self, module: str) -> bool:
        """Whether the runtime brings a module that the code imports."""
        if self.python:
            return module in _python_modules(self.runtime)
        return module.startswith(".") or module in _packages(self.runtime)


def inline_functions(template: Template) -> Iterator[InlineFunction]:
    """Yield the functions whose code stands in the template."""
    for resource in template.of_type(*FUNCTION_TYPES):
        runtime = text_of(resource.property("Runtime")) or ""
        for below in _CODE_PATHS:
            node = resource.property(*below)
            if node is None:
                continue
            path = (*resource.path, "Properties", *below)
            for at, code in _code(node, path):
                yield _read(resource, runtime, code, at)


def code_lines(template: Template, function: InlineFunction, first: int, last: int = 0) -> Evidence:
    """Return lines, from 1, of a function's code as evidence."""
    return lines_of(template, Evidence(function.path, function.code), first, last)


def _read(resource: Resource, runtime: str, code: ScalarNode, path: Path) -> InlineFunction:
    if runtime.startswith("nodejs"):
        return InlineFunction(resource, runtime, code, path, javascript=javascript_facts(code.text))
    python = python_facts(code.text) if runtime.startswith("python") else None
    return InlineFunction(resource, runtime, code, path, python=python)


def _code(node: Node, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
    """Yield the scalar that holds the code, behind Fn::Sub or a Fn::Join of one text."""
    match node:
        case ScalarNode():
            yield path, node
        case IntrinsicNode(name="Fn::Sub" as name, argument=ScalarNode() as text):
            yield (*path, name), text
        case IntrinsicNode(
            name="Fn::Sub" as name, argument=ArrayNode(items=(ScalarNode() as text, *_))
        ):
            yield (*path, name, 0), text
        case IntrinsicNode(
            name="Fn::Join" as name,
            argument=ArrayNode(items=(_, ArrayNode(items=(ScalarNode() as text,)))),
        ):
            yield (*path, name, 1, 0), text


def _python_modules(runtime: str) -> frozenset[str]:
    facts = table("lambda_runtime")["python"]
    modules = {*sys.stdlib_module_names, *facts["provided"]}
    for version, removed in facts["removed"].items():
        if _version(runtime) >= _version(version):
            modules -= set(removed)
        else:
            modules |= set(removed)
    return frozenset(modules)


def _packages(runtime: str) -> frozenset[str]:
    facts = table("lambda_runtime")["javascript"]
    is_v3 = _version(runtime)[0] >= facts["sdk_v3_from"]
    return frozenset({*facts["builtin"], "@aws-sdk" if is_v3 else "aws-sdk"})


def _version(text: str) -> tuple[int, int]:
    hit = _VERSION.search(text)
    return (int(hit[1]), int(hit[2] or 0)) if hit else (0, 0)
