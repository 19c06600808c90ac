"""Shows the session in all views: the same pair, review and selection everywhere."""

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QObject, Signal

from analysis.review import Check, Review
from gui.actions import Actions
from gui.asking import Asking
from gui.changes.view import ChangesView
from gui.compare.view import CompareView
from gui.findings.model import decided_count, severity_counts
from gui.findings.panel import FindingsPanel, checked_text
from gui.graph.view import GraphView
from gui.header import Header
from gui.outline.view import OutlineView
from gui.selection import CANDIDATE, REFERENCE, Selection
from gui.session import Session
from gui.status import StatusBar
from gui.summary.view import SummaryView
from gui.text import one_line
from gui.theme import Theme

_SYNTAX = {"json": "JSON", "yaml": "YAML", "mixed": "JSON with YAML in it"}
_NEWLINES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@dataclass(frozen=True)
class Views:
    """All views of the window."""

    compare: CompareView
    graph: GraphView
    changes: ChangesView
    summary: SummaryView
    outline: OutlineView
    findings: FindingsPanel
    header: Header
    status: StatusBar

    def show_theme(self, theme: Theme) -> None:
        """Give the theme to all of them."""
        for view in (
            self.compare,
            self.graph,
            self.changes,
            self.summary,
            self.outline,
            self.findings,
            self.header,
            self.status,
        ):
            view.show_theme(theme)


def make_views(theme: Theme, actions: Actions) -> Views:
    """Return fresh views."""
    return Views(
        compare=CompareView(),
        graph=GraphView(theme),
        changes=ChangesView(),
        summary=SummaryView(theme),
        outline=OutlineView(),
        findings=FindingsPanel(),
        header=Header(actions),
        status=StatusBar(),
    )


class Showing(QObject):
    """Hands what the session holds to the views."""

    named = Signal(str)  # the window's title

    def __init__(self, session: Session, asking: Asking, views: Views, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asking = asking
        self._views = views
        self._graph_is_stale = True
        self._shown: tuple[Review | None, bool] = (None, True)
        session.sources_changed.connect(self.show_sources)
        session.modified_changed.connect(self._show_names)
        session.review_changed.connect(self.show_review)
        session.fixes_changed.connect(self._show_findings)
        session.decisions_changed.connect(self._show_findings)
        session.selection_changed.connect(self.show_selection)
        asking.failed.connect(self._show_failure)
        asking.graph_drawn.connect(views.graph.show_graph)
        asking.graph_failed.connect(views.graph.show_nothing)
        asking.picture_drawn.connect(views.summary.show_picture)
        views.graph.graph_wanted.connect(asking.graph)
        views.changes.deployed_chosen.connect(views.compare.show_deployed)
        views.compare.cursor_moved.connect(views.status.show_position)

    def show_sources(self) -> None:
        """Show the texts as they stand."""
        candidate, reference = self._session.source(CANDIDATE), self._session.source(REFERENCE)
        self._views.compare.show_sources(candidate, reference)
        self._views.graph.show_has_reference(reference is not None)
        self._show_names()
        self._show_format()
        if self._shown != (self._session.review, False):
            # While someone types, what is out of date stays as it is.
            self._show_findings()

    def show_review(self) -> None:
        """Show the latest review."""
        review = self._session.review
        self._views.outline.show_review(review)
        self._views.changes.show_review(review)
        if review is not None:
            self._views.compare.show_review(review)
        self._views.summary.show_review(review)
        self._show_findings()
        self._show_format()
        self.show_selection(self._session.selection)
        self._graph_is_stale = True
        self.ask_for_graph()

    def show_selection(self, selection: Selection) -> None:
        """Show the selection everywhere."""
        views, session = self._views, self._session
        finding = session.finding(selection.finding_id)
        source = session.source(CANDIDATE)
        views.findings.choose(finding, source, current=session.is_current)
        views.outline.choose(selection)
        views.changes.choose(selection.change)
        views.graph.choose(selection.candidate_id or selection.reference_id)
        views.graph.show_finding(selection.finding_id)
        # The candidate comes last: where both do not fit into sight, it is the one to see.
        for side in (REFERENCE, CANDIDATE):
            span = selection.span(side)
            if span is None:
                views.compare.choose_nothing(side)
            elif session.is_current:
                views.compare.choose_span(side, span)
        views.status.show_place(selection.path)

    def ask_for_graph(self) -> None:
        """Have the graph drawn if it is on show and not of the latest review."""
        if self._graph_is_stale and self._views.graph.isVisible() and self._session.review:
            self._graph_is_stale = False
            self._views.graph.want_graph()

    def _show_failure(self, what: str, _why: str) -> None:
        if what == "review":
            self._views.findings.show_failed()

    def _show_names(self) -> None:
        self.named.emit(window_title(self._session))
        for side in (CANDIDATE, REFERENCE):
            self._views.header.show_document(side, self._session.document(side))

    def _show_findings(self) -> None:
        review, source = self._session.review, self._session.source(CANDIDATE)
        is_current = self._session.is_current
        self._shown = (review, is_current)
        self._views.findings.show_review(review, source, current=is_current)
        findings = review.findings if review else ()
        self._views.status.show_counts(severity_counts(findings), decided_count(findings))
        self._views.header.show_found(*_found_texts(review))

    def _show_format(self) -> None:
        source, review = self._session.source(CANDIDATE), self._session.review
        if source is None:
            self._views.status.show_format("")
            return
        words = [source.encoding.upper(), _NEWLINES[source.newline]]
        if source.has_bom:
            words.insert(1, "BOM")
        if review is not None:
            side = review.candidate
            words.insert(0, _SYNTAX.get(side.syntax, side.syntax))
            if side.format == "markdown":
                words.insert(0, "Markdown")
        self._views.status.show_format(" · ".join(words))


def window_title(session: Session) -> str:
    """Return the pair's names for the window's title; `[*]` is where Qt marks unsaved text."""
    names = [
        PurePath(source.path).name or "pasted text"
        for source in (session.source(CANDIDATE), session.source(REFERENCE))
        if source is not None
    ]
    return f"{one_line(' ⇄ '.join(names), 90)}[*] · TwinStack" if names else "TwinStack"


def _found_texts(review: Review | None) -> tuple[str, str, str]:
    """Return how many findings there are, how far the lint came, and the whole story."""
    if review is None:
        return "", "", ""
    count = len(review.findings)
    checks = {review.checked.lint_candidate}
    if review.reference:
        checks.add(review.checked.lint_reference)
    if checks == {Check.DONE}:
        lint = "cfn-lint ✓"
    elif Check.TIMED_OUT in checks or Check.FAILED in checks:
        lint = "cfn-lint not done"
    else:
        lint = "cfn-lint …"
    return f"{count} finding{'' if count == 1 else 's'}", lint, checked_text(review)
