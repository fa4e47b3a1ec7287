"""Every problem code that the source can produce, found by reading the source.

A code is a literal that stands where a parameter or a field named `code` (or `rule`) is meant, the `code` of an
exception class, or a key of a table of codes.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CONSTANTS: dict[str, str] = {}
SOURCE = Path(__file__).parents[2] / "src" / "sellerkit"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NAMES = ("code", "rule")
# Calls whose `code` is something else: an item's code, a courier's answer.
OTHER = {
    "OrderLine",
    "PlainRow",
    "LineItem",
    "SubOrder",
    "Lot",
    "CodeKey",
    "LineWithoutItem",
    "ListedLine",
    "Sheet",
    "read_orders",
    "end",
    "emphasised",
}


def codes_in_source() -> dict[str, str]:
    """Each code and the first place that says it (`trade/shop.py:62`)."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
    CONSTANTS.clear()
    for tree in trees.values():
        CONSTANTS.update(_constants(tree))
    positions = _positions(trees.values())
    found: dict[str, str] = {}
    for path, tree in trees.items():
        for code, line in [*_literals(tree, positions), *_of_tables(path, tree)]:
            found.setdefault(code, f"{path.relative_to(SOURCE).as_posix()}:{line}")
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names in capitals that a module gives to a text or to another such name."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper():
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                yield node.targets[0].id, node.value.value
            elif isinstance(node.value, ast.Name):
                yield node.targets[0].id, node.value.id


def _positions(trees: object) -> dict[str, set[int]]:
    """For each function and class by its name: at which place its `code` is given."""
    found: dict[str, set[int]] = defaultdict(set)
    for tree in trees:  # type: ignore[attr-defined]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                found[node.name] |= _among([a.arg for a in node.args.args if a.arg not in ("self", "cls")])
            elif isinstance(node, ast.ClassDef):
                fields = [
                    b.target.id for b in node.body if isinstance(b, ast.AnnAssign) and isinstance(b.target, ast.Name)
                ]
                found[node.name] |= _among(fields)
                for method in node.body:
                    if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                        found[node.name] |= _among([a.arg for a in method.args.args[1:]])
    return {name: places for name, places in found.items() if places and name not in OTHER}


def _among(names: list[str]) -> set[int]:
    return {names.index(name) for name in NAMES if name in names}


def _literals(tree: ast.Module, positions: dict[str, set[int]]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in OTHER:
                continue
            given = [node.args[n] for n in positions.get(name, ()) if n < len(node.args)]
            given += [k.value for k in node.keywords if k.arg in NAMES]
            for expression in given:
                yield from ((text, node.lineno) for text in _said(expression))
            if name == "too_long" and node.args and isinstance(node.args[0], ast.Constant):
                yield f"{node.args[0].value}-too-long", node.lineno
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and any(
                    isinstance(t, ast.Name) and t.id == "code" for t in line.targets
                ):
                    yield from ((text, line.lineno) for text in _said(line.value))


def _said(expression: ast.expr) -> Iterator[str]:
    """The literal itself, or both branches of `a if … else b`."""
    if isinstance(expression, ast.Name) and expression.id in CONSTANTS:
        named = CONSTANTS[expression.id]
        text = CONSTANTS.get(named, named)
        if CODE.fullmatch(text):
            yield text
    elif isinstance(expression, ast.IfExp):
        yield from _said(expression.body)
        yield from _said(expression.orelse)
    elif (
        isinstance(expression, ast.Constant) and isinstance(expression.value, str) and CODE.fullmatch(expression.value)
    ):
        yield expression.value


def _of_tables(path: Path, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Codes that stand as keys: exceptions of reconciling, what the law says about words, what is wrong with a picture, why goods fit no carton,
    what a parcel that changed was bought for."""
    tables = {
        "payouts/rules.py": "NEXT_STEPS",
        "listings/word_rules.py": "_ADVICE",
        "listings/pictures_rules.py": "_TROUBLES",
        "peak/findings.py": "_UNFIT",
        "net/recovery.py": "_OLD",
    }
    wanted = tables.get(path.relative_to(SOURCE).as_posix())
    for node in tree.body:
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        if wanted and isinstance(target, ast.Name) and target.id == wanted and isinstance(node.value, ast.Dict):  # type: ignore[union-attr]
            for key in node.value.keys:  # type: ignore[union-attr]
                if isinstance(key, ast.expr):
                    yield from ((text, key.lineno) for text in _said(key))
