import pytest

from analysis.reading.reader import read
from analysis.source import Source
from analysis.substitution import Part, as_text, parts_of
from analysis.template import build_template


def text_of(value: str, **names: str) -> str:
    found = build_template(read(Source("template.yaml", f"Resources:\n  A: {{P: {value}}}\n")))
    return as_text(found.resources["A"].attribute("P"), names)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("!Ref B", "${B}"),
        ("!GetAtt B.Arn", "${B.Arn}"),
        ("{Fn::GetAtt: [B, !Ref C]}", "${B.…}"),
        ("!Sub 'a-${B}-${C.Arn}-${!D}'", "a-${B}-${C.Arn}-${D}"),
        ("!Sub ['${V}-${B}', {V: !GetAtt C.Arn}]", "${C.Arn}-${B}"),
        ("{Fn::Sub: [!Ref B, {}]}", "${…}"),
        ("!Join ['-', [a, !Ref B]]", "a-${B}"),
        ("!Join ['-', !Ref B]", "${Join}"),
        ("!Base64 abc", "abc"),
        ("!FindInMap [M, !Ref AWS::Region, x]", "${M.AWS::Region.x}"),
        ("!If [C, a, b]", "${If C}"),
        ("!ImportValue net", "${ImportValue net}"),
        ("{Fn::ImportValue: !Sub '${N}-id'}", "${ImportValue N-id}"),
        ("!Select [0, !GetAZs '']", "${Select}"),
        ("[a, !Ref B]", "a, ${B}"),
        ("{k: !Ref B}", "{k: ${B}}"),
    ],
)
def test_a_value_as_text(value: str, expected: str) -> None:
    assert text_of(value) == expected


def test_entities_may_have_other_names() -> None:
    assert text_of("!Sub '${B}-${B.Arn}-${C}'", B="Other") == "${Other}-${Other.Arn}-${C}"
    assert text_of("!Ref B", B="Other") == "${Other}"
    assert text_of("!GetAtt B.Arn", B="Other") == "${Other.Arn}"


def test_nothing_as_text() -> None:
    assert as_text(None) == "${…}"


def test_parts_know_where_they_stand() -> None:
    assert parts_of("a${B.C}${!D}") == (
        Part("a", is_name=False, start=0),
        Part("B.C", is_name=True, start=3),
        Part("${D}", is_name=False, start=7),
    )
    assert (parts_of("${B.C.D}")[0].target, parts_of("${B.C.D}")[0].attribute) == ("B", "C.D")


@pytest.mark.parametrize("text", ["${}", "${ A }", "${A-B}", "${A", "$ {A}", "${A:-x}", "${{A}}"])
def test_what_is_no_variable_is_literal(text: str) -> None:
    assert not any(part.is_name for part in parts_of(text))
