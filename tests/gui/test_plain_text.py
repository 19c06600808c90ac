"""Whatever a template says, the window shows it letter by letter: no markup, no hidden text."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtGui import Qt as QtGuiNames
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from analysis.findings import Link
from gui.actions import COMMANDS
from gui.bars import Message
from gui.code_block import CodeBlock
from gui.compare.card import Card, Words
from gui.compare.mirrored_text import LONGEST_LINE
from gui.compare.pane import Pane
from gui.compare.pane_menu import text_menu
from gui.findings.detail import FindingDetail
from gui.header import VIEWS
from gui.links import is_documentation
from gui.main_window import MainWindow
from gui.report_dialog import ReportDialog
from gui.text import caption, label, one_line, tooltip, visible
from tests.gui.making import make_finding

EVIL = (
    "<img src=x>",
    '<a href="https://evil.example/">here</a>',
    "<b>bold</b>",
    "A&B &amp; &Save",
    "\u202etxet deppilf\u202c",
    "wi\u200bdth",
    "![x](file:///etc/passwd)",
    "file:///etc/passwd",
    "bell\x07esc\x1b[31m",
)
LONG = "L0ng" * 25_000
LONGEST_CELL = 200
LONGEST_LABEL = 4_100
LONGEST_CAPTION = 140


def template(names: tuple[str, ...], suffix: str) -> str:
    """Return a template whose every name and value is one of these."""
    resources: dict[str, object] = {}
    for number, name in enumerate(names):
        resources[f"R{number}{name}"] = {
            "Type": "AWS::SQS::Queue" if number % 2 else f"AWS::Evil::{name}",
            "DependsOn": f"R{(number + 1) % len(names)}{names[(number + 1) % len(names)]}",
            "Condition": f"C{name}",
            "Properties": {
                "QueueName": {"Fn::ImportValue": f"{name}{suffix}"},
                f"Key{name}": {"Ref": f"P{name}"},
                "Tags": [{"Key": name, "Value": {"Fn::Sub": f"${{P{name}}} {name}{suffix}"}}],
                "Password": f"{name}{suffix}",
            },
        }
    resources[LONG] = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": suffix}}
    return json.dumps(
        {
            "Description": f"{' '.join(names)} {suffix}",
            "Parameters": {
                f"P{name}": {"Type": "String", "Default": f"{name}{suffix}", "Description": name}
                for name in names
            },
            "Conditions": {f"C{name}": {"Fn::Equals": [name, suffix]} for name in names},
            "Mappings": {f"M{name}": {name: {name: suffix}} for name in names},
            "Resources": resources,
            "Outputs": {
                f"O{name}": {"Value": {"Ref": f"P{name}"}, "Export": {"Name": name + suffix}}
                for name in names
            }
            | {f"O{LONG}": {"Value": {"Ref": LONG}, "Export": {"Name": f"{LONG}{suffix}"}}},
        },
        indent=2,
        ensure_ascii=False,
    )


@pytest.fixture
def evil_window(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return a window with a pair of evil names in files of evil names, reviewed."""
    folder = tmp_path / "<b>&amp;\u202eA&B"
    folder.mkdir()
    candidate, reference = folder / "<img src=x>&c.json", folder / "\u202e<b>r&b.json"
    candidate.write_text(template(EVIL, "mine"), "utf-8")
    reference.write_text(template(EVIL[:-1], "known"), "utf-8")
    real_window.open_paths([str(candidate), str(reference)])
    qtbot.waitUntil(lambda: real_window.session.review is not None, timeout=20_000)
    return real_window


def is_hidden(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in (
        *("Cc", "Cf", "Cs", "Zl", "Zp"),
    )


def plain_wrongs(text: str, longest: int, *, may_be_rich: bool) -> Iterator[str]:
    """Yield what is wrong with a text, which Qt takes for HTML if it may and looks like it."""
    if len(text) > longest:
        yield f"{len(text)} characters"
    if any(map(is_hidden, text)):
        yield "hidden characters"
    if not may_be_rich or not QtGuiNames.mightBeRichText(text):
        return
    inside = text.removeprefix("<p style='white-space:pre-wrap'>").removesuffix("</p>")
    if "<" in inside or ">" in inside or len(inside) == len(text):
        yield "markup"


def caption_wrongs(text: str) -> Iterator[str]:
    yield from plain_wrongs(text, LONGEST_CAPTION, may_be_rich=False)
    is_evil = any(part in text.replace("&&", "&") for part in EVIL) or "A&" in text
    if "&" in text.replace("&&", "") and is_evil:
        yield "an ampersand that marks a key"


def wrongs_of(root: QWidget) -> Iterator[str]:
    """Yield what is wrong with a widget and all that is in it, seen or not."""
    for widget in (root, *root.findChildren(QWidget)):
        name = f"{type(widget).__name__} {widget.objectName()}"
        for wrong in (*_wrongs_of_content(widget), *_wrongs_of_hints(widget)):
            yield f"{name}: {wrong}"
    for action in root.findChildren(QAction):
        wrongs = [*caption_wrongs(action.text())]
        # A menu shows no tooltips, unless told to; by default they are the action's text.
        if not all(map(_shows_no_tooltips, action.associatedObjects())):
            wrongs += plain_wrongs(action.toolTip(), LONGEST_LABEL, may_be_rich=True)
        for wrong in wrongs:
            yield f"action: {wrong}: {action.text()[:60]!r}, {action.toolTip()[:60]!r}"
    for wrong in plain_wrongs(root.windowTitle(), LONGEST_CAPTION, may_be_rich=False):
        yield f"title: {wrong}: {root.windowTitle()!r}"


def _shows_no_tooltips(one: object) -> bool:
    return isinstance(one, QMainWindow) or (isinstance(one, QMenu) and not one.toolTipsVisible())


def _wrongs_of_hints(widget: QWidget) -> Iterator[str]:
    for wrong in plain_wrongs(widget.toolTip(), LONGEST_LABEL, may_be_rich=True):
        yield f"tooltip: {wrong}: {widget.toolTip()[:60]!r}"
    assert widget.statusTip() == widget.whatsThis() == ""
    for text in (widget.accessibleName(), widget.accessibleDescription()):
        for wrong in plain_wrongs(text, LONGEST_CELL + 100, may_be_rich=False):
            yield f"spoken: {wrong}: {text[:60]!r}"


def _wrongs_of_content(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel():
            if widget.textFormat() is not Qt.TextFormat.PlainText or widget.openExternalLinks():
                yield f"not plain: {widget.text()[:60]!r}"
            yield from plain_wrongs(widget.text(), LONGEST_LABEL, may_be_rich=False)
        case QAbstractButton():
            yield from caption_wrongs(widget.text())
        case QComboBox() | QAbstractItemView():
            yield from _wrongs_of_model(widget.model(), QModelIndex())
        case QGraphicsView():
            for item in widget.scene().items():
                yield from plain_wrongs(item.toolTip(), LONGEST_LABEL, may_be_rich=True)
        case QTextEdit():
            yield "is a rich text"
        case QPlainTextEdit() | QLineEdit():
            yield from _wrongs_of_field(widget)


def _wrongs_of_field(widget: QPlainTextEdit | QLineEdit) -> Iterator[str]:
    if isinstance(widget, QLineEdit):
        completer = widget.completer()
        if completer is not None:
            yield from _wrongs_of_model(completer.model(), QModelIndex())
    elif isinstance(widget, Pane | CodeBlock):
        text = widget.toPlainText()
        yield from plain_wrongs(text, 10_000_000, may_be_rich=False)
        if len(max(text.split("\n"), key=len)) > LONGEST_LINE + 1:
            yield "a line that is not cut"


def _wrongs_of_model(model: QAbstractItemModel | None, parent: QModelIndex) -> Iterator[str]:
    if model is None:
        return
    for row in range(model.rowCount(parent)):
        # Qt keeps the columns of a list to itself: there is one.
        is_list = isinstance(model, QAbstractListModel)
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            shown = index.data(Qt.ItemDataRole.DisplayRole) or ""
            for wrong in plain_wrongs(str(shown), LONGEST_CELL, may_be_rich=False):
                yield f"cell: {wrong}: {str(shown)[:60]!r}"
            tip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
            for wrong in plain_wrongs(str(tip), LONGEST_LABEL, may_be_rich=True):
                yield f"tooltip of a cell: {wrong}: {str(tip)[:60]!r}"
        yield from _wrongs_of_model(model, model.index(row, 0, parent))


def all_wrongs() -> list[str]:
    QApplication.processEvents()
    return [wrong for one in QApplication.topLevelWidgets() for wrong in wrongs_of(one)]


def test_no_view_takes_a_template_for_markup(evil_window: MainWindow, qtbot: QtBot) -> None:
    window = evil_window
    review = window.session.review
    assert review is not None
    assert len(review.findings) > 10
    for view in VIEWS:
        window.commands[f"view-{view}"].trigger()
        QApplication.processEvents()
        assert all_wrongs() == [], view
    window.commands["view-graph"].trigger()
    canvas = window.views.graph.findChild(QGraphicsView)
    assert canvas is not None
    qtbot.waitUntil(lambda: len(canvas.scene().items()) > 20, timeout=20_000)
    assert all_wrongs() == []
    window.commands["view-compare"].trigger()
    seen = set()
    for finding in review.findings:
        if finding.rule not in seen:
            window.views.findings.step(1)
            assert list(wrongs_of(window.views.findings)) == [], finding.title[:80]
        seen.add(finding.rule)


def test_no_menu_takes_a_template_for_markup_or_keys(evil_window: MainWindow) -> None:
    window = evil_window
    review = window.session.review
    assert review is not None
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    window.session.apply_fix(next(fix for one in review.findings for fix in one.fixes if fix.edits))
    outline = window.views.outline.findChild(QAbstractItemView)
    assert outline is not None
    model = outline.model()
    for section in range(model.rowCount()):
        row = model.index(0, 0, model.index(section, 0))
        pairing = window.views.outline.menu_for(row)
        assert pairing is None or list(wrongs_of(pairing)) == []
    for pane in window.findChildren(Pane):
        for line in range(0, pane.mirror.mirrored.line_count, 7):
            menu = text_menu(pane)
            pane.menu_opened.emit(menu, pane.mirror.mirrored.start(line))
            assert list(wrongs_of(menu)) == []
    assert all_wrongs() == []


def test_no_bar_or_dialog_takes_a_text_for_markup(window: MainWindow, qtbot: QtBot) -> None:
    texts = (*EVIL, LONG)
    for number, text in enumerate(texts):
        choices: dict[str, Callable[[], object]] = {text: lambda: None}
        window.bars.show_message(Message(f"{number}", text, choices=choices))
        window.views.status.show_place(f"Resources/{text}/Properties")
        window.views.header.show_found("1 finding", text, text)
        assert all_wrongs() == []
    dialog = ReportDialog("", "", window)
    qtbot.addWidget(dialog)
    dialog.show_text("\n".join(EVIL))
    dialog.open()
    window.commands["shortcuts"].trigger()
    assert all_wrongs() == []
    for one in QApplication.topLevelWidgets():
        if one is not window:
            one.close()


def test_an_explanation_shows_words_and_no_foreign_link(window: MainWindow, qtbot: QtBot) -> None:
    card = Card(window)
    qtbot.addWidget(card)
    for text in (*EVIL, LONG):
        card.show_words(Words(text, text, text, url=text), card.rect(), take_keyboard=False)
        assert list(wrongs_of(card)) == []
        assert [one.text() for one in card.findChildren(QAbstractButton) if one.isVisible()] == []


FOREIGN = (
    "http://docs.aws.amazon.com/x",
    "https://docs.aws.amazon.com.evil.example/x",
    "https://docs.aws.amazon.com@evil.example/x",
    "https://user:word@docs.aws.amazon.com/x",
    "https://docs.aws.amazon.com:444/x",
    "https://evil.example/docs.aws.amazon.com",
    "//docs.aws.amazon.com/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "smb://docs.aws.amazon.com/x",
    "https://docs.aws.amazon.com/a b",
    "",
)


def test_only_pages_of_the_documentation_are_opened(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    detail = window.findChild(FindingDetail)
    assert detail is not None
    good = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/x.html#y"
    for address in (*FOREIGN, good):
        assert is_documentation(address) == (address == good)
        detail.show_finding(
            make_finding(documentation=(Link("<b>&x</b>", address),)), None, current=True
        )
        assert list(wrongs_of(detail)) == []
        detail.open_documentation()
        for button in detail.findChildren(QAbstractButton):
            if button.property("role") == "link" and button.isVisibleTo(detail):
                button.click()
    assert {one.toString() for one in opened} == {good}


@pytest.mark.parametrize("text", [*EVIL, LONG, "a\nb\tc"], ids=range(len(EVIL) + 2))
def test_words_of_a_template_are_made_harmless(qtbot: QtBot, text: str) -> None:
    made = label(text)
    qtbot.addWidget(made)
    assert list(wrongs_of(made)) == []
    for cut, longest in ((visible(text), LONGEST_LABEL), (one_line(text), LONGEST_CELL)):
        assert list(plain_wrongs(cut, longest, may_be_rich=False)) == []
    assert list(plain_wrongs(tooltip(text), LONGEST_LABEL, may_be_rich=True)) == []
    assert list(caption_wrongs(caption(text, 60))) == []
    assert "\n" not in caption(text)


def test_the_walk_finds_what_is_wrong(qtbot: QtBot) -> None:
    rich, hidden, key = QLabel("<b>x</b>"), label(), QMenu()
    hidden.setText("a\u202eb")
    key.addAction("Remove A&B")
    for widget in (rich, hidden, key):
        qtbot.addWidget(widget)
        assert list(wrongs_of(widget))
    tip = label("x")
    qtbot.addWidget(tip)
    tip.setToolTip("<img src=x>")
    assert list(wrongs_of(tip))


def test_commands_have_captions_of_their_own() -> None:
    assert all(len(one.text) < LONGEST_CAPTION for one in COMMANDS)


ROOT = Path(__file__).resolve().parents[2]
# Where alone each of these may stand: they show markup, follow links or run what a text says.
KEPT_TO = {
    "QLabel(": {"gui/text.py"},
    "openUrl(": {"gui/links.py"},
    "setHtml(": set(),
    "insertHtml(": set(),
    "setMarkdown(": {"gui/manual.py"},  # its own text
    "QTextBrowser": {"gui/manual.py"},
    "QTextEdit": set(),
    "setOpenExternalLinks": set(),
    "QStaticText": set(),
    "setWhatsThis(": set(),
    "setStatusTip(": set(),
    "setToolTipsVisible(": {"gui/graph/form_menu.py"},
}


@pytest.mark.parametrize("words", KEPT_TO)
def test_what_shows_markup_or_follows_links_stands_where_it_may(words: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "gui").rglob("*.py")
        if re.search(rf"\b{re.escape(words)}", path.read_text("utf-8"))
    }
    assert found == KEPT_TO[words]
