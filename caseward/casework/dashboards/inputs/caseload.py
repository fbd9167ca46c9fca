"""The people of a caseload or a team, each with what one line of a list says."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from caseward.casework.assessments.models import Assessment
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person


def with_contacts_and_harm(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    """Those people by name, with level of harm, the last contact attended and the next one arranged."""
    of_person = Contact.objects.filter(person=OuterRef("pk"))
    last = of_person.attended().filter(held_on__lte=on).order_by("-held_on").values("held_on")[:1]
    coming = of_person.to_come(on).order_by("held_on").values("held_on")[:1]
    return (
        people.annotate(
            harm=Assessment.objects.harm_of("pk"),
            last_contact_on=Subquery(last),
            next_contact_on=Subquery(coming),
        )
        .select_related("officer")
        .order_by("name", "pk")
    )
