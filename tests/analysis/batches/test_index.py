"""The index of a batch: what its pairs add up to, and what has changed since an earlier run."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from analysis.batches.index_html import index_html
from analysis.batches.index_markdown import index_markdown
from analysis.batches.record import FILE, Entry, Making, Recorded
from analysis.batches.reviewing import Told
from analysis.batches.totals import summed
from analysis.commands.command_line import run
from tests.analysis.batches.pairs_folder import QUEUE, write_pairs

ROOT = Path(__file__).resolve().parents[3]
MAKING = Making("0.1.0", "1.58.0", "pairs", "json", lint=True, verify="none", today="2026-03-01")
HOSTILE = 'a|b`c`<img src=x onerror="alert(1)">](http://x)*'


def entry(name: str, *findings: tuple[str, str], error: str = "", complete: bool = True) -> Entry:
    told = tuple(Told(id_, severity, f"Category {id_[0]}", "rule") for id_, severity in findings)
    file = f"{name}.json"
    return Entry(name, "i", "o", file, error, findings=told, is_complete=complete)


def recorded(*entries: Entry) -> Recorded:
    return Recorded(MAKING, {one.pair: one for one in entries})


NOW = recorded(
    entry("quiet"),
    entry("grave", ("a1", "critical"), ("a2", "low"), ("b1", "high")),
    entry("mild", ("a1", "medium"), complete=False),
    entry("unread", error="There is no template in it."),
    entry(HOSTILE, ("b2", "high")),
)
EARLIER = recorded(
    entry("grave", ("a1", "critical"), ("c1", "critical"), ("c2", "low"), ("c3", "low")),
    entry("mild"),
    entry("unread", ("a1", "low")),
    entry("lost"),
)


def test_totals_are_those_of_all_pairs() -> None:
    total = summed(NOW)
    assert total.severities == (1, 2, 1, 1)
    assert (total.unread, total.incomplete) == (1, 1)
    assert [(one.name, one.by_severity, one.pairs) for one in total.categories] == [
        ("Category a", (1, 0, 1, 1), 2),
        ("Category b", (0, 2, 0, 0), 2),
    ]
    assert [row.name for row in total.pairs] == ["unread", "grave", HOSTILE, "mild", "quiet"]


def test_trend_says_what_is_otherwise() -> None:
    total = summed(NOW, EARLIER)
    trend = total.trend
    assert trend
    assert trend.severities == (2, 0, 0, 3)
    assert (trend.better, trend.worse) == (1, 1)
    assert (trend.joined, trend.left) == ((HOSTILE, "quiet"), ("lost",))
    changes = {row.name: (row.new, row.gone) for row in total.pairs}
    assert changes["grave"] == (2, 3)
    assert changes["mild"] == (1, 0)
    assert changes["unread"] == changes["quiet"] == (None, None)
    assert {one.name: (one.total, one.earlier) for one in total.categories} == {
        "Category a": (3, 2),
        "Category b": (2, 0),
        "Category c": (0, 3),
    }


@pytest.mark.parametrize("earlier", [None, EARLIER], ids=["alone", "compared"])
def test_markdown_tables_are_whole(earlier: Recorded | None) -> None:
    total = summed(NOW, earlier)
    rendered = MarkdownIt("commonmark").enable("table").render(index_markdown(total))
    for table in re.findall(r"<table>.*?</table>", rendered, re.DOTALL):
        rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        assert len({len(re.findall(r"<t[hd]", row)) for row in rows}) == 1
    assert rendered.count("<table>") == 4
    assert re.findall(r'href="([^"]*)"', rendered)[2].startswith("a%7Cb")
    assert "<img" not in rendered


@pytest.mark.parametrize("earlier", [None, EARLIER], ids=["alone", "compared"])
def test_html_is_closed_and_harmless(earlier: Recorded | None) -> None:
    page = index_html(summed(NOW, earlier))
    reader = _Elements()
    reader.feed(page)
    assert reader.open == []
    assert not {"img", "script", "iframe", "form"} & reader.seen
    assert all(not link.startswith("http") for link in reader.links)
    assert "There is no template in it." in page


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_run_is_compared_with_an_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pairs(tmp_path / "pairs", 2)
    batch = ("batch", "pairs", "--no-lint", "--jobs", "1", "--output")
    assert run((*batch, "first")) == 0
    protected = QUEUE + "    DeletionPolicy: Retain\n"
    (tmp_path / "pairs" / "pair-01" / "reference.yaml").write_text(protected)
    assert run((*batch, "second", "--earlier", "first")) == 0
    assert "| [`pair-01`](pair-01.json) |" in (tmp_path / "second" / "index.md").read_text()
    assert "Since the Earlier Run" in (tmp_path / "second" / "index.md").read_text()
    check_record(tmp_path / "second" / FILE)
    assert run((*batch, "second", "--earlier", "second")) == 2
    assert run((*batch, "third", "--earlier", "pairs")) == 2
    assert capsys.readouterr().err.count("\n") == 2


def check_record(path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "batch-record.schema.json").read_text("utf-8"))
    for line in path.read_text().splitlines():
        Draft202012Validator(schema).validate(json.loads(line))


def test_pair_may_be_called_as_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_pairs(tmp_path / "pairs", 1)
    (tmp_path / "pairs" / "pair-00").rename(tmp_path / "pairs" / "index")
    arguments = ("batch", "pairs", "--output", "o", "--no-lint", "--format", "markdown")
    assert run(arguments) == 0
    assert "Issue" in (tmp_path / "o" / "index.md").read_text()
    assert "## Pairs" in (tmp_path / "o" / "index-of-all.md").read_text()
