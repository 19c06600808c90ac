"""One file of the pair: its text as it stands, what was last saved, and how to go back.

Not every step of its undo stack changes the text: what is unsaved is told by the texts.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from analysis.edits import Edit, apply_edits, in_turn, invert
from analysis.source import Source, Span

_TYPING_ID = 1


class ReadOnlyError(ValueError):
    """A text cannot be changed, because it could not be written back."""


class Document(QObject):
    """Holds a source and changes it by undoable edits; the views only mirror its text."""

    text_typed = Signal()
    text_replaced = Signal()  # by a fix, by undo or redo
    modified_changed = Signal()

    def __init__(self, source: Source, choice: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._source = source
        self._saved = source if source.path else None
        self._unchanged = source.text
        self.stack = QUndoStack(self)

    @property
    def source(self) -> Source:
        """The text as it stands."""
        return self._source

    @property
    def saved(self) -> Source | None:
        """What the file held when it was last read or written; None for pasted text."""
        return self._saved

    @property
    def is_modified(self) -> bool:
        """Whether closing it would lose something."""
        return self._saved is None or self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the text is another than when it was opened or last saved."""
        return self._source.text != self._unchanged

    def change(self, title: str, edits: Sequence[Edit]) -> None:
        """Make edits as one step that undo takes back.

        Raises OverlapError or ValueError where the edits do not fit the text, ReadOnlyError where
        it may not change; it is unchanged then.
        """
        self._check_exact()
        apply_edits(self._source.text, edits)
        self.stack.push(_TextChange(self, title, tuple(edits), is_typed=False))

    def change_in_turn(self, steps: Sequence[tuple[str, Sequence[Edit]]]) -> None:
        """Make several sets of edits, each a step of its own; the views are told once.

        The edits are those of the text as it stands, and none touches one of another set.
        """
        self._check_exact()
        apply_edits(self._source.text, [edit for _, edits in steps for edit in edits])
        was_changed = self.is_changed
        with QSignalBlocker(self):
            for (title, _), edits in zip(steps, in_turn(e for _, e in steps), strict=True):
                self.stack.push(_TextChange(self, title, edits, is_typed=False))
        if was_changed != self.is_changed:
            self.modified_changed.emit()
        self.text_replaced.emit()

    def type(self, title: str, edit: Edit) -> None:
        """Make an edit that was typed; typing in one go becomes one step."""
        self._check_exact()
        apply_edits(self._source.text, (edit,))
        self.stack.push(_TextChange(self, title, (edit,), is_typed=True))

    def mark_saved(self, source: Source) -> None:
        """Remember that the text was written, under the path that the source names."""
        self._source = self._saved = source
        self._unchanged = source.text
        self.modified_changed.emit()

    def _check_exact(self) -> None:
        if not self._source.is_exact:
            raise ReadOnlyError

    def put(self, edits: Sequence[Edit], *, typed: bool) -> None:
        """Change the text by edits; only the steps of the undo stack call this."""
        was_changed = self.is_changed
        text = apply_edits(self._source.text, edits)
        self._source = replace(self._source, text=text)
        if was_changed != self.is_changed:
            self.modified_changed.emit()
        (self.text_typed if typed else self.text_replaced).emit()


class _TextChange(QUndoCommand):
    """Edits of a document with their inverse."""

    def __init__(
        self,
        document: Document,
        title: str,
        edits: tuple[Edit, ...],
        *,
        is_typed: bool,
    ) -> None:
        super().__init__(title)
        self._document = document
        self._edits = edits
        self._inverse = invert(document.source.text, edits)
        self._is_typed = is_typed

    def redo(self) -> None:
        self._document.put(self._edits, typed=self._is_typed)

    def undo(self) -> None:
        self._document.put(self._inverse, typed=False)

    def id(self) -> int:
        return _TYPING_ID if self._is_typed else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _TextChange):
            return False
        merged = _merge_typing(
            self._edits[0],
            self._inverse[0].text,
            other._edits[0],  # noqa: SLF001 (its own class)
            other._inverse[0].text,  # noqa: SLF001
        )
        if merged is None:
            return False
        edit, replaced = merged
        self._edits = (edit,)
        start = edit.span.start
        self._inverse = (Edit(Span(start, start + len(edit.text)), replaced),)
        return True


def _merge_typing(
    first: Edit,
    first_replaced: str,
    then: Edit,
    then_replaced: str,
) -> tuple[Edit, str] | None:
    """Return two typed edits as one with the text that it replaces, or None to keep them apart.

    Letters that follow each other make one step until a line ends or a new word begins; so do
    deletions that go on in one direction.
    """
    if first.text and not then_replaced and then.span.start == first.span.start + len(first.text):
        joined = first.text + then.text
        starts_word = first.text[-1].isspace() and not then.text[:1].isspace()
        if starts_word or "\n" in joined or "\r" in joined:
            return None
        return Edit(first.span, joined), first_replaced
    if first.text or then.text:
        return None
    if then.span.start == first.span.start:
        whole = Span(first.span.start, first.span.end + len(then_replaced))
        return Edit(whole, ""), first_replaced + then_replaced
    if then.span.end == first.span.start:
        return Edit(Span(then.span.start, first.span.end), ""), then_replaced + first_replaced
    return None
