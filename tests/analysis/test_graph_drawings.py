"""Drawings as the command and the window ask for them, of templates that nobody would write."""

import base64
import json
from collections.abc import Mapping

import pytest

from analysis.answers import ANSWERS
from analysis.review import Inputs
from analysis.source import Source
from analysis.values import encode
from analysis.workspace import Workspace
from tests.analysis.test_graph_extremes import CASES, Case

STARTS = {
    "svg": b"<?xml",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "dot": b"digraph",
    "mmd": b"flowchart",
    "json": b"{",
}
# What has hundreds of nodes takes long as a picture, and is not drawn in another way.
SMALL = tuple(name for name in CASES if not name.startswith(("500", "a circle", "everything")))


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace()


def inputs_of(case: Case) -> Inputs:
    text = case if isinstance(case, str) else json.dumps({"Resources": case})
    # Half a character cannot cross the process; it is in the texts of the other tests.
    text = text.replace("\\ud800", "half")
    return Inputs(Source("template.json", text), lint=False)


def drawing(
    workspace: Workspace, case: Case, **fields: object
) -> tuple[bytes, Mapping[str, object]]:
    request = {"inputs": encode(inputs_of(case)), **fields}
    answer = ANSWERS["drawing"](workspace, json.loads(json.dumps(request)))
    return base64.b64decode(answer["file"]), answer


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("form", STARTS)
def test_every_small_template_is_drawn_in_every_format(
    workspace: Workspace, name: str, form: str
) -> None:
    data, _ = drawing(workspace, CASES[name], format=form)
    assert data.startswith(STARTS[form])


@pytest.mark.parametrize("name", [name for name in CASES if name not in SMALL])
@pytest.mark.parametrize("form", ["dot", "mmd", "json"])
def test_every_large_template_is_written(workspace: Workspace, name: str, form: str) -> None:
    data, _ = drawing(workspace, CASES[name], format=form)
    assert data.startswith(STARTS[form])


@pytest.mark.parametrize("frames", ["none", "service", "network"])
@pytest.mark.parametrize("orientation", ["right", "down"])
def test_odd_templates_are_drawn_in_every_form(
    workspace: Workspace, frames: str, orientation: str
) -> None:
    for name in SMALL:
        fields = {"frames": frames, "orientation": orientation, "dark": True}
        data, answer = drawing(workspace, CASES[name], format="svg", **fields)
        assert data.startswith(STARTS["svg"])
        assert answer["left_out"] == 0


def test_nothing_to_draw_is_said_in_the_picture(workspace: Workspace) -> None:
    data, _ = drawing(workspace, "", format="svg")
    assert b"Nothing to draw" in data


def test_a_side_is_drawn_as_it_is_asked_for(workspace: Workspace) -> None:
    inputs = Inputs(
        Source("a.json", '{"Resources": {"Mine": {"Type": "AWS::SNS::Topic"}}}'),
        Source("b.json", '{"Resources": {"Known": {"Type": "AWS::SQS::Queue"}}}'),
        lint=False,
    )
    found = {}
    for side in ("candidate", "reference", "difference"):
        request = {"inputs": encode(inputs), "format": "json", "side": side}
        file = base64.b64decode(ANSWERS["drawing"](workspace, request)["file"])
        found[side] = {node["id"] for node in json.loads(file)["nodes"]}
    assert found == {
        "candidate": {"Mine"},
        "reference": {"Known"},
        "difference": {"Mine", "Known"},
    }
