"""The pages of docs/rules, written from the rules' own docstrings, tables and worked examples."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import caseward.rules
from caseward.inspection.standards import inputs, readers
from caseward.inspection.standards.presenters import readiness_pages
from caseward.rules import practice
from caseward.rules.framework import Framework
from caseward.rules.framework_parts import Provenance
from caseward.rules.stages import AUDIT_STAGES, STAGES, Stage

ABOUT_FILES = re.compile(r"framework_|columns|json_text|rating_file|stages")
SOURCE = re.compile(r"\[([A-Z][^\]]*)\]")
PRACTICE = Path(caseward.__file__).parent / "practice"
MADE = "<!-- Made by `caseward rules-pages`: change the rule or its data, not this page. -->"


def pages() -> dict[str, str]:
    """The text of every page of docs/rules, by its name in that folder."""
    made = {f"{name}.md": _module_page(name) for name in _rule_names()}
    made["readiness.md"] = _joined(["# Readiness: the checks", MADE, *readiness_pages.told()])
    made["readiness-parts.md"] = _readiness_parts()
    made["stages.md"] = _stages_page()
    made["numbers-in-force.md"] = _numbers_page(practice.load(PRACTICE))
    for code in readers.framework_codes():
        made[f"framework-{code}.md"] = _framework_page(readers.framework(code))
    return {"README.md": _index(made), **made}


def _rule_names() -> list[str]:
    found = (each.name for each in pkgutil.iter_modules(caseward.rules.__path__))
    return sorted(name for name in found if not ABOUT_FILES.match(name) and _functions_of(name))


def _functions_of(name: str) -> list[Callable[..., object]]:
    """The public functions of one rule, whether it is a file or a folder of files."""
    rule = import_module(f"caseward.rules.{name}")
    modules = [rule, *_inside(rule)]
    public = set(getattr(rule, "__all__", ()))
    return [
        function
        for module in modules
        for shown, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not shown.startswith("_")
        and (not public or shown in public)
    ]


def _inside(rule: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.iter_modules(getattr(rule, "__path__", [])):
        yield import_module(f"{rule.__name__}.{each.name}")


def _module_page(name: str) -> str:
    functions = sorted(_functions_of(name), key=lambda each: each.__name__)
    about = inspect.getdoc(import_module(f"caseward.rules.{name}")) or ""
    parts = [f"# {_title(name)}", MADE, about]
    return _joined([*parts, *(_function(each) for each in functions)])


def _readiness_parts() -> str:
    """The functions on which the checks of readiness rest; the checks themselves have the other page."""
    finders = readiness_pages.finders()
    rests_on = [each for each in _functions_of("readiness") if each not in finders]
    functions = sorted(rests_on, key=lambda each: (each.__module__, each.__name__))
    return _joined(["# Readiness: what the checks rest on", MADE, *map(_function, functions)])


def _function(function: Callable[..., object]) -> str:
    words = inspect.getdoc(function) or ""
    parameters = ", ".join(inspect.signature(function).parameters)
    sources = ", ".join(dict.fromkeys(SOURCE.findall(words)))
    parts = [f"## {function.__name__}({parameters})", words]
    return "\n\n".join([*parts, f"Source: [{sources}](../sources.md)"] if sources else parts)


def _stages_page() -> str:
    audit = "## The stages of an internal audit"
    return _joined(
        ["# The stages of an inspection", MADE, _stages_table(STAGES), audit, _stages_table(AUDIT_STAGES)]
    )


def _stages_table(stages: tuple[Stage, ...]) -> str:
    titles = {row.code: row.title for row in stages}
    rows = [
        [
            f"{number}. {row.title}",
            row.happens,
            ", ".join(role.replace("_", " ") for role in row.pen) or "nobody",
            titles.get(row.forward or "", "–"),
            titles.get(row.back or "", "–"),
        ]
        for number, row in enumerate(stages, start=1)
    ]
    return _table(["Stage", "What happens", "Who acts", "Goes on to", "May go back to"], rows)


def _numbers_page(numbers: practice.Practice) -> str:
    rows = [
        [
            f"`{rule.code}`",
            f"{rule.number} {rule.unit.replace('_', ' ')}",
            _day(rule.in_force_from),
            _day(rule.in_force_until) if rule.in_force_until else "–",
            rule.explanation,
            rule.confidence.capitalize(),
            rule.source,
        ]
        for rules in numbers.by_code.values()
        for rule in rules
    ]
    head = ["Code", "Number", "From", "Until, not included", "What it says", "How sure", "Source"]
    return _joined(["# Numbers of law and policy, and when they hold", MADE, _table(head, rows)])


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _framework_page(framework: Framework) -> str:
    bands = [
        [row.band.title, f"{row.low} to {row.high}", row.band.word, str(row.band.points)]
        for row in inputs.percent_ranges(framework)
    ]
    scores = [[row.band.title, f"{row.low} to {row.high}"] for row in inputs.score_ranges(framework)]
    standards = [
        [f"{row.code} {row.title}", row.rated_by.replace("_", " "), _origin(row.provenance)]
        for row in framework.standards
    ]
    return _joined(
        [
            f"# {framework.title}",
            MADE,
            f"Code `{framework.code}`. {_origin(framework.provenance)}",
            "## Standards",
            _table(["Standard", "Rated by", "Source"], standards),
            "## From a per cent to a rating",
            _table(["Rating", "Per cent", "In words", "Points"], bands),
            _origin(framework.bands_provenance),
            "## From points to the overall rating",
            _table(["Overall rating", "Points"], scores),
            _origin(framework.score_bands_provenance),
            *(_example(inputs.worked(framework, example)) for example in framework.examples),
        ]
    )


def _example(worked: inputs.Worked) -> str:
    rows = [
        [
            f"{row.standard.code} {row.standard.title}",
            "; ".join(f"{figure.code} {figure.percent}%" for figure in row.figures) or row.how,
            "; ".join(figure.code for figure in row.figures if figure.decides) or "–",
            row.band.title if row.band else "not rated",
            str(row.band.points) if row.band and row.standard.counts else "–",
        ]
        for row in worked.standards
    ]
    overall = worked.band.title if worked.band else "not rated"
    return "\n\n".join(
        [
            f"## Worked example: {worked.example.title}",
            _table(["Standard", "Figures", "Decided by", "Rating", "Points"], rows),
            f"Overall: {worked.points} of {worked.out_of} points, {overall}.",
            _origin(worked.example.provenance),
        ]
    )


def _index(made: dict[str, str]) -> str:
    links = [f"- [{text.splitlines()[0].removeprefix('# ')}]({name})" for name, text in sorted(made.items())]
    return _joined(["# The rules", MADE, "\n".join(links)])


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _origin(provenance: Provenance | None) -> str:
    if provenance is None:
        return ""
    return f"{'Inferred. ' if provenance.inferred else ''}Source: {provenance.source}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
