"""Every character that Qt might change stands in the pane where it stands in the text."""

import pytest
from pytestqt.qtbot import QtBot

from gui.compare.mirrored_document import MirroredDocument
from gui.compare.mirrored_text import shown
from gui.text import visible

ODD = [
    chr(code)
    for stretch in (
        range(0x20),
        range(0x7F, 0xA1),
        range(0xAD, 0xAE),
        range(0x0300, 0x0303),
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180F, 0x3164, 0xFFA0, 0x1D173, 0xE0100),
        range(0x2000, 0x2070),
        range(0xD800, 0xD802),
        range(0xFDD0, 0xFDF0),
        range(0xFE00, 0xFE10),
        range(0xFEFE, 0xFF00),
        range(0xFFF0, 0x10000),
        (0x1F600, 0x1FFFE, 0xE0041, 0x10FFFF),
    )
    for code in stretch
    if chr(code) not in "\r\n"
]


def displayed(document: MirroredDocument) -> list[str]:
    return [document.findBlockByNumber(n).text() for n in range(document.blockCount())]


@pytest.mark.parametrize("character", ODD, ids=lambda one: f"U+{ord(one):04X}")
def test_a_character_takes_its_place_however_it_comes(qtbot: QtBot, character: str) -> None:
    del qtbot
    text = f"a: b{character}c\n{character}\n d{character}"
    fresh, changed = MirroredDocument(), MirroredDocument()
    fresh.show_text(text)
    changed.show_text("a: bc\nx\n d")
    changed.show_text(text)
    assert displayed(changed) == displayed(fresh)
    assert fresh.blockCount() == fresh.mirrored.line_count
    for offset in range(len(text)):
        assert fresh.offset_at(fresh.position_at(offset)) == offset


def test_what_cannot_be_seen_is_shown_in_panes_and_labels_and_reported() -> None:
    told = [one for one in ODD if "<U+" in visible(one)]
    marked = [one for one in ODD if shown(f"a{one}b") != f"a{one}b"]
    # Panes show a tab; noncharacters, which Qt leaves out, stand in labels as they are.
    assert set(told) <= set(marked)
    assert {"\u202e", "\u200b", "\u3164", "\U000e0041", "\U000e0100", "\u034f"} <= set(told)
    assert not {"\t", "\xa0", "\u0301", "\U0001f600", "\ufe0f"} & set(marked)
