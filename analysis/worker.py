"""The child process that does all work on templates: how it is started, and its main function."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
_INHERITED = ("LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


class WorkerCommand(NamedTuple):
    """What starts a worker; the environment is the whole of it, nothing else is inherited."""

    program: str
    arguments: tuple[str, ...]
    environment: dict[str, str]


def worker_command() -> WorkerCommand:
    """Return what starts a worker, from a checkout as from an installed package.

    Isolated mode keeps the user's environment, site folder and current directory out of it.
    """
    starter = (
        f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from analysis.worker import main; main()"
    )
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    # One thread: each further one reserves address space, which is limited.
    environment |= {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
    return WorkerCommand(sys.executable, ("-I", "-c", starter), environment)


def main() -> None:
    """Serve requests from standard input until it ends; answers go to standard output."""
    # Imported here: the window needs this file for `worker_command` alone. All of `analysis`
    # is imported before the sandbox closes, what cfn-lint and matplotlib need is only read.
    from analysis import sandbox, serving  # noqa: PLC0415

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whoever prints, prints to standard error: standard output belongs to the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    sandbox.enter()
    serving.serve(sys.stdin.buffer, answers)
