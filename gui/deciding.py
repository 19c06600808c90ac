"""Takes what the reviewer decides, notes and has fixed in the panel of findings to the session."""

from PySide6.QtCore import QObject

from gui.findings.panel import FindingsPanel
from gui.fixing import Fixing
from gui.session import Session


class Deciding(QObject):
    """Connects the panel of findings with what keeps the reviewer's word."""

    def __init__(
        self,
        session: Session,
        fixing: Fixing,
        panel: FindingsPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        panel.decided.connect(session.decide)
        panel.several_decided.connect(session.decide_all)
        panel.noted.connect(session.note)
        panel.fixes_requested.connect(fixing.apply_of)
