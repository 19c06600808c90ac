"""Further templates whose exports provide imports: added and taken away by the File menu."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from gui.exporter_menu import ExporterMenu
from gui.main_window import MainWindow
from gui.session import Session
from tests.gui.making import CANDIDATE as MINE
from tests.gui.making import REFERENCE as KNOWN

EXPORTING = "Resources: {}\nOutputs:\n  V: {Value: x, Export: {Name: Net-Vpc}}\n"


def menu_of(window: MainWindow) -> ExporterMenu:
    return next(iter(window.findChildren(ExporterMenu)))


def trigger(menu: ExporterMenu, words: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.fixture
def exporting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "network & co.yaml"
    path.write_text(EXPORTING, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


def test_a_template_is_added_once_and_removed(window: MainWindow, exporting: Path) -> None:
    window.session.open_pair((MINE, 0), (KNOWN, 0))
    menu = menu_of(window)
    trigger(menu, "Add exporting template…")
    trigger(menu, "Add exporting template…")
    inputs = window.session.inputs
    assert inputs is not None
    assert [source.path for source in inputs.exporters] == [str(exporting)]
    trigger(menu, "Remove network && co.yaml")
    assert window.session.exporters == ()


def test_a_file_that_cannot_be_read_is_told(window: MainWindow, exporting: Path) -> None:
    exporting.unlink()
    window.session.open_pair((MINE, 0), (KNOWN, 0))
    trigger(menu_of(window), "Add exporting template…")
    assert window.session.exporters == ()
    assert window.bars.isVisibleTo(window)


def test_without_a_candidate_there_is_nothing_to_provide(window: MainWindow) -> None:
    menu = menu_of(window)
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_providing_asks_for_a_review() -> None:
    session, asked = Session(), []
    session.inputs_changed.connect(lambda: asked.append(session.exporters))
    session.provide((KNOWN,))
    assert asked == []
    session.open_pair((MINE, 0), (KNOWN, 0))
    session.provide(())
    assert asked[-1] == ()
