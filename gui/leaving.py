"""Asks, in a bar, before unsaved changes are lost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.bars import WARNING, Message
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session

_KEY = "leaving"


class Leaving(QObject):
    """Does what would lose changes only after the user said so."""

    told = Signal(object)  # Message
    settled = Signal(str)

    def __init__(self, session: Session, files: PairFiles, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._files = files
        session.sources_changed.connect(self._settle)
        files.drop_wanted.connect(self.before)

    def before(self, sides: tuple[str, ...], then: Callable[[], object]) -> bool:
        """Do something that drops the texts of these sides; say whether it was done at once."""
        unsaved = self._unsaved(sides)
        if not unsaved:
            then()
            return True

        def save_first() -> None:
            if self._files.save():
                self._settle()
                then()

        def lose() -> None:
            self._settle()
            then()

        choices: dict[str, Callable[[], object]] = {self.tr("Lose them"): lose}
        if unsaved == [CANDIDATE]:
            choices = {self.tr("Save first"): save_first, **choices}
        source = self._session.source(unsaved[0])
        name = Path(source.path).name if source and source.path else self.tr("The pasted text")
        text = self.tr("{} has changes that are not saved.").format(name)
        self.told.emit(Message(_KEY, text, WARNING, choices))
        return False

    def has_unsaved(self) -> bool:
        """Whether any text has changes that are not saved."""
        return bool(self._unsaved((CANDIDATE, REFERENCE)))

    def before_all(self, then: Callable[[], object]) -> bool:
        """Do something that drops both texts."""
        return self.before((CANDIDATE, REFERENCE), then)

    def _unsaved(self, sides: tuple[str, ...]) -> list[str]:
        documents = ((side, self._session.document(side)) for side in sides)
        return [side for side, one in documents if one is not None and one.is_changed]

    def _settle(self) -> None:
        self.settled.emit(_KEY)
