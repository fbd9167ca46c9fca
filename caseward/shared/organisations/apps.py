"""Registers the app under its short name."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Providers and inspectorates."""

    name = "caseward.shared.organisations"
    label = "organisations"
