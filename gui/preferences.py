"""Puts the settings to use, and offers a team's file that lies above the candidate."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QWidget

from analysis import files, team_settings
from analysis.team_settings import TeamSettings
from gui.actions import Actions
from gui.bars import ERROR, INFORMATION, Message
from gui.compare.view import CompareView
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE
from gui.session import Session
from gui.settings_dialog import SettingsDialog, Wishes
from gui.theme import fixed_font

_KEY = "settings"
_REGION = "us-east-1"


class Preferences(QObject):
    """Remembers what the user wants, and has the session and the views follow it."""

    def __init__(
        self,
        session: Session,
        pair_files: PairFiles,
        actions: Actions,
        compare: CompareView,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pair_files = pair_files
        self._actions = actions
        self._compare = compare
        self._window = window
        self._offered = ""
        self.dialog: SettingsDialog | None = None
        session.sources_changed.connect(self._offer)
        self._use_font(pair_files.state.code_font)
        self._use()

    def ask(self) -> None:
        """Show the settings."""
        state = self._pair_files.state
        font = QFont()
        if not state.code_font or not font.fromString(state.code_font):
            font = fixed_font()
        chosen = self._actions.groups["theme"].checkedAction()
        theme = chosen.objectName().removeprefix("theme-") if chosen else "system"
        wishes = Wishes(state.region, state.report_labels, theme, font, state.settings_file)
        self.dialog = SettingsDialog(wishes, self._window)
        self.dialog.confirmed.connect(self._take)
        self.dialog.file_wanted.connect(self._choose_file)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def use_file(self, path: str) -> None:
        """Obey a team's settings from now on; an empty name obeys none."""
        state = self._pair_files.state
        self._pair_files.remember_settings(state.region, path, state.code_font)
        self._use()

    def _take(self, wishes: Wishes) -> None:
        code_font = wishes.font.toString()
        self._pair_files.remember_settings(wishes.region, wishes.settings_file, code_font)
        self._pair_files.remember_report(wishes.labels, self._pair_files.state.report_findings)
        self._actions[f"theme-{wishes.theme}"].trigger()
        self._use_font(code_font)
        self._use()

    def _use(self) -> None:
        state = self._pair_files.state
        team = TeamSettings()
        self._pair_files.settled.emit(_KEY)
        if state.settings_file:
            try:
                team = team_settings.load(state.settings_file, knows_rules=False)
            except files.RefusedFileError as error:
                self._tell(self.tr("{} It is not used.").format(error), ERROR)
        if team.labels:
            self._pair_files.remember_report(team.labels, state.report_findings)
        region = state.region or team.region or _REGION
        self._session.prepare(region, team.findings)

    def _use_font(self, text: str) -> None:
        font = QFont()
        if text and font.fromString(text):
            self._compare.show_font(font)

    def _offer(self) -> None:
        """Ask about a team's file above a candidate that was just opened; once for each."""
        source = self._session.source(CANDIDATE)
        path = source.path if source else ""
        if path == self._offered:
            return
        self._offered = path
        found = team_settings.found_above(path) if path else None
        if found is None or found == self._pair_files.state.settings_file:
            return
        text = self.tr("There are settings of a team: {}. They may switch rules off.").format(found)
        choices: dict[str, Callable[[], object]] = {
            self.tr("Use them"): lambda: self.use_file(found)
        }
        self._tell(text, INFORMATION, choices)

    def _choose_file(self) -> None:
        kinds = self.tr("Settings (*.toml);;All files (*)")
        title = self.tr("A team's settings")
        name, _ = QFileDialog.getOpenFileName(self.dialog, title, "", kinds)
        if name and self.dialog is not None:
            self.dialog.show_file(name)

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _tell(
        self, text: str, kind: str, choices: dict[str, Callable[[], object]] | None = None
    ) -> None:
        self._pair_files.told.emit(Message(_KEY, text, kind, choices or {}))
