"""The page of docs/rules on readiness: every check of a case, its prompts, and what it finds."""

import inspect
from collections.abc import Callable, Iterable

from caseward.inspection.standards import readers
from caseward.rules import readiness
from caseward.rules.framework import Framework
from caseward.rules.readiness.checks import CHECKS
from caseward.rules.readiness.findings import Check

HOW = """\
Each check finds one of three things: what is looked for is **shown**, it is **missing**, or the question
**does not arise**. It does not arise either while it is too early: until the first assessment is due
nothing that rests on an assessment is missing, and until the plan is due nothing that rests on a plan.
The functions on which the checks rest are on [a page of their own](readiness-parts.md)."""


def finders() -> set[Callable[..., object]]:
    """The functions behind the checks, which this page tells of and no other."""
    return {check.finds for check in CHECKS}


def told() -> list[str]:
    """The parts of the page: what readiness is, then each check under its code."""
    frameworks = [readers.framework(code) for code in readers.framework_codes()]
    about = (inspect.getdoc(readiness) or "").splitlines()[0]
    return [about, HOW, *(_check(check, frameworks) for check in CHECKS)]


def _check(check: Check, frameworks: Iterable[Framework]) -> str:
    lines = [line for framework in frameworks for line in _prompts(check.code, framework)]
    return "\n\n".join(
        [
            f"## {check.title} (`{check.code}`)",
            "\n".join(lines) or "No prompt of a framework rests on it.",
            inspect.getdoc(check.finds) or "",
            f"Why an inspector looks for it: [{check.source}](../sources.md)",
            f"In the code: `{check.finds.__module__}.{check.finds.__name__}`",
        ]
    )


def _prompts(code: str, framework: Framework) -> list[str]:
    """The prompts of a framework for which a check is evidence, one a line."""
    return [
        f"- {framework.title}, prompt {each.code}: {framework.question(each.code).text}"
        for each in framework.classings.values()
        if each.check == code
    ]
