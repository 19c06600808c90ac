"""Pictures of graphs and of the Summary's figures."""

import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.drawing import charts
from analysis.drawing.figures import FIGURES, Bar, FigureData, Row, figure_of
from analysis.drawing.graph import sheet_of
from analysis.drawing.palette import DARK, LIGHT
from analysis.drawing.sheet import TEXT_LIMIT, Curve, Sheet, Text, fitted, visible
from analysis.graph_view import graph_of
from analysis.layout import GraphLayout, icon_of
from analysis.pictures import draw_figure, draw_graph
from analysis.pipeline import read_template, review
from analysis.review import Inputs, Review
from analysis.source import Source
from analysis.uses import find_uses

ROOT = Path(__file__).resolve().parents[2]
STARTS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
TEMPLATE = """
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !ImportValue shared-vpc}}
  Host: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Group]}}
"""
EVIL_NAMES = (
    "$\\frac{1}{$",
    "${A}-${B}",
    "<script>alert(1)</script>",
    "a\u202eb\u200bc\x00d",
    "名前の長いリソース",
    "x" * 255,
    "\ud800 lone",
)


def graph(text: str) -> GraphLayout:
    template = read_template(Source("t.yaml", text))
    return graph_of(template, find_uses(template))


def evil_graph() -> GraphLayout:
    drawn = graph("Resources:\n" + "\n".join(f"  R{n}: {{Type: A::B::C}}" for n in range(7)))
    named = (
        replace(node, label=name, detail=name)
        for node, name in zip(drawn.nodes, EVIL_NAMES, strict=True)
    )
    return replace(drawn, nodes=tuple(named))


def made_review(*, compared: bool = True) -> Review:
    reference = "Resources: {A: {Type: AWS::S3::Bucket}, B: {Type: AWS::SQS::Queue}}"
    sources = [Source("c.yaml", TEMPLATE), Source("r.yaml", reference)]
    return review(Inputs(sources[0], sources[1] if compared else None, lint=False))


def width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 (as Measure has it)
    return len(text) * size * (0.7 if bold else 0.6)


def texts(sheet: Sheet) -> list[str]:
    return [mark.text for mark in sheet.marks if isinstance(mark, Text)]


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize("dark", [False, True])
def test_a_graph_is_drawn_in_every_form(form: str, dark: bool) -> None:  # noqa: FBT001
    assert draw_graph(graph(TEMPLATE), form, dark=dark).startswith(STARTS[form])


@pytest.mark.parametrize("form", STARTS)
def test_evil_names_are_drawn(form: str) -> None:
    assert draw_graph(evil_graph(), form).startswith(STARTS[form])


def test_text_stays_text_in_svg_and_nothing_of_it_is_markup() -> None:
    root = ET.fromstring(draw_graph(evil_graph(), "svg"))  # noqa: S314 (our own picture)
    written = "".join(root.itertext())
    assert "${A}-${B}" in written
    assert "<U+202E>" in written
    assert not any(element.tag.endswith("script") for element in root.iter())


def test_the_same_graph_gives_the_same_svg() -> None:
    assert draw_graph(graph(TEMPLATE), "svg") == draw_graph(graph(TEMPLATE), "svg")


def test_nothing_to_draw_is_said() -> None:
    empty = GraphLayout((), (), 0.0, 0.0, "candidate")
    assert texts(sheet_of(empty, LIGHT, width)) == ["Nothing to draw"]
    assert draw_graph(empty, "png").startswith(STARTS["png"])


def test_an_import_is_unmistakable() -> None:
    sheet = sheet_of(graph(TEMPLATE), LIGHT, width)
    dashed = [mark for mark in sheet.marks if isinstance(mark, Curve) and mark.dash]
    assert {mark.stroke for mark in dashed} == {LIGHT["import"]}
    filled = [mark for mark in sheet.marks if isinstance(mark, Curve) and mark.fill]
    assert LIGHT["import"] in {mark.fill for mark in filled}
    written = " ".join(texts(sheet))
    assert "Outside this stack" in written
    assert "⇤ import" in written
    assert "Import from another stack" in written


def test_several_uses_are_counted_on_their_line_and_families_have_icons() -> None:
    text = "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::SQS::Queue, DependsOn: A"
    drawn = graph(text + ", Properties: {X: !Ref A, Y: !Ref A}}}")
    sheet = sheet_of(drawn, LIGHT, width)
    assert "×3" in texts(sheet)  # noqa: RUF001 (the sign)
    icons = sum(len(icon_of(family)) for family in ("messaging", "messaging", "messaging"))
    inked = [mark for mark in sheet.marks if isinstance(mark, Curve) and not mark.fill]
    assert sum(mark.stroke == LIGHT["muted"] for mark in inked) == icons


@pytest.mark.parametrize("orientation", ["right", "down"])
@pytest.mark.parametrize("frames", ["none", "service", "network"])
def test_everything_lies_on_the_sheet(frames: str, orientation: str) -> None:
    template = read_template(Source("t.yaml", TEMPLATE))
    drawn = graph_of(template, find_uses(template), frames=frames, orientation=orientation)
    sheet = sheet_of(drawn, LIGHT, width)
    points = [
        point
        for mark in sheet.marks
        for point in (mark.points if isinstance(mark, Curve) else (mark.at,))
    ]
    assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in points)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("compared", [False, True])
def test_a_figure_has_the_size_that_was_asked_for(figure: str, compared: bool) -> None:  # noqa: FBT001
    png = draw_figure(figure, made_review(compared=compared), 400, 300, 1.5)
    assert png.startswith(STARTS["png"])
    assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [600, 450]


@pytest.mark.parametrize("size", [(1, 1), (60, 30), (4000, 40)])
def test_odd_sizes_are_drawn(size: tuple[int, int]) -> None:
    for figure in FIGURES:
        assert draw_figure(figure, made_review(), *size).startswith(STARTS["png"])


def test_the_numbers_of_a_figure_are_those_of_the_review() -> None:
    made = made_review()
    severity = figure_of("severity", made)
    assert sum(row.total for row in severity.rows) == len(made.findings)
    category = figure_of("category", made)
    assert sum(row.total for row in category.rows) == len(made.findings)
    services = {
        row.label: tuple(bar.amount for bar in row.bars) for row in figure_of("services", made).rows
    }
    assert services == dict(made.counts)


def test_what_is_adopted_and_what_deploying_does_are_those_of_the_review() -> None:
    made = made_review()
    assert made.reference is not None
    adopted = figure_of("adopted", made)
    assert sum(row.total for row in adopted.rows) == len(made.reference.outline)
    assert {row.label for row in adopted.rows} == {"Resources"}
    impact = figure_of("impact", made)
    assert sum(row.total for row in impact.rows) == len(
        [one for one in made.impacts["candidate"] if one.impact != "none"]
    )


@pytest.mark.parametrize("name", ["adopted", "impact"])
def test_without_a_reference_there_is_nothing_to_compare(name: str) -> None:
    figure = figure_of(name, made_review(compared=False))
    assert figure.rows == ()
    assert "no reference" in figure.empty


@pytest.mark.parametrize("size", [(380, 200), (900, 200)])
@pytest.mark.parametrize("name", ["adopted", "services"])
def test_a_legend_stands_beside_the_title_or_below_it(name: str, size: tuple[int, int]) -> None:
    figure = figure_of(name, made_review())
    sheet = charts.sheet_of(figure, size, LIGHT, width)
    marks = {mark.text: mark for mark in sheet.marks if isinstance(mark, Text)}
    keys = [key for key, _ in figure.legend or figure.sides]
    title, key = marks[figure.title], marks[keys[0]]
    assert set(keys) <= set(marks)
    assert (title.at[1] == key.at[1]) is (size[0] == 900)


def test_without_a_reference_services_have_one_side() -> None:
    figure = figure_of("services", made_review(compared=False))
    assert [len(row.bars) for row in figure.rows] == [1]


def test_categories_with_critical_findings_come_first() -> None:
    made = made_review()
    rows = figure_of("category", made).rows
    ranks = [("critical", "high", "medium", "low").index(row.bars[0].token) for row in rows]
    assert ranks == sorted(ranks)


def test_rows_without_room_are_counted() -> None:
    rows = tuple(Row(f"row {number}", (Bar(number, "accent"),)) for number in range(50))
    sheet = charts.sheet_of(FigureData("Title", rows, ""), (300, 200), LIGHT, width)
    left_out = 50 - sum(text.startswith("row ") for text in texts(sheet))
    assert left_out > 0
    assert f"and {left_out} more" in texts(sheet)


def test_an_empty_figure_says_so() -> None:
    sheet = charts.sheet_of(FigureData("Title", (), "No findings"), (300, 200), LIGHT, width)
    assert texts(sheet) == ["Title", "No findings"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\nb", "a<U+000A>b"),
        ("\u202e", "<U+202E>"),
        ("x" * 300, "x" * (TEXT_LIMIT - 1) + "…"),
    ],
)
def test_texts_show_what_is_hidden_and_are_cut(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_name_is_cut_in_its_middle() -> None:
    cut = fitted("PrivateSubnetRouteTableAssociationA", 120, 10, width)
    assert cut.startswith("Private")
    assert cut.endswith("A")
    assert width(cut, 10, False) <= 120  # noqa: FBT003 (as Measure has it)


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_the_colours_are_those_of_the_themes(name: str, palette: Mapping[str, str]) -> None:
    theme = tomllib.loads((ROOT / "resources" / "themes" / f"{name}.toml").read_text("utf-8"))
    assert dict(palette) == {token: theme["colours"][token] for token in palette}


def test_pictures_are_drawn_inside_the_sandbox() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from analysis import sandbox; sandbox.enter()\n"
        "from analysis.layout import GraphLayout\n"
        "from analysis.pictures import draw_graph\n"
        "print(len(draw_graph(GraphLayout((), (), 0.0, 0.0, 'candidate'), 'png')))\n"
    )
    done = subprocess.run(
        (sys.executable, "-I", "-c", script, str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 100
