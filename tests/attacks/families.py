"""The hostile files: families of attacks times payloads.

`Attack.truth` is what is mathematically the case where the file makes one clean claim: a claim known to be
false must not be proved, whatever happens, and a true one not refuted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from derivcheck.frozen import frozen

__all__ = ["MARK", "Attack", "attacks"]

#: Stands in every piece of code that must not run; `CANARY` in a payload is a path that must stay empty.
MARK = "derivcheck_was_here"


@frozen
class Attack:
    """A file, by family and name; `truth` is None where it makes no claim, or one that is neither.

    `suffix` says what reads it.
    """

    family: str
    name: str
    text: str | bytes
    truth: bool | None = None
    suffix: str = ".yaml"


_CONTEXT = "indices:\n  i, j, k: 1..n\nsymbols:\n  a, b, c, d, e1, x, y: real\n  z[i]: real\n"


def attacks() -> Iterator[Attack]:
    """All of them."""
    for family in (
        _code,
        _yaml_bombs,
        _yaml_tricks,
        _numbers,
        _bombs,
        _depth,
        _escapes,
        _names,
        _paths,
        _grammar,
        _markdown,
        _tex,
    ):
        yield from family()


def claim(left: str, right: str, context: str = _CONTEXT) -> str:
    """A file with one claim; the sides in quotes, so that YAML takes them as they are."""
    steps = f"      - {json.dumps(left)}\n      - {json.dumps(right)}\n"
    return f"{context}derivations:\n  one:\n    steps:\n{steps}"


_CODE = [
    f"__import__('os').system('touch CANARY/{MARK}')",
    f"(lambda: open('CANARY/{MARK}', 'w'))()",
    f'exec(\'open("CANARY/{MARK}", "w")\')',
    f"eval(compile('open(\"CANARY/{MARK}\",\"w\")', '{MARK}', 'eval'))",
    f"[c for c in ().__class__.__base__.__subclasses__()][0]('{MARK}')",
    f"$(touch CANARY/{MARK})",
    f"`touch CANARY/{MARK}`",
    f"; touch CANARY/{MARK} #",
    f"{{{{ ''.__class__.__mro__ }}}} {MARK}",
    f"{{0.__class__.__init__.__globals__}} {MARK}",
    f"\\write18{{touch CANARY/{MARK}}}",
    f"\\input{{CANARY/{MARK}}}",
    f"x.__class__.__bases__ + {MARK}",
    f"Function('f')(x).subs(x, {MARK})",
]

_SLOTS = {
    "expression": "symbols: {{x: real}}\nderivations: {{one: {{steps: [x, {0}]}}}}\n",
    "id": "symbols: {{x: real}}\nderivations: {{{0}: {{steps: [x, x]}}}}\n",
    "title": "title: {0}\nsymbols: {{x: real}}\nderivations: {{one: {{steps: [x, x]}}}}\n",
    "source": "source: {{url: {0}}}\nsymbols: {{x: real}}\nderivations: {{one: {{steps: [x, x]}}}}\n",
    "note": "symbols: {{x: real}}\nderivations: {{one: {{steps: [x, {{expr: x, note: {0}, by: {0}}}]}}}}\n",
    "symbol": "symbols: {{{0}: real}}\nderivations: {{one: {{steps: [1, 1]}}}}\n",
    "domain": "symbols: {{x: {0}}}\nderivations: {{one: {{steps: [1, 1]}}}}\n",
    "range": "indices: {{i: {0}}}\nderivations: {{one: {{steps: [1, 1]}}}}\n",
    "definition": "symbols: {{x: real}}\ndefinitions: {{y: {0}}}\nderivations: {{one: {{steps: [y, y]}}}}\n",
    "assumption": "symbols: {{x: real}}\nassumptions: [{0}]\nderivations: {{one: {{steps: [x, x]}}}}\n",
    "when": "symbols: {{x: real}}\nderivations: {{one: {{steps: [x, {{expr: x, when: {0}}}]}}}}\n",
    "uses": "symbols: {{x: real}}\nderivations: {{one: {{steps: [x, {{expr: x, uses: [{0}]}}]}}}}\n",
    "key": "{0}: 1\nsymbols: {{x: real}}\nderivations: {{one: {{steps: [x, x]}}}}\n",
}


def _code() -> Iterator[Attack]:
    for (slot, text), (number, code) in product(_SLOTS.items(), enumerate(_CODE)):
        yield Attack("code", f"{slot}-{number}", text.format(json.dumps(code)))
    for tag in (
        "object/apply:os.system",
        "object/new:os.system",
        "name:os.system",
        "module:os",
        "object:os._wrap_close",
    ):
        yield Attack(
            "code", f"tag-{tag}", f"title: !!python/{tag} ['touch CANARY/{MARK}']\nderivations: {{}}\n"
        )


def _yaml_bombs() -> Iterator[Attack]:
    lines = ["a0: &a0 [x, x]"] + [f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]" for k in range(1, 40)]
    yield Attack("yaml", "aliases", "\n".join(lines))
    yield Attack("yaml", "merge", "a: &a {x: 1}\nb:\n  <<: *a\n")
    yield Attack("yaml", "cycle", "a: &a [*a]\n")
    for depth in (65, 1000, 100_000):
        yield Attack("yaml", f"lists-{depth}", "[" * depth + "]" * depth)
        yield Attack("yaml", f"maps-{depth}", "{a: " * depth + "1" + "}" * depth)
        yield Attack("yaml", f"dashes-{depth}", "- " * min(depth, 10_000) + "x")
        yield Attack("yaml", f"open-{depth}", "[" * depth)
    yield Attack("yaml", "large", b"x: " + b"y" * (1 << 21))
    yield Attack("yaml", "many-keys", "".join(f"k{k}: 1\n" for k in range(80_000)))
    yield Attack("yaml", "many-steps", claim("x", "x") + "      - x\n" * 80_000)
    yield Attack("yaml", "many-errors", claim("x", "x") + "      - )\n" * 15_000)
    yield Attack("yaml", "one-key-often", "title: x\n" * 80_000)
    yield Attack("yaml", "wide-line", "title: " + "a " * 400_000)
    yield Attack("yaml", "blank-lines", "\n" * 1_000_000)
    yield Attack("yaml", "quotes", '"' * 100_001)
    yield Attack("yaml", "comments", "#\n" * 500_000)


def _yaml_tricks() -> Iterator[Attack]:
    tricks: dict[str, str | bytes] = {
        "not-utf-8": b"title: \xff\xfe",
        "utf-16": "title: x".encode("utf-16"),
        "utf-32": "title: x".encode("utf-32"),
        "utf-7": b"title: +AHg-",
        "nul": b"title: \x00",
        "bom-inside": "title: \ufeffx",
        "empty": "",
        "only-blanks": "  \n",
        "two-documents": "a: 1\n---\nb: 2\n",
        "directive": "%YAML 9.9\n---\na: 1\n",
        "tag-directive": "%TAG ! tag:x,2000:\n---\na: !b 1",
        "duplicate": "title: a\ntitle: b\nderivations: {}\n",
        "octal": claim("010", "8"),
        "sexagesimal": claim("1:30", "90"),
        "norway": "title: no\nderivations: {no: {steps: [no, no]}}\n",
        "null": "derivations: ~\n",
        "binary": "a: !!binary eA==\n",
        "timestamp": "derivations: {2001-01-01: {steps: [2001-01-01, 1999]}}\n",
        "tabs": "a:\n\t- b\n",
        "complex-key": "? [a]\n: b\n",
        "list-root": "- 1\n",
        "number-root": "7\n",
        "surrogate": b"title: \xed\xa0\x80",
        "overlong": b"title: \xc0\xaf",
        "infinity": claim(".inf", ".inf"),
        "nan": claim(".nan", ".nan"),
        "hexadecimal": claim("0x10", "16"),
        "underscores": claim("1_0", "10"),
    }
    for name, text in tricks.items():
        yield Attack("yaml", name, text)


def _numbers() -> Iterator[Attack]:
    huge = {
        "9^9^9": ("9^9^9", "9^9^9 + 1"),
        "9^9^9^9": ("9^9^9^9", "0"),
        "10^10^10": ("10^(10^10)", "1"),
        "2^-huge": ("2^(-10^10)", "0"),
        "power-of-x": ("x^(10^10)", "x^(10^10 + 2)"),
        "negative": ("(-1)^(10^30)", "-1"),
        "factorial": ("factorial(10^9)", "1"),
        "factorial2": ("factorial(factorial(100))", "1"),
        "gamma": ("gamma(10^9 + 1)", "2"),
        "binomial": ("binomial(10^9, 5*10^8)", "1"),
        "digits": ("9" * 999, "9" * 998 + "8"),
        "too-many-digits": ("9" * 20_000, "1"),
        "exponent": ("1e999", "1e998"),
        "large-exponent": ("1e999999999", "0"),
        "fraction": ("1e-999", "0"),
        "sum": ("sum(1, k, 1, 10^9)", "10^9 + 1"),
        "sum-squares": ("sum(k^2, k, 1, 10^9)", "0"),
        "sum-exp": ("sum(exp(k), k, 1, 10^9)", "1"),
        "sum-sums": ("sum(sum(sum(i*j*k, i, 1, 10^5), j, 1, 10^5), k, 1, 10^5)", "0"),
        "sum-1/k": ("sum(1/k, k, 1, 10^8)", "18"),
        "prod": ("prod(k, k, 1, 10^9)", "1"),
        "prod-prod": ("prod(prod(i + k, i, 1, 10^4), k, 1, 10^4)", "1"),
        "mod": ("mod(7^(10^30), 13)", "20"),
        "sqrt": ("sqrt(10^(10^6))", "1"),
        "root": ("2^(1/10^9)", "2"),
        "tower": ("^".join(["2"] * 40), "3"),
        "exp-exp": ("exp(exp(exp(exp(10))))", "1"),
        "exp-tower": ("exp(" * 50 + "1" + ")" * 50, "2"),
        "sin-huge": ("sin(10^(10^5))", "2"),
        "floor": ("floor(exp(1000000))", "3"),
        "zeta": ("zeta(10^9)", "2"),
        "derivative": ("diff(exp(x^2), x, 10^6)", "0"),
        "derivative-60": ("diff(exp(sin(x)*cos(x)), x, 60)", "0"),
        "bessel": ("besselj(10^9, x)", "1"),
    }
    for name, (left, right) in huge.items():
        yield Attack("numbers", name, claim(left, right), truth=False)


def _bombs() -> Iterator[Attack]:
    bombs = {
        "power-200": ("(a + b + c + d + e1)^200", "0"),
        "power-1000": ("(a + b + c)^1000", "(a + b + c)^1001"),
        "power-2-40": ("(a + b + c + d + e1 + x + y)^40", "0"),
        "products": ("*".join(f"(a^{k} + b + {k})" for k in range(1, 40)), "0"),
        "quotients": ("+".join(f"1/(a + {k}*b + {k * k}*c + d^{k % 7})" for k in range(1, 60)), "0"),
        "gcd": ("/".join(["(a^90 - b^90)*(c^80 + d^77 + x)", "((a^60 - b^60)*(c^81 + d^79 + y))"]), "1"),
        "nested-fractions": ("1/(a + " * 50 + "b" + ")" * 50, "a"),
        "squares": ("(" * 30 + "a + b" + ")^2" * 30, "0"),
        "exponentials": ("(" + "+".join(f"exp({k}*x*y + {k})" for k in range(1, 40)) + ")^12", "0"),
        "sines": ("(sin(a) + cos(b) + sin(c) + cos(d) + sin(e1))^60", "0"),
        "multiple-angle": ("sin(500*x)", "0"),
        "angle-sum": ("sin(" + "+".join(["a", "b", "c", "d", "e1", "x", "y"] * 20) + ")", "0"),
        "tangents": ("tan(40*x) + tan(60*y)", "0"),
        "radicals": ("+".join(f"sqrt(a^2 + {p})" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)), "0"),
        "numeric-radicals": (
            "+".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)),
            "0",
        ),
        "nested-radicals": ("sqrt(2 + " * 40 + "x^2" + ")" * 40, "x"),
        "abs": ("+".join(f"abs(a - {k}*b + c)" for k in range(24)), "-1"),
        "cases": ("+".join(f"cases(1 if a > {k}*b, 0)" for k in range(24)), "-1"),
        "max": ("max(" + ", ".join(f"a + {k}*b" for k in range(30)) + ")", "a - b"),
        "deltas": ("*".join(f"(delta(i, j) + z[{i}])" for i in ("i", "j", "k") for _ in range(12)), "0"),
        "sums-power": ("sum(z[k], k)^30", "0"),
        "sums-product": ("*".join("sum(exp(z[k])*z[k], k)" for _ in range(25)), "0"),
        "sums-nested": ("sum(" * 20 + "z[k]" + ", k)" * 20, "-1"),
        "softmax-7": ("diff(log(sum(exp(z[k]), k)), z[i], 9)", "0"),
        "derivatives": ("diff(" * 12 + "exp(x*sin(x))" + ", x)" * 12, "0"),
        "diff-product": ("diff(prod(z[k], k), z[i], 8)", "1"),
        "logs": ("+".join(f"log(a^2 + {k}*b^2 + 1)" for k in range(1, 60)), "-1"),
        "minus": ("-" * 5000 + "x", "-x - 1"),
        "long-sum": ("+".join(f"{k}*x" for k in range(1, 2500)), "0"),
        "long-product": ("*".join(["x"] * 5000), "0"),
        "long-power": ("x^" * 60 + "x", "2"),
        "integral": ("integral(exp(-x^2)*sin(x)^50, x, 0, 1)", "0"),
        "integral-nested": ("integral(" * 8 + "exp(x*y)" + ", x, 0, 1)" * 8, "0"),
        "limit": ("limit(sin(x)^50/x^50, x, 0)", "2"),
    }
    for name, (left, right) in bombs.items():
        yield Attack("bombs", name, claim(left, right), truth=False)
    chain = "".join(f"  y{k}: y{k - 1}*y{k - 1} + y{k - 1}\n" for k in range(1, 40))
    yield Attack(
        "bombs",
        "definitions",
        claim("y39", "0", f"symbols:\n  x: real\ndefinitions:\n  y0: x + 1\n{chain}"),
        truth=False,
    )
    circle = "symbols: {x: real}\ndefinitions: {a: b + 1, b: a + 1}\nderivations: {one: {steps: [a, b]}}\n"
    yield Attack("bombs", "circular-definitions", circle)
    ideal = "".join(f"  - a^{k} + b^{7 - k}*c^{k} = {k}*a*b*c + 1\n" for k in range(2, 7))
    context = f"symbols:\n  a, b, c: real\nassumptions:\n{ideal}"
    yield Attack("bombs", "ideal", claim("(a + b + c)^9", "0", context))
    many = "".join(f"  - x > {k}\n" for k in range(3000))
    yield Attack(
        "bombs", "assumptions", claim("x", "x + 1", f"symbols:\n  x: real\nassumptions:\n{many}"), truth=False
    )
    wide = "symbols:\n  'A[i,j,k,l,p,q]': real\nindices:\n  i, j, k, l, p, q: 1..n\n"
    body = "sum(" * 6 + "A[i,j,k,l,p,q]^2" + "".join(f", {name})" for name in "ijklpq")
    yield Attack("bombs", "six-indices", claim(body, "-1", wide), truth=False)


def _depth() -> Iterator[Attack]:
    wrappers = {
        "brackets": ("(", ")"),
        "exp": ("exp(", ")"),
        "sums": ("sum(", ", k)"),
        "powers": ("2^(", ")"),
        "minus": ("-(", ")"),
    }
    for (name, (head, tail)), depth in product(wrappers.items(), (63, 64, 65, 500, 5000)):
        yield Attack("depth", f"{name}-{depth}", claim(head * depth + "x" + tail * depth, "x"))
    for name, word in {"powers": "^2", "primes": "'", "indices": "[i]", "calls": "(x)"}.items():
        yield Attack("depth", f"tail-{name}", claim("x" + word * 3000, "x"))


def _escapes() -> Iterator[Attack]:
    marks = [
        "\\x1b[2J",
        "\\x1b]0;owned\\a",
        "\\u202e",
        "\\u2066",
        "\\u200f",
        "\\x9b31m",
        "\\0",
        "\\b\\b",
        "\\r",
        "\\x85",
        "\\u2028",
    ]
    marks += [
        "::error::owned",
        "##[error]owned",
        "##vso[task.complete]",
        "[red]owned[/red]",
        "[link=http://a.example]a[/link]",
    ]
    marks += ["<script>alert(1)</script>", "]]>", "%0A::error::owned", "\\n::error::owned"]
    for (slot, text), (number, mark) in product(_SLOTS.items(), enumerate(marks)):
        if slot in ("expression", "id", "title", "note", "symbol"):
            yield Attack("escapes", f"{slot}-{number}", text.format(f'"{mark}"'))
    for number, mark in enumerate(
        ("\x1b[31m", "\u202e", "\u2066x\u2069", "\x07", "\x7f", "\u200b", "\u00ad", "\u2060")
    ):
        yield Attack(
            "escapes", f"raw-{number}", f"title: a{mark}b\nderivations: {{one: {{steps: [1, 2]}}}}\n"
        )


def _names() -> Iterator[Attack]:
    names = [
        "раураl",
        "аlpha",
        "xх",
        "ｘ",
        "𝑥",
        "x²",
        "xͤ",
        "ﬁ",
        "Ⅳ",
        "x\u0301",
        "К",
        "µ",
        "μ",
        "ℓ",
        "__class__",
        "__import__",
    ]
    names += [
        "sum",
        "diff",
        "lambda",
        "None",
        "True",
        "import",
        "exec",
        "oo",
        "pi",
        "e",
        "I",
        "x" * 5000,
        "n",
        "σσσ",
        "xσ",
    ]
    for number, name in enumerate(names):
        quoted = json.dumps(name, ensure_ascii=False)
        more = json.dumps(f"{name} + 1", ensure_ascii=False)
        body = f"derivations:\n  one:\n    steps:\n      - {quoted}\n      - {more}\n"
        yield Attack("names", f"symbol-{number}", f"symbols: {{{quoted}: real}}\n{body}")


def _paths() -> Iterator[Attack]:
    paths = [
        "/etc/passwd#x",
        "../../../../etc/passwd#x",
        "..\\\\..\\\\x#y",
        "file:///etc/passwd#x",
        "http://a.example/a.yaml#x",
        "~/x#y",
    ]
    paths += [
        "//a.example/share#x",
        "CON#x",
        "a.yaml#",
        "#",
        "./././a.yaml#one",
        "/dev/zero#x",
        "/proc/self/environ#x",
        "link.yaml#x",
    ]
    paths += [
        "/dev/stdin#x",
        "pipe#x",
        "folder#x",
        "a/../../b.yaml#x",
        "\u2024\u2024/x#y",
        "%2e%2e/x#y",
        "one#one#one",
    ]
    for number, path in enumerate(paths):
        text = f"symbols: {{x: real}}\nderivations: {{one: {{steps: [x, {{expr: x, uses: ['{path}']}}]}}}}\n"
        yield Attack("paths", f"uses-{number}", text)


def _grammar() -> Iterator[Attack]:
    texts = [
        "x == x",
        "x = x = x",
        "x := 2",
        "x; y",
        "x, y",
        "x..y",
        "x...y",
        "x!",
        "x!!",
        "|x|",
        "x and y",
        "not x",
        "x if y else z",
        "sum(x)",
        "sum()",
        "sum(x, x, x, x, x, x)",
        "sum(k, 1, k)",
        "sum(k, k, n, n, n)",
        "diff(x)",
        "diff(x, 2)",
        "diff(x, x, -1)",
        "diff(x, x, x/2)",
        "x[",
        "x]",
        "x[i][j]",
        "z[i",
        "z[1.5]",
        "z[i = j]",
        "z[z[i]]",
        "z[x]",
        "f(x)",
        "x(x)",
        "2x",
        "x y",
        "1.2.3",
        "1e",
        "1e+",
        ".5",
        "5.",
        "0x1",
        "1_000",
        "010",
        "00",
        "--x",
        "++x",
        "x**",
        "**x",
        "x//y",
        "x%y",
        "x@y",
        "~x",
        "x<<2",
        "x&y",
        "x|y",
        "'x'",
        '"x"',
        "#x",
        "$x$",
        "$x",
        "\\frac{1}{x}",
        "{x}",
        "x?y:z",
        "lambda x: x",
        "x->y",
        "∞",
        "∑",
        "√x",
        "x′",
        "x''",
        "oo - oo",
        "0*oo",
        "oo/oo",
        "1/0",
        "0/0",
        "0^0 + x/0",
        "log(0)",
        "tan(pi/2)",
        "sqrt(-1)",
        "max()",
        "cases()",
        "cases(x)",
        "cases(1 if x, 2)",
        "delta(i)",
        "delta(i, j, k)",
        "binomial(x)",
        "e(x)",
        "pi(x)",
        "sum(z[k], i = k)",
        "prod(z[k], k, 1, oo)",
        "limit(x, x)",
        "integral(x)",
    ]
    for number, text in enumerate(texts):
        yield Attack("grammar", f"{number}", claim(text, "x + 1"))


def _markdown() -> Iterator[Attack]:
    tagged = f"!!python/object/apply:os.system ['touch CANARY/{MARK}']"
    coded = f"{{symbols: {{{json.dumps(_CODE[0])}: real}}}}"
    texts: dict[str, str] = {
        "html": "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n\n$$x = x + 1$$\n",
        "html-in-math": "$$x = <script>alert(1)</script>$$\n",
        "comment-open": "<!-- derivcheck\nsymbols: {x: real}\n\n$$x = x$$\n",
        "comment-yaml-tag": f"<!-- derivcheck\nsymbols: {tagged}\n-->\n$$x = x$$\n",
        "comment-aliases": "<!-- derivcheck\nsymbols: &a {x: real}\nindices: *a\n-->\n$$x = x$$\n",
        "front-matter-bomb": "---\nderivcheck: &a [*a, *a]\n---\n$$x = x$$\n",
        "front-matter-open": "---\ntitle: a\n$$x = x$$\n",
        "front-matter-code": f"---\nderivcheck: {coded}\n---\n$$x = 1$$",
        "error-in-fence": "```math\n::error::owned\n```\n",
        "commands": "$$x = 1$$\n::error file=a::owned\n\n$$\\text{::error::owned} = 1$$\n##[error]a\n",
        "escapes": "# \x1b[2J\n\n$$x \x1b[31m= 1$$\n",
        "bidi": "$$x\u202e = 1 + \u2066y$$\n",
        "nested-quotes": "> " * 5_000 + "$x = 1$\n",
        "nested-lists": "".join("  " * depth + "- a\n" for depth in range(1_000)),
        "brackets": "[" * 50_000 + "](" * 1_000 + "\n",
        "emphasis": "*a " * 30_000 + "\n",
        "underscores": "_a" * 30_000 + "\n",
        "backticks": "".join("`" * (number % 300) + "a" for number in range(3_000)),
        "dollars": "$" * 60_001,
        "dollars-and-words": "$x$ " * 20_000,
        "open-displays": "$$ x = \n" * 10_000,
        "many-displays": "$$x = x$$\n\n" * 3_000,
        "long-display": "$$" + " + ".join(["x"] * 20_000) + " = 1$$\n",
        "long-chain": "$$x" + " = x" * 10_000 + "$$\n",
        "deep-display": "$$" + "{" * 3_000 + "x" + "}" * 3_000 + " = 1$$\n",
        "tables": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + ("|$x$" * 500 + "|\n") * 20,
        "links": "[a]: http://a.example\n" * 20_000 + "[a]" * 20_000,
        "entities": "&#x41;" * 50_000,
        "no-end": "$$\\begin{align} x &= 1",
        "false": "<!-- derivcheck\nsymbols: {x: real}\n-->\n$$\nx = x + 1\n$$\n",
        "power": "<!-- derivcheck\nsymbols: {x: real}\n-->\n$$\nx^{9^{9^{9}}} = x\n$$\n",
        "blank": "\n" * 2_000_000,
        "blanks": " " * 2_000_000,
        "one-word": "a" * 2_000_000,
    }  # fmt: skip
    for name, text in texts.items():
        yield Attack("markdown", name, text, truth=False if name == "false" else None, suffix=".md")


def _tex() -> Iterator[Attack]:
    tagged = f"!!python/object/apply:os.system ['touch CANARY/{MARK}']"
    real = "% derivcheck: symbols: {x: real}\n"
    texts: dict[str, str] = {
        "write18": f"{real}\\immediate\\write18{{touch CANARY/{MARK}}}\n\\[x = 1\\]\n",
        "input-passwd": "\\input{/etc/passwd}\n\\[x = 1\\]\n",
        "input-above": "\\input{../../../../etc/passwd}\n\\[x = 1\\]\n",
        "input-itself": "\\input{attack}\n\\[x = 1\\]\n",
        "input-link": "\\input{link.yaml}\n\\[x = 1\\]\n",
        "input-pipe": "\\input{pipe}\n\\[x = 1\\]\n",
        "input-folder": "\\input{folder}\n\\[x = 1\\]\n",
        "input-device": "\\input{/dev/zero}\n\\[x = 1\\]\n",
        "input-command": "\\input{|touch CANARY/x}\n\\[x = 1\\]\n",
        "include-many": "\\input{a}\n" * 20_000,
        "def-itself": "\\def\\a{\\a\\a}\n\\[\\a = 1\\]\n",
        "newcommand-itself": "\\newcommand{\\a}{\\a + \\a}\n\\[\\a = 1\\]\n",
        "doubling": "\\newcommand{\\a0}{x}\n" + "".join(
            f"\\newcommand{{\\{chr(98 + number)}}}{{\\{chr(97 + number)}\\{chr(97 + number)}}}\n"
            for number in range(25)) + "\\[\\z = 1\\]\n",
        "billion": "\\newcommand{\\aa}{x+x}\n" + "".join(
            f"\\newcommand{{\\a{chr(98 + number)}}}{{\\a{chr(97 + number)}+\\a{chr(97 + number)}}}\n"
            for number in range(24)) + "\\[\\ay = 1\\]\n",
        "catcode": "\\catcode`\\%=12 % derivcheck: symbols: {x: real}\n\\[x = 1\\]\n",
        "csname": "\\[\\csname input\\endcsname{/etc/passwd} = 1\\]\n",
        "loop": "\\loop\\iftrue x\\repeat\n\\[x = 1\\]\n",
        "openout": "\\newwrite\\f\\openout\\f=CANARY/x\\write\\f{a}\\closeout\\f\n\\[x = 1\\]\n",
        "directlua": "\\directlua{os.execute('touch CANARY/x')}\n\\[x = 1\\]\n",
        "yaml-tag": f"% derivcheck: symbols: {tagged}\n\\[x = 1\\]\n",
        "commands": real + "\\[x = \\text{::error::owned}\\]\n::error::owned\n",
        "verbatim-open": "\\begin{verbatim}\n\\[x = 1\\]\n",
        "iffalse-open": "\\iffalse\n\\[x = 1\\]\n",
        "braces": "{" * 100_000,
        "begins": "\\begin{align}" * 5_000,
        "ends": "\\end{align}" * 5_000,
        "frac": "\\[" + "\\frac{" * 3_000 + "1" + "}{2}" * 3_000 + " = 1\\]\n",
        "left-right": "\\[" + "\\left(" * 3_000 + "x" + "\\right)" * 3_000 + " = 1\\]\n",
        "ampersands": "\\begin{align}" + "&" * 20_000 + "x &= 1\\end{align}\n",
        "rows": "\\begin{align}" + "x &= x \\\\ " * 3_000 + "\\end{align}\n",
        "comments": "%" * 500_000 + "\n" + "% derivcheck:\n" * 5_000,
        "labels": "\\begin{equation}" + "\\label{a}" * 5_000 + "x = 1\\end{equation}\n",
        "escapes": real + "\\[x\x1b[31m = 1\\]\n\\section{\x1b]0;owned\x07}\n",
        "false": real + "\\[x = x + 1\\]\n",
    }  # fmt: skip
    for name, text in texts.items():
        yield Attack("tex", name, text, truth=False if name == "false" else None, suffix=".tex")
