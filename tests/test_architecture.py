"""Holds the layers: who may import what, and how long a file may be."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("main.py", "analysis/**/*.py", "gui/**/*.py", "resources/*.py", "tools/**/*.py")

RELATIVE = "(relative)"
QT = frozenset({"PySide6", "shiboken6"})
ONLY_IN = {
    "cfnlint": {"analysis.lint", "analysis.schemas"},
    "matplotlib": {"analysis.pictures"},
}
# What the window may take from analysis: values, and how the child process is started.
SHARED_WITH_GUI = frozenset(
    f"analysis.{name}"
    for name in (
        "batches.pairs",
        "commands.patch",
        "edits",
        "files",
        "findings",
        "highlighting",
        "layout",
        "lines",
        "moved_blocks",
        "review",
        "review_file",
        "row_blocks",
        "samples",
        "sandbox",
        "settings",
        "source",
        "syntax",
        "team_settings",
        "values",
        "worker",
        "worker_client",
        "written_reviews.written",
    )
)
VIEWS = frozenset({"changes", "compare", "findings", "graph", "outline", "summary"})
# Slow or unsafe to load in the window's process, through whatever chain of imports.
NOT_IN_THE_WINDOW = frozenset({"cfnlint", "matplotlib", "networkx", "scipy", "yaml"})
LABELS_ARE_MADE_IN = "gui.text"
LINES = {"main": 80, "gui.main_window": 250}
MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 60


class When(Enum):
    """When an import is carried out: with its module, when a function runs, for types only."""

    AT_ONCE = "at once"
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, and when it is loaded."""

    module: str
    line: int
    when: When


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the project, read."""

    name: str
    text: str
    tree: ast.Module
    imports: tuple[Import, ...]


def read_module(name: str, text: str, known: frozenset[str] = frozenset()) -> Module:
    tree = ast.parse(text)
    return Module(name, text, tree, tuple(_imports(tree, known, When.AT_ONCE)))


def _imports(node: ast.AST, known: frozenset[str], when: When) -> Iterator[Import]:
    match node:
        case ast.Import(names=names, lineno=line):
            yield from (Import(alias.name, line, when) for alias in names)
        case ast.ImportFrom(module=str(module), level=0, names=names, lineno=line):
            submodules = {f"{module}.{alias.name}" for alias in names} & known
            whole = len(submodules) < len(names)
            for imported in sorted({module} | submodules if whole else submodules):
                yield Import(imported, line, when)
        case ast.ImportFrom(lineno=line):
            yield Import(RELATIVE, line, when)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            when = When.LATE
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            when = When.NEVER
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, known, when)


def read_project() -> dict[str, Module]:
    paths = (path for layer in LAYERS for path in sorted(ROOT.glob(layer)))
    texts = {_module_name(path): path.read_text(encoding="utf-8") for path in paths}
    known = frozenset(texts)
    return {name: read_module(name, text, known) for name, text in texts.items()}


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def violations(module: Module) -> Iterator[str]:
    """Yield what one file does that its layer must not do."""
    for imported in module.imports:
        for why in _forbidden(module.name, imported):
            yield f"{module.name}:{imported.line} imports {imported.module}: {why}"
    yield from _too_long(module)
    if module.name != LABELS_ARE_MADE_IN:
        for line in _labels(module.tree):
            yield f"{module.name}:{line} makes a QLabel itself: gui.text makes them safe"


def _forbidden(importer: str, imported: Import) -> Iterator[str]:
    layer, package = importer.partition(".")[0], imported.module.partition(".")[0]
    if package == RELATIVE:
        yield "imports are absolute"
    if package in ONLY_IN and importer not in ONLY_IN[package]:
        yield f"only {' and '.join(sorted(ONLY_IN[package]))} may"
    elif package == "cfnlint" and imported.when is When.AT_ONCE:
        yield "it takes half a second; import it in the function that needs it"
    if layer == "analysis" and package in {"gui", "tools", "main"} | QT:
        yield "analysis knows neither the window nor Qt"
    if layer == "gui" and package == "analysis" and not _is_shared(imported.module):
        yield "the window takes only values from analysis"
    if layer == "gui" and _crosses_views(importer, imported.module):
        yield "views do not know each other; the main window connects them"


def _is_shared(module: str) -> bool:
    return any(module == shared or module.startswith(f"{shared}.") for shared in SHARED_WITH_GUI)


def _crosses_views(importer: str, imported: str) -> bool:
    mine, theirs = (f"{name}..".split(".")[1] for name in (importer, imported))
    return imported.startswith("gui.") and {mine, theirs} <= VIEWS and mine != theirs


def _too_long(module: Module) -> Iterator[str]:
    lines, most = len(module.text.splitlines()), LINES.get(module.name, MOST_LINES)
    if lines > most:
        yield f"{module.name} has {lines} lines, {most} at most"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield f"{module.name}:{node.lineno} {node.name} has {lines} lines"


def _labels(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("QLabel") | ast.Attribute(attr="QLabel"), lineno=line):
                yield line


def circle(modules: Mapping[str, Module]) -> list[str]:
    """Return modules that import each other in a circle, late imports included, or nothing."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done or name not in modules:
            return []
        for imported in modules[name].imports:
            found = [] if imported.when is When.NEVER else walk(imported.module, [*way, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in modules if (found := walk(name, []))), [])


def loaded_with(module: Module, modules: Mapping[str, Module]) -> dict[str, str]:
    """Return all that importing a module loads, each with who imports it; late imports do not."""
    loaded = {module.name: ""}
    waiting = [module]
    while waiting:
        importer = waiting.pop()
        for imported in importer.imports:
            for name in _with_packages(imported.module):
                if imported.when is When.AT_ONCE and name not in loaded:
                    loaded[name] = importer.name
                    waiting += [modules[name]] if name in modules else []
    return loaded


def _with_packages(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))


PROJECT = read_project()


@pytest.mark.parametrize("name", PROJECT)
def test_file_keeps_to_its_layer(name: str) -> None:
    assert list(violations(PROJECT[name])) == []


def test_no_imports_in_a_circle() -> None:
    assert circle(PROJECT) == []


@pytest.mark.parametrize("name", [name for name in PROJECT if name.startswith("gui")])
def test_window_loads_nothing_heavy(name: str) -> None:
    loaded = loaded_with(PROJECT[name], PROJECT)
    assert {heavy: loaded[heavy] for heavy in NOT_IN_THE_WINDOW & loaded.keys()} == {}


@pytest.mark.parametrize("folder", [ROOT / "analysis", ROOT / "gui"], ids=lambda path: path.name)
def test_packages_are_marked(folder: Path) -> None:
    folders = {path.parent for path in folder.rglob("*.py")}
    assert [str(each) for each in sorted(folders) if not (each / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("analysis.review", "import PySide6.QtCore"),
        ("analysis.review", "from gui import session"),
        ("analysis.review", "from . import source"),
        ("analysis.pipeline", "def late():\n    import cfnlint.api"),
        ("analysis.lint", "import cfnlint.api"),
        ("analysis.reports.markdown", "from matplotlib import figure"),
        ("gui.session", "from analysis.pipeline import review"),
        ("gui.session", "from analysis import pipeline"),
        ("gui.compare.pane", "from gui.graph.view import GraphView"),
        ("gui.compare.pane", "from gui import graph"),
        ("gui.compare.pane", "label = QLabel('text')"),
        ("gui.compare.pane", "label = QtWidgets.QLabel('text')"),
        ("gui.main_window", "\n" * 251),
        ("analysis.source", "\n" * 501),
        ("analysis.source", "def long():\n" + "    pass\n" * 60),
    ],
)
def test_checker_sees_a_violation(name: str, text: str) -> None:
    known = frozenset({"analysis.pipeline", "gui.graph", "gui.session"})
    assert len(list(violations(read_module(name, text, known)))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("analysis.lint", "def late():\n    import cfnlint.api"),
        ("analysis.pictures", "import matplotlib"),
        ("gui.session", "from analysis.layout.graph import GraphNode\nimport PySide6"),
        ("gui.compare.pane", "from gui.compare.gutter import Gutter\nfrom gui.text import label"),
        ("gui.main_window", "from gui.graph.view import GraphView"),
        ("gui.text", "made = QLabel()"),
    ],
)
def test_checker_lets_pass_what_is_allowed(name: str, text: str) -> None:
    assert list(violations(read_module(name, text))) == []


def test_checker_sees_a_circle() -> None:
    texts = {"a": "import b", "b": "def late():\n    from c import d", "c": "import a", "d": ""}
    modules = {name: read_module(name, text) for name, text in texts.items()}
    assert circle(modules) == ["a", "b", "c", "a"]
    assert circle({name: modules[name] for name in "abd"}) == []
    texts["b"] = "if TYPE_CHECKING:\n    from c import d"
    assert circle({name: read_module(name, text) for name, text in texts.items()}) == []


def test_checker_follows_what_is_loaded() -> None:
    texts = {
        "gui.session": "from analysis.review import Review\ndef late():\n    import networkx\n"
        "if TYPE_CHECKING:\n    import scipy",
        "analysis": "",
        "analysis.review": "import yaml",
    }
    modules = {name: read_module(name, text) for name, text in texts.items()}
    loaded = loaded_with(modules["gui.session"], modules)
    assert loaded.keys() & NOT_IN_THE_WINDOW == {"yaml"}
    assert loaded["yaml"] == "analysis.review"
