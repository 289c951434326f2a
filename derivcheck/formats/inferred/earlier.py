r"""Names that may mean what they meant before, although a later section introduces them in passing.

"The center `$m$`" may be the mean of section 1 in other words. So nothing is known of `m` there, and what is
proved of any `m` is proved of this one, too; but a claim is only refuted if it fails with `m` as it was, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from derivcheck.formats.inferred.knowledge import Knowledge
from derivcheck.frozen import frozen, replace
from derivcheck.model import Context, Definition, Supposed

__all__ = ["NO_EARLIER", "Earlier"]


@frozen
class Earlier:
    """For each name in doubt, what was known when something defined it last."""

    known: Mapping[str, Knowledge]

    def about(self, names: Iterable[str], context: Context) -> tuple[Sequence[Supposed], str]:
        """The context of a claim about `names` in which those in doubt mean what they meant; instead of it
        a doubt, where that is something of another kind.
        """
        asked = sorted(self.known.keys() & set(names) - context.definitions.keys())
        if not asked:
            return (), ""
        definitions = dict[str, Definition]()
        symbols, indices = dict(context.symbols), dict(context.indices)
        for name in asked:
            known = self.known[name]
            symbol, old = context.symbols.get(name), known.definitions[name]
            line = known.defining[name].chain.place.line
            why = f"line {line} says what {name} is, and this may be the same"
            if symbol is None or old.is_function or symbol.axes != old.axes:
                return (), why
            definitions = {**known.definitions, **definitions, name: old}
            symbols = {**known.inferred.symbols, **symbols}
            indices = {**known.inferred.indices, **indices}
        definitions |= context.definitions
        symbols = {name: one for name, one in symbols.items() if name not in definitions}
        return [
            Supposed(replace(context, symbols=symbols, indices=indices, definitions=definitions), why)
        ], ""


NO_EARLIER = Earlier({})
