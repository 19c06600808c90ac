"""What the worker may do: read, think and answer; nothing on the disk or the network changes."""

import atexit
import contextlib
import os
import sys
import tempfile
from pathlib import Path

LONGEST_ANSWER = 32_000_000
"""How many bytes one answer may have; a worker says so instead of giving a longer one."""

_MEMORY = 1 << 30
_OPEN_FILES = 64
_PREFIX = "twinstack-"
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.startfile",
    "os.symlink",
    "os.system",
    "os.truncate",
    "pty.",
    "shutil.",
    "webbrowser.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def enter() -> None:
    """Close the process in: an empty folder as current and home, limits, and refusals.

    cfn-lint looks for configuration in both folders and would run code that it names.
    """
    _sweep()
    folder = tempfile.mkdtemp(prefix=_folder_prefix(os.getpid()))
    atexit.register(_leave, folder)
    os.chdir(folder)
    os.environ.update(HOME=folder, USERPROFILE=folder, XDG_CACHE_HOME=folder, MPLCONFIGDIR=folder)
    # A limit of no bytes would be met by every attempt to keep bytecode.
    sys.dont_write_bytecode = True
    _limit_resources()

    def refuse(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            _refuse_writing(args)
        elif event.startswith(_REFUSED) and not (event == "os.rmdir" and args[0] == folder):
            message = f"the worker may not do this: {event}"
            raise PermissionError(message)

    sys.addaudithook(refuse)


def clear(process_id: int) -> None:
    """Remove the empty folder that a killed worker could not remove itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_folder_prefix(process_id)}*"):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _sweep() -> None:
    """Remove the empty folders of workers that were killed with whoever started them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        process_id = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process_id.isdecimal() and not _is_running(int(process_id)):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _is_running(process_id: int) -> bool:
    if os.name != "posix":
        # Asking would end the process there.
        return True
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _folder_prefix(process_id: int) -> str:
    return f"{_PREFIX}{process_id}-"


def _leave(folder: str) -> None:
    with contextlib.suppress(OSError):
        os.chdir(tempfile.gettempdir())
        Path(folder).rmdir()


def _limit_resources() -> None:
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    for kind, limit in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        # A host may have set a lower one already.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _refuse_writing(args: tuple[object, ...]) -> None:
    path, _, flags = args
    if isinstance(flags, int) and flags & _WRITING and path != os.devnull:
        message = f"the worker may not write: {path!r}"
        raise PermissionError(message)
