"""`caseward import-report FILE`: a published report, text or PDF, as figures. Touches no database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.results.readers import UnusableReport, as_rating_input, read_report
from caseward.inspection.standards.readers import framework, framework_codes
from caseward.rules.framework_files import FrameworkFaults


class Command(BaseCommand):
    """Prints what was read as JSON; a file that cannot be used goes to standard error, with exit code 2."""

    help = "Read the ratings and figures of a published report; what cannot be read is listed, not guessed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One file, and the form in which it is printed."""
        parser.add_argument("file", type=Path, help="the report, as text in UTF-8 or as PDF with text")
        parser.add_argument("--as-rate", action="store_true", help="print the input of `caseward rate`")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, print."""
        try:
            reading = read_report(options["file"], [framework(code) for code in framework_codes()])
            shown, remarks = as_rating_input(reading) if options["as_rate"] else (reading.as_json(), [])
        except UnusableReport as unusable:
            self._stop([str(unusable)])
        except FrameworkFaults as faulty:
            self._stop(faulty.faults)
        else:
            for remark in remarks:
                self.stderr.write(remark)
            self.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False))

    def _stop(self, faults: list[str]) -> None:
        self.stderr.write("\n".join(faults))
        raise SystemExit(2)
