"""The cases behind a number: in which of them a check finds something missing."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from markupsafe import Markup

from caseward.assurance.readiness import policies
from caseward.assurance.readiness.inputs.places import Where
from caseward.assurance.readiness.models import Finding
from caseward.casework.people.models import Person

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


def counted(user: "User") -> QuerySet[Person]:
    """Whom the user may count; their names are for those alone whom `visible_to` gives."""
    return Person.objects.counted_for(user).select_related("team__office")


def lacking(user: "User", check: str, where: Where) -> QuerySet[Person]:
    """The cases in which something is missing, of those that the user may count and does not read blind.

    Directors see no names, so theirs are in the order of the CRN: the order of names would tell.
    """
    missing = Finding.objects.filter(person=OuterRef("pk"), check_code=check, is_shown=False)
    rows = counted(user).filter(Exists(missing)).filter(where.condition("team"))
    rows = rows.exclude(pk__in=policies.veiled_from(user))
    return rows.order_by("crn") if user.directs else rows.select_related("officer").order_by("name", "pk")


def lacking_in_all(user: "User", check: str, where: Where) -> int:
    """How many cases of the provider lack it, also those that the user may not open.

    Without those that the user reads blind: one case more or less would tell what is found in them.
    """
    rows = Finding.objects.filter(check_code=check, is_shown=False, person__merged_into=None)
    rows = rows.exclude(person__in=policies.veiled_from(user))
    return rows.filter(where.condition("person__team"), person__provider=user.organisation_id).count()


def opened_by(user: "User", shown: Sequence[Person]) -> set[int]:
    """Which of these the user may open now."""
    keys = [person.pk for person in shown]
    return set(Person.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def rows_with_names(people: Iterable[Person]) -> list[list[object]]:
    """For those who read the caseload: who it is, and whose case."""
    return [
        [
            Markup('<a class="govuk-link" href="{}"><bdi>{}</bdi></a>').format(_found_in(person), person),
            person.crn,
            person.officer.name if person.officer else "None",
            _place(person),
        ]
        for person in people
    ]


def rows_without_names(people: Iterable[Person], opened: Collection[int]) -> list[list[object]]:
    """For directors: the number, the place, and the way to a case that is open to them or may be opened."""
    return [[person.crn, _place(person), _way(person, is_open=person.pk in opened)] for person in people]


def _way(person: Person, *, is_open: bool) -> Markup:
    words = "See what is found" if is_open else "Open with a reason"
    href = _found_in(person) if is_open else reverse("readiness:open_case", kwargs={"person_id": person.pk})
    hidden = Markup('<span class="govuk-visually-hidden"> in {}</span>').format(person.crn)
    return Markup('<a class="govuk-link" href="{}">{}{}</a>').format(href, words, hidden)


def _found_in(person: Person) -> str:
    return reverse("readiness:case", kwargs={"person_id": person.pk})


def _place(person: Person) -> str:
    return f"{person.team.name}, {person.team.office.name}" if person.team else "No team"
