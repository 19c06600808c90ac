"""The outline of both templates."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTreeView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.outline.model import OutlineModel
from gui.outline.view import OutlineView, cut_name
from gui.selection import NOTHING, of_finding
from gui.theme import load_theme
from tests.gui.making import make_finding, make_review


@pytest.fixture
def outline(qtbot: QtBot) -> OutlineView:
    outline = OutlineView()
    qtbot.addWidget(outline)
    outline.show_theme(load_theme("dark"))
    outline.resize(240, 400)
    outline.show()
    outline.show_review(make_review())
    return outline


def tree(outline: OutlineView) -> QTreeView:
    found = outline.findChild(QTreeView)
    assert isinstance(found, QTreeView)
    return found


def entity(outline: OutlineView, row: int) -> QModelIndex:
    model = tree(outline).model()
    return model.index(row, 0, model.index(0, 0))


def test_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = OutlineModel()
    model.show_review(make_review())
    qtmodeltester.check(model)


def test_candidates_entities_come_before_those_of_the_reference_alone(outline: OutlineView) -> None:
    names = [entity(outline, row).data() for row in range(3)]
    assert names == ["Queue", "Topic", "Alarm"]


def test_entity_says_its_change_and_findings(outline: OutlineView) -> None:
    said = [entity(outline, row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said[0] == "~ Queue, AWS::SQS::Queue, changed, 1 findings, the gravest high"
    assert "only in the candidate" in said[1]
    assert "only in the reference" in said[2]


def test_click_chooses_an_entity(outline: OutlineView, qtbot: QtBot) -> None:
    view = tree(outline)
    place = view.visualRect(entity(outline, 2)).center()
    with qtbot.waitSignal(outline.entity_chosen) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == ["reference", "Resources", "Alarm"]


def test_selection_is_shown_without_being_told_again(outline: OutlineView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(outline.entity_chosen):
        outline.choose(of_finding(make_review(), make_finding()))
    assert tree(outline).currentIndex().data() == "Queue"
    outline.choose(NOTHING)
    assert not tree(outline).currentIndex().isValid()


def test_folded_section_stays_folded_in_a_newer_review(outline: OutlineView) -> None:
    view = tree(outline)
    view.collapse(view.model().index(0, 0))
    outline.show_review(make_review(()))
    assert not view.isExpanded(view.model().index(0, 0))


def test_nothing_open_says_what_will_be_here(outline: OutlineView) -> None:
    outline.show_review(None)
    assert not tree(outline).isVisible()


def test_names_that_have_no_room_are_told_apart_by_their_ends(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    metrics = view.fontMetrics()
    room = metrics.horizontalAdvance("DatabaseMasterU")
    user, password = (
        cut_name(name, metrics, room)
        for name in ("DatabaseMasterUsername", "DatabaseMasterPassword")
    )
    assert user != password
    assert cut_name("Queue ↔ Jobs", metrics, 9 * room) == "Queue ↔ Jobs"
    both = cut_name("DatabaseSecurityGroup ↔ ClusterSecurityGroup", metrics, room)
    assert both.endswith("up ↔")
    assert metrics.horizontalAdvance(both) <= room
