"""Lock the versions of all dependencies, for all platforms and all Python versions at once."""

import shutil
import subprocess
import sys
import sysconfig

from tools import setup

_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
    "--upgrade",
)


def main() -> None:
    """Write both lock files; the development one holds the other's versions and more."""
    uv = shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")
    if uv is None:
        sys.exit(f"Locking needs uv: `{setup.PYTHON} -m pip install uv`.")
    lock, development_lock = setup.LOCK.name, setup.DEVELOPMENT_LOCK.name
    compile_ = (uv, "pip", "compile", *_OPTIONS)
    subprocess.run((*compile_, "pyproject.toml", "-o", lock), cwd=setup.ROOT, check=True)
    subprocess.run(
        (
            *compile_,
            "pyproject.toml",
            "--extra=cluster",  # its tests run wherever the others do
            "--group=dev",
            f"--constraints={lock}",
            "-o",
            development_lock,
        ),
        cwd=setup.ROOT,
        check=True,
    )


if __name__ == "__main__":
    main()
