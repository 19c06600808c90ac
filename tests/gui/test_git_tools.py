"""`git difftool` and `git mergetool` as docs/compare.md sets them up, tried for real."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(__file__).with_name("git_tool.py")
FILE = "template.yaml"
OLD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
OURS = f"{OLD}    DeletionPolicy: Delete\n"
THEIRS = f"{OLD}    DeletionPolicy: Retain\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")


class Repository:
    """A repository with this machine's own settings left out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.folder.mkdir()
        self.told = folder / "told.json"
        self.told.write_text("{}")
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Somebody")
        self.git("config", "user.email", "somebody@example.com")
        self.take_settings()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0 or arguments[0] == "merge", done.stderr + done.stdout
        return done.stdout

    def take_settings(self) -> None:
        """Set git up with the lines of the document, the driven window in the place of ours."""
        text = (ROOT / "docs" / "compare.md").read_text("utf-8")
        lines = re.findall(r"^git config --global (\S+) '?(.*?)'?$", text, re.MULTILINE)
        assert len(lines) > 3
        tool = f'"{sys.executable}" "{TOOL}" "{self.told}"'
        for name, value in lines:
            self.git("config", name, value.replace('twinstack "', f'{tool} "'))

    def commit(self, text: str, words: str) -> None:
        (self.folder / FILE).write_text(text)
        self.git("add", FILE)
        self.git("commit", "--quiet", "-m", words)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.commit(OLD, "One")
    return made


def test_difftool_shows_the_file_beside_what_was_committed(repository: Repository) -> None:
    (repository.folder / FILE).write_text(OURS)
    repository.git("difftool", "--no-prompt", "--tool=twinstack", "HEAD", "--", FILE)
    told = json.loads(repository.told.read_text())
    assert Path(told["candidate"][0]).name == FILE
    assert (told["candidate"][1], told["reference"][1]) == (OURS, OLD)


def test_difftool_shows_two_revisions_of_one_file(repository: Repository) -> None:
    repository.commit(OURS, "Two")
    repository.git("difftool", "--no-prompt", "--tool=twinstack", "HEAD~1", "HEAD", "--", FILE)
    told = json.loads(repository.told.read_text())
    assert (told["candidate"][1], told["reference"][1]) == (OURS, OLD)


def test_mergetool_writes_what_was_taken_over(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "theirs")
    repository.commit(THEIRS, "Theirs")
    repository.git("checkout", "--quiet", "main")
    repository.commit(OURS, "Ours")
    repository.git("merge", "theirs")
    repository.told.write_text(json.dumps({"take": True}))
    repository.git("mergetool", "--no-prompt", "--tool=twinstack")
    assert (repository.folder / FILE).read_text() == THEIRS
    assert json.loads(repository.told.read_text())["reference"][1] == THEIRS
    assert repository.git("status", "--porcelain", "--untracked-files=no") == f"M  {FILE}\n"
