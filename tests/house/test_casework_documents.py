"""Each field of casework names what it changes and the test that proves it; others are not built."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.house import source

FOLDER = source.ROOT / "docs" / "casework"
ROW = re.compile(r"^\| `(?P<fields>[^`]+)` \| (?P<changes>[^|]+) \| (?P<proofs>[^|]+) \|$")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(?:Test\w+::)?(test_\w+)`")
NOT_TYPED = {"id", "version", "creation_key", "person"}
"""Columns that every table has."""


def _apps() -> list[str]:
    named = (app for app in apps.get_app_configs() if app.name.startswith("caseward.casework."))
    return sorted(app.label for app in named if list(app.get_models()))


def _rows(label: str) -> Iterator[tuple[str, list[str], list[tuple[str, str]]]]:
    """(model, fields, proofs) of each row of an app's page."""
    for line in (FOLDER / f"{label}.md").read_text("utf-8").splitlines():
        if found := ROW.match(line):
            model, _, names = found["fields"].partition(".")
            yield model, [name.strip() for name in names.split(",")], PROOF.findall(found["proofs"])


def _columns(model: type[models.Model]) -> set[str]:
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in fields} - NOT_TYPED


def test_every_app_of_casework_has_its_page() -> None:
    source.assert_none(label for label in _apps() if not (FOLDER / f"{label}.md").exists())


def test_every_field_says_what_it_changes() -> None:
    silent = []
    for label in _apps():
        told = {(model, name) for model, names, _ in _rows(label) for name in names}
        for model in apps.get_app_config(label).get_models():
            if not model._meta.auto_created:
                silent += [
                    f"{label}: {model.__name__}.{name}"
                    for name in sorted(_columns(model))
                    if (model.__name__, name) not in told
                ]
    source.assert_none(silent)


def test_no_page_tells_of_a_field_that_is_not_there() -> None:
    gone = []
    for label in _apps():
        there = {
            (model.__name__, field.name)
            for model in apps.get_app_config(label).get_models()
            for field in [*model._meta.fields, *model._meta.many_to_many]
        }
        told = ((model, name) for model, names, _ in _rows(label) for name in names)
        gone += [f"{label}: {model}.{name}" for model, name in told if (model, name) not in there]
    source.assert_none(gone)


def test_every_field_is_proved_by_a_test_that_there_is() -> None:
    missing = []
    for label in _apps():
        for model, names, proofs in _rows(label):
            where = f"{label}: {model}.{names[0]}"
            if not proofs:
                missing.append(f"{where}: no test")
            missing += [f"{where}: {path}::{name}" for path, name in proofs if name not in _tests(path)]
    source.assert_none(missing)


def _tests(path: str) -> set[str]:
    file = Path(source.ROOT / path)
    if not file.exists():
        return set()
    nodes = ast.walk(source.tree(file))
    return {node.name for node in nodes if isinstance(node, source.Function)}
