"""Settings of the window: confirmed ones are used and remembered, a team's only when asked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.settings_dialog import SettingsDialog
from tests.gui.making import CANDIDATE, REFERENCE

TEAM = 'region = "eu-west-1"\nlabels = "model-ideal"\n[rules]\ntags = "off"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "candidate.yaml").write_text(CANDIDATE.text)
    (tmp_path / "x" / "reference.yaml").write_text(REFERENCE.text)
    (tmp_path / "twinstack.toml").write_text(TEAM)
    return tmp_path


def open_pair(window: MainWindow, folder: Path) -> None:
    names = (str(folder / "x" / f"{side}.yaml") for side in ("candidate", "reference"))
    window.pair_files.open_pair(*names)


def preferences(window: MainWindow) -> Preferences:
    found = window.findChild(Preferences)
    assert isinstance(found, Preferences)
    return found


def dialog_of(window: MainWindow) -> SettingsDialog:
    window.commands["settings"].trigger()
    dialog = preferences(window).dialog
    assert isinstance(dialog, SettingsDialog)
    return dialog


def field(dialog: SettingsDialog, name: str) -> QLineEdit:
    return next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == name)


def ok(dialog: SettingsDialog) -> QPushButton:
    button = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
    assert isinstance(button, QPushButton)
    return button


def test_settings_are_used_and_remembered(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    open_pair(window, folder)
    dialog = dialog_of(window)
    region = field(dialog, "Region")
    region.setText("the moon")
    assert not ok(dialog).isEnabled()
    region.setText("eu-central-1")
    dialog.findChildren(QSpinBox)[0].setValue(17)
    labels = next(one for one in dialog.findChildren(QComboBox) if "report" in one.accessibleName())
    labels.setCurrentIndex(1)
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    inputs = window.session.inputs
    assert inputs
    assert inputs.region == "eu-central-1"
    assert window.views.compare._panes.active.font().pointSize() == 17  # noqa: SLF001 (what is seen)
    again = dialog_of(window).wishes
    assert (again.region, again.labels, again.font.pointSize()) == (
        "eu-central-1",
        "model-ideal",
        17,
    )


def test_teams_file_is_offered_and_obeyed_only_then(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    open_pair(window, folder)
    inputs = window.session.inputs
    assert inputs
    assert (inputs.region, inputs.settings.grades) == ("us-east-1", ())
    assert any("twinstack.toml" in text for text in window.bars.texts())
    use = next(one for one in window.bars.findChildren(QPushButton) if one.text() == "Use them")
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    inputs = window.session.inputs
    assert inputs
    assert (inputs.region, inputs.settings.grades) == ("eu-west-1", (("tags", "off"),))
    assert window.pair_files.state.report_labels == "model-ideal"
    preferences(window).use_file("")
    inputs = window.session.inputs
    assert inputs
    assert inputs.settings.grades == ()


def test_file_that_makes_no_sense_is_not_used(window: MainWindow, folder: Path) -> None:
    open_pair(window, folder)
    (folder / "twinstack.toml").write_text("rulse = 1")
    preferences(window).use_file(str(folder / "twinstack.toml"))
    assert any("there is no setting rulse" in text for text in window.bars.texts())
