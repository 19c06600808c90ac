"""Writes a suppression of the chosen finding into the candidate, seen before it is made."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from analysis.findings import Finding, Fix
from gui.actions import Actions
from gui.background import Background
from gui.selection import CANDIDATE
from gui.session import Session
from gui.suppress_dialog import SuppressDialog

_CHECK = re.compile(r"\b[EWI]\d{4}\b")
_OF_CFN_LINT = ("cfn-lint", "template-error")


class Suppressing(QObject):
    """Asks what is to be suppressed, has the worker make the edit, applies it as a step."""

    def __init__(
        self, session: Session, background: Background, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._session = session
        self._background = background
        self._window = window
        self._asked = ""
        self.dialog: SuppressDialog | None = None
        background.others.suppression_arrived.connect(self._show)

    def ask(self) -> None:
        """Let the user say how the chosen finding is suppressed."""
        finding = self._session.finding(self._session.selection.finding_id)
        if finding is None or not self._session.is_current:
            return
        reason = finding.decision.reason
        places = (place.logical_id for place in finding.candidate if place.logical_id)
        names = tuple(dict.fromkeys(places))
        self.dialog = SuppressDialog(_check(finding), reason, names, self._window)
        if self._actions.theme is not None:
            self.dialog.show_theme(self._actions.theme)
        self.dialog.wanted.connect(self._send)
        self.dialog.accepted_fix.connect(self._session.apply_fix)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()
        self._send(self.dialog.suppression)

    def _send(self, suppression: Mapping[str, str]) -> None:
        inputs = self._session.inputs
        if inputs is not None:
            self._asked = inputs.candidate.sha256
            self._background.others.suppress(inputs, suppression)

    def _show(self, fix: Fix | None) -> None:
        source = self._session.source(CANDIDATE)
        if self.dialog is not None and source is not None and source.sha256 == self._asked:
            self.dialog.show_fix(source, fix)

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _check(finding: Finding) -> str:
    """Return the check of cfn-lint that a finding names, empty where it names none."""
    found = _CHECK.search(finding.issue) if finding.rule in _OF_CFN_LINT else None
    return found.group() if found else ""
