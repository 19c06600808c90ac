"""Code and JSON inside values, compared line by line in a window of its own."""

import json

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from analysis.review import Change
from gui.compare.inside import InsideWindow
from gui.compare.inside_texts import inside_texts
from gui.compare.pane import Pane
from gui.selection import CANDIDATE
from tests.gui.compare.shown_pair import ShownPair

CODE = "import json\n\ndef handler(event, context):\n    return {}\n"
OTHER = CODE.replace("return {}", "print(event)\n    return event")


def text(code: str, definition: str) -> str:
    return json.dumps(
        {
            "Resources": {
                "F": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": {"Code": {"ZipFile": code}, "Handler": "a"},
                },
                "M": {
                    "Type": "AWS::StepFunctions::StateMachine",
                    "Properties": {"DefinitionString": definition},
                },
            },
        },
        indent=2,
    )


STATES = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


@pytest.fixture
def pair(qtbot: QtBot) -> ShownPair:
    return ShownPair(qtbot, text(CODE, STATES), text(OTHER, STATES.replace("Pass", "Wait")))


def window(pair: ShownPair, qtbot: QtBot) -> InsideWindow:
    shown = pair.view.findChildren(InsideWindow)
    assert len(shown) == 1
    qtbot.addWidget(shown[0])
    return shown[0]


def test_code_on_one_line_is_compared_as_lines(pair: ShownPair, qtbot: QtBot) -> None:
    pair.put_cursor(CANDIDATE, "ZipFile")
    pair.view.compare_inside()
    panes = window(pair, qtbot).findChildren(Pane)
    assert [pane.mirror.mirrored.text for pane in panes] == [CODE, OTHER]
    assert all(pane.isReadOnly() for pane in panes)
    kinds = [panes[1].lines.change(panes[1].side, line).kind for line in range(5)]
    assert kinds == ["same", "same", "same", "add", "change"]
    # Coloured as Python: a keyword is no text of a template.
    assert panes[0].colouring.quoted(2) != [(0, len("def handler(event, context):"))]


def test_what_stands_elsewhere_has_nothing_inside(pair: ShownPair) -> None:
    pair.put_cursor(CANDIDATE, "Handler")
    pair.view.compare_inside()
    assert not pair.view.findChildren(InsideWindow)
    assert pair.child("card").isVisible()


def test_the_menu_offers_it(pair: ShownPair, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    pair.mine.menu_opened.emit(menu, pair.candidate.text.index("DefinitionString") + 2)
    pair.mine.menu_opened.emit(menu, pair.candidate.text.index("ZipFile") + 2)
    offered = [one.text() for one in menu.actions() if "inside" in one.text()]
    assert offered == [
        "Compare what is inside DefinitionString",
        "Compare what is inside ZipFile",
    ]


def change(mine: object, known: object) -> Change:
    return Change("change", "Resources", "F", "F", "T", "P", mine, known, "update", None, None)


@pytest.mark.parametrize(
    ("mine", "known", "inside"),
    [
        ({"Fn::Sub": CODE}, OTHER, (CODE, OTHER)),
        ({"Fn::Join": ["\n", ["a", {"Ref": "X"}, "b"]]}, "a\nb", ('a\n{"Ref": "X"}\nb', "a\nb")),
        ('{"A": 1}', '{"A": 2}', ('{\n  "A": 1\n}', '{\n  "A": 2\n}')),
        ("one line", "another", None),
        (CODE, {"Ref": "Code"}, None),
        (1, 2, None),
    ],
)
def test_texts_inside(mine: object, known: object, inside: tuple[str, str] | None) -> None:
    assert inside_texts(change(mine, known)) == inside
