"""Markdown on which parsers of Markdown are known to take long, or to find too much."""

from collections.abc import Iterator

from benchmarks.hostile.case import QUEUE, Case, case

_FENCED = f"```yaml\n{QUEUE}```\n"


def pages() -> Iterator[Case]:
    """Yield pages: each with a template in it, so that it has to be read."""
    quoted = "".join(f"> {line}\n" for line in _FENCED.splitlines())
    for name, text in (
        ("fences", _FENCED * 2_000),
        ("open fences", f"```yaml\n{QUEUE}" * 500),
        ("tildes", f"~~~~yaml\n{QUEUE}~~~~\n" * 200),
        ("growing ticks", "".join("`" * n + " " for n in range(1, 700))),
        ("brackets", "[" * 40_000),
        ("images", "![" * 30_000),
        ("links", "[a](" * 20_000),
        ("closed links", "[a](<b" * 20_000),
        ("definitions", "".join(f"[a{n}]: b\n" for n in range(10_000))),
        ("used definitions", "[a]: b\n" + "[a]" * 20_000),
        ("stars", "*a **a " * 15_000),
        ("underscores", "a_" * 40_000),
        ("angles", "<a " * 40_000),
        ("comments", "<!-- " * 20_000),
        ("entities", "&#x" * 30_000 + "&" * 30_000),
        ("quotes", "> " * 20_000),
        ("lists", "- " * 20_000),
        ("nested list", "".join(f"{'  ' * n}- a\n" for n in range(400))),
        ("numbers", "1. " * 20_000),
        ("table", "|" * 20_000 + "\n" + "|-" * 20_000 + "\n"),
        ("headings", "# a\n" * 40_000),
        ("underlined", "a\n" * 40_000 + "===\n"),
        ("backslashes", "\\" * 60_000),
        ("tabs", "\t" * 60_000),
        ("HTML", "<div>\n" * 20_000),
        ("quoted", quoted * 300),
        ("deeply quoted", "".join(f"{'> ' * 60}{line}\n" for line in _FENCED.splitlines())),
        ("in a list", "".join(f"      {line}\n" for line in _FENCED.splitlines())),
        ("fence in fence", f"````md\n{_FENCED}````\n"),
        ("broken", f'```json\n{{"Resources": {{\n```\n{_FENCED}'),
        ("CR", _FENCED.replace("\n", "\r")),
        ("evil heading", f"# <script>alert(1)</script> \u202e[x](javascript:y)\n{_FENCED}"),
        ("NUL", f"\0{_FENCED}\0"),
    ):
        yield case("pages", name, f"{text}\n\n{_FENCED}", ".md")
    yield case("pages", "in YAML", _FENCED)
    yield case("pages", "in JSON", f"Here:\n{_FENCED}", ".json")
