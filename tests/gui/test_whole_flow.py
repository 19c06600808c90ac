"""The whole way through the real window with the real worker: open, choose, apply, undo, save."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from analysis.findings import Finding, Verified
from analysis.review import Check
from gui.code_block import CodeBlock
from gui.main_window import MainWindow
from gui.selection import CANDIDATE
from tests.shared_data import SEED, needs_shared

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "reporting-platform"
LONG = 60_000


def open_copies(window: MainWindow, folder: Path, tmp_path: Path) -> Path:
    """Open copies of a pair's files; return the candidate's."""
    candidate = Path(shutil.copy(next(folder.glob("candidate.*")), tmp_path))
    reference = Path(shutil.copy(next(folder.glob("reference.*")), tmp_path))
    window.open_paths([str(candidate), str(reference)])
    return candidate


def wait_for_lint(window: MainWindow, qtbot: QtBot) -> None:
    def is_linted() -> bool:
        review = window.session.review
        done = review is not None and review.checked.lint_candidate is not Check.SKIPPED
        return done and window.session.is_current

    qtbot.waitUntil(is_linted, timeout=LONG)


def findings(window: MainWindow) -> tuple[Finding, ...]:
    assert window.session.review is not None
    return window.session.review.findings


def finding_of(window: MainWindow, rule: str) -> Finding:
    return next(finding for finding in findings(window) if finding.rule == rule)


def click_finding(window: MainWindow, qtbot: QtBot, finding: Finding) -> None:
    view = next(
        one
        for one in window.views.findings.findChildren(QListView)
        if one.accessibleName() == "Findings"
    )
    model = view.model()
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    index = model.index(titles.index(finding.title), 0)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.selection.finding_id == finding.id


def wait_until_tried(window: MainWindow, qtbot: QtBot, finding: Finding) -> Finding:
    def tried() -> bool:
        now = window.session.finding(finding.id)
        return now is not None and now.fixes[0].verified is not Verified.NOT_TRIED

    qtbot.waitUntil(tried, timeout=LONG)
    now = window.session.finding(finding.id)
    assert now is not None
    return now


def apply_chosen(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def press_undo(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def text(window: MainWindow) -> str:
    source = window.session.source(CANDIDATE)
    assert source is not None
    return source.text


def test_pair_is_opened_fixed_undone_saved_and_reported(
    real_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = real_window
    candidate = open_copies(window, SAMPLE, tmp_path)
    before = candidate.read_text("utf-8")
    wait_for_lint(window, qtbot)
    finding = next(one for one in findings(window) if one.fixes)
    click_finding(window, qtbot, finding)
    tried = wait_until_tried(window, qtbot, finding)
    assert tried.fixes[0].verified is Verified.YES
    diff = window.views.findings.detail.fix_view.findChild(CodeBlock)
    assert isinstance(diff, CodeBlock)
    assert "+ " in diff.toPlainText()

    apply_chosen(window, qtbot)
    fixed = text(window)
    assert fixed != before
    wait_for_lint(window, qtbot)
    assert window.session.finding(finding.id) is None
    assert any("Gone: " in said for said in window.bars.texts())

    press_undo(window, qtbot)
    assert text(window) == before
    wait_for_lint(window, qtbot)
    again = window.session.finding(finding.id)
    assert again is not None
    click_finding(window, qtbot, again)
    apply_chosen(window, qtbot)
    assert text(window) == fixed

    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert candidate.read_text("utf-8") == fixed
    report = tmp_path / "review.md"
    window.reporting.write_to(str(report))
    qtbot.waitUntil(report.exists, timeout=LONG)
    assert report.read_text("utf-8").startswith("# ")


@needs_shared
@pytest.mark.corpus
def test_network_and_engine_of_the_seed_are_adopted_undone_and_adopted_again(
    real_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = real_window
    open_copies(window, SEED, tmp_path)
    wait_for_lint(window, qtbot)
    before = text(window)
    steps = []
    for rule in ("external-import", "engine-mismatch"):
        finding = finding_of(window, rule)
        click_finding(window, qtbot, finding)
        assert wait_until_tried(window, qtbot, finding).fixes[0].verified is Verified.YES
        apply_chosen(window, qtbot)
        steps.append(text(window))
        wait_for_lint(window, qtbot)
        assert window.session.finding(finding.id) is None
    assert before != steps[0] != steps[1]
    press_undo(window, qtbot)
    assert text(window) == steps[0]
    press_undo(window, qtbot)
    assert text(window) == before
    wait_for_lint(window, qtbot)
    for rule, fixed in zip(("external-import", "engine-mismatch"), steps, strict=True):
        click_finding(window, qtbot, finding_of(window, rule))
        apply_chosen(window, qtbot)
        assert text(window) == fixed
        wait_for_lint(window, qtbot)
