"""The project's own files, and their syntax trees, for the sweeps."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "caseward"
NOT_OURS = {".venv", ".git", "var", "node_modules", "vendor", "__pycache__"}
PUBLISHED_TEXTS = ("tests", "reports")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*patterns: str, under: Path = ROOT) -> Iterator[Path]:
    """Files of the project that match any of the patterns; nothing generated or of other people."""
    for pattern in patterns:
        for path in sorted(under.rglob(pattern)):
            inside = path.relative_to(ROOT).parts
            if inside[:2] == PUBLISHED_TEXTS or inside[0].startswith("."):
                continue
            if not NOT_OURS & set(inside):
                yield path


def modules(*names: str) -> Iterator[Path]:
    """Python modules of the apps: `views` finds views.py and every file of a package views/."""
    for path in python():
        if path.stem in names or path.parent.name in names:
            yield path


def python(*, under: Path = PACKAGE) -> Iterator[Path]:
    """Our Python files without migrations."""
    return (path for path in files("*.py", under=under) if path.parent.name != "migrations")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """The functions at the top of a file."""
    return (node for node in tree(path).body if isinstance(node, Function))


def calls(node: ast.AST) -> set[str]:
    """What is called inside, as it is written: `audit.record`, `refuse_if`."""
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def decorators(function: Function) -> set[str]:
    """The names of a function's decorators."""
    return {ast.unparse(each).split("(")[0] for each in function.decorator_list}


def assert_none(found: Iterable[str]) -> None:
    """Fail with every finding on its own line."""
    lines = list(found)
    assert not lines, "\n" + "\n".join(lines)


def place(path: Path, node: ast.AST | int) -> str:
    """Where something is, for a message."""
    line = node if isinstance(node, int) else getattr(node, "lineno", 1)
    return f"{path.relative_to(ROOT)}:{line}"
