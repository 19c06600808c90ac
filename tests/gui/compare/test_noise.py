"""Changes that are shown but not marked, and both files in their own order."""

import pytest
from pytestqt.qtbot import QtBot

from gui.compare.alignment import QUIET
from gui.compare.connectors import Connectors
from gui.compare.noise import Noise, noise_of
from gui.selection import CANDIDATE, REFERENCE
from tests.gui.compare.shown_pair import KNOWN, ShownPair
from tests.gui.making import make_changes

NOTED = """\
Resources:
  # one
  Bucket:
    Type: AWS::S3::Bucket
  Other:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Ref Bucket}
"""
RENAMED = (
    NOTED.replace("# one", "# another")
    .replace("Bucket:", "Store:")
    .replace("Ref Bucket", "Ref Store")
)


def kind(pair: ShownPair, side: str, words: str) -> str:
    pane = pair.pane(side)
    source = pair.candidate if side == CANDIDATE else pair.reference
    block = pane.mirror.block_of_line(source.line(source.text.index(words)) - 1)
    return pane.lines.change(side, block).kind


@pytest.mark.parametrize(
    ("noise", "words"),
    [(Noise.DESCRIPTIONS, "Description"), (Noise.TAGS, "Value")],
)
def test_what_is_not_marked_is_quiet_and_comes_back(
    qtbot: QtBot,
    noise: Noise,
    words: str,
) -> None:
    pair = ShownPair(qtbot)
    marked = {one: kind(pair, CANDIDATE, one) for one in ("Description", "Value", "Topic")}
    assert set(marked.values()) == {"change", "remove"}
    pair.view.show_marking([noise], in_file_order=False)
    for one, before in marked.items():
        assert kind(pair, CANDIDATE, one) == (QUIET if one == words else before)
    pair.view.show_marking([], in_file_order=False)
    assert kind(pair, CANDIDATE, words) == marked[words]


def test_changes_that_are_not_marked_are_not_gone_to(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot)
    pair.view.show_marking([Noise.DESCRIPTIONS], in_file_order=False)
    pair.view.next_change()
    assert pair.known.textCursor().block().text().strip() == "Key:"


@pytest.mark.parametrize(
    ("noise", "quiet"),
    [(Noise.FORMATTING, "# one"), (Noise.NAMES, "Ref Bucket")],
)
def test_comments_and_new_names_can_be_quiet(qtbot: QtBot, noise: Noise, quiet: str) -> None:
    pair = ShownPair(qtbot, NOTED, RENAMED)
    before = {words: kind(pair, CANDIDATE, words) for words in ("# one", "Ref Bucket")}
    assert before == {"# one": "change", "Ref Bucket": "rename"}
    pair.view.show_marking([noise], in_file_order=False)
    for words, was in before.items():
        assert kind(pair, CANDIDATE, words) == (QUIET if words == quiet else was)


def test_what_is_not_marked_has_no_arrow(qtbot: QtBot) -> None:
    pair = ShownPair(qtbot)
    connectors = pair.child("connectors")
    assert isinstance(connectors, Connectors)
    row = pair.row(REFERENCE, "Description")
    assert connectors.pieces_at(row)
    pair.view.show_marking([Noise.DESCRIPTIONS], in_file_order=False)
    assert not connectors.pieces_at(row)
    assert connectors.pieces_at(pair.row(REFERENCE, "KmsMasterKeyId"))


def test_what_replaces_a_resource_is_never_noise() -> None:
    retained = make_changes()[0]
    assert noise_of(retained) is None
    described = [("Properties/GroupDescription", "replace"), ("Properties/Description", "update")]
    found = [
        noise_of(
            type(retained)("change", "Resources", "A", "A", "", path, "", "", impact, None, None)
        )
        for path, impact in described
    ]
    assert found == [None, Noise.DESCRIPTIONS]


def test_both_files_can_keep_their_order(qtbot: QtBot) -> None:
    first, second = KNOWN.index("  Key:"), KNOWN.index("  Queue:")
    moved = KNOWN[:first] + KNOWN[second:] + KNOWN[first:second]
    other = ShownPair(qtbot, KNOWN, moved)
    lines = other.known.toPlainText().splitlines()
    assert lines != moved.splitlines()
    assert other.row(CANDIDATE, "Queue:") == other.row(REFERENCE, "Queue:")
    other.view.show_marking([], in_file_order=True)
    assert other.known.toPlainText().splitlines() == moved.splitlines()
    other.view.show_marking([], in_file_order=False)
    resource = "Key:\n    Type"
    assert other.row(CANDIDATE, resource) == other.row(REFERENCE, resource)
