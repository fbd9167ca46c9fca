"""Registers the app."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """What somebody asked somebody to do."""

    name = "caseward.casework.tasks"
    label = "tasks"
