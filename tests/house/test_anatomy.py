"""What a file may be called, how long it may be, and what may not stand in it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

ANATOMY = {
    "__init__", "apps", "checks", "models", "policies", "inputs", "readers", "writers", "actions", "jobs",
    "presenters", "forms", "views", "urls",
}  # fmt: skip
ROOMS = {"migrations", "management", "jinja2", "static", "templates"} | ANATOMY
BANNED = {
    "utils",
    "util",
    "helpers",
    "common",
    "core",
    "base",
    "misc",
    "manager",
    "service",
    "services",
    "engine",
}
APPS = [
    folder
    for half in ("inspection", "casework", "assurance", "shared")
    for folder in sorted((source.PACKAGE / half).iterdir())
    if (folder / "apps.py").exists()
]
TOOLBOXES = {"govuk", "charts", "files", "audit", "records"}
"""Rooms of shared that are no apps with pages: their files are named after what they hold."""
YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")
SILENCED = re.compile(r"# (noqa: [A-Z0-9, ]*[A-Z0-9]|type: ignore\[[^\]]*\])")
EXAMPLE = re.compile(
    r"For example, [\d ]+|(?:like|such as) [\d -]+|\d+ (?:to \d+ )?August \d{4}|\d{4}-08-05|05/08/\d{4}"
)
"""A date that only shows how dates are written."""


def _python_without_demo() -> Iterator[Path]:
    return (path for path in source.python() if source.PACKAGE / "demo" not in path.parents)


def test_an_app_holds_only_the_files_that_every_app_may_hold() -> None:
    source.assert_none(
        str(path.relative_to(source.ROOT))
        for app in APPS
        if app.name not in TOOLBOXES
        for path in sorted(app.iterdir())
        if not path.name.startswith("__pycache__") and path.stem not in ROOMS
    )


def test_no_module_has_a_name_that_says_nothing() -> None:
    source.assert_none(
        str(path.relative_to(source.ROOT))
        for path in source.files("*.py")
        if BANNED & {part.removesuffix(".py") for part in path.relative_to(source.ROOT).parts}
    )


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    limits = {path: 300 if "rules" in path.parts[:-1] else 400 for path in source.python()}
    limits |= dict.fromkeys(source.files("*.py", under=source.ROOT / "tests"), 500)
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in limits}
    source.assert_none(
        f"{path.relative_to(source.ROOT)}: {lines[path]} lines, {limit} allowed"
        for path, limit in limits.items()
        if lines[path] > limit
    )


def test_no_function_is_longer_than_sixty_lines() -> None:
    source.assert_none(
        f"{source.place(path, node)} {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for path in source.python()
        for node in ast.walk(source.tree(path))
        if isinstance(node, source.Function) and (node.end_lineno or 0) - node.lineno >= 60
    )


def test_nothing_in_python_knows_a_year_a_provider_or_a_framework() -> None:
    known = _framework_names() | _provider_names()
    source.assert_none(
        f"{source.place(path, node)} {word!r}"
        for path in _python_without_demo()
        for node, text in _words(path)
        for word in [*YEAR.findall(EXAMPLE.sub("", text)), *(name for name in known if name in text.lower())]
    )


def test_the_sweep_for_names_knows_some() -> None:
    assert "crc-2019" in _framework_names()
    assert "thames valley" in _provider_names()


def test_nothing_is_left_for_later() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")))
    source.assert_none(
        source.place(path, number)
        for path in source.files("*.py", "*.html", "*.toml", "*.md")
        if "museum" not in path.parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    )


def test_every_silenced_check_says_why() -> None:
    """Once for each check in a file: beside it, or in the comment above."""
    source.assert_none(
        f"{path.relative_to(source.ROOT)} {check}"
        for path in source.python()
        for check, is_explained in sorted(_silenced(path).items())
        if not is_explained
    )


def _silenced(path: Path) -> dict[str, bool]:
    """The checks that a file silences, and whether it says why."""
    explained: dict[str, bool] = {}
    above = ""
    for line in path.read_text("utf-8").splitlines():
        if found := SILENCED.search(line):
            beside = len(line[found.end() :].strip(" -#")) > 10 or "# " in line[: found.start()]
            reason = beside or above.lstrip().startswith("# ")
            explained[found[1]] = explained.get(found[1], False) or reason
        above = line
    return explained


def _framework_names() -> set[str]:
    return {path.parent.name for path in (source.PACKAGE / "frameworks").glob("*/framework.toml")}


def _provider_names() -> set[str]:
    published = (source.PACKAGE / "demo" / "inspection" / "published").glob("*.toml")
    read = (tomllib.loads(path.read_text("utf-8")) for path in published)
    names = {table["provider"].lower() for table in read if "provider" in table}
    return names | {"thames valley", "omnia"}


def _words(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every text, number and name that is written in a file; docstrings too."""
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"date", "datetime"}:
            yield node, ast.unparse(node)
        elif isinstance(node, ast.Name | ast.Attribute):
            yield node, node.id if isinstance(node, ast.Name) else node.attr
