"""The manual opens from Help, whole and with its pictures."""

import re
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from gui.actions import COMMANDS
from gui.main_window import MainWindow
from gui.manual import MANUAL, ManualDialog


def test_help_opens_the_manual(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["manual"].trigger()
    dialog = window.findChild(ManualDialog)
    assert isinstance(dialog, ManualDialog)
    browser = dialog.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    assert browser.toPlainText().startswith("TwinStack's manual")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", MANUAL.read_text("utf-8"))
    assert pictures
    assert [name for name in pictures if QImage(str(MANUAL.parent / name)).isNull()] == []
    qtbot.waitUntil(lambda: browser.horizontalScrollBar().maximum() == 0)
    dialog.close()


def test_manual_names_commands_as_menus_do() -> None:
    texts = {command.text for command in COMMANDS}
    named = re.findall(r"(?:File|Review) > ([^*(]+?)\*\*", MANUAL.read_text("utf-8"))
    assert len(named) > 5
    assert [name for name in named if name not in texts] == []


def test_manual_is_where_documentation_says() -> None:
    pointer = (Path(__file__).resolve().parents[2] / "docs" / "manual.md").read_text("utf-8")
    assert "resources/manual/manual.md" in pointer
