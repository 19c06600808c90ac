"""What a claim is: a pair of templates, what is said of them and what would be untrue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """Two templates, what is said of them, and what would be untrue."""

    name: str
    candidate: str
    reference: str
    says: str = ""
    never: tuple[str, ...] = ()


def resources(*parts: str) -> str:
    """Return a template of these resources, each on a line of its own."""
    return "Resources:\n" + "".join(f"  {one}\n" for one in ("Hold: {Type: T::T::T}", *parts))
