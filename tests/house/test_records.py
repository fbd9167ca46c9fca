"""What rows and forms share: who beside when, a version on what is edited, a key on what is created."""

import inspect
from collections.abc import Iterator
from importlib import import_module

from django import forms
from django.apps import apps
from django.db import models

from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.records.models import CreatedOnce, Versioned
from tests.house import source

NO_PERSON_BESIDE = {
    "audit.Event.at": "the event's actor stands beside it",
    "accounts.User.last_login": "Django's name for when the person of the account signed in",
}
CHANGES_NO_ROW_TWICE = {
    "case_lists.ListForm": "it chooses what is read",
    "case_lists.DayForm": "it only carries the day of a list",
    "samples.AcceptForm": "the state of the list, which changes once, is its version",
    "samples.AllocateSeveralForm": "each box carries the version of its own case",
    "samples.ShareOutForm": "only cases that nobody has are given out, so a second time gives out none",
    "reports.PenForm": "taking a pen that one holds is holding it",
    "library.LeagueFilter": "it narrows what is read",
    "library.StandardChoice": "it chooses what is read",
    "readiness.PlaceFilter": "it narrows what is read",
    "readiness.PromptFilter": "it narrows what is read",
    "readiness.SharesFilter": "it narrows what is read",
    "people.SearchForm": "what it asks lies in the session; the same question again is the same list",
    "people.LooksFilter": "it narrows what is read",
    "dashboards.CasesFilter": "it narrows what is read",
    "dashboards.DueFilter": "it narrows what is read",
    "dashboards.TeamChoice": "it chooses what is read",
    "dashboards.TimelineFilter": "it narrows what is read",
    "accounts.FirstAdministratorForm": "what the command line was given; there is a first one only once",
}
"""Forms that need neither key nor version, each with its reason."""
PARTS = {
    "inspections.PlanForm",
    "case_assessments.NoteFields",
    "fieldwork.InterviewFields",
    "accounts.AccountFields",
    "accounts.InOurWords",
    "fieldwork.ActivityFields",
    "follow_up.StepFields",
    "follow_up.WordingFields",
    "fieldwork.QuotationFields",
    "fieldwork.RequestFields",
    "results.SetFields",
    "reports.ComparatorFields",
    "contacts.HeldFields",
    "contacts.NoteFields",
    "people.PersonFields",
    "people.CircumstanceFields",
    "people.RelatedFields",
    "people.FlagFields",
    "people.ListFields",
    "sentences.SentenceFields",
    "sentences.RequirementFields",
    "allocation.PostFields",
    "allocation.CoverFields",
    "plans.GoalFields",
    "plans.ActionFields",
    "plans.ContingencyFields",
}
"""Fields that a creating and an editing form share."""
SIGN_IN = {"accounts.SignInForm", "accounts.PasswordAgainForm", "accounts.OwnPasswordForm"} | {
    "accounts.CodeForm",
    "accounts.CodeAgainForm",
    "accounts.FirstCodeForm",
}
"""allauth's forms in our words: what they send is used up by being sent."""


def _our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("caseward.")]


def _our_forms() -> Iterator[tuple[str, type[forms.BaseForm]]]:
    for path in source.modules("forms"):
        name = ".".join(path.relative_to(source.ROOT).with_suffix("").parts).removesuffix(".__init__")
        for _, found in inspect.getmembers(import_module(name), inspect.isclass):
            if (
                issubclass(found, forms.BaseForm)
                and found.__module__ == name
                and name != "caseward.shared.govuk.forms"
            ):
                yield f"{name.split('.forms')[0].rsplit('.')[-1]}.{found.__name__}", found


def test_every_moment_has_its_person() -> None:
    source.assert_none(
        f"{model._meta.label}.{field.name}"
        for model in _our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField)
        and f"{model._meta.label}.{field.name}" not in NO_PERSON_BESIDE
        and not (field.name.endswith("_at") and _has_person(model, field.name.removesuffix("_at") + "_by"))
    )


def test_every_date_ends_in_on() -> None:
    birth = {"date_of_birth"}  # the column's name in the case list
    work = {"worked_on", "nothing_worked_on"}  # the planned action that was worked on, or why none was
    source.assert_none(
        f"{model._meta.label}.{field.name}"
        for model in _our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.name not in birth | work
        and (type(field) is models.DateField) != field.name.endswith("_on")
    )


def test_every_form_carries_a_key_or_a_version() -> None:
    without = {name for name, form in _our_forms() if not issubclass(form, CreatingForm | EditingForm)}
    exempt = set(CHANGES_NO_ROW_TWICE) | PARTS | SIGN_IN
    source.assert_none(sorted(without - exempt))
    assert exempt <= without, f"no longer needed: {exempt - without}"


def test_every_creation_key_and_version_that_a_form_carries_is_used() -> None:
    """A row with a version is saved only through save_if_unchanged; one with a key is looked for first."""
    written = "\n".join(path.read_text("utf-8") for path in source.modules("actions", "jobs", "views"))
    unused = [
        model._meta.label
        for model in _our_models()
        if issubclass(model, CreatedOnce) and f"already_created({model.__name__}," not in written
    ]
    made_with_their_parent = {"records.Work"}
    source.assert_none(label for label in unused if label not in made_with_their_parent)


def test_every_version_is_checked_by_an_action() -> None:
    unchecked = []
    for model in _our_models():
        if not issubclass(model, Versioned) or model._meta.abstract:
            continue
        app = apps.get_app_config(model._meta.app_label).path
        text = "\n".join(
            path.read_text("utf-8") for path in source.modules("actions") if str(path).startswith(app)
        )
        if "save_if_unchanged(" not in text and "Conflict(" not in text:
            unchecked.append(model._meta.label)
    source.assert_none(unchecked)


def _has_person(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
