"""Registers the app under its short name."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The published report."""

    name = "caseward.inspection.reports"
    label = "reports"
