"""`caseward compare BEFORE.json AFTER.json`: each question in two results. Touches no database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.standards.readers import rating_input
from caseward.rules.comparison import Change, Result, compare
from caseward.rules.rating_file import FaultyFile, RatingInput

DIGITS = 6


class Command(BaseCommand):
    """Prints the changes as JSON; faults of the files go to standard error, one a line, with exit code 2."""

    help = "Compare two JSON files of figures, question by question, and test each change."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The earlier file and the later one."""
        parser.add_argument("before", type=Path, help="the earlier figures, in the form that rate reads")
        parser.add_argument("after", type=Path, help="the later figures")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read both, compare, print."""
        paths = (options["before"], options["after"])
        read = [self._read(path) for path in paths]
        if any(isinstance(one, FaultyFile) for one in read):
            for path, one in zip(paths, read, strict=True):
                self._print_faults(path, one)
            raise SystemExit(2)
        before, after = (one for one in read if isinstance(one, RatingInput))
        changes = compare(Result(before.framework, before.answers), Result(after.framework, after.answers))
        texts = {asked.code: asked.text for side in (before, after) for asked in side.framework.questions()}
        shown = {
            code: {"question": texts[code], **_shown(change, before, after)}
            for code, change in changes.items()
        }
        self.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False))

    def _read(self, path: Path) -> RatingInput | FaultyFile:
        try:
            return rating_input(path)
        except FaultyFile as faulty:
            return faulty

    def _print_faults(self, path: Path, read: RatingInput | FaultyFile) -> None:
        for fault in read.faults if isinstance(read, FaultyFile) else ():
            self.stderr.write(fault if fault.startswith(f"{path}: ") else f"{path}: {fault}")


def _shown(change: Change, before: RatingInput, after: RatingInput) -> dict[str, Any]:
    test = change.test
    return {
        "before": change.before,
        "after": change.after,
        "inferred": [
            side for side, read in (("before", before), ("after", after)) if change.code in read.inferred
        ],
        "change": change.points,
        "z": round(test.z, DIGITS) if test else None,
        "p": round(test.p, DIGITS) if test else None,
        "significant": change.significant,
        "interval": _points(test.difference.low, test.difference.high) if test else None,
        "why_no_test": change.why_not or None,
    }


def _points(low: float, high: float) -> list[float]:
    return [round(100 * low, 1), round(100 * high, 1)]
