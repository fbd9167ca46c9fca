"""`caseward rate FILE.json`: ratings from a file of figures. Touches no database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.standards.readers import rating_input
from caseward.rules.rating_file import FaultyFile, outcome


class Command(BaseCommand):
    """Prints the ratings as JSON; faults of the file go to standard error, one a line, with exit code 2."""

    help = "Rate every standard and the whole from a JSON file of figures, judgements and decisions."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path, help="the JSON file, in UTF-8")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, rate, print."""
        try:
            result = outcome(rating_input(options["file"]))
        except FaultyFile as faulty:
            self.stderr.write("\n".join(faulty.faults))
            raise SystemExit(2) from None
        self.stdout.write(json.dumps(result, indent=2, ensure_ascii=False))
