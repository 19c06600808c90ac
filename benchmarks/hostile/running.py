"""Runs one command on one hostile input and judges whether that was an answer."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.hostile.case import QUEUE, ROOT, Case

COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "review": ("review", "CANDIDATE", "REFERENCE", "--format", "json", "--all"),
        "report": ("review", "CANDIDATE", "--no-lint"),
        "diff": ("diff", "REFERENCE", "CANDIDATE"),
        "graph": ("graph", "CANDIDATE", "REFERENCE", "--output", "OUTPUT.svg"),
        "dot": ("graph", "CANDIDATE", "--output", "OUTPUT.dot"),
        "fix": ("fix", "CANDIDATE", "REFERENCE", "--all", "--diff"),
        "safe": ("fix", "CANDIDATE", "REFERENCE", "--safe", "--no-lint"),
    }
)
"""What each input goes through; `diff` has it as its reference."""

LATE = 25.0
_HOPELESS = 60.0
_STATUSES = frozenset({0, 1, 2, 3})
REFERENCE = f"{QUEUE}    DeletionPolicy: Retain\n  Topic:\n    Type: AWS::SNS::Topic\n".encode()
# The name of a Python exception is nothing to tell a user; cfn-lint's own are passed on.
MISTAKE = re.compile(
    r"(?<!cfn-lint failed: )(?<!in rule [EWI]\d{4}: )"
    r"\b[A-Z]\w*(?:Error|Exception|Warning)\b:? ?[^.]{0,90}"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command made of an input; `wrong` says why that is no answer."""

    case: Case
    command: str
    seconds: float
    is_refused: bool = False
    is_partial: bool = False
    wrong: str = ""


def run(case: Case, command: str, folder: Path) -> Outcome:
    """Run a command on a case in a process of its own; the folder holds the files."""
    here = Path(tempfile.mkdtemp(dir=folder))
    candidate = here / f"candidate{case.suffix}"
    candidate.write_bytes(case.data)
    reference = here / "reference.yaml"
    reference.write_bytes(REFERENCE if case.reference is None else case.reference)
    names = {"CANDIDATE": candidate.name, "REFERENCE": reference.name}
    arguments = [names.get(one, one.replace("OUTPUT", "drawing")) for one in COMMANDS[command]]
    started = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, str(ROOT / "main.py"), *arguments],
            cwd=here,
            capture_output=True,
            timeout=_HOPELESS,
            check=False,
            env={**os.environ, "PYTHONDEVMODE": ""},
        )
    except subprocess.TimeoutExpired:
        return Outcome(case, command, _HOPELESS, wrong="no answer")
    seconds = time.monotonic() - started
    complaint = done.stderr.decode("utf-8", "replace")
    unchecked = _unchecked(done.stdout) if command == "review" and not done.returncode else ""
    return Outcome(
        case,
        command,
        seconds,
        done.returncode == 2,  # noqa: PLR2004 (refused)
        bool(unchecked),
        _wrong(done.returncode, complaint, unchecked, seconds),
    )


def _wrong(status: int, complaint: str, unchecked: str, seconds: float) -> str:
    if status not in _STATUSES:
        return f"status {status}: {complaint.strip()[-200:]}"
    if "Traceback" in complaint:
        return f"traceback: {complaint.strip()[-300:]}"
    if status and not complaint.startswith("twinstack: "):
        return f"status {status} and not a word why"
    mistake = MISTAKE.search(complaint) or MISTAKE.search(unchecked)
    if mistake:
        return f"a mistake of the program's own: {mistake.group()}"
    return f"only after {seconds:.1f} s" if seconds > LATE else ""


def _unchecked(output: bytes) -> str:
    """Return what a review says it did not check; a review that does not say why is a mistake."""
    checked = json.loads(output)["checked"]
    missed = [part for part in checked.values() if part in ("failed", "timed out")]
    why = " ".join(checked["why"])
    return why or "ValueError: not a word why" if missed else ""
