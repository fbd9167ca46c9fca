"""Registers the app under its short name."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What rows share."""

    name = "caseward.shared.records"
    label = "records"
