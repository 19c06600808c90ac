"""One hostile input of the suite, and what the classes of inputs build theirs from."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile candidate; its reference is an ordinary template unless it brings its own."""

    group: str
    name: str
    data: bytes
    suffix: str = ".yaml"
    reference: bytes | None = None

    @property
    def label(self) -> str:
        """The name of its file: letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9]+", "-", f"{self.group}-{self.name}").strip("-").lower()


def case(
    group: str, name: object, text: str, suffix: str = ".yaml", reference: str | None = None
) -> Case:
    """Return a case of a text."""
    other = None if reference is None else reference.encode()
    return Case(group, str(name), text.encode("utf-8", "surrogatepass"), suffix, other)


def samples() -> list[bytes]:
    """Return the real templates that come with the program."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*/*.*")) if path.suffix != ".txt"]
