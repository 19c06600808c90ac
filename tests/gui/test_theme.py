"""The themes: what is read and seen stands out, severities and changes share no hue."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from gui.icons import application_icon, icon, icon_names
from gui.theme import Theme, contrast, load_theme, palette, style_sheet

SEVERITIES = ("critical", "high", "medium", "low")
CHANGES = ("add", "remove", "change", "replace", "rename", "move")
GROUNDS = ("window", "panel", "raised", "stripe")
SYNTAX = ("key", "string", "number", "intrinsic", "comment", "keyword", "type")
LINES = ("add_line", "remove_line", "change_line", "rename_line", "move_line", "current_line")
WORDS = ("add_word", "remove_word", "change_word", "rename_word", "move_word", "match")
READ, SEEN = 4.5, 3.0
RESOURCES = Path(__file__).resolve().parents[2] / "resources"

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def too_faint(
    theme: Theme, inks: tuple[str, ...], grounds: tuple[str, ...], least: float
) -> list[str]:
    return [
        f"{ink} on {ground}: {ratio:.2f}"
        for ink in inks
        for ground in grounds
        if (ratio := contrast(theme.colour(ink), theme.colour(ground))) < least
    ]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


def test_text_can_be_read(theme: Theme) -> None:
    grounds = (*GROUNDS, "hover", "pressed", "selected", "info_bar", "warning_bar", "error_bar")
    assert too_faint(theme, ("text",), grounds, READ) == []
    assert too_faint(theme, ("muted", "accent"), GROUNDS, READ) == []
    assert too_faint(theme, ("muted",), ("fold", "selected", "hover"), READ) == []
    assert too_faint(theme, ("accent_text",), ("accent",), READ) == []
    assert too_faint(theme, ("import_text",), ("import",), READ) == []


def test_code_can_be_read(theme: Theme) -> None:
    inks = ("text", *(f"syntax_{kind}" for kind in SYNTAX))
    assert too_faint(theme, inks, ("panel", *LINES), READ) == []
    assert too_faint(theme, ("text",), WORDS, READ) == []


def test_marks_can_be_seen(theme: Theme) -> None:
    grounds = (*GROUNDS, "selected", "hover")
    assert too_faint(theme, (*SEVERITIES, *CHANGES), grounds, SEEN) == []
    assert too_faint(theme, ("control_line", "accent", "import"), ("panel",), SEEN) == []


def test_impact_and_signs_can_be_read_as_text(theme: Theme) -> None:
    assert too_faint(theme, (*CHANGES, "critical", "high"), ("panel", "stripe"), READ) == []


def test_severities_and_changes_share_no_hue(theme: Theme) -> None:
    for severity in SEVERITIES[:3]:
        for change in CHANGES:
            between = abs(theme.colour(severity).hue() - theme.colour(change).hue())
            assert min(between, 360 - between) >= 20, f"{severity} and {change}"
    # The mildest severity is a grey: it has no hue to share.
    assert theme.colour("low").saturation() < 60


def simulated(colour: QColor, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return tuple(
        sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in matrix
    )


# Machado, Oliveira and Fernandes 2009: what the colour-blind see, severity 1.0.
BLINDNESS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_changes_differ_for_the_colour_blind(theme: Theme, blindness: str) -> None:
    seen = {change: simulated(theme.colour(change), BLINDNESS[blindness]) for change in CHANGES}
    for one in CHANGES:
        for other in CHANGES:
            if one < other:
                apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True))
                assert apart**0.5 > 0.15, f"{one} and {other}"


def test_themes_have_the_same_colours() -> None:
    assert load_theme("light").colours.keys() == load_theme("dark").colours.keys()


def test_style_sheet_and_palette_use_only_colours_of_the_theme(theme: Theme) -> None:
    assert not re.search(r"@\w", style_sheet(theme))
    assert palette(theme).window().color() == theme.colour("window")


def test_widgets_name_no_colours_themselves() -> None:
    gui = RESOURCES.parent / "gui"
    named = [
        path.name
        for path in gui.rglob("*.py")
        if re.search(r"[\"']#[0-9a-fA-F]{3,8}[\"']", path.read_text("utf-8"))
    ]
    assert named == []


@pytest.mark.parametrize("name", icon_names())
def test_icon_is_drawn(name: str) -> None:
    drawn = icon(name, load_theme("light")).pixmap(16, 16).toImage()
    inked = [
        drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height())
    ]
    assert max(inked) > 100
    assert min(inked) == 0


def test_icons_have_one_stroke_width() -> None:
    drawings = [
        path.read_text("utf-8")
        for path in (RESOURCES / "icons").glob("*.svg")
        if path.stem != "twinstack"
    ]
    widths = {
        width for drawing in drawings for width in re.findall(r'stroke-width="([^"]+)"', drawing)
    }
    assert widths == {"1.25"}
    assert all("currentColor" in drawing for drawing in drawings)


def test_program_has_an_icon() -> None:
    assert not application_icon().pixmap(64, 64).isNull()
