"""The keyboard's way between the window's large parts: a text keeps Tab for itself."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

_BY_TAB = Qt.FocusPolicy.TabFocus


def step_part(window: QWidget, by: int) -> None:
    """Give the keyboard to the next part, or to the one before, from left to right and round."""
    parts = _parts(window)
    if not parts:
        return
    used = QApplication.focusWidget()
    at = next((i for i, part in enumerate(parts) if used and part.isAncestorOf(used)), None)
    first = 0 if by > 0 else -1
    target = parts[first if at is None else (at + by) % len(parts)]
    target.setFocus(Qt.FocusReason.TabFocusReason)


def _parts(window: QWidget) -> list[QWidget]:
    """Return texts, lists, trees and drawings in sight; none that stands inside another one."""
    areas = [
        area
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.window() is window and area.focusPolicy() & _BY_TAB
    ]
    outer = [
        area
        for area in areas
        if not any(one is not area and one.isAncestorOf(area) for one in areas)
    ]
    return sorted(outer, key=lambda area: _corner(area, window))


def _corner(area: QWidget, window: QWidget) -> tuple[int, int]:
    corner = area.mapTo(window, QPoint())
    return corner.x(), corner.y()
