"""Which people and which of their rows a user may see; the shape of a duty, the same for every app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer

    from .person import Person

MAY_BE_LET_READ = frozenset({Role.DIRECTOR, Role.LEAD_INSPECTOR, Role.INSPECTOR, Role.QUALITY_LEAD})
"""Who reads single cases by a right that ends; whoever works with the caseload needs none."""

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class PersonQuerySet(models.QuerySet["Person"]):
    """People on probation, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Whom the user reaches, less those from whom exclusion or restriction keeps the user."""
        return self.within_reach(user).exclude_barred(user)

    def within_reach(self, user: Viewer) -> Self:
        """Whom the user could see if no list barred them: only to say that somebody is barred.

        Everyone of one's own provider for who works with the caseload or audits it; for anybody else those
        whom a right names that holds today, such as an inspector's to a sampled case. A right does not
        outlast the role that it was given to, nor a director's move to another provider.
        """
        if not user.is_authenticated:
            return self.none()
        if user.reads_the_caseload:
            return self.filter(provider=user.organisation_id, merged_into=None)
        if user.role not in MAY_BE_LET_READ:
            return self.none()
        today = timezone.localdate()
        rights = apps.get_model("people", "Involvement").objects.filter(
            person=OuterRef("pk"), user=user.pk, began_on__lte=today, ends_on__gte=today
        )
        let_read = self.filter(Exists(rights), merged_into=None)
        return let_read.filter(provider=user.organisation_id) if user.directs else let_read

    def counted_for(self, user: Viewer) -> Self:
        """Whom the user may count, and list without a name: those of the own provider whom nothing bars.

        A director sees numbers first, and a named person only with a reason; `visible_to` says whom by name.
        """
        if not user.is_authenticated or not (user.reads_the_caseload or user.directs):
            return self.none()
        return self.filter(provider=user.organisation_id, merged_into=None).exclude_barred(user)

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
