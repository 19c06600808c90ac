"""Runs a command and turns what can go wrong into one line and a status."""

import sys
from collections.abc import Sequence

from analysis.commands import batch, diff, fix, graph, review
from analysis.commands.arguments import parser
from analysis.commands.opening import UsageError
from analysis.commands.output import complain
from analysis.files import FileError
from analysis.worker_client import WorkerError

_REFUSED = 2
_INTERRUPTED = 130
_COMMANDS = {
    "batch": batch.run,
    "diff": diff.run,
    "fix": fix.run,
    "graph": graph.run,
    "review": review.run,
}


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments give; return the exit status."""
    try:
        parsed = parser().parse_args(arguments)
        return _COMMANDS[parsed.command](parsed)
    except (FileError, UsageError, WorkerError) as error:
        complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has enough of it; nothing is left to be flushed to them.
        sys.stdout = None
        return 0
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    return _REFUSED
