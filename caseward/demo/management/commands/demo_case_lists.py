"""`caseward demo-case-lists`: write the invented case lists again."""

from typing import Any

from django.core.management.base import BaseCommand

from caseward.demo.inspection import case_lists


class Command(BaseCommand):
    """Write the invented case lists."""

    help = "Write the invented case lists of the demonstration again."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write every list from its seed."""
        case_lists.write()
