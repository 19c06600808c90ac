"""Garbage is collected in the window's thread alone: elsewhere it may hold widgets and timers."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from gui.garbage import Garbage, collect


def circle() -> "weakref.ref[QTimer]":
    timer = QTimer()
    timer.own = [timer]  # type: ignore[attr-defined]
    timer.start(1)
    return weakref.ref(timer)


def allocate() -> None:
    # Far more than the collector waits for.
    kept = [[number] for number in range(100_000)]
    del kept


def test_another_thread_collects_no_timer(qtbot: QtBot) -> None:
    del qtbot
    parent = QObject()
    garbage = Garbage(parent)
    try:
        found = circle()
        thread = threading.Thread(target=allocate)
        thread.start()
        thread.join()
        assert found() is not None
        for _ in range(40):
            allocate()
            gc.collect(0)
            gc.collect(1)
        allocate()
        collect()
        assert found() is None
    finally:
        garbage.stop()
    assert gc.isenabled()
