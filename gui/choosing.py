"""Turns what views say was chosen into the one selection of the session."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, SignalInstance

from analysis.findings import Finding
from gui.compare.view import CompareView
from gui.crumbs import crumbs
from gui.selection import (
    CANDIDATE,
    NOTHING,
    REFERENCE,
    Selection,
    of_change,
    of_finding,
    of_name,
    of_place,
)
from gui.session import Session
from gui.views import Views


def led(compare: CompareView, choose: Callable[..., None]) -> Callable[..., None]:
    """Return what chooses as wanted, and moves the cursor in the texts there."""

    def choose_led(*chosen: object) -> None:
        with compare.led():
            choose(*chosen)

    return choose_led


class Choosing(QObject):
    """Chooses by finding, entity, change or place; steps through the changes."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def listen(self, views: Views) -> None:
        """Choose what is chosen in any of the views."""
        views.compare.place_chosen.connect(self.place)
        views.compare.finding_chosen.connect(self.finding_of)
        views.compare.change_chosen.connect(self.change)
        elsewhere: tuple[tuple[SignalInstance, Callable[..., None]], ...] = (
            (views.graph.node_chosen, self.node),
            (views.graph.place_opened, self.place),
            (views.changes.change_chosen, self.change),
            (views.outline.entity_chosen, self.entity),
            (views.findings.finding_chosen, self.finding),
            (views.findings.place_chosen, self.place),
        )
        for chosen, choose in elsewhere:
            chosen.connect(led(views.compare, choose))

    def finding_of(self, finding_id: str) -> None:
        """Choose the finding of an id."""
        finding = self._session.finding(finding_id)
        if finding is not None:
            self.finding(finding)

    def finding(self, finding: Finding) -> None:
        """Choose a finding."""
        if self._session.review and self._session.selection.finding_id != finding.id:
            self._session.choose(of_finding(self._session.review, finding))

    def entity(self, side: str, section: str, logical_id: str) -> None:
        """Choose an entity."""
        if self._session.review is None:
            return
        selection = of_name(self._session.review, side, logical_id, section)
        if selection:
            self._session.choose(selection)

    def node(self, side: str, logical_id: str) -> None:
        """Choose the entity of a node of the graph; an empty name lets go."""
        if logical_id:
            self.entity(side, "", logical_id)
        else:
            self._session.choose(NOTHING)

    def change(self, index: int) -> None:
        """Choose a change."""
        review = self._session.review
        if review and 0 <= index < len(review.changes) and self._session.selection.change != index:
            self._session.choose(of_change(review, index))

    def place(self, side: str, offset: int) -> None:
        """Choose what stands at a place."""
        if self._session.review is None:
            return
        selection = self._narrowed(of_place(self._session.review, side, offset), side, offset)
        if selection and selection != self._session.selection:
            self._session.choose(selection)

    def _narrowed(
        self,
        selection: Selection | None,
        side: str,
        offset: int,
    ) -> Selection | None:
        """Return the selection of an entity with the path of the line in it that is meant."""
        source, span = self._session.source(side), selection.span(side) if selection else None
        if selection is None or selection.finding_id or source is None or span is None:
            return selection
        if not span.start <= offset <= span.end:
            return selection
        first, line = source.line(span.start) - 1, source.line(offset) - 1
        inside = crumbs(lambda number: source.line_text(number + 1), first, line)
        return replace(selection, path="/".join((selection.path, *inside)))

    def let_go(self) -> None:
        """Choose nothing."""
        self._session.choose(NOTHING)

    def next_change(self) -> None:
        """Choose the change after the chosen one, in the order of the candidate's text."""
        self._step_change(1)

    def previous_change(self) -> None:
        """Choose the change before the chosen one."""
        self._step_change(-1)

    def _step_change(self, by: int) -> None:
        order = self._change_order()
        if not order:
            return
        chosen = self._session.selection.change
        start = -1 if by > 0 else len(order)
        at = (order.index(chosen) if chosen in order else start) + by
        if 0 <= at < len(order):
            self.change(order[at])

    def _change_order(self) -> list[int]:
        review = self._session.review
        if review is None:
            return []
        places = {}
        for index in range(len(review.changes)):
            selection = of_change(review, index)
            mine, known = selection.span(CANDIDATE), selection.span(REFERENCE)
            # What only the reference has goes after what the candidate has.
            places[index] = (mine is None, mine.start if mine else known.start if known else 0)
        return sorted(places, key=lambda index: places[index])
