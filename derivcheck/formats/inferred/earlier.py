r"""Names that may mean what they meant before, although a later section introduces them in passing.

"The center `$m$`" may be the mean of section 1 in other words. So nothing is known of `m` there, and what is
proved of any `m` is proved of this one, too; but a claim is only refuted if it fails with `m` as it was, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.frozen import frozen, replace
from derivcheck.model import Context, Definition, Supposed, reached

__all__ = ["NO_EARLIER", "Earlier"]


@frozen
class Earlier:
    """For each name in doubt, what was known when something defined it last."""

    known: Mapping[str, Knowledge]

    def about(self, names: Iterable[str], context: Context) -> tuple[Sequence[Supposed], str]:
        """The context of a claim about `names` in which those in doubt mean what they meant; instead of it
        a doubt, where that is something of another kind.
        """
        asked = sorted(self.known.keys() & set(names))
        if not asked:
            return (), ""
        old = dict[str, Definition]()
        symbols, indices = dict(context.symbols), dict(context.indices)
        why = ""
        for name in asked:
            known = self.known[name]
            why = (
                f"line {known.defining[name].chain.place.line} says what {name} is, and this may be the same"
            )
            before, now = known.definitions[name], context.definitions.get(name) or context.symbols.get(name)
            if now is None or before.is_function or now.axes != before.axes:
                return (), why
            rest = reached(before.mentions, known.definitions)
            if any(
                known.definitions.get(each) != one
                for each, one in context.definitions.items()
                if each in rest
            ):
                return (), why
            old |= {name: before} | {
                each: known.definitions[each] for each in rest & known.definitions.keys()
            }
            symbols = {**known.inferred.symbols, **symbols}
            indices = {**known.inferred.indices, **indices}
        definitions = {**context.definitions, **old}
        symbols = {name: one for name, one in symbols.items() if name not in definitions}
        earlier = replace(context, symbols=symbols, indices=indices, definitions=definitions)
        return (Supposed(earlier, why),), ""


NO_EARLIER = Earlier({})
