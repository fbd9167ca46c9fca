"""Organisations for tests."""

from django.utils.text import slugify

from caseward.shared.organisations.models import Organisation


def provider(name: str = "Northshire Probation") -> Organisation:
    """A provider of that name, made the first time it is asked for."""
    return _organisation(name, Organisation.Kind.PROVIDER)


def inspectorate(name: str = "Inspectorate of Probation Work") -> Organisation:
    """An inspectorate of that name, made the first time it is asked for."""
    return _organisation(name, Organisation.Kind.INSPECTORATE)


def _organisation(name: str, kind: Organisation.Kind) -> Organisation:
    return Organisation.objects.get_or_create(
        name=name, defaults={"short_name": slugify(name), "kind": kind}
    )[0]
