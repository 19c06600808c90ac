"""Which item of one list is which of another."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from analysis.comparison.equality import is_dictionary
from analysis.comparison.forms import Form, Kind, Member, Role
from analysis.comparison.likeness import leaves
from analysis.comparison.naming import overlap
from analysis.comparison.texts import Key
from analysis.substitution import as_text

_IDENTITIES = (
    "Key",
    "Sid",
    "Id",
    "ID",
    "Name",
    "AttributeName",
    "IndexName",
    "ParameterKey",
    "ParameterName",
    "PolicyName",
    "RuleName",
    "DeviceName",
)
_RULE_FIELDS = (
    "IpProtocol",
    "FromPort",
    "ToPort",
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "SourcePrefixListId",
    "DestinationSecurityGroupId",
    "DestinationPrefixListId",
)
_ALIKE = 0.4
_MOST_PAIRS = 10_000
_MOST_ORDERED = 250_000


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of the candidate's list and its partner in the reference's; one may be missing."""

    mine: Member | None
    known: Member | None


@dataclass(frozen=True, slots=True)
class _Items:
    """The members of two lists that are still without a partner, and the pairs found."""

    mine: list[Member]
    known: list[Member]
    pairs: list[Pair]

    def join(self, partners: Sequence[tuple[Member, Member]]) -> None:
        """Make members of both lists partners."""
        taken = {id(member) for pair in partners for member in pair}
        self.pairs.extend(Pair(*pair) for pair in partners)
        self.mine[:] = [member for member in self.mine if id(member) not in taken]
        self.known[:] = [member for member in self.known if id(member) not in taken]


_Identify = Callable[[Form], Key | None]


def item_label(member: Member) -> str | None:
    """Return how a path names an item that has an identity: `Key=Name`."""
    for field in _IDENTITIES:
        found = member.form.member(field) if member.form.kind is Kind.OBJECT else None
        if found is not None and found.kind is Kind.VALUE:
            return f"{field}={as_text(found.node)}"
    return None


def matched(mine: Form, known: Form) -> list[Pair] | None:
    """Return who is who in two lists, None where an order that counts is another one."""
    if mine.is_ordered and known.is_ordered:
        return _in_order(mine, known)
    items = _Items(list(mine.members), list(known.members), [])
    _join_equal(items)
    _join_identities(items)
    if not is_dictionary(known.members):
        items.join(_alike(items.mine, items.known))
    if known.role is not Role.ACTIONS:
        _join_left_values(items)
    return _complete(items.pairs, mine, known)


def _join_equal(items: _Items) -> None:
    # As often as an item stands in both lists, it is the same.
    spare: dict[Key, list[Member]] = {}
    for member in reversed(items.known):
        spare.setdefault(member.form.key, []).append(member)
    items.join(
        [
            (member, spare[member.form.key].pop())
            for member in items.mine
            if spare.get(member.form.key)
        ],
    )


def _join_identities(items: _Items) -> None:
    for identify in (_named, _granted, _ruled):
        here, there = _unique(items.mine, identify), _unique(items.known, identify)
        items.join([(member, there[key]) for key, member in here.items() if key in there])


def _unique(members: Sequence[Member], identify: _Identify) -> dict[Key, Member]:
    found = [(identify(member.form), member) for member in members]
    counts = Counter(key for key, _ in found)
    return {key: member for key, member in found if key is not None and counts[key] == 1}


def _named(form: Form) -> Key | None:
    for field in _IDENTITIES:
        value = form.member(field)
        if value is not None and value.kind is Kind.VALUE:
            return (field, value.key)
    return None


def _granted(form: Form) -> Key | None:
    return _by_fields(form, ("Effect", "Action", "NotAction"), "Effect")


def _ruled(form: Form) -> Key | None:
    return _by_fields(form, _RULE_FIELDS, "IpProtocol")


def _by_fields(form: Form, fields: Sequence[str], needed: str) -> Key | None:
    if form.member(needed) is None:
        return None
    values = (form.member(field) for field in fields)
    return tuple(value.key if value else None for value in values)


def _alike(mine: Sequence[Member], known: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Return the objects that have most in common, best first."""
    here = [(member, leaves(member.form)) for member in mine if _is_object(member)]
    there = [(member, leaves(member.form)) for member in known if _is_object(member)]
    if len(here) * len(there) > _MOST_PAIRS:
        return []
    scored = [
        (overlap(one, other), -abs(index - position), member, partner)
        for index, (member, one) in enumerate(here)
        for position, (partner, other) in enumerate(there)
    ]
    scored.sort(key=lambda pair: pair[:2], reverse=True)
    found: list[tuple[Member, Member]] = []
    taken: set[int] = set()
    for score, _, member, partner in scored:
        if score >= _ALIKE and id(member) not in taken and id(partner) not in taken:
            taken |= {id(member), id(partner)}
            found.append((member, partner))
    return found


def _is_object(member: Member) -> bool:
    return member.form.kind is Kind.OBJECT


def _join_left_values(items: _Items) -> None:
    # As many plain values left here as there: each takes the place of one.
    here = [member for member in items.mine if not _is_object(member)]
    there = [member for member in items.known if not _is_object(member)]
    if len(here) == len(there):
        items.join(list(zip(here, there, strict=True)))


def _complete(pairs: Sequence[Pair], mine: Form, known: Form) -> list[Pair]:
    """Return the pairs in the reference's order, then what the candidate alone has."""
    by_known = {id(pair.known): pair for pair in pairs}
    joined = {id(pair.mine) for pair in pairs}
    found = [by_known.get(id(member), Pair(None, member)) for member in known.members]
    return found + [Pair(member, None) for member in mine.members if id(member) not in joined]


def _in_order(mine: Form, known: Form) -> list[Pair] | None:
    here, there = _unique(mine.members, _named), _unique(known.members, _named)
    if len(here) == len(mine.members) and len(there) == len(known.members):
        order = [key for key in here if key in there]
        if order != [key for key in there if key in here]:
            return None
        return _complete([Pair(here[key], there[key]) for key in order], mine, known)
    if len(mine.members) * len(known.members) > _MOST_ORDERED:
        return None
    return _complete(list(_aligned(mine.members, known.members)), mine, known)


def _aligned(mine: Sequence[Member], known: Sequence[Member]) -> Iterator[Pair]:
    here = [member.form.key for member in mine]
    there = [member.form.key for member in known]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == last - first):
            pairs = zip(mine[start:end], known[first:last], strict=True)
            yield from (Pair(one, other) for one, other in pairs)
        elif tag == "replace":
            yield from _rising(_alike(mine[start:end], known[first:last]))


def _rising(partners: Sequence[tuple[Member, Member]]) -> Iterator[Pair]:
    """Yield the partners that stand in one order in both lists, the most alike first."""
    kept: list[tuple[int, int]] = []
    for member, partner in partners:
        at = (int(member.name), int(partner.name))
        if all((at[0] < one) == (at[1] < other) for one, other in kept):
            kept.append(at)
            yield Pair(member, partner)
