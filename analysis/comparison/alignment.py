"""Who is who: which entity of the candidate is which of the reference."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from types import MappingProxyType

from analysis.comparison.comparison import Alignment
from analysis.comparison.naming import ordinals
from analysis.comparison.pairing import Pairing, Side
from analysis.comparison.structure import At, labels
from analysis.template import ENTITY_SECTIONS, Template
from analysis.uses import Use

_SIMILAR_NAMES = 0.5
_LEAST_CONTENT = 0.1
_ALIKE = 0.35
_ONLY_ONES_ALIKE = 0.4
_ONLY_ONES_NAMED = 0.3
_ONLY_ONES_CONTENT = 0.2
_CLEAR_NAMES = 0.6
_CLEAR_CONTENT = 0.35
_CLEAR_LINKS = 0.5
_GENERIC_ALIKE = 0.25
_LEAST_HELD = 0.45
_HELD_ALIKE = 0.6
_GENERIC_HELD_ALIKE = 0.55
_NAME, _CONTENT, _LINKS = 0.5, 0.3, 0.2
_ROUNDS = 8
_MOST_PAIRS = 40_000
_RARE = 8


def align(
    candidate: tuple[Template, Sequence[Use]],
    reference: tuple[Template, Sequence[Use]],
    pairings: Sequence[tuple[str, str, str]] = (),
) -> Alignment:
    """Return who is who; pairings by hand win, then names, then what entities hold."""
    pairing = Pairing(Side(*candidate), Side(*reference))
    _by_hand(pairing, pairings)
    for section in ENTITY_SECTIONS:
        _by_name(pairing, section, lambda at, _: at[1])
    _by_structure(pairing, 3)
    for section in ENTITY_SECTIONS:
        _by_name(pairing, section, lambda at, _: at[1].lower())
        _by_name(pairing, section, lambda at, side: side.tokens(at))
    _by_structure(pairing, 1)
    _by_content(pairing)
    _by_similar_names(pairing, "Resources")
    _by_score(pairing, "Resources")
    _only_ones(pairing)
    # The only ones of their types may be what links others.
    _by_score(pairing, "Resources")
    _by_content_and_links(pairing)
    for section in ("Parameters", "Mappings", "Conditions", "Outputs"):
        _by_score(pairing, section)
    _by_name_alone(pairing)
    return Alignment(
        MappingProxyType(
            {section: MappingProxyType(pairs) for section, pairs in pairing.pairs.items()},
        ),
    )


def _by_hand(pairing: Pairing, pairings: Sequence[tuple[str, str, str]]) -> None:
    for section, mine, known in pairings:
        has_mine = mine in pairing.candidate.template.section(section)
        has_known = known in pairing.reference.template.section(section)
        if has_mine and has_known:
            pairing.join(section, mine, known)
        elif not mine or not known:
            pairing.part(section, mine, known)


def _by_name(pairing: Pairing, section: str, key: Callable[[At, Side], Hashable]) -> None:
    """Align those of one type whose names have the same key, where it names one on each side."""
    for mine, known in pairing.free(section).values():
        here = _unique((name, key((section, name), pairing.candidate)) for name in mine)
        there = _unique((name, key((section, name), pairing.reference)) for name in known)
        for found, name in here.items():
            if found in there:
                pairing.join(section, name, there[found])


def _unique(keyed: Iterator[tuple[str, Hashable]]) -> dict[Hashable, str]:
    pairs = list(keyed)
    counts = Counter(key for _, key in pairs)
    return {key: name for name, key in pairs if counts[key] == 1}


def _by_structure(pairing: Pairing, rounds: int) -> None:
    """Align those that hold the same and are linked the same way with the same."""
    mine, known = pairing.aligned()
    here = labels(pairing.candidate.template, pairing.candidate.likeness, mine, rounds)
    there = labels(pairing.reference.template, pairing.reference.likeness, known, rounds)
    for section in ENTITY_SECTIONS:
        _by_label(pairing, section, here, there)


def _by_content(pairing: Pairing) -> None:
    """Align resources that hold the same, wherever they are used."""
    mine, known = pairing.aligned()
    here = labels(pairing.candidate.template, pairing.candidate.likeness, mine, 0)
    there = labels(pairing.reference.template, pairing.reference.likeness, known, 0)
    _by_label(pairing, "Resources", here, there)


def _by_label(pairing: Pairing, section: str, here: dict[At, int], there: dict[At, int]) -> None:
    def label(at: At, side: Side) -> int:
        return here[at] if side is pairing.candidate else there[at]

    _by_name(pairing, section, label)


def _score(pairing: Pairing, section: str, mine: str, known: str) -> float:
    return (
        _NAME * pairing.name_overlap(section, mine, known)
        + _CONTENT * pairing.content_overlap(section, mine, known)
        + _LINKS * pairing.link_overlap(section, mine, known)
    )


def _by_similar_names(pairing: Pairing, section: str) -> None:
    """Align those whose names have half their words in common, unless they hold other things."""

    def is_similar(mine: str, known: str) -> bool:
        one = pairing.candidate.tokens((section, mine))
        other = pairing.reference.tokens((section, known))
        return (
            ordinals(one) == ordinals(other)
            and pairing.name_overlap(section, mine, known) >= _SIMILAR_NAMES
            and pairing.content_overlap(section, mine, known) >= _LEAST_CONTENT
        )

    for mine, known in pairing.free(section).values():
        _best_first(pairing, section, _scored(pairing, section, mine, known, is_similar))


def _by_score(pairing: Pairing, section: str) -> None:
    """Align the best pairs, each round with the links that the one before made known."""
    fits = partial(_may_be_one, pairing, section)
    for _ in range(_ROUNDS):
        joined = 0
        for mine, known in pairing.free(section).values():
            scored = _scored(pairing, section, mine, known, fits)
            good = [one for one in scored if one[0] >= _ALIKE]
            joined += _best_first(pairing, section, _mutual(good))
        if not joined:
            return


def _may_be_one(pairing: Pairing, section: str, mine: str, known: str) -> bool:
    """Return whether enough speaks for a pair: outside of resources one word is a lot."""
    pair = (section, mine, known)
    is_named = pairing.name_overlap(*pair) >= _CLEAR_NAMES
    content = pairing.content_overlap(*pair)
    match section:
        case "Resources":
            return True
        case "Outputs":
            is_used = pairing.link_overlap(*pair) >= _CLEAR_LINKS
            return content > 0 and (is_named or is_used)
        case "Parameters":
            one = pairing.candidate.tokens((section, mine))
            other = pairing.reference.tokens((section, known))
            if ordinals(one) != ordinals(other):
                return False
            is_used = pairing.link_overlap(*pair) >= _CLEAR_LINKS
            return is_named or (content >= _CLEAR_CONTENT and is_used)
    return is_named or content >= _CLEAR_CONTENT


_Scored = tuple[float, int, str, str]


def _scored(
    pairing: Pairing,
    section: str,
    mine: Sequence[str],
    known: Sequence[str],
    fits: Callable[[str, str], bool],
) -> list[_Scored]:
    pairs: Iterable[tuple[str, str]] = product(mine, known)
    if len(mine) * len(known) > _MOST_PAIRS:
        # So many cannot all be tried in time: only those that share something rare are.
        pairs = _with_something_rare(pairing, section, mine, known)
    here, there = pairing.candidate.order, pairing.reference.order
    return [
        (
            _score(pairing, section, one, other),
            -abs(here[section, one] - there[section, other]),
            one,
            other,
        )
        for one, other in pairs
        if fits(one, other)
    ]


def _with_something_rare(
    pairing: Pairing, section: str, mine: Sequence[str], known: Sequence[str]
) -> Iterable[tuple[str, str]]:
    holders: dict[Hashable, list[str]] = {}
    for name in known:
        at = (section, name)
        for mark in (*pairing.reference.tokens(at), *pairing.reference.leaves(at)):
            holders.setdefault(mark, []).append(name)
    found: dict[tuple[str, str], None] = {}
    for name in mine:
        at = (section, name)
        for mark in (*pairing.candidate.tokens(at), *pairing.candidate.leaves(at)):
            others = holders.get(mark, ())
            if len(others) <= _RARE:
                found.update(dict.fromkeys((name, other) for other in others))
    return found


def _mutual(scored: Sequence[_Scored]) -> list[_Scored]:
    """Return the pairs in which each is the other's best."""
    best_mine: dict[str, float] = {}
    best_known: dict[str, float] = {}
    for score, _, mine, known in scored:
        best_mine[mine] = max(score, best_mine.get(mine, 0.0))
        best_known[known] = max(score, best_known.get(known, 0.0))
    return [one for one in scored if one[0] >= best_mine[one[2]] and one[0] >= best_known[one[3]]]


def _best_first(pairing: Pairing, section: str, scored: Sequence[_Scored]) -> int:
    ordered = sorted(scored, key=lambda one: one[:2], reverse=True)
    return sum(pairing.join(section, mine, known) for _, _, mine, known in ordered)


def _only_ones(pairing: Pairing) -> None:
    """Align the only ones of a type that are left on both sides, unless they are utterly unlike."""
    for mine, known in pairing.free("Resources").values():
        if len(mine) == len(known) == 1 and _are_alike(pairing, mine[0], known[0]):
            pairing.join("Resources", mine[0], known[0])


def _are_alike(pairing: Pairing, mine: str, known: str) -> bool:
    pair = ("Resources", mine, known)
    if pairing.name_overlap(*pair) >= _ONLY_ONES_NAMED:
        return True
    content = pairing.content_overlap(*pair)
    # A name that says no more than the type does not speak against the other.
    enough = _GENERIC_ALIKE if pairing.is_only_type_named(*pair) else _ONLY_ONES_ALIKE
    return content >= _ONLY_ONES_CONTENT and content + pairing.link_overlap(*pair) / 2 >= enough


def _by_content_and_links(pairing: Pairing) -> None:
    """Align what holds and links so much alike that names which differ do not part it."""

    def is_alike(one: _Scored) -> bool:
        score, _, mine, known = one
        pair = ("Resources", mine, known)
        enough = _GENERIC_HELD_ALIKE if pairing.is_only_type_named(*pair) else _HELD_ALIKE
        return score >= enough and pairing.content_overlap(*pair) >= _LEAST_HELD

    for mine, known in pairing.free("Resources").values():
        scored = [
            (_held_score(pairing, one, other), at, one, other)
            for _, at, one, other in _scored(pairing, "Resources", mine, known, lambda *_: True)
        ]
        _best_first(pairing, "Resources", _mutual([one for one in scored if is_alike(one)]))


def _held_score(pairing: Pairing, mine: str, known: str) -> float:
    pair = ("Resources", mine, known)
    held = _CONTENT * pairing.content_overlap(*pair) + _LINKS * pairing.link_overlap(*pair)
    return held / (_CONTENT + _LINKS)


def _by_name_alone(pairing: Pairing) -> None:
    """Align what has one name and two types: a resource cannot have its name twice."""
    for name in pairing.candidate.template.resources:
        if name in pairing.reference.template.resources:
            pairing.join("Resources", name, name)
