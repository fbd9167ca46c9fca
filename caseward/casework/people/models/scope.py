"""Which people and which of their rows a user may see; the shape of a duty, the same for every app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer

    from .person import Person

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class PersonQuerySet(models.QuerySet["Person"]):
    """People on probation, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Everyone of one's own provider, less those from whom exclusion or restriction keeps the user."""
        return self.of_provider(user).exclude_barred(user)

    def of_provider(self, user: Viewer) -> Self:
        """Everyone of the user's provider, barred or not: only to say that somebody is barred."""
        if not user.is_authenticated or not user.supervises:
            return self.none()
        return self.filter(provider=user.organisation_id, merged_into=None)

    def exclude_barred(self, user: Viewer) -> Self:
        """Without those whose exclusion names the user, or whose restriction does not."""
        member_of = apps.get_model("people", "AccessListMember").objects.filter(user=user.pk)
        lists = apps.get_model("people", "AccessList").objects.filter(person=OuterRef("pk"), ended_at=None)
        named = Exists(member_of.filter(access_list=OuterRef("pk")))
        bars = Q(named, kind="exclusion") | Q(~named, kind="restriction")
        return self.exclude(Exists(lists.filter(bars)))

    def caseload_of(self, user: Viewer, *, on: date | None = None) -> Self:
        """Whom the user supervises, and whom they cover for a colleague who is away on that day."""
        covers = apps.get_model("people", "Cover").objects.running(on or timezone.localdate())
        covered = covers.filter(covered_by=user.pk, away=OuterRef("officer"))
        return self.filter(Q(officer=user.pk) | Q(Exists(covered)))

    def ethnicity_not_asked(self) -> Self:
        """Whom nobody has asked; "prefers not to say" is an answer."""
        return self.filter(ethnicity="")

    def of_team(self, team_id: int) -> Self:
        """Whom that team supervises."""
        return self.filter(team=team_id)


class OfPersonQuerySet(models.QuerySet[Row_co]):
    """Rows that belong to one person on probation."""

    def visible_to(self, user: Viewer) -> Self:
        """The rows of the people whom the user may see."""
        return self.filter(person__in=apps.get_model("people", "Person").objects.visible_to(user))

    def of_people(self, people: QuerySet[Person]) -> Self:
        """The rows of those people."""
        return self.filter(person__in=people)


def as_duties(
    rows: QuerySet[Any], *, since: Any, due: Any, person: str = "person", subject: str = "pk"
) -> QuerySet[Any, dict[str, Any]]:
    """What is due, as every app says it: for whom, about which row, since when, by when.

    `since` and `due` are names of date columns or expressions; `due` may be reckoned by DaysAfter or
    WorkingDaysAfter, so that the database can sort and count what is due. They have no order of their own,
    so that duties of several kinds can be one union.
    """
    duties: QuerySet[Any, dict[str, Any]] = (
        rows.order_by()
        .annotate(
            duty_person=F(person),
            duty_subject=F(subject),
            duty_since_on=F(since) if isinstance(since, str) else since,
            duty_due_on=F(due) if isinstance(due, str) else due,
        )
        .values("duty_person", "duty_subject", "duty_since_on", "duty_due_on")
    )
    return duties
