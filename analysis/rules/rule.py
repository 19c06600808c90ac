"""What a rule is: a check that yields drafts of findings, with its words and examples."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from analysis.adoption import Adopter
from analysis.comparison import Comparison, Difference
from analysis.findings import Fix, Impact, Link, Severity
from analysis.lint import LintMatch
from analysis.syntax import Node, Path
from analysis.template import Template
from analysis.uses import Use


@dataclass(frozen=True, slots=True)
class Evidence:
    """A node that a finding points at, with its path from the template's root.

    `at` narrows it to code points of the source: a line of inline code, say.
    """

    path: Path
    node: Node
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule says; places, identity and the adopting fix are worked out from it.

    `key` names the cause within the rule (a parameter, an import, a property and direction) and
    stays the same while lines move. `covers` are the differences that this finding explains: the
    fix that is offered by default adopts them, unless `adopts` says no. `fixes` come before it.
    `prior` is the chance that reviewers report such a thing, 0 to 1. Names that evidence and
    covered differences do not give may be added in `logical_ids` and `resource_types`; `properties`
    stand for those of what it covers, and `about` for all of these names where a finding touches
    many entities and is about a few: a parameter, say, and not all that name it.
    """

    key: str
    severity: Severity
    title: str
    issue: str
    suggestion: str
    root_cause: str
    impact: Impact = field(default_factory=Impact)
    candidate: tuple[Evidence, ...] = ()
    reference: tuple[Evidence, ...] = ()
    covers: tuple[Difference, ...] = ()
    fixes: tuple[Fix, ...] = ()
    fix_title: str = ""
    prior: float = 0.3
    logical_ids: tuple[str, ...] = ()
    resource_types: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    documentation: tuple[Link, ...] = ()
    suppressed_by: str | None = None
    adopts: bool = True
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """All that a rule may look at.

    `comparison` and `adopter` are None when there is no reference.
    """

    candidate: Template
    candidate_uses: tuple[Use, ...]
    comparison: Comparison | None = None
    candidate_lint: tuple[LintMatch, ...] = ()
    reference_lint: tuple[LintMatch, ...] = ()
    exporters: tuple[Template, ...] = ()
    region: str = "us-east-1"
    today: str = ""
    adopter: Adopter | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of small templates and whether the rule reports it; `fixed` is what its fix gives."""

    name: str
    candidate: str
    reference: str = ""
    reported: bool = True
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its id is its file's name with hyphens, its help the file's docstring.

    A `residual` rule sees only the differences that no rule before it covers. The drafts of a
    rule that `joins` add to an earlier finding at the same place where there is one.
    """

    id: str
    category: str
    check: Callable[[Context], Iterator[Draft]]
    help: str
    examples: tuple[Example, ...]
    documentation: tuple[Link, ...] = ()
    residual: bool = False
    joins: bool = False
