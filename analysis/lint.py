"""cfn-lint's matches; imports cfn-lint only when asked to lint."""

from dataclasses import dataclass

from analysis.source import Span
from analysis.syntax import Path


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
