"""Registers the app that joins the parts."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """Addresses, sign-in and refusals."""

    name = "caseward.config"
    label = "config"

    def ready(self) -> None:
        """Every sign-in is logged, and every migrated database can count attempts."""
        from . import sign_in  # noqa: PLC0415 - it needs the apps loaded

        sign_in.keep_in_the_log()
        # Django tells only apps that have models that they are migrated.
        post_migrate.connect(_make_cache_table, sender=apps.get_app_config("accounts"))


def _make_cache_table(using: str, **_: Any) -> None:
    call_command("createcachetable", "caseward_cache", database=using, verbosity=0)
