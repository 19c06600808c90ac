"""Narrows the tree of changes by a text."""

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt


class FilteredChanges(QSortFilterProxyModel):
    """Keeps rows in which any column has the text, with what is above and below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setFilterKeyColumn(-1)
