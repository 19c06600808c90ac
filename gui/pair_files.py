"""Opening, pasting, saving: everything between the session and the disk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from analysis import files
from analysis.commands.patch import unified_diff
from analysis.source import Source, Span
from gui.bars import ERROR, WARNING, Message
from gui.disk_changes import Choices, DiskChanges
from gui.other_windows import OtherWindows
from gui.samples import Sample
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session
from gui.state import RecentPair, State, StateFile

_QUEUES = 20


class PairFiles(QObject):
    """Reads the pair from disk and writes it back; tells what went wrong in one sentence."""

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds
    recent_changed = Signal()
    drop_wanted = Signal(tuple, object)  # sides, and what is done once their texts may go

    def __init__(self, session: Session, state_file: StateFile, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._state_file = state_file
        self._window = window
        self.state: State = state_file.read()
        self._disk = DiskChanges(session, self)
        self._others = OtherWindows(session, state_file.folder / "open", self)
        for part in (self._disk, self._others):
            part.told.connect(self.told)
            part.settled.connect(self.settled)
        self._disk.save_wanted.connect(self.save)
        self._disk.save_as_wanted.connect(self.save_as)
        self._disk.drop_wanted.connect(self.drop_wanted)
        session.decisions_changed.connect(self._remember)

    def open(self, side: str, name: str) -> bool:
        """Open a file on a side; `FILE#2` is the second template of a Markdown file."""
        source = self._load(side, name)
        if source is None:
            return False
        self._session.open(side, source[0], source[1])
        self._start_remembering()
        return True

    def open_pair(self, candidate: str, reference: str) -> bool:
        """Open two files; an empty name leaves the reference's side empty."""
        mine = self._load(CANDIDATE, candidate)
        known = self._load(REFERENCE, reference) if reference else None
        if mine is None or (reference and known is None):
            return False
        said = self.state.annotations(mine[0].path, known[0].path if known else "")
        self._session.open_pair(mine, known, said)
        self._start_remembering()
        return True

    def open_recent(self, pair: RecentPair) -> None:
        """Open a recent pair; one whose files are gone is forgotten."""
        if not self.open_pair(pair.candidate, pair.reference):
            self._keep(lambda state: state.without_pair(pair))

    def open_sample(self, sample: Sample) -> None:
        """Open a pair that comes with the program."""
        self.open_pair(str(sample.candidate), str(sample.reference))

    def ask_open(self, side: str) -> None:
        """Let the user choose a file for a side."""
        title = self.tr("Open candidate") if side == CANDIDATE else self.tr("Open reference")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), self._kinds())
        if name:
            self.open(side, name)

    def ask_exporter(self) -> Source | None:
        """Let the user choose a further template that provides imports; None if none was read."""
        title = self.tr("Add exporting template")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), self._kinds())
        loaded = self._load("", name) if name else None
        return loaded[0] if loaded else None

    def paste(self, side: str) -> None:
        """Put the clipboard's text on a side."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._tell_error("paste", self.tr("The clipboard holds no text."))
            return
        self._session.open(side, Source("", text))

    def save(self) -> bool:
        """Write the candidate to its file, unless the file changed meanwhile."""
        document = self._session.document(CANDIDATE)
        if document is None or not self._can_write(document.source):
            return False
        if document.saved is None:
            return self.save_as()
        return self._write(document.source, files.digest(files.encode(document.saved)))

    def save_as(self) -> bool:
        """Write the candidate to a file that the user names."""
        source = self._session.source(CANDIDATE)
        if source is None or not self._can_write(source):
            return False
        name = self._ask_save(self.tr("Save candidate as"), source.path or "template.yaml")
        return bool(name) and self._write(replace(source, path=name))

    def save_template(self, region: Span) -> None:
        """Write the template alone, taken out of its fence, to a file that the user names."""
        source = self._session.source(CANDIDATE)
        if source is None or not self._can_write(source):
            return
        stem = Path(source.path).stem or "template"
        name = self._ask_save(self.tr("Save template"), str(Path(self._folder()) / stem))
        if not name:
            return
        alone = replace(source, path=name, text=source.slice(region))
        if self._put(alone):
            self.told.emit(Message("saved", self.tr("The template is in {}.").format(name)))

    def save_patch(self) -> None:
        """Write what was changed since the candidate was read or saved, as `git apply` takes it."""
        document = self._session.document(CANDIDATE)
        saved = document.saved if document else None
        if document is None or saved is None:
            return
        patch = unified_diff(saved.path, saved, document.source.text)
        if not patch:
            text = self.tr("Nothing was changed since the candidate was saved.")
            self.told.emit(Message("saved", text))
            return
        name = self._ask_save(self.tr("Save patch"), f"{Path(saved.path).stem}.patch")
        if name and self.write_text(name, patch):
            self.told.emit(Message("saved", self.tr("The patch is in {}.").format(name)))

    def write_text(self, name: str, text: str) -> bool:
        """Write a report to a file."""
        return self._put(Source(name, text))

    def check_disk(self) -> None:
        """Tell of a file that changed on disk since it was read."""
        self._disk.check()
        self._others.look()

    def release(self) -> None:
        """Leave the pair to other windows."""
        self._others.release()

    def remember_layout(self, geometry: str, layout: str, theme: str) -> None:
        """Keep the window's layout for the next start."""
        self._keep(
            lambda state: replace(state, geometry=geometry, layout=layout, theme=theme),
        )

    def remember_report(self, labels: str, findings: str, form: str = "") -> None:
        """Keep what the last report was asked to hold; an empty format leaves that as it was."""

        def changed(state: State) -> State:
            chosen = form or state.report_form
            return replace(
                state, report_labels=labels, report_findings=findings, report_form=chosen
            )

        self._keep(changed)

    def remember_marking(self, quiet: tuple[str, ...], *, file_order: bool) -> None:
        """Keep which changes are not marked, and in which order lines stand."""
        self._keep(lambda state: replace(state, quiet=quiet, file_order=file_order))

    def remember_settings(self, region: str, settings_file: str, code_font: str) -> None:
        """Keep the region, a team's settings file and the font of code."""

        def changed(state: State) -> State:
            return replace(state, region=region, settings_file=settings_file, code_font=code_font)

        self._keep(changed)

    def remember_queue(self, path: str, done: tuple[str, ...]) -> None:
        """Keep which pairs of a folder or list are done; the latest queues are kept."""

        def changed(state: State) -> State:
            others = {name: names for name, names in state.queues.items() if name != path}
            latest = dict([*others.items(), (path, done)][-_QUEUES:])
            return replace(state, queues=latest)

        self._keep(changed)

    def _load(self, side: str, name: str) -> tuple[Source, int] | None:
        path, choice = files.split_choice(name)
        try:
            source = files.load(path)
        except files.RefusedFileError as error:
            self._refuse(side, path, str(error))
            return None
        self.settled.emit("open")
        return source, choice

    def _refuse(self, side: str, path: str, why: str) -> None:
        """Say why a file was not opened; one that is no text can be looked at all the same."""
        try:
            shown = files.load_inexact(path) if side else None
        except files.RefusedFileError:
            shown = None
        if shown is None:
            self._tell_error("open", why)
            return

        def show() -> None:
            self._session.open(side, shown)
            text = self.tr("{} It is shown as far as possible and cannot be changed.")
            self.told.emit(Message("open", text.format(why), WARNING))

        choices = {self.tr("Show it read-only"): lambda: self.drop_wanted.emit((side,), show)}
        self.told.emit(Message("open", why, ERROR, choices))

    def _can_write(self, source: Source) -> bool:
        if not source.is_exact:
            self._tell_error("save", self.tr("This file is no text; it is shown and not saved."))
        return source.is_exact

    def _write(self, source: Source, expected_sha256: str | None = None) -> bool:
        further: Choices = {self.tr("Save as…"): self.save_as}
        try:
            is_written = self._put(source, expected_sha256, further)
        except files.ChangedOnDiskError:
            self._disk.tell_conflict(
                source.path, {self.tr("Overwrite it"): self._overwrite, **further}
            )
            return False
        document = self._session.document(CANDIDATE)
        if is_written and document is not None:
            document.mark_saved(source)
            self._disk.settle(CANDIDATE)
            self._start_remembering()
        return is_written

    def _put(
        self, source: Source, expected_sha256: str | None = None, choices: Choices | None = None
    ) -> bool:
        """Write a file; raises ChangedOnDiskError if it is not what was expected."""
        try:
            lost = files.save(source.path, files.encode(source), expected_sha256)
        except files.ChangedOnDiskError:
            raise
        except files.SaveError as error:
            self._tell_error("save", str(error), choices)
            return False
        except UnicodeEncodeError as error:
            text = self.tr("Line {} holds half of a character, which no file can hold.")
            self._tell_error("save", text.format(source.line(error.start)))
            return False
        self.settled.emit("save")
        if lost:
            text = self.tr("{} is saved. {}").format(Path(source.path).name, " ".join(lost))
            self.told.emit(Message("save", text, WARNING))
        return True

    def _overwrite(self) -> None:
        source = self._session.source(CANDIDATE)
        if source is not None:
            self._write(source)

    def _start_remembering(self) -> None:
        self._remember()
        self.recent_changed.emit()

    def _remember(self) -> None:
        candidate, reference = self._session.source(CANDIDATE), self._session.source(REFERENCE)
        if candidate is None or not candidate.path:
            return
        known = reference.path if reference else ""
        pair = RecentPair.of(candidate.path, known, self._session.annotations)
        self._keep(lambda state: state.with_pair(pair))

    def _keep(self, change: Callable[[State], State]) -> None:
        # Other windows remember things in the same file.
        self.state = change(self._state_file.read(self.state))
        self._state_file.write(self.state)

    def _folder(self) -> str:
        source = self._session.source(CANDIDATE) or self._session.source(REFERENCE)
        return str(Path(source.path).parent) if source and source.path else ""

    def _kinds(self) -> str:
        return self.tr(
            "Templates (*.json *.yaml *.yml *.template *.md *.markdown *.txt);;All files (*)",
        )

    def _ask_save(self, title: str, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, self._kinds())
        return chosen

    def _tell_error(self, key: str, text: str, choices: Choices | None = None) -> None:
        self.told.emit(Message(key, text, ERROR, choices or {}))
