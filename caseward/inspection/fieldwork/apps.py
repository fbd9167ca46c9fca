"""Registers the app under its short name."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Evidence beyond the cases."""

    name = "caseward.inspection.fieldwork"
    label = "fieldwork"
