"""Foreign text stays text in Markdown; markdown-it is the judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analysis.reports.escaping import code, fenced, prose, visible

EVIL = (
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![x](file:///etc/passwd)",
    "<https://evil.example>",
    "https://evil.example www.evil.example a@evil.example",
    "`code` ``double`` ```triple```",
    "a `lonely backquote and <b>bold</b>",
    "**bold** _it_ ~~gone~~ # title",
    "| a | b |\n|---|---|",
    "- item\n\n# heading\n\n---\n",
    "&lt;b&gt; &copy; \\<b>",
    "x\n```\n<script>alert(1)</script>\n```\n",
    "@octocat #123 $x$ :tada:",
    "`[a](b)` [`a`](javascript:b)",
    "[ref]: javascript:alert(1)\n\n[ref]",
    "``",
    "`",
    "",
    "a\u202eb\u200bc\u00ad\ufeff",
)
INNOCENT = frozenset({"text", "code_inline", "softbreak", "hardbreak"})


def inline_kinds(markdown: str) -> set[str]:
    """Return the kinds of what a line of Markdown holds, in the middle of a paragraph."""
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    tokens = parser.parse(f"**Issue**: {markdown} end")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    kinds = [child.type for child in tokens[1].children or ()]
    # The words in front are strong.
    for expected in ("strong_open", "strong_close"):
        kinds.remove(expected)
    return set(kinds)


@pytest.mark.parametrize("text", EVIL)
def test_evil_prose_stays_text(text: str) -> None:
    assert inline_kinds(prose(text)) <= INNOCENT


@given(st.text(st.characters(codec="utf-8")))
def test_any_prose_stays_text(text: str) -> None:
    assert inline_kinds(prose(text)) <= INNOCENT


@given(st.text("`|\\ a\n", max_size=12))
def test_a_code_span_holds_all_of_it(text: str) -> None:
    tokens = MarkdownIt().parseInline(f"x {code(text)} y")[0].children or []
    assert [token.type for token in tokens] == ["text", "code_inline", "text"]
    assert tokens[1].content == text.replace("\n", "⏎") or not text.strip()


@given(st.text(st.sampled_from("`~ ab\n<"), max_size=60))
def test_nothing_ends_a_fence_from_inside(text: str) -> None:
    tokens = MarkdownIt().parse(fenced(text, "json"))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The queue, which (as ever) keeps 5%.", "The queue, which (as ever) keeps 5%."),
        ("It names `DB_HOST` twice.", "It names `DB_HOST` twice."),
        ("Set DB_HOST, please.", "Set `DB_HOST`, please."),
        ("an AWS::S3::Bucket (AWS::SQS::Queue)", "an `AWS::S3::Bucket` (`AWS::SQS::Queue`)"),
        ("mail a@b.example.", "mail `a@b.example`."),
        ("between [One, Two, Three]: no", "between `[One, Two, Three]`: no"),
        ("is not one of ['one', 'two', …].", "is not one of `['one', 'two', …]`."),
        ("fits '^[a-z ]+$' only", "fits '`^[a-z` `]+$`' only"),
    ],
)
def test_prose_reads_well(text: str, written: str) -> None:
    assert prose(text) == written


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("`a``b`", ["a", "b"]),
        ("x<y`code`", ["x<y", "code"]),
        ("`code`<b>", ["code", "<b>"]),
        ("`a`@me`b`", ["a", "@me", "b"]),
        ("(`a`)", ["a"]),
    ],
)
def test_spans_that_touch_stay_apart(text: str, spans: list[str]) -> None:
    tokens = MarkdownIt().parseInline(prose(text))[0].children or []
    assert [token.content for token in tokens if token.type == "code_inline"] == spans


def test_hidden_characters_are_shown() -> None:
    assert visible("a\u202eb\tc\n") == "a<U+202E>b\tc\n"
    assert "\u200b" not in fenced("a\u200bb", "yaml")


def test_long_lines_are_cut() -> None:
    assert max(map(len, fenced("x" * 500, "yaml").split("\n"))) == 200
