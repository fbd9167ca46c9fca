"""`caseward demo`: prepare the demonstration, print where it is, and serve it until interrupted."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from caseward.demo import accounts, assurance
from caseward.demo.casework import demonstration
from caseward.demo.inspection import estate
from caseward.shared.records.models import NotAllowed

PROGRAMS = Path(sys.executable).parent


class Command(BaseCommand):
    """Start the demonstration in the foreground."""

    help = "Start the demonstration: prepare its data, print the address and the accounts, serve."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prepare once, then serve until interrupted."""
        if not settings.DEMO:
            self._refuse("The demonstration starts with CASEWARD_DEMO=1; `make demo` sets it.")
        try:
            self._prepare()
        except NotAllowed as refusal:
            self._refuse(str(refusal))
        port = os.environ.get("PORT", "8000")
        self._announce(port)
        self._serve(port)

    def _refuse(self, why: str) -> NoReturn:
        self.stderr.write(why)
        raise SystemExit(2)

    def _prepare(self) -> None:
        self.stdout.write("Preparing the demonstration…")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        estate.load()
        users = accounts.load()
        demonstration.load(users)
        assurance.load(users)

    def _announce(self, port: str) -> None:
        self.stdout.write(f"\nCaseward is at http://localhost:{port}/\n")
        self.stdout.write(f"Every demonstration account has the password {accounts.PASSWORD}\n")
        for account in accounts.ACCOUNTS:
            self.stdout.write(f"  {account.role.label:<22} {account.email}")
        self.stdout.write("\nPress Ctrl+C to stop.")
        self.stdout.flush()

    def _serve(self, port: str) -> None:
        address = f"127.0.0.1:{port}"
        commands = [
            [str(PROGRAMS / "caseward"), "db-worker", "--no-startup-delay"],
            [
                str(PROGRAMS / "gunicorn"),
                *("--no-control-socket", "--workers", "2", "--timeout", "60", "--log-level", "warning"),
                *("--bind", address, "caseward.config.wsgi"),
            ],
        ]
        # The programs are this environment's own; nothing in the arguments comes from a user.
        children = [subprocess.Popen(command) for command in commands]  # noqa: S603 - as said above

        def stop(_signal: int, _frame: FrameType | None) -> None:
            for child in children:
                child.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        for child in reversed(children):
            child.wait()
            stop(0, None)
