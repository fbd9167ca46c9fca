"""`caseward check-report FILE.txt --result FILE.json`: what a report says against its data. No database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.reports.readers import known_of, sentences_of
from caseward.rules.rating_file import FaultyFile
from caseward.rules.wording.checker import check


class Command(BaseCommand):
    """Prints findings as a JSON list: exit code 0 with none, 1 with some, 2 where a file cannot be used."""

    help = "Check every number and word of a report against its data."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files."""
        parser.add_argument("file", type=Path, help="the report: plain text or Markdown (.md), in UTF-8")
        parser.add_argument(
            "--result",
            type=Path,
            required=True,
            help="its data: what import-report prints, or a public result, as JSON",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read both, check, print."""
        try:
            findings = check(sentences_of(options["file"]), known_of(options["result"]))
        except FaultyFile as faulty:
            self.stderr.write("\n".join(faulty.faults))
            raise SystemExit(2) from None
        self.stdout.write(json.dumps([row.as_row() for row in findings], indent=2, ensure_ascii=False))
        if findings:
            raise SystemExit(1)
