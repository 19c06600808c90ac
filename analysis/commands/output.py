"""Writes what a command was asked for, and nothing else, to where it was asked for."""

import sys
from pathlib import Path

from analysis import files
from analysis.reports.escaping import visible
from analysis.secrets import mask


def write(text: str, output: str | None) -> None:
    """Write a text as UTF-8 to a file, or to standard output if none is named."""
    write_bytes(text.encode("utf-8", "surrogatepass"), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write bytes to a file, or to standard output if none is named."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif Path(output).exists() and not Path(output).is_file():
        # A pipe or a device cannot be replaced.
        Path(output).write_bytes(data)
    else:
        files.save(output, data, None)


def complain(line: str) -> None:
    """Write one line to standard error, with no secret that shows and nothing a terminal obeys."""
    words = visible(mask(" ".join(line.split()), ()))
    print(f"twinstack: {words}", file=sys.stderr)  # noqa: T201 (a command)
