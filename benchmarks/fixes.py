"""How far fixes can be trusted: `python -m benchmarks.fixes FOLDER [EVERY [JOBS]]`.

FOLDER holds pairs as `batch` takes them; of those, each EVERY-th is measured. All is fixed at once
and checked by a comparison that shares no code with TwinStack's; then each fix of the findings that
are shown is applied alone. What is not as it should be is printed as it is found, the table at the
end.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path

import yaml

from analysis import files
from analysis.adoption import Adopter
from analysis.adoption.everything import adopt_everything
from analysis.edits import Edit, apply_edits
from analysis.findings import Finding, Fix, Verified
from analysis.lint import LintResult, lint
from analysis.pipeline import Pair, understand
from analysis.reading.repair import repaired
from analysis.review import Inputs
from analysis.source import Source, Span
from analysis.template import ENTITY_SECTIONS, Template
from analysis.verification import Examined, new_errors, verify
from analysis.workspace import Workspace
from benchmarks.plain_comparison import load, unequal_paths

_SECONDS = 0.1
_WORD = re.compile(r"\w+")
# What would be allowed, which is all that the template defines.
_LISTED = re.compile(r"\['[^']*'.*")
_TOLD = 110


@dataclass(slots=True)
class Measured:
    """Counts by name (how many it holds for, of how many), and what to look at."""

    good: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def note(self, name: str, why: str = "", *, holds: bool) -> None:
        """Count one case; tell why it does not hold."""
        self.all[name] += 1
        self.good[name] += holds
        if not holds and why:
            self.told.append(f"{name}: {why[:_TOLD]}")

    def add(self, other: "Measured") -> None:
        """Count what another pair gave too."""
        self.good += other.good
        self.all += other.all


def main(arguments: Sequence[str]) -> None:
    """Measure the pairs and print the table."""
    folder, every, jobs = (
        Path(arguments[0]),
        *(int(each) for each in (*arguments[1:], "1", "1")[:2]),
    )
    pairs = sorted(each for each in folder.iterdir() if each.is_dir())[::every]
    total = Measured()
    with Pool(jobs) as pool:
        for name, found in pool.imap(measured, pairs):
            for line in found.told:
                print(f"{name}: {line}", flush=True)
            total.add(found)
    print(f"\n{len(pairs)} pairs")
    for name, count in total.all.items():
        good = total.good[name]
        print(f"{name:<46}{good:>6} of {count:>6}{100 * good / count:>8.1f} %")


def measured(folder: Path) -> tuple[str, Measured]:
    """Return a pair's name and what its fixes do."""
    found = Measured()
    inputs = Inputs(_source(folder, "candidate"), _source(folder, "reference"))
    workspace = Workspace()
    _measure_all(inputs, workspace, found)
    _measure_differences(inputs, found)
    _measure_each(inputs, workspace, found)
    return folder.name, found


def _source(folder: Path, side: str) -> Source:
    return files.load(str(next(folder.glob(f"{side}.*"))))


def _with_text(inputs: Inputs, text: str) -> Inputs:
    return replace(inputs, candidate=replace(inputs.candidate, text=text))


# All at once.


def _measure_all(inputs: Inputs, workspace: Workspace, measured: Measured) -> None:
    pair = understand(inputs)
    if pair.reference is None:
        return
    done = adopt_everything(inputs.candidate, pair.reference)
    after = understand(_with_text(inputs, done.text))
    new = _problems(after.candidate) - _problems(pair.candidate)
    measured.note("all: parses", str(next(iter(new), "")), holds=not new)
    left = [f"{one.operation} {one.section} {one.logical_id} {one.path}" for one in done.left]
    measured.note("all: nothing differs", f"{len(left)}: {left[:1]}", holds=not left)
    unequal = _unequal(after)
    order = [one for one in unequal if one.endswith("(order)")]
    other = [one for one in unequal if one not in order]
    measured.note("all: plain comparison agrees", f"{len(other)}: {other[:2]}", holds=not other)
    measured.note("all: … and on the order of lists", holds=not unequal)
    new_errors = _new_errors(inputs, workspace, after)
    why = str(next(iter(new_errors), ""))
    measured.note("all: no new error of cfn-lint", why, holds=not new_errors)
    again = adopt_everything(replace(inputs.candidate, text=done.text), pair.reference)
    measured.note("all: idempotent", "it goes on changing", holds=again.text == done.text)


def _problems(template: Template) -> Counter[str]:
    return Counter(problem.message for problem in template.reading.problems)


def _unequal(pair: Pair) -> list[str]:
    if pair.comparison is None:
        return []
    try:
        mine = load(repaired(pair.candidate.reading))
        known = load(repaired(pair.comparison.reference.reading))
    except (ValueError, yaml.YAMLError) as error:
        return [f"not loaded: {' '.join(str(error).split())}"]
    names = {
        section: pair.comparison.alignment.pairs.get(section, {}) for section in ENTITY_SECTIONS
    }
    return unequal_paths(mine, known, names)


def _errors(result: LintResult) -> Counter[tuple[str, str]]:
    errors = (match for match in result.matches if match.is_error)
    return Counter((match.rule, _LISTED.sub("[…]", match.message)) for match in errors)


def _new_errors(inputs: Inputs, workspace: Workspace, after: Pair) -> Counter[tuple[str, str]]:
    """Return the errors that neither side had, be it in the other one's names."""
    mine = _errors(workspace.lint_candidate(inputs))
    known = _errors(workspace.lint_reference(inputs) or LintResult())
    new = _errors(lint(after.candidate, inputs.region)) - (mine | known)
    names = after.comparison.alignment.pairs.get("Resources", {}) if after.comparison else {}
    found: Counter[tuple[str, str]] = Counter()
    for (rule, message), count in new.items():
        found[rule, _WORD.sub(lambda word: names.get(word[0], word[0]), message)] += count
    return found - known


# Each difference and each fix alone.


def _measure_differences(inputs: Inputs, measured: Measured) -> None:
    comparison = understand(inputs).comparison
    if comparison is None:
        return
    adopter = Adopter(comparison)
    for one in comparison.differences:
        what = f"{one.operation} {one.section} {one.logical_id} {one.path}"
        fix = adopter.fix((one,), "")
        measured.note("difference: an edit exists", what, holds=fix is not None)


def _measure_each(inputs: Inputs, workspace: Workspace, measured: Measured) -> None:
    before = workspace.examined(inputs)
    for finding in before.review.findings[: before.review.shown]:
        tried = [verify(inputs, finding, fix, before, workspace.examined) for fix in finding.fixes]
        measured.note(
            "finding: a fix is offered",
            f"{finding.rule}: {finding.title}",
            holds=any(fix.edits for fix in tried),
        )
        is_verified = any(fix.verified is Verified.YES for fix in tried)
        measured.note("finding: a fix is verified", holds=is_verified)
        for fix in tried:
            _measure_fix(inputs, workspace, measured, _Tried(finding, fix, before))


@dataclass(frozen=True, slots=True)
class _Tried:
    finding: Finding
    fix: Fix
    before: Examined


def _measure_fix(inputs: Inputs, workspace: Workspace, measured: Measured, tried: _Tried) -> None:
    finding, fix, before = tried.finding, tried.fix, tried.before
    name = f"{finding.rule}: {fix.title}"
    measured.note("fix: verified", f"{finding.rule}: {fix.why}", holds=fix.verified is Verified.YES)
    measured.note("fix: not withdrawn", f"{name}: {fix.why}", holds=bool(fix.edits))
    if not fix.edits:
        return
    text = inputs.candidate.text
    started = time.perf_counter()
    changed = apply_edits(text, fix.edits)
    measured.note("fix: applied in 100 ms", name, holds=time.perf_counter() - started < _SECONDS)
    after = workspace.examined(_with_text(inputs, changed))
    messages = {problem.message for problem in before.review.candidate.problems}
    new = [one.message for one in after.review.candidate.problems if one.message not in messages]
    measured.note("fix: parses", f"{name}: {new[:1]}", holds=not new)
    same = next((one for one in after.review.findings if one.id == finding.id), None)
    measured.note("fix: its finding is gone", name, holds=same is None)
    offered = [one.title for one in same.fixes] if same else []
    measured.note("fix: not offered again", name, holds=fix.title not in offered)
    errors = new_errors(before.lint, after.lint)
    measured.note(
        "fix: no new error of cfn-lint", f"{name}: {next(iter(errors), '')}", holds=not errors
    )
    measured.note(
        "fix: bytes outside are the same", name, holds=_is_same_outside(text, changed, fix.edits)
    )
    lost = list(_lost_comments(text, changed, fix.edits))
    measured.note("fix: comments are kept", f"{name}: {lost[:1]}", holds=not lost)


def _is_same_outside(text: str, changed: str, edits: Sequence[Edit]) -> bool:
    at = shift = 0
    for edit in sorted(edits, key=lambda one: one.span):
        if text[at : edit.span.start] != changed[at + shift : edit.span.start + shift]:
            return False
        shift += len(edit.text) - (edit.span.end - edit.span.start)
        at = edit.span.end
    return text[at:] == changed[at + shift :]


def _lost_comments(text: str, changed: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield comments that an edit takes away although they are not inside what it removes.

    Inside is what stands between the first and the last code that goes, and what ends a line whose
    code goes: it is about that code. A line of its own before the first or behind the last of it,
    and what ends the line of a key whose value is replaced, are outside: they have to be there
    afterwards. Comments that no edit spans are, because no byte outside the edits changes.
    """
    comments = list(_comments(text))
    for edit in edits:
        inside = [span for span in comments if span in edit.span]
        for span in inside:
            comment = text[span.start : span.end]
            before = text[edit.span.start : span.start]
            behind = text[span.end : edit.span.end]
            own_line = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
            leads = not _code(before) and (own_line or bool(edit.text))
            is_edge = leads or (own_line and not _code(behind))
            if is_edge and comment not in changed:
                yield comment


def _code(text: str) -> str:
    return "".join(line for line in text.splitlines() if not line.lstrip().startswith("#")).strip()


def _comments(text: str) -> Iterator[Span]:
    """Yield the comments of a YAML text: what stands between its tokens."""
    at = 0
    try:
        for token in yaml.scan(text, yaml.SafeLoader):
            yield from _comments_between(text, at, token.start_mark.index)
            at = max(at, token.end_mark.index)
    except yaml.YAMLError:
        return


def _comments_between(text: str, start: int, end: int) -> Iterator[Span]:
    while (begin := text.find("#", start, end)) >= 0:
        line_end = text.find("\n", begin, end)
        start = end if line_end < 0 else line_end
        yield Span(begin, start)


if __name__ == "__main__":
    main(sys.argv[1:])
