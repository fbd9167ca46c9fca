"""Registers the app under its short name."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Recommendations and what became of them."""

    name = "caseward.inspection.follow_up"
    label = "follow_up"
