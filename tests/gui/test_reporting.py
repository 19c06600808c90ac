"""The report's dialog: choices, preview, saving, and what is remembered."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPlainTextEdit, QPushButton
from pytest import MonkeyPatch  # noqa: PT013 (for its type)
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.report_dialog import ReportDialog
from tests.gui.making import CANDIDATE


def shown(dialog: ReportDialog) -> str:
    preview = dialog.findChild(QPlainTextEdit)
    assert isinstance(preview, QPlainTextEdit)
    return preview.toPlainText()


def press(qtbot: QtBot, dialog: ReportDialog, text: str) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(window: MainWindow) -> ReportDialog:
    window.commands["write-report"].trigger()
    dialog = window.reporting.dialog
    assert isinstance(dialog, ReportDialog)
    return dialog


def test_report_is_chosen_looked_at_copied_and_saved(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: MonkeyPatch,
) -> None:
    window.session.open("candidate", CANDIDATE)
    dialog = opened(window)
    qtbot.waitUntil(lambda: "candidate-reference, shown" in shown(dialog), timeout=20_000)
    labels, findings = dialog.findChildren(QComboBox)
    labels.setCurrentIndex(1)
    findings.setCurrentIndex(1)
    assert shown(dialog) == ""
    qtbot.waitUntil(lambda: "model-ideal, all" in shown(dialog), timeout=20_000)
    press(qtbot, dialog, "Copy")
    assert QApplication.clipboard().text() == shown(dialog)
    target = tmp_path / "review.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    text = shown(dialog)
    press(qtbot, dialog, "Save as…")
    assert target.read_text("utf-8") == text
    assert window.reporting.dialog is None
    again = opened(window)
    assert again.choice == ("model-ideal", "all")
    again.reject()
