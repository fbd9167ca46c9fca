"""The check at start that every installed framework is sound."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from caseward.rules.framework_files import FrameworkFaults

from . import readers


@register()
def frameworks_load(**_: Any) -> list[CheckMessage]:
    """One error for every fault of every framework's folder, with its file and key."""
    return [error for code in readers.framework_codes() for error in _faults(code)]


def _faults(code: str) -> list[CheckMessage]:
    try:
        readers.framework(code)
    except FrameworkFaults as faulty:
        return [
            Error(
                f"Framework {fault}",
                hint="Correct the file; docs/how-to/add-a-framework.md explains the keys.",
                id="standards.E001",
            )
            for fault in faulty.faults
        ]
    return []
