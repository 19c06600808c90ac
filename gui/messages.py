"""What the bars over the panes say about the pair, the review and the last fix."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from analysis.findings import Finding, Fix, Safety
from analysis.review import Check, Review, Side
from gui.bars import ERROR, INFORMATION, WARNING, Message
from gui.selection import CANDIDATE, REFERENCE, of_finding
from gui.session import Session
from gui.text import one_line, prose

_CHOICES_SHOWN = 5
_ADDS_SHOWN = 6
_TITLES_SHOWN = 2
_TITLE_LIMIT = 50
_SYNTAX_RULE = "invalid-syntax"


class Messages(QObject):
    """Says what needs the user's eye: several templates, a repair, what a fix did, errors."""

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds
    review_wanted = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._applied = ""
        self._before: Review | None = None
        self._fixed = ""
        session.review_changed.connect(self._show_review)
        session.fix_applied.connect(self._show_applied)
        session.refused.connect(self._show_refused)
        session.sources_changed.connect(self._settle_outdated)

    def show_failure(self, what: str, why: str) -> None:
        """Say that the worker could not do what was asked for."""
        words = {
            "review": self.tr("The review failed: {}"),
            "report": self.tr("The report failed: {}"),
        }.get(what, self.tr("It failed: {}"))
        choices = {self.tr("Review again"): self.review_wanted.emit} if what == "review" else {}
        self.told.emit(Message(f"failed-{what}", words.format(why), ERROR, choices))

    def _show_review(self) -> None:
        review = self._session.review
        if review is None:
            for key in ("repair", f"choice-{CANDIDATE}", f"choice-{REFERENCE}", "applied"):
                self.settled.emit(key)
            self._applied = ""
            return
        self.settled.emit("failed-review")
        self._show_repair(review)
        self._show_choice(CANDIDATE, review.candidate)
        self._show_choice(REFERENCE, review.reference)
        self._show_outcome(review)

    def _show_repair(self, review: Review) -> None:
        problems = review.candidate.problems
        finding = _broken(review) if self._session.is_current else None
        fix = next((one for one in finding.fixes if one.edits), None) if finding else None
        if finding is None or fix is None or not problems:
            self.settled.emit("repair")
            return
        first = problems[0]
        kind = "YAML" if review.candidate.syntax == "yaml" else "JSON"
        count = len(problems)
        places = self.tr("{} places").format(count) if count > 1 else self.tr("1 place")
        text = self.tr("This is not valid {}. {} (line {}). {} can be mended by an edit.")
        text = text.format(kind, first.message.rstrip("."), first.line, places)

        def repair() -> None:
            self._session.apply_fix(fix)

        def show() -> None:
            self._session.choose(of_finding(review, finding))

        is_safe = fix.safety is Safety.SAFE
        choices = {self.tr("Repair"): repair} if is_safe else {self.tr("Show Repair"): show}
        self.told.emit(Message("repair", text, WARNING, choices))

    def _show_choice(self, side: str, read: Side | None) -> None:
        key = f"choice-{side}"
        if read is None or len(read.choices) < 2:  # noqa: PLR2004 (no choice to make)
            self.settled.emit(key)
            return
        choices: dict[str, Callable[[], object]] = {}
        for template in read.choices[:_CHOICES_SHOWN]:
            if template.number != read.chosen:
                name = one_line(template.heading or self.tr("Template"), 30)
                words = f"{template.number}: {name} ({template.resource_count})"
                choices[words] = self._chooser(side, template.number)
        text = self.tr("The {} holds {} templates; number {} is reviewed.")
        text = text.format(side, len(read.choices), read.chosen)
        self.told.emit(Message(key, text, INFORMATION, choices))

    def _chooser(self, side: str, number: int) -> Callable[[], object]:
        def choose() -> None:
            self._session.choose_template(side, number)

        return choose

    def _show_applied(self, fix: Fix) -> None:
        self._applied = self._words_of(fix)
        self._before = self._session.review
        self._fixed = self._text()
        text = self.tr("Applied: {} Reviewing what it changed…").format(self._applied)
        self.told.emit(self._with_undo(text))

    def _words_of(self, fix: Fix) -> str:
        """Return a fix's title and what it added beside, as sentences."""
        title = f"{prose(fix.title).rstrip('.')}."
        if not fix.also_adds:
            return title
        names = [path.rsplit("/", 1)[-1] for path in fix.also_adds]
        more = len(names) - _ADDS_SHOWN
        shown = ", ".join(names[:_ADDS_SHOWN])
        if more > 0:
            shown = self.tr("{} and {} more").format(shown, more)
        return self.tr("{} With it came {}.").format(title, shown)

    def _show_outcome(self, review: Review) -> None:
        before = self._before
        if not self._applied or before is None or not self._session.is_current:
            return
        if _is_linted(before) and review.checked.lint_candidate is Check.SKIPPED:
            return
        old = {finding.id for finding in before.findings}
        new = {finding.id for finding in review.findings}
        gone = [one.title for one in before.findings if one.id not in new]
        come = [one.title for one in review.findings if one.id not in old]
        words = [self.tr("Applied: {}").format(self._applied)]
        words.append(self._counted(self.tr("Gone"), gone))
        words.append(self.tr("{} stay.").format(len(old & new)))
        words.append(self._counted(self.tr("New"), come))
        text = " ".join(words)
        self.told.emit(self._with_undo(text))
        self._applied = ""

    def _counted(self, word: str, titles: Sequence[str]) -> str:
        """Return how many findings these are and what the first ones are called."""
        if not titles:
            return self.tr("{}: none.").format(word)
        names = "; ".join(one_line(title, _TITLE_LIMIT) for title in titles[:_TITLES_SHOWN])
        more = len(titles) - _TITLES_SHOWN
        rest = self.tr(" and {} more").format(more) if more > 0 else ""
        return f"{word}: {len(titles)} ({names}{rest})."

    def _with_undo(self, text: str) -> Message:
        return Message("applied", text, INFORMATION, {self.tr("Undo"): self._undo})

    def _undo(self) -> None:
        self._session.take_back()

    def _show_refused(self, why: str) -> None:
        self.told.emit(Message("refused", why, WARNING))

    def _text(self) -> str:
        source = self._session.source(CANDIDATE)
        return source.text if source else ""

    def _settle_outdated(self) -> None:
        """Take away what was said about a text that is no more."""
        self.settled.emit("refused")
        if self._text() != self._fixed:
            self.settled.emit("applied")
            self._applied = ""


def _broken(review: Review) -> Finding | None:
    """Return the finding about the candidate's syntax, if there is one."""
    return next((one for one in review.findings if one.rule == _SYNTAX_RULE), None)


def _is_linted(review: Review) -> bool:
    return review.checked.lint_candidate is not Check.SKIPPED
