"""Graphs as files, from the window: every format, and what can go wrong."""

from pathlib import Path
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from gui.drawing import FORMATS
from gui.main_window import MainWindow

if TYPE_CHECKING:
    from gui.bars import Message

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "order-queue"
STARTS = {
    "svg": b"<?xml",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "dot": b"digraph",
    "mmd": b"flowchart",
    "json": b"{",
}


def test_the_window_writes_the_graph_in_every_format(
    real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Message] = []
    real_window.drawing.told.connect(told.append)
    real_window.open_paths([str(next(SAMPLE.glob("candidate.*")))])
    qtbot.waitUntil(lambda: real_window.session.review is not None, timeout=30_000)
    for form in FORMATS:
        path = tmp_path / f"graph.{form}"
        real_window.drawing.write_to(str(path), real_window.views.graph.wish)
        qtbot.waitUntil(path.exists, timeout=30_000)
        assert path.read_bytes().startswith(STARTS[form])
    assert str(tmp_path / "graph.json") in told[-1].text


def test_what_cannot_be_written_is_said(window: MainWindow, tmp_path: Path) -> None:
    told: list[Message] = []
    window.drawing.told.connect(told.append)
    window.drawing.write_to(str(tmp_path / "graph.bmp"), window.views.graph.wish)
    assert ".bmp" in told[-1].text
    assert ".svg" in told[-1].text


def test_a_missing_folder_is_said(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Message] = []
    real_window.drawing.told.connect(told.append)
    real_window.open_paths([str(next(SAMPLE.glob("candidate.*")))])
    qtbot.waitUntil(lambda: real_window.session.review is not None, timeout=30_000)
    place = tmp_path / "missing" / "graph.dot"
    real_window.drawing.write_to(str(place), real_window.views.graph.wish)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "no such folder" in told[-1].text
