"""The theme in use: the system's, or the one that the user chose."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.theme import Theme, load_theme, palette, style_sheet, system_theme

SYSTEM = "system"


class Themes(QObject):
    """Gives the application its colours and follows the system while it is asked to."""

    changed = Signal(object)  # Theme

    def __init__(self, application: QApplication, choice: str = SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.choice = choice if choice in ("light", "dark") else SYSTEM
        self.theme: Theme = self._wanted()
        self._apply()
        application.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: str) -> None:
        """Use `light`, `dark`, or what the system says."""
        self.choice = choice
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != self.theme:
            self.theme = wanted
            self._apply()
            self.changed.emit(wanted)

    def _wanted(self) -> Theme:
        return system_theme() if self.choice == SYSTEM else load_theme(self.choice)

    def _apply(self) -> None:
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(style_sheet(self.theme))
