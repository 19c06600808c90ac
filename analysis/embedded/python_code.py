"""Facts about inline Python: what it imports, calls, reads and catches. Never runs it."""

import ast
import re
import warnings
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SUBSTITUTION = re.compile(r"\$\{[^}\n]*\}")
_OF_IMPORTS = frozenset({"ImportError", "ModuleNotFoundError"})
_BROAD = frozenset({"Exception", "BaseException"})
_RETRY_NAME = re.compile(r"retr(y|ies)|backoff|max_attempts", re.IGNORECASE)
_ENVIRONMENT_CALLS = ("environ.get", "getenv")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name that the code mentions, and the line of the code, from 1, where it does."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class ExceptClause:
    """An `except`: the exceptions it names (none if bare) and whether it raises one itself."""

    names: tuple[str, ...]
    line: int
    raises: bool

    @property
    def is_specific(self) -> bool:
        """Whether it names something narrower than `Exception`."""
        return bool(self.names) and not _BROAD.intersection(self.names)


@dataclass(frozen=True, slots=True)
class PythonFacts:
    """What can be known of a piece of Python without running it.

    `imports` are top-level modules, those in a `try` left out: such code copes without them.
    `calls` are `service:method` of boto3 clients; `environment` are variables read,
    `required` those whose absence raises; `excepts` leave out those that guard an import.
    """

    imports: tuple[Fact, ...] = ()
    clients: tuple[Fact, ...] = ()
    calls: tuple[Fact, ...] = ()
    environment: tuple[Fact, ...] = ()
    required: tuple[Fact, ...] = ()
    excepts: tuple[ExceptClause, ...] = ()
    functions: tuple[Fact, ...] = ()
    retries: tuple[Fact, ...] = ()

    @property
    def modules(self) -> frozenset[str]:
        """The names of the imported modules."""
        return frozenset(fact.name for fact in self.imports)

    @property
    def services(self) -> frozenset[str]:
        """The names of the services for which boto3 clients are made."""
        return frozenset(fact.name for fact in self.clients)


def python_facts(text: str) -> PythonFacts | None:
    """Return the facts about a piece of Python, None where it cannot be parsed.

    `${…}` of Fn::Sub is taken for a name where Python would not accept it.
    """
    tree = _parsed(text) or _parsed(_SUBSTITUTION.sub(lambda hit: "_" * len(hit.group()), text))
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    clients = _client_names(nodes)
    return PythonFacts(
        imports=tuple(_imports(tree)),
        clients=tuple(_clients(nodes)),
        calls=tuple(_calls(nodes, clients)),
        environment=tuple(_environment(nodes)),
        required=tuple(_required(nodes)),
        excepts=tuple(_excepts(nodes)),
        functions=tuple(
            Fact(node.name, node.lineno)
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        retries=tuple(_retries(nodes)),
    )


def _parsed(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # A "\d" in the user's code is none of our warnings.
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _imports(tree: ast.Module) -> Iterator[Fact]:
    pending: deque[ast.AST] = deque([tree])
    while pending:
        node = pending.popleft()
        if isinstance(node, ast.Import):
            yield from (Fact(alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield Fact(node.module.partition(".")[0], node.lineno)
        elif isinstance(node, ast.Try) and _copes_without_import(node):
            pending += node.handlers
        else:
            pending += ast.iter_child_nodes(node)


def _copes_without_import(node: ast.Try) -> bool:
    caught = {name for handler in node.handlers for name in _exception_names(handler)}
    return bool(_OF_IMPORTS & caught)


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` of a chain of attributes, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _service(node: ast.AST) -> str:
    """Return the service of `….client("service")` or `….resource("service")`."""
    if not isinstance(node, ast.Call) or _dotted(node.func).rpartition(".")[2] not in {
        "client",
        "resource",
    }:
        return ""
    named = [keyword.value for keyword in node.keywords if keyword.arg == "service_name"]
    first = (*node.args, *named)[:1]
    if first and isinstance(first[0], ast.Constant) and isinstance(first[0].value, str):
        return first[0].value
    return ""


def _clients(nodes: list[ast.AST]) -> Iterator[Fact]:
    for node in nodes:
        if isinstance(node, ast.Call) and (service := _service(node)):
            yield Fact(service, node.lineno)


def _client_names(nodes: list[ast.AST]) -> Mapping[str, str]:
    """Return the service behind each variable that a client is assigned to."""
    names: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and (service := _service(node.value)):
            names |= {_dotted(target): service for target in node.targets}
    return names


def _calls(nodes: list[ast.AST], clients: Mapping[str, str]) -> Iterator[Fact]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            service = clients.get(_dotted(owner)) or _service(owner)
            if service:
                yield Fact(f"{service}:{node.func.attr}", node.lineno)


def _constant(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _environment(nodes: list[ast.AST]) -> Iterator[Fact]:
    yield from _required(nodes)
    for node in nodes:
        if (
            isinstance(node, ast.Call)
            and _dotted(node.func).endswith(_ENVIRONMENT_CALLS)
            and node.args
            and (name := _constant(node.args[0]))
        ):
            yield Fact(name, node.lineno)


def _required(nodes: list[ast.AST]) -> Iterator[Fact]:
    for node in nodes:
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and _dotted(node.value).endswith("environ")
            and (name := _constant(node.slice))
        ):
            yield Fact(name, node.lineno)


def _exception_names(handler: ast.ExceptHandler) -> tuple[str, ...]:
    match handler.type:
        case None:
            return ()
        case ast.Tuple(elts=elements):
            return tuple(_last_name(element) for element in elements)
        case kind:
            return (_last_name(kind),)


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "?"


def _excepts(nodes: list[ast.AST]) -> Iterator[ExceptClause]:
    for node in nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        names = _exception_names(node)
        if not _OF_IMPORTS.intersection(names):
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            yield ExceptClause(names, node.lineno, raises)


def _retries(nodes: list[ast.AST]) -> Iterator[Fact]:
    """Yield loops that try again after an exception, and clients that are told to retry."""
    for node in nodes:
        if isinstance(node, ast.For | ast.While) and _tries_again(node):
            growing = any(isinstance(inner, ast.Pow) for inner in ast.walk(node))
            yield Fact("exponential backoff" if growing else "retry", node.lineno)
        elif isinstance(node, ast.Call):
            named = [keyword.arg or "" for keyword in node.keywords]
            is_config = _dotted(node.func).rpartition(".")[2] in {"Config", "retry"}
            if is_config and any(_RETRY_NAME.search(name) for name in named):
                yield Fact("retry", node.lineno)


def _tries_again(loop: ast.For | ast.While) -> bool:
    inside = list(ast.walk(loop))
    catches = any(isinstance(node, ast.Try) for node in inside)
    waits = any(
        isinstance(node, ast.Call) and _dotted(node.func).rpartition(".")[2] == "sleep"
        for node in inside
    )
    counts = any(
        isinstance(node, ast.Name) and (_RETRY_NAME.search(node.id) or node.id == "attempt")
        for node in inside
    )
    return catches and (waits or counts)
