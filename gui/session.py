"""The state of the window: the two documents, what the user decided, the latest review."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup

from analysis.edits import Edit
from analysis.findings import Decision, Finding, Fix, State, Verified
from analysis.review import Inputs, Review
from analysis.settings import Settings
from analysis.source import Source
from gui.annotations import Annotations, AnnotationsChange
from gui.document import Document, ReadOnlyError
from gui.selection import (
    CANDIDATE,
    NOTHING,
    REFERENCE,
    Selection,
    SelectionHistory,
    renewed,
)

_STEPS = {
    State.ACCEPTED: "Accept",
    State.DISMISSED: "Dismiss",
    State.OPEN: "Reopen",
}

_Untried = tuple[str, tuple[Edit, ...]]


class Session(QObject):
    """Texts are the truth; every change of one is a step that undo takes back.

    Findings are never undone: whoever listens to `inputs_changed` asks for a new review and hands
    it to `adopt_review`.
    """

    sources_changed = Signal()
    inputs_changed = Signal()
    inputs_typed = Signal()  # changed by typing: asking for a review may wait for a pause
    modified_changed = Signal()
    review_changed = Signal()
    fixes_changed = Signal(str)  # the finding's id
    decisions_changed = Signal()
    selection_changed = Signal(object)  # Selection
    fix_applied = Signal(object)  # Fix
    refused = Signal(str)  # a sentence for the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_group = QUndoGroup(self)
        self.selection = NOTHING
        self.exporters: tuple[Source, ...] = ()
        self.annotations = Annotations()
        self._region, self._settings = "us-east-1", Settings()
        self._pair = object()
        self._documents: dict[str, Document] = {}
        self._review: Review | None = None
        self._reviewed: Inputs | None = None
        self._tried: dict[str, dict[_Untried, Fix]] = {}
        self._history = SelectionHistory()
        self._before_fixes = 0

    def document(self, side: str) -> Document | None:
        """Return the document of a side, None while it is empty."""
        return self._documents.get(side)

    def source(self, side: str) -> Source | None:
        """Return the text of a side as it stands."""
        document = self._documents.get(side)
        return document.source if document else None

    @property
    def review(self) -> Review | None:
        """The latest review, perhaps of an earlier text (`is_current` tells)."""
        return self._review

    @property
    def is_current(self) -> bool:
        """Whether the review is of the texts as they stand."""
        candidate = self.source(CANDIDATE)
        if self._review is None or self._reviewed is None or candidate is None:
            return False
        same = self._reviewed.candidate == candidate
        return same and self._reviewed.reference == self.source(REFERENCE)

    @property
    def inputs(self) -> Inputs | None:
        """What a review is made of; None while there is no candidate."""
        candidate, reference = self._documents.get(CANDIDATE), self._documents.get(REFERENCE)
        if candidate is None:
            return None
        return Inputs(
            candidate.source,
            reference.source if reference else None,
            candidate.choice,
            reference.choice if reference else 0,
            self.exporters,
            self.annotations.pairings,
            dict(self.annotations.decisions),
            own=self.annotations.own,
            notes=dict(self.annotations.notes),
            region=self._region,
            settings=self._settings,
            wordings=dict(self.annotations.wordings),
            today=datetime.now(UTC).date().isoformat(),
        )

    def open(self, side: str, source: Source, choice: int = 0) -> None:
        """Put a text on a side; what was decided about the pair before is forgotten."""
        self._place(side, Document(source, choice, parent=self))
        self._start_anew()

    def open_pair(
        self,
        candidate: tuple[Source, int],
        reference: tuple[Source, int] | None,
        annotations: Annotations | None = None,
    ) -> None:
        """Put a whole pair in place, each with its template's number, and what was said of it."""
        self._place(CANDIDATE, Document(*candidate, parent=self))
        self._place(REFERENCE, Document(*reference, parent=self) if reference else None)
        self._start_anew(annotations)

    def swap(self) -> None:
        """Make the candidate the reference and the other way round; each keeps its undo stack."""
        candidate, reference = self._documents.get(CANDIDATE), self._documents.get(REFERENCE)
        if reference is None:
            return
        self._documents = {CANDIDATE: reference}
        if candidate is not None:
            self._documents[REFERENCE] = candidate
        self._start_anew()

    def choose_template(self, side: str, number: int) -> None:
        """Review another template of a Markdown file."""
        document = self._documents.get(side)
        if document and document.choice != number:
            document.choice = number
            self.inputs_changed.emit()

    def provide(self, exporters: tuple[Source, ...]) -> None:
        """Let the exports of these further templates provide imports."""
        self.exporters = exporters
        if self.source(CANDIDATE) is not None:
            self.inputs_changed.emit()

    def prepare(self, region: str, settings: Settings) -> None:
        """Review for a region, and as a team wants it."""
        if (region, settings) == (self._region, self._settings):
            return
        self._region, self._settings = region, settings
        if self.source(CANDIDATE) is not None:
            self.inputs_changed.emit()

    def type(self, edit: Edit) -> None:
        """Make an edit that the user typed into the candidate."""
        document = self._documents.get(CANDIDATE)
        if document is None:
            return
        try:
            document.type(self.tr("Typing"), edit)
        except ReadOnlyError:
            self._refuse_to_change()
            self.sources_changed.emit()
        except ValueError:
            self.refused.emit(self.tr("That edit did not fit the text and was not made."))
            self.sources_changed.emit()

    def apply_fix(self, fix: Fix) -> bool:
        """Apply a fix to the candidate; refuse one that was made for another text."""
        return bool(fix.edits) and self.apply_fixes((fix,), fix)

    def apply_fixes(self, fixes: Sequence[Fix], together: Fix) -> bool:
        """Apply fixes that do not touch, each as a step; `together` is what they come to."""
        document, review = self._documents.get(CANDIDATE), self._review
        if document is None or review is None:
            return False
        if review.candidate.sha256 != document.source.sha256:
            self.refused.emit(
                self.tr("The text has changed since this fix was made; it is being made anew."),
            )
            return False
        before = document.stack.index()
        if not self._change(document, [(fix.title, fix.edits) for fix in fixes]):
            return False
        self._before_fixes = before
        self.fix_applied.emit(together)
        return True

    def take_back(self) -> None:
        """Undo what was applied last, all of its steps."""
        document = self._documents.get(CANDIDATE)
        if document:
            document.stack.setIndex(min(self._before_fixes, document.stack.index()))

    def change(self, title: str, edits: tuple[Edit, ...]) -> bool:
        """Make edits of the candidate as one step; refuse those that do not fit together."""
        document = self._documents.get(CANDIDATE)
        return document is not None and self._change(document, [(title, edits)])

    def _change(self, document: Document, steps: Sequence[tuple[str, Sequence[Edit]]]) -> bool:
        try:
            document.change_in_turn(steps)
        except ReadOnlyError:
            self._refuse_to_change()
            return False
        except ValueError:
            self.refused.emit(self.tr("These edits do not fit together."))
            return False
        return True

    def _refuse_to_change(self) -> None:
        self.refused.emit(self.tr("The file is no text that could be saved; it is only shown."))

    def adopt_review(self, inputs: Inputs, review: Review) -> None:
        """Take a review that arrived; fixes that were tried for the same texts stay tried."""
        is_other = self._reviewed is None or not _same_texts(self._reviewed, inputs)
        if is_other:
            self._tried = {}
        self._reviewed = inputs
        self._review = replace(
            review,
            findings=tuple(self._completed(finding) for finding in review.findings),
        )
        if is_other or self.selection.finding_id:
            self.selection = renewed(self._review, self.selection)
        self.review_changed.emit()

    def adopt_fixes(self, finding_id: str, fixes: tuple[Fix, ...]) -> None:
        """Take the fixes of a finding as they came back, in their order, from being tried.

        What came back can be larger than what was tried.
        """
        finding = self.finding(finding_id)
        if finding and len(finding.fixes) == len(fixes):
            pairs = zip(finding.fixes, fixes, strict=True)
            tried = {(before.title, before.edits): after for before, after in pairs}
            self._tried.setdefault(finding_id, {}).update(tried)
            self._renew_findings()
            self.fixes_changed.emit(finding_id)

    def give_up_fixes(self, finding_id: str, why: str) -> None:
        """Say of a finding's fixes why they were not tried."""
        finding = self.finding(finding_id)
        if finding:
            fixes = tuple(
                replace(fix, why=why) if fix.verified is Verified.NOT_TRIED else fix
                for fix in finding.fixes
            )
            self.adopt_fixes(finding_id, fixes)

    def decide(self, finding_id: str, decision: Decision) -> None:
        """Keep what the user decided about a finding."""
        self.decide_all({finding_id: decision})

    def decide_all(self, decisions: Mapping[str, Decision]) -> None:
        """Keep what the user decided about findings, as one step."""
        states = {decision.state for decision in decisions.values()}
        title = _STEPS.get(states.pop(), "") if len(states) == 1 else ""
        self.annotate(
            self.tr(title or "Decide"),
            self.annotations.with_decisions(decisions),
        )

    def annotate(self, title: str, annotations: Annotations) -> None:
        """Take what the reviewer says now, as a step that undo takes back."""
        document = self._documents.get(CANDIDATE)
        if document and annotations != self.annotations:
            put = partial(self._put_annotations, self._pair)
            document.stack.push(AnnotationsChange(title, self.annotations, annotations, put))

    def note(self, finding_id: str, text: str) -> None:
        """Keep the reviewer's note on a finding."""
        self.annotate(self.tr("Note"), self.annotations.with_note(finding_id, text))

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """What was decided, by the finding's id."""
        return dict(self.annotations.decisions)

    def finding(self, finding_id: str) -> Finding | None:
        """Return the finding of an id in the latest review."""
        findings = self._review.findings if self._review else ()
        return next((finding for finding in findings if finding.id == finding_id), None)

    def choose(self, selection: Selection) -> None:
        """Make a selection, in all views."""
        if selection != NOTHING:
            self._history.add(selection)
        self._show(selection)

    def go_back(self) -> None:
        """Choose what was chosen before."""
        earlier = self._history.back()
        if earlier:
            self._show(earlier)

    def go_forward(self) -> None:
        """Choose again what going back left."""
        later = self._history.forward()
        if later:
            self._show(later)

    def _show(self, selection: Selection) -> None:
        self.selection = selection
        self.selection_changed.emit(selection)

    def _place(self, side: str, document: Document | None) -> None:
        former = self._documents.pop(side, None)
        if former:
            self.undo_group.removeStack(former.stack)
            former.deleteLater()
        if document is None:
            return
        self._documents[side] = document
        self.undo_group.addStack(document.stack)
        document.text_replaced.connect(self._tell_replaced)
        document.text_typed.connect(self._tell_typed)
        document.modified_changed.connect(self.modified_changed)

    def _start_anew(self, annotations: Annotations | None = None) -> None:
        candidate = self._documents.get(CANDIDATE)
        if candidate:
            self.undo_group.setActiveStack(candidate.stack)
        self.annotations = annotations or Annotations()
        self._pair = object()
        self._review = self._reviewed = None
        self._tried = {}
        self._history.clear()
        self._show(NOTHING)
        self.sources_changed.emit()
        self.modified_changed.emit()
        self.review_changed.emit()
        self.inputs_changed.emit()

    def _tell_replaced(self) -> None:
        self.sources_changed.emit()
        self.inputs_changed.emit()

    def _tell_typed(self) -> None:
        self.sources_changed.emit()
        self.inputs_typed.emit()

    def _put_annotations(self, pair: object, annotations: Annotations) -> None:
        if pair is not self._pair:
            # What was said of another pair: an undo stack outlives a swap.
            return
        before, self.annotations = self.annotations, annotations
        self._renew_findings()
        self.decisions_changed.emit()
        if _asks_anew(before) != _asks_anew(annotations):
            self.inputs_changed.emit()

    def _renew_findings(self) -> None:
        if self._review is None:
            return
        findings = tuple(self._completed(finding) for finding in self._review.findings)
        self._review = replace(self._review, findings=findings)

    def _completed(self, finding: Finding) -> Finding:
        decision = self.annotations.decisions.get(finding.id, Decision())
        note = self.annotations.notes.get(finding.id, "")
        known = self._tried.get(finding.id, {})
        fixes = tuple(
            known.get((fix.title, fix.edits), fix) if fix.verified is Verified.NOT_TRIED else fix
            for fix in finding.fixes
        )
        if (decision, note, fixes) == (finding.decision, finding.note, finding.fixes):
            return finding
        return replace(finding, decision=decision, note=note, fixes=fixes)


def _asks_anew(said: Annotations) -> object:
    """Return what of the annotations the worker has to know for a review."""
    return said.own, said.pairings, said.wordings


def _same_texts(one: Inputs, other: Inputs) -> bool:
    return (one.candidate, one.reference, one.candidate_choice, one.reference_choice) == (
        other.candidate,
        other.reference,
        other.candidate_choice,
        other.reference_choice,
    )
