"""Two records of one person become one, by two people, and can become two again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from caseward.shared.records.models import CreatedOnce, Versioned

from .person import Person, SearchKey

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges, by who may see both records."""

    def visible_to(self, user: Viewer) -> Self:
        """Those whose remaining record the user may see, and no list keeps them from the other."""
        return self.filter(
            kept__in=Person.objects.visible_to(user), other__in=Person.objects.exclude_barred(user)
        )

    def open(self) -> Self:
        """Proposed, and neither agreed nor refused."""
        return self.filter(agreed_at=None, refused_at=None)


class Merge(Versioned, CreatedOnce):
    """A proposal to join two records: one is kept, the rows of the other move to it."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]

    def __str__(self) -> str:
        return f"{self.other.crn} into {self.kept.crn}"


def refused_pairs(people: QuerySet[Person]) -> QuerySet[Merge]:
    """Proposals to join one of them that somebody refused: these two are not one person."""
    return Merge.objects.exclude(refused_at=None).filter(Q(kept__in=people) | Q(other__in=people))


def with_earlier_record(people: QuerySet[Person], among: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the people whom an earlier record among the others may be about as well.

    The database only finds whom to compare: those with the same PNC number, those born on the same day
    whose names share a word as written or as it sounds, and those of the same name where a date of birth
    is missing. rules/person_matching.py decides.
    """
    earlier = among.filter(pk__lt=OuterRef("pk")).exclude(Exists(_refused("pk")))
    same_name = earlier.exclude(name="").filter(name=OuterRef("name"))
    return people.filter(
        Exists(_same_number(among))
        | Exists(earlier.filter(Exists(_shared_names()), born_on=OuterRef("born_on")))
        | Q(Exists(same_name), born_on=None)
        | Exists(same_name.filter(born_on=None))
    )


def _same_number(among: QuerySet[Person]) -> QuerySet[SearchKey]:
    """PNC numbers of earlier records that the record (one query out) has too, from key to key."""
    numbers = SearchKey.objects.filter(kind=SearchKey.Kind.PNC)
    its = numbers.filter(person=OuterRef(OuterRef("pk")))
    earlier = numbers.filter(key__in=its.values("key"), person__lt=OuterRef("pk"), person__in=among)
    return earlier.exclude(Exists(_refused("person")))


def _shared_names() -> QuerySet[SearchKey]:
    """Words and sounds of one record (one query out) that the other record (two queries out) has too."""
    names = (SearchKey.Kind.WORD, SearchKey.Kind.METAPHONE, SearchKey.Kind.SOUNDEX)
    its = SearchKey.objects.filter(person=OuterRef(OuterRef(OuterRef("pk"))), kind__in=names)
    return SearchKey.objects.filter(person=OuterRef("pk"), kind__in=names, key__in=its.values("key"))


def _refused(column: str) -> QuerySet[Merge]:
    """Refused proposals of one record, by its column (one query out), and the other (two queries out)."""
    one, other = OuterRef(column), OuterRef(OuterRef("pk"))
    return Merge.objects.exclude(refused_at=None).filter(Q(kept=one, other=other) | Q(kept=other, other=one))


class MovedRow(models.Model):
    """One row that a merge moved, so that undoing it moves the same rows back and no others."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_rows")
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
