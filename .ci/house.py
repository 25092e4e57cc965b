"""The rules of the house, counted: prints how the code stands, and fails where a rule is broken.

Run with `python .ci/house.py [--where]`. A rule is a sentence with what it counts and how much of it there may be.
Where the house is not yet as it should be, the number stands beside its aim, and may only fall.
"""

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FACES = ("tui", "storage")
COMMANDS = "tui/cli/commands"
KEEPING = "tui/desk/keeping.py"
"""Where a change is saved, and what follows is found out."""
DRAWING = ("tui/app", "tui/dialogs", "tui/presentation", "tui/screens", "tui/widgets")
"""Where rows are made, shown and chosen."""
NO_NAMES = frozenset({"found", "taken", "made", "whole", "meant", "said", "kept", "given"})
"""Names that tell that one has a thing, and not what it is."""
LONGEST_MODULE = 350
LONGEST_BODY = 25
SHOWN = 6


class Rule(NamedTuple):
    """A sentence, what breaks or fills it, how much there may be, and what is aimed at."""

    says: str
    value: float
    most: float
    aim: float
    where: tuple[str, ...] = ()


class Module(NamedTuple):
    """A file of the product, read."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether it only says what a folder is."""
        return self.path.endswith("__init__.py")


@cache
def modules() -> dict[str, Module]:
    """Return every module of the product by its dotted name."""
    read = dict[str, Module]()
    for face in FACES:
        for file in sorted((ROOT / face).rglob("*.py")):
            path = file.relative_to(ROOT)
            name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
            text = file.read_text(encoding="utf-8")
            read[name] = Module(name, path.as_posix(), text, ast.parse(text))
    return read


def functions() -> Iterator[tuple[str, int]]:
    """Yield each function with the lines of its body, its docstring aside."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{module.path}:{node.name}", length


def imported(module: Module) -> Iterator[str]:
    """Yield the modules of the product that a module imports, anywhere in it or by a name in a table."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield inner if inner in modules() else node.module
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ":" in node.value:
            yield node.value.partition(":")[0]


@cache
def importers() -> dict[str, frozenset[str]]:
    """Return for each module who imports it; the table of commands counts as importing each of them."""
    by: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules().values():
        for name in imported(module):
            if name in modules() and name != module.name:
                by[name].add(module.name)
    return {name: frozenset(who) for name, who in by.items()}


def _is_to_be_shared(module: Module) -> bool:
    """Tell whether a module is there for others; a command is there for the table alone."""
    return not module.is_package and not module.path.startswith(COMMANDS)


def import_share(face: str) -> float:
    """Return which part of a face's lines of code are imports, in per cent."""
    code = imports = 0
    for module in modules().values():
        if module.path.startswith(face):
            code += sum(1 for line in module.text.splitlines() if line.strip() and not line.strip().startswith("#"))
            code -= _docstring_lines(module.tree)
            imports += sum(
                _lines(node) for node in ast.walk(module.tree) if isinstance(node, ast.Import | ast.ImportFrom)
            )
    return round(100 * imports / code, 1)


def _docstring_lines(tree: ast.AST) -> int:
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    return sum(_lines(node) for node in texts)


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def inner_imports() -> Iterator[str]:
    """Yield the imports that stand inside functions."""
    for module in modules().values():
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        yield f"{module.path}:{node.lineno}"


def doubled_classes() -> Iterator[str]:
    """Yield the class names that stand for two things, a widget's messages among them."""
    trees = (module.tree for module in modules().values())
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    yield from (name for name, count in names.items() if count > 1)


def folders() -> dict[str, int]:
    """Return how many modules lie in each folder."""
    return Counter(module.path.rpartition("/")[0] for module in modules().values() if not module.is_package)


def vague_names() -> Iterator[str]:
    """Yield public functions whose name does not say what they return."""
    for module in modules().values():
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in NO_NAMES:
                yield f"{module.path}:{node.name}"


def silent_folders() -> Iterator[str]:
    """Yield the folders that do not say in one sentence what they are."""
    for name, module in modules().items():
        if module.is_package and not ast.get_docstring(module.tree):
            yield name


def archive_users() -> Iterator[str]:
    """Yield the modules of `tui` that know the archive, and are not the commands of care."""
    for module in modules().values():
        if module.path.startswith("tui") and any(name.startswith("storage.archive") for name in imported(module)):
            yield module.path


def savers() -> Iterator[str]:
    """Yield the modules of `tui` that save past what follows a change."""
    for module in modules().values():
        if module.path.startswith("tui") and "store.save" in module.text and module.path != KEEPING:
            yield module.path


def taken_apart() -> Iterator[str]:
    """Yield where a face takes a string apart that says what a row or a draft's place is: such a thing is a value."""
    for module in modules().values():
        if module.path.startswith(DRAWING):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _cuts(node.func.attr, node):
                    yield f"{module.path}:{node.lineno}"


def _cuts(method: str, call: ast.Call) -> bool:
    marks = {argument.value for argument in call.args if isinstance(argument, ast.Constant)}
    return method in {"partition", "removeprefix"} or (method in {"rpartition", "split"} and bool(marks & {":", "/"}))


def above_the_meeting() -> Iterator[str]:
    """Yield our own classes above the meeting's screen."""
    bases = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for module in modules().values()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }
    waiting, seen = list(bases["MeetingScreen"]), set[str]()
    while waiting:
        name = waiting.pop()
        if name in bases and name not in seen:
            seen.add(name)
            yield name
            waiting += bases[name]


def broad_excepts() -> Iterator[str]:
    """Yield where everything that can be raised is caught and not raised again."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not isinstance(node.body[-1], ast.Raise):
                yield f"{module.path}:{node.lineno}"


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def rules() -> Iterator[Rule]:
    """Yield the rules as they stand."""
    code = [module for module in modules().values() if not module.is_package]
    lengths = dict(functions())
    alone = [name for name, who in importers().items() if len(who) == 1 and _is_to_be_shared(modules()[name])]
    crowded = {folder: count for folder, count in folders().items() if folder != COMMANDS}
    long = [
        f"{module.path} {module.text.count(chr(10))}" for module in code if module.text.count("\n") > LONGEST_MODULE
    ]
    loose = [module.path for module in code if module.path.count("/") == 1 and module.path.startswith("tui")]
    crowd = max(crowded, key=lambda folder: crowded[folder])
    yield Rule("files of the product", len(modules()), 412, 280)
    yield Rule("lines of the product", sum(module.text.count("\n") for module in modules().values()), 64_500, 34_500)
    yield Rule("a function's body: median", median(lengths.values()), 4.5, 4.5)
    yield Rule("a function's body: nine of ten have at most", quantiles(lengths.values(), n=10)[8], 11, 11)
    yield Rule("a function's body: the longest", *_most(lengths, LONGEST_BODY))
    yield Rule("modules that lie loose in tui", len(loose), 3, 3, tuple(loose))
    yield Rule("most modules in a folder, commands aside", crowded[crowd], 15, 15, (crowd,))
    yield Rule("modules longer than one idea may be", len(long), 0, 0, tuple(long))
    yield Rule("per cent of tui's code that is imports", import_share("tui"), 14.1, 12)
    yield Rule("per cent of storage's code that is imports", import_share("storage"), 11.2, 11)
    yield Rule("per cent of files that one other imports, commands aside", round(100 * len(alone) / len(code)), 16, 15)
    yield Rule("class names for two things", *_named(doubled_classes(), 0, 0))
    yield Rule("imports inside functions", *_named(inner_imports(), 10, 10))
    yield Rule("own classes above MeetingScreen", *_named(above_the_meeting(), 1, 1))
    yield Rule("modules of tui that know the archive", *_named(archive_users(), 9, 9))
    yield Rule("modules of tui that save, keeping aside", *_named(savers(), 0, 0))
    yield Rule("rows and places that are taken apart, not values", *_named(taken_apart(), 0, 0))
    yield Rule("public functions whose name does not say what they are", *_named(vague_names(), 0, 0))
    yield Rule("folders without a sentence", *_named(silent_folders(), 0, 0))
    yield Rule("excepts that catch everything", *_named(broad_excepts(), 0, 0))
    yield Rule("types that are not checked", sum(module.text.count("type: " + "ignore") for module in code), 0, 0)


def _most(lengths: dict[str, int], most: int) -> tuple[float, float, float, tuple[str, ...]]:
    longest = max(lengths, key=lambda name: lengths[name])
    return lengths[longest], most, LONGEST_BODY, (longest,)


def _named(where: Iterator[str], most: int, aim: int) -> tuple[float, float, float, tuple[str, ...]]:
    places = tuple(where)
    return len(places), most, aim, places


def main() -> int:
    """Print every rule, and name what breaks one."""
    broken = 0
    print(f"{'':<58}{'is':>8}{'may be':>8}{'aim':>8}")
    for rule in rules():
        wrong = rule.value > rule.most
        broken += wrong
        print(f"{rule.says:<58}{rule.value:>8g}{rule.most:>8g}{rule.aim:>8g}{'  ← broken' if wrong else ''}")
        for place in rule.where[:SHOWN] if wrong or "--where" in sys.argv else ():
            print(f"    {place}")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
