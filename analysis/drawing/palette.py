"""The colours of pictures: those tokens of the window's themes that figures and graphs use."""

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "panel": "#ffffff",
        "stripe": "#f7f8f9",
        "line": "#d9dce1",
        "text": "#1c2027",
        "muted": "#5a616d",
        "accent": "#0b7285",
        "node_line": "#858c98",
        "edge": "#858c98",
        "import": "#2a2e35",
        "import_text": "#ffffff",
        "critical": "#bf1730",
        "high": "#b34a00",
        "medium": "#846300",
        "low": "#5b6472",
        "add": "#0a5c33",
        "remove": "#a0356f",
        "change": "#2767c4",
        "replace": "#0000b4",
        "rename": "#5a1f82",
        "family_compute": "#fdebd3",
        "family_network": "#dce9f7",
        "family_storage": "#dff0d8",
        "family_database": "#dde2f9",
        "family_identity": "#f9dfdc",
        "family_security": "#e9e0f6",
        "family_messaging": "#f8f0c8",
        "family_operations": "#f4e1ef",
        "family_other": "#eceff2",
    },
)
"""The light theme's."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "panel": "#1c1e21",
        "stripe": "#212327",
        "line": "#3a3e45",
        "text": "#e1e4e9",
        "muted": "#a9b1bc",
        "accent": "#4fc0d4",
        "node_line": "#7b838f",
        "edge": "#7b838f",
        "import": "#e6e8ec",
        "import_text": "#17191c",
        "critical": "#ff7077",
        "high": "#ff9a52",
        "medium": "#e2c04c",
        "low": "#a9b2bf",
        "add": "#4ad496",
        "remove": "#d96ba5",
        "change": "#6ea2f5",
        "replace": "#c3e7ff",
        "rename": "#d0b8fd",
        "family_compute": "#4a3822",
        "family_network": "#22374e",
        "family_storage": "#25402d",
        "family_database": "#2c3358",
        "family_identity": "#4c2d2e",
        "family_security": "#3a3053",
        "family_messaging": "#443d1e",
        "family_operations": "#432e42",
        "family_other": "#33373d",
    },
)
"""The dark theme's."""
