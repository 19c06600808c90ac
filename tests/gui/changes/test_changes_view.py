"""The view of all changes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.changes.model import ChangesModel
from gui.changes.view import ChangesView
from gui.theme import load_theme
from tests.gui.making import make_review

REVIEW = replace(
    make_review(),
    deltas={
        "iam": ({"Change": "+", "Effect": "Allow", "Action": "s3:GetObject"},),
        "exports": ({"Change": "lost", "Name": "QueueArn", "Output": "Arn"},),
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
    assert cells(changes, model.index(0, 0, queue)) == ["+ DeletionPolicy", "none", "", "Retain"]
    topic = cells(changes, model.index(1, 0))
    assert topic[1:] == ["create", "only in the candidate", ""]
    assert cells(changes, model.index(2, 0))[1:] == ["delete", "", "only in the reference"]


def test_rights_and_contract_have_tables_of_their_own(changes: ChangesView) -> None:
    model = tree(changes).model()
    rights, contract = model.index(3, 0), model.index(4, 0)
    assert rights.data() == "IAM rights (1)"
    assert model.index(0, 0, rights).data() == "+ Allow · s3:GetObject"
    assert tree(changes).isFirstColumnSpanned(0, rights)
    assert contract.data() == "Exports (1)"
    assert model.index(0, 0, contract).data() == "QueueArn · lost · output Arn"


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
    ("review", "said"),
    [
        (None, "once both templates are open"),
        (replace(REVIEW, reference=None, changes=(), deltas={}), "Open a reference"),
        (replace(REVIEW, changes=(), deltas={}), "mean the same"),
    ],
)
def test_nothing_to_show_says_why(changes: ChangesView, review: object, said: str) -> None:
    changes.show_review(review)  # type: ignore[arg-type]
    labels = changes.findChildren(type(changes._count))  # noqa: SLF001 (its type)
    assert any(said in one.text() for one in labels if one.isVisible())
