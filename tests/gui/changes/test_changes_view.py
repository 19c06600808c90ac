"""The view of all changes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTabBar, QTableView, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from analysis.review import ResourceImpact
from gui.changes.model import ChangesModel
from gui.changes.tables import RowsModel
from gui.changes.view import ChangesView
from gui.theme import load_theme
from tests.gui.making import make_review

REVIEW = replace(
    make_review(),
    deltas={
        "iam": ({"Change": "+", "Effect": "Allow", "Action": "s3:GetObject"},),
        "exports": ({"Change": "lost", "Name": "QueueArn", "Output": "Arn"},),
    },
    broadened={"candidate": {}, "reference": {"iam": 1}},
    impacts={
        "candidate": (
            ResourceImpact(None, "Alarm", "AWS::CloudWatch::Alarm", "delete", "notable"),
            ResourceImpact(
                "Table",
                "Table",
                "AWS::DynamoDB::Table",
                "replace",
                "grave",
                "lost",
                "ReplaceAndDelete",
                ("Index refers to Key, which is replaced.",),
            ),
            ResourceImpact("Topic", None, "AWS::SNS::Topic", "create", "quiet"),
            ResourceImpact("Queue", "Queue", "AWS::SQS::Queue", "update", "quiet"),
        ),
        "reference": (
            ResourceImpact("Topic", None, "AWS::SNS::Topic", "delete", "notable"),
            ResourceImpact("Queue", "Queue", "AWS::SQS::Queue", "update", "quiet"),
        ),
    },
)


@pytest.fixture
def changes(qtbot: QtBot) -> ChangesView:
    changes = ChangesView()
    qtbot.addWidget(changes)
    changes.show_theme(load_theme("light"))
    changes.resize(800, 500)
    changes.show()
    changes.show_review(REVIEW)
    return changes


def tree(changes: ChangesView) -> QTreeView:
    found = changes.findChild(QTreeView)
    assert isinstance(found, QTreeView)
    return found


def said(changes: ChangesView) -> str:
    labels = changes.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def cells(changes: ChangesView, index: QModelIndex) -> list[str]:
    model = tree(changes).model()
    return [index.siblingAtColumn(column).data() for column in range(model.columnCount())]


def test_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ChangesModel()
    model.show_review(REVIEW)
    qtmodeltester.check(model)


def test_changes_stand_by_resource_with_their_impact(changes: ChangesView) -> None:
    model = tree(changes).model()
    queue = model.index(0, 0)
    assert queue.data() == "Queue · AWS::SQS::Queue"
    assert cells(changes, queue)[1] == "update"
    assert cells(changes, model.index(0, 0, queue)) == ["+ DeletionPolicy", "", "", "Retain"]
    topic = cells(changes, model.index(1, 0))
    assert topic[1:] == ["create", "only here", ""]
    assert cells(changes, model.index(2, 0))[1:] == ["delete", "", "only here"]


def test_what_is_replaced_with_its_neighbour_is_listed_and_says_why(changes: ChangesView) -> None:
    model = tree(changes).model()
    table = model.index(3, 0)
    assert cells(changes, table) == [
        "Table · AWS::DynamoDB::Table",
        "replace, data lost",
        "unchanged",
        "",
    ]
    impact = model.index(3, 1)
    why = impact.data(Qt.ItemDataRole.ToolTipRole)
    assert "Index refers to Key, which is replaced." in why
    assert "In a change set: Replacement True, policy action ReplaceAndDelete." in why
    assert impact.data(Qt.ItemDataRole.ForegroundRole) == load_theme("light").colour("critical")
    quiet = model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole)
    assert quiet == load_theme("light").colour("muted")
    assert "impact on resources: 1 grave, 1 notable, 2 quiet, 1 with data at stake" in said(changes)


def test_the_switch_shows_the_other_deployment(changes: ChangesView, qtbot: QtBot) -> None:
    box = changes.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.setFocus()
    with qtbot.waitSignal(changes.deployed_chosen) as caught:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert caught.args == ["reference"]
    model = tree(changes).model()
    assert cells(changes, model.index(1, 0))[1] == "delete"
    assert model.rowCount() == 3


def test_rights_and_contract_have_tables_of_their_own(changes: ChangesView, qtbot: QtBot) -> None:
    tabs = changes.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    shown = [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]
    assert shown == ["By resource", "IAM rights (1)", "Exports (1)"]
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    table = next(one for one in changes.findChildren(QTableView) if one.isVisible())
    model = table.model()
    assert [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ] == ["Change", "Effect", "Action"]
    assert [model.index(0, column).data() for column in range(3)] == ["+", "Allow", "s3:GetObject"]
    assert "broadens" not in said(changes)
    box = changes.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert "Deploying the reference over the candidate's stack broadens rights." in said(changes)


def test_tables_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    model.show_rows(REVIEW.deltas["iam"])
    qtmodeltester.check(model)


def test_click_chooses_a_change(changes: ChangesView, qtbot: QtBot) -> None:
    view = tree(changes)
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(changes.change_chosen) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [1]


def test_chosen_change_is_shown_without_being_told_again(
    changes: ChangesView,
    qtbot: QtBot,
) -> None:
    with qtbot.assertNotEmitted(changes.change_chosen):
        changes.choose(0)
    assert tree(changes).currentIndex().data() == "+ DeletionPolicy"
    changes.choose(-1)
    assert not tree(changes).currentIndex().isValid()


def test_text_narrows_to_rows_that_have_it(changes: ChangesView, qtbot: QtBot) -> None:
    box = changes.findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, "retain")
    model = tree(changes).model()
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) == 1
    qtbot.keyClicks(box, "nowhere")
    assert not tree(changes).isVisible()


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (None, "once both templates are open"),
        (replace(REVIEW, reference=None, changes=(), deltas={}, impacts={}), "Open a reference"),
        (replace(REVIEW, changes=(), deltas={}, impacts={}), "mean the same"),
    ],
)
def test_nothing_to_show_says_why(changes: ChangesView, review: object, words: str) -> None:
    changes.show_review(review)  # type: ignore[arg-type]
    assert words in said(changes)


def test_columns_are_as_wide_as_their_cells_need(changes: ChangesView) -> None:
    shown = tree(changes)
    longest = shown.fontMetrics().horizontalAdvance("replace, data lost")
    assert longest < shown.columnWidth(1) < longest + 40
    assert shown.columnWidth(0) > 300
    tabs = changes.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(3)
    table = next(one for one in changes.findChildren(QTableView) if one.isVisible())
    for column, cell in enumerate(("lost", "QueueArn")):
        width = table.fontMetrics().horizontalAdvance(cell)
        assert width < table.columnWidth(column) < width + 60


def test_one_change_is_no_changes(changes: ChangesView) -> None:
    changes.show_review(replace(REVIEW, changes=REVIEW.changes[:1]))
    assert "1 change ·" in said(changes)


def test_a_narrow_view_keeps_room_for_both_values(changes: ChangesView) -> None:
    changes.resize(460, 500)
    shown = tree(changes)
    needed = shown.fontMetrics().horizontalAdvance("only here")
    assert all(shown.columnWidth(column) > needed for column in (2, 3))
