"""The HTML document shows all that a review says, asks for nothing and obeys no template."""

import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import files
from analysis.findings import Decision, Finding, Fix, Impact, Link, Place, Safety, Severity, State
from analysis.pipeline import review
from analysis.reports.html import html
from analysis.reports.html_difference import masked_lines
from analysis.review import Checked, Inputs, Review, Side
from analysis.source import Source, Span
from tests.shared_data import SEED, needs_shared

MINE = Source("a.yaml", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n# <b>old</b>\n")
KNOWN = Source("b.yaml", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n# new\n# newer\n")
SIDE = Side("a.yaml", "yaml", "yaml", MINE.sha256, Span(0, 1), (), (), 1, ())
ROWS = ((1, 4, 1, 4, "same"), (4, 5, 4, 6, "change"), (5, 6, 6, 7, "same"))
FINDING = Finding(
    id="a",
    rule="tags",
    category="Tags",
    severity=Severity.HIGH,
    title="Title",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(Place("Queue", "Resources/Queue", 2, 3, 2, "  Queue:", Span(0, 1)),),
    reference=(),
    issue="It is `so`.",
    suggestion="Do it.",
    root_cause="Chosen.",
    impact=Impact(cost="More."),
    documentation=(Link("Queues", "https://docs.aws.amazon.com/q.html"),),
    fixes=(Fix("Take it", Safety.SAFE, ()),),
)
VOID = {"meta", "link", "br", "col"}
# What an element may ask a browser to fetch or run.
ACTIVE = {"script", "iframe", "object", "embed", "img", "form", "base", "foreignobject", "use"}


class Reader(HTMLParser):
    """Reads a document; knows its elements, its text, and whether all that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def document(*findings: Finding, graph: str = "", secrets: tuple[str, ...] = ()) -> str:
    made = Review(
        SIDE,
        replace(SIDE, path="b.yaml"),
        Checked(),
        findings,
        len(findings),
        0,
        rows=ROWS,
        secrets=secrets,
    )
    return html(made, Inputs(MINE, KNOWN), graph)


def is_quiet(reader: Reader) -> bool:
    """Whether nothing is fetched or run, and links lead to AWS or into the page."""
    hrefs = [given.get("href") or "" for tag, given in reader.elements if tag == "a"]
    return (
        not any(tag in ACTIVE for tag, _ in reader.elements)
        and not any(
            name.startswith("on") or name == "src" for _, given in reader.elements for name in given
        )
        and all(href.startswith(("#", "https://docs.aws.amazon.com/")) for href in hrefs)
    )


def test_all_that_a_finding_says_is_there() -> None:
    decided = replace(FINDING, decision=Decision(State.DISMISSED, "fine"), note="One.\n\nTwo.")
    reader = Reader(document(decided))
    words = " ".join(reader.words)
    for said in ("1. Title", "High", "Tags", "Do it.", "Chosen.", "More.", "Queues", "Take it",
                 "Dismissed", "fine", "One.", "Two.", "Lines 2 to 3"):  # fmt: skip
        assert said in words
    assert reader.open == []
    assert is_quiet(reader)


def test_the_difference_has_every_line_beside_its_partner() -> None:
    text = document()
    assert "&lt;b&gt;old&lt;/b&gt;" in text
    assert text.count('<tr class="change">') == 2
    assert '<td class="number"></td><td class="line"></td><td class="number">5</td>' in text


def test_long_unchanged_stretches_are_folded() -> None:
    lines = Source("a", "".join(f"line {number}\n" for number in range(40)))
    made = Review(SIDE, SIDE, Checked(), (), 0, 0, rows=((1, 39, 1, 39, "same"), ROWS[1]))
    text = html(made, Inputs(lines, lines))
    assert "35 lines that mean the same" in text
    assert "line 2<" not in text


def test_secrets_are_masked_wherever_they_stand() -> None:
    source = Source("a", "a: swordfish\nkey: |\n  -----BEGIN RSA PRIVATE KEY-----\n  abc\n  def\n")
    lines = masked_lines(source, ("swordfish",))
    assert lines == ["a: ****", "key: |", "  ****", "****", "****", "****"]
    assert "sword" not in document(replace(FINDING, issue="swordfish"), secrets=("swordfish",))


def test_the_graph_stands_in_the_page_with_its_colours() -> None:
    box = '<path style="fill: #bf1730"/></svg>'
    svg = f'<?xml version="1.0"?>\n<svg width="9pt" height="9pt" viewBox="0 0 9 9">{box}'
    text = document(graph=svg)
    assert "<?xml" not in text
    assert '<svg viewBox="0 0 9 9"><path style="fill: var(--critical)"/></svg>' in text


@settings(max_examples=60)
@given(st.text(), st.sampled_from(["title", "issue", "suggestion", "note", "category"]))
def test_hostile_text_stays_text(text: str, field: str) -> None:
    for hostile in (text, f'"><script>{text}</script>', f"<img src=x onerror=a>`{text}`"):
        reader = Reader(document(replace(FINDING, **{field: hostile})))  # type: ignore[arg-type]
        assert reader.open == []
        assert is_quiet(reader)


@needs_shared
def test_the_seed_gives_a_whole_document() -> None:
    mine, known = (files.load(str(SEED / f"{side}.json")) for side in ("candidate", "reference"))
    inputs = Inputs(mine, known, lint=False)
    found = review(inputs)
    reader = Reader(html(found, inputs, everything=True))
    assert reader.open == []
    assert is_quiet(reader)
    assert sum(tag == "article" for tag, _ in reader.elements) == len(found.findings)


@pytest.mark.parametrize("name", ["a.yaml", '"><b>.yaml'])
def test_the_name_of_a_file_is_text(name: str, tmp_path: Path) -> None:
    del tmp_path
    side = replace(SIDE, path=name)
    reader = Reader(html(Review(side, None, Checked(), (), 0, 0), Inputs(replace(MINE, path=name))))
    assert f"Review of {name}" in reader.words


CHROMIUM = shutil.which("chromium")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_chromium_has_nothing_to_complain_of(tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    page.write_text(document(FINDING), "utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "It is <code>so</code>." in done.stdout
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
