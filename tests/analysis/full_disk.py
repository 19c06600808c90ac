"""Saves more than a disk takes: on a file system of 64 kB, or under a limit for files."""

import ctypes
import os
import resource
import sys
from pathlib import Path

from analysis import files

OLD, NEW = b"old\n" * 5_000, b"new\n" * 50_000
_NEW_MOUNTS = 0x00020000
_PRIVATE = 0x00040000 | 0x4000


def mounted(folder: Path) -> bool:
    """Put a tiny file system in the folder's place, seen by this process alone."""
    if not sys.platform.startswith("linux") or os.geteuid():
        return False
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(_NEW_MOUNTS) or system.mount(None, b"/", None, _PRIVATE, None):
        return False
    return not system.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, b"size=64k")


def main(folder: Path) -> None:
    if not mounted(folder):
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2,) * 2)
    path = folder / "template.yaml"
    path.write_bytes(OLD)
    try:
        files.save(str(path), NEW, files.digest(OLD))
    except files.SaveError as error:
        print(error)  # noqa: T201 (whoever started it reads it)
    assert path.read_bytes() == OLD
    assert list(folder.iterdir()) == [path]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
