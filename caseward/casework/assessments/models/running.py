"""Which sentences call for an assessment and for checks when they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from caseward.casework.sentences.models import Sentence

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from caseward.casework.people.models import Person
    from caseward.casework.sentences.models import SentenceQuerySet


def first_running(people: QuerySet[Person], on: date) -> SentenceQuerySet:
    """The sentence with which each person's supervision of that day began.

    What the start asks for is asked once, however many sentences run at the same time.
    """
    running = Sentence.objects.running(on)
    earlier = running.filter(person=OuterRef("person")).filter(
        Q(starts_on__lt=OuterRef("starts_on")) | Q(starts_on=OuterRef("starts_on"), pk__lt=OuterRef("pk"))
    )
    return running.filter(~Exists(earlier), person__in=people)
