import pytest

from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import ScalarNode, follow, plain
from tests.analysis.reading.span_checks import assert_spans_are_exact

SMALL = "Resources:\n  A:\n    Type: T\n"
LARGE = "Resources:\n  A:\n    Type: T\n  B:\n    Type: U\n"
JSON = '{"Resources": {"A": {"Type": "T"}}}\n'
TWO = (
    f"# Answer\n\n## First\n\n```yaml\n{SMALL}```\n\ntext\n\n"
    f"## Second\n~~~\n{LARGE}~~~\n\n```sh\nls\n```\n"
)


def test_the_largest_fenced_template_is_read() -> None:
    reading = read(Source("answer.md", TWO))
    assert (reading.format, reading.syntax, reading.chosen) == ("markdown", "yaml", 2)
    assert reading.source.slice(reading.region) == LARGE
    assert not reading.problems
    found = [(one.number, one.heading, one.resource_count) for one in reading.choices]
    assert found == [(1, "First", 1), (2, "Second", 2)]


def test_the_template_that_is_asked_for_is_read() -> None:
    reading = read(Source("answer.md", TWO), choice=1)
    assert reading.chosen == 1
    assert reading.source.slice(reading.region) == SMALL


def test_a_number_that_no_template_has_is_a_problem() -> None:
    reading = read(Source("answer.md", TWO), choice=3)
    assert reading.chosen == 2
    assert reading.problems[0].message == "The text has 2 templates and no number 3."


FENCES = {
    "backticks": f"Text:\n\n```yaml\n{SMALL}```\n",
    "tildes": f"Text:\n\n~~~~\n{SMALL}~~~~\n",
    "JSON": f"Text:\n\n```json\n{JSON}```\n",
    "in a list": "1. Text\n\n   ```yaml\n   Resources:\n     A:\n       Type: T\n   ```\n",
    "in a quote": "> Text\n>\n> ```yaml\n> Resources:\n>   A:\n>     Type: T\n> ```\n",
    "with CRLF": f"Text:\r\n\r\n```yaml\r\n{SMALL}```\r\n".replace("\r\n", "\n").replace(
        "\n", "\r\n"
    ),
    "behind a broken one": f"```yaml\nResources: [\n```\n\n```yaml\n{SMALL}```\n",
}


@pytest.mark.parametrize("text", FENCES.values(), ids=FENCES)
def test_a_template_is_taken_out_of_its_fence(text: str) -> None:
    reading = read(Source("answer.md", text))
    assert reading.format == "markdown"
    assert plain(reading.root) == {"Resources": {"A": {"Type": "T"}}}
    assert_spans_are_exact(reading.source, reading.root)
    node = follow(reading.root, ("Resources", "A", "Type"))
    assert isinstance(node, ScalarNode)
    assert reading.source.slice(node.span).strip('"') == "T"
    assert node.span in reading.region


@pytest.mark.parametrize("path", ["-", "answer.txt"])
def test_pasted_markdown_needs_no_name(path: str) -> None:
    assert read(Source(path, FENCES["backticks"])).format == "markdown"


def test_a_fence_in_a_template_file_is_a_problem() -> None:
    reading = read(Source("template.yaml", FENCES["backticks"]))
    assert reading.format == "markdown"
    assert "Markdown fence" in reading.problems[0].message
    before, behind = reading.problems[0].repair
    text = reading.source.text
    assert text[before.span.end : behind.span.start] == SMALL


def test_an_open_fence_reaches_to_the_end() -> None:
    reading = read(Source("answer.md", f"Text\n\n```yaml\n{SMALL}"))
    assert plain(reading.root) == {"Resources": {"A": {"Type": "T"}}}
    (problem,) = reading.problems
    assert "never closed" in problem.message


def test_fences_inside_a_template_are_its_own_texts() -> None:
    help_text = "        ```yaml\n        Resources: {}\n        ```\n"
    text = f"{SMALL}    Metadata:\n      Help: |\n{help_text}"
    reading = read(Source("-", text))
    assert (reading.format, reading.problems) == ("yaml", ())


def test_markdown_without_a_template_is_no_template() -> None:
    reading = read(Source("notes.md", "# Notes\n\n```sh\nls\n```\n"))
    assert not reading.root.entries
    assert len(reading.problems) == 1


def test_a_markdown_file_that_is_a_bare_template_is_read() -> None:
    assert read(Source("bare.md", SMALL)).root.entries
