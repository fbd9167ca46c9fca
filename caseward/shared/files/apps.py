"""Registers the app under its short name."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Reading and writing files safely."""

    name = "caseward.shared.files"
    label = "files"
