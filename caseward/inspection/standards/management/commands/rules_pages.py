"""`caseward rules-pages`: write docs/rules again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.standards.presenters import rules_pages


class Command(BaseCommand):
    """Replaces every page of the folder; pages of rules that are gone go too."""

    help = "Write the pages of docs/rules from docstrings, tables and worked examples."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write; the project's own folder unless told otherwise."""
        parser.add_argument("--into", type=Path, default=Path(settings.BASE_DIR) / "docs" / "rules")

    def handle(self, *, into: Path, **_: Any) -> None:
        """Write every page."""
        into.mkdir(parents=True, exist_ok=True)
        made = rules_pages.pages()
        for stale in {path.name for path in into.glob("*.md")} - set(made):
            (into / stale).unlink()
        for name, text in made.items():
            (into / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(made)} pages written into {into}")
