from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "caseward.shared.govuk"
    label = "govuk"
