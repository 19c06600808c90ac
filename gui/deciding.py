"""Takes what the reviewer decides, notes, writes and pairs in the views to the session."""

from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject

from analysis.findings import (
    Anchor,
    Decision,
    Finding,
    OwnFinding,
    Severity,
    State,
    Wording,
)
from analysis.review import Pairing
from gui.fixing import Fixing
from gui.selection import CANDIDATE, of_finding
from gui.session import Session
from gui.views import Views

T = TypeVar("T")
_LONGEST_ANCHOR = 4000
OWN_RULE = "own"
"""The rule of findings that the reviewer wrote."""


class Deciding(QObject):
    """Connects the views with what keeps the reviewer's word."""

    def __init__(self, session: Session, fixing: Fixing, views: Views, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._views = views
        self._writing: OwnFinding | None = None
        self._awaited = ""
        findings, outline = views.findings, views.outline
        findings.decided.connect(session.decide)
        findings.several_decided.connect(session.decide_all)
        findings.noted.connect(session.note)
        findings.fixes_requested.connect(fixing.apply_of)
        findings.own_form.written.connect(self._keep_own)
        views.compare.own_finding_wanted.connect(self.write_own)
        outline.pair_wanted.connect(self._pair)
        outline.pairing_forgotten.connect(self._forget_pairing)
        session.decisions_changed.connect(self._show_pairings)
        session.review_changed.connect(self._show_pairings)
        session.review_changed.connect(self._choose_awaited)
        session.review_changed.connect(self._leave_other_pair)

    def write_own(self) -> None:
        """Let the reviewer write a finding about the lines that are chosen in a pane."""
        side, span = self._views.compare.chosen_lines()
        source, review = self._session.source(side), self._session.review
        if source is None or review is None or not self._session.is_current:
            return
        shown = review.candidate if side == CANDIDATE else review.reference
        entry = next(
            (
                one
                for one in (shown.outline if shown else ())
                if source.line(one.span.start) <= source.line(span.start)
                and span.start <= one.span.end
            ),
            None,
        )
        path = f"{entry.section}/{entry.logical_id}" if entry else ""
        anchor = Anchor(side, path, source.slice(span)[:_LONGEST_ANCHOR])
        name = f"own-{uuid4().hex[:8]}"
        self._writing = OwnFinding(name, Severity.MEDIUM, "", "", anchors=(anchor,))
        first, last = source.line(span.start), source.line(span.end)
        lines = self.tr("line {}").format(first)
        if last > first:
            lines = self.tr("lines {} to {}").format(first, last)
        name_of_place = path.replace("/", " \u203a ")
        where = f"{name_of_place}, {lines}" if path else lines
        self._views.findings.own_form.write(
            self.tr("Your finding about the {}: {}").format(side, where),
        )

    def edit_own(self) -> None:
        """Let the reviewer go on with the chosen finding, or put another's in other words."""
        own = self._chosen_own()
        finding = self._session.finding(self._session.selection.finding_id)
        if own is None and finding is not None:
            own = OwnFinding(finding.id, finding.severity, finding.title, finding.issue)
            self._writing = own
            self._views.findings.own_form.write(self.tr("The finding in your words"), own)
        elif own is not None:
            self._writing = own
            self._views.findings.own_form.write(self.tr("Your finding"), own)

    def remove_own(self) -> None:
        """Take the chosen finding away if it is the reviewer's own, else their words for it."""
        own = self._chosen_own()
        chosen = self._session.selection.finding_id
        if own is None and chosen in self._session.annotations.wordings:
            said = self._session.annotations.with_wording(chosen, Wording())
            self._session.annotate(self.tr("Take words back"), said)
        if own is not None:
            said = self._session.annotations.without_own(own.id)
            self._session.annotate(self.tr("Remove finding"), said)

    def dismiss_false(self) -> None:
        """Dismiss the chosen finding: it is not true."""
        self._dismiss(self.tr("It is false."))

    def dismiss_for_good(self) -> None:
        """Dismiss the chosen finding: it is true and stays as it is."""
        self._dismiss(self.tr("It will not be fixed."))

    def _dismiss(self, because: str) -> None:
        finding = self._session.finding(self._session.selection.finding_id)
        if finding is not None:
            said = finding.decision.reason
            words = said if said.startswith(because) else f"{because} {said}".strip()
            self._session.decide(finding.id, Decision(State.DISMISSED, words))

    def _chosen_own(self) -> OwnFinding | None:
        chosen = self._session.selection.finding_id
        return next((one for one in self._session.annotations.own if one.id == chosen), None)

    def _keep_own(self, severity: Severity, title: str, text: str) -> None:
        if self._writing is None:
            return
        own = replace(self._writing, severity=severity, title=title, issue=text)
        finding = self._session.finding(own.id)
        self._writing = None
        if finding is not None and finding.rule != OWN_RULE:
            self._word(finding, Wording(severity, title, text))
            return
        self._awaited = own.id
        said = self._session.annotations.with_own(own)
        self._session.annotate(self.tr("Keep finding"), said)

    def _word(self, finding: Finding, wording: Wording) -> None:
        """Keep the words that are not the finding's own."""
        own = finding.original or Wording()
        before = self._session.annotations.wordings.get(finding.id, Wording())
        kept = Wording(
            _unlike(wording.severity, own.severity, finding.severity),
            _unlike(wording.title, own.title, finding.title),
            _unlike(wording.issue, own.issue, finding.issue),
            before.suggestion,
            before.root_cause,
        )
        said = self._session.annotations.with_wording(finding.id, kept)
        self._session.annotate(self.tr("Edit finding"), said)

    def _leave_other_pair(self) -> None:
        """Give up what was being written about a pair that is no longer open."""
        if self._session.review is None:
            self._writing = None
            self._views.findings.own_form.hide()

    def _choose_awaited(self) -> None:
        """Choose the finding that was just written, once the review has it."""
        finding = self._session.finding(self._awaited)
        if finding is not None and self._session.review is not None:
            self._awaited = ""
            self._session.choose(of_finding(self._session.review, finding))

    def _pair(self, section: str, candidate: str, reference: str) -> None:
        title = self.tr("Pair") if candidate and reference else self.tr("Part")
        pairing = Pairing(section, candidate, reference)
        self._session.annotate(title, self._session.annotations.with_pairing(pairing))

    def _forget_pairing(self, section: str, candidate: str, reference: str) -> None:
        said = self._session.annotations.without_pairings(section, candidate, reference)
        self._session.annotate(self.tr("Forget pairing"), said)

    def _show_pairings(self) -> None:
        self._views.outline.show_pairings(self._session.annotations.pairings)


def _unlike(said: T | None, original: T | None, now: T) -> T | None:
    """Return what the reviewer says, None where the finding says so itself."""
    return None if said == (now if original is None else original) else said
