"""The Summary view: totals, and pictures that it asks for at its own size."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.findings import Decision, Finding, Impact, Severity, State
from analysis.review import Checked, Review, Side
from analysis.source import Span
from gui.summary import SummaryView
from gui.summary.figure import FigureView
from gui.summary.totals import totals_of
from gui.summary.view import FIGURES
from gui.theme import load_theme


def finding(severity: Severity, state: State = State.OPEN) -> Finding:
    return Finding(
        id=f"{severity}{state}",
        rule="rule",
        category="Category",
        severity=severity,
        title="",
        logical_ids=(),
        resource_types=(),
        properties=(),
        candidate=(),
        reference=(),
        issue="",
        suggestion="",
        root_cause="",
        impact=Impact(),
        decision=Decision(state),
    )


def made_review(*findings: Finding, compared: bool = True) -> Review:
    side = Side("c.yaml", "yaml", "yaml", "", Span(0, 0), (), (), 1, ())
    return Review(
        candidate=side,
        reference=side if compared else None,
        checked=Checked(),
        findings=findings,
        shown=len(findings),
        other_differences=0,
        counts={"S3": (1, 2), "SQS": (0, 1)},
    )


def png(colour: str) -> bytes:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SummaryView]:
    shown = SummaryView(load_theme("light"))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.hide()


def figures(view: SummaryView) -> list[FigureView]:
    return view.findChildren(FigureView)


def asked(view: SummaryView, qtbot: QtBot) -> dict[str, tuple[int, int, float]]:
    """Return what the view asks for until it rests, by figure."""
    wanted: dict[str, tuple[int, int, float]] = {}

    def keep(figure: str, width: int, height: int, ratio: float) -> None:
        wanted[figure] = (width, height, ratio)

    view.picture_wanted.connect(keep)
    qtbot.waitUntil(lambda: len(wanted) == len(FIGURES))
    view.picture_wanted.disconnect(keep)
    return wanted


def test_a_review_asks_for_every_figure_at_its_size(view: SummaryView, qtbot: QtBot) -> None:
    view.show_review(made_review(finding(Severity.HIGH)))
    wanted = asked(view, qtbot)
    assert set(wanted) == set(FIGURES)
    for width, height, ratio in wanted.values():
        assert 100 < width < view.width()
        assert 50 < height < view.height()
        assert ratio == view.devicePixelRatioF()


def test_without_a_review_nothing_is_asked_for(view: SummaryView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.picture_wanted, wait=250):
        view.show_review(None)
    words = " ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())
    assert "Open a template" in words


@pytest.mark.parametrize("change", ["size", "theme", "review"])
def test_pictures_are_asked_for_anew(view: SummaryView, qtbot: QtBot, change: str) -> None:
    view.show_review(made_review(finding(Severity.HIGH)))
    asked(view, qtbot)
    match change:
        case "size":
            view.resize(1200, 760)
        case "theme":
            view.show_theme(load_theme("dark"))
        case _:
            view.show_review(made_review())
    assert set(asked(view, qtbot)) == set(FIGURES)


def test_many_resizes_ask_once(view: SummaryView, qtbot: QtBot) -> None:
    view.show_review(made_review())
    asked(view, qtbot)
    count: list[str] = []
    view.picture_wanted.connect(lambda figure, *_: count.append(figure))
    for width in range(1000, 1100, 10):
        view.resize(width, 700)
    qtbot.waitUntil(lambda: len(count) >= len(FIGURES))
    qtbot.wait(200)
    assert sorted(count) == sorted(FIGURES)


def test_a_hidden_view_asks_when_it_is_shown(view: SummaryView, qtbot: QtBot) -> None:
    view.hide()
    with qtbot.assertNotEmitted(view.picture_wanted, wait=250):
        view.show_review(made_review())
    view.show()
    assert set(asked(view, qtbot)) == set(FIGURES)


def test_a_picture_is_shown(view: SummaryView, qtbot: QtBot) -> None:
    view.show_review(made_review())
    asked(view, qtbot)
    view.show_picture("services", png("#ff0000"))
    (shown,) = (one for one in figures(view) if one.accessibleName() == FIGURES["services"])
    assert shown.grab().toImage().pixelColor(20, 10) == QColor("#ff0000")


@pytest.mark.parametrize(("figure", "data"), [("unknown", b""), ("services", b"no picture")])
def test_what_is_no_picture_is_passed_over(view: SummaryView, figure: str, data: bytes) -> None:
    view.show_review(made_review())
    view.show_picture(figure, data)


def test_figures_stand_below_each_other_in_a_narrow_view(view: SummaryView, qtbot: QtBot) -> None:
    view.show_review(made_review())
    asked(view, qtbot)
    view.resize(500, 700)
    qtbot.waitUntil(lambda: len({one.x() for one in figures(view)}) == 1)
    assert len({one.y() for one in figures(view)}) == len(FIGURES)


def test_everything_fits_without_scrolling_at_home(view: SummaryView) -> None:
    view.show_review(made_review())
    page = figures(view)[0].parentWidget()
    assert page is not None
    assert page.height() <= view.height()


def test_figures_fit_their_page_when_it_grows_wide(view: SummaryView, qtbot: QtBot) -> None:
    view.resize(500, 900)
    view.show_review(made_review())
    asked(view, qtbot)
    view.resize(900, 650)
    qtbot.waitUntil(lambda: len({one.x() for one in figures(view)}) == 2)
    page = figures(view)[0].parentWidget()
    assert page is not None
    assert page.height() <= 650
    assert all(page.rect().contains(one.geometry()) for one in figures(view))


def test_totals_take_another_line_where_letters_are_large(view: SummaryView, qtbot: QtBot) -> None:
    view.setStyleSheet("QLabel { font-size: 30px }")
    view.resize(500, 700)
    view.show_review(made_review())
    review = made_review(*map(finding, Severity))
    view.show_review(review)
    totals = next(one for one in view.findChildren(QLabel) if one.text() == totals_of(review))
    qtbot.waitUntil(lambda: totals.height() >= totals.heightForWidth(totals.width()))
    assert totals.wordWrap()
    assert all(one.y() >= totals.geometry().bottom() for one in figures(view))


def test_totals_are_those_of_the_review() -> None:
    high = finding(Severity.HIGH)
    dismissed = replace(high, decision=Decision(State.DISMISSED))
    words = totals_of(made_review(finding(Severity.CRITICAL), high, dismissed))
    assert "3 findings: 1 critical, 2 high; 1 decided." in words
    assert "1 resource in the candidate, 3 in the reference" in words
    assert totals_of(made_review(compared=False)).endswith("1 resource in the candidate.")
    assert totals_of(made_review()).startswith("No findings.")


def test_a_figure_that_comes_late_says_so(view: SummaryView, qtbot: QtBot) -> None:
    view.show_review(made_review())
    asked(view, qtbot)
    (late,) = (one for one in figures(view) if one.accessibleName() == FIGURES["services"])

    def colours() -> set[str]:
        image = late.grab().toImage()
        inside = range(20, image.width() - 20)
        middle = range(image.height() // 2 - 8, image.height() // 2 + 8)
        return {image.pixelColor(x, y).name() for x in inside for y in middle}

    assert len(colours()) == 1
    qtbot.waitUntil(lambda: len(colours()) > 1, timeout=2_000)
    view.show_picture("services", png("#ff0000"))
    assert "#ff0000" in colours()
