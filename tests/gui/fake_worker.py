"""A worker that answers by rote: what it does is said by words in the candidate's text."""

import json
import sys
import time
from typing import Any

prepared: list[str] = []


def side(source: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": source["path"],
        "format": "yaml",
        "syntax": "yaml",
        "sha256": "",
        "region": {"start": 0, "end": len(source["text"])},
        "problems": [],
        "choices": [],
        "chosen": 1,
        "outline": [],
    }


def review(inputs: dict[str, Any], lint: str) -> dict[str, Any]:
    return {
        "candidate": side(inputs["candidate"]),
        "reference": side(inputs["reference"]) if inputs["reference"] else None,
        "checked": {
            "structure": "done",
            "lint_candidate": lint,
            "lint_reference": lint,
            "verification": "skipped",
            "why": [],
        },
        "findings": [],
        "shown": 0,
        "other_differences": 0,
    }


def answers(request: dict[str, Any]) -> Any:  # noqa: ANN401 (a generator of JSON)
    if "die in report" in request["inputs"]["candidate"]["text"]:
        sys.exit(3)
    return stages(request) if request["kind"] == "review" else [other_answer(request)]


def other_answer(request: dict[str, Any]) -> dict[str, Any]:
    candidate = request["inputs"]["candidate"]
    match request["kind"]:
        case "prepare":
            prepared.append(candidate["text"])
            return {"stage": "prepare"}
        case "report" if "prepared" in candidate["text"]:
            return {"stage": "report", "text": ", ".join(prepared)}
        case "report":
            chosen = f"{request['labels']}, {request['findings']}"
            return {"stage": "report", "text": f"# Review of {candidate['path']}\n{chosen}"}
    return {"stage": "failed", "why": "no graph today"}


def stages(request: dict[str, Any]) -> Any:  # noqa: ANN401 (a generator of JSON)
    inputs = request["inputs"]
    text = inputs["candidate"]["text"]
    if "hang in structure" in text:
        time.sleep(60)
    if "die in structure" in text:
        sys.exit(3)
    if "slowly" in text:
        time.sleep(0.3)
    yield {"stage": "structure", "review": review(inputs, "skipped")}
    yield {"stage": "linting", "side": "candidate"}
    given_up = list(request["not_linted"].values())
    if "hang in lint" in text and not given_up:
        time.sleep(60)
    yield {"stage": "lint", "review": review(inputs, given_up[0][0] if given_up else "done")}
    if "hang in fix" in text and "f1" not in request["not_tried"]:
        yield {"stage": "trying", "finding": "f1", "count": 1}
        time.sleep(60)
    fix = {"title": "Mend it", "safety": "safe", "edits": [], "verified": "yes", "why": ""}
    yield {"stage": "verification", "finding": request["focus"] or "f2", "fixes": [fix]}
    yield {"stage": "done"}


def main() -> None:
    print(json.dumps({"id": None, "stage": "ready"}), flush=True)  # noqa: T201 (the protocol)
    print(json.dumps({"id": None, "stage": "warm"}), flush=True)  # noqa: T201
    for line in sys.stdin:
        request = json.loads(line)
        for answer in answers(request):
            print(json.dumps({"id": request["id"], **answer}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
