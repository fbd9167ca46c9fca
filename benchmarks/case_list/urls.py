"""Plain Django and django-admin over the cases of one officer: no scope, no restrictions, no record."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.views.generic import ListView

from caseward.casework.dashboards.inputs.caseload import with_contacts_and_harm
from caseward.casework.dashboards.inputs.duties import Asked, overdue_by_person
from caseward.casework.people.models import Person

HARM = ["Not assessed", "Low", "Medium", "High", "Very high"]


def cases_of(request: HttpRequest) -> QuerySet[Person]:
    """Whoever's officer the user is, with the columns of the list."""
    return with_contacts_and_harm(Person.objects.filter(officer=request.user.pk), timezone.localdate())


def overdue_of(people: list[int]) -> dict[int, int]:
    """What is overdue for those people, asked as Django asks: worded for each request."""
    named = Person.objects.filter(pk__in=people)
    found: dict[int, int] = dict.fromkeys(people, 0)
    for (person, _), number in overdue_by_person(Asked(named, timezone.localdate())).items():
        found[person] += number
    return found


class ShortList(LoginRequiredMixin, ListView[Person]):
    """The list without the column of what is overdue."""

    paginate_by = 25
    template_name = "plain/list.html"

    def get_queryset(self) -> QuerySet[Person]:
        """The user's cases."""
        return cases_of(self.request)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The page, each row with its level of harm in words."""
        context = super().get_context_data(**given)
        for person in context["page_obj"]:
            person.harm_in_words = HARM[person.harm or 0]
        return context


class WholeList(ShortList):
    """The list with every column."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The page, each row with how much is overdue."""
        context = super().get_context_data(**given)
        overdue = overdue_of([person.pk for person in context["page_obj"]])
        for person in context["page_obj"]:
            person.overdue = overdue[person.pk]
        return context | {"has_overdue": True}


class Site(admin.AdminSite):
    """Accounts of Caseward have no flag for the admin."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever has signed in."""
        return request.user.is_authenticated


class ShortAdmin(admin.ModelAdmin[Person]):
    """The changelist without the column of what is overdue."""

    list_display: Any = ("name", "crn", "harm", "last_contact_on", "next_contact_on")
    list_per_page = 25

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """The user's cases."""
        return cases_of(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Everybody."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Everybody."""
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def harm(self, person: Person) -> str:
        """In words."""
        return HARM[getattr(person, "harm", 0) or 0]

    def last_contact_on(self, person: Person) -> date | None:
        """As annotated."""
        return getattr(person, "last_contact_on", None)

    def next_contact_on(self, person: Person) -> date | None:
        """As annotated."""
        return getattr(person, "next_contact_on", None)


class WholeAdmin(ShortAdmin):
    """The changelist with every column; a column of django-admin is a function of one row."""

    list_display = (*ShortAdmin.list_display, "overdue")

    def overdue(self, person: Person) -> int:
        """How much is overdue."""
        return overdue_of([person.pk])[person.pk]


def site(name: str, shown: type[ShortAdmin]) -> Site:
    """An admin with that changelist only."""
    made = Site(name)
    made.register(Person, shown)
    return made


short_admin, whole_admin = site("short", ShortAdmin), site("whole", WholeAdmin)
urlpatterns = [
    path("django/", WholeList.as_view()),
    path("django-short/", ShortList.as_view()),
    path("people/<int:pk>/", ShortList.as_view(), name="person"),
    path("admin/", whole_admin.urls),
    path("admin-short/", short_admin.urls),
]
