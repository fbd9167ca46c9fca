"""Records that may be of one person, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, prefetch_related_objects

from caseward.casework.people import policies
from caseward.casework.people.inputs import identity_of
from caseward.casework.people.models import Merge, Person, SearchKey, refused_pairs
from caseward.rules.person_matching import Certainty, certainty
from caseward.shared.govuk.filters import written_date

from .lists import for_a_list

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

MOST_COMPARED = 500
WORDS = {"same": ("Very likely", "red"), "perhaps": ("Perhaps", "yellow")}


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one person, and why."""

    person: Person
    other: Person
    certainty: Certainty

    @property
    def tag(self) -> tuple[str, str]:
        """Words and colour."""
        return WORDS[self.certainty.level]


@dataclass(frozen=True)
class MergeLine:
    """A proposal with how far it is."""

    merge: Merge
    words: str
    colour: str


@dataclass(frozen=True)
class MergePage:
    """Both records side by side, and what this user may decide."""

    line: MergeLine
    rows: list[tuple[str, str, str]]
    why_not_agree: list[str]
    may_refuse: bool
    why_not_undo: list[str]


def duplicates_of(person: Person, people: QuerySet[Person]) -> list[Pair]:
    """The records among these people that may be of this person too."""
    prefetch_related_objects([person], "aliases")
    candidates = _candidates([person], people.exclude(pk=person.pk))
    refused = _refused([person])
    pairs = (_pair(person, other) for other in candidates if frozenset((person.pk, other.pk)) not in refused)
    return [pair for pair in pairs if pair]


def pairs_among(page: Sequence[Person], people: QuerySet[Person]) -> list[Pair]:
    """For each person of a page the earlier records that may be of them too."""
    candidates, refused = _candidates(page, people), _refused(page)
    pairs = (
        _pair(person, other)
        for person in page
        for other in candidates
        if other.pk < person.pk and frozenset((person.pk, other.pk)) not in refused
    )
    return [pair for pair in pairs if pair]


def merge_lines(merges: Iterable[Merge]) -> list[MergeLine]:
    """Proposals with how far each is."""
    return [_line(merge) for merge in merges]


def merge_page(merge: Merge, user: "Viewer") -> MergePage:
    """One proposal."""
    kept, other = (_described(each) for each in (merge.kept, merge.other))
    rows = [(label, value, other[label]) for label, value in kept.items()]
    return MergePage(
        line=_line(merge),
        rows=rows,
        why_not_agree=policies.reasons_not_to_agree(user, merge),
        may_refuse=not policies.reasons_not_to_refuse(user, merge),
        why_not_undo=policies.reasons_not_to_undo(user, merge),
    )


def _candidates(page: Sequence[Person], people: QuerySet[Person]) -> list[Person]:
    """Whom the rule compares: same PNC number, same day of birth, or same name and one without a day."""
    keys = SearchKey.objects.filter(kind=SearchKey.Kind.PNC)
    numbers = keys.filter(person__in=page).values("key")
    same_number = Q(pk__in=keys.filter(key__in=numbers).values("person"))
    born = Q(born_on__in={each.born_on for each in page if each.born_on})
    named = Q(name__in={each.name for each in page if each.name}, born_on=None)
    named |= Q(name__in={each.name for each in page if each.name and not each.born_on})
    return list(for_a_list(people.filter(same_number | born | named))[:MOST_COMPARED])


def _refused(page: Sequence[Person]) -> set[frozenset[int]]:
    pairs = refused_pairs(Person.objects.filter(pk__in=[each.pk for each in page]))
    return {frozenset(pair) for pair in pairs.values_list("kept_id", "other_id")}


def _pair(person: Person, other: Person) -> Pair | None:
    found = certainty(identity_of(person), identity_of(other))
    return None if found.level == "different" else Pair(person, other, found)


def _line(merge: Merge) -> MergeLine:
    if merge.undone_at:
        return MergeLine(merge, "Undone", "grey")
    if merge.agreed_at:
        return MergeLine(merge, "Joined", "green")
    if merge.refused_at:
        return MergeLine(merge, "Two people", "grey")
    return MergeLine(merge, "Waits for a manager", "yellow")


def _described(person: Person) -> dict[str, str]:
    return {
        "CRN": person.crn,
        "Name": str(person),
        "Date of birth": written_date(person.born_on),
        "PNC number": person.pnc,
        "Sex": person.get_sex_display(),
        "Officer": str(person.officer or ""),
        "Team": str(person.team or ""),
    }
