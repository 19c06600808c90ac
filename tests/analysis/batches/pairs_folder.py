"""Small pairs to make batches of, and what a run leaves in a folder."""

from pathlib import Path

QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


def write_pairs(folder: Path, count: int) -> Path:
    for number in range(count):
        pair = folder / f"pair-{number:02}"
        pair.mkdir(parents=True)
        more = f"    Properties:\n      VisibilityTimeout: {number}\n"
        (pair / "candidate.yaml").write_text(QUEUE)
        (pair / "reference.yaml").write_text(QUEUE + more)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Return what a run left; what a killed save left beside its file is no output."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".twinstack-")
    }
