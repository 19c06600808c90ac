"""cfn-lint's matches; imports cfn-lint only when asked to lint."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from traceback import walk_tb
from typing import Any

from analysis.failures import words_of
from analysis.reading.repair import Projection, project
from analysis.source import Span
from analysis.syntax import ArrayNode, Node, ObjectNode, Path, ScalarNode, follow
from analysis.template import Template

_MOST_MATCHES = 2_000
_LONGEST_MESSAGE = 300
_LINTER_ERROR = "E0002"
_PARSE_ERROR = "E0000"
# What a rule's own mistakes come out as, where cfn-lint goes on behind them.
_OWN_MISTAKE = re.compile(r"Exception .* raised while validating '\w+'$")
_PROCESSING = re.compile(r"Unknown exception while processing rule (\w+): ")
# libyaml ends a line at these too; a text of ours does not, so its line numbers are not cfn-lint's.
_RULE_FILE = re.compile(r'cfnlint[/\\]rules[/\\]([^"]+)\.py"')
_YAML_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class LintMatch:
    """One match of cfn-lint, its place mapped to the source's own text."""

    rule: str
    message: str
    path: Path
    span: Span
    suppressed_by: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether cfn-lint holds it for an error."""
        return self.rule.startswith("E")


@dataclass(frozen=True, slots=True)
class LintResult:
    """What linting one template gave; `failure` says why it is not the whole of it."""

    matches: tuple[LintMatch, ...] = ()
    failure: str = ""
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class LintOutcome:
    """What linting a pair gave; there is no reference in a review of one template."""

    candidate: LintResult
    reference: LintResult | None = None


def load_linter() -> None:
    """Import cfn-lint and load its rules, so that the first template need not wait for them."""
    _rules()


def lint(template: Template, region: str) -> LintResult:
    """Return cfn-lint's matches on a template's repaired text, places in the source's own.

    The template cannot configure the linter; what its Metadata asks to hide is marked instead.
    """
    if not template.root.entries:
        return LintResult(failure="cfn-lint was not run: nothing of the template could be read.")
    projection = project(template.reading)
    try:
        with _collector_paused():
            found = [_Raw.of(match) for match in _run(projection.text, region)]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 (cfn-lint exits and overflows on bad input)
        return LintResult(failure=f"cfn-lint failed{_at(error)}: {_shortened(words_of(error))}")
    failures = [raw for raw in found if raw.is_mistake]
    kept = list(dict.fromkeys(raw for raw in found if not raw.is_mistake))
    places = _Places(template, projection)
    matches = [places.match(raw) for raw in kept[:_MOST_MATCHES]]
    matches.sort(key=lambda match: (match.span, match.rule))
    return LintResult(tuple(matches), _failure(failures, kept))


def given_up(trace: str, *, timed_out: bool) -> LintResult:
    """Return what linting a text gave that the process was lost over.

    `trace` is what the process last said of where it was, the innermost call first.
    """
    rule = _rule_of(_RULE_FILE.findall(trace))
    at = f" in rule {rule}" if rule else ""
    why = f"did not answer in time{at}" if timed_out else f"ended the process that ran it{at}"
    return LintResult(failure=f"cfn-lint {why}.", timed_out=timed_out)


def _at(error: BaseException) -> str:
    """Say which rule an error came out of, if one did."""
    files = [
        found[1]
        for frame, _ in walk_tb(error.__traceback__)
        if (found := _RULE_FILE.search(f'"{frame.f_code.co_filename}"'))
    ]
    rule = _rule_of(files[::-1])
    return f" in rule {rule}" if rule else ""


def _rule_of(files: Sequence[str]) -> str:
    """Return the rule that runs in these files: the first that defines one alone."""
    if not files:
        return ""
    defined: dict[str, set[str]] = {}
    for rule in _rules().data.values():
        for file in _files_of(rule):
            defined.setdefault(file, set()).add(rule.id)
    alone = (min(defined[file]) for file in files if len(defined.get(file, ())) == 1)
    return next(alone, "")


def _files_of(rule: object) -> Iterator[str]:
    for member in vars(type(rule)).values():
        code = getattr(member, "__code__", None)
        yield from _RULE_FILE.findall(f'"{code.co_filename}"' if code else "")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A match as cfn-lint gives it: its lines count libyaml's way, all numbers from 1."""

    rule: str
    message: str
    path: Path
    start: tuple[int, int]
    end: tuple[int, int]

    @classmethod
    def of(cls, match: Any) -> "_Raw":  # noqa: ANN401 (cfn-lint's own type)
        # Matches of the parser have no path.
        steps = getattr(match, "path", None) or ()
        return cls(
            match.rule.id,
            _shortened(match.message),
            tuple(step if isinstance(step, int) else str(step) for step in steps),
            (match.linenumber, match.columnnumber),
            (match.linenumberend, match.columnnumberend),
        )

    @property
    def is_mistake(self) -> bool:
        """Whether a rule of cfn-lint broke down over the template."""
        return self.rule == _LINTER_ERROR or bool(_OWN_MISTAKE.match(self.message))

    @property
    def told(self) -> str:
        """What broke down, and in which rule."""
        named = _PROCESSING.match(self.message)
        rule = named[1] if named else self.rule
        at = f" in rule {rule}" if rule != _LINTER_ERROR else ""
        # Out of memory, an error has no words of its own.
        words = _PROCESSING.sub("", self.message)
        return f"{at}: {words}" if words.strip("'\" ") else f"{at} and gave no reason"


def _failure(failures: list[_Raw], kept: list[_Raw]) -> str:
    if failures:
        told = list(dict.fromkeys(one.told for one in failures))
        more = f" And {len(told) - 1} more of its rules failed." if len(told) > 1 else ""
        return f"cfn-lint failed{told[0]}.{more}"
    unparsed = next((raw for raw in kept if raw.rule == _PARSE_ERROR), None)
    if unparsed:
        return f"cfn-lint could not read the template: {unparsed.message}"
    if len(kept) > _MOST_MATCHES:
        return f"cfn-lint gave {len(kept)} matches, the first {_MOST_MATCHES} are kept."
    return ""


def _run(text: str, region: str) -> Iterable[Any]:
    from cfnlint.decode import decode_str  # noqa: PLC0415 (half a second of import)
    from cfnlint.rules.errors import ParseError  # noqa: PLC0415
    from cfnlint.template import Template as LinterTemplate  # noqa: PLC0415

    parsed, errors = decode_str(text)
    if errors:
        return list(errors)
    if not isinstance(parsed, dict):
        return [ParseError.create("Template needs to be an object.")]
    config = _config(region)
    # Not `run_template_by_data`: it reads directives from the template, and fails on odd ones.
    template = LinterTemplate(None, parsed, config.regions, config.parameters)
    found: Iterable[Any] = template.transform() or _rules().run(None, template, config)
    return found


@cache
def _rules() -> Any:  # noqa: ANN401
    from cfnlint.runner import Runner  # noqa: PLC0415

    rules = Runner(_config("us-east-1")).rules
    # They live as long as the process: the collector need not look at them again.
    gc.freeze()
    return rules


@cache
def _config(region: str) -> Any:  # noqa: ANN401
    from cfnlint.config import ConfigMixIn  # noqa: PLC0415

    class SafeConfig(ConfigMixIn):  # type: ignore[misc]
        """A configuration that neither a `.cfnlintrc` nor a template has a say in."""

        def _find_config(self) -> tuple[str, str]:
            return "", ""

        def load(self) -> None:
            self.file_args: dict[str, object] = {}

        def set_template_args(self, template: object) -> None:
            del template
            self._template_args: dict[str, object] = {}

    return SafeConfig(
        [],
        regions=[region],
        include_checks=["I"],
        mandatory_checks=["E", "W", "I"],
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    # A lint makes no garbage worth collecting and a third of its time went into looking for it.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _shortened(message: str) -> str:
    text = " ".join(message.split())
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


class _Places:
    """Finds where a match stands in the source: by its path, else by its line and column."""

    def __init__(self, template: Template, projection: Projection) -> None:
        self._template = template
        self._projection = projection
        ends = _YAML_LINE_END.finditer(projection.text)
        self._line_starts = (0, *(end.end() for end in ends))
        self._ignored = _ignored_checks(template.root)
        self._ignored_in = {
            name: _ignored_checks(resource.node) for name, resource in template.resources.items()
        }

    def match(self, raw: _Raw) -> LintMatch:
        """Return the match on the source's own text."""
        span = self._span_of_path(raw.path) or self._span_of_lines(raw)
        return LintMatch(raw.rule, raw.message, raw.path, span, self._suppressed_by(raw))

    def _span_of_path(self, path: Path) -> Span | None:
        if not path:
            return None
        holder = follow(self._template.root, path[:-1])
        step = path[-1]
        if isinstance(holder, ObjectNode) and isinstance(step, str):
            entry = holder.entry(step)
            return entry.key.span if entry else None
        node = follow(holder, (step,))
        return node.span if node else None

    def _span_of_lines(self, raw: _Raw) -> Span:
        start, end = self._offset(*raw.start), self._offset(*raw.end)
        return Span(start, max(start, end))

    def _offset(self, line: int, column: int) -> int:
        inside = min(max(line, 1), len(self._line_starts))
        projected = min(
            self._line_starts[inside - 1] + max(column, 1) - 1,
            len(self._projection.text),
        )
        return self._projection.source_offset(projected)

    def _suppressed_by(self, raw: _Raw) -> str | None:
        if any(raw.rule.startswith(check) for check in self._ignored):
            return "Metadata/cfn-lint/config/ignore_checks"
        match raw.path:
            case ("Resources", str(name), *_) if raw.rule in self._ignored_in.get(name, ()):
                return f"Metadata/cfn-lint/config/ignore_checks of {name}"
        return None


def _ignored_checks(node: Node) -> tuple[str, ...]:
    checks = follow(node, ("Metadata", "cfn-lint", "config", "ignore_checks"))
    if not isinstance(checks, ArrayNode):
        return ()
    return tuple(item.text for item in checks.items if isinstance(item, ScalarNode) and item.text)
