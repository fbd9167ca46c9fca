"""The `caseward` command: `caseward x-y` runs the command `x_y` of the app that owns it."""

import os
import sys


def main() -> None:
    """Run a command of any installed app; the words between dashes name it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseward.config.settings")
    from django.core.management import ManagementUtility  # noqa: PLC0415 - settings must be named first

    arguments = ["caseward", *sys.argv[1:]]
    if len(arguments) > 1:
        arguments[1] = arguments[1].replace("-", "_") if not arguments[1].startswith("-") else arguments[1]
    ManagementUtility(arguments).execute()
