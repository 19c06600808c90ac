"""The menu of questions that the graph answers."""

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from analysis.layout import GraphLayout
from gui.graph.asked import Question


class QuestionMenu(QToolButton):
    """A button with a menu of questions; says which one was asked, None for none of them."""

    asked = Signal(object)  # Question or None
    uses_wanted = Signal()
    closer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._actions: dict[Question, QAction] = {}
        for question in Question:
            self._actions[question] = self._menu.addAction(_translated(question))
            if question is Question.BETWEEN:
                self._menu.addSeparator()
        self._menu.addSeparator()
        self._uses = self._menu.addAction(self.tr("List the uses of this"))
        self._closer = self._menu.addAction(self.tr("Zoom to what is chosen"))
        self._everything = self._menu.addAction(self.tr("Everything"))
        self.setText(self.tr("Ask"))
        self.setToolTip(self.tr("What depends on this, what it needs, ways, cycles"))
        self.setAccessibleName(self.tr("Ask the graph"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self._menu.triggered.connect(self._ask)

    def show_state(
        self,
        graph: GraphLayout,
        chosen: frozenset[str],
        *,
        is_asked: bool,
    ) -> None:
        """Offer what can be asked of this graph and of what is chosen in it."""
        for question, action in self._actions.items():
            action.setEnabled(question.can_be_asked(graph, chosen))
        self._everything.setEnabled(is_asked)
        self._uses.setEnabled(len(chosen) == 1)
        self._closer.setEnabled(bool(chosen))

    def open_at(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self._menu.popup(place)

    def _ask(self, action: QAction) -> None:
        if action is self._uses:
            self.uses_wanted.emit()
            return
        if action is self._closer:
            self.closer_wanted.emit()
            return
        asked = (question for question, own in self._actions.items() if own is action)
        self.asked.emit(next(asked, None))


def _translated(text: str) -> str:
    return QCoreApplication.translate("QuestionMenu", text)
