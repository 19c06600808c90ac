"""The report's dialog: choices, preview, saving, and what is remembered."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)
from pytest import MonkeyPatch  # noqa: PT013 (for its type)
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.report_dialog import ReportDialog
from tests.gui.making import CANDIDATE, REFERENCE, RETAIN, make_finding, make_review


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
    labels, findings, _ = dialog.findChildren(QComboBox)
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
    assert again.choice == ("model-ideal", "all", "markdown")
    again.reject()


def test_report_in_another_format_and_of_what_is_listed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    window.session.open("candidate", CANDIDATE)
    dialog = opened(window)
    _, findings, form = dialog.findChildren(QComboBox)
    findings.setCurrentIndex(2)
    form.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "candidate-reference, []" in shown(dialog), timeout=20_000)
    target = tmp_path / "review.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, dialog, "Save as…")
    assert target.exists()
    opened_pages: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened_pages.append(url.toLocalFile())
    )
    button = next(
        one for one in window.bars.findChildren(QPushButton) if one.text() == "Open in the browser"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened_pages == [str(target)]
    assert window.pair_files.state.report_form == "html"


def test_one_finding_is_copied_as_markdown(window: MainWindow, qtbot: QtBot) -> None:
    window.session.open_pair((CANDIDATE, 0), (REFERENCE, 0))
    inputs = window.session.inputs
    assert inputs
    window.session.adopt_review(inputs, make_review())
    window.views.findings.finding_chosen.emit(make_finding())
    window.commands["copy-finding"].trigger()
    clipboard = QApplication.clipboard()
    qtbot.waitUntil(lambda: "['f1']" in clipboard.text(), timeout=20_000)


def test_changes_are_saved_as_a_patch(
    window: MainWindow, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    path = tmp_path / "candidate.yaml"
    path.write_text(CANDIDATE.text)
    window.pair_files.open("candidate", str(path))
    target = tmp_path / "out.patch"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.commands["save-patch"].trigger()
    assert not target.exists()
    window.session.change("Fix", (RETAIN,))
    window.commands["save-patch"].trigger()
    assert "+    DeletionPolicy: Retain\n" in target.read_text()


def test_secrets_are_written_only_where_that_was_switched_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: MonkeyPatch
) -> None:
    asked: list[bool] = []
    report = window.background.others.report

    def noted(*wish: object, show_secrets: bool = False) -> None:
        asked.append(show_secrets)
        report(*wish, show_secrets=show_secrets)  # type: ignore[arg-type]

    monkeypatch.setattr(window.background.others, "report", noted)
    window.session.open("candidate", CANDIDATE)
    dialog = opened(window)
    (switch,) = dialog.findChildren(QCheckBox)
    assert "**** stands for: defaults of NoEcho parameters" in words_of(dialog)
    qtbot.waitUntil(lambda: "shown" in shown(dialog), timeout=20_000)
    switch.click()
    assert shown(dialog) == ""
    assert "The report spells out: defaults of NoEcho parameters" in words_of(dialog)
    dialog.reject()
    again = opened(window)
    assert not again.shows_secrets
    assert asked == [False, True, False]
    again.reject()


def words_of(dialog: ReportDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel))
