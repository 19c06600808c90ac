"""TwinStack's entry point: a command of the command line, else the window."""

import os
import sys

_COMMANDS = frozenset({"review", "fix", "diff", "graph", "batch"})
_MOST_PATHS = 2
_REFUSED = 2


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in _COMMANDS or _is_option(arguments[0])):
        # Imported here: the window starts without argparse and the reports.
        from analysis.commands.command_line import run as run_command  # noqa: PLC0415

        return run_command(arguments)
    return _open_window(arguments)


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument != "-"


def _open_window(paths: list[str]) -> int:
    if len(paths) > _MOST_PATHS:
        return _refuse("the window takes a candidate and a reference, not more; see --help")
    if not _has_display():
        return _refuse(
            "there is no display for the window; "
            "`twinstack review CANDIDATE REFERENCE` prints the review"
        )
    from gui.application import run  # noqa: PLC0415 (Qt is needed for the window alone)

    return run(paths)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(line: str) -> int:
    print(f"twinstack: {line}", file=sys.stderr)  # noqa: T201 (the command line's answer)
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
