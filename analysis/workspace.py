"""What the worker remembers between requests: the last readings, comparisons, lints, reviews."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from analysis.layout import GraphLayout
from analysis.lint import LintOutcome, LintResult, lint
from analysis.pipeline import Pair, read_template, review, understand
from analysis.review import Inputs, Review
from analysis.source import Source
from analysis.template import Template
from analysis.verification import Examined

T = TypeVar("T")


class _Recent(Generic[T]):
    """The last few values made, by what they were made of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, T] = {}

    def known(self, key: Hashable) -> T | None:
        """Return the value if it is at hand."""
        if key not in self._values:
            return None
        # Asked for again: it is the newest now.
        value = self._values[key] = self._values.pop(key)
        return value

    def value(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value, made now if it is not at hand."""
        value = self.known(key)
        return self.put(key, make()) if value is None else value

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value instead of an older one, and return it."""
        self._values.pop(key, None)
        self._values[key] = value
        while len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        return value


class Workspace:
    """Makes reviews of inputs and keeps the pieces that the next request asks for again."""

    def __init__(self) -> None:
        self._templates: _Recent[Template] = _Recent(8)
        self._pairs: _Recent[Pair] = _Recent(6)
        self._lints: _Recent[LintResult] = _Recent(8)
        self._reviews: _Recent[Review] = _Recent(6)
        self._drawn: _Recent[GraphLayout] = _Recent(6)
        self._given_up: dict[str, LintResult] = {}

    def give_up_lint(self, sha256: str, result: LintResult) -> None:
        """Use this result for a text from now on: cfn-lint did not survive the text."""
        self._given_up[sha256] = result

    def learn_lint(self, inputs: Inputs, outcome: LintOutcome) -> None:
        """Take what linting these inputs gave another process."""
        sides = (
            (inputs.candidate, inputs.candidate_choice, outcome.candidate),
            (inputs.reference, inputs.reference_choice, outcome.reference),
        )
        for source, choice, result in sides:
            if source and result:
                self._lints.put((source, choice, inputs.region), result)

    def pair(self, inputs: Inputs) -> Pair:
        """Return what the inputs mean."""
        return self._pairs.value(_meaning(inputs), lambda: understand(inputs, self._template))

    def redraw(
        self,
        what: Hashable,
        draw: Callable[[GraphLayout | None], GraphLayout],
    ) -> GraphLayout:
        """Return a graph, drawn with the latest one of the same thing as a pattern."""
        return self._drawn.put(what, draw(self._drawn.known(what)))

    def lint_candidate(self, inputs: Inputs) -> LintResult:
        """Lint the candidate."""
        return self._lint(inputs.candidate, inputs.candidate_choice, inputs.region)

    def lint_reference(self, inputs: Inputs) -> LintResult | None:
        """Lint the reference, if there is one."""
        if inputs.reference is None:
            return None
        return self._lint(inputs.reference, inputs.reference_choice, inputs.region)

    def lint_at_hand(self, inputs: Inputs) -> LintOutcome | None:
        """Return what linting gave, None if it would have to be run."""
        candidate = self._known_lint(inputs.candidate, inputs.candidate_choice, inputs.region)
        if not inputs.lint or candidate is None:
            return None
        if inputs.reference is None:
            return LintOutcome(candidate)
        reference = self._known_lint(inputs.reference, inputs.reference_choice, inputs.region)
        return LintOutcome(candidate, reference) if reference else None

    def structure(self, inputs: Inputs) -> Review:
        """Return the review without lint."""
        return self._review(inputs, None)

    def linted(self, inputs: Inputs) -> Review:
        """Return the review with lint, if the inputs ask for it."""
        if not inputs.lint:
            return self._review(inputs, None)
        outcome = LintOutcome(self.lint_candidate(inputs), self.lint_reference(inputs))
        return self._review(inputs, outcome)

    def at_hand(self, inputs: Inputs) -> Review:
        """Return the review as far as it needs no lint to be run."""
        return self._review(inputs, self.lint_at_hand(inputs))

    def examined(self, inputs: Inputs) -> Examined:
        """Return the review with the candidate's lint and the comparison that it is built on."""
        lint_result = self.lint_candidate(inputs) if inputs.lint else None
        return Examined(self.linted(inputs), lint_result, self.pair(inputs).comparison)

    def _review(self, inputs: Inputs, outcome: LintOutcome | None) -> Review:
        said = (
            frozenset(inputs.decisions.items()),
            frozenset(inputs.notes.items()),
            inputs.own,
            inputs.settings,
            frozenset(inputs.wordings.items()),
        )
        key = (_meaning(inputs), inputs.region, inputs.today, inputs.lint, said, outcome)
        return self._reviews.value(key, lambda: review(inputs, outcome, self.pair(inputs)))

    def _template(self, source: Source, choice: int) -> Template:
        return self._templates.value((source, choice), lambda: read_template(source, choice))

    def _lint(self, source: Source, choice: int, region: str) -> LintResult:
        given_up = self._given_up.get(source.sha256)
        if given_up:
            return given_up
        key = (source, choice, region)
        return self._lints.value(key, lambda: lint(self._template(source, choice), region))

    def _known_lint(self, source: Source, choice: int, region: str) -> LintResult | None:
        return self._given_up.get(source.sha256) or self._lints.known((source, choice, region))


def _meaning(inputs: Inputs) -> Hashable:
    """Return the part of the inputs that reading and comparing look at."""
    return (
        inputs.candidate,
        inputs.candidate_choice,
        inputs.reference,
        inputs.reference_choice,
        inputs.exporters,
        inputs.pairings,
    )
