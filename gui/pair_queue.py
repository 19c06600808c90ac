"""A queue of pairs to work through: a folder as `batch` takes it, or a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from analysis import files
from analysis.batches.pairs import files_of_side, folders
from gui.bars import ERROR, INFORMATION, Message
from gui.leaving import Leaving
from gui.pair_files import PairFiles
from gui.review_files import ReviewFiles
from gui.text import caption, one_line

_KEY = "queue"
_LISTED = 40


@dataclass(frozen=True, slots=True)
class QueuedPair:
    """A pair that waits; the reference's path may be empty."""

    name: str
    candidate: str
    reference: str


class PairQueue(QObject):
    """Knows which pair is open, which are done, and what is left."""

    def __init__(
        self,
        leaving: Leaving,
        pair_files: PairFiles,
        review_files: ReviewFiles,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._leaving = leaving
        self._pair_files = pair_files
        self._review_files = review_files
        self._window = window
        self._path = ""
        self._pairs: tuple[QueuedPair, ...] = ()
        self._done: set[str] = set()
        self._at = 0
        self._is_leaving = False
        self.menu = QMenu(self.tr("Pairs of the queue"), window)
        self.menu.aboutToShow.connect(self._fill)
        review_files.saved.connect(self._go_on)

    @property
    def left(self) -> list[QueuedPair]:
        """The pairs that are not done."""
        return [pair for pair in self._pairs if pair.name not in self._done]

    @property
    def is_open(self) -> bool:
        """Whether there is a queue."""
        return bool(self._pairs)

    def ask_folder(self) -> None:
        """Let the user choose a folder of pairs."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open a folder of pairs"))
        if name:
            self.open_folder(name)

    def ask_list(self) -> None:
        """Let the user choose a list of pairs: two paths a line, with a tab or comma between."""
        kinds = self.tr("Lists (*.txt *.tsv *.csv);;All files (*)")
        title = self.tr("Open a list of pairs")
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if name:
            self.open_list(name)

    def open_folder(self, name: str) -> None:
        """Begin with the first pair of a folder that is not done."""
        self._begin(name, [pair for pair in map(_pair_in, folders(Path(name))) if pair])

    def open_list(self, name: str) -> None:
        """Begin with the first pair of a list that is not done."""
        try:
            text = files.load(name).text
        except files.RefusedFileError as error:
            self._pair_files.told.emit(Message(_KEY, str(error), ERROR))
            return
        self._begin(name, listed_pairs(text, Path(name).parent))

    def next(self) -> None:
        """Open the next pair that is left, from the top after the last one."""
        after = [*self._pairs[self._at + 1 :], *self._pairs[: self._at]]
        pair = next((one for one in after if one.name not in self._done), None)
        if pair is not None:
            self._open(pair)
        else:
            self._tell()

    def previous(self) -> None:
        """Open the pair before this one, done or not."""
        if self._at > 0:
            self._open(self._pairs[self._at - 1])

    def finish(self) -> None:
        """Keep the review of this pair, count it as done, and open the next one."""
        if self.is_open:
            self._is_leaving = True
            self._review_files.save()

    def _go_on(self) -> None:
        if not self._is_leaving:
            return
        self._is_leaving = False
        self._done.add(self._pairs[self._at].name)
        self._pair_files.remember_queue(self._path, tuple(sorted(self._done)))
        self.next()

    def _begin(self, path: str, pairs: Sequence[QueuedPair]) -> None:
        if not pairs:
            text = self.tr("{} holds no pairs.").format(path)
            self._pair_files.told.emit(Message(_KEY, text, ERROR))
            return
        self._path, self._pairs = path, tuple(pairs)
        known = self._pair_files.state.queues.get(path, ())
        self._done = {pair.name for pair in pairs} & set(known)
        self._open((self.left or pairs)[0])

    def _open(self, pair: QueuedPair) -> None:
        def put() -> None:
            self._is_leaving = False
            self._at = self._pairs.index(pair)
            self._pair_files.open_pair(pair.candidate, pair.reference)
            self._tell()

        self._leaving.before_all(put)

    def _tell(self) -> None:
        pair = self._pairs[self._at]
        text = self.tr("Pair {} of {}: {}. {} done, {} left.")
        words = text.format(
            self._at + 1, len(self._pairs), one_line(pair.name, 60), len(self._done), len(self.left)
        )
        choices: dict[str, Callable[[], object]] = {}
        if self._at > 0:
            choices[self.tr("Previous")] = self.previous
        if any(one is not pair for one in self.left):
            choices[self.tr("Next")] = self.next
        if pair.name not in self._done:
            choices[self.tr("Done")] = self.finish
        self._pair_files.told.emit(Message(_KEY, words, INFORMATION, choices))

    def _fill(self) -> None:
        self.menu.clear()
        shown = self._pairs[:_LISTED] if len(self._pairs) <= _LISTED else self.left[:_LISTED]
        for pair in shown:
            action = self.menu.addAction(caption(pair.name, 80))
            action.setCheckable(True)
            action.setChecked(pair.name in self._done)
            action.triggered.connect(self._opener(pair))
        if not shown:
            self.menu.addAction(self.tr("There is no queue.")).setEnabled(False)

    def _opener(self, pair: QueuedPair) -> Callable[[], None]:
        return lambda: self._open(pair)


def listed_pairs(text: str, folder: Path) -> list[QueuedPair]:
    """Return the pairs of a list; paths in it are taken from its own folder."""
    found = []
    for line in text.splitlines():
        names = [part.strip() for part in re.split(r"[\t,;]", line) if part.strip()]
        if names and not line.lstrip().startswith("#"):
            paths = [str(folder / name) for name in names[:2]]
            found.append(QueuedPair(" – ".join(names[:2]), paths[0], "".join(paths[1:])))  # noqa: RUF001
    return found


def _pair_in(folder: Path) -> QueuedPair | None:
    candidates, references = (files_of_side(folder, side) for side in ("candidate", "reference"))
    if not candidates:
        return None
    reference = str(references[0]) if references else ""
    return QueuedPair(folder.name, str(candidates[0]), reference)
