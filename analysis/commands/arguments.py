"""What the command line takes: every command, its options and its help."""

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from analysis.findings import Severity
from analysis.reports.json import tool_version
from analysis.team_settings import LABELS, REGION

REPORT_FORMATS = ("markdown", "json", "html", "sarif", "github")
PICTURE_FORMATS = ("svg", "png", "pdf", "dot", "mmd", "json")

_DESCRIPTION = """\
TwinStack reviews an AWS CloudFormation template, the candidate, against a known-good one, the
reference. Without a command it opens the window.
"""
_EXAMPLES = """\
A template is a file in JSON, YAML or Markdown; `-` is standard input, and FILE#2 the second
template of a Markdown file.

examples:
  %(prog)s candidate.yaml reference.yaml             open both in the window
  %(prog)s review candidate.yaml reference.yaml      print the review as Markdown
  %(prog)s review new.json golden.json --format json --fail-on high
  %(prog)s review new.json golden.json --format html --output review.html
  %(prog)s review new.json golden.json --baseline accepted.json --fail-on medium
  %(prog)s fix new.json golden.json --safe --in-place
  %(prog)s fix new.json golden.json --all --diff | git apply
  %(prog)s diff new.json golden.json
  %(prog)s graph new.json golden.json --output graph.svg
  %(prog)s batch pairs/ --output reviews/ --format markdown

exit status:
  0  done
  1  review --fail-on: an open finding is that grave or graver
  2  wrong usage, or a file cannot be read or is refused
  3  something was not done: with --fail-on not checked, of a batch not read, by fix not changed
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as all refusals are said."""

    def error(self, message: str) -> NoReturn:
        words = " ".join(f"{message}; see {self.prog} --help".split())
        self.exit(2, f"twinstack: {words}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line but the window's."""
    program = _Parser(
        prog="twinstack",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s [CANDIDATE [REFERENCE]]\n       %(prog)s COMMAND ...",
        allow_abbrev=False,
    )
    program.add_argument("--version", action="version", version=f"%(prog)s {tool_version()}")
    commands = program.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_review(commands)
    _add_fix(commands)
    _add_diff(commands)
    _add_graph(commands)
    _add_batch(commands)
    return program


# argparse gives what `add_subparsers` returns no public name.
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001


def _add_review(commands: _Commands) -> None:
    review = _command(commands, "review", "write the review of a template")
    _add_templates(review, reference="?")
    review.add_argument(
        "--format",
        choices=REPORT_FORMATS,
        default="markdown",
        help="what is written (default: markdown)",
    )
    _add_output(review)
    review.add_argument(
        "--labels",
        choices=LABELS,
        help="how Markdown calls the two templates (default: candidate-reference)",
    )
    review.add_argument(
        "--all", action="store_true", help="list all findings, not only the weightiest"
    )
    _add_lint(review)
    _add_verify(review)
    review.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        metavar="SEVERITY",
        help="exit with 1 if an open finding is critical, high, medium or low, or graver",
    )
    review.add_argument(
        "--baseline",
        metavar="REVIEW",
        help="an earlier review as JSON, or a review file: report only what is new since",
    )
    review.add_argument(
        "--allow-unchecked",
        action="store_true",
        help="with --fail-on: pass although something could not be checked",
    )
    _add_region(review)
    _add_settings(review)
    _add_exporters(review)
    _add_secrets(review)


def _add_fix(commands: _Commands) -> None:
    fix = _command(commands, "fix", "print the candidate with fixes applied")
    _add_templates(fix, reference="?")
    what = fix.add_mutually_exclusive_group(required=True)
    what.add_argument("--safe", action="store_true", help="the fixes that change no deployment")
    what.add_argument("--all", action="store_true", help="make it mean what the reference means")
    what.add_argument(
        "--finding",
        action="append",
        default=[],
        metavar="ID[#N]",
        help="the fix of this finding, the N-th of several; may be given several times",
    )
    where = fix.add_mutually_exclusive_group()
    _add_output(where)
    where.add_argument("--in-place", action="store_true", help="write the candidate's own file")
    where.add_argument("--diff", action="store_true", help="print a patch instead")
    _add_lint(fix)
    _add_region(fix)
    _add_settings(fix)
    _add_exporters(fix)


def _add_diff(commands: _Commands) -> None:
    diff = _command(commands, "diff", "list what differs in meaning")
    _add_templates(diff, reference=None)
    diff.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    diff.add_argument(
        "--deploy",
        choices=("candidate", "reference"),
        default="candidate",
        help="whose deployment over the other's stack the impact is of (default: candidate)",
    )
    _add_output(diff)
    _add_secrets(diff)


def _add_graph(commands: _Commands) -> None:
    graph = _command(commands, "graph", "draw the dependencies of a template")
    graph.add_argument("candidate", metavar="TEMPLATE")
    graph.add_argument(
        "reference", metavar="REFERENCE", nargs="?", help="draw the difference from it as well"
    )
    graph.add_argument(
        "--output",
        metavar="FILE",
        required=True,
        type=_picture_file,
        help=f"where to; its ending says the format: {', '.join(PICTURE_FORMATS)}",
    )
    graph.add_argument(
        "--side",
        choices=("candidate", "reference", "difference"),
        help="what to draw (default: the difference where there is a reference)",
    )
    graph.add_argument(
        "--frames",
        choices=("none", "service", "network"),
        default="none",
        help="frame resources by service, or by VPC and subnet (default: none)",
    )
    graph.add_argument(
        "--orientation",
        choices=("right", "down"),
        default="right",
        help="where dependencies stand, seen from what needs them (default: right)",
    )
    graph.add_argument("--dark", action="store_true", help="draw on a dark ground")
    _add_exporters(graph)
    _add_secrets(graph)


def _add_secrets(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--show-secrets",
        action="store_true",
        help=(
            "write what is **** otherwise: defaults of NoEcho parameters, passwords and keys in "
            "properties and code, access keys, tokens, private keys"
        ),
    )


def _add_batch(commands: _Commands) -> None:
    batch = _command(commands, "batch", "review a folder of pairs")
    batch.add_argument(
        "folder", metavar="FOLDER", help="holds <id>/candidate.* and <id>/reference.*"
    )
    batch.add_argument(
        "--output",
        metavar="FOLDER",
        required=True,
        help="gets <id>.json or <id>.md each, and an index",
    )
    where = batch.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        help="how many at a time (default: as many as there are processors)",
    )
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="review them on the cluster of this dask scheduler, such as tcp://host:8786",
    )
    batch.add_argument(
        "--format", choices=("json", "markdown"), default="json", help="(default: json)"
    )
    _add_lint(batch)
    _add_verify(batch)
    _add_settings(batch)
    batch.add_argument(
        "--resume",
        action="store_true",
        help="go on with an interrupted run: only what is not done yet is reviewed",
    )
    batch.add_argument(
        "--earlier",
        metavar="FOLDER",
        help="an earlier run's output folder: the index says what has changed since",
    )


def _command(commands: _Commands, name: str, summary: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        allow_abbrev=False,
    )
    return command


def _add_templates(command: argparse.ArgumentParser, *, reference: str | None) -> None:
    command.add_argument("candidate", metavar="CANDIDATE", help="the template under review")
    command.add_argument(
        "reference", metavar="REFERENCE", nargs=reference, help="the known-good template"
    )


def _add_output(command: argparse._ActionsContainer) -> None:
    command.add_argument("--output", metavar="FILE", help="write there, not to standard output")


def _add_lint(command: argparse.ArgumentParser) -> None:
    command.add_argument("--no-lint", dest="lint", action="store_false", help="leave cfn-lint out")


def _add_verify(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--verify", action="store_true", help="try every fix and say what came of it"
    )


def _add_region(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region",
        metavar="R",
        type=_region,
        help="where the template is meant for (default: us-east-1)",
    )


def _add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--settings",
        metavar="FILE",
        help="a team's settings, such as twinstack.toml: region, labels, rules off or regraded",
    )


def _add_exporters(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--exporter",
        dest="exporters",
        action="append",
        default=[],
        metavar="TEMPLATE",
        help="a template whose exports count as provided; may be given several times",
    )


def _picture_file(text: str) -> str:
    ending = Path(text).suffix.removeprefix(".").lower()
    if ending not in PICTURE_FORMATS:
        message = f"{text!r} must end in one of .{', .'.join(PICTURE_FORMATS)}"
        raise argparse.ArgumentTypeError(message)
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is not a number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _region(text: str) -> str:
    if not REGION.fullmatch(text):
        message = f"{text!r} is not the name of a region, such as eu-west-1"
        raise argparse.ArgumentTypeError(message)
    return text
