"""Which changes the compare view marks, as the menu says, and remembers it."""

from PySide6.QtCore import QObject

from gui.actions import QUIET, Actions
from gui.compare.noise import Noise
from gui.compare.view import CompareView
from gui.pair_files import PairFiles


class Marking(QObject):
    """Keeps menu, view and what is remembered in step."""

    def __init__(
        self,
        actions: Actions,
        compare: CompareView,
        files: PairFiles,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._compare = compare
        self._files = files
        self._in_file_order = actions["file-order"]
        self._quiet = {noise: actions[f"{QUIET}{noise}"] for noise in Noise}
        self._in_file_order.setChecked(files.state.file_order)
        for noise, action in self._quiet.items():
            action.setChecked(noise.value in files.state.quiet)
        self._show()
        for action in (self._in_file_order, *self._quiet.values()):
            action.triggered.connect(self._change)

    def _change(self) -> None:
        self._show()
        quiet = tuple(noise.value for noise in self._chosen())
        self._files.remember_marking(quiet, file_order=self._in_file_order.isChecked())

    def _show(self) -> None:
        order = self._in_file_order.isChecked()
        self._compare.show_marking(self._chosen(), in_file_order=order)

    def _chosen(self) -> list[Noise]:
        return [noise for noise, action in self._quiet.items() if action.isChecked()]
