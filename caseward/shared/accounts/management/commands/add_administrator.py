"""`caseward add-administrator` makes the account that makes all others."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management import BaseCommand, CommandError

from caseward.shared.accounts import actions
from caseward.shared.accounts.forms import FirstAdministratorForm
from caseward.shared.records.models import NotAllowed


class Command(BaseCommand):
    """Asks for a password; everything else stands on the command line."""

    help = "Add the first administrator. Further accounts are added by an administrator, in the browser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and where they work."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--organisation", required=True, help="name of the inspectorate; it is added too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the account, or say why not."""
        typed = {name: options[name] for name in ("name", "email", "organisation")}
        form = FirstAdministratorForm({**typed, "password": getpass("Password: ")})
        if not form.is_valid():
            faults = [f"{field}: {fault}" for field, found in form.errors.items() for fault in found]
            raise CommandError("\n".join(faults))
        try:
            actions.add_first_administrator(**form.cleaned_data)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("The administrator is added. Sign in, and set up an authenticator app.")
