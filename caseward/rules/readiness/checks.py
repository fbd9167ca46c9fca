"""Every check, by the code by which frameworks name it (`readiness.toml`).

The function of a check stands beside its code in the `CHECKS` of a module; which module that is, the package
says by the first word of the code.
"""

from . import (
    assessing,
    assessing_safely,
    delivering,
    delivering_safely,
    enforcing,
    planned_work,
    planning,
    planning_safely,
    resettling,
    reviewing,
    reviewing_safely,
    unpaid_work,
)
from .facts import Case
from .findings import Finding, Yardstick

CHECKS = (
    *assessing.CHECKS,
    *assessing_safely.CHECKS,
    *planning.CHECKS,
    *planning_safely.CHECKS,
    *delivering.CHECKS,
    *enforcing.CHECKS,
    *planned_work.CHECKS,
    *delivering_safely.CHECKS,
    *reviewing.CHECKS,
    *reviewing_safely.CHECKS,
    *unpaid_work.CHECKS,
    *resettling.CHECKS,
)
"""In the order in which an inspector reads a case."""

BY_CODE = {check.code: check for check in CHECKS}


def find(case: Case, by: Yardstick) -> dict[str, Finding]:
    """What every check finds in one case, by the code of the check.

    Raises nothing for sound facts. No source is needed: each check has its own.
    """
    return {check.code: check.finds(case, by) for check in CHECKS}
