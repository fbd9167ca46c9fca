"""Registers the app and keeps its triggers in place after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Who saw and did what, when."""

    name = "caseward.shared.audit"
    label = "audit"

    def ready(self) -> None:
        """Connect the checks and the triggers."""
        from . import checks  # noqa: PLC0415 - registering needs the apps loaded

        post_migrate.connect(checks.create, sender=self)
