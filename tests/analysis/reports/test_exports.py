"""What leaves the program holds nothing active and no secret, whatever the templates hold."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.answers import ANSWERS
from analysis.graph_view import KINDS, graph_of, masked_graph, to_dot, to_json, to_mermaid
from analysis.pictures import draw_graph
from analysis.pipeline import review, understand
from analysis.reports.changes import changes_markdown, changes_text
from analysis.reports.github import annotations
from analysis.reports.html import html
from analysis.reports.json import diff_text, review_text
from analysis.reports.markdown import report
from analysis.reports.sarif import sarif_text
from analysis.review import Inputs, Review
from analysis.source import Source
from analysis.values import encode
from analysis.workspace import Workspace

EVIL = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "</textarea></pre></style></script><b>out</b>",
    "[a](javascript:alert(1))",
    "![x](file:///etc/passwd)",
    "[ref]: javascript:alert(1)\n\n[ref]",
    "<https://evil.example>",
    "https://evil.example/a www.evil.example a@evil.example",
    "`code` ``double`` ```triple```",
    "a `lonely backquote",
    "**bold** _it_ ~~gone~~",
    "# title\n\n---\n",
    "| a | b |\n|---|---|\n| c | d |",
    "- item\n1. first\n> quoted",
    "x\n```\n<script>alert(1)</script>\n```\n",
    "~~~\nout\n~~~",
    "@octocat #123 $x$ :tada:",
    "&lt;b&gt; &copy; \\<b>",
    '" onmouseover="alert(1)" x=\'y\'',
    '"];\n evil [label=<b>x</b>, URL="javascript:a"];',
    'n0"]; click n0 "javascript:alert(1)"; n1["',
    "%%{init: {'theme': 'x'}}%%\nend\nsubgraph x",
    "::error file=x::evil\n::set-output name=a::b",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07\x1b[2J",
    "a\u202eb\u200bc\u00ad\ufeff\u2028d",
    "${jndi:ldap://evil.example/a} {{7*7}} {0}",
    "=cmd|' /C calc'!A0",
)
# Put together here, so that no scanner takes them for real ones.
SECRETS = {
    "password": "swordfish-" + "99a",
    "key id": "AKIA" + "Z7Q2MNB4KD1FYR5T",
    "token": "ghp_" + "q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8",
    "default": "hush-" + "hush-77",
    "in an address": "opensesame" + "42",
    "in code": "c0de" + "Secret!x",
}


def template(text: str, *, secrets: bool = True) -> Source:
    """Return a template that has a text in every place, and the secrets in theirs."""
    hidden = SECRETS if secrets else dict.fromkeys(SECRETS, "{{resolve:ssm:x}}")
    code = f'password = "{hidden["in code"]}"\nconnect("db://me:{hidden["in an address"]}@host")\n'
    data = {
        "Description": f"{text} {hidden['key id']}",
        "Metadata": {text: text, "note": hidden["token"]},
        "Parameters": {
            "Hidden": {"Type": "String", "NoEcho": True, "Default": hidden["default"]},
            text: {"Type": text, "Default": text, "AllowedPattern": text},
        },
        "Conditions": {text: {"Fn::Equals": [text, {"Ref": text}]}},
        "Mappings": {text: {text: {text: text}}},
        "Resources": {
            text: {"Type": text, "DependsOn": text, "Properties": {text: text, "A": [text]}},
            "Database": {
                "Type": "AWS::RDS::DBInstance",
                "Condition": text,
                "Properties": {"MasterUserPassword": hidden["password"], "Engine": text},
            },
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Code": {"ZipFile": code + text}, "Handler": text},
            },
            "Topic": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": {"Fn::ImportValue": f"{text}-{hidden['key id']}"}},
            },
        },
        "Outputs": {text: {"Value": text, "Export": {"Name": f"{text} {hidden['token']}"}}},
    }
    return Source(f"{text[:20]}.json".replace("/", "-"), json.dumps(data, indent=2))


@cache
def made(text: str) -> tuple[Inputs, Review, dict[str, str]]:
    """Return the review of a candidate against an ordinary reference, and all that is written."""
    known = template("Plain", secrets=False)
    inputs = Inputs(template(text), known, lint=False, today="2026-01-01")
    pair = understand(inputs)
    found = review(inputs, None, pair)
    graph = graph_of(
        pair.candidate,
        pair.candidate_uses,
        comparison=pair.comparison,
        side="difference",
        findings=found.findings,
        kinds=KINDS,
    )
    graph = masked_graph(graph, found.secrets)
    svg = draw_graph(graph, "svg").decode()
    written = {
        "markdown": report(found, inputs, everything=True),
        "changes": changes_markdown(found),
        "terminal": changes_text(found),
        "json": review_text(found, everything=True),
        "diff json": diff_text(found),
        "sarif": sarif_text(found, inputs, everything=True),
        "github": annotations(found, everything=True),
        "html": html(found, inputs, svg, everything=True),
        "dot": to_dot(graph),
        "mermaid": to_mermaid(graph),
        "graph json": json.dumps(to_json(graph), ensure_ascii=False),
        "svg": svg,
    }
    return inputs, found, written


def tokens_of(markdown: str) -> Iterator[Token]:
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("name", ["markdown", "changes"])
@pytest.mark.parametrize("text", EVIL)
def test_markdown_holds_nothing_active(text: str, name: str) -> None:
    shape = [token.type for token in tokens_of(made("Plain")[2][name])]
    for token in tokens_of(made(text)[2][name]):
        assert token.type not in ("image", "html_block", "html_inline")
        assert token.type in shape or token.type in ("code_inline", "fence", "softbreak")
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("https://docs.aws.amazon.com/")
    rows = [line for line in made(text)[2][name].split("\n") if line.startswith("| ")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 3


class Tags(HTMLParser):
    """Gathers what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}


def tags_of(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


@pytest.mark.parametrize("name", ["html", "svg"])
@pytest.mark.parametrize("text", EVIL)
def test_pages_and_pictures_hold_nothing_active(text: str, name: str) -> None:
    plain, evil = tags_of(made("Plain")[2][name]), tags_of(made(text)[2][name])
    assert evil.tags <= plain.tags | {"code", "pre", "mark", "ins", "del", "details", "summary"}
    assert not evil.tags & {"iframe", "object", "embed", "form", "img", "image", "base"}
    assert not [one for one in evil.attributes if one.startswith("on")]
    for link in evil.links:
        # The page says by `data:,` that it has no icon to ask for.
        assert link == "data:," or link.startswith(("#", "https://docs.aws.amazon.com/"))


@pytest.mark.parametrize("text", EVIL)
def test_graphs_stay_in_their_language(text: str) -> None:
    written = made(text)[2]
    dot = re.sub(r'"(?:\\.|[^"\\])*"', '""', written["dot"])
    assert '"' not in dot.replace('""', "")
    assert not re.search(r"URL|href|<|evil", dot)
    mermaid = written["mermaid"]
    assert not re.search(r"^\s*(click|subgraph|end|%%)", mermaid, re.MULTILINE)
    for line in mermaid.split("\n"):
        assert line.count('"') in (0, 2)
        assert "<" not in line.replace("<br>", "")
    json.loads(written["graph json"])


@pytest.mark.parametrize("name", ["json", "diff json", "sarif"])
@pytest.mark.parametrize("text", EVIL)
def test_data_can_be_read(text: str, name: str) -> None:
    assert json.loads(made(text)[2][name])


@pytest.mark.parametrize("text", EVIL)
def test_terminals_and_workflows_get_no_commands(text: str) -> None:
    written = made(text)[2]
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written["terminal"]
    )
    for line in written["github"].split("\n"):
        assert not line.startswith("::") or re.match(r"::(error|warning|notice) ", line)
        assert "\x1b" not in line


@pytest.mark.parametrize("name", list(made("Plain")[2]))
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_no_secret_leaves(secret: str, name: str) -> None:
    for text in ("Plain", EVIL[0], EVIL[15]):
        assert secret not in made(text)[2][name]


@pytest.mark.parametrize("form", ["dot", "mmd", "json", "svg"])
def test_no_secret_leaves_in_a_drawing(form: str) -> None:
    inputs = made("Plain")[0]
    request = {"inputs": encode(inputs), "format": form}
    drawn = base64.b64decode(ANSWERS["drawing"](Workspace(), request)["file"]).decode()
    assert not [secret for secret in SECRETS.values() if secret in drawn]
    assert "****" in drawn.replace("#42;", "*") or form == "svg"


def test_nodes_whose_secrets_are_masked_stay_apart() -> None:
    keys = ("AKIA" + "Z7Q2MNB4KD1FYR5T", "AKIA" + "B8Q2MNB4KD1FYR5U")
    imports = "".join(f"      K{n}: !ImportValue {key}\n" for n, key in enumerate(keys))
    text = f"Resources:\n  A:\n    Type: A::B::C\n    Properties:\n{imports}"
    pair = understand(Inputs(Source("a.yaml", text), lint=False))
    graph = graph_of(pair.candidate, pair.candidate_uses, comparison=None, side="candidate")
    shown = masked_graph(graph, ())
    assert len({node.id for node in shown.nodes}) == len(graph.nodes)
    ids = {node.id for node in shown.nodes}
    assert all({edge.source, edge.target} <= ids for edge in shown.edges)
    assert not [key for key in keys if key in to_dot(shown)]
