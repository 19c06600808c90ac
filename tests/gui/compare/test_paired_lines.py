import pytest
from PySide6.QtWidgets import QApplication

from gui.compare.alignment import Alignment, Stretch
from gui.compare.mirrored_document import MirroredDocument
from gui.compare.noise import Noise
from gui.compare.paired_lines import NamedLine, PairedLines
from gui.selection import CANDIDATE, REFERENCE

CASES = (
    ("same", 'B: {"Fn::GetAtt": ["A", "Arn"]}', "B: !GetAtt A.Arn", "same", (), ()),
    ("same", "a: 1", "a: 1", "same", (), ()),
    ("same", '  "Type": "AWS::S3::Bucket",', "Type: AWS::S3::Bucket", "same", (), ()),
    ("same", '{"Ref": "Store"},', '  {"Ref": "Archive"}', "rename", ("Store",), ("Archive",)),
    ("same", "A: !Ref Bucket", "A:", "format", (), ()),
    ("same", "A: !Ref One", "A: !Ref Two", "format", (), ()),
    ("change", "Port: 3306", "Port: 5432", "change", ("3306",), ("5432",)),
    ("change", '"A": false,', "A: true", "change", ("false",), ("true",)),
    ("change", 'Port: "1"', "Port: 1", "change", ('"', '"'), ()),
    ("change", "Text: done", "Text: done.", "change", (), (".",)),
)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("case", CASES)
def test_words_that_differ_are_marked(
    case: tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]],
) -> None:
    kind, mine, known, shown, words, known_words = case
    lines = paired(mine, known, kind)
    change, other = lines.change(CANDIDATE, 0), lines.change(REFERENCE, 0)
    assert (change.kind, other.kind) == (shown, shown)
    assert tuple(mine[word.start : word.end] for word in change.words) == words
    assert tuple(known[word.start : word.end] for word in other.words) == known_words


def test_lines_that_have_nothing_in_common_are_told_apart(qapp: QApplication) -> None:
    assert qapp
    lines = paired("Engine: aurora", "- !Ref Subnet", "change")
    assert lines.change(CANDIDATE, 0).kind == "remove"
    assert lines.change(REFERENCE, 0).kind == "add"


def test_another_form_can_be_left_unmarked(qapp: QApplication) -> None:
    assert qapp
    lines = paired("A: !Ref Bucket", "A:", "same")
    lines.show_quiet({Noise.FORMATTING}, ())
    assert lines.change(CANDIDATE, 0).kind == "same"
    lines.show_quiet({Noise.NAMES}, ())
    assert lines.change(CANDIDATE, 0).kind == "format"


@pytest.mark.parametrize(("line", "kind"), [("  },", "same"), ("", "same"), ("  A: 1", "change")])
def test_brackets_beside_each_other_amid_changes_do_not_stand_out(
    qapp: QApplication,
    line: str,
    kind: str,
) -> None:
    assert qapp
    assert paired(line, line, "change").change(CANDIDATE, 0).kind == kind


def test_the_bar_of_a_fold_names_what_it_holds(qapp: QApplication) -> None:
    assert qapp
    text = "".join(f"line {number}\n" for number in range(40))
    lines = paired(text, text, "same")
    named = (
        NamedLine(30, 40, "Outputs", "Late"),
        NamedLine(1, 10, "Resources", "Early"),
        NamedLine(10, 20, "Resources", "Middle"),
    )
    lines.show_names({CANDIDATE: named})
    names = []
    for start, end in ((0, 5), (9, 12), (20, 30), (0, 40)):
        fold = Stretch(start, end, start, end, "same", may_fold=True, is_closed=True)
        lines.alignment = Alignment([fold])
        names.append(lines.bar_text(CANDIDATE, 0).strip("┄ ").partition(" alike")[2].strip(" ·"))
    assert names == ["Resources / Early", "Early, Middle", "", "Early, Middle, Late"]


def paired(mine: str, known: str, kind: str) -> PairedLines:
    documents = MirroredDocument(), MirroredDocument()
    for document, text in zip(documents, (mine, known), strict=True):
        document.show_text(text)
    lines = PairedLines(*documents)
    lines.alignment = Alignment([Stretch(0, 1, 0, 1, kind)])
    lines.show_quiet((), {("Store", "Archive")})
    return lines
