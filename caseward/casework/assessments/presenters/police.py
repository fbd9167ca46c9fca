"""Arrests and call-outs as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseward.casework.assessments.models import PoliceItem
from caseward.casework.people.inputs import identity_of
from caseward.casework.people.models import Person
from caseward.rules.person_matching import Identity, certainty

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

COLOURS = {"matched": "green", "uncertain": "yellow", "nobody": "grey"}


@dataclass(frozen=True)
class ItemLine:
    """One item of a list; whom it is about only where the user may open the record."""

    item: PoliceItem
    person: Person | None
    may_decide: bool

    @property
    def tag(self) -> tuple[str, str]:
        """Words and colour."""
        return self.item.get_state_display(), COLOURS[self.item.state]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom an item may be about, and what speaks for it."""

    person: Person
    reasons: tuple[str, ...]


def item_lines(items: Iterable[PoliceItem], user: "Viewer") -> list[ItemLine]:
    """The items of a page; each with its event and person loaded."""
    rows = list(items)
    about = {item.event.person_id for item in rows if item.event}
    visible = Person.objects.visible_to(user).in_bulk(about)
    uncertain = PoliceItem.objects.uncertain().decidable_by(user).filter(pk__in=[item.pk for item in rows])
    open_to = set(uncertain.values_list("pk", flat=True))
    return [
        ItemLine(item, visible.get(item.event.person_id) if item.event else None, item.pk in open_to)
        for item in rows
    ]


def candidates_of(item: PoliceItem, user: "Viewer") -> list[Candidate]:
    """Whom the item may be about; of a record that was joined the one that was kept."""
    found = item.candidates.select_related("merged_into__merged_into")
    kept = {person.kept().pk for person in found}
    people = Person.objects.visible_to(user).filter(pk__in=kept).select_related("officer")
    told = Identity(name=item.name, born_on=item.born_on, pnc=item.pnc)
    return [
        Candidate(person, certainty(told, identity_of(person)).reasons)
        for person in people.prefetch_related("aliases")
    ]
