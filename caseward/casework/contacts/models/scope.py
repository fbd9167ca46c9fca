"""Contacts by when they are and what came of them, and the numbers that are counted from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from caseward.casework.people.models import OfPersonQuerySet

from . import kinds

if TYPE_CHECKING:
    from datetime import date

    from caseward.casework.people.models import Person
    from caseward.casework.sentences.models import Requirement
    from caseward.shared.accounts.models import User

    from .contact import Contact


@dataclass(frozen=True)
class Attendance:
    """How often the person came, did not come, and was failed by us."""

    attended: int
    missed: int
    ours: int

    @property
    def expected(self) -> int:
        """Appointments that were held, or would have been had the person come."""
        return self.attended + self.missed

    @property
    def per_cent(self) -> int | None:
        """Attended of those expected, rounded down; none where nothing was expected."""
        return 100 * self.attended // self.expected if self.expected else None


CAME = Q(outcome__in=kinds.ATTENDED) & ~Q(purpose=kinds.Purpose.THIRD_PARTY)


class ByOutcomeQuerySet(OfPersonQuerySet["Contact"]):
    """Contacts, by when they are and what came of them."""

    def without_outcome(self, on: date) -> Self:
        """Past appointments of which nobody has said what happened."""
        return self.filter(outcome="", held_on__lt=on)

    def attended(self) -> Self:
        """Those to which the person came; what was said to others about them is none."""
        return self.filter(CAME)

    def face_to_face(self) -> Self:
        """Those in one room."""
        return self.filter(how__in=kinds.FACE_TO_FACE)

    def missed(self) -> Self:
        """Those to which the person did not come."""
        return self.filter(outcome=kinds.Outcome.DID_NOT_ATTEND)

    def to_come(self, on: date) -> Self:
        """Arranged for that day or later."""
        return self.filter(outcome="", held_on__gte=on)

    def past(self, on: date) -> Self:
        """Of earlier days, and those of which it is already known what came of them."""
        return self.filter(Q(held_on__lt=on) | ~Q(outcome=""))

    def held_or_arranged(self) -> Self:
        """All at which the person was, will be or could have been seen."""
        return self.exclude(outcome__in=kinds.NOT_HELD).exclude(purpose=kinds.Purpose.THIRD_PARTY)

    def last_attended(self) -> Contact | None:
        """The latest to which the person came."""
        return self.attended().order_by("-held_on", "-held_from", "-pk").first()

    def next_to_come(self, on: date) -> Contact | None:
        """The next that is arranged."""
        return self.to_come(on).order_by("held_on", "held_from", "pk").first()

    def attendance(self) -> Attendance:
        """How often the person came to what they had to attend; ours are counted whatever it was for."""
        must = Q(is_required=True)
        counts = self.aggregate(
            attended=Count("pk", filter=must & CAME),
            missed=Count("pk", filter=must & Q(outcome__in=kinds.THEIR_FAILURES)),
            ours=Count("pk", filter=Q(outcome__in=kinds.OUR_FAILURES)),
        )
        return Attendance(**counts)

    def credited_to(self, requirement: Requirement) -> Self:
        """Sessions of unpaid work that were credited to a requirement."""
        return self.filter(requirement=requirement, minutes_credited__gt=0)

    def booked(self, days: list[date], person: Person, officer: User) -> Self:
        """What that person or that officer already has on those days, at a known time."""
        return self.filter(Q(person=person) | Q(officer=officer), held_on__in=days, outcome="").exclude(
            held_from=None
        )

    def first_from(self, day: date) -> Contact | None:
        """The first held or arranged on that day or later."""
        return self.held_or_arranged().filter(held_on__gte=day).order_by("held_on", "pk").first()

    def last_before(self, day: date) -> Contact | None:
        """The latest held or arranged before a day."""
        return self.held_or_arranged().filter(held_on__lt=day).order_by("-held_on", "-pk").first()
