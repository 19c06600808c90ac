"""Keeps a review beside its candidate, offers it again, and merges it with another one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from analysis import files, review_file
from analysis.findings import State
from analysis.review import Check, Inputs, Review
from analysis.review_file import Conflict, ReviewFile
from gui.annotations import Annotations
from gui.bars import ERROR, INFORMATION, WARNING, Message
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE, of_finding
from gui.session import Session
from gui.text import one_line

_KEY = "review-file"
_TITLES = 3


class ReviewFiles(QObject):
    """Writes what the reviewer said to a file of its own, and takes it over from there."""

    new_wanted = Signal(str, list)  # what the findings are, their ids
    saved = Signal()

    def __init__(self, session: Session, pair_files: PairFiles, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pair_files = pair_files
        self._window = window
        self._kept: ReviewFile | None = None
        self._digest: str | None = None
        self._is_save_wanted = False
        self._is_compared = True
        session.review_changed.connect(self._follow)

    def save(self) -> None:
        """Write the review beside the candidate, once it is complete."""
        path, review, inputs = self._path(), self._session.review, self._session.inputs
        if not path or inputs is None:
            self._tell(self.tr("Save the candidate first: its review is kept beside it."), WARNING)
            return
        self._is_save_wanted = review is None or not _is_complete(review, inputs)
        if review is None or self._is_save_wanted:
            self._tell(self.tr("The review is saved as soon as it is complete."))
            return
        if self._digest is None and Path(path).exists():
            self._tell_other(path)
            return
        self._write(path, review_file.kept_of(review, inputs, self._kept))

    def merge(self) -> None:
        """Let the user choose another review of this pair, and take in what it says."""
        title, kinds = self.tr("Merge a review"), self.tr("Reviews (*.review.json)")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._path(), kinds)
        if name:
            self.merge_file(name)

    def merge_file(self, name: str) -> None:
        """Take in what another review says; where both say something, this one stands."""
        theirs = self._load(name)
        if theirs is None:
            return
        merged, conflicts = review_file.merge(self._now(), theirs)
        if name == self._path():
            self._remember(theirs, name)
        self._session.annotate(self.tr("Merge review"), _said(merged))
        self._tell(self._words_of(conflicts))

    def _follow(self) -> None:
        review, inputs = self._session.review, self._session.inputs
        if review is None:
            self._forget()
            self._offer()
        elif inputs is not None and self._session.is_current and _is_complete(review, inputs):
            self._go_on(review)

    def _go_on(self, review: Review) -> None:
        """Do what waited for a complete review."""
        if not self._is_compared:
            self._compare(review)
        if self._is_save_wanted:
            self.save()

    def _forget(self) -> None:
        self._kept = self._digest = None
        self._is_save_wanted, self._is_compared = False, True
        self._pair_files.settled.emit(_KEY)

    def _offer(self) -> None:
        """Say that there is a review of the candidate that was just opened."""
        path = self._path()
        if not path or not Path(path).is_file():
            return
        kept = self._load(path)
        if kept is None:
            return
        said = self._session.annotations
        if said == _said(kept):
            self._take(kept, path)
            return
        decided = sum(one.state is not State.OPEN for one in kept.decisions.values())
        text = self.tr("A review of this candidate is kept beside it: {} decided, {} own findings.")
        words = self.tr("Take it over") if said == Annotations() else self.tr("Merge it")
        choices: dict[str, Callable[[], object]] = {words: lambda: self._take_in(kept, path)}
        self._tell(text.format(decided, len(kept.own)), INFORMATION, choices)

    def _take_in(self, kept: ReviewFile, path: str) -> None:
        if self._session.annotations != Annotations():
            self.merge_file(path)
            self._take(kept, path)
            return
        self._pair_files.settled.emit(_KEY)
        self._session.annotate(self.tr("Open review"), _said(kept))
        self._take(kept, path)

    def _take(self, kept: ReviewFile, path: str) -> None:
        self._remember(kept, path)
        self._is_compared = False
        if self._session.review is not None:
            self._follow()

    def _compare(self, review: Review) -> None:
        """Say what is otherwise than when the review was saved."""
        self._is_compared = True
        if self._kept is None:
            return
        chosen = self._session.finding(self._kept.view.get("finding", ""))
        if chosen is not None and not self._session.selection.finding_id:
            self._session.choose(of_finding(review, chosen))
        since = review_file.since(self._kept, review)
        if not since.new and not since.gone:
            return
        changed = [
            side
            for side, is_changed in (
                (self.tr("candidate"), since.candidate_changed),
                (self.tr("reference"), since.reference_changed),
            )
            if is_changed
        ]
        text = self.tr("Since the review was saved, {} findings are new and {} are gone.")
        text = text.format(len(since.new), len(since.gone))
        if changed:
            text += self.tr(" Changed: {}.").format(", ".join(changed))
        words, new = self.tr("new since the review was saved"), list(since.new)
        choices: dict[str, Callable[[], object]] = {}
        if new:
            choices[self.tr("Show the new ones")] = lambda: self.new_wanted.emit(words, new)
        self._tell(text, INFORMATION, choices)

    def _write(self, path: str, kept: ReviewFile) -> None:
        kept = replace(kept, view={"finding": self._session.selection.finding_id})
        try:
            self._digest = review_file.save(path, kept, self._digest)
        except files.ChangedOnDiskError:
            self._tell_other(path)
            return
        except files.SaveError as error:
            self._tell(str(error), ERROR)
            return
        self._kept = kept
        self._tell(self.tr("The review is in {}.").format(path))
        self.saved.emit()

    def _tell_other(self, path: str) -> None:
        text = self.tr("{} holds another review.").format(Path(path).name)

        def merge_and_save() -> None:
            self.merge_file(path)
            self.save()

        def overwrite() -> None:
            theirs = self._load(path)
            if theirs is not None:
                self._remember(theirs, path)
            self.save()

        choices: dict[str, Callable[[], object]] = {
            self.tr("Merge and save"): merge_and_save,
            self.tr("Overwrite it"): overwrite,
        }
        self._tell(text, WARNING, choices)

    def _now(self) -> ReviewFile:
        review, inputs = self._session.review, self._session.inputs
        if review is not None and inputs is not None:
            return review_file.kept_of(review, inputs, self._kept)
        said = self._session.annotations
        empty = ReviewFile(review_file.Template("", ""))
        return replace(
            self._kept or empty,
            decisions=said.decisions,
            notes=said.notes,
            own=said.own,
            pairings=said.pairings,
            wordings=said.wordings,
        )

    def _words_of(self, conflicts: tuple[Conflict, ...]) -> str:
        if not conflicts:
            return self.tr("The review was merged; the two agree.")
        found = (self._session.finding(one.id) for one in conflicts)
        titles = [one_line(one.title, 50) for one in found if one]
        more = len(conflicts) - len(titles[:_TITLES])
        rest = self.tr(" and {} more").format(more) if more > 0 else ""
        text = self.tr("The review was merged. Where the two disagree, yours stands: {}{}.")
        return text.format("; ".join(titles[:_TITLES]), rest)

    def _load(self, path: str) -> ReviewFile | None:
        try:
            return review_file.load(path)
        except files.RefusedFileError as error:
            self._tell(str(error), ERROR)
            return None

    def _remember(self, kept: ReviewFile, path: str) -> None:
        self._kept = kept
        self._digest = files.digest(Path(path).read_bytes())

    def _path(self) -> str:
        source = self._session.source(CANDIDATE)
        return review_file.path_for(source.path) if source and source.path else ""

    def _tell(
        self,
        text: str,
        kind: str = INFORMATION,
        choices: dict[str, Callable[[], object]] | None = None,
    ) -> None:
        self._pair_files.told.emit(Message(_KEY, text, kind, choices or {}))


def _said(kept: ReviewFile) -> Annotations:
    return Annotations(
        dict(kept.decisions), dict(kept.notes), kept.own, kept.pairings, dict(kept.wordings)
    )


def _is_complete(review: Review, inputs: Inputs) -> bool:
    return not inputs.lint or review.checked.lint_candidate is not Check.SKIPPED
