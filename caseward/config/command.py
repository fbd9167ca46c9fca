"""The `caseward` command: `caseward x-y` runs the command `x_y` of the app that owns it."""

import io
import os
import sys

FILES_ONLY = {"rate", "sample", "compare", "import_report", "check_report"}
"""Commands that read and write files: neither a database nor the data folder may stop them."""


def main() -> None:
    """Run a command of any installed app; the words between dashes name it."""
    arguments = ["caseward", *sys.argv[1:]]
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseward.config.settings")
    if FILES_ONLY & set(arguments[1:2]):
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
        os.environ.setdefault("CASEWARD_SECRET_KEY", "nothing is signed")
    _write_utf8()
    from django.core.management import ManagementUtility  # noqa: PLC0415 - settings must be named first

    ManagementUtility(arguments).execute()


def _write_utf8() -> None:
    """Results are UTF-8 wherever they go, so that no terminal's encoding can stop a command half way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
