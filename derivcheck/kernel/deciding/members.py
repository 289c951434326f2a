"""What the domains and the assumptions say of the members of families of whole numbers.

`n[i]` of a family of positive integers is at least 1, and `n[i] <= m`, assumed for each `i`, holds of each
member `n[e]`: where `e` is no index of the family, there is none. So an inequality between whole numbers is
said of a family where its free indices are the indices of one member of it, each over the whole range of the
family, and nothing restricts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.kernel.algebra.linear import Facts, Form, Member, variable
from derivcheck.kernel.deciding.occurring import conjuncts, restricted_names
from derivcheck.kernel.reading.index_reading import INDEX_FACTS, LEAST, Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.model import Context
from derivcheck.terms import Rel, free_names

__all__ = ["said_of_members"]


def said_of_members(reader: Reader) -> Mapping[str, tuple[Form, ...]]:
    """For each family of whole numbers what is said of its members, as `linear.Member` has it."""
    context, ring = reader.context, reader.ring
    families = [each for each in context.symbols.values() if each.axes and each.domain.is_whole]
    least = {each.name: LEAST.get(each.domain) for each in families}
    found = {name: () if low is None else (variable("?").shifted(-low),) for name, low in least.items()}
    if not families:
        return found
    before, ring.wholes = (reader.names, reader.conditions), found
    try:
        for relation in conjuncts(context.assumptions):
            if isinstance(relation, Rel):
                for family, form in _said_by(reader, relation):
                    found = {**found, family: (*found[family], form)}
    finally:
        reader.names, reader.conditions = before
    return found


def _said_by(reader: Reader, relation: Rel) -> Iterator[tuple[str, Form]]:
    context = reader.context
    free = sorted(free_names(relation) & context.indices.keys())
    if not free or not restricted_names(context).isdisjoint(free):
        return
    reader.names, reader.conditions = {name: variable(f"?{name}") for name in free}, {}
    try:
        low, high = reader.maybe_form(relation.left), reader.maybe_form(relation.right)
    except (NeedsCase, Outside):
        return
    if low is None or high is None:
        return
    difference = low.minus(high)
    for member in difference.members:
        if _runs_through(context, member, free):
            images = {
                str(index.terms[0][0]): variable(f"?{place}") for place, index in enumerate(member.indices)
            }
            plain = difference.replaced({member: variable("?")}).replaced(images)
            said = INDEX_FACTS[relation.op](Facts(), plain).nonnegative
            yield from ((member.family, form) for form in said)


def _runs_through(context: Context, member: Member, free: list[str]) -> bool:
    """Whether the free indices are those of the member, over the whole ranges of its family."""
    indices = {variable(f"?{name}"): context.indices[name] for name in free}
    axes = context.symbols[member.family].axes
    return (
        len(member.indices) == len(free)
        and set(member.indices) == indices.keys()
        and all(indices[form] == axis for form, axis in zip(member.indices, axes, strict=True))
    )
