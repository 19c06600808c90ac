"""What each command of the menus does, and when it can be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from analysis.findings import Finding, Fix, State
from gui.actions import Actions
from gui.asking import Asking
from gui.background import Background
from gui.choosing import Choosing, led
from gui.deciding import Deciding
from gui.enter_key import EnterKey
from gui.exporter_menu import ExporterMenu
from gui.fixing import Fixing
from gui.leaving import Leaving
from gui.manual import ManualDialog
from gui.marking import Marking
from gui.pair_files import PairFiles
from gui.pair_queue import PairQueue
from gui.parts import step_part
from gui.preferences import Preferences
from gui.reporting import Reporting
from gui.review_files import ReviewFiles
from gui.samples import Sample, samples
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session
from gui.shortcuts import ShortcutsDialog
from gui.state import RecentPair
from gui.suppressing import Suppressing
from gui.text import caption, prose
from gui.views import Views
from gui.written_reviews import WrittenReviews

_RECENT_IN_MENU = 10
_OWN = "own"
_IN_TEXT = (
    *("inside", "moved", "find-next", "find-previous", "replace", "comment", "line"),
    *("definition", "uses", "explain"),
)
_OF_A_FINDING = (
    "apply-fix",
    "accept",
    "dismiss-false",
    "dismiss-wont-fix",
    "reopen",
    "copy-finding",
    "suppress",
    "documentation",
)
_NEED_CANDIDATE = (
    "save",
    "save-as",
    "save-review",
    "open-written",
    "merge-review",
    "write-report",
    "save-patch",
    "review-again",
)


@dataclass(frozen=True)
class Parts:
    """What the commands work on."""

    session: Session
    files: PairFiles
    leaving: Leaving
    choosing: Choosing
    reporting: Reporting
    asking: Asking
    background: Background
    views: Views
    fixing: Fixing
    deciding: Deciding


class Commands(QObject):
    """Connects the actions with the parts of the window."""

    def __init__(self, actions: Actions, parts: Parts, window: QMainWindow) -> None:
        super().__init__(window)
        self._actions = actions
        self._parts = parts
        self._window = window
        self._recent = QMenu(self.tr("Open recent"), window)
        self._samples = QMenu(self.tr("Samples"), window)
        self._review_files = ReviewFiles(parts.session, parts.files, window)
        self.preferences = Preferences(
            parts.session, parts.files, actions, parts.views.compare, window
        )
        self._queue = PairQueue(parts.leaving, parts.files, self._review_files, window)
        self.suppressing = Suppressing(parts.session, parts.background, actions, window)
        self.written = WrittenReviews(
            parts.session, parts.background, parts.choosing, parts.files, window
        )
        self._place_menus()
        actions.connect(self._file_slots() | self._edit_slots() | self._review_slots())
        parts.reporting.listed = parts.views.findings.listed
        parts.views.findings.offer([actions[name] for name in _OF_A_FINDING])
        parts.views.findings.detail.show_tips(
            {name: actions[name].toolTip() for name in ("apply-fix", "accept", "dismiss", "reopen")}
        )
        parts.views.compare.offer_editing([actions[name] for name in ("undo", "redo")])
        self._review_files.new_wanted.connect(parts.views.findings.narrow_to)
        Marking(actions, parts.views.compare, parts.files, self)
        self._recent.aboutToShow.connect(self._fill_recent)
        session = parts.session
        for signal in (
            session.sources_changed,
            session.review_changed,
            session.selection_changed,
            session.decisions_changed,
            session.fixes_changed,
            session.undo_group.indexChanged,
        ):
            signal.connect(self.enable)
        parts.views.compare.paste_wanted.connect(self.paste)
        EnterKey(window)
        self.enable()

    def open(self, side: str, name: str) -> None:
        """Open a file on a side, after asking about changes it would lose."""
        self._parts.leaving.before((side,), lambda: self._parts.files.open(side, name))

    def open_pair(self, candidate: str, reference: str) -> None:
        """Open two files, after asking about changes they would lose."""
        files = self._parts.files
        self._parts.leaving.before_all(lambda: files.open_pair(candidate, reference))

    def open_recent(self, pair: RecentPair) -> None:
        """Open a recent pair."""
        self._parts.leaving.before_all(lambda: self._parts.files.open_recent(pair))

    def open_sample(self, sample: Sample) -> None:
        """Open a pair that comes with the program."""
        self._parts.leaving.before_all(lambda: self._parts.files.open_sample(sample))

    def ask_open(self, side: str) -> None:
        """Let the user choose a file for a side."""
        self._parts.leaving.before((side,), lambda: self._parts.files.ask_open(side))

    def apply(self, finding: Finding, fix: Fix) -> None:
        """Apply a fix of a finding."""
        del finding
        self._parts.session.apply_fix(fix)

    def fill_recent(self, side: str, menu: QMenu) -> None:
        """Fill a menu with the recent files of a side."""
        names = (
            pair.candidate if side == CANDIDATE else pair.reference
            for pair in self._parts.files.state.pairs
        )
        for name in dict.fromkeys(name for name in names if name):
            action = menu.addAction(caption(name, 80))
            action.triggered.connect(self._opener(side, name))
        menu.setEnabled(not menu.isEmpty())

    def _place_menus(self) -> None:
        before = self._actions["paste-candidate"]
        menu = self._actions.menus["File"]
        menu.insertMenu(before, self._queue.menu)
        menu.insertMenu(before, self._recent)
        menu.insertSeparator(before)
        exporters = ExporterMenu(self._parts.session, self._parts.files, self._window)
        menu.insertMenu(self._actions["save"], exporters)
        for sample in samples():
            action = self._samples.addAction(caption(sample.title, 60))
            action.triggered.connect(self._sample_opener(sample))
        help_menu = self._actions.menus["Help"]
        help_menu.insertMenu(self._actions["about"], self._samples)

    def _file_slots(self) -> dict[str, Callable[[], object]]:
        parts = self._parts
        return {
            "open-candidate": lambda: self.ask_open(CANDIDATE),
            "open-reference": lambda: self.ask_open(REFERENCE),
            "paste-candidate": lambda: self.paste(CANDIDATE),
            "paste-reference": lambda: self.paste(REFERENCE),
            "save": parts.files.save,
            "save-as": parts.files.save_as,
            "save-template": self._save_template,
            "open-queue": self._queue.ask_folder,
            "open-queue-list": self._queue.ask_list,
            "open-written": self.written.ask_open,
            "save-review": self._review_files.save,
            "merge-review": self._review_files.merge,
            "write-report": parts.reporting.ask,
            "save-patch": parts.files.save_patch,
            "settings": self.preferences.ask,
            "quit": self._window.close,
            "manual": self._show_manual,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def _edit_slots(self) -> dict[str, Callable[[], object]]:
        parts = self._parts
        return {
            "undo": parts.session.undo_group.undo,
            "redo": parts.session.undo_group.redo,
            "swap": parts.session.swap,
            "find": self._find,
            "find-next": self._in_compare(parts.views.compare.find_next),
            "find-previous": self._in_compare(parts.views.compare.find_previous),
            "replace": self._in_compare(parts.views.compare.replace_text),
            "take": parts.views.compare.take_change,
            "comment": parts.views.compare.toggle_comment,
            "line": self._in_compare(parts.views.compare.ask_line),
            "definition": self._in_compare(parts.views.compare.go_to_definition),
            "uses": self._in_compare(parts.views.compare.show_uses),
            "inside": self._in_compare(parts.views.compare.compare_inside),
            "moved": self._in_compare(parts.views.compare.go_to_other_place),
            "explain": self._in_compare(parts.views.compare.explain_here),
            "back": led(parts.views.compare, parts.session.go_back),
            "forward": led(parts.views.compare, parts.session.go_forward),
            "next-finding": lambda: parts.views.findings.step(1),
            "previous-finding": lambda: parts.views.findings.step(-1),
            "next-pair": self._queue.next,
            "previous-pair": self._queue.previous,
            "pair-done": self._queue.finish,
            "next-undecided": parts.views.findings.step_undecided,
            "next-change": self._next_change,
            "previous-change": self._previous_change,
            "zoom-in": parts.views.compare.zoom_in,
            "zoom-out": parts.views.compare.zoom_out,
            "zoom-back": parts.views.compare.zoom_back,
            "fold": parts.views.compare.toggle_fold,
            "fold-blocks": parts.views.compare.fold_one_sided,
            "fold-all": parts.views.compare.fold_all,
            "unfold-all": parts.views.compare.unfold_all,
            "next-part": lambda: step_part(self._window, 1),
            "previous-part": lambda: step_part(self._window, -1),
            "let-go": parts.choosing.let_go,
        }

    def _review_slots(self) -> dict[str, Callable[[], object]]:
        detail = self._parts.views.findings.detail
        return {
            "apply-fix": detail.fix_view.request,
            "apply-safe": self._parts.fixing.apply_safe,
            "copy-finding": self._copy_finding,
            "suppress": self.suppressing.ask,
            "add-finding": self._in_compare(self._parts.deciding.write_own),
            "edit-finding": self._parts.deciding.edit_own,
            "remove-finding": self._parts.deciding.remove_own,
            "accept": detail.accept,
            "dismiss": detail.dismiss,
            "dismiss-false": self._parts.deciding.dismiss_false,
            "dismiss-wont-fix": self._parts.deciding.dismiss_for_good,
            "reopen": detail.reopen,
            "documentation": detail.open_documentation,
            "review-again": self._parts.asking.review_again,
            "cancel": self._parts.asking.cancel,
        }

    def enable(self) -> None:
        """Say of each command whether it can be used now."""
        session = self._parts.session
        candidate, reference = session.document(CANDIDATE), session.document(REFERENCE)
        finding = session.finding(session.selection.finding_id)
        review, undo = session.review, session.undo_group
        is_open = candidate is not None
        state = finding.decision.state if finding else None
        self._actions.enable(
            dict.fromkeys(_NEED_CANDIDATE, is_open)
            | {
                "save-template": review is not None and review.candidate.format == "markdown",
                # The graph answers to the same keys itself.
                "find": is_open and not self._parts.views.graph.isVisible(),
                **dict.fromkeys(_IN_TEXT, is_open),
                "take": session.is_current and bool(review and review.changes),
                "swap": reference is not None,
                "undo": undo.canUndo(),
                "redo": undo.canRedo(),
                "next-finding": bool(review and review.findings),
                "previous-finding": bool(review and review.findings),
                "add-finding": session.is_current,
                "edit-finding": finding is not None,
                "remove-finding": finding is not None
                and (finding.rule == _OWN or finding.original is not None),
                "next-undecided": bool(review and _has_open(review.findings)),
                "apply-safe": session.is_current and bool(review and review.findings),
                "next-change": bool(review and review.changes),
                "previous-change": bool(review and review.changes),
                "apply-fix": bool(finding and finding.fixes) and session.is_current,
                "accept": finding is not None and state is not State.ACCEPTED,
                "dismiss": finding is not None and state is not State.DISMISSED,
                **dict.fromkeys(("next-pair", "previous-pair", "pair-done"), self._queue.is_open),
                "copy-finding": finding is not None,
                "suppress": finding is not None and session.is_current,
                "dismiss-false": finding is not None,
                "dismiss-wont-fix": finding is not None,
                "reopen": finding is not None and state is not State.OPEN,
                "documentation": bool(finding and finding.documentation),
            },
        )
        for name, words, title in (
            ("undo", self.tr("Undo"), undo.undoText()),
            ("redo", self.tr("Redo"), undo.redoText()),
        ):
            self._actions[name].setText(f"{words} {caption(prose(title), 40)}".strip())

    def paste(self, side: str) -> None:
        """Put the clipboard's text on a side, after asking about changes it would lose."""
        self._parts.leaving.before((side,), lambda: self._parts.files.paste(side))

    def _save_template(self) -> None:
        review = self._parts.session.review
        if review is not None:
            self._parts.files.save_template(review.candidate.region)

    def _find(self) -> None:
        views = self._parts.views
        if views.changes.isVisible():
            views.changes.find_text()
        else:
            self._actions["view-compare"].trigger()
            views.compare.find_text()

    def _in_compare(self, slot: Callable[[], None]) -> Callable[[], None]:
        """Return what shows the compare view before it does something there."""

        def show_and_do() -> None:
            self._actions["view-compare"].trigger()
            slot()

        return show_and_do

    def _next_change(self) -> None:
        compare = self._parts.views.compare
        (compare if compare.isVisible() else self._parts.choosing).next_change()

    def _previous_change(self) -> None:
        compare = self._parts.views.compare
        (compare if compare.isVisible() else self._parts.choosing).previous_change()

    def _fill_recent(self) -> None:
        self._recent.clear()
        for pair in self._parts.files.state.pairs[:_RECENT_IN_MENU]:
            words = "  ⇄  ".join(path for path in (pair.candidate, pair.reference) if path)
            action = self._recent.addAction(caption(words, 110))
            action.triggered.connect(self._recent_opener(pair))

    def _opener(self, side: str, name: str) -> Callable[[], None]:
        return lambda: self.open(side, name)

    def _recent_opener(self, pair: RecentPair) -> Callable[[], None]:
        return lambda: self.open_recent(pair)

    def _sample_opener(self, sample: Sample) -> Callable[[], None]:
        return lambda: self.open_sample(sample)

    def _show_shortcuts(self) -> None:
        menus = ((title, menu.actions()) for title, menu in self._actions.menus.items())
        ShortcutsDialog(menus, self._window).open()

    def _copy_finding(self) -> None:
        self._parts.reporting.copy_one(self._parts.session.selection.finding_id)

    def _show_manual(self) -> None:
        dialog = ManualDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _show_about(self) -> None:
        QMessageBox.about(
            self._window,
            self.tr("About TwinStack"),
            self.tr(
                "TwinStack reviews an AWS CloudFormation template against a known-good one.",
            ),
        )


def _has_open(findings: Sequence[Finding]) -> bool:
    return any(finding.decision.state is State.OPEN for finding in findings)
