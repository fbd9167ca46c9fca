from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "caseward.shared.charts"
    label = "charts"
