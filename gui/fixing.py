"""Applies the fixes of several findings, each as a step; those that overlap are left and named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from analysis.edits import Edit, apply_edits, touching
from analysis.findings import Finding, Fix, Safety, State, Verified
from gui.bars import INFORMATION, WARNING, Message
from gui.selection import CANDIDATE
from gui.session import Session
from gui.text import one_line

_KEY = "several"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Combination:
    """Fixes that go together, their edits, and the titles of findings that had to be left."""

    fixes: tuple[Fix, ...]
    edits: tuple[Edit, ...]
    left: tuple[str, ...]


def combine(text: str, chosen: Sequence[tuple[Finding, Fix]]) -> Combination:
    """Return the fixes that can be applied together, the first ones first.

    A fix is left where it touches what an earlier one changes, or adds what an earlier one adds:
    it is made anew for the changed text.
    """
    fixes: list[Fix] = []
    edits: list[Edit] = []
    left: list[str] = []
    added: set[str] = set()
    for finding, fix in chosen:
        fresh = [edit for edit in fix.edits if edit not in edits]
        if (
            touching(fix.edits, edits)
            or not fresh
            or added & set(fix.also_adds)
            or not _fits(text, fix.edits)
        ):
            left.append(finding.title)
            continue
        fixes.append(fix)
        edits += fix.edits
        added |= set(fix.also_adds)
    return Combination(tuple(fixes), tuple(edits), tuple(left))


def safe_fixes(findings: Iterable[Finding]) -> list[tuple[Finding, Fix]]:
    """Return of each open finding the first fix that is safe and verified."""
    found = []
    for finding in findings:
        for fix in finding.fixes if finding.decision.state is State.OPEN else ():
            if fix.safety is Safety.SAFE and fix.verified is Verified.YES and fix.edits:
                found.append((finding, fix))
                break
    return found


class Fixing(QObject):
    """Applies all safe fixes, or those of chosen findings, and says what was left."""

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.selection_changed.connect(self._settle)

    def apply_safe(self) -> None:
        """Apply every fix that is safe and verified."""
        review = self._session.review
        chosen = safe_fixes(review.findings if review else ())
        if chosen:
            self._apply(chosen, self.tr("{} safe fixes"))
        else:
            self._tell(self.tr("No finding that is open has a fix that is safe and verified."))

    def apply_of(self, findings: Sequence[Finding]) -> None:
        """Apply the first fix of each of these findings."""
        chosen = [(one, next((fix for fix in one.fixes if fix.edits), None)) for one in findings]
        fixable = [(one, fix) for one, fix in chosen if fix is not None]
        if fixable:
            self._apply(fixable, self.tr("{} fixes"))
        else:
            self._tell(self.tr("None of these findings has a fix."))

    def _apply(self, chosen: Sequence[tuple[Finding, Fix]], title: str) -> None:
        source = self._session.source(CANDIDATE)
        if source is None:
            return
        made = combine(source.text, chosen)
        if not made.fixes:
            self._tell(self.tr("These fixes do not fit the text as it stands."))
            return
        count = len(made.fixes)
        only = made.fixes[0]
        added = tuple(path for fix in made.fixes for path in fix.also_adds)
        together = Fix(title.format(count), Safety.REVIEW, made.edits, added)
        last_first = sorted(made.fixes, key=lambda fix: max(fix.edits), reverse=True)
        if self._session.apply_fixes(last_first, only if count == 1 else together) and made.left:
            self._tell_left(made.left)

    def _tell_left(self, left: Sequence[str]) -> None:
        names = "; ".join(one_line(title, 60) for title in left[:_NAMED])
        more = self.tr(" and {} more").format(len(left) - _NAMED) if len(left) > _NAMED else ""
        text = self.tr("Left, because they change the same lines as those applied: {}{}. ")
        again = self.tr("Their fixes are made anew and can be applied next.")
        self.told.emit(Message(_KEY, text.format(names, more) + again, INFORMATION))

    def _tell(self, text: str) -> None:
        self.told.emit(Message(_KEY, text, WARNING))

    def _settle(self) -> None:
        self.settled.emit(_KEY)


def _fits(text: str, edits: Sequence[Edit]) -> bool:
    try:
        apply_edits(text, edits)
    except ValueError:
        return False
    return True
