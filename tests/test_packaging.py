"""Builds the wheel and runs its command where the checkout is out of reach."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tools import wheel

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel.build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment's folder of commands: the wheel in it, dependencies borrowed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    subprocess.run([*pip, "--no-index", "--no-deps", str(built)], check=True)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    borrowed = Path(packages.stdout.strip(), "borrowed.pth")
    borrowed.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def run(
    installed: Path, folder: Path, name: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(installed / name), *arguments],
        cwd=folder,
        env={**environment, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def files_of(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_wheel_holds_all_sources_and_data(built: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        content = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {"main.py", *files_of("analysis"), *files_of("gui"), *files_of("resources")}
    assert content == expected


def test_wheel_says_what_it_is(built: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        texts = {
            name.rpartition("/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if ".dist-info/" in name
        }
    assert "Requires-Python: >=3.11" in texts["METADATA"]
    assert "License-Expression: MIT" in texts["METADATA"]
    assert "twinstack = main:main" in texts["entry_points.txt"]
    assert "TwinStack contributors" in texts["LICENSE"]


def test_installed_command_explains_itself(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "twinstack", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "review" in done.stdout


def test_installed_command_reviews_a_bundled_sample(installed: Path, tmp_path: Path) -> None:
    samples = Path(run(installed, tmp_path, "python", "-c", wheel.SAMPLES).stdout.strip())
    assert ROOT not in samples.parents
    pair = [str(samples / f"order-queue/{side}.yaml") for side in ("candidate", "reference")]
    done = run(installed, tmp_path, "twinstack", "review", *pair, "--format=json", "--no-lint")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["findings"]


def lock(name: str) -> dict[str, set[str]]:
    """Return the locked versions by package, each with its environment marker."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith(" "):
            package, _, version = line.removesuffix("\\").partition("==")
            versions.setdefault(package, set()).add(version.strip())
    return versions


def test_locks_agree() -> None:
    needed, development = lock("requirements.lock"), lock("requirements-dev.lock")
    assert {name: development.get(name) for name in needed} == needed


def test_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    dependencies = project["project"]["dependencies"]
    development = project["dependency-groups"]["dev"]
    assert {name_of(each) for each in dependencies} <= lock("requirements.lock").keys()
    assert {name_of(each) for each in development} <= lock("requirements-dev.lock").keys()


def name_of(requirement: str) -> str:
    return requirement.partition(">")[0].partition(";")[0].strip().lower()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_is_portable(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for place in ("://", " /", "@ ", "index-url", "find-links", "file:"):
        assert place not in text
    assert text.count("--hash=sha256:") > len(lock(name))


def test_no_lock_gives_old_pythons_a_qt_that_aborts() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        versions = lock(name)["pyside6-essentials"]
        assert {version.partition(".")[0] for version in versions} == {"6"}
        for version in versions:
            if version.startswith("6.12.0"):
                assert version.endswith("; python_full_version >= '3.12'")
