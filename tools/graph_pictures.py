"""Draw docs/graph-*.png: the Graph and the Summary of the real window.

`python -m tools.graph_pictures [FOLDER [CANDIDATE REFERENCE]]`; without a pair, of a sample. The
first ones are of a template with 500 resources.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools import setup
from tools.run import SAMPLE
from tools.x_server import x_server

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_HOME, _LARGE = (1600, 950), (1920, 1080)
_PATIENCE = 120
_SMALLEST = 0
_RESOURCES, _USES = 500, 1015
_TYPES = (
    *("AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::Lambda::Function", "AWS::IAM::Role"),
    *("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::EC2::SecurityGroup"),
    *("AWS::CloudWatch::Alarm", "AWS::Events::Rule"),
)


def main() -> None:
    """Open both, show them in every form that the graph has, and grab the window."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else setup.ROOT / "docs"
    pair = sys.argv[2:4] or [f"{SAMPLE}/candidate.json", f"{SAMPLE}/reference.json"]
    with x_server() as display, tempfile.TemporaryDirectory() as home:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": home}
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (needs the X server)

        from gui.application import set_up  # noqa: PLC0415

        application = QApplication([])
        set_up(application)
        _Grabbing(application, folder, Path(home)).grab_large()
        _Grabbing(application, folder, Path(home)).grab_pair(pair)
        application.shutdown()
    print(f"The pictures are in {folder}.")


class _Grabbing:
    """A window whose views are written to a folder, one after the other."""

    def __init__(self, application: "QApplication", folder: Path, home: Path) -> None:
        from analysis.worker import worker_command  # noqa: PLC0415 (needs the X server)
        from gui.graph.canvas import GraphCanvas  # noqa: PLC0415
        from gui.main_window import MainWindow  # noqa: PLC0415
        from gui.state import StateFile  # noqa: PLC0415
        from gui.themes import Themes  # noqa: PLC0415

        self._application, self._folder, self._home = application, folder, home
        themes, state = Themes(application, "light"), StateFile(home / "state.json")
        self._window = MainWindow(worker_command(), state, themes)
        self._window.show()
        canvas = self._window.views.graph.findChild(GraphCanvas)
        assert canvas is not None, "the view has its canvas"
        self._canvas = canvas

    def grab_large(self) -> None:
        """Write the pictures of a large graph."""
        self._open([str(_large(self._home / "large.json"))], _LARGE)
        self._show("candidate")
        for theme in ("light", "dark"):
            self._theme(theme)
            self._canvas.fit()
            self._grab(f"graph-large-{theme}")
        self._theme("light")
        self._window.close()

    def grab_pair(self, pair: list[str]) -> None:
        """Write the pictures of a pair."""
        from gui.graph.form_menu import FormMenu  # noqa: PLC0415 (needs the X server)

        canvas, window = self._canvas, self._window
        self._open(pair, _HOME)
        self._wait(self._is_linted)
        self._show("candidate")
        imports = [node.id for node in canvas.graph.nodes if node.kind == "import"]
        for name in (*imports[:1], ""):
            canvas.choose(name)
            canvas.node_chosen.emit(name)
            if name:
                self._grab("graph-candidate")
        self._theme("dark")
        self._show("difference")
        self._grab("graph-both")
        self._theme("light")
        form = window.views.graph.findChild(FormMenu)
        assert form is not None, "the view has its menu"
        actions = {action.text(): action for action in form.menu().actions()}
        actions["Frames by VPC and subnet"].trigger()
        self._settle()
        canvas.fit()
        self._grab("graph-network")
        window.commands["view-summary"].trigger()
        self._grab("summary")
        window.close()

    def _open(self, paths: list[str], size: tuple[int, int]) -> None:
        window = self._window
        window.resize(*size)
        window.open_paths(paths)
        self._wait(lambda: window.session.review is not None)

    def _is_drawing(self) -> bool:
        graph = self._canvas.graph
        return not graph.nodes or graph.side != self._window.views.graph.side

    def _is_linted(self) -> bool:
        from analysis.review import Check  # noqa: PLC0415 (only here)

        review = self._window.session.review
        return review is not None and review.checked.lint_candidate is not Check.SKIPPED

    def _show(self, side: str) -> None:
        from PySide6.QtWidgets import QToolButton  # noqa: PLC0415

        view = self._window.views.graph
        self._window.commands["view-graph"].trigger()
        words = {"candidate": "Candidate", "difference": "Both"}[side]
        buttons = view.findChildren(QToolButton)
        next(one for one in buttons if one.text() == words).click()
        self._settle()
        self._wait(lambda: not self._is_drawing())

    def _theme(self, name: str) -> None:
        self._window.commands[f"theme-{name}"].trigger()

    def _grab(self, name: str) -> None:
        self._settle()
        self._window.grab().save(str(self._folder / f"{name}.png"), None, _SMALLEST)

    def _settle(self) -> None:
        settled = time.monotonic() + 2.0
        self._wait(lambda: time.monotonic() > settled)

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            if time.monotonic() > end:
                sys.exit("The window does not come to rest.")
            self._application.processEvents()
            time.sleep(0.01)


def _large(path: Path) -> Path:
    """Write a template of 500 resources: some that many need, most that few do."""
    chance = random.Random(7)  # noqa: S311 (always the same template)
    found: dict[tuple[int, int], None] = {}
    while len(found) < _USES:
        source = chance.randrange(_RESOURCES - 1)
        near = chance.random() < 0.8  # noqa: PLR2004 (most of them)
        reach = 1 + int(chance.expovariate(1 / 9)) if near else _RESOURCES
        target = min(_RESOURCES - 1, source + reach)
        if not near:
            target = _RESOURCES - 1 - int((_RESOURCES - 1 - source) * chance.random() ** 4)
        if source < target and (not near or source // 40 == target // 40):
            found[source, target] = None
    resources = {}
    for number in range(_RESOURCES):
        kind = _TYPES[number * 7 % len(_TYPES)]
        targets = [target for source, target in found if source == number]
        tags = [{"Key": f"k{at}", "Value": {"Ref": f"R{at}"}} for at in targets]
        resources[f"R{number}"] = {"Type": kind, "Properties": {"Tags": tags}}
    path.write_text(json.dumps({"Resources": resources}, indent=1), "utf-8")
    return path


if __name__ == "__main__":
    main()
