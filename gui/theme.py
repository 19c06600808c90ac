"""The colours of the window, from resources/themes, as a palette and a style sheet."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

_THEMES = Path(__file__).resolve().parent.parent / "resources" / "themes"
_LIGHTNESS_THRESHOLD = 128
_TOKEN = re.compile(r"@(\w+)")


@dataclass(frozen=True)
class Theme:
    """Named colours. Views get it through `show_theme` and ask it for every colour they paint."""

    name: str
    is_dark: bool
    colours: Mapping[str, str]
    _made: dict[tuple[str, int], QColor] = field(default_factory=dict, compare=False, repr=False)

    def colour(self, token: str, alpha: int = 255) -> QColor:
        """Return the colour of a token; raises KeyError for an unknown one."""
        made = self._made.get((token, alpha))
        if made is None:
            # Painting asks some hundred times a frame, and reading a name takes long.
            made = self._made[token, alpha] = QColor(self.colours[token])
            made.setAlpha(alpha)
        return made


@cache
def load_theme(name: str) -> Theme:
    """Return the theme of that name, `light` or `dark`."""
    data = tomllib.loads((_THEMES / f"{name}.toml").read_text("utf-8"))
    return Theme(data["name"], data["dark"], data["colours"])


def system_theme() -> Theme:
    """Return the theme that the system asks for."""
    hints = QGuiApplication.styleHints()
    match hints.colorScheme():
        case Qt.ColorScheme.Dark:
            return load_theme("dark")
        case Qt.ColorScheme.Light:
            return load_theme("light")
        case _:
            window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
            return load_theme("dark" if window.lightness() < _LIGHTNESS_THRESHOLD else "light")


def palette(theme: Theme) -> QPalette:
    """Return the palette that standard widgets paint with."""
    roles = QPalette.ColorRole
    result = QPalette(theme.colour("window"))
    for role, token in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "panel"),
        (roles.AlternateBase, "stripe"),
        (roles.Text, "text"),
        (roles.Button, "raised"),
        (roles.ButtonText, "text"),
        (roles.BrightText, "critical"),
        (roles.Highlight, "selected"),
        (roles.HighlightedText, "text"),
        (roles.Link, "accent"),
        (roles.LinkVisited, "accent"),
        (roles.PlaceholderText, "muted"),
        (roles.ToolTipBase, "raised"),
        (roles.ToolTipText, "text"),
        (roles.Accent, "accent"),
        (roles.Light, "raised"),
        (roles.Midlight, "line"),
        (roles.Mid, "line"),
        (roles.Dark, "control_line"),
        (roles.Shadow, "control_line"),
    ):
        result.setColor(role, theme.colour(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return result


def style_sheet(theme: Theme) -> str:
    """Return the style sheet with the theme's colours put in for its `@tokens`.

    `@themes` is the folder of the pictures in it.
    """
    text = (_THEMES / "style.qss").read_text("utf-8")
    tokens = {**theme.colours, "themes": _THEMES.as_posix()}
    return _TOKEN.sub(lambda found: tokens[found.group(1)], text)


def fixed_font() -> QFont:
    """Return the system's fixed font at the size of its UI font."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    size = QGuiApplication.font().pointSizeF()
    if size > 0:
        font.setPointSizeF(size)
    return font


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours as WCAG 2 computes it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
